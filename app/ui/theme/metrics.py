"""Type scale, space, radius, sizes of targets and size classes (ux.md section 2). No Qt here."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Type(IntEnum):
    """Sizes of letters in px at a user scale of 100 %."""

    CAPTION = 14
    BODY = 16
    ROW = 18
    TITLE = 20
    KEY = 24
    SUM = 32
    TOTAL = 48
    CHANGE_SMALL = 64
    CUSTOMER = 72
    CHANGE = 96


class Weight(IntEnum):
    """The three weights: names are regular, amounts semi-bold, the total bold."""

    REGULAR = 400
    SEMI = 600
    BOLD = 700


class Space(IntEnum):
    """Distances in px."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24


class Radius(IntEnum):
    """Corners in px; a painter takes at most half the height."""

    FIELD = 6
    BUTTON = 12
    CARD = 14


TARGET = 48
"""Least height and width of anything to touch."""
ACTION = 64
PAY = 80
ROW = 48
PAD_KEY = 72
STRIP = 48
COMMAND = 56
HEADER = 28
GAP = 8
MARGIN = 12
DOUBLE_TAP_MS = 250
"""A second tap within this time on Pay, Exact or a note is ignored."""
TOAST_MS = 6000
"""How long a message stays that needs no act."""
TWO_LINE_BELOW = 760
"""A basket narrower than this draws rows of two lines."""
SCALES = (100, 115, 130)
"""User scales of the letters, in percent."""


class SizeClass(StrEnum):
    """Which arrangement the client area gets."""

    S = "S"
    M = "M"
    L = "L"
    P = "P"


def size_class(width: int, height: int) -> SizeClass:
    """Choose the arrangement for a logical client area in px."""
    if height > width:
        return SizeClass.P
    if width >= 1600 and height >= 900:
        return SizeClass.L
    if width >= 1200 and height >= 760:
        return SizeClass.M
    return SizeClass.S


INSET = 20
"""Where the text of a list row begins, from the row's left edge."""
EDGE = 16
"""Inset of rules and of the last column in a list."""
