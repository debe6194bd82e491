"""The one table of colours (ux.md section 2).

No Qt here: palette, style sheets, delegates and the contrast test read it alike. A new colour enters
only through this table and its test.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ThemeName(StrEnum):
    """The themes there are."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Ink(StrEnum):
    """Name of a colour; its value depends on the theme."""

    BG = "bg"
    CARD = "card"
    KEY = "key"
    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    ACCENT_SOFT = "accent_soft"
    OK = "ok"
    OK_SOFT = "ok_soft"
    WARN = "warn"
    WARN_SOFT = "warn_soft"
    ERR = "err"
    ON_ERR = "on_err"
    ERR_SOFT = "err_soft"
    PRACTICE = "practice"
    PRACTICE_SOFT = "practice_soft"
    EDGE = "edge"
    KEY_EDGE = "key_edge"
    LINE = "line"


Table = dict[Ink, str]

LIGHT: Table = {
    Ink.BG: "#F3F5F8",
    Ink.CARD: "#FFFFFF",
    Ink.KEY: "#E8EDF2",
    Ink.TEXT: "#14202E",
    Ink.MUTED: "#4F5D6C",
    Ink.ACCENT: "#0A50B4",
    Ink.ON_ACCENT: "#FFFFFF",
    Ink.ACCENT_SOFT: "#E4EFFD",
    Ink.OK: "#0A6B3E",
    Ink.OK_SOFT: "#DDF3E7",
    Ink.WARN: "#7A4A00",
    Ink.WARN_SOFT: "#FDF0D9",
    Ink.ERR: "#A81E16",
    Ink.ON_ERR: "#FFFFFF",
    Ink.ERR_SOFT: "#FBE4E2",
    Ink.PRACTICE: "#6B21A8",
    Ink.PRACTICE_SOFT: "#F3E8FF",
    Ink.EDGE: "#748290",
    Ink.KEY_EDGE: "#B4C0CC",
    Ink.LINE: "#DDE3EA",
}

DARK: Table = {
    Ink.BG: "#10161D",
    Ink.CARD: "#19222C",
    Ink.KEY: "#222E3A",
    Ink.TEXT: "#EAF0F6",
    Ink.MUTED: "#A9B8C6",
    Ink.ACCENT: "#6AABFF",
    Ink.ON_ACCENT: "#06182E",
    Ink.ACCENT_SOFT: "#1B3350",
    Ink.OK: "#58D79A",
    Ink.OK_SOFT: "#123B29",
    Ink.WARN: "#FFC466",
    Ink.WARN_SOFT: "#3E2E10",
    Ink.ERR: "#FF9A91",
    Ink.ON_ERR: "#2A0906",
    Ink.ERR_SOFT: "#451C1A",
    Ink.PRACTICE: "#D8B4FE",
    Ink.PRACTICE_SOFT: "#3B1F57",
    Ink.EDGE: "#8293A4",
    Ink.KEY_EDGE: "#3D4C5B",
    Ink.LINE: "#2B3845",
}

CONTRAST: Table = {
    Ink.BG: "#000000",
    Ink.CARD: "#000000",
    Ink.KEY: "#1A1A1A",
    Ink.TEXT: "#FFFFFF",
    Ink.MUTED: "#E0E0E0",
    Ink.ACCENT: "#8CC1FF",
    Ink.ON_ACCENT: "#000000",
    Ink.ACCENT_SOFT: "#10314F",
    Ink.OK: "#6BF0A8",
    Ink.OK_SOFT: "#0B2E1C",
    Ink.WARN: "#FFD166",
    Ink.WARN_SOFT: "#332800",
    Ink.ERR: "#FFA8A0",
    Ink.ON_ERR: "#000000",
    Ink.ERR_SOFT: "#3A100D",
    Ink.PRACTICE: "#DDB8FF",
    Ink.PRACTICE_SOFT: "#2E1447",
    Ink.EDGE: "#FFFFFF",
    Ink.KEY_EDGE: "#FFFFFF",
    Ink.LINE: "#FFFFFF",
}

TABLES: dict[ThemeName, Table] = {
    ThemeName.LIGHT: LIGHT,
    ThemeName.DARK: DARK,
    ThemeName.CONTRAST: CONTRAST,
}


class Use(StrEnum):
    """What a pair of colours is used for; the least ratio depends on it."""

    TEXT = "text"
    AMOUNT = "amount"
    SHAPE = "shape"


LEAST_RATIO: dict[Use, float] = {Use.TEXT: 4.5, Use.AMOUNT: 7.0, Use.SHAPE: 3.0}


@dataclass(frozen=True, slots=True)
class Pair:
    """A colour drawn on another, and what for."""

    ink: Ink
    ground: Ink
    use: Use


_GROUNDS = (Ink.BG, Ink.CARD, Ink.KEY)
_SOFTS = (Ink.ACCENT_SOFT, Ink.OK_SOFT, Ink.WARN_SOFT, Ink.ERR_SOFT, Ink.PRACTICE_SOFT)
_TONES = (
    (Ink.ACCENT, Ink.ACCENT_SOFT),
    (Ink.OK, Ink.OK_SOFT),
    (Ink.WARN, Ink.WARN_SOFT),
    (Ink.ERR, Ink.ERR_SOFT),
    (Ink.PRACTICE, Ink.PRACTICE_SOFT),
)


def pairs() -> tuple[Pair, ...]:
    """Every pair the screens draw. Negative amounts (err) stand on card only."""
    found = [Pair(Ink.TEXT, ground, Use.AMOUNT) for ground in (*_GROUNDS, *_SOFTS)]
    found += [Pair(Ink.MUTED, ground, Use.TEXT) for ground in (*_GROUNDS, *_SOFTS)]
    for ink, soft in _TONES:
        found += [Pair(ink, ground, Use.TEXT) for ground in (*_GROUNDS, soft)]
    found += [
        Pair(Ink.ON_ACCENT, Ink.ACCENT, Use.AMOUNT),
        Pair(Ink.ON_ERR, Ink.ERR, Use.AMOUNT),
        Pair(Ink.ERR, Ink.CARD, Use.AMOUNT),
        *(Pair(Ink.EDGE, ground, Use.SHAPE) for ground in (*_GROUNDS, *_SOFTS)),
        *(Pair(Ink.ACCENT, ground, Use.SHAPE) for ground in (*_GROUNDS, Ink.ACCENT_SOFT)),
        Pair(Ink.BG, Ink.TEXT, Use.TEXT),
    ]
    return tuple(found)


def ratio(first: str, second: str) -> float:
    """Contrast of two ``#RRGGBB`` colours by the WCAG formula, 1 to 21."""
    one, two = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (one + 0.05) / (two + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
