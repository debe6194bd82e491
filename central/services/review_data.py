"""A review as it travels to tills and people, from how it is kept: pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.contract.changes import ReviewData
from core.domain.reviews import Outcome, choices_of


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review as the store reads it.

    Attributes:
        document: Series, number and kind of the sale or return it is about; None without one.
        outcome: Chosen already while it is open: a credit note that is waited for.
        decided_by: Staff id of who decided, or chose what is waited for.
        decision_id: The request that decided.
    """

    review_id: str
    version: int
    code: str
    state: str
    event_id: str
    place: tuple[str, int, int]
    role: str
    due: datetime
    params: Mapping[str, Any]
    opened_at: datetime
    document: tuple[str, int, str] | None = None
    outcome: str | None = None
    note: str | None = None
    decided_by: str | None = None
    resolved_at: datetime | None = None
    decision_id: str | None = None

    @property
    def choices(self) -> tuple[Outcome, ...]:
        """Outcomes that fit."""
        return choices_of(self.code, sale=self.document is not None and self.document[2] == "sale")


def review_data(row: ReviewRow) -> ReviewData:
    """Item of the stream ``reviews`` and of the list."""
    terminal_id, epoch, seq = row.place
    return ReviewData(
        review_id=row.review_id,
        code=row.code,
        state="open" if row.state == "open" else "resolved",
        event_id=row.event_id,
        terminal_id=terminal_id,
        epoch=epoch,
        seq=seq,
        document=_document(row),
        role=row.role,
        due=row.due,
        params=dict(row.params),
        choices=[str(choice) for choice in row.choices],
        outcome=row.outcome,
        note=row.note,
        resolved_by=row.decided_by,
        resolved_at=row.resolved_at,
    )


def _document(row: ReviewRow) -> str | None:
    """The number as people read it (sync.md N1); of a document without a row the review names it."""
    if row.document is not None:
        return f"{row.document[0]}-{row.document[1]:06d}"
    series, number = row.params.get("series"), row.params.get("number")
    return f"{series}-{number:06d}" if isinstance(series, str) and isinstance(number, int) else None
