"""Reviews: what the centre keeps for a person to look at, and how a person may end it (sync.md section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

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
