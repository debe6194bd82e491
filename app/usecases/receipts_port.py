"""Receipts of this till as a list asks for them (screen 16)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ListedReceipt:
    """A completed sale in a list. Amounts in cents.

    Attributes:
        entry: Its place among this till's sales; the newest has the greatest.
        methods: Means of payment in the order taken.
        voided: Whether it was undone as a whole.
    """

    entry: int
    event_id: str
    series: str
    number: int
    occurred_at_ms: int
    total_cents: int
    methods: tuple[str, ...]
    voided: bool


class TillReceipts(Protocol):
    """Reads of at most 1 ms, newest first; ``before`` is the entry the last page ended with."""

    def receipts(self, before: int, limit: int) -> Sequence[ListedReceipt]:
        """Any."""
        ...

    def receipts_numbered(self, number: int, limit: int) -> Sequence[ListedReceipt]:
        """Those with this number; the till has one for each series it ever had."""
        ...

    def receipts_of(
        self, low_cents: int, high_cents: int, before: int, limit: int
    ) -> Sequence[ListedReceipt]:
        """Those whose total lies between two amounts of the same whole balboa, both included."""
        ...
