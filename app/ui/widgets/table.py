"""One-column tables painted by one delegate: the fastest list Qt Widgets have (performance.md 2.8)."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QScroller,
    QStyledItemDelegate,
    QTableView,
    QWidget,
)

from app.ui.theme.metrics import ROW
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.canvas import Canvas

TAP_SLOP = 12
"""A press that moved farther than this, in px, is a scroll and no tap."""


class RowTable(QTableView):
    """Fixed rows, no headers, no focus, kinetic scrolling by touch; taps come as `tapped`."""

    def __init__(
        self, theme: Theme, delegate: QStyledItemDelegate, parent: QWidget | None = None, *, row: int = ROW
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._pressed: QPoint | None = None
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMinimumSize(0, 0)
        self._headers(row)
        self.verticalScrollBar().setSingleStep(row)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def _headers(self, row: int) -> None:
        columns, rows = self.horizontalHeader(), self.verticalHeader()
        columns.hide()
        columns.setMinimumSectionSize(0)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows.hide()
        rows.setMinimumSectionSize(0)
        rows.setDefaultSectionSize(row)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows and, over their right edge, how far they are scrolled.

        A scroll bar beside them would narrow the rows and shift every column when it appears.
        """
        super().paintEvent(event)
        bar = self.verticalScrollBar()
        if bar.maximum() <= 0:
            return
        room = self.viewport().height() - 8
        length = max(32, room * bar.pageStep() // (bar.maximum() + bar.pageStep()))
        top = 4 + (room - length) * bar.value() // bar.maximum()
        painter = QPainter(self.viewport())
        canvas = Canvas(painter, self.theme)
        canvas.box(QRect(self.viewport().width() - 6, top, 4, length), Ink.EDGE, radius=2)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where; nothing is selected by a press."""
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A drag selects nothing."""
        del event

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick taps are two taps."""
        self.mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A release on the row that was pressed is a tap."""
        start, self._pressed = self._pressed, None
        here = event.position().toPoint()
        if start is None or (here - start).manhattanLength() > TAP_SLOP:
            return
        index = self.indexAt(start)
        if index.isValid() and index.row() == self.indexAt(here).row():
            self.tapped(index, here)

    def tapped(self, index: QModelIndex, position: QPoint) -> None:
        """Hear of a tap; subclasses act on it."""
