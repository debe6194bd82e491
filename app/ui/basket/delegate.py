"""Paints a whole basket row from its row object."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.presenters.states import Act, BasketRow, RowKind
from app.ui.basket.geometry import RowGeometry
from app.ui.basket.model import NAME_LIMIT, BasketModel
from app.ui.basket.pictures import RowPictures
from app.ui.messages import clean, row_words
from app.ui.theme.metrics import EDGE, INSET, ROW, Radius, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.canvas import CENTER, RIGHT, Canvas, Style
from app.ui.words import act_words

_Index = QModelIndex | QPersistentModelIndex


class BasketDelegate(QStyledItemDelegate):
    """One paint call a row; `QStyleOptionViewItem` is not filled from `data`.

    A row that looks as before is copied from its picture, but not over the card's round corners.
    """

    def __init__(self, theme: Theme, model: BasketModel) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self._pictures = RowPictures()
        self.selected = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Every row is alike."""
        del index
        return QSize(option.rect.width(), ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the row under ``index``."""
        row = self._model.row_at(index.row())
        rect: QRect = option.rect
        widget: QWidget = option.widget
        theme, chosen = self._theme, index.row() == self.selected
        if row.kind is RowKind.ERROR:  # speaks the language in force
            canvas = Canvas(painter, theme, widget=widget, probe=theme.probe)
            _paint_error(canvas, rect, RowGeometry.of(rect.width()), row)
            return
        draw = partial(_draw_item, theme=theme, widget=widget, row=row, chosen=chosen)
        over_corner = rect.bottom() >= widget.height() - Radius.CARD
        if over_corner or theme.probe is not None or not theme.icons.ready:
            draw(painter, rect)
        else:
            self._pictures.draw(painter, rect, theme.color(Ink.CARD), (row, chosen, theme.name), draw)


def _draw_item(
    painter: QPainter, rect: QRect, *, theme: Theme, widget: QWidget, row: BasketRow, chosen: bool
) -> None:
    canvas = Canvas(painter, theme, widget=widget, probe=theme.probe)
    _paint_item(canvas, rect, RowGeometry.of(rect.width()), row, chosen=chosen)


def _paint_item(canvas: Canvas, rect: QRect, at: RowGeometry, row: BasketRow, *, chosen: bool) -> None:
    if chosen:
        canvas.fill(rect, Ink.ACCENT_SOFT)
        canvas.fill(QRect(rect.x(), rect.y(), 4, rect.height()), Ink.ACCENT)
    canvas.rule(rect.x() + EDGE, rect.right() - EDGE, rect.bottom())
    stepper = chosen and not row.measured
    if stepper:
        for box, icon in ((at.minus(rect), "minus"), (at.plus(rect), "plus")):
            canvas.box(box, Ink.CARD, Ink.EDGE, radius=10)
            canvas.icon_in(icon, box, 20, Ink.TEXT)
    weight = Weight.SEMI if chosen else Weight.REGULAR
    room = at.minus(rect).x() - 12 if stepper else at.quantity - 84
    _paint_name(canvas, rect, at, row, room, weight)
    _cell(canvas, rect, at.quantity, 80, row.quantity, Style(Type.ROW, weight, Ink.TEXT, RIGHT))
    if row.unit:
        unit = QRect(at.quantity + 6, rect.y(), 48, rect.height())
        canvas.text(unit, row.unit, Style(Type.BODY, Weight.REGULAR, Ink.MUTED))
    ink = Ink.ERR if row.kind is RowKind.RETURN else Ink.TEXT
    _cell(canvas, rect, at.amount, 100, row.amount, Style(Type.ROW, Weight.SEMI, ink, RIGHT))
    if not at.two_lines:
        _cell(canvas, rect, at.price, 80, row.price, Style(Type.ROW, Weight.REGULAR, Ink.TEXT, RIGHT))
        _cell(canvas, rect, at.tax, 60, row.tax, Style(Type.BODY, Weight.REGULAR, Ink.MUTED, RIGHT))


def _paint_name(
    canvas: Canvas, rect: QRect, at: RowGeometry, row: BasketRow, room: int, weight: Weight
) -> None:
    name = clean(row.name, NAME_LIMIT)
    style = Style(Type.ROW, weight, Ink.TEXT, free=True)
    if not at.two_lines:
        pill = canvas.width(row.pill, Type.CAPTION, Weight.SEMI) + 20 if row.pill else 0
        area = QRect(rect.x() + INSET, rect.y(), room - INSET - (pill + 8 if pill else 0), rect.height())
        used = canvas.text(area, name, style)
        if pill:
            _paint_pill(canvas, QRect(area.x() + used + 8, rect.center().y() - 12, pill, 24), row.pill)
        return
    canvas.text(QRect(rect.x() + INSET, rect.y() + 4, room - INSET, 23), name, style)
    below = " · ".join(part for part in (row.price, row.tax) if part)
    canvas.text(
        QRect(rect.x() + INSET, rect.y() + 26, room - INSET, 18),
        below,
        Style(Type.CAPTION, Weight.REGULAR, Ink.MUTED, free=True),
    )
    if row.pill:
        used = canvas.width(below, Type.CAPTION) + 10
        area = QRect(rect.x() + INSET + used, rect.y() + 26, room - INSET - used, 18)
        canvas.text(area, row.pill, Style(Type.CAPTION, Weight.SEMI, Ink.OK, free=True))


def _paint_pill(canvas: Canvas, box: QRect, words: str) -> None:
    canvas.box(box, Ink.OK_SOFT, radius=12)
    canvas.text(box, words, Style(Type.CAPTION, Weight.SEMI, Ink.OK, CENTER))


def _cell(canvas: Canvas, rect: QRect, right: int, width: int, text: str, style: Style) -> None:
    if text:
        canvas.text(QRect(rect.x() + right - width, rect.y(), width, rect.height()), text, style)


def _paint_error(canvas: Canvas, rect: QRect, at: RowGeometry, row: BasketRow) -> None:
    canvas.fill(rect, Ink.ERR_SOFT)
    canvas.fill(QRect(rect.x(), rect.y(), 4, rect.height()), Ink.ERR)
    canvas.icon("error", rect.x() + INSET, rect.y() + (rect.height() - 22) // 2, 22, Ink.ERR)
    for box, act in ((at.search(rect), Act.SEARCH), (at.remove(rect), Act.REMOVE)):
        canvas.box(box, Ink.CARD, Ink.KEY_EDGE, radius=10)
        canvas.text(box, act_words(act), Style(Type.BODY, Weight.SEMI, Ink.TEXT, CENTER))
    title, hint = row_words(row.message) if row.message else ("", "")
    raw = clean(row.name)
    left, room = rect.x() + 52, at.search(rect).x() - 12 - 52
    if at.two_lines:
        canvas.mono(
            QRect(left, rect.y() + 3, room, 24), raw, Style(Type.BODY, Weight.SEMI, Ink.TEXT, free=True)
        )
        said = f"{title} · {hint}" if hint else title
        canvas.text(
            QRect(left, rect.y() + 26, room, 18),
            said,
            Style(Type.CAPTION, Weight.SEMI, Ink.ERR, free=True),
        )
        return
    used = canvas.text(
        QRect(left, rect.y(), room // 2 + 40, rect.height()),
        raw,
        Style(Type.ROW, Weight.SEMI, Ink.TEXT, free=True),
    )
    left, room = left + used + 12, room - used - 12
    used = canvas.text(
        QRect(left, rect.y(), room, rect.height()),
        title,
        Style(Type.BODY, Weight.SEMI, Ink.ERR, free=True),
    )
    if hint and room - used > 80:
        canvas.text(
            QRect(left + used + 6, rect.y(), room - used - 6, rect.height()),
            f"· {hint}",
            Style(Type.BODY, Weight.REGULAR, Ink.TEXT, free=True),
        )
