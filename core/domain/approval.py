"""Authorisation by a second person, as a value (sync.md X2).

Approver ≠ requester; single use; bound by hash to (action, sale, amount, reason); lives 60 s on the
monotonic clock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from typing import Final

from core.domain.documents import money_text
from core.domain.errors import DomainError
from core.domain.staff import StaffMember

LIFETIME_MS: Final = 60_000
_TAG: Final = b"cuadre-approval-1"


@dataclass(frozen=True, slots=True)
class Act:
    """What is to be authorised, exactly as it will be done.

    Attributes:
        action: Action id, e.g. ``line.remove``.
        permission: Right the approver must hold, e.g. ``pos:void``.
        sale_id: The cart or sale concerned, empty when there is none.
        amount: Balboas at stake.
        reason: Reason code.
    """

    action: str
    permission: str
    sale_id: str
    amount: Decimal
    reason: str

    def binding(self) -> bytes:
        """SHA-256 (32 bytes) over action, permission, sale, amount and reason.

        Each part is preceded by its length, so no two acts share a text.

        Raises:
            ValueError: the amount is finer than a cent.
        """
        digest = sha256(_TAG)
        for part in (self.action, self.permission, self.sale_id, money_text(self.amount), self.reason):
            raw = part.encode("utf-8", "surrogatepass")
            digest.update(len(raw).to_bytes(4, "big") + raw)
        return digest.digest()


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


def grant(act: Act, requester_id: str, approver: StaffMember, now_ms: int) -> Authorization:
    """Give an authorisation, after the approver has shown who they are.

    Args:
        act: What is authorised.
        requester_id: Who asks.
        approver: Who allows it.
        now_ms: Monotonic milliseconds.

    Raises:
        DomainError: ``approver_is_requester``, ``approver_not_allowed``.
    """
    if approver.staff_id == requester_id:
        raise DomainError("approver_is_requester")
    if not approver.may(act.permission):
        raise DomainError("approver_not_allowed", permission=act.permission)
    return Authorization(requester_id, approver.staff_id, act.binding(), now_ms)


def spend(authorization: Authorization, act: Act, requester_id: str, now_ms: int) -> Authorization:
    """Use an authorisation for the act about to happen; the result replaces it and cannot be used again.

    Raises:
        DomainError: ``authorization_used``, ``authorization_expired`` (60 s, or a clock that went back),
            ``authorization_mismatch`` (another act, amount, reason, sale or person than was allowed).
    """
    if authorization.used:
        raise DomainError("authorization_used")
    if not 0 <= now_ms - authorization.granted_ms < LIFETIME_MS:
        raise DomainError("authorization_expired")
    if authorization.requester_id != requester_id or authorization.binding != act.binding():
        raise DomainError("authorization_mismatch")
    return replace(authorization, used=True)


def left_ms(authorization: Authorization, now_ms: int) -> int:
    """Milliseconds of life left, 0 when spent or over; for the countdown on the screen."""
    if authorization.used:
        return 0
    return max(0, min(LIFETIME_MS, LIFETIME_MS - (now_ms - authorization.granted_ms)))
