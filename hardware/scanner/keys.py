"""Key strokes as the wedge sees them; the screen only translates (hardware.md section 8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, Flag, auto
from typing import Final


class FocusKind(Enum):
    """What would receive the key: a field, a PIN or password field, or nothing that takes text."""

    TEXT = "text"
    SECRET = "secret"  # noqa: S105  (a kind of field, not a password)
    NONE = "none"


class Modifiers(Flag):
    """Modifiers held down."""

    NONE = 0
    SHIFT = auto()
    CONTROL = auto()
    ALT = auto()
    META = auto()


CHORD: Final = Modifiers.CONTROL | Modifiers.ALT | Modifiers.META

ENTER: Final = "Enter"
TAB: Final = "Tab"
MODIFIER_KEYS: Final = frozenset({"Shift", "Control", "Alt", "AltGr", "Meta", "CapsLock", "NumLock"})

GS: Final = "\x1d"


@dataclass(frozen=True, slots=True)
class KeyStroke:
    """One key press. Its text never shows in a log: it may be part of a PIN.

    Attributes:
        timestamp_ms: Stamp of the event by the system, 0 when it has none (then ``arrival_ms`` counts).
        key: ``Enter``, ``Tab``, a name of `MODIFIER_KEYS`, or any other name (``F13``, ``Escape``, ``A``).
        text: Characters the key types, empty for none.
        modifiers: What was held down.
        native_scan_code: Code of the physical key, 0 when unknown.
        focus_kind: Where the key would go.
        arrival_ms: Monotonic milliseconds at which the handler saw it.
        auto_repeat: Made by the keyboard's repetition.
    """

    timestamp_ms: int
    key: str = field(repr=False)
    text: str = field(repr=False)
    modifiers: Modifiers = Modifiers.NONE
    native_scan_code: int = field(default=0, repr=False)
    focus_kind: FocusKind = FocusKind.TEXT
    arrival_ms: int = 0
    auto_repeat: bool = False


def gap_ms(before: KeyStroke, after: KeyStroke) -> int:
    """Milliseconds between two strokes, by stamp where both have one, never below 0 by a clock's noise."""
    if before.timestamp_ms and after.timestamp_ms:
        gap = after.timestamp_ms - before.timestamp_ms
        if gap < -(1 << 31):
            gap += 1 << 32  # the X server's stamps begin anew after 49.7 days
    else:
        gap = after.arrival_ms - before.arrival_ms
    return abs(gap)
