"""A review on the wire and as a till shows it."""

from __future__ import annotations

from datetime import UTC, datetime

from core.contract.reviews import REVIEW, review_from_wire
from core.domain.reviews import Review

WIRE = {
    "review_id": "r1",
    "code": "STOCK_NEGATIVE",
    "state": "resolved",
    "event_id": "e1",
    "terminal_id": "t1",
    "epoch": 3,
    "seq": 118,
    "document": None,
    "role": "supervisor",
    "due": "2026-11-25T14:42:00Z",
    "params": {"name": "Arroz 5 lb", "after": "-3"},
    "choices": ["accept", "count_stock", "of_a_newer_centre"],
    "outcome": "accept",
    "note": None,
    "resolved_by": "marta",
    "resolved_at": "2026-11-24T15:00:00Z",
    "of_a_newer_centre": True,
}


def test_what_the_stream_says_is_kept_and_what_is_missing_is_empty() -> None:
    review = review_from_wire(REVIEW.validate_python(WIRE))

    assert review == Review(
        review_id="r1",
        code="STOCK_NEGATIVE",
        resolved=True,
        event_id="e1",
        terminal_id="t1",
        document="",
        role="supervisor",
        due=datetime(2026, 11, 25, 14, 42, tzinfo=UTC),
        params={"name": "Arroz 5 lb", "after": "-3"},
        choices=("accept", "count_stock", "of_a_newer_centre"),
        outcome="accept",
        resolved_by="marta",
        resolved_at=datetime(2026, 11, 24, 15, 0, tzinfo=UTC),
    )
