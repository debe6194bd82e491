"""Deciding a review at the centre, online, as the person who decides (sync.md section 6, central.md 11)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from core.domain.reviews import Outcome, Review


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person decides; it keeps its identity when it is asked again.

    Attributes:
        decision_id: UUID; the same decision sent twice is one.
        staff_id: Who decides.
        pin: Their PIN, which is shown to the centre alone and kept nowhere.
        variant_id: With ``substitute``.
        customer_id: With ``assign_customer``.
    """

    decision_id: str
    review_id: str
    staff_id: str
    pin: str = field(repr=False)
    outcome: Outcome
    note: str = ""
    variant_id: str | None = None
    customer_id: str | None = None


class Decided(StrEnum):
    """What became of a decision."""

    DONE = "done"
    PIN_REFUSED = "pin_refused"
    WAIT = "wait"
    """Too many wrong PINs: ``wait_s`` first."""
    NOT_ALLOWED = "not_allowed"
    ALREADY = "already"
    """Somebody else had decided; ``review`` says who and how."""
    GONE = "gone"
    """The centre knows no such review."""
    REFUSED = "refused"
    """The centre will not take this decision; ``code`` says why."""
    OFFLINE = "offline"
    """Nothing was sent: there is no way to the centre now."""
    UNKNOWN = "unknown"
    """It was sent and asked about again without an answer: whether it holds, the stream will tell."""
    NO_KEY = "no_key"
    """The till's own key cannot be had."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Answer to a decision.

    Attributes:
        review: As it is at the centre now, where that was told.
        wait_s: With ``WAIT``: seconds until the next PIN is taken, 0 when the centre does not say.
        code: Machine code for logs and the screen.
    """

    decided: Decided
    review: Review | None = None
    wait_s: int = 0
    code: str = ""


class ReviewDesk(Protocol):
    """Decides at the centre; blocks for as long as the network takes, so never on the GUI thread."""

    def resolve(self, decision: Decision) -> Verdict:
        """Ask for the person's token, decide, forget the token; never raises for what the network does."""
        ...
