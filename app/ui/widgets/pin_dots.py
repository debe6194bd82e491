"""Dots of a PIN: filled for digits that are in, hollow for those to come. The digits are never here."""

from __future__ import annotations

from PySide6.QtCore import QRect

from app.ui.theme.tokens import Ink
from app.ui.widgets.canvas import Canvas

STEP = 34
DOT = 14


def dots_width(slots: int) -> int:
    """Width of the row of dots in px."""
    return max(0, (slots - 1) * STEP + DOT)


def draw_dots(canvas: Canvas, area: QRect, typed: int, slots: int) -> None:
    """Draw a row of dots in the middle of ``area``, closer together where it is narrow."""
    slots = max(slots, typed)
    if slots < 1:
        return
    step = min(STEP, max(DOT + 2, (area.width() - DOT) // max(1, slots - 1)))
    x = area.center().x() - (slots - 1) * step // 2
    for at in range(slots):
        dot = QRect(x + at * step - DOT // 2, area.center().y() - DOT // 2, DOT, DOT)
        if at < typed:
            canvas.disc(dot, Ink.TEXT)
        else:
            canvas.disc(dot, None, Ink.EDGE, 2)
