"""Where everything lies on the authorisation modal, as numbers (ux.md screen 8)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect

from app.ui.theme.metrics import ACTION, GAP, TARGET

WIDTH = 832
TIGHT = 760
"""Narrower than this the margins and the pad shrink."""
TITLE = 36
ABOVE = 24
CHANGE = 96
HINT = 68
FIELD = 64


@dataclass(frozen=True, slots=True)
class ModalLayout:
    """Rectangles in px of the area below the strip.

    Attributes:
        about: Who asks, where and why.
        change: What changes; empty without it.
        people: Where cards or the challenge stand.
        cards: One box for each person.
        hint: Badge hint, or what came of the last try.
        field: PIN or answer.
        pad: Digits.
        left: The button at the left of the foot, beside ``middle``.
        primary: The filled button.
    """

    card: QRect
    title: QRect
    about: QRect
    change: QRect
    caption: QRect
    people: QRect
    cards: tuple[QRect, ...]
    hint: QRect
    field: QRect
    left: QRect
    middle: QRect
    pad: QRect
    primary: QRect


def modal_layout(width: int, height: int, people: int, *, change: bool) -> ModalLayout:
    """Arrange the modal in the middle of an area.

    Args:
        width: Of the area below the strip, px.
        height: Likewise.
        people: How many cards; none reserves the room of one row.
        change: Whether something stands before and after.
    """
    wide = min(WIDTH, width - 24)
    pad_wide, margin = (288, 32) if wide >= TIGHT else (232, 24)
    columns, rows, row = _grid(people)
    crowd = rows * (row + GAP) - GAP
    inner = TITLE + ABOVE + 12 + (CHANGE + 12 if change else 0)
    inner += 28 + crowd + HINT + 2 * GAP + FIELD + 16 + ACTION
    tall = inner + 2 * margin
    card = QRect((width - wide) // 2, max(8, (height - tall) // 2), wide, tall)
    x, y = card.x() + margin, card.y() + margin
    left_wide = wide - 3 * margin - pad_wide
    title = QRect(x, y, left_wide, TITLE)
    about = QRect(x, title.bottom() + 1, left_wide, ABOVE)
    y = about.bottom() + 1 + 12
    shown = QRect(x, y, left_wide, CHANGE if change else 0)
    y += CHANGE + 12 if change else 0
    caption = QRect(x, y, left_wide, 28)
    y += 28
    area = QRect(x, y, left_wide, crowd)
    hint = QRect(x, area.bottom() + 1 + GAP, left_wide, HINT)
    field = QRect(x, hint.bottom() + 1 + GAP, left_wide, FIELD)
    foot = field.bottom() + 1 + 16
    half = (left_wide - GAP) // 2
    right = x + left_wide + margin
    top = card.y() + margin
    return ModalLayout(
        card=card,
        title=title,
        about=about,
        change=shown,
        caption=caption,
        people=area,
        cards=_boxes(area, people, columns, row),
        hint=hint,
        field=field,
        left=QRect(x, foot, half, ACTION),
        middle=QRect(x + half + GAP, foot, left_wide - half - GAP, ACTION),
        pad=QRect(right, top, pad_wide, foot - 16 - top),
        primary=QRect(right, foot, pad_wide, ACTION),
    )


def _grid(people: int) -> tuple[int, int, int]:
    """Columns, rows and height of a row."""
    if people <= 2:
        return 2, 1, ACTION
    if people <= 4:
        return 2, 2, 56
    columns = 2 if people <= 6 else 3
    return columns, -(-people // columns), TARGET


def _boxes(area: QRect, people: int, columns: int, row: int) -> tuple[QRect, ...]:
    wide = (area.width() - GAP * (columns - 1)) // columns
    places = (divmod(at, columns) for at in range(people))
    return tuple(
        QRect(area.x() + column * (wide + GAP), area.y() + line * (row + GAP), wide, row)
        for line, column in places
    )
