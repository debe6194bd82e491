"""The basket on screen: header, rows, and the words of an empty basket."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPoint, QRect
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.presenters.states import Act, BasketRow, RowKind
from app.ui.basket.delegate import BasketDelegate
from app.ui.basket.geometry import RowGeometry, Zone
from app.ui.basket.model import BasketModel
from app.ui.theme.metrics import EDGE, HEADER, INSET, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.canvas import CENTER, RIGHT, Canvas, Style
from app.ui.widgets.painted import Painted
from app.ui.widgets.table import RowTable


class BasketActions(Protocol):
    """What a tap on the basket asks for."""

    def select_row(self, index: int) -> None:
        """A tap on a row."""
        ...

    def step_quantity(self, step: int) -> None:
        """The stepper of the selected row."""
        ...

    def remove_row(self, index: int) -> None:
        """«Quitar» on an error row."""
        ...

    def act(self, action: Act) -> None:
        """«Buscar» on an error row."""
        ...


class BasketTable(RowTable):
    """The rows alone."""

    def __init__(self, theme: Theme, model: BasketModel, parent: QWidget | None = None) -> None:
        self._rows = BasketDelegate(theme, model)
        super().__init__(theme, self._rows, parent)
        self._basket = model
        self.handler: BasketActions | None = None
        self.setModel(model)
        self.setObjectName("basket")

    def mark(self, row: int | None) -> None:
        """Draw one row as selected and bring it into view."""
        old, self._rows.selected = self._rows.selected, -1 if row is None else row
        for at in (old, self._rows.selected):
            if 0 <= at < self._basket.rowCount():
                self.update(self._basket.index(at, 0))
        if row is not None and 0 <= row < self._basket.rowCount():
            index = self._basket.index(row, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def tapped(self, index: QModelIndex, position: QPoint) -> None:
        """Select, step, search or remove by where the tap was."""
        actions = self.handler
        if actions is None:
            return
        row = self._basket.row_at(index.row())
        chosen = index.row() == self._rows.selected
        rect = self.visualRect(index)
        zone = RowGeometry.of(rect.width()).hit(
            rect,
            position,
            stepper=chosen and row.kind is RowKind.ITEM and not row.measured,
            error=row.kind is RowKind.ERROR,
        )
        if zone is Zone.MINUS:
            actions.step_quantity(-1)
        elif zone is Zone.PLUS:
            actions.step_quantity(1)
        elif zone is Zone.SEARCH:
            actions.act(Act.SEARCH)
        elif zone is Zone.REMOVE:
            actions.remove_row(index.row())
        else:
            actions.select_row(index.row())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or what to do when there is none."""
        super().paintEvent(event)
        if self._basket.rowCount() == 0:
            painter = QPainter(self.viewport())
            canvas = Canvas(painter, self.theme, widget=self, probe=self.theme.probe)
            _paint_empty(canvas, self.viewport().rect())
            painter.end()


class Basket(Painted):
    """Card with header and rows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.model = BasketModel(self)
        self.table = BasketTable(theme, self.model, self)
        self._name()

    def bind(self, actions: BasketActions) -> None:
        """Say who hears of taps."""
        self.table.handler = actions

    def reset_rows(self, rows: Sequence[BasketRow]) -> None:
        """Replace all rows."""
        self.table.mark(None)
        self.model.reset_rows(rows)

    def insert_row(self, index: int, row: BasketRow) -> None:
        """Put a row in."""
        self.model.insert(index, row)

    def append_row(self, row: BasketRow) -> None:
        """Add a row at the end and show it."""
        self.model.insert(self.model.rowCount(), row)
        self.table.scrollToBottom()

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._name()
            self.table.viewport().update()
            self.update()
        super().changeEvent(event)

    def _name(self) -> None:
        self.table.setAccessibleName(QCoreApplication.translate("Basket", "Basket"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows fill the card under the header, up to its rounded corners."""
        super().resizeEvent(event)
        self.table.setGeometry(1, HEADER, self.width() - 2, self.height() - HEADER - 1)

    def draw(self, canvas: Canvas) -> None:
        """Paint card and header."""
        canvas.box(self.rect(), Ink.CARD, Ink.LINE)
        canvas.rule(1, self.width() - 1, HEADER - 1)
        at = RowGeometry.of(self.width() - 2)
        left = Style(Type.CAPTION, Weight.REGULAR, Ink.MUTED)
        right = Style(Type.CAPTION, Weight.REGULAR, Ink.MUTED, RIGHT)
        name = QCoreApplication.translate("Basket", "Product")
        canvas.text(QRect(INSET + 1, 0, 200, HEADER), name, left)
        columns = [
            (at.quantity, QCoreApplication.translate("Basket", "Qty")),
            (at.amount, QCoreApplication.translate("Basket", "Amount")),
        ]
        if not at.two_lines:
            columns.append((at.price, QCoreApplication.translate("Basket", "Price")))
            columns.append((at.tax, QCoreApplication.translate("Basket", "Tax")))
        for edge, words in columns:
            canvas.text(QRect(edge + 1 - 100, 0, 100, HEADER), words, right)


def _paint_empty(canvas: Canvas, area: QRect) -> None:
    middle = area.center().y() - 24
    disc = QRect(area.center().x() - 36, middle - 84, 72, 72)
    canvas.disc(disc, Ink.BG)
    canvas.icon_in("scan", disc, 36, Ink.MUTED)
    canvas.text(
        QRect(area.x() + EDGE, middle, area.width() - 2 * EDGE, 32),
        QCoreApplication.translate("Basket", "Scan the first product"),
        Style(Type.TITLE, Weight.SEMI, Ink.TEXT, CENTER),
    )
    canvas.text(
        QRect(area.x() + EDGE, middle + 32, area.width() - 2 * EDGE, 26),
        QCoreApplication.translate("Basket", "or type part of its name"),
        Style(Type.BODY, Weight.REGULAR, Ink.MUTED, CENTER),
    )
