"""What a scanner meant on a keyboard of another layout: it types as a US keyboard (hardware.md section 8.8).

Codes of the main block are those of PS/2 set 1, alike on Windows and in Linux' evdev; X11 adds 8 to them.
"""

from __future__ import annotations

from typing import Final

from hardware.scanner.keys import CHORD, KeyStroke, Modifiers

_ROWS: Final = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
)
_KEYPAD: Final = {71: "7", 72: "8", 73: "9", 75: "4", 76: "5", 77: "6", 79: "1", 80: "2", 81: "3", 82: "0"}

PLAIN: Final = {start + at: char for start, row, _ in _ROWS for at, char in enumerate(row)} | _KEYPAD
SHIFTED: Final = {start + at: char for start, _, row in _ROWS for at, char in enumerate(row)} | _KEYPAD


def us_text(stroke: KeyStroke, offset: int) -> str:
    """The character of the key on a US keyboard, whatever the layout and Caps Lock; its text when unknown.

    Args:
        stroke: The key.
        offset: Subtracted from the native scan code: 8 on X11 and Wayland, 0 elsewhere.
    """
    if stroke.modifiers & CHORD:
        return stroke.text
    table = SHIFTED if stroke.modifiers & Modifiers.SHIFT else PLAIN
    return table.get(stroke.native_scan_code - offset, stroke.text)
