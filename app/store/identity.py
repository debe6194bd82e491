"""Make a data directory into a till: identity, series, staff and the first event (sync.md C12, N1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import sqlalchemy as sa

from app.store import schema
from app.store.anchors import Anchors, read_anchors, write_anchors
from app.store.core import StoreCore
from app.store.electronic_journal import ElectronicJournal
from app.store.errors import AlreadyEnrolledError, NotEnrolledError
from app.store.head import Head
from app.store.replay import raise_floors
from app.store.unit import Unit
from app.usecases.ports import Identity, SeriesGrant, StaffRecord, WriteUnit
from core.domain.journal.events import EventKind, JsonObject
from core.domain.outbox import StreamPlace
from core.domain.till_keys import TillKey

_FREE: Final = sa.text("UPDATE journal SET state='pending', last_code=NULL WHERE state='fenced'")

_PIN_KEY: Final = sa.text(
    "INSERT INTO staff_bundle(id, public_key) VALUES(1, :key) "
    "ON CONFLICT(id) DO UPDATE SET public_key=excluded.public_key"
)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the centre (or the demo shop) gives a till on its first day.

    Attributes:
        bundle_key: 32 bytes that sign the staff bundle, pinned from now on; None without a centre.
    """

    identity: Identity
    series: tuple[SeriesGrant, ...]
    staff: tuple[StaffRecord, ...]
    till_keys: tuple[TillKey, ...] = ()
    bundle_key: bytes | None = None


def enrol(
    core: StoreCore, enrolment: Enrolment, open_journal: Callable[[], ElectronicJournal | None]
) -> None:
    """Write identity, series, staff, the shop's till keys and ``epoch.opened`` in one transaction.

    Args:
        core: A store without identity.
        enrolment: Who the till becomes.
        open_journal: Opens the electronic journal; called once the identity is known, before the
            transaction, so that the first event has its second copy too.

    Raises:
        AlreadyEnrolledError: the till has an identity, or its electronic journal holds events.
        StoreError: the disk refused; nothing was kept.
    """
    if core.identity is not None:
        raise AlreadyEnrolledError
    identity = enrolment.identity
    start = identity.genesis(identity.epoch)
    write_anchors(core.parts.paths.anchors, Anchors(identity, enrolment.series))
    core.identity, core.head = identity, Head(0, identity.epoch, 0, start)
    journal = open_journal()
    if journal is not None and journal.last is not None:
        core.identity = core.head = None
        core.mirror.close()
        raise AlreadyEnrolledError
    context = core.context()

    def write(unit: WriteUnit) -> None:
        assert isinstance(unit, Unit)
        write_identity(unit.connection, identity)
        _write_series(unit.connection, enrolment.series)
        unit.replace_staff(enrolment.staff)
        unit.replace_till_keys(enrolment.till_keys)
        pin_bundle_key(unit.connection, enrolment.bundle_key)
        unit.append(EventKind.EPOCH_OPENED, {"reason": "enrolled", "previous": None}, context)

    try:
        core.transact([write])
    except BaseException:
        core.identity = core.head = None
        core.mirror.close()
        raise
    # Who the till is and its staff go to the main file now: a lost -wal then costs events alone, and those
    # come back from the electronic journal.
    core.writer.driver.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


def open_epoch(core: StoreCore, reason: str, at_least: int) -> None:
    """Start a new epoch, offline if need be (C12): first event ``epoch.opened`` with the previous head.

    Args:
        core: A store with identity.
        reason: Machine code, e.g. ``head_behind_anchor``.
        at_least: Highest epoch seen anywhere (database, electronic journal, last reply).
    """
    identity, head = core.identity, core.head
    assert identity is not None
    assert head is not None
    epoch = max(identity.epoch, head.epoch, at_least) + 1
    previous = _place(head)
    context = core.context()

    def write(unit: WriteUnit) -> None:
        assert isinstance(unit, Unit)
        unit.connection.execute(sa.update(schema.terminal).values(epoch=epoch))
        start = identity.genesis(epoch)
        unit.head = Head(head.pos, epoch, 0, start)
        unit.append(EventKind.EPOCH_OPENED, {"reason": reason, "previous": previous}, context)

    core.transact([write])
    core.identity = replace(identity, epoch=epoch)


@dataclass(frozen=True, slots=True)
class Renewal:
    """What the centre gives a till that is enrolled again (C12).

    Attributes:
        nonce: 32 bytes, for the epochs from ``epoch`` on.
        bundle_key: As in `Enrolment`; a till that lost the key's trail finds it again so.
    """

    epoch: int
    nonce: bytes
    series: tuple[SeriesGrant, ...]
    till_keys: tuple[TillKey, ...] = ()
    bundle_key: bytes | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a till stands when it is enrolled again: head of its journal, last number by series."""

    head: StreamPlace
    series: Mapping[str, int]


def standing_of(core: StoreCore) -> Standing:
    """Read it.

    Raises:
        NotEnrolledError: this is no till yet.
    """
    head = core.head
    if head is None:
        raise NotEnrolledError
    rows = core.writer.driver.execute("SELECT series, next - 1 FROM series").fetchall()
    place = StreamPlace(head.epoch, head.seq, head.hash.hex())
    return Standing(place, {str(series): int(last) for series, last in rows})


def re_enrol(core: StoreCore, renewal: Renewal) -> int:
    """Let this machine be the true till again: a new epoch, and its fenced events go up once more.

    One transaction; given the same renewal again it does nothing.

    Args:
        core: A store with identity, of the terminal the renewal is for.
        renewal: The centre's answer.

    Returns:
        Number of events that were fenced and are pending now.

    Raises:
        StoreError: the disk refused; nothing was kept.
    """
    identity, head = core.identity, core.head
    assert identity is not None
    assert head is not None
    if identity.nonce == renewal.nonce:
        return 0
    earlier = (*identity.earlier, (identity.nonce_since, identity.nonce))
    epoch = max(renewal.epoch, identity.epoch + 1, head.epoch + 1)
    renewed = replace(identity, epoch=epoch, nonce=renewal.nonce, nonce_since=epoch, earlier=earlier)
    context = core.context()
    known = read_anchors(core.parts.paths.anchors) or Anchors()
    write_anchors(core.parts.paths.anchors, replace(known, identity=renewed))  # before it is needed

    def write(unit: WriteUnit) -> int:
        assert isinstance(unit, Unit)
        values = {"epoch": renewed.epoch, "nonce": renewed.nonce, "nonce_since": renewed.nonce_since}
        unit.connection.execute(sa.update(schema.terminal).values(values))
        _write_earlier(unit.connection, renewed)
        for grant in renewal.series:
            raise_floors(unit, grant.series, grant.next - 1)
        if renewal.till_keys:
            unit.replace_till_keys(renewal.till_keys)
        pin_bundle_key(unit.connection, renewal.bundle_key)
        freed = unit.connection.execute(_FREE).rowcount
        unit.connection.execute(sa.update(schema.sync_state).values(disabled_at_ms=None, disabled_ms=0))
        unit.head = Head(head.pos, renewed.epoch, 0, renewed.genesis(renewed.epoch))
        unit.append(EventKind.EPOCH_OPENED, {"reason": "re_enrolled", "previous": _place(head)}, context)
        return freed

    results, _ = core.transact([write])
    core.identity = renewed
    return int(results[0])


def _place(head: Head) -> JsonObject:
    return {"epoch": head.epoch, "seq": head.seq, "hash": head.hash.hex()}


def write_identity(connection: sa.Connection, identity: Identity) -> None:
    """Insert the one row of ``terminal``."""
    connection.execute(
        sa.insert(schema.terminal),
        {
            "id": 1,
            "terminal_id": identity.terminal_id,
            "organization_id": identity.organization_id,
            "local_id": identity.local_id,
            "terminal_name": identity.terminal_name,
            "epoch": identity.epoch,
            "nonce": identity.nonce,
            "centre_url": identity.centre_url,
            "nonce_since": identity.nonce_since,
        },
    )
    _write_earlier(connection, identity)


def pin_bundle_key(connection: sa.Connection, key: bytes | None) -> None:
    """Trust staff bundles signed by this key alone; None leaves things as they are."""
    if key is not None:
        connection.execute(_PIN_KEY, {"key": key})


def _write_earlier(connection: sa.Connection, identity: Identity) -> None:
    rows = [{"first_epoch": first, "nonce": nonce} for first, nonce in identity.earlier]
    if rows:
        connection.execute(sa.insert(schema.earlier_nonce).prefix_with("OR IGNORE"), rows)


def _write_series(connection: sa.Connection, grants: Sequence[SeriesGrant]) -> None:
    rows = [{"doc_type": g.doc_type, "series": g.series, "next": g.next} for g in grants]
    if rows:
        connection.execute(sa.insert(schema.series), rows)
