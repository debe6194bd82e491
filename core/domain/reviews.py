"""Reviews: what the centre keeps for a person to look at, and how a person may end it (sync.md section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, cast

from core.domain.staff import Role


class Outcome(StrEnum):
    """How a review ends; a closed list. Nothing here reverses a printed sale by itself."""

    ACCEPT = "accept"
    COUNT_STOCK = "count_stock"
    SUBSTITUTE = "substitute"
    """With ``variant_id``: what really left the shop."""
    ASSIGN_CUSTOMER = "assign_customer"
    """With ``customer_id``."""
    CREDIT_NOTE = "credit_note"
    """A task: an authorised person makes the document at a till, and that document ends the review."""
    CONFIRM = "confirm"
    REJECT = "reject"
    ANNUL = "annul"
    KEEP_BOTH = "keep_both"
    REPROCESS = "reprocess"
    CAUSE_ARRIVED = "cause_arrived"
    """By itself alone; no person chooses it."""


_O = Outcome
_OWN: Final[Mapping[str, tuple[Outcome, ...]]] = MappingProxyType(
    {
        "STOCK_NEGATIVE": (_O.COUNT_STOCK, _O.SUBSTITUTE),
        "UNKNOWN_SKU": (_O.SUBSTITUTE,),
        "CUSTOMER_BLOCKED": (_O.ASSIGN_CUSTOMER,),
        "CREDIT_LIMIT": (_O.ASSIGN_CUSTOMER,),
        "TENDER_UNCONFIRMED": (_O.CONFIRM, _O.REJECT),
        "DUP_NUMBER": (_O.ANNUL, _O.KEEP_BOTH),
        "SHA_CONFLICT": (_O.ANNUL, _O.KEEP_BOTH),
        "SCHEMA_UNKNOWN": (_O.REPROCESS,),
    }
)


def choices_of(code: str, *, sale: bool) -> tuple[Outcome, ...]:
    """Outcomes that fit a review; ``accept`` always does, a credit note only what was sold."""
    note = (Outcome.CREDIT_NOTE,) if sale else ()
    return (Outcome.ACCEPT, *_OWN.get(code, ()), *note)


_ABOVE: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        Role.SUPERVISOR: frozenset({Role.SUPERVISOR, Role.MANAGER, Role.ADMINISTRATOR}),
        Role.MANAGER: frozenset({Role.MANAGER, Role.ADMINISTRATOR}),
    }
)


def may_resolve(person_role: str, review_role: str) -> bool:
    """Whether somebody of one role may end a review meant for another.

    That role may, whoever stands above it, and the administrator; ``pos:review`` is needed besides.
    """
    return person_role in _ABOVE.get(review_role, frozenset({review_role, Role.ADMINISTRATOR}))


NOTED: Final = frozenset({Outcome.COUNT_STOCK, Outcome.REJECT, Outcome.ANNUL, Outcome.KEEP_BOTH})
"""Outcomes that nobody understands later without a word of why, or of what was counted."""

PARAMS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "STOCK_NEGATIVE": ("name", "after"),
        "PRICE_DRIFT": ("name", "charged", "expected"),
        "PROMO_EXPIRED": ("name",),
        "TAX_RULE_DRIFT": ("name", "charged", "expected"),
        "CUSTOMER_BLOCKED": ("name",),
        "CREDIT_LIMIT": ("name", "limit", "used"),
        "UNKNOWN_SKU": ("name",),
        "OVER_RETURN": ("series", "number"),
        "DUP_NUMBER": ("series", "number"),
        "NUMBER_GAP": ("series", "first", "last"),
        "CLOCK_SKEW": ("minutes",),
        "PERMISSION_REVOKED": ("name",),
        "TENDER_UNCONFIRMED": ("method", "amount"),
        "Z_MISMATCH": ("number",),
    }
)
"""Values of ``params`` that the words of a code name; without all of them plain words without values stand.

``name`` is the product, promotion, customer or person it is about; money, percents and quantities are decimal
strings. Further ones that the screen knows: ``before`` and ``sold`` (STOCK_NEGATIVE, as ``after``: below zero
where more was sold than counted), ``variant_id``, ``customer_id``, ``approver_id`` (who may not decide about
their own act), ``missing`` (Z_MISMATCH), ``events`` (ids of later events that were added to the review),
``rule``: ``code_used_twice`` of a TENDER_UNCONFIRMED, ``unknown_customer`` of a CUSTOMER_BLOCKED whose
customer the centre does not know.
"""


@dataclass(frozen=True, slots=True)
class Review:
    """Something the centre keeps for a person to look at, as a till shows it; names as in the stream.

    Attributes:
        code: Of the closed list, or one of a newer centre.
        resolved: Whether somebody has decided; ``outcome`` and who and when are known then. While a credit
            note is waited for it is not, though the outcome is chosen.
        event_id: Of the event it was opened on.
        document: Receipt as people read it, empty without one.
        role: Who may decide.
        due: Until when they should.
        params: See `PARAMS`.
        choices: Outcomes that fit, those of a newer centre among them.
        resolved_by: A staff id, or a name that the centre gives.
    """

    review_id: str
    code: str
    resolved: bool
    event_id: str
    terminal_id: str
    document: str
    role: str
    due: datetime
    params: Mapping[str, Any] = field(default_factory=dict[str, Any])
    choices: tuple[str, ...] = ()
    outcome: str = ""
    note: str = ""
    resolved_by: str = ""
    resolved_at: datetime | None = None

    @property
    def events(self) -> tuple[str, ...]:
        """Ids of the events it is about: the one it was opened on, and those added to it later."""
        added = self.params.get("events")
        more = cast("list[object]", added) if isinstance(added, list) else []
        return (self.event_id, *map(str, more))

    @property
    def awaits_return(self) -> bool:
        """Whether a credit note was chosen, so that the return of the receipt ends it."""
        return not self.resolved and self.outcome == Outcome.CREDIT_NOTE

    def late(self, now: datetime) -> bool:
        """Whether it should have been decided by now."""
        return not self.resolved and now > self.due
