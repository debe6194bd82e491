"""Wire models of ``/api/v1/pos/reviews`` (central.md section 7.4). A review itself is `ReviewData`."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from core.contract.changes import ReviewData
from core.domain.reviews import Outcome


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


REVIEW: Final = TypeAdapter(ReviewData)
REVIEW_LIST: Final = TypeAdapter(ReviewList)
