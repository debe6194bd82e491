"""The staff bundle of a shop: who works there, what each may do, how they prove themselves (central.md 11).

A bundle is signed anew when something in it changes and when half its life is gone, so a till in touch never
sees one expire.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from central.services.permissions import permissions_of_person
from central.services.values import PinHash, StaffRow, Tenant
from core.contract.changes import LimitsData, PinData, StaffBundle, StaffData, StaffMember
from core.contract.signed import BUNDLE_TYPE, key_to_text, sign_jws
from core.domain.staff import limits_of_role, limits_to_data

LIFE: Final = timedelta(hours=72)
"""Of a bundle; at half of it a new version is signed (D8)."""


class SigningKey(Protocol):
    """A key that signs for tills."""

    @property
    def kid(self) -> str: ...  # noqa: D102
    @property
    def public(self) -> bytes: ...  # noqa: D102

    def sign(self, signed: bytes) -> bytes:
        """64 bytes, Ed25519."""
        ...


class Signers(Protocol):
    """The keys of this centre."""

    def signers(self) -> Sequence[SigningKey]:
        """Today's key first, then earlier ones that still hand tills over to it."""
        ...


@dataclass(frozen=True, slots=True)
class Worker:
    """A person of a shop with what proves them."""

    person: StaffRow
    pin: PinHash | None
    badge: tuple[str, bytes] | None = field(repr=False)
    """(pepper id, digest)."""


@dataclass(frozen=True, slots=True)
class StoredBundle:
    """A bundle as published.

    Attributes:
        content: SHA-256 of what is in it and of who signed, without version and times.
        data: The item of the stream.
    """

    version: int
    issued_at: datetime
    expires_at: datetime
    content: bytes
    data: StaffData


class Bundles(Protocol):
    """Bundles of this unit's shop."""

    async def claim(self) -> StoredBundle | None:
        """The one published last; nobody else publishes one until the unit ends."""
        ...

    async def workers(self) -> Sequence[Worker]:
        """People of the shop, those who left it too, by identifier."""
        ...

    async def next_version(self, at: datetime) -> int:
        """Announce a new bundle to the shop's tills; call it before `put`."""
        ...

    async def put(self, bundle: StoredBundle) -> None:
        """Store a bundle in place of the one before."""
        ...


class BundleUnit(Protocol):
    """What publishing needs of a unit of work."""

    @property
    def bundles(self) -> Bundles: ...  # noqa: D102


class BundlePublisher:
    """Signs bundles."""

    def __init__(self, signers: Signers) -> None:
        self._signers = signers

    async def publish(self, unit: BundleUnit, tenant: Tenant, now: datetime) -> StoredBundle:
        """The shop's bundle, signed anew where it is due, inside the caller's unit.

        Raises:
            StoreUnavailableError: try again later.
        """
        stored = await unit.bundles.claim()
        staff, revoked = _members(await unit.bundles.workers())
        keys = self._signers.signers()
        content = _content(staff, revoked, keys)
        if stored is not None and stored.content == content and now < _due(stored):
            return stored
        version = await unit.bundles.next_version(now)
        bundle = StaffBundle(
            version=version,
            organization_id=tenant.organization_id,
            local_id=tenant.local_id,
            issued_at=now,
            expires_at=now + LIFE,
            staff=staff,
            revoked=revoked,
        )
        signed = StoredBundle(version, now, bundle.expires_at, content, _sign(bundle, keys))
        await unit.bundles.put(signed)
        return signed


def _due(stored: StoredBundle) -> datetime:
    return stored.issued_at + (stored.expires_at - stored.issued_at) / 2


def _sign(bundle: StaffBundle, keys: Sequence[SigningKey]) -> StaffData:
    current, *earlier = keys
    moved = bundle.model_copy(update={"next_key": key_to_text(current.public)})
    return StaffData(jws=_jws(bundle, current), handovers=[_jws(moved, key) for key in earlier])


def _jws(bundle: StaffBundle, key: SigningKey) -> str:
    payload = bundle.model_dump_json(exclude_none=True).encode()
    return sign_jws(payload, kind=BUNDLE_TYPE, kid=key.kid, key=key.public, sign=key.sign)


def _members(workers: Sequence[Worker]) -> tuple[list[StaffMember], list[str]]:
    """(who may sign in, whose rights were withdrawn); who proves themselves by nothing signs in nowhere."""
    staff = [_member(one) for one in workers if one.person.active and (one.pin or one.badge)]
    return staff, [one.person.staff_id for one in workers if not one.person.active]


def _member(worker: Worker) -> StaffMember:
    person, pin = worker.person, worker.pin
    limits = limits_of_role(person.role) if person.limits is None else person.limits
    pepper_id, badge = worker.badge or (None, None)
    return StaffMember(
        staff_id=person.staff_id,
        number=person.number or 0,
        name=person.name,
        role=person.role,
        permissions=sorted(permissions_of_person(person)),
        limits=LimitsData.model_validate(limits_to_data(limits)),
        offline_grant_days=person.offline_grant_days,
        pin=None if pin is None else _pin(pin),
        badge_pepper_id=pepper_id,
        badge_hash=None if badge is None else badge.hex(),
    )


def _pin(pin: PinHash) -> PinData:
    return PinData(
        m=pin.memory_kib,
        t=pin.time_cost,
        p=pin.parallelism,
        salt=pin.salt.hex(),
        pepper_id=pin.pepper_id,
        hash=pin.hash.hex(),
    )


def _content(staff: list[StaffMember], revoked: list[str], keys: Sequence[SigningKey]) -> bytes:
    body: dict[str, Any] = {
        "staff": [member.model_dump(mode="json") for member in staff],
        "revoked": revoked,
        "keys": [key.kid for key in keys],
    }
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).digest()
