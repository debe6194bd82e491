"""What was sold and what came back, as the return of goods asks for it (screen 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from core.domain.documents import CompletedSale


@dataclass(frozen=True, slots=True)
class SoldSale:
    """A completed sale of this till as its journal holds it.

    Attributes:
        occurred_at: When, aware.
        voided: Whether it was undone as a whole.
        shift_id: The shift in which it fell.
        cause_id: Event of the return it was exchanged for, None for a sale on its own.
    """

    event_id: str
    sale: CompletedSale
    occurred_at: datetime
    voided: bool
    shift_id: str | None = None
    cause_id: str | None = None


@dataclass(frozen=True, slots=True)
class ExchangedFor:
    """The return for which goods went out in exchange.

    Attributes:
        series: Of the receipt whose goods came back; ``number`` too.
        terminal_id: Till of that receipt.
        before: By method, what this till had given back for it before.
        payments: By method, how the return was paid, ``exchange`` included.
    """

    series: str
    number: int
    terminal_id: str
    before: Mapping[str, Decimal]
    payments: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What this till took back of one sale, its own or another till's.

    Attributes:
        quantities: By line number of the sale.
        money: By method, what went back for it.
        total: Sum of the returns; ``tax`` the ITBMS in it.
        points: Loyalty points they took back.
        numbers: Their numbers as people read them, oldest first.
    """

    quantities: Mapping[int, Decimal] = field(default_factory=dict[int, Decimal])
    money: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    total: Decimal = Decimal("0.00")
    tax: Decimal = Decimal("0.00")
    points: int = 0
    numbers: tuple[str, ...] = ()


class TillSales(Protocol):
    """Reads of at most 1 ms over the till's own journal; inside a transaction they see what it wrote."""

    def sold(self, series: str, number: int) -> SoldSale | None:
        """A sale of this till by its receipt number."""
        ...

    def brought_back(self, series: str, number: int) -> BroughtBack:
        """What this till took back so far of the sale with this receipt number, whichever till made it."""
        ...

    def exchanged_for(self, event_id: str) -> ExchangedFor | None:
        """The return with this event, None when it is not stored."""
        ...

    def refund_of(self, refund_id: str) -> str | None:
        """Event of the return with this ``local_transaction_id``, None when it is not stored."""
        ...
