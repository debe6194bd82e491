"""Bring events back from the electronic journal, with the same ids, numbers and hashes (sync.md J4)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import sqlalchemy as sa

from app.store import schema
from app.store import statements as sql
from app.store.ej_format import Frame
from app.store.errors import StoreDamagedError
from app.store.head import Head
from app.store.unit import Unit
from app.usecases.ports import Identity, StoredEvent
from core.domain.journal.events import Event, EventKind, PayloadError, decode_event
from core.domain.journal.rows import unix_ms

_PAPERS: Final = frozenset({EventKind.SALE_COMPLETED, EventKind.REFUND_COMPLETED, EventKind.SALE_VOIDED})


def replay(unit: Unit, frames: Iterable[Frame], identity: Identity) -> int:
    """Insert frames behind the unit's head; their second copy exists, so they leave no new frames.

    Papers of replayed sales, returns and voids come back as UNCERTAIN: whether they printed is unknown. A
    return and the sale it was exchanged for, whose frame follows, have one.

    Returns:
        Number of events.

    Raises:
        StoreDamagedError: ``gap`` (an event between is missing), ``hash`` or ``payload``.
    """
    count, before = 0, None
    for frame in frames:
        event = _read(frame)
        _enter_epoch(unit, event, frame, identity)
        head = unit.head
        if (
            head is None
            or head.hash != frame.prev_hash
            or (event.epoch, event.seq) != (head.epoch, head.seq + 1)
        ):
            raise StoreDamagedError("gap")
        stored = unit.insert(event, frame.payload)
        if stored.hash != frame.hash:
            raise StoreDamagedError("hash")
        if event.kind in _PAPERS:
            _after_document(unit, stored, before)
        before = stored
        count += 1
    unit.frames.clear()
    return count


def raise_floors(unit: Unit, series: str, highest: int) -> bool:
    """Numbers up to ``highest`` are taken (N5); True if that was news."""
    result = unit.connection.execute(
        sa.update(schema.series)
        .where(schema.series.c.series == series, schema.series.c.next <= highest)
        .values(next=highest + 1)
    )
    return result.rowcount > 0


def _read(frame: Frame) -> Event:
    try:
        return decode_event(frame.payload)
    except PayloadError as error:
        raise StoreDamagedError("payload") from error


def _enter_epoch(unit: Unit, event: Event, frame: Frame, identity: Identity) -> None:
    head = unit.head
    if head is None or event.epoch <= head.epoch or event.seq != 1:
        return
    start = identity.genesis(event.epoch)
    if start != frame.prev_hash:
        raise StoreDamagedError("hash")
    unit.head = Head(head.pos, event.epoch, 0, start)
    unit.connection.execute(sa.update(schema.terminal).values(epoch=event.epoch))


def _after_document(unit: Unit, stored: StoredEvent, before: StoredEvent | None) -> None:
    event, data = stored.event, stored.event.data
    if event.kind != EventKind.SALE_VOIDED:  # which has the number of the sale it undoes
        raise_floors(unit, str(data["series"]), int(data["number"]))
    cause = None
    if event.kind == EventKind.SALE_COMPLETED:
        unit.drop_draft(str(data["local_transaction_id"]))
        if before is not None and before.event.event_id == event.cause_id:
            cause = before
    document = unit.tools.receipt_of(stored, cause)
    if cause is not None:
        unit.connection.exec_driver_sql(
            "UPDATE print_job SET document=?, state='cancelled', error='recovered' WHERE event_id=?",
            (document, cause.event.event_id),
        )
    unit.connection.exec_driver_sql(
        sql.INSERT_PRINT_JOB,
        {
            "output_id": unit.tools.ids.uuid7(),
            "event_id": event.event_id,
            "kind": "receipt",
            "copy_no": 1,
            "printer": "receipt",
            "document": document,
            "drawer_pin": None,
            "state": "uncertain",
            "error": "recovered",
            "attempts": 0,
            "created_ms": unix_ms(event.context.occurred_at),
        },
    )
