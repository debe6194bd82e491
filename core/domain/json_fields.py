"""Reading fields of JSON objects: each returns its value or says what is wrong, and never guesses."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

_DECIMALS: Final = {places: re.compile(rf"-?[0-9]{{1,12}}(?:\.[0-9]{{1,{places}}})?") for places in (2, 3, 6)}


def text(value: object) -> str:
    """A text.

    Raises:
        TypeError: anything else.
    """
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def optional_text(value: object) -> str | None:
    """A text or nothing.

    Raises:
        TypeError: anything else.
    """
    return None if value is None else text(value)


def integer(value: object) -> int:
    """An integer; true and false are none.

    Raises:
        TypeError: anything else.
    """
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is not an integer")
    return value


def flag(value: object) -> bool:
    """True or false.

    Raises:
        TypeError: anything else.
    """
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is not true or false")
    return value


def money(value: object) -> Decimal:
    """Balboas from a decimal string of at most 2 decimals.

    Raises:
        TypeError: no text.
        ValueError: no such decimal.
    """
    return _decimal(text(value), 2)


def optional_money(value: object) -> Decimal | None:
    """As `money`, or nothing."""
    return None if value is None else money(value)


def quantity(value: object) -> Decimal:
    """A quantity or percent from a decimal string of at most 3 decimals.

    Raises:
        TypeError: no text.
        ValueError: no such decimal.
    """
    return _decimal(text(value), 3)


def tax6(value: object) -> Decimal:
    """A line tax from a decimal string of at most 6 decimals.

    Raises:
        TypeError: no text.
        ValueError: no such decimal.
    """
    return _decimal(text(value), 6)


@lru_cache(maxsize=8192)
def _decimal(written: str, places: int) -> Decimal:
    """A plain decimal of bounded size: no exponent could make the integers behind it grow without end.

    Kept, since the same few prices and rates come again and again: it halves the reading of a sale.
    """
    if _DECIMALS[places].fullmatch(written) is None:
        raise ValueError(f"{written[:40]!r} is not a decimal of at most {places} places")
    return Decimal(written)
