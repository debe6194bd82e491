"""Authorisation by a second person, as a value (sync.md X2).

Approver ≠ requester; single use; bound by hash to (action, permission, sale, amount, reason, measures,
ticket); lives 60 s on the monotonic clock.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from core.domain.documents import money_text
from core.domain.errors import DomainError
from core.domain.payload import JsonObject
from core.domain.staff import Holder, Measure, holds, over_limit

LIFETIME_MS: Final = 60_000
_TAG: Final = b"cuadre-approval-2"


class Method(StrEnum):
    """How an approver showed who they are; the journal's ``method``."""

    PIN = "pin"
    BADGE = "badge"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be authorised, exactly as it will be done.

    Attributes:
        action: Action id, e.g. ``line.remove``.
        permission: Right the approver must hold, e.g. ``pos:void``.
        sale_id: The cart or sale concerned, empty when there is none.
        amount: Balboas at stake.
        reason: Reason code.
        measures: What it takes of limited things; own limits that cover it need no approver.
        ticket: `ticket_digest` of the cart concerned, empty when there is none.
        before: What stands before the act, as text for the journal; not part of the binding.
        after: What stands after it, likewise.
        by_right: Limits alone do not allow it: whoever does it alone holds the permission too.
    """

    action: str
    permission: str
    sale_id: str
    amount: Decimal
    reason: str
    measures: tuple[Measure, ...] = ()
    ticket: str = ""
    before: str = ""
    after: str = ""
    by_right: bool = False

    def binding(self) -> bytes:
        """SHA-256 (32 bytes) over action, permission, sale, amount, reason, measures and ticket.

        Each part is preceded by its length, so no two acts share a text.

        Raises:
            ValueError: the amount is finer than a cent.
        """
        digest = sha256(_TAG)
        measures = [f"{measure.limit.value}={measure.value.normalize():f}" for measure in self.measures]
        amount = money_text(self.amount)
        parts = (self.action, self.permission, self.sale_id, amount, self.reason, self.ticket, *measures)
        for part in parts:
            raw = part.encode("utf-8", "surrogatepass")
            digest.update(len(raw).to_bytes(4, "big") + raw)
        return digest.digest()

    def to_data(self) -> JsonObject:
        """The act as the journal keeps it (sync.md I13)."""
        return {
            "action": self.action,
            "permission": self.permission,
            "sale_id": self.sale_id,
            "amount": money_text(self.amount),
            "reason": self.reason,
            "before": self.before,
            "after": self.after,
        }


def ticket_digest(header: Mapping[str, Any], lines: Iterable[Mapping[str, Any]]) -> str:
    """SHA-256 (hex) of a cart as its draft stores it: an approval serves this cart and no changed one.

    Args:
        header: `core.domain.sale_draft.header_to_draft`.
        lines: `core.domain.sale_draft.line_to_draft` of each line, in basket order.
    """
    digest = sha256()
    for part in (header, *lines):
        raw = json.dumps(part, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii")
        digest.update(len(raw).to_bytes(4, "big") + raw)
    return digest.hexdigest()


def may_alone(person: Holder, act: Act) -> bool:
    """Whether a person may do an act without a second one.

    What is measured is theirs within their own limits, permission or not, unless the act is ``by_right``; all
    else needs the permission.
    """
    if (act.by_right or not act.measures) and not holds(person, act.permission):
        return False
    return over_limit(person, act.measures) is None


def check_approver(act: Act, requester_id: str, approver: Holder) -> None:
    """Refuse a person who may not allow an act.

    Raises:
        DomainError: ``approver_is_requester``, ``approver_inactive``, ``approver_not_allowed``
            (``permission``), ``approver_limit`` (``limit``, ``value``).
    """
    if approver.staff_id == requester_id:
        raise DomainError("approver_is_requester")
    if not approver.active:
        raise DomainError("approver_inactive")
    if not holds(approver, act.permission):
        raise DomainError("approver_not_allowed", permission=act.permission)
    beyond = over_limit(approver, act.measures)
    if beyond is not None:
        raise DomainError("approver_limit", limit=beyond.limit.value, value=f"{beyond.value:f}")


@dataclass(frozen=True, slots=True)
class Authorization:
    """A grant for one act.

    Attributes:
        granted_ms: Monotonic milliseconds when it was given.
        used: Whether it was spent.
    """

    requester_id: str
    approver_id: str
    binding: bytes
    granted_ms: int
    used: bool = False


def grant(act: Act, requester_id: str, approver: Holder, now_ms: int) -> Authorization:
    """Give an authorisation, after the approver has shown who they are.

    Args:
        act: What is authorised.
        requester_id: Who asks.
        approver: Who allows it.
        now_ms: Monotonic milliseconds.

    Raises:
        DomainError: as `check_approver`.
    """
    check_approver(act, requester_id, approver)
    return Authorization(requester_id, approver.staff_id, act.binding(), now_ms)


def spend(authorization: Authorization, act: Act, requester_id: str, now_ms: int) -> Authorization:
    """Use an authorisation for the act about to happen; the result replaces it and cannot be used again.

    Raises:
        DomainError: ``authorization_used``, ``authorization_expired`` (60 s, or a clock that went back),
            ``authorization_mismatch`` (another act, amount, reason, sale, cart or person than was allowed).
    """
    if authorization.used:
        raise DomainError("authorization_used")
    if not 0 <= now_ms - authorization.granted_ms < LIFETIME_MS:
        raise DomainError("authorization_expired")
    if authorization.requester_id != requester_id or authorization.binding != act.binding():
        raise DomainError("authorization_mismatch")
    return replace(authorization, used=True)
