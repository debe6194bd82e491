"""Cash that was counted wrong at the till: what to hand back is worked out anew (ux.md section 4).

The sale and its document stay as they are: the cash that counts was right, only what was handed over and
given back was not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.domain.documents import CompletedSale, money_text
from core.domain.errors import DomainError
from core.domain.json_fields import money
from core.domain.money import MAX_AMOUNT, from_cents, to_cents
from core.domain.payload import JsonObject, PayloadError
from core.domain.payment import CASH
from core.domain.refund_document import OriginalSale, original_from_data, original_to_data


@dataclass(frozen=True, slots=True)
class CashHandled:
    """Cash of a sale: what was handed over, and what of it goes back."""

    received: Decimal
    change: Decimal


@dataclass(frozen=True, slots=True)
class ChangeCorrection:
    """What was believed and what is so; the difference of the two is the cash that counts, in both."""

    original: OriginalSale
    before: CashHandled
    after: CashHandled


def cash_of_sale(sale: CompletedSale) -> CashHandled:
    """What its document says; zeros where no cash was taken."""
    cash = [payment.received or payment.amount for payment in sale.payments if payment.method == CASH]
    return CashHandled(sum(cash, Decimal("0.00")), sale.change_due)


def corrected_cash(before: CashHandled, received: Decimal) -> CashHandled:
    """The change for another sum handed over.

    Raises:
        DomainError: ``change_no_cash`` where none was taken, ``amount_too_large``, ``amount_too_fine``,
            ``change_below_kept`` (``amount``: the least it must be), ``change_same``.
    """
    kept = before.received - before.change
    if kept <= 0:
        raise DomainError("change_no_cash")
    if received > MAX_AMOUNT:
        raise DomainError("amount_too_large", limit=money_text(MAX_AMOUNT))
    try:
        received = from_cents(to_cents(received))
    except ValueError as error:
        raise DomainError("amount_too_fine") from error
    if received < kept:
        raise DomainError("change_below_kept", amount=money_text(kept))
    if received == before.received:
        raise DomainError("change_same")
    return CashHandled(received, received - kept)


def correction_to_data(correction: ChangeCorrection) -> JsonObject:
    """The ``data`` of ``change.corrected``.

    Raises:
        ValueError: an amount is finer than a cent.
    """
    return {
        "original": original_to_data(correction.original),
        "before": _to_data(correction.before),
        "after": _to_data(correction.after),
    }


def correction_from_data(data: Mapping[str, Any]) -> ChangeCorrection:
    """Read the ``data`` of a ``change.corrected``.

    Raises:
        PayloadError: a field is missing or mistyped, no decimal string, or other cash counts than before.
    """
    try:
        original = original_from_data(data["original"])
        before, after = _from_data(data["before"]), _from_data(data["after"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PayloadError(f"change.corrected: {error}") from error
    if before.received - before.change != after.received - after.change:
        raise PayloadError("change.corrected: the cash that counts cannot change")
    return ChangeCorrection(original, before, after)


def _to_data(cash: CashHandled) -> JsonObject:
    return {"received": money_text(cash.received), "change": money_text(cash.change)}


def _from_data(data: Mapping[str, Any]) -> CashHandled:
    return CashHandled(money(data["received"]), money(data["change"]))
