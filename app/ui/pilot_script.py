"""A task written down as steps, played at the window as a person would: keys, touches, scans, and waiting.

A step is ``[verb, value]``:

- ``press`` a key by its name as Qt has it (``F6``, ``Shift+F7``, ``Return``), ``type`` characters;
- ``tap`` a widget by its name, ``dismiss`` one if it stands there;
- ``scan`` one code, ``goods`` several, each until the basket shows it;
- ``await`` what stands on the screen: fields of `Seen` with their values.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.input_driver import Hand
from app.ui.pilot_eyes import Condition, Eyes, Seen

Playing: TypeAlias = Generator[Condition, None, None]

_MODIFIERS: Final = {
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
}


class Script:
    """Plays steps; `ValueError` and `TypeError` say which step cannot be done."""

    def __init__(self, window: QWidget, eyes: Eyes, hand: Hand) -> None:
        self._window = window
        self._eyes = eyes
        self._hand = hand
        self.saved: list[str] = []
        """Numbers of the sales that the screen called saved while the last steps were played."""
        self._verbs: Mapping[str, Callable[[Any], Playing]] = {
            "press": self._press,
            "type": self._type,
            "tap": self._tap,
            "dismiss": self._dismiss,
            "scan": self._scan,
            "goods": self._goods,
            "await": self._await,
        }

    def play(self, steps: Sequence[Sequence[Any]]) -> Playing:
        """One step after the other; nothing is pressed while something is being saved.

        Raises:
            ValueError: no such verb, key or field.
            TypeError: no such widget.
        """
        self.saved = []
        for verb, value in steps:
            if verb not in self._verbs:
                raise ValueError(f"no verb {verb!r}")
            yield self._settled
            yield from self._verbs[verb](value)
            number = self._eyes.look().saved
            if number and number not in self.saved:
                self.saved.append(number)

    def _press(self, name: str) -> Playing:
        *held, key = name.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        try:
            for one in held:
                modifiers |= _MODIFIERS[one]
            pressed = Qt.Key[f"Key_{key}"]
        except KeyError as error:
            raise ValueError(f"no key {name!r}") from error
        self._hand.press(pressed, modifiers)
        yield self._settled

    def _type(self, text: str) -> Playing:
        self._hand.type(text)
        yield self._settled

    def _tap(self, name: str) -> Playing:
        target = self._shown(name)
        if target is None:
            raise TypeError(f"no widget {name} on the screen")
        self._hand.tap(target)
        yield self._settled

    def _dismiss(self, name: str) -> Playing:
        if self._shown(name) is not None:
            yield from self._tap(name)

    def _scan(self, code: str) -> Playing:
        self._hand.scan(code)
        yield self._settled

    def _goods(self, codes: Sequence[str]) -> Playing:
        for code in codes:
            before = self._eyes.look()
            self._hand.scan(code)
            yield self._moved(before)

    def _await(self, wanted: Mapping[str, Any]) -> Playing:
        unknown = set(wanted) - set(Seen.__dataclass_fields__)
        if unknown:
            raise ValueError(f"nothing to see named {min(unknown)}")

        def stands() -> bool:
            seen = self._eyes.look()
            return not seen.busy and all(getattr(seen, name) == value for name, value in wanted.items())

        yield stands

    def _settled(self) -> bool:
        return not self._eyes.look().busy

    def _moved(self, before: Seen) -> Condition:
        def moved() -> bool:
            now = self._eyes.look()
            return (now.rows, now.due, now.message) != (before.rows, before.due, before.message)

        return moved

    def _shown(self, name: str) -> QWidget | None:
        found: list[QWidget] = self._window.findChildren(QWidget, name)
        return next((widget for widget in found if widget.isVisible()), None)
