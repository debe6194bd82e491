"""What the check of pictures hears of every text drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Drawn:
    """One text as it was drawn, for the check of pictures.

    Attributes:
        area: Where its ink lies, in coordinates of the widget.
        cut: Whether it did not fit and may not be shortened.
    """

    widget: QWidget | None
    text: str
    area: QRectF
    cut: bool


class Probe(Protocol):
    """Hears of every text drawn; only the check of pictures sets one."""

    def drawn(self, item: Drawn) -> None:
        """Take note of a text."""
        ...
