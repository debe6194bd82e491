"""What the review desk needs from outside, and what it hands over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from central.services.intake import IntakeItem
from central.services.judge import KeptEvent
from central.services.review_data import ReviewRow
from central.services.values import StaffRow, Tenant
from core.domain.reviews import Outcome


class StateConflictError(Exception):
    """Somebody has ended the review, or what was asked for cannot be had now."""


class OutcomeUnfitError(Exception):
    """The outcome does not fit the review, or lacks what belongs to it.

    Attributes:
        field: Field of the request.
    """

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class ReviewFilter:
    """Which reviews are listed; None means any."""

    state: str | None = None
    code: str | None = None
    limit: int = 20
    after: tuple[datetime, str] | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """How a review ends.

    Attributes:
        by: Staff id.
        decision_id: Identity of the request, so that the same one sent twice is one.
    """

    outcome: Outcome
    note: str
    by: str
    at: datetime
    decision_id: str | None


class ReviewReader(Protocol):
    """Reads reviews of one shop."""

    async def page(self, tenant: Tenant, query: ReviewFilter) -> Sequence[ReviewRow]:
        """Up to ``query.limit``, newest first."""
        ...

    async def one(self, tenant: Tenant, review_id: str) -> ReviewRow | None:
        """One of them."""
        ...

    async def event(self, tenant: Tenant, review_id: str) -> tuple[str, bytes, bytes] | None:
        """(event, its bytes, their SHA-256): those kept with the review, else those of the inbox."""
        ...


class Desk(Protocol):
    """One decision in one transaction; nothing of it happened when left by an error."""

    async def claim(self, review_id: str, at: datetime) -> ReviewRow | None:
        """The review as it is, nobody else's until this ends; None when there is none."""
        ...

    async def person(self, staff_id: str) -> StaffRow | None:
        """A member of the staff of this shop, or of a terminal."""
        ...

    async def end(self, review: ReviewRow, ending: Ending) -> None:
        """It is resolved, and the tills are told."""
        ...

    async def await_note(self, review: ReviewRow, ending: Ending) -> None:
        """It stays open until the credit note comes, and the tills are told."""
        ...

    async def note_made(self, review: ReviewRow) -> bool:
        """Whether a return or void of what it is about has come since it was opened."""
        ...

    async def release(self, event_id: str) -> None:
        """Held effects of an event run, unless another open review holds them."""
        ...

    async def drop(self, event_id: str) -> None:
        """Held effects of an event never run."""
        ...

    async def withdraw(self, event_id: str, kind: str) -> bool:
        """One effect that has not run never does; False when it has."""
        ...

    async def add_effect(self, event_id: str, kind: str, body: Mapping[str, Any], at: datetime) -> bool:
        """One more effect; False when there is one of this kind already."""
        ...

    async def variant(self, variant_id: str) -> bool:
        """Whether the catalogue has it."""
        ...

    async def customer(self, customer_id: str) -> bool:
        """Whether the customer is known."""
        ...

    async def rule_on_tenders(self, review: ReviewRow, ending: Ending) -> None:
        """Keep what was found out about the tenders the review is about, and end others about the same."""
        ...

    async def kept(self, review: ReviewRow) -> KeptEvent | None:
        """Bytes of the review's event: its own raw ones, else the inbox's."""
        ...

    async def project(self, review: ReviewRow, item: IntakeItem, at: datetime) -> None:
        """Write the rows of an event that is stored already, as if it had just come."""
        ...

    async def commit(self) -> None:
        """Make it durable. Answers are sent only after this."""
        ...


class Desks(Protocol):
    """Opens desks."""

    def begin(self, tenant: Tenant) -> AbstractAsyncContextManager[Desk]:
        """A transaction under a tenant; rolled back unless it was committed."""
        ...
