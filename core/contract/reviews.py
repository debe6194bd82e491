"""Wire models of ``/api/v1/pos/reviews`` (central.md section 7.4). A review itself is `ReviewData`."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from core.contract.changes import ReviewData
from core.domain.reviews import Outcome, Review


class ResolveRequest(BaseModel):
    """Body of ``POST /reviews/{id}/resolve``.

    Attributes:
        note: Why, in the person's words; kept with the review.
        variant_id: With ``substitute``: what really left the shop.
        customer_id: With ``assign_customer``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    outcome: Outcome
    note: Annotated[str, Field(max_length=500)] = ""
    variant_id: str | None = None
    customer_id: str | None = None


class ReviewList(BaseModel):
    """Answer of ``GET /reviews``, newest first."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    items: list[ReviewData]
    next_cursor: str | None = None


class ReviewEvent(BaseModel):
    """Answer of ``GET /reviews/{id}/event``: what the till sent, whether it has rows here or none.

    Attributes:
        payload: The stored bytes as text, as a batch carries them; what is no UTF-8 in them is replaced.
        sha256: Hex digest of the stored bytes.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    event_id: str
    payload: str
    sha256: str


REVIEW: Final = TypeAdapter(ReviewData)
REVIEW_LIST: Final = TypeAdapter(ReviewList)


def review_from_wire(data: ReviewData) -> Review:
    """Domain form of a validated review."""
    return Review(
        review_id=data.review_id,
        code=data.code,
        resolved=data.state == "resolved",
        event_id=data.event_id,
        terminal_id=data.terminal_id,
        document=data.document or "",
        role=data.role,
        due=data.due,
        params=data.params,
        choices=tuple(data.choices),
        outcome=data.outcome or "",
        note=data.note or "",
        resolved_by=data.resolved_by or "",
        resolved_at=data.resolved_at,
    )
