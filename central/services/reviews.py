"""The review desk at the centre: who may end a review, and how (sync.md section 6, central.md section 7.4).

Nothing here reverses a printed sale: goods and points move by effects of their own, and a credit note is a
task for a person at a till. What follows happens in the very transaction that ends the review.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from central.services.review_data import ReviewRow, review_data
from central.services.review_outcomes import Case, end
from central.services.review_ports import (
    Desk,
    Desks,
    Ending,
    OutcomeUnfitError,
    ReviewFilter,
    ReviewReader,
    StateConflictError,
)
from central.services.values import Principal, Tenant
from core.contract.changes import ReviewData
from core.contract.reviews import ResolveRequest, ReviewEvent
from core.domain.reviews import may_resolve
from core.ports.clock import Clock, IdSource

MAX_LIMIT: Final = 100


class UnknownReviewError(Exception):
    """There is no such review in this shop."""


class MayNotResolveError(Exception):
    """The caller is nobody who may end it: a terminal, of another role, or who approved the act itself."""


class ReviewService:
    """Lists reviews and ends them."""

    def __init__(self, reader: ReviewReader, desks: Desks, clock: Clock, ids: IdSource) -> None:
        self._reader = reader
        self._desks = desks
        self._clock = clock
        self._ids = ids

    async def page(
        self, tenant: Tenant, query: ReviewFilter
    ) -> tuple[list[ReviewData], tuple[datetime, str] | None]:
        """Reviews newest first, and where the next page begins.

        Raises:
            StoreUnavailableError: try again later.
        """
        found = await self._reader.page(tenant, replace(query, limit=query.limit + 1))
        shown = found[: query.limit]
        more = len(found) > query.limit
        after = (shown[-1].opened_at, shown[-1].review_id) if more else None
        return [review_data(row) for row in shown], after

    async def one(self, tenant: Tenant, review_id: str) -> ReviewData:
        """One review.

        Raises:
            UnknownReviewError: none of this shop.
            StoreUnavailableError: try again later.
        """
        row = await self._reader.one(tenant, review_id)
        if row is None:
            raise UnknownReviewError
        return review_data(row)

    async def event(self, tenant: Tenant, review_id: str) -> ReviewEvent:
        """What the till sent: of a second document of one number this is all there is.

        Raises:
            UnknownReviewError: none of this shop, or its event is not here.
            StoreUnavailableError: try again later.
        """
        found = await self._reader.event(tenant, review_id)
        if found is None:
            raise UnknownReviewError
        event_id, payload, sha256 = found
        return ReviewEvent(event_id=event_id, payload=payload.decode("utf-8", "replace"), sha256=sha256.hex())

    async def resolve(
        self, principal: Principal, review_id: str, request: ResolveRequest, decision_id: str | None
    ) -> tuple[ReviewData, bool]:
        """End a review as the caller; committed when this returns.

        Args:
            principal: Holds the right to decide reviews.
            review_id: Which.
            request: How.
            decision_id: The same decision sent twice is one.

        Returns:
            The review as it is now, and whether this very decision had been taken before.

        Raises:
            UnknownReviewError: none of this shop.
            MayNotResolveError: not by this caller.
            StateConflictError: somebody has ended it, or this program still cannot read the event.
            OutcomeUnfitError: the outcome or what belongs to it does not fit.
            StoreUnavailableError: try again later.
        """
        now = self._clock.now()
        async with self._desks.begin(principal.tenant) as desk:
            review = await desk.claim(review_id, now)
            if review is None:
                raise UnknownReviewError
            await _demand_right(desk, principal, review)
            if decision_id is not None and review.decision_id == decision_id:
                return review_data(review), True
            if review.state != "open":
                raise StateConflictError
            if request.outcome not in review.choices:
                raise OutcomeUnfitError("outcome")
            ending = Ending(request.outcome, request.note, principal.cashier_id, now, decision_id)
            await end(Case(desk, principal.tenant, review, request, ending, self._ids))
            await desk.commit()
        return await self.one(principal.tenant, review_id), False


async def _demand_right(desk: Desk, principal: Principal, review: ReviewRow) -> None:
    person = await desk.person(principal.cashier_id)
    if person is None or person.kind != "person" or not person.active:
        raise MayNotResolveError
    own_act = review.params.get("approver_id") == person.staff_id
    if own_act or not may_resolve(person.role, review.role):
        raise MayNotResolveError
