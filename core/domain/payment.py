"""Tenders, change and cash (domain.md section 9). Amounts in balboas with 2 decimals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from core.domain.documents import NO_DETAILS, SalePayment, TenderDetails, money_text
from core.domain.errors import DomainError
from core.domain.money import MAX_AMOUNT, from_cents, to_cents

CASH: Final = "cash"
YAPPY: Final = "yappy"
EXCHANGE: Final = "exchange"
"""What one half of an exchange pays the other with; no drawer and no sum of tenders counts it."""
UNTRACED: Final = "untraced"
"""Money of an exchange whose way nobody knows any more: it pays for other goods, and is never paid out."""
OF_CUSTOMERS: Final = frozenset({"points", "store_credit"})
"""What belongs to a customer: it goes back to them, and never as cash."""
METHODS: Final = frozenset({CASH, "card", YAPPY, "transfer", "points", "store_credit", EXCHANGE})
CONFIRMED: Final = "confirmed"
UNCONFIRMED: Final = "unconfirmed"
UNKNOWN: Final = "unknown"
"""Outcome not known: nothing else is taken and nothing completes until a person settles it."""
CHANGE_PIECES: Final = (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 25, 10, 5, 1)
"""Cents of the notes and coins offered as change; the two-dollar note is never offered."""
QUICK_NOTES: Final = tuple(from_cents(cents) for cents in (500, 1_000, 2_000, 5_000, 10_000))
"""Notes with a button of their own on the payment screen (ux.md section 3)."""


@dataclass(frozen=True, slots=True)
class Tender:
    """Money offered: for cash what was handed over, for other methods what counts.

    Attributes:
        details: What the tender is known by.
        state: ``confirmed``, ``unconfirmed`` (counts, somebody confirms it later) or ``unknown``.
    """

    method: str
    amount: Decimal
    details: TenderDetails = NO_DETAILS
    state: str = CONFIRMED


@dataclass(frozen=True, slots=True)
class Tally:
    """Where a payment stands.

    Attributes:
        complete: Whether nothing is due any more and no tender is unknown.
        remaining: Still due.
        change: Cash to hand back.
        cash_kept: Cash received less change: only this counts in the till.
        excess: Money that moved elsewhere beyond the total; zero but for a sale whose total changed under it.
    """

    complete: bool
    remaining: Decimal
    change: Decimal
    cash_kept: Decimal
    excess: Decimal = Decimal("0.00")


def tally(total: Decimal, tenders: Sequence[Tender]) -> Tally:
    """Apply tenders in order.

    Raises:
        DomainError: ``amount_not_positive``, ``nothing_due``, ``non_cash_exceeds_due``, ``amount_too_large``,
            ``amount_too_fine`` or ``method_unknown``.
    """
    remaining = to_cents(total)
    for tender in tenders:
        remaining -= min(tender_cents(tender, remaining), remaining)
    return standing(total, tenders)


def standing(total: Decimal, tenders: Sequence[Tender]) -> Tally:
    """Where tenders that were taken stand, whatever the total is now: what is too much is said, not refused.

    Raises:
        DomainError: as `own_cents`.
    """
    remaining = to_cents(total)
    change = kept = excess = 0
    for tender in tenders:
        amount = own_cents(tender)
        counted = min(amount, remaining)
        remaining -= counted
        if tender.method == CASH:
            kept += counted
            change += amount - counted
        else:
            excess += amount - counted
    settled = all(tender.state != UNKNOWN for tender in tenders)
    complete = remaining == 0 and settled and not excess
    sums = (from_cents(cents) for cents in (remaining, change, kept, excess))
    return Tally(complete, *sums)


def tender_cents(tender: Tender, remaining_cents: int) -> int:
    """Cents of one tender, checked against what is still due.

    Raises:
        DomainError: as `tally`.
    """
    cents = own_cents(tender)
    if remaining_cents <= 0:
        raise DomainError("nothing_due")
    if tender.method != CASH and cents > remaining_cents:
        raise DomainError("non_cash_exceeds_due", due=money_text(from_cents(remaining_cents)))
    return cents


def own_cents(tender: Tender) -> int:
    """Cents of one tender, checked by itself.

    Raises:
        DomainError: ``amount_not_positive``, ``amount_too_large``, ``amount_too_fine`` or ``method_unknown``.
    """
    if tender.method not in METHODS:
        raise DomainError("method_unknown", method=tender.method)
    if tender.amount <= 0:
        raise DomainError("amount_not_positive")
    if tender.amount > MAX_AMOUNT:
        raise DomainError("amount_too_large", limit=money_text(MAX_AMOUNT))
    try:
        return to_cents(tender.amount)
    except ValueError as error:
        raise DomainError("amount_too_fine") from error


def payments_of(total: Decimal, tenders: Sequence[Tender]) -> tuple[SalePayment, ...]:
    """The payments of a completed sale: cash net of its change, with what was received.

    Raises:
        DomainError: as `tally`; ``tender_unresolved`` while a tender is unknown; ``cash_below_total`` when
            something is still due.
    """
    if any(tender.state == UNKNOWN for tender in tenders):
        raise DomainError("tender_unresolved")
    remaining = to_cents(total)
    payments: list[SalePayment] = []
    for n, tender in enumerate(tenders, start=1):
        amount = tender_cents(tender, remaining)
        counted = min(amount, remaining)
        remaining -= counted
        received = from_cents(amount) if tender.method == CASH else None
        payments.append(
            SalePayment(n, tender.method, from_cents(counted), received, tender.state, tender.details)
        )
    if remaining:
        raise DomainError(
            "cash_below_total",
            missing=money_text(from_cents(remaining)),
            total=money_text(total),
            received=money_text(from_cents(to_cents(total) - remaining)),
        )
    return tuple(payments)


def change_pieces(change: Decimal) -> tuple[tuple[Decimal, int], ...]:
    """Notes and coins for a change, greedy, biggest first: (value, count) with count above zero.

    Raises:
        DomainError: ``amount_not_positive``: the change is negative.
    """
    left = to_cents(change)
    if left < 0:
        raise DomainError("amount_not_positive")
    pieces: list[tuple[Decimal, int]] = []
    for value in CHANGE_PIECES:
        count, left = divmod(left, value)
        if count:
            pieces.append((from_cents(value), count))
    return tuple(pieces)


def quick_notes(due: Decimal) -> tuple[Decimal, ...]:
    """The note buttons that cover ``due`` alone, smallest first; empty when none does."""
    return tuple(note for note in QUICK_NOTES if note >= due > 0)
