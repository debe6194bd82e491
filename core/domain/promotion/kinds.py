"""Kinds of promotions and what their numbers must be."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from core.domain.errors import DomainError
from core.domain.money import MAX_AMOUNT, to_cents

MAX_PIECES: Final = 1000
"""Most pieces of one pack."""
WHOLE: Final = 100_000
"""100 % in thousandths of a percent."""
_MAX_CENTS: Final = to_cents(MAX_AMOUNT)


class Kind(StrEnum):
    """Kind of a promotion, as the wire and the database name it."""

    PERCENT = "percent"
    FIXED = "fixed"
    N_PAY_M = "n_pay_m"
    NTH_PERCENT = "nth_percent"
    N_FOR_PRICE = "n_for_price"
    BUNDLE = "bundle"
    THRESHOLD = "threshold"


def invalid(field: str, promotion_id: str = "") -> DomainError:
    """The refusal of a promotion, naming what is wrong with it."""
    return DomainError("promotion_invalid", id=promotion_id, field=field)


def check_percent(percent: int) -> None:
    """Raises: DomainError: ``promotion_invalid``: not above 0 and at most 100 %."""
    if not 0 < percent <= WHOLE:
        raise invalid("percent")


def check_cents(field: str, cents: int) -> None:
    """Raises: DomainError: ``promotion_invalid``: not above zero and at most what a till takes."""
    if not 0 < cents <= _MAX_CENTS:
        raise invalid(field)


def check_count(field: str, count: int) -> None:
    """Raises: DomainError: ``promotion_invalid``: not 1 to `MAX_PIECES`."""
    if not 1 <= count <= MAX_PIECES:
        raise invalid(field)
