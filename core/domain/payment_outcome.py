"""What became of a payment that nobody had confirmed: it arrived, or it did not (domain.md section 9).

The sale stands either way and its document never changes; what is found out later is a record of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from core.domain.documents import money_text
from core.domain.json_fields import integer, money, optional_text, text
from core.domain.payload import JsonObject, PayloadError
from core.domain.refund_document import OriginalSale, original_from_data, original_to_data


class Outcome(StrEnum):
    """How it ended; a payment is one or the other once a person has looked."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class PaymentOutcome:
    """What a person found out about one payment.

    Attributes:
        original: The sale that it paid.
        n: Which of its payments.
        amount: Balboas of that payment.
        outcome: ``confirmed``, or ``rejected`` when the money did not arrive.
        reason: Why it counts as not arrived; None for one that did.
        reference: Confirmation code or reference it is known by, None where it has none.
    """

    original: OriginalSale
    n: int
    method: str
    amount: Decimal
    outcome: Outcome
    reason: str | None = None
    reference: str | None = None


def outcome_to_data(found: PaymentOutcome) -> JsonObject:
    """The ``data`` of ``payment.confirmed``.

    Raises:
        ValueError: the amount is finer than a cent.
    """
    return {
        "original": original_to_data(found.original),
        "n": found.n,
        "method": found.method,
        "amount": money_text(found.amount),
        "outcome": found.outcome.value,
        "reason": found.reason,
        "reference": found.reference,
    }


def outcome_from_data(data: Mapping[str, Any]) -> PaymentOutcome:
    """Read the ``data`` of a ``payment.confirmed``.

    Raises:
        PayloadError: a field is missing, mistyped, no decimal string or no known outcome.
    """
    try:
        return PaymentOutcome(
            original=original_from_data(data["original"]),
            n=integer(data["n"]),
            method=text(data["method"]),
            amount=money(data["amount"]),
            outcome=Outcome(data["outcome"]),
            reason=optional_text(data.get("reason")),
            reference=optional_text(data.get("reference")),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PayloadError(f"payment.confirmed: {error}") from error
