"""What waits to be sent, and what was set aside: asked for the screen and for the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol

from core.domain.journal.events import EventKind
from core.domain.outbox import RowState

LISTED: Final = 100
"""Most items that were set aside and are named one by one."""


class Sort(StrEnum):
    """Kinds of events in the words of the shop."""

    SALES = "sales"
    RETURNS = "returns"
    VOIDS = "voids"
    CASH = "cash"
    SHIFTS = "shifts"
    CUSTOMERS = "customers"
    PEOPLE = "people"
    OTHER = "other"


_SORTS: Final[dict[str, Sort]] = {
    EventKind.SALE_COMPLETED: Sort.SALES,
    EventKind.CHANGE_CORRECTED: Sort.SALES,
    EventKind.PAYMENT_CONFIRMED: Sort.SALES,
    EventKind.REFUND_COMPLETED: Sort.RETURNS,
    EventKind.SALE_VOIDED: Sort.VOIDS,
    EventKind.DOCUMENT_VOIDED: Sort.VOIDS,
    EventKind.SALE_CANCELLED: Sort.VOIDS,
    EventKind.CASH_MOVED: Sort.CASH,
    EventKind.DRAWER_OPENED: Sort.CASH,
    EventKind.SHIFT_OPENED: Sort.SHIFTS,
    EventKind.X_PRINTED: Sort.SHIFTS,
    EventKind.Z_CLOSED: Sort.SHIFTS,
    EventKind.CUSTOMER_CREATED: Sort.CUSTOMERS,
    EventKind.LOGIN_SUCCEEDED: Sort.PEOPLE,
    EventKind.LOGIN_FAILED: Sort.PEOPLE,
    EventKind.LOGOUT: Sort.PEOPLE,
    EventKind.PIN_CHANGED: Sort.PEOPLE,
    EventKind.OVERRIDE_GRANTED: Sort.PEOPLE,
    EventKind.OVERRIDE_REFUSED: Sort.PEOPLE,
}


def sort_of(kind: str) -> Sort:
    """The sort of a journal row's kind; one of a newer program is among the others."""
    return _SORTS.get(kind, Sort.OTHER)


@dataclass(frozen=True, slots=True)
class AsideItem:
    """One event that does not simply wait.

    Attributes:
        event_id: Its identity.
        state: ``review``, ``quarantined`` or ``fenced``; ``pending`` when the centre fails on it alone.
        sort: What it is.
        number: Receipt number as people read it, empty for an event without one.
        occurred_at_ms: Wall clock (Unix ms).
        total_cents: Of the receipt, None without one.
        code: What the centre or the till said of it, empty when nothing.
    """

    event_id: str
    state: RowState
    sort: Sort
    number: str
    occurred_at_ms: int
    total_cents: int | None
    code: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is not at the centre for good.

    Attributes:
        sorts: Pending events by sort, in the order of `Sort`; only those there are.
        aside: At most `LISTED` items: those the centre fails on first, then those set aside, oldest first.
    """

    sorts: Mapping[Sort, int] = field(default_factory=dict[Sort, int])
    aside: tuple[AsideItem, ...] = ()


class WaitingReader(Protocol):
    """Reads `Waiting` from the till's data; from one background thread at a time."""

    def waiting(self) -> Waiting:
        """As of now; a backlog of 10,000 takes some 10 ms, so not on the GUI thread."""
        ...


def by_sort(kinds: Mapping[str, int]) -> dict[Sort, int]:
    """Counts of journal kinds gathered by sort."""
    counts = dict.fromkeys(Sort, 0)
    for kind, count in kinds.items():
        counts[sort_of(kind)] += count
    return {sort: count for sort, count in counts.items() if count}
