"""Make a data directory into a till: identity, series, staff and the first event (sync.md C12, N1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.store import schema
from app.store.anchors import Anchors, write_anchors
from app.store.core import StoreCore
from app.store.electronic_journal import ElectronicJournal
from app.store.errors import AlreadyEnrolledError
from app.store.head import Head
from app.store.unit import Unit
from app.usecases.ports import Identity, SeriesGrant, StaffRecord, WriteUnit
from core.domain.journal import chain
from core.domain.journal.events import EventKind, JsonObject
from core.domain.till_keys import TillKey


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the centre (or the demo shop) gives a till on its first day."""

    identity: Identity
    series: tuple[SeriesGrant, ...]
    staff: tuple[StaffRecord, ...]
    till_keys: tuple[TillKey, ...] = ()


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
    start = chain.genesis(identity.terminal_id, identity.epoch, identity.nonce)
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
    previous: JsonObject = {"epoch": head.epoch, "seq": head.seq, "hash": head.hash.hex()}
    context = core.context()

    def write(unit: WriteUnit) -> None:
        assert isinstance(unit, Unit)
        unit.connection.execute(sa.update(schema.terminal).values(epoch=epoch))
        start = chain.genesis(identity.terminal_id, epoch, identity.nonce)
        unit.head = Head(head.pos, epoch, 0, start)
        unit.append(EventKind.EPOCH_OPENED, {"reason": reason, "previous": previous}, context)

    core.transact([write])
    core.identity = Identity(
        identity.terminal_id,
        identity.organization_id,
        identity.local_id,
        identity.terminal_name,
        epoch,
        identity.nonce,
        identity.centre_url,
    )


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
        },
    )


def _write_series(connection: sa.Connection, grants: Sequence[SeriesGrant]) -> None:
    rows = [{"doc_type": g.doc_type, "series": g.series, "next": g.next} for g in grants]
    if rows:
        connection.execute(sa.insert(schema.series), rows)
