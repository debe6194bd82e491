"""One-column tables painted by one delegate: the fastest list Qt Widgets have (performance.md 2.8)."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QMouseEvent
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
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMinimumSize(0, 0)
        self._headers(row)
        self.verticalScrollBar().setSingleStep(row)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._dress()

    def _headers(self, row: int) -> None:
        columns, rows = self.horizontalHeader(), self.verticalHeader()
        columns.hide()
        columns.setMinimumSectionSize(0)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        rows.hide()
        rows.setMinimumSectionSize(0)
        rows.setDefaultSectionSize(row)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Take a model; rows keep their fixed height."""
        super().setModel(model)

    def changeEvent(self, event: QEvent) -> None:
        """Dress the scroll bar again when the theme changed."""
        if event.type() is QEvent.Type.PaletteChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        bar, sheet = self.verticalScrollBar(), self.theme.scroll_bar_qss()
        if bar.styleSheet() != sheet:
            bar.setStyleSheet(sheet)

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
