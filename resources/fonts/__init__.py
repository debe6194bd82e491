"""Bundled fonts with their licences: Inter for the screens, Noto Sans Mono for codes and receipts."""

from __future__ import annotations

from pathlib import Path

SCREEN_FACES = ("Inter-Regular.otf", "Inter-SemiBold.otf", "Inter-Bold.otf")
"""Weights 400, 600 and 700: all that the type scale uses."""

RECEIPT_FACE = "NotoSansMono-Regular.ttf"
"""Loaded when the first receipt or code is drawn, not before the first paint."""


def path(name: str) -> Path:
    """Return where a font file lies.

    Args:
        name: One of the names above.
    """
    return Path(__file__).parent / name
