"""A list on a panel: titles and details, amounts, boxes to tick, steppers. It scrolls by touch."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.presenters.messages import Tone
from app.presenters.panels import Block, RowItem, Rows
from app.ui.panel_words import say
from app.ui.theme.metrics import EDGE, Radius, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.canvas import CENTER, RIGHT, Canvas, Style
from app.ui.widgets.panel.block import BlockView, Ear, text
from app.ui.widgets.table import RowTable

ROW_HEIGHT = 56
LEAST_ROWS = 3
BOX = 24
BOX_ZONE = 60
STEP = 48
COUNT = 52
DRAWN = 40
LEAST_RIGHT = 64
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_TONES = {Tone.INFO: Ink.MUTED, Tone.OK: Ink.OK, Tone.WARN: Ink.WARN, Tone.ERR: Ink.ERR}


class Zone(Enum):
    """What a touch on a row means by where it is."""

    ROW = auto()
    MARK = auto()
    MINUS = auto()
    PLUS = auto()


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """Where the parts of a row lie, as offsets from its left edge, in px; absent parts have no width."""

    title: int
    minus: int
    plus: int
    right: int

    @classmethod
    def of(cls, width: int, right: int, *, marks: bool, steppers: bool) -> RowPlaces:
        """Arrange a row of a width whose amounts need ``right`` px."""
        amount = width - EDGE - right
        block = 2 * STEP + COUNT if steppers else 0
        start = amount - (16 if right else 0) - block
        return cls(BOX_ZONE if marks else EDGE + 4, start, start + STEP + COUNT, amount)

    def hit(self, x: int, *, marked: bool, stepper: bool) -> Zone:
        """The part at an offset."""
        if marked and x < self.title:
            return Zone.MARK
        if stepper and self.minus <= x < self.minus + STEP:
            return Zone.MINUS
        if stepper and self.plus <= x < self.plus + STEP:
            return Zone.PLUS
        return Zone.ROW


class _Model(QAbstractTableModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: tuple[RowItem, ...] = ()

    def replace(self, items: tuple[RowItem, ...]) -> None:
        """Take new rows; the place scrolled to stays where the rows are the same ones."""
        if [item.key for item in items] == [item.key for item in self.items]:
            self.items = items
            if items:
                self.dataChanged.emit(self.index(0, 0), self.index(len(items) - 1, 0))
            return
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """One."""
        return 0 if parent.isValid() else 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Words for screen readers."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        item = self.items[index.row()]
        parts = (say(item.title), say(item.detail), item.stepper, item.right, say(item.right_note))
        return ", ".join(part for part in parts if part)


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, model: _Model, parent: QObject) -> None:
        super().__init__(parent)  # a list may be dropped any time: nothing of it is left to another thread
        self._theme = theme
        self._model = model
        self.selected: int | None = None
        self.right = 0

    def places(self, width: int) -> RowPlaces:
        """Where the parts of a row lie."""
        items = self._model.items
        marks = any(item.marked is not None for item in items)
        return RowPlaces.of(width, self.right, marks=marks, steppers=any(item.stepper for item in items))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        rect: QRect = option.rect
        widget: QWidget = option.widget
        canvas = Canvas(painter, self._theme, widget=widget, probe=self._theme.probe)
        item = self._model.items[index.row()]
        at = self.places(rect.width())
        chosen = index.row() == self.selected
        if chosen:
            canvas.fill(rect, Ink.ACCENT_SOFT)
            canvas.fill(QRect(rect.x(), rect.y(), 4, rect.height()), Ink.ACCENT)
        canvas.rule(rect.x() + EDGE, rect.right() - EDGE, rect.bottom())
        if item.marked is not None:
            _draw_box(canvas, QRect(rect.x() + EDGE + 2, rect.center().y() - BOX // 2, BOX, BOX), item.marked)
        self._draw_words(canvas, rect, at, item, chosen=chosen)
        if item.stepper:
            _draw_stepper(canvas, rect, at, item.stepper)

    def _draw_words(self, canvas: Canvas, rect: QRect, at: RowPlaces, item: RowItem, *, chosen: bool) -> None:
        """Title and detail at the left, amount and note at the right; a note takes room from the detail."""
        alone = bool(item.detail) and not item.right and not item.stepper  # the note stands a line lower
        end = at.minus - 12 if item.stepper else rect.width() - EDGE if alone else at.right - 16
        title = QRect(rect.x() + at.title, rect.y(), max(0, end - at.title), rect.height())
        right = QRect(rect.x() + at.right, rect.y(), self.right, rect.height())
        if item.detail or item.right_note:
            title = QRect(title.x(), rect.y() + 5, title.width(), 26)
        used = 0
        if item.right_note:
            low = right if item.stepper else QRect(title.x(), right.y(), right.right() + 1 - title.x(), 0)
            low = QRect(low.x(), rect.y() + (29 if item.right or item.detail else 15), low.width(), 24)
            used = text(canvas, low, item.right_note, Type.CAPTION, Weight.SEMI, _TONES[item.tone], RIGHT)
            if item.right:
                right = QRect(right.x(), rect.y() + 5, right.width(), 26)
        canvas.text(right, item.right, Style(Type.ROW, Weight.SEMI, Ink.TEXT, RIGHT, free=True))
        if item.detail:
            below = QRect(title.x(), rect.y() + 29, title.width(), 24)
            if item.right_note and not item.stepper:
                below.setRight(right.right() - used - 16)
            text(canvas, below, item.detail, Type.CAPTION, Weight.REGULAR, Ink.MUTED)
        text(canvas, title, item.title, Type.ROW, Weight.SEMI if chosen else Weight.REGULAR)


def _draw_box(canvas: Canvas, box: QRect, marked: bool) -> None:
    if marked:
        canvas.box(box, Ink.ACCENT, radius=Radius.FIELD)
        canvas.icon_in("check", box, 18, Ink.ON_ACCENT)
    else:
        canvas.box(box, Ink.CARD, Ink.EDGE, width=2, radius=Radius.FIELD)


def _draw_stepper(canvas: Canvas, rect: QRect, at: RowPlaces, count: str) -> None:
    for left, icon in ((at.minus, "minus"), (at.plus, "plus")):
        inset = (STEP - DRAWN) // 2
        key = QRect(rect.x() + left + inset, rect.center().y() - DRAWN // 2 + 1, DRAWN, DRAWN)
        canvas.box(key, Ink.CARD, Ink.KEY_EDGE)
        canvas.icon_in(icon, key, 18, Ink.TEXT)
    area = QRect(rect.x() + at.minus + STEP, rect.y(), COUNT, rect.height())
    canvas.text(area, count, Style(Type.ROW, Weight.BOLD, Ink.TEXT, CENTER, free=True))


class RowsView(BlockView):
    """The list in its frame; takes what room there is."""

    grows = True

    def __init__(self, theme: Theme, ear: Ear, parent: QWidget) -> None:
        super().__init__(theme, ear, parent)
        self._rows = Rows("", ())
        self._model = _Model(self)
        self._delegate = _Delegate(theme, self._model, self)
        self.table = _Table(theme, self._delegate, self)
        self.table.setModel(self._model)

    def show_block(self, block: Block) -> None:
        """Draw the rows; the selected one is in view."""
        if not isinstance(block, Rows):
            return
        moved = block.selected != self._rows.selected or len(block.items) != len(self._rows.items)
        self._rows = block
        self.table.setObjectName(f"{self.prefix}.rows.{block.id}")
        self._model.replace(block.items)
        self._delegate.selected = block.selected
        self._delegate.right = self._right_width()
        self.table.setVisible(bool(block.items))
        self.table.viewport().update()
        if moved and block.selected is not None and 0 <= block.selected < len(block.items):
            index = self._model.index(block.selected, 0)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)
        self.update()

    def retranslate(self) -> None:
        """Draw the words anew."""
        self.show_block(self._rows)

    @property
    def selected(self) -> int | None:
        """The row Enter and Space act on."""
        return self._rows.selected

    def mark_selected(self) -> bool:
        """Tick or untick the selected row; whether it has a box."""
        at = self._rows.selected
        if at is None or not 0 <= at < len(self._rows.items) or self._rows.items[at].marked is None:
            return False
        block = self._rows.id
        self.ear.tell(lambda actions: actions.mark(block, at))
        return True

    def step_selected(self, step: int) -> bool:
        """One more or one less on the selected row; whether it has a stepper."""
        at = self._rows.selected
        if at is None or not 0 <= at < len(self._rows.items) or not self._rows.items[at].stepper:
            return False
        block = self._rows.id
        self.ear.tell(lambda actions: actions.step(block, at, step))
        return True

    def _right_width(self) -> int:
        """Room for the widest amount, and for the notes of rows whose stepper leaves them no other."""
        items = self._rows.items
        amount = QFontMetricsF(self.theme.font(Type.ROW, Weight.SEMI))
        note = QFontMetricsF(self.theme.font(Type.CAPTION, Weight.SEMI))
        widths = [amount.horizontalAdvance(item.right) for item in items]
        widths += [note.horizontalAdvance(say(item.right_note)) for item in items if item.stepper]
        if any(item.right or item.right_note for item in items):
            widths.append(LEAST_RIGHT)
        return min(int(max(widths, default=0) + 1), max(0, self.width() * 2 // 5))

    def height_for(self, width: int) -> int:
        """Three rows, however many there are: the list takes what room is left and scrolls."""
        del width
        return LEAST_ROWS * ROW_HEIGHT + 2

    def places(self) -> RowPlaces:
        """Where the parts of every row lie."""
        return self._delegate.places(self.table.viewport().width())

    def tapped(self, row: int, x: int) -> None:
        """A touch on a row at an offset from its left edge."""
        item = self._rows.items[row]
        zone = self.places().hit(x, marked=item.marked is not None, stepper=bool(item.stepper))
        block = self._rows.id
        if zone is Zone.MARK:
            self.ear.tell(lambda actions: actions.mark(block, row))
        elif zone is Zone.ROW:
            self.ear.tell(lambda actions: actions.select(block, row))
        else:
            step = 1 if zone is Zone.PLUS else -1
            self.ear.tell(lambda actions: actions.step(block, row, step))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows inside the frame."""
        super().resizeEvent(event)
        self.table.setGeometry(1, 1, self.width() - 2, self.height() - 2)
        self._delegate.right = self._right_width()

    def draw(self, canvas: Canvas) -> None:
        """Paint the frame, and the words of an empty list."""
        canvas.box(self.rect(), Ink.CARD, Ink.LINE, radius=Radius.FIELD)
        if not self._rows.items and self._rows.empty:
            area = self.rect().adjusted(EDGE, 0, -EDGE, 0)
            text(canvas, area, self._rows.empty, Type.BODY, Weight.REGULAR, Ink.MUTED, CENTER)


class _Table(RowTable):
    def __init__(self, theme: Theme, delegate: _Delegate, host: RowsView) -> None:
        super().__init__(theme, delegate, host, row=ROW_HEIGHT)
        self._host = host

    def tapped(self, index: QModelIndex, position: QPoint) -> None:
        """Tell where the row was touched."""
        self._host.tapped(index.row(), position.x() - self.visualRect(index).x())
