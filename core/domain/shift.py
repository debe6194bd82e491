"""The till shift and its float (domain.md section 15, sync.md K3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Final

from core.domain.documents import money_text
from core.domain.errors import DomainError
from core.domain.money import MAX_AMOUNT, from_cents, to_cents

PANAMA: Final = timezone(timedelta(hours=-5))
"""Panama's clock: a fixed −05:00 without daylight saving, so no time-zone database is needed."""


@dataclass(frozen=True, slots=True)
class Denomination:
    """A note or coin by form and value in cents; B/.1 coin and US$1 note differ only in form."""

    form: str
    cents: int

    @property
    def value(self) -> Decimal:
        """Value in balboas."""
        return from_cents(self.cents)


NOTE: Final = "note"
COIN: Final = "coin"
DENOMINATIONS: Final = (
    *(Denomination(NOTE, cents) for cents in (10_000, 5_000, 2_000, 1_000, 500, 200, 100)),
    *(Denomination(COIN, cents) for cents in (100, 50, 25, 10, 5, 1)),
)
"""Cash counted in a Panamanian drawer, biggest first (domain.md section 9)."""


@dataclass(frozen=True, slots=True)
class Shift:
    """An open shift; midnight does not move its business date.

    Attributes:
        shift_id: UUID.
        number: 1 or more, never reused at this till.
        business_date: ISO date on the shop's clock when it opened.
        opened_at: Aware wall time, raw.
        cashier_id: Who opened it.
        opening_float: Cash in the drawer at the start, balboas.
    """

    shift_id: str
    number: int
    business_date: str
    opened_at: datetime
    cashier_id: str
    opening_float: Decimal


def open_shift(
    current: Shift | None,
    *,
    shift_id: str,
    number: int,
    opened_at: datetime,
    cashier_id: str,
    opening_float: Decimal,
) -> Shift:
    """Open a shift.

    Args:
        current: The shift open now, if any.
        shift_id: UUID of the new shift.
        number: Its number, 1 or more.
        opened_at: Aware wall time.
        cashier_id: Who opens it.
        opening_float: Cash in the drawer, 0 or more.

    Raises:
        DomainError: ``shift_already_open``, ``float_negative``, ``amount_too_large``, ``amount_too_fine``.
        ValueError: ``opened_at`` has no offset or ``number`` is below 1.
    """
    if current is not None:
        raise DomainError("shift_already_open", number=str(current.number))
    if number < 1:
        raise ValueError("shift numbers start at 1")
    return Shift(
        shift_id, number, business_date_of(opened_at), opened_at, cashier_id, check_float(opening_float)
    )


def check_float(amount: Decimal) -> Decimal:
    """An opening float with 2 decimals; 0 is allowed.

    Raises:
        DomainError: ``float_negative``, ``amount_too_large``, ``amount_too_fine``.
    """
    if amount < 0:
        raise DomainError("float_negative")
    if amount > MAX_AMOUNT:
        raise DomainError("amount_too_large", limit=money_text(MAX_AMOUNT))
    try:
        return from_cents(to_cents(amount))
    except ValueError as error:
        raise DomainError("amount_too_fine") from error


def business_date_of(moment: datetime) -> str:
    """ISO date of an aware moment on Panama's clock.

    Raises:
        ValueError: ``moment`` has no offset.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs an offset")
    local: date = moment.astimezone(PANAMA).date()
    return local.isoformat()


def count_cash(pieces: Mapping[Denomination, int]) -> Decimal:
    """Sum of a count by denomination, balboas.

    Raises:
        DomainError: ``count_negative``, or ``amount_too_large``.
    """
    total = 0
    for denomination, count in pieces.items():
        if count < 0:
            raise DomainError("count_negative", value=money_text(denomination.value))
        total += denomination.cents * count
    if total > to_cents(MAX_AMOUNT):
        raise DomainError("amount_too_large", limit=money_text(MAX_AMOUNT))
    return from_cents(total)


def variance_band(variance: Decimal) -> str:
    """Who looks at a difference of the till: ``auto supervisor manager_reason audit`` (domain.md section 15).

    Closing is never refused; the bands are a convention and will become configuration.
    """
    size = abs(variance)
    for limit, band in _BANDS:
        if size <= limit:
            return band
    return "audit"


def expected_cash(
    opening_float: Decimal,
    cash_sales: Decimal,
    cash_refunds: Decimal,
    paid_in: Decimal,
    paid_out: Decimal,
    drops: Decimal,
) -> Decimal:
    """What should be in the drawer: float + sales net of change − refunds + paid in − paid out − drops."""
    return opening_float + cash_sales - cash_refunds + paid_in - paid_out - drops


_BANDS: Final = (
    (Decimal("2.00"), "auto"),
    (Decimal("10.00"), "supervisor"),
    (Decimal("50.00"), "manager_reason"),
)
