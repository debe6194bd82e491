"""A scanner of keys: stamped strokes that the screen posts as key events, or a test feeds directly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hardware.scanner.keys import ENTER, FocusKind, KeyStroke, Modifiers
from hardware.scanner.us_layout import PLAIN, SHIFTED

_CODES = {char: code for table in (SHIFTED, PLAIN) for code, char in table.items() if code < 71}


@dataclass(slots=True)
class VirtualScanner:
    """Types codes as a wedge does.

    Attributes:
        now_ms: Stamp of the next key; moves on with each.
        key_ms: Time per character: 5 is usual, 2 to 30 are seen.
        suffix: Key at the end; empty for a scanner set up without one.
        focus_kind: Where the keys would go.
    """

    now_ms: int = 1_000
    key_ms: int = 5
    suffix: str = ENTER
    focus_kind: FocusKind = FocusKind.TEXT

    def scan(self, code: str, *, torn_after: int | None = None) -> list[KeyStroke]:
        """Strokes of one code and its suffix; ``torn_after`` keys the cable is pulled."""
        strokes = [self._stroke(char.upper(), char) for char in code]
        if self.suffix:
            strokes.append(self._stroke(self.suffix, "\r" if self.suffix == ENTER else "\t"))
        self.pause(200)
        return strokes if torn_after is None else strokes[:torn_after]

    def type(self, text: str, *, key_ms: int = 80) -> list[KeyStroke]:
        """The same keys by a person, ``key_ms`` apart; a newline is Enter."""
        pace, self.key_ms = self.key_ms, key_ms
        try:
            return list(self._typed(text))
        finally:
            self.key_ms = pace

    def pause(self, ms: int) -> None:
        """Let time pass."""
        self.now_ms += ms

    def _typed(self, text: str) -> Iterator[KeyStroke]:
        for char in text:
            yield self._stroke(ENTER, "\r") if char == "\n" else self._stroke(char.upper(), char)

    def _stroke(self, key: str, text: str) -> KeyStroke:
        self.now_ms += self.key_ms
        shifted = text in SHIFTED.values() and text not in PLAIN.values()
        return KeyStroke(
            timestamp_ms=self.now_ms,
            key=key,
            text=text,
            modifiers=Modifiers.SHIFT if shifted else Modifiers.NONE,
            native_scan_code=_CODES.get(text, 0),
            focus_kind=self.focus_kind,
            arrival_ms=self.now_ms,
        )
