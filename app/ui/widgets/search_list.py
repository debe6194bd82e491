"""Hits of a search in place of the basket, with what matched marked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.presenters.search_states import ResultRow, SearchState
from app.ui.counted import Counted
from app.ui.messages import clean
from app.ui.theme.metrics import EDGE, HEADER, INSET, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.canvas import CENTER, RIGHT, Canvas, Style
from app.ui.widgets.painted import Painted
from app.ui.widgets.table import RowTable

ROW_HEIGHT = 52
FOOT = 36
_ICON, _STOCK, _UNIT = 32, 76, 36
"""Columns at the right: what Enter does, stock, unit of the price."""
_MIDDLE, _WIDE = 560, 680
"""Widths of the list from which there is room for the tax, without and with stock."""
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class _Hits(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[ResultRow, ...] = ()

    def replace(self, rows: tuple[ResultRow, ...]) -> None:
        """Take a new list."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many hits."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Words for screen readers."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.rows[index.row()]
        parts = [clean(row.name, 200), row.price]
        if row.stock:
            words = QCoreApplication.translate("Search", "In stock: {quantity}")
            parts.append(words.format(quantity=row.stock))
        return ", ".join(parts)


class _HitDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, model: _Hits) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self.selected = 0
        self.has_stock = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one hit."""
        rect: QRect = option.rect
        widget: QWidget = option.widget
        canvas = Canvas(painter, self._theme, widget=widget, probe=self._theme.probe)
        row = self._model.rows[index.row()]
        chosen = index.row() == self.selected
        if chosen:
            canvas.fill(rect, Ink.ACCENT_SOFT)
            canvas.fill(QRect(rect.x(), rect.y(), 4, rect.height()), Ink.ACCENT)
        canvas.rule(rect.x() + EDGE, rect.right() - EDGE, rect.bottom())
        right = rect.right() - EDGE
        if chosen:
            canvas.icon("enter", right - 20, rect.center().y() - 10, 20, Ink.ACCENT)
        right -= _ICON
        if self.has_stock:
            _draw_stock(canvas, QRect(right - _STOCK, rect.y(), _STOCK, rect.height()), row)
            right -= _STOCK
        right -= _UNIT
        price = QRect(right - 90, rect.y(), 90, rect.height())
        canvas.text(price, row.price, Style(Type.ROW, Weight.SEMI, Ink.TEXT, RIGHT))
        unit = QRect(right + 6, rect.y(), _UNIT - 6, rect.height())
        canvas.text(unit, row.unit, Style(Type.CAPTION, Weight.REGULAR, Ink.MUTED))
        right -= 100
        if rect.width() >= (_WIDE if self.has_stock else _MIDDLE):
            tax = QRect(right - 56, rect.y(), 48, rect.height())
            canvas.text(tax, row.tax, Style(Type.BODY, Weight.REGULAR, Ink.MUTED, RIGHT))
            right -= 64
        name = QRect(rect.x() + INSET, rect.y(), right - INSET - rect.x(), rect.height())
        _draw_marked(canvas, name, row)


def _draw_stock(canvas: Canvas, area: QRect, row: ResultRow) -> None:
    weight, ink = (Weight.SEMI, Ink.WARN) if row.out else (Weight.REGULAR, Ink.MUTED)
    canvas.text(area, row.stock, Style(Type.ROW, weight, ink, RIGHT))


def _draw_marked(canvas: Canvas, area: QRect, row: ResultRow) -> None:
    name = clean(row.name, 200)
    x = area.x()
    for start, end, marked in _pieces(len(name), row.marks):
        weight, ink = (Weight.BOLD, Ink.ACCENT) if marked else (Weight.REGULAR, Ink.TEXT)
        room = area.right() - x
        if room < 12:
            return
        style = Style(Type.ROW, weight, ink, free=True)
        x += canvas.text(QRect(x, area.y(), room, area.height()), name[start:end], style)


def _pieces(length: int, marks: tuple[tuple[int, int], ...]) -> list[tuple[int, int, bool]]:
    found: list[tuple[int, int, bool]] = []
    at = 0
    for raw_start, raw_end in sorted(marks):
        start, end = max(at, raw_start), min(length, raw_end)
        if end <= start:
            continue
        if start > at:
            found.append((at, start, False))
        found.append((start, end, True))
        at = end
    if at < length:
        found.append((at, length, False))
    return found


class SearchPanel(Painted):
    """Card: how many were found, the hits, what Enter does."""

    def __init__(self, theme: Theme, picked: Callable[[int], None], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._state: SearchState | None = None
        self._model = _Hits(self)
        self._delegate = _HitDelegate(theme, self._model)
        self.table = _HitTable(theme, self._delegate, picked, self)
        self.table.setModel(self._model)
        self.table.setObjectName("hits")

    def show_search(self, state: SearchState) -> None:
        """Draw the hits."""
        if self._state is None or state.rows != self._state.rows:
            self._model.replace(state.rows)
        self._state = state
        self._delegate.selected = state.selected
        self._delegate.has_stock = state.stock is not None
        self.table.setVisible(bool(state.rows))
        self.table.viewport().update()
        if 0 <= state.selected < len(state.rows):
            self.table.scrollTo(self._model.index(state.selected, 0))
        self.table.setAccessibleName(self._count(state))
        self.update()

    @staticmethod
    def _count(state: SearchState) -> str:
        rows = len(state.rows)
        return Counted().similar(rows) if state.similar else Counted().results(rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows between header and foot."""
        super().resizeEvent(event)
        self.table.setGeometry(1, HEADER, self.width() - 2, self.height() - HEADER - FOOT)

    def draw(self, canvas: Canvas) -> None:
        """Paint card, header and foot."""
        canvas.box(self.rect(), Ink.CARD, Ink.LINE)
        canvas.rule(1, self.width() - 1, HEADER - 1)
        state = self._state
        if state is None:
            return
        self._draw_head(canvas, state)
        if not state.rows:
            self._draw_nothing(canvas, state)
            return
        caption = Style(Type.CAPTION, Weight.REGULAR, Ink.MUTED)
        foot = QRect(INSET, self.height() - FOOT, self.width() - 2 * INSET, FOOT)
        canvas.rule(1, self.width() - 1, foot.y())
        words = QCoreApplication.translate("Search", "↑ ↓ choose · Enter adds")
        used = canvas.text(foot, words, Style(Type.CAPTION, Weight.REGULAR, Ink.MUTED, RIGHT))
        canvas.text(foot.adjusted(0, 0, -used - INSET, 0), _ages(state), caption)

    def _draw_head(self, canvas: Canvas, state: SearchState) -> None:
        """How many; over words only like the typed ones, that nothing has those."""
        caption = Style(Type.CAPTION, Weight.REGULAR, Ink.MUTED)
        head = QRect(INSET, 0, self.width() - 2 * INSET, HEADER)
        if state.rows and state.stock is not None:
            right = self.width() - 2 - EDGE - _ICON
            words = QCoreApplication.translate("Search", "Stock")
            column = QRect(right - 2 * _STOCK, 0, 2 * _STOCK, HEADER)
            used = canvas.text(column, words, Style(Type.CAPTION, Weight.REGULAR, Ink.MUTED, RIGHT))
            head.setRight(right - used - INSET)
        if not state.similar:
            canvas.text(head, self._count(state), caption)
            return
        words = QCoreApplication.translate("Search", "Nothing with «{query}». Similar:")
        style = Style(Type.CAPTION, Weight.SEMI, Ink.WARN, free=True)
        canvas.text(head, words.format(query=clean(state.query, 30)), style)

    def _draw_nothing(self, canvas: Canvas, state: SearchState) -> None:
        area = self.rect().adjusted(EDGE, 0, -EDGE, 0)
        middle = area.center().y()
        disc = QRect(area.center().x() - 36, middle - 96, 72, 72)
        canvas.disc(disc, Ink.BG)
        canvas.icon_in("search", disc, 34, Ink.MUTED)
        words = QCoreApplication.translate("Search", "Nothing found for «{query}»")
        canvas.text(
            QRect(area.x(), middle - 12, area.width(), 32),
            words.format(query=clean(state.query, 30)),
            Style(Type.TITLE, Weight.SEMI, Ink.TEXT, CENTER, free=True),
        )
        canvas.text(
            QRect(area.x(), middle + 20, area.width(), 26),
            QCoreApplication.translate(
                "Search", "Try fewer letters, or a category. Esc goes back to the sale."
            ),
            Style(Type.BODY, Weight.REGULAR, Ink.MUTED, CENTER),
        )


def _ages(state: SearchState) -> str:
    """How old prices and stock are; today's by the clock."""
    prices, stock = state.prices, state.stock
    if prices.days:
        words = Counted().prices_old(prices.days)
    else:
        words = QCoreApplication.translate("Search", "Prices as of {time}").format(time=prices.time)
    if stock is None:
        return words
    if stock.days:
        return f"{words} · {Counted().stock_old(stock.days)}"
    counted = QCoreApplication.translate("Search", "stock as of {time}").format(time=stock.time)
    return f"{words} · {counted}"


class _HitTable(RowTable):
    def __init__(
        self,
        theme: Theme,
        delegate: QStyledItemDelegate,
        picked: Callable[[int], None],
        parent: QWidget,
    ) -> None:
        super().__init__(theme, delegate, parent, row=ROW_HEIGHT)
        self._picked = picked

    def tapped(self, index: QModelIndex, position: QPoint) -> None:
        """A tap adds the hit."""
        del position
        self._picked(index.row())
