"""Our own keyboard for fingers: QWERTY with Ñ and accents, over the lower part of the left side.

Qt's virtual keyboard needs QML, which is not shipped (ux.md principle 11). It opens when a finger touches
a field for words, and leaves for Esc, for its own key, or when a real key types.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme.metrics import GAP, Radius, Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink
from app.ui.widgets.button import Button, Command, Look
from app.ui.widgets.canvas import CENTER, Canvas, Style
from app.ui.widgets.painted import Painted

SHIFT: Final = "shift"
ACCENT: Final = "accent"
BACK: Final = "back"
HIDE: Final = "hide"
SPACE: Final = "space"
ENTER: Final = "enter"
ROWS: Final = (
    tuple("1234567890"),
    tuple("qwertyuiop"),
    tuple("asdfghjklñ"),
    (SHIFT, *"zxcvbnm", ACCENT, BACK),
    (HIDE, "-", "@", SPACE, ".", ",", ENTER),
)
UNITS: Final = {SPACE: 3, ENTER: 2}
COLUMNS: Final = 10
ICONS: Final = {SHIFT: "shift", BACK: "backspace", HIDE: "chevron-down", ENTER: "enter"}
ACUTE: Final = dict(zip("aeiouAEIOU", "áéíóúÁÉÍÓÚ", strict=True))
DIAERESIS: Final = {"u": "ü", "U": "Ü"}
ACCENTS: Final = {"´": ACUTE, "¨": DIAERESIS}
NEXT_ACCENT: Final = {"": "´", "´": "¨", "¨": ""}
PAD: Final = GAP
PRESSES: Final = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
"""Two touches in quick succession are a press and a double click."""


class Typist(Protocol):
    """What is typed into."""

    def type(self, text: str) -> None:
        """Put in characters as if typed."""
        ...

    def erase(self) -> None:
        """Take the last character back."""
        ...


def by_finger(event: QMouseEvent) -> bool:
    """Whether a press came from a finger, through Qt or the system, and from no mouse."""
    touched = event.device().type() is QInputDevice.DeviceType.TouchScreen
    return touched or event.source() is not Qt.MouseEventSource.MouseEventNotSynthesized


class KeyCap(Button):
    """A key with its letter or icon."""

    def draw(self, canvas: Canvas, ink: Ink) -> None:
        """Paint the face."""
        if self.icon_name:
            canvas.icon_in(self.icon_name, self.rect(), 24, ink)
        else:
            canvas.text(self.rect(), self.words, Style(Type.TITLE, Weight.SEMI, ink, CENTER))


class ScreenKeyboard(Painted):
    """Types into whatever has the keyboard.

    Args:
        typist: Says what is typed into now.
        enter: Hears of the enter key.
        closed: Told when it leaves: what it covered takes its place again.
    """

    def __init__(
        self,
        theme: Theme,
        typist: Callable[[], Typist | None],
        enter: Command,
        closed: Command,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._typist = typist
        self._enter = enter
        self._closed = closed
        self._shift = False
        self._accent = ""
        self.keys: dict[str, KeyCap] = {name: self._key(name) for row in ROWS for name in row}
        self.setObjectName("keyboard")
        self.hide()
        self._retranslate()

    def _key(self, name: str) -> KeyCap:
        plain = len(name) == 1
        look = Look.CARD if plain or name == SPACE else Look.KEY
        key = KeyCap(self.theme, partial(self._pressed, name), self, look=look, icon=ICONS.get(name, ""))
        key.setObjectName(f"key.{name}")
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return key

    def open(self) -> None:
        """Appear, with small letters."""
        self._shift, self._accent = False, ""
        self._faces()
        self.show()
        self.raise_()

    def leave(self) -> None:
        """Go away."""
        if not self.isHidden():
            self.hide()
            self._closed()

    def _pressed(self, name: str) -> None:
        if name == HIDE:
            self.leave()
        elif name == ENTER:
            self._enter()
        elif name == SHIFT:
            self._shift = not self._shift
        elif name == ACCENT:
            self._accent = NEXT_ACCENT[self._accent]
        else:
            self._type(name)
        self._faces()

    def _type(self, name: str) -> None:
        typist = self._typist()
        if typist is None:
            return
        if name == BACK:
            typist.erase()
            return
        char = " " if name == SPACE else name
        if self._shift:
            char = char.upper()
        if self._accent:
            char = ACCENTS[self._accent].get(char, char)
        self._shift, self._accent = False, ""
        typist.type(char)

    def _faces(self) -> None:
        """Write what each key would type now."""
        for name, key in self.keys.items():
            if len(name) == 1:
                char = name.upper() if self._shift else name
                key.say(ACCENTS[self._accent].get(char, char) if self._accent else char)
        self.keys[SHIFT].choose(self._shift)
        self.keys[ACCENT].choose(bool(self._accent))
        self.keys[ACCENT].words = self._accent or "´"
        self.keys[ACCENT].update()

    def changeEvent(self, event: QEvent) -> None:
        """Take over a new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        names = {
            SHIFT: QCoreApplication.translate("Keyboard", "Capital letters"),
            ACCENT: QCoreApplication.translate("Keyboard", "Accent"),
            BACK: QCoreApplication.translate("Pad", "Delete last"),
            HIDE: QCoreApplication.translate("Keyboard", "Hide the keyboard"),
            SPACE: QCoreApplication.translate("Keyboard", "Space"),
            ENTER: QCoreApplication.translate("Pad", "Enter"),
        }
        for name, words in names.items():
            self.keys[name].say(words)
        self._faces()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the area evenly, to the last pixel."""
        super().resizeEvent(event)
        width, height = self.width() - 2 * PAD, self.height() - 2 * PAD
        for at, row in enumerate(ROWS):
            top, bottom = _edges(height, len(ROWS), at, 1)
            column = 0
            for name in row:
                units = UNITS.get(name, 1)
                left, right = _edges(width, COLUMNS, column, units)
                self.keys[name].setGeometry(PAD + left, PAD + top, right - left, bottom - top)
                column += units

    def draw(self, canvas: Canvas) -> None:
        """Paint the ground the keys lie on."""
        canvas.box(self.rect(), Ink.BG, Ink.KEY_EDGE, radius=Radius.CARD)


def _edges(length: int, parts: int, at: int, units: int) -> tuple[int, int]:
    free = length - GAP * (parts - 1)
    end = at + units
    return free * at // parts + GAP * at, free * end // parts + GAP * (end - 1)
