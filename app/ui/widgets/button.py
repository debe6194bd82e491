"""Buttons: drawn from the theme, pressed by touch, mouse or Tab and Space; Enter is never theirs."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum
from typing import Final, Protocol, runtime_checkable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.ui.theme.metrics import DOUBLE_TAP_MS, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.canvas import CENTER, LEFT, RIGHT, SYMBOL, Canvas, Style

Command = Callable[[], None]


class Look(StrEnum):
    """White is content, grey is command, blue is the next step."""

    KEY = "key"
    CARD = "card"
    ACCENT = "accent"
    BARE = "bare"


@runtime_checkable
class FocusHome(Protocol):
    """A window that knows where the keyboard belongs."""

    def restore_focus(self) -> None:
        """Give the keyboard back to the field that owns it on this screen."""
        ...


class Button(QAbstractButton):
    """A button with centred icon, words and key.

    Words are drawn, never given to Qt's text property: ``M&M`` would get the shortcut Alt+M.

    Attributes:
        guarded: Whether a second tap within 250 ms is ignored.
        idle: Drawn muted; still answers, so that a press explains itself.
        chosen: Drawn as selected.
        slim: So many px above and below belong to the button and are not drawn.
        danger: What it does destroys: words and icon in red, or the ground where it is the filled one.
    """

    def __init__(
        self,
        theme: Theme,
        command: Command,
        parent: QWidget | None = None,
        *,
        look: Look = Look.KEY,
        icon: str = "",
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.look = look
        self.icon_name = icon
        self.words = ""
        self.key = ""
        self.letters = Type.BODY
        self.danger = False
        self.guarded = False
        self.idle = False
        self.chosen = False
        self.slim = 0
        self._command = command
        self._stamp = 0
        self._last = -DOUBLE_TAP_MS
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._clicked)

    def say(self, words: str, key: str = "") -> None:
        """Set the words and the key shown beside them."""
        if (words, key) == (self.words, self.key):
            return
        self.words, self.key = words, key
        self.setAccessibleName(words)
        self.setAccessibleDescription(key)
        self.update()

    def set_idle(self, idle: bool) -> None:
        """Draw as not calling."""
        if idle != self.idle:
            self.idle = idle
            self.update()

    def choose(self, chosen: bool) -> None:
        """Draw as selected."""
        if chosen != self.chosen:
            self.chosen = chosen
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Remember the stamp of the tap: time is the event's, not the handler's."""
        self._stamp = event.timestamp()
        super().mouseReleaseEvent(event)
        self._stamp = 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space presses once; a held key does not repeat."""
        if event.isAutoRepeat():
            return
        super().keyPressEvent(event)

    def _clicked(self) -> None:
        now = self._stamp or time.monotonic_ns() // 1_000_000
        if self.guarded and 0 <= now - self._last < DOUBLE_TAP_MS:
            return
        self._last = now
        self._command()
        window = self.window()
        if isinstance(window, FocusHome):
            window.restore_focus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, focus ring and content."""
        del event
        painter = QPainter(self)
        canvas = Canvas(painter, self.theme, widget=self, probe=self.theme.probe)
        self.draw_ground(canvas)
        self.draw(canvas, self.content_ink())
        if self.hasFocus():
            ring = Ink.TEXT if self._filled else Ink.ACCENT
            canvas.box(self._box(), None, ring, width=3)
        painter.end()

    def content_ink(self) -> Ink:
        """Colour of words and icon."""
        if self._filled:
            return Ink.ON_ERR if self.danger else Ink.ON_ACCENT
        if self.chosen:
            return Ink.ACCENT
        if self.idle:
            return Ink.MUTED
        return Ink.ERR if self.danger else Ink.TEXT

    @property
    def _filled(self) -> bool:
        return self.look is Look.ACCENT and not self.idle

    def _box(self) -> QRect:
        return self.rect().adjusted(0, self.slim, 0, -self.slim)

    def draw_ground(self, canvas: Canvas) -> None:
        """Paint the box under the content."""
        box = self._box()
        if self.chosen or (self.isDown() and not self._filled):
            canvas.box(box, Ink.ACCENT_SOFT, Ink.ACCENT, width=2)
        elif self._filled:
            canvas.box(box, Ink.ERR if self.danger else Ink.ACCENT)
            if self.isDown():
                canvas.box(box.adjusted(3, 3, -3, -3), None, self.content_ink(), width=2)
        elif self.look is Look.CARD:
            canvas.box(box, Ink.CARD, Ink.KEY_EDGE)
        elif self.look is not Look.BARE:
            canvas.box(box, Ink.KEY, Ink.KEY_EDGE)

    def draw(self, canvas: Canvas, ink: Ink) -> None:
        """Paint icon, words and key in the middle."""
        icon = 20 if self.icon_name else 0
        words = canvas.width(self.words, self.letters, Weight.SEMI)
        key = canvas.width(self.key, Type.CAPTION) if self.key else 0
        gap = 10
        total = words + (icon + gap if icon else 0) + (key + gap if key else 0)
        room = self.width() - 16
        if key and total > room:
            total -= key + gap
            key = 0
        x = max(8, (self.width() - total) // 2)
        if icon:
            canvas.icon(self.icon_name, x, (self.height() - icon) // 2, icon, ink)
            x += icon + gap
        area = QRect(x, 0, min(words, self.width() - x - 4), self.height())
        canvas.text(area, self.words, Style(self.letters, Weight.SEMI, ink))
        if key:
            area = QRect(x + words + gap, 0, key, self.height())
            muted = ink if self._filled else Ink.MUTED
            canvas.text(area, self.key, Style(Type.CAPTION, Weight.REGULAR, muted))


class ActionButton(Button):
    """Icon top left, key top right, word below: reads without counting."""

    def draw(self, canvas: Canvas, ink: Ink) -> None:
        """Paint the three."""
        width, height = self.width(), self.height()
        top = 9 if height <= 64 else 14
        canvas.icon(self.icon_name, 12, top, 20, ink)
        muted = Ink.ACCENT if self.chosen else Ink.MUTED
        key = QRect(36, top, width - 48, 20)
        if canvas.width(self.key, Type.CAPTION) <= key.width():
            canvas.text(key, self.key, Style(Type.CAPTION, Weight.REGULAR, muted, RIGHT))
        canvas.text(
            QRect(12, height - 32, width - 18, 24),
            self.words,
            Style(Type.BODY, Weight.SEMI, ink),
        )


class PadKey(Button):
    """A key of a pad: a digit or an icon."""

    def draw(self, canvas: Canvas, ink: Ink) -> None:
        """Paint the face."""
        if self.icon_name:
            canvas.icon_in(self.icon_name, self.rect(), 24, ink)
        else:
            canvas.text(self.rect(), self.words, Style(Type.KEY, Weight.SEMI, ink, CENTER))


class TileButton(Button):
    """A product to touch: name above, price below at the right.

    A name too long for its line stands on two smaller ones: what tells two kinds of bread apart comes last.
    """

    price = ""
    _INSET: Final = 12
    _LINE: Final = 18

    def draw(self, canvas: Canvas, ink: Ink) -> None:
        """Paint name and price."""
        width, height, inset = self.width(), self.height(), self._INSET
        name = QRect(inset, height // 2 - 26, width - 2 * inset + 4, 24)
        below = height // 2 + 3
        if canvas.width(self.words, Type.BODY, Weight.SEMI) <= name.width():
            canvas.text(name, self.words, Style(Type.BODY, Weight.SEMI, ink, LEFT, free=True))
        else:
            top, below = height // 2 - 31, height // 2 + 7
            self._draw_lines(canvas, QRect(name.x(), top, name.width(), self._LINE), ink)
        price = QRect(inset, below, width - 2 * inset, 22)
        canvas.text(price, self.price, Style(Type.BODY, Weight.REGULAR, ink, RIGHT))

    def _draw_lines(self, canvas: Canvas, line: QRect, ink: Ink) -> None:
        small = Style(Type.CAPTION, Weight.SEMI, ink, LEFT, free=True)
        first, rest = self.lines_of(canvas.width, line.width())
        canvas.text(line, first, small)
        if rest:
            canvas.text(line.translated(0, self._LINE), rest, small)

    def lines_of(self, measure: Callable[[str, Type, Weight], int], room: int) -> tuple[str, str]:
        """The name broken between two of its words, as late as the first line has room for."""
        words = self.words.split(" ")
        for count in range(len(words) - 1, 0, -1):
            first = " ".join(words[:count])
            if measure(first, Type.CAPTION, Weight.SEMI) <= room:
                return first, " ".join(words[count:])
        return self.words, ""


class NoteButton(Button):
    """A bank note to touch: adds its amount to what was received."""

    def draw(self, canvas: Canvas, ink: Ink) -> None:
        """Paint the sign in a disc and the amount; only the amount above the sign where it is narrow."""
        width, height = self.width(), self.height()
        if width < 150:
            self._draw_narrow(canvas, ink)
            return
        disc_height = min(40, height - 12)
        disc = QRect(20, (height - disc_height) // 2, disc_height, disc_height)
        canvas.disc(disc, Ink.BG, Ink.LINE)
        canvas.text(disc, "B/.", Style(Type.CAPTION, Weight.SEMI, Ink.MUTED, CENTER))
        canvas.text(
            QRect(64, 0, width - 64 - 24, height),
            self.words,
            Style(Type.SUM, Weight.BOLD, ink, RIGHT),
        )

    def _draw_narrow(self, canvas: Canvas, ink: Ink) -> None:
        width, height = self.width(), self.height()
        number = Style(Type.KEY, Weight.BOLD, ink, CENTER)
        if height < 100:
            canvas.text(self.rect(), self.words, number)
            return
        canvas.text(QRect(0, height // 2 - 34, width, 34), self.words, number)
        sign = Style(Type.CAPTION, Weight.SEMI, Ink.MUTED, CENTER)
        canvas.text(QRect(0, height // 2 + 4, width, 22), SYMBOL, sign)


class PayButton(Button):
    """The one filled button: says what Enter does and for how much."""

    amount = ""

    def __init__(self, theme: Theme, command: Command, parent: QWidget | None = None) -> None:
        super().__init__(theme, command, parent, look=Look.ACCENT)
        self.guarded = True

    def show_amount(self, words: str, amount: str, key: str, *, danger: bool = False) -> None:
        """Set the word, the amount (empty: none), the key, and whether the step destroys."""
        self.amount, self.danger = amount, danger
        self.say(words, key)
        self.setAccessibleName(f"{words} {amount}".strip())
        self.update()

    def draw(self, canvas: Canvas, ink: Ink) -> None:
        """Paint word, amount and key on one line."""
        width, height = self.width(), self.height()
        right = width - 24
        key = canvas.width(self.key, Type.CAPTION, Weight.SEMI)
        if self._fits(canvas, key):
            area = QRect(right - key, 0, key, height)
            canvas.text(area, self.key, Style(Type.CAPTION, Weight.SEMI, ink, RIGHT))
            right -= key + 24
        used = 0
        if self.amount and not self.idle:
            used = canvas.money(
                QRect(24, 0, right - 24, height),
                self.amount,
                Style(Type.SUM, Weight.BOLD, ink, RIGHT),
                symbol_ink=ink,
            )
        area = QRect(24, 0, right - 24 - used - (12 if used else 0), height)
        weight = Weight.BOLD if not self.idle else Weight.SEMI
        canvas.text(area, self.words, Style(self._letters(canvas, area.width(), weight), weight, ink))

    def _letters(self, canvas: Canvas, room: int, weight: Weight) -> Type:
        """The largest letters in which the words fit: a panel's next step may be a few words long."""
        sizes = (Type.KEY, Type.TITLE, Type.ROW)
        return next((size for size in sizes if canvas.width(self.words, size, weight) <= room), Type.BODY)

    def _fits(self, canvas: Canvas, key: int) -> bool:
        """Whether the key has room beside word and amount; the amount is never cut for it."""
        words = canvas.width(self.words, Type.KEY, Weight.BOLD)
        amount = canvas.width(f"{SYMBOL} {self.amount}", Type.SUM, Weight.BOLD) if self.amount else 0
        return words + amount + key + 96 <= self.width()
