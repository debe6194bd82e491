"""``/reviews`` (central.md section 7.4): what waits for a person, and how a person ends it."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Header, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from central.api.deps import ServicesDep, require
from central.api.pagination import decode_cursor, encode_cursor
from central.services.permissions import REVIEW
from central.services.review_ports import ReviewFilter
from central.services.reviews import MAX_LIMIT
from central.services.values import Principal
from core.contract.changes import ReviewData
from core.contract.reviews import ResolveRequest, ReviewEvent, ReviewList
from core.contract.sync import UuidText

router = APIRouter(prefix="/reviews", tags=["reviews"])
ReviewerDep = Annotated[Principal, Depends(require(REVIEW))]
REPLAY_HEADER = "Idempotent-Replay"


class ReviewParams(BaseModel):
    """Query of a list."""

    model_config = ConfigDict(extra="forbid")

    state: Literal["open", "resolved"] | None = None
    code: Annotated[str, Field(pattern=r"^[A-Z_]{1,40}$")] | None = None
    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT)] = 20
    cursor: Annotated[str, Field(max_length=400)] | None = None


@router.get("", response_model=ReviewList)
async def list_reviews(
    params: Annotated[ReviewParams, Query()], principal: ReviewerDep, services: ServicesDep
) -> ReviewList:
    """Reviews of the caller's shop, newest first."""
    query = ReviewFilter(params.state, params.code, params.limit, decode_cursor(params.cursor))
    items, after = await services.reviews.page(principal.tenant, query)
    return ReviewList(items=items, next_cursor=encode_cursor(after))


@router.get("/{review_id}", response_model=ReviewData)
async def get_review(review_id: UuidText, principal: ReviewerDep, services: ServicesDep) -> ReviewData:
    """One review of the caller's shop."""
    return await services.reviews.one(principal.tenant, review_id)


@router.get("/{review_id}/event", response_model=ReviewEvent)
async def get_review_event(review_id: UuidText, principal: ReviewerDep, services: ServicesDep) -> ReviewEvent:
    """What the till sent, e.g. the second document of one number, which has no transaction of its own."""
    return await services.reviews.event(principal.tenant, review_id)


@router.post("/{review_id}/resolve", response_model=ReviewData)
async def resolve_review(
    review_id: UuidText,
    body: ResolveRequest,
    response: Response,
    principal: ReviewerDep,
    services: ServicesDep,
    idempotency_key: Annotated[UuidText | None, Header()] = None,
) -> ReviewData:
    """End a review as the caller, a person whose role may; the till that sold is told by its stream.

    A review ends once: a second decision is 409. With ``Idempotency-Key`` the same decision sent again is
    answered by the review as it stands, without by the 409, after which ``GET`` says who ended it and how.
    """
    review, again = await services.reviews.resolve(principal, review_id, body, idempotency_key)
    if again:
        response.headers[REPLAY_HEADER] = "true"
    return review
