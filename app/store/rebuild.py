"""Make a lost or damaged database anew from the electronic journal (sync.md T12, faults.md 45, 47)."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from itertools import dropwhile, islice
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from app.store import schema
from app.store.anchors import Anchors, kept_anchors, read_anchors
from app.store.backup import sync_path
from app.store.base import Base
from app.store.core import StoreParts
from app.store.driver import Connection, connect_reader, dbapi2, store_error
from app.store.ej_format import Frame, Scan
from app.store.electronic_journal import place, reading, segments
from app.store.engine import Writer
from app.store.errors import PragmaRefusedError, StoreDamagedError
from app.store.head import Head
from app.store.identity import write_identity
from app.store.migrate import ensure_schema
from app.store.pins import PinWaits
from app.store.quarantine import quarantine, set_aside
from app.store.replay import replay
from app.store.rows import read_identity
from app.store.unit import Unit, UnitTools
from app.store.verify import frame_matches
from app.usecases.ports import Identity
from core.domain.journal.events import EventContext, EventKind, JsonObject
from core.ports.faults import CrashPoint

_log = logging.getLogger(__name__)

_BLOCK: Final = 500
_SALVAGED: Final = ("staff", "till_key", "staff_bundle")
_MARGIN: Final = 1000
"""Numbers beyond one for each event are damage: no till has given more than it has events."""


def rebuild(parts: StoreParts, reason: str) -> Path:
    """Quarantine what is there, replay the electronic journal into a fresh database, open a new epoch.

    Events the electronic journal lacks are taken from the damaged database as far as their hashes hold.
    A kill at any moment leaves either the old files or the finished new database.

    Args:
        parts: The store's surroundings; no connection to the database may be open.
        reason: Machine code, e.g. ``integrity`` or ``missing``.

    Returns:
        The quarantine folder.

    Raises:
        StoreDamagedError: who this till is cannot be told, or its events do not link.
    """
    paths = parts.paths
    folder = quarantine(paths, parts.clock.now(), reason)
    _log.warning("rebuilding the database: %s", reason)
    fresh = paths.data_dir / "till.rebuilt.db"
    for leftover in paths.data_dir.glob("till.rebuilt.db*"):
        leftover.unlink()
    anchors = kept_anchors(paths.anchors) or Anchors()
    damaged = _open_damaged(paths.database)
    try:
        identity = anchors.identity or _salvaged_identity(damaged)
        if identity is None:
            raise StoreDamagedError(reason, str(folder))
        writer = Writer(fresh, parts.module)
        try:
            ensure_schema(writer, paths.copies, parts.clock.now(), parts.faults)
            _fill(parts, writer, identity, anchors, damaged, reason)
            writer.driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            writer.close()
    finally:
        if damaged is not None:
            damaged.close()
    parts.faults.reach(CrashPoint.IN_RECOVERY)
    set_aside(paths)
    fresh.replace(paths.database)
    sync_path(paths.data_dir)
    return folder


def _fill(
    parts: StoreParts,
    writer: Writer,
    identity: Identity,
    anchors: Anchors,
    damaged: Connection | None,
    reason: str,
) -> None:
    tools = UnitTools(parts.clock, parts.ids, PinWaits(parts.clock), parts.receipt_of)
    with writer.begin():
        write_identity(writer.connection, identity)
        _copy_state(writer.connection, damaged, anchors)
        if anchors.base is not None:
            _write_base(writer.connection, anchors.base)
    base = anchors.base
    head = Head(0, 0, 0, b"") if base is None else Head(base.pos, base.epoch, base.seq, base.hash)
    frames = _after_base(_all_frames(parts, damaged), base)
    while block := list(islice(frames, _BLOCK)):
        with writer.begin():
            unit = Unit(writer, head, tools)
            replay(unit, block, identity)
        head = unit.head or head
    with writer.begin():
        _open_epoch(parts, Unit(writer, head, tools), identity, reason)


def _open_epoch(parts: StoreParts, unit: Unit, identity: Identity, reason: str) -> None:
    head = unit.head
    assert head is not None
    heard = read_anchors(parts.paths.anchors)
    told = 0 if heard is None or heard.high_water is None else heard.high_water.epoch
    epoch = max(identity.epoch, head.epoch, told) + 1
    unit.connection.execute(sa.update(schema.terminal).values(epoch=epoch))
    unit.head = Head(head.pos, epoch, 0, identity.genesis(epoch))
    context = EventContext(
        terminal_id=identity.terminal_id,
        local_id=identity.local_id,
        boot_id=parts.boot_id,
        occurred_at=parts.clock.now(),
        mono_us=int(parts.clock.monotonic() * 1_000_000),
        training=identity.practice,
    )
    previous: JsonObject | None = None
    if head.seq:
        previous = {"epoch": head.epoch, "seq": head.seq, "hash": head.hash.hex()}
    unit.append(EventKind.EPOCH_OPENED, {"reason": reason, "previous": previous}, context)
    incident: JsonObject = {"code": "DATABASE_REBUILT", "params": {"reason": reason}}
    unit.append(EventKind.INCIDENT_RAISED, incident, context)


def _write_base(connection: sa.Connection, base: Base) -> None:
    connection.exec_driver_sql(
        "UPDATE journal_base SET pruned_to=?, epoch=?, seq=?, hash=?, grand_totals=? WHERE id=1",
        (base.pos, base.epoch, base.seq, base.hash, json.dumps(dict(base.grand_totals))),
    )


def _after_base(frames: Iterator[Frame], base: Base | None) -> Iterator[Frame]:
    """Without those that had gone from the database already."""
    if base is None:
        return frames
    return dropwhile(lambda frame: place(frame) <= (base.epoch, base.seq), frames)


def _all_frames(parts: StoreParts, damaged: Connection | None) -> Iterator[Frame]:
    last: Frame | None = None
    for segment in segments(parts.paths.journal):
        with reading(segment, Scan()) as frames:
            for frame in frames:
                last = frame
                yield frame
    terminal_id = None
    for frame in _salvaged_frames(damaged, None if last is None else last.hash):
        terminal_id = terminal_id or _terminal_of(damaged)
        if terminal_id is None or not frame_matches(frame, terminal_id):
            return
        yield frame


def _salvaged_frames(damaged: Connection | None, after: bytes | None) -> Iterator[Frame]:
    if damaged is None:
        return
    try:
        pos = 0
        if after is not None:
            row = damaged.execute("SELECT pos FROM journal WHERE hash=?", (after,)).fetchone()
            if row is None:
                return
            pos = int(row[0])
        for prev, event_hash, payload in damaged.execute(
            "SELECT prev_hash, hash, payload FROM journal WHERE pos > ? ORDER BY pos", (pos,)
        ):
            if not all(isinstance(value, bytes) for value in (prev, event_hash, payload)):
                return
            yield Frame(prev, event_hash, payload)
    except dbapi2.Error:
        return


def _open_damaged(database: Path) -> Connection | None:
    if not database.exists():
        return None
    try:
        return connect_reader(database)
    except (dbapi2.Error, PragmaRefusedError):
        return None


def _salvaged_identity(damaged: Connection | None) -> Identity | None:
    if damaged is None:
        return None
    try:
        return read_identity(damaged)
    except (dbapi2.Error, TypeError, ValueError):
        return None


def _terminal_of(damaged: Connection | None) -> str | None:
    identity = _salvaged_identity(damaged)
    return None if identity is None else identity.terminal_id


def _copy_state(connection: sa.Connection, damaged: Connection | None, anchors: Anchors) -> None:
    """Series as they were given, staff and keys from the damaged database where readable."""
    for name in _SALVAGED:
        _insert_readable(connection, schema.metadata.tables[name], damaged)
    if not anchors.grants:
        _insert_readable(connection, schema.series, damaged)
        return
    salvaged = {str(row.get("series")): row.get("next") for row in _readable_rows(damaged, schema.series)}
    events = _count_events(damaged)
    for grant in anchors.grants:
        found = salvaged.get(grant.series)
        likely = isinstance(found, int) and grant.next <= found <= grant.next + events + _MARGIN
        values = {"doc_type": grant.doc_type, "series": grant.series, "next": found if likely else grant.next}
        connection.execute(sa.insert(schema.series), values)


def _insert_readable(connection: sa.Connection, table: sa.Table, damaged: Connection | None) -> None:
    """What may not stand in the fresh table is left behind."""
    for row in _readable_rows(damaged, table):
        try:
            connection.execute(sa.insert(table), row)
        except DBAPIError as error:
            if store_error(error) is None:
                continue
            raise


def _count_events(damaged: Connection | None) -> int:
    try:
        row = None if damaged is None else damaged.execute("SELECT max(pos) FROM journal").fetchone()
        return 0 if row is None or row[0] is None else int(row[0])
    except (dbapi2.Error, ValueError, TypeError):
        return 0


def _readable_rows(damaged: Connection | None, table: sa.Table) -> list[dict[str, Any]]:
    """Rows by the columns the damaged file has: it may be of an earlier schema."""
    if damaged is None:
        return []
    try:
        found = {str(row[1]) for row in damaged.execute(f"PRAGMA table_info({table.name})")}
        names = [column.name for column in table.columns if column.name in found]
        rows = damaged.execute(f"SELECT {', '.join(names)} FROM {table.name}").fetchall()  # noqa: S608
    except dbapi2.Error:
        return []
    return [dict(zip(names, row, strict=True)) for row in rows]
