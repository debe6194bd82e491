"""What the centre signs for a till: the staff bundle and the offline limits (central.md section 11).

A compact JWS, always EdDSA over Ed25519: the algorithm is fixed here and never taken from the header. The key
is the one pinned at enrolment, or the one a bundle signed by it has named since.
"""

from __future__ import annotations

from base64 import b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from pydantic import BaseModel, TypeAdapter, ValidationError

from app.usecases.ports import BadgeCredential, PinCredential, StaffRecord
from core.contract.changes import STAFF_BUNDLE, PinData, StaffBundle, StaffMember
from core.contract.signed import BUNDLE_TYPE, LIMITS_TYPE, SignedLimits
from core.contract.terminals import PublicKeyJwk
from core.domain.credit import OfflineLimits
from core.domain.errors import DomainError
from core.domain.journal.rows import unix_ms
from core.domain.staff import Limits, limits_of_role

LONGEST: Final = timedelta(hours=72)
"""Longest life of a bundle (sync.md D8)."""
_LIMITS: Final = TypeAdapter(SignedLimits)
_KEY_BYTES: Final = 32


class _Header(BaseModel):
    """What may stand before a payload: the one algorithm, no demands, at most the key."""

    alg: Literal["EdDSA"]
    typ: str
    crit: None = None
    jwk: PublicKeyJwk | None = None


_HEADER: Final = TypeAdapter(_Header)


class BundleRefusedError(DomainError):
    """A bundle that changes nothing; code ``bundle_refused``.

    ``reason``: ``form``, ``key`` (none is known), ``signature``, ``shop`` (it is for another one),
    ``expired``, ``nobody`` (with it nobody could sell any more).
    """

    def __init__(self, reason: str) -> None:
        super().__init__("bundle_refused", reason=reason)


@dataclass(frozen=True, slots=True)
class OpenedBundle:
    """A bundle that is what it says.

    Attributes:
        people: Everybody in it; who was revoked is no longer active.
        key: 32 bytes of the key that signs the next one.
    """

    version: int
    issued_at_ms: int
    expires_at_ms: int
    people: tuple[StaffRecord, ...]
    key: bytes


@dataclass(frozen=True, slots=True)
class BundleOpener:
    """Opens bundles meant for one shop."""

    organization_id: str
    local_id: str

    def open(
        self, jws: str, pinned: bytes | None, now_ms: int, handovers: Sequence[str] = ()
    ) -> OpenedBundle:
        """Check a bundle and read it.

        Args:
            jws: As it came.
            pinned: The key trusted so far; None pins the one in the header (see `StaffBundle`).
            now_ms: The centre's clock as it sent this: an old bundle shown again is refused, however wrong
                the till's own clock is.
            handovers: The same as signed by earlier keys of the centre: a till that was off while they
                changed takes the one by the key it has pinned, which names its successor.

        Raises:
            BundleRefusedError: see its reasons.
        """
        payload, key = _signed_by(pinned, jws, handovers)
        try:
            bundle = STAFF_BUNDLE.validate_json(payload)
            people = tuple(_record(member, bundle.revoked) for member in bundle.staff)
            following = key if bundle.next_key is None else _key(bundle.next_key)
        except ValueError as error:  # pydantic's own among them
            raise BundleRefusedError("form") from error
        self._demand(bundle, people, now_ms)
        times = unix_ms(bundle.issued_at), unix_ms(bundle.expires_at)
        return OpenedBundle(bundle.version, *times, people, following)

    def _demand(self, bundle: StaffBundle, people: tuple[StaffRecord, ...], now_ms: int) -> None:
        if (bundle.organization_id, bundle.local_id) != (self.organization_id, self.local_id):
            raise BundleRefusedError("shop")
        life = bundle.expires_at - bundle.issued_at
        if not timedelta(0) < life <= LONGEST or unix_ms(bundle.expires_at) <= now_ms:
            raise BundleRefusedError("expired")
        if not any(person.active and person.pin is not None for person in people):
            raise BundleRefusedError("nobody")  # law 2: no list of people may end selling

    def limits(self, jws: str, key: bytes | None, now: datetime) -> OfflineLimits | None:
        """What the centre signed for customers whose data is not fresh; None once it no longer counts.

        Raises:
            BundleRefusedError: ``form``, ``key``, ``signature``, ``shop``.
        """
        if key is None:
            raise BundleRefusedError("key")
        payload, _ = signed_payload(jws, key, LIMITS_TYPE)
        try:
            limits = _LIMITS.validate_json(payload)
        except ValidationError as error:
            raise BundleRefusedError("form") from error
        if (limits.organization_id, limits.local_id) != (self.organization_id, self.local_id):
            raise BundleRefusedError("shop")
        return None if now >= limits.valid_to else OfflineLimits(limits.credit, limits.points)


def _signed_by(pinned: bytes | None, jws: str, handovers: Sequence[str]) -> tuple[bytes, bytes]:
    try:
        return signed_payload(jws, pinned, BUNDLE_TYPE)
    except BundleRefusedError:
        for text in handovers:
            with suppress(BundleRefusedError):
                return signed_payload(text, pinned, BUNDLE_TYPE)
        raise


def signed_payload(jws: str, pinned: bytes | None, kind: str) -> tuple[bytes, bytes]:
    """Payload of a compact JWS of one kind, and the key that signed it.

    Raises:
        BundleRefusedError: ``form``, ``key``, ``signature``.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    parts = jws.split(".")
    if len(parts) != 3:
        raise BundleRefusedError("form")
    try:
        header, payload, signature = (_b64(part) for part in parts)
        head = _HEADER.validate_json(header)
        if head.typ != kind:
            raise BundleRefusedError("form")
        key = pinned or (None if head.jwk is None else _key(head.jwk.x))
    except ValueError as error:  # pydantic's own among them
        raise BundleRefusedError("form") from error
    if key is None:
        raise BundleRefusedError("key")
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, f"{parts[0]}.{parts[1]}".encode("ascii"))
    except (InvalidSignature, ValueError) as error:
        raise BundleRefusedError("signature") from error
    return payload, key


def _key(text: str) -> bytes:
    raw = _b64(text)
    if len(raw) != _KEY_BYTES:
        raise ValueError("an Ed25519 key has 32 bytes")
    return raw


def _b64(text: str) -> bytes:
    """Base64url without padding, in the one form that means these bytes."""
    try:
        raw = b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
    except Base64Error as error:
        raise ValueError("no base64url") from error
    if urlsafe_b64encode(raw).rstrip(b"=").decode("ascii") != text:
        raise ValueError("no base64url")
    return raw


def _record(member: StaffMember, revoked: list[str]) -> StaffRecord:
    badge = None
    if member.badge_hash is not None and member.badge_pepper_id is not None:
        badge = BadgeCredential(member.badge_pepper_id, bytes.fromhex(member.badge_hash))
    return StaffRecord(
        staff_id=member.staff_id,
        number=member.number,
        name=member.name,
        role=member.role,
        permissions=frozenset(member.permissions),
        active=member.active and member.staff_id not in revoked,
        pin=None if member.pin is None else _credential(member.pin),
        limits=limits_of_role(member.role) if member.limits is None else Limits(**dict(member.limits)),
        badge=badge,
        offline_grant_days=member.offline_grant_days,
    )


def _credential(pin: PinData) -> PinCredential:
    salt, digest = bytes.fromhex(pin.salt), bytes.fromhex(pin.hash)
    return PinCredential(pin.m, pin.t, pin.p, salt, pin.pepper_id, digest)
