"""Where everything lies on the selling floor, for every size class, as numbers (ux.md section 2).

Qt's layouts are not used there: summed minimum heights would grow the window. Nothing here depends on
the mode but what the mode alone shows; strip, command line, total, pad and Pay never move.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRect

from app.ui.theme.metrics import (
    ACTION,
    COMMAND,
    GAP,
    HEADER,
    MARGIN,
    PAD_KEY,
    PAY,
    ROW,
    STRIP,
    TARGET,
    SizeClass,
    size_class,
)

RIGHT_S = 384
RIGHT_M = 526
PAD_M = 264
TILES_L = 500
RIGHT_L = 388
TOTAL = 144
TOTAL_P = 88
PAD_KEY_P = 56
PAD_KEY_L = 88
LETTER_ROWS = 5
LETTER_HIGH = 56
ROOM_FOR_HIGH = 800
"""From this height of the left side on, in px, the letters of the screen keyboard are `LETTER_HIGH`."""


@dataclass(frozen=True, slots=True)
class FloorLayout:
    """Rectangles in px of the floor's client area (the strip is above it and not part of it).

    Attributes:
        left: Basket card, and what other modes put in its place.
        switch: Row of tabs or the switch between pad and products.
        slot: The wide tile above the pad, empty where there is none.
        tiles: Where products are touched; the area of the pad where the two share one.
        notes: Quick notes while paying.
        shared: Pad and tiles share one area by the switch.
    """

    kind: SizeClass
    command: QRect
    left: QRect
    actions: QRect
    total: QRect
    switch: QRect
    slot: QRect
    pad: QRect
    tiles: QRect
    notes: QRect
    pay: QRect
    shared: bool
    info: QRect = field(default_factory=QRect)

    @property
    def keyboard(self) -> QRect:
        """Where the screen keyboard lies: over the lower part of the left side, in class P over the pad."""
        if self.kind is SizeClass.P:
            return self.switch.united(self.pad)
        side = self.command.united(self.actions)
        key = LETTER_HIGH if side.height() >= ROOM_FOR_HIGH else TARGET
        height = LETTER_ROWS * (key + GAP) + GAP
        return QRect(side.x(), side.bottom() + 1 - height, side.width(), height)


def floor_layout(width: int, height: int) -> FloorLayout:
    """Arrange the floor.

    Args:
        width: Width of the window's client area.
        height: Height of the window's client area, with the strip.
    """
    kind = size_class(width, height)
    room = height - STRIP
    if kind is SizeClass.P:
        return _portrait(width, room)
    if kind is SizeClass.L:
        return _large(width, room)
    return _landscape(width, room, kind)


def _landscape(width: int, room: int, kind: SizeClass) -> FloorLayout:
    right = RIGHT_M if kind is SizeClass.M else RIGHT_S
    left = width - right - 3 * MARGIN
    bottom = room - MARGIN
    x = left + 2 * MARGIN
    pay = QRect(x, bottom - PAY, right, PAY)
    under = pay.y() - MARGIN
    above = MARGIN + TOTAL + MARGIN + TARGET + GAP
    key = min(PAD_KEY, max(TARGET, (under - above - 4 * GAP) // 5 // 4 * 4))
    five = 5 * key + 4 * GAP
    top = under - five
    total = QRect(x, MARGIN, right, top - GAP - TARGET - MARGIN - MARGIN)
    switch = QRect(x, top - GAP - TARGET, right, TARGET)
    pad_width = PAD_M if kind is SizeClass.M else right
    slot = QRect(x, top, pad_width, key)
    pad = QRect(x, top + key + GAP, pad_width, under - top - key - GAP)
    band = QRect(x, switch.y(), pad_width, TARGET + GAP + key)
    if kind is SizeClass.M:
        tiles = QRect(x + PAD_M + GAP, top, right - PAD_M - GAP, five)
        notes = QRect(tiles.x(), switch.y(), tiles.width(), under - switch.y())
        info = band
    else:
        tiles = QRect(x, top, right, five)
        notes, info = band, QRect()
    command = QRect(MARGIN, MARGIN, left, COMMAND)
    actions = QRect(MARGIN, bottom - ACTION, left, ACTION)
    card_top = command.bottom() + 1 + GAP
    return FloorLayout(
        kind=kind,
        command=command,
        left=QRect(MARGIN, card_top, left, actions.y() - MARGIN - card_top),
        actions=actions,
        total=total,
        switch=switch,
        slot=slot,
        pad=pad,
        tiles=tiles,
        notes=notes,
        pay=pay,
        shared=kind is SizeClass.S,
        info=info,
    )


def _large(width: int, room: int) -> FloorLayout:
    bottom = room - MARGIN
    left = width - TILES_L - RIGHT_L - 4 * MARGIN
    tiles_x = left + 2 * MARGIN
    x = tiles_x + TILES_L + MARGIN
    pay = QRect(x, bottom - PAY, RIGHT_L, PAY)
    pad_height = 4 * PAD_KEY_L + 3 * GAP
    pad = QRect(x, pay.y() - MARGIN - pad_height, RIGHT_L, pad_height)
    slot = QRect(x, pad.y() - GAP - PAD_KEY, RIGHT_L, PAD_KEY)
    total = QRect(x, MARGIN, RIGHT_L, slot.y() - MARGIN - MARGIN)
    switch = QRect(tiles_x, MARGIN, TILES_L, COMMAND)
    tiles_top = switch.bottom() + 1 + GAP
    tiles = QRect(tiles_x, tiles_top, TILES_L, bottom - tiles_top)
    command = QRect(MARGIN, MARGIN, left, COMMAND)
    actions = QRect(MARGIN, bottom - ACTION, left, ACTION)
    card_top = command.bottom() + 1 + GAP
    return FloorLayout(
        kind=SizeClass.L,
        command=command,
        left=QRect(MARGIN, card_top, left, actions.y() - MARGIN - card_top),
        actions=actions,
        total=total,
        switch=switch,
        slot=slot,
        pad=pad,
        tiles=tiles,
        notes=QRect(tiles_x, MARGIN, TILES_L, 5 * 112 + 4 * GAP),
        pay=pay,
        shared=False,
        info=slot,
    )


def _portrait(width: int, room: int) -> FloorLayout:
    inner = width - 2 * MARGIN
    bottom = room - MARGIN
    pay = QRect(MARGIN, bottom - PAY, inner, PAY)
    actions = QRect(MARGIN, pay.y() - GAP - ACTION, inner, ACTION)
    pad_height = 4 * PAD_KEY_P + 3 * GAP
    pad = QRect(MARGIN, actions.y() - GAP - pad_height, inner, pad_height)
    switch = QRect(MARGIN, pad.y() - GAP - TARGET, inner, TARGET)
    total = QRect(MARGIN, GAP, inner, TOTAL_P)
    command = QRect(MARGIN, total.bottom() + 1 + GAP, inner, COMMAND)
    card_top = command.bottom() + 1 + GAP
    return FloorLayout(
        kind=SizeClass.P,
        command=command,
        left=QRect(MARGIN, card_top, inner, switch.y() - GAP - card_top),
        actions=actions,
        total=total,
        switch=switch,
        slot=QRect(),
        pad=pad,
        tiles=pad,
        notes=switch,
        pay=pay,
        shared=True,
    )


def rows_that_fit(layout: FloorLayout) -> int:
    """How many whole basket rows the card shows under its header."""
    return (layout.left.height() - HEADER) // ROW
