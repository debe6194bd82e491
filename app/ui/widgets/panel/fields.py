"""Fields of a panel: real edits, so that dead keys and accents work; a PIN is dots alone."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.presenters.panels import Block, Field, FieldKind, PanelActions
from app.ui.panel_words import say
from app.ui.theme.metrics import COMMAND, Radius, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.canvas import RIGHT, SYMBOL, Canvas, Style
from app.ui.widgets.keyboard import PRESSES, by_finger
from app.ui.widgets.panel.block import BlockView, Ear
from app.ui.widgets.panel.block import text as draw_label
from app.ui.widgets.pin_dots import draw_dots

HALO = 3
"""Width of the soft ring, inside the widget so that nothing cuts it."""
TALL = COMMAND + 2 * HALO
PAD = 18
WORDS = (FieldKind.TEXT, FieldKind.CODE)
"""Fields that take any character; for the others the pad is enough."""
NUMBERS = (FieldKind.AMOUNT, FieldKind.DIGITS, FieldKind.CODE)
BY_HAND = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class FieldView(BlockView):
    """What edit and PIN share: frame, caption at the left, words at the right end."""

    lead = 0
    """Where the content begins; fields that follow each other begin on one line."""

    def __init__(self, theme: Theme, ear: Ear, parent: QWidget) -> None:
        super().__init__(theme, ear, parent)
        self.field = Field("", "", FieldKind.TEXT)

    @property
    def holder(self) -> QWidget:
        """The widget that has the keyboard while this field is active."""
        return self

    @property
    def is_active(self) -> bool:
        """Whether keys go here."""
        return self.field.active

    def type(self, text: str) -> None:
        """Put in a pad's or the screen keyboard's characters as if typed."""

    def erase(self) -> None:
        """Take the last character back."""

    def text(self) -> str:
        """What stands in it; a PIN has none."""
        return ""

    def put(self, text: str) -> None:
        """Replace the text after a torn scan; a PIN cannot be put back."""

    def show_block(self, block: Block) -> None:
        """Draw a field."""
        if isinstance(block, Field):
            self.field = block
            self.holder.setObjectName(f"{self.prefix}.field.{block.id}")
            self.holder.setAccessibleName(say(block.caption))
            self.arrange()
            self.update()

    def retranslate(self) -> None:
        """Say the words anew."""
        self.show_block(self.field)

    def height_for(self, width: int) -> int:
        """One line."""
        del width
        return TALL

    def caption_width(self) -> int:
        """Width of the caption and the sign of money after it, in px."""
        metrics = QFontMetricsF(self.theme.font(Type.BODY))
        width = metrics.horizontalAdvance(say(self.field.caption))
        if self.is_money():
            width += metrics.horizontalAdvance(SYMBOL) + 12
        return int(width) + 1

    def is_money(self) -> bool:
        """Whether the sign of money goes before the number; any other amount names its unit after it."""
        return self.field.kind is FieldKind.AMOUNT and not self.field.trailing

    def touched(self) -> None:
        """A person went to this field by touch or Tab."""
        field_id = self.field.id
        if not self.field.active:
            self.ear.tell(lambda actions: actions.focus(field_id))

    def arrange(self) -> None:
        """Place what lies inside."""

    def frame(self) -> QRect:
        """The box inside the halo."""
        return self.rect().adjusted(HALO, HALO, -HALO, -HALO)

    def trailing_width(self) -> int:
        """Room the words at the right end take, in px."""
        words = say(self.field.trailing)
        metrics = QFontMetricsF(self.theme.font(Type.BODY, Weight.SEMI))
        return int(metrics.horizontalAdvance(words)) + 20 if words else 0

    def draw_trailing(self, canvas: Canvas, inner: QRect) -> None:
        """Paint the words at the right end."""
        draw_label(canvas, inner, self.field.trailing, Type.BODY, Weight.SEMI, Ink.MUTED, RIGHT)

    def draw(self, canvas: Canvas) -> None:
        """Paint halo, frame, caption and trailing words."""
        focused = self.holder.hasFocus()
        if focused:
            canvas.box(self.rect(), Ink.ACCENT_SOFT, radius=Radius.FIELD + HALO)
        edge = Ink.ACCENT if focused else Ink.EDGE
        frame = self.frame()
        canvas.box(frame, Ink.CARD, edge, width=2 if focused else 1, radius=Radius.FIELD)
        inner = frame.adjusted(PAD, 0, -PAD, 0)
        if self.field.trailing:
            self.draw_trailing(canvas, inner)
        caption = QRect(inner.x(), inner.y(), max(0, self.lead - 12), inner.height())
        if self.is_money():
            used = canvas.text(caption, SYMBOL, Style(Type.BODY, Weight.SEMI, Ink.MUTED, RIGHT))
            caption.adjust(0, 0, -used - 8, 0)
        draw_label(canvas, caption, self.field.caption, Type.BODY, Weight.REGULAR, Ink.MUTED)


class EditField(FieldView):
    """A real line edit, themed like the command line."""

    def __init__(self, theme: Theme, ear: Ear, parent: QWidget) -> None:
        super().__init__(theme, ear, parent)
        self.edit = QLineEdit(self)
        self.edit.setFrame(False)
        self.edit.setAttribute(Qt.WidgetAttribute.WA_MacShowFocusRect, on=False)
        self.edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.edit.textEdited.connect(self._edited)
        self.edit.installEventFilter(self)

    @property
    def holder(self) -> QWidget:
        """The edit."""
        return self.edit

    def show_block(self, block: Block) -> None:
        """Draw a field; the cursor stays where it was when the text is the same."""
        if not isinstance(block, Field):
            return
        size = Type.KEY if block.kind is FieldKind.AMOUNT else Type.ROW
        number = block.kind in NUMBERS and bool(block.text)  # a hint is lighter than what was typed
        weight = Weight.SEMI if number else Weight.REGULAR
        self.edit.setFont(self.theme.font(size, weight))
        if block.limit != self.edit.maxLength():  # setting it moves the cursor, even to what it was
            self.edit.setMaxLength(block.limit)
        self.edit.setPlaceholderText(say(block.placeholder))
        if block.text != self.edit.text():
            at = self.edit.cursorPosition() if len(block.text) > len(self.edit.text()) else len(block.text)
            self.edit.setText(block.text)
            if not self.edit.hasFocus():
                at = len(block.text)
            self.edit.setCursorPosition(at)
        super().show_block(block)

    def type(self, text: str) -> None:
        """Put in characters as if typed; an amount or number takes no letters from a pad."""
        self.edit.insert(text)
        self._edited(self.edit.text())

    def erase(self) -> None:
        """Take the character before the cursor back."""
        if self.edit.text():
            self.edit.backspace()
            self._edited(self.edit.text())

    def text(self) -> str:
        """What stands in the edit."""
        return self.edit.text()

    def put(self, text: str) -> None:
        """Replace the text and tell of it."""
        self.edit.setText(text)
        self._edited(text)

    def _edited(self, text: str) -> None:
        field_id = self.field.id
        self.ear.tell(lambda actions: actions.edited(field_id, text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Redraw the ring as the keyboard comes and goes; a touch or Tab chooses the field."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
            by_hand = isinstance(event, QFocusEvent) and event.reason() in BY_HAND
            if event.type() is QEvent.Type.FocusIn and by_hand:
                self.touched()
        elif event.type() in PRESSES and isinstance(event, QMouseEvent):
            self._pressed(event)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch beside the text is a touch on the field."""
        self.edit.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed(event)

    def _pressed(self, event: QMouseEvent) -> None:
        if self.field.kind in WORDS and by_finger(event):
            self.ear.finger()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the edit between caption and trailing words."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Place the edit."""
        frame = self.frame()
        left = frame.x() + PAD + self.lead - 2
        right = frame.right() + 1 - PAD - self.trailing_width()
        self.edit.setGeometry(left, frame.y() + 6, max(48, right - left), frame.height() - 12)


class PinEntry(FieldView):
    """Dots for the digits typed; the digits go on one by one and are never here."""

    def __init__(self, theme: Theme, ear: Ear, parent: QWidget) -> None:
        super().__init__(theme, ear, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def type(self, text: str) -> None:
        """Hand digits on, one by one."""
        for digit in text:
            if digit.isdecimal():
                self.ear.tell(partial(_digit, digit))

    def erase(self) -> None:
        """Take the last digit back."""
        self.ear.tell(lambda actions: actions.erase())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the ring; a touch or Tab chooses the field."""
        super().focusInEvent(event)
        self.update()
        if event.reason() in BY_HAND:
            self.touched()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def draw_trailing(self, canvas: Canvas, inner: QRect) -> None:
        """Paint the time that is left, with a clock."""
        used = draw_label(canvas, inner, self.field.trailing, Type.BODY, Weight.SEMI, Ink.TEXT, RIGHT)
        canvas.icon("clock", inner.right() - used - 28, inner.center().y() - 9, 20, Ink.MUTED)

    def draw(self, canvas: Canvas) -> None:
        """Paint frame and dots."""
        super().draw(canvas)
        frame = self.frame()
        left = frame.x() + PAD + self.lead
        area = QRect(left, frame.y(), frame.right() - PAD - self.trailing_width() - left, frame.height())
        draw_dots(canvas, area, self.field.typed, self.field.slots)


def _digit(digit: str, actions: PanelActions) -> None:
    actions.digit(digit)
