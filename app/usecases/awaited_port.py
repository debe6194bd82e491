"""Payments of this till that nobody has confirmed yet, as a list asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class AwaitedPayment:
    """One of them. The amount is in cents.

    Attributes:
        entry: Its place among all of them; the oldest has the least.
        event_id: Of the sale that it paid, ``local_transaction_id`` its cart.
        n: Which of that sale's payments.
        reference: Confirmation code or bank reference, empty where there is none.
    """

    entry: int
    event_id: str
    local_transaction_id: str
    n: int
    series: str
    number: int
    occurred_at_ms: int
    method: str
    amount_cents: int
    bank: str
    reference: str


class TillAwaited(Protocol):
    """Reads of at most 1 ms, oldest first."""

    def payments_awaited(self, after: int, limit: int) -> Sequence[AwaitedPayment]:
        """Those beyond the entry the last page ended with; 0 for the first page."""
        ...
