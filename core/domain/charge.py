"""A charge that another machine makes: what is known of it, never more (hardware.md section 12).

Silence, garbage and an answer about another charge are all `ChargeState.UNKNOWN`: never approved, never
declined, and never a reason to charge again.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final


class ChargeState(StrEnum):
    """What became of a charge.

    ``NONE`` is a certain answer too: nothing was charged, for the request never arrived.
    """

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    NONE = "none"
    UNKNOWN = "unknown"


UNPAID: Final = frozenset(
    {ChargeState.DECLINED, ChargeState.CANCELLED, ChargeState.EXPIRED, ChargeState.NONE}
)
"""Certain ends in which no money moved."""


@dataclass(frozen=True, slots=True)
class ChargeReport:
    """What a machine says of one charge.

    Attributes:
        sequence: Our own number of the charge, one for one attempt.
        amount: Balboas asked for, 2 decimals.
        qr: What the customer scans, while it waits.
        transaction: The machine's number of it.
        confirmation: Code the customer's screen shows too, once approved.
        payer: Alias of who paid.
        expires_s: Seconds it still waits.
        reason: Why nothing is known, for logs and words: ``silent``, ``bad_reply``, ``no_hardware``.
    """

    sequence: str
    amount: Decimal
    state: ChargeState
    qr: str = ""
    transaction: str = ""
    confirmation: str = ""
    payer: str = ""
    expires_s: int = 0
    reason: str = ""


def unknown_charge(sequence: str, amount: Decimal, reason: str) -> ChargeReport:
    """A report that says nothing."""
    return ChargeReport(sequence, amount, ChargeState.UNKNOWN, reason=reason)
