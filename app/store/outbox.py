"""The unsent tail of the journal (sync.md section 4): read beside the store thread, written on it."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa

from app.store.anchors import note_reply
from app.store.disabling import Disabling
from app.store.errors import PracticeNeverSendsError
from app.store.shared_reader import SharedReader
from app.store.unit import Unit
from app.store.worker import StoreWorker
from app.usecases.ports import WriteUnit
from core.domain.journal.events import EventKind, JsonObject, decode_event
from core.domain.journal.rows import unix_ms
from core.domain.outbox import (
    Batch,
    BatchReply,
    EpochState,
    ItemResult,
    ItemStatus,
    OutboxItem,
    OutboxStatus,
    RowState,
    Settlement,
    StreamPlace,
)
from core.domain.poison import AGAIN_S, HOLD_S, QUARANTINE_S, FailingTimes
from core.ports.faults import CrashPoint

_log = logging.getLogger(__name__)

QUERIES: Final = MappingProxyType(
    {
        "take": "SELECT event_id, epoch, seq, prev_hash, hash, payload FROM journal "
        "WHERE state='pending' AND (failing_s=0 OR last_code='CORRUPT') ORDER BY pos LIMIT ?",
        "failing": "SELECT event_id FROM journal "
        "WHERE state='pending' AND failing_s>0 AND last_code<>'CORRUPT' ORDER BY pos",
        "quarantine": "SELECT event_id FROM journal WHERE state IN('review','fenced','quarantined') "
        "AND state='quarantined' AND failing_s > 0 ORDER BY state, pos",
        "state": "SELECT state FROM journal WHERE event_id=?",
        "one": "SELECT event_id, epoch, seq, prev_hash, hash, payload FROM journal WHERE event_id=?",
        "head": "SELECT epoch, seq, hash FROM journal ORDER BY pos DESC LIMIT 1",
        "counts": "SELECT (SELECT count(*) FROM journal WHERE state='pending'), last_acked_at_ms,"
        " disabled_at_ms, disabled_ms FROM sync_state WHERE id=1",
        "held": "SELECT state, count(*) FROM journal "
        "WHERE state IN('review','fenced','quarantined') GROUP BY state",
        "oldest": "SELECT payload FROM journal WHERE state='pending' ORDER BY pos LIMIT 1",
        "place": "SELECT hash FROM journal WHERE epoch=? AND seq=?",
    }
)
_IDS: Final = "event_id IN (SELECT value FROM json_each(:ids))"
_OPEN: Final = f"state IN('pending','quarantined') AND {_IDS}"
_ACK: Final = sa.text(
    f"UPDATE journal SET state='acked', last_code=NULL, failing_s=0 WHERE {_OPEN}"  # noqa: S608
)
_REVIEW: Final = sa.text(
    "UPDATE journal SET state='review', last_code=:code, review_id=:review, failing_s=0 "
    "WHERE event_id=:event AND state IN('pending','quarantined')"
)
_FENCE: Final = sa.text(f"UPDATE journal SET state='fenced' WHERE {_OPEN}")  # noqa: S608
_RETRY: Final = sa.text(
    "UPDATE journal SET attempts=attempts+1, last_code=:code WHERE event_id=:event AND state='pending'"
)
_FAILING: Final = sa.text(
    "UPDATE journal SET attempts=attempts+1, last_code=:code, failing_s=failing_s+:more "
    "WHERE event_id=:event AND state IN('pending','quarantined')"
)
_QUARANTINE: Final = sa.text(
    "UPDATE journal SET state='quarantined' "
    "WHERE event_id=:event AND state='pending' AND failing_s>=:limit RETURNING epoch, seq"
)
_FAIL: Final = sa.text(
    f"UPDATE journal SET attempts=attempts+1, last_code=:code WHERE state='pending' AND {_IDS}"  # noqa: S608
)
_REOPEN: Final = sa.text(
    "UPDATE journal SET state='pending', review_id=NULL, last_code=NULL, failing_s=0 "
    "WHERE epoch=:epoch AND seq BETWEEN :low AND :high AND state IN('acked','review')"
)
_NOTE: Final = sa.text(
    "UPDATE sync_state SET high_water_epoch=coalesce(:epoch, high_water_epoch),"
    " high_water_seq=coalesce(:seq, high_water_seq), high_water_hash=coalesce(:hash, high_water_hash),"
    " durable_seq=coalesce(:durable, durable_seq), config_version=coalesce(:config, config_version),"
    " last_acked_at_ms=coalesce(:acked_at, last_acked_at_ms) WHERE id=1"
)
_DURABLE: Final = sa.text("INSERT OR REPLACE INTO durable(epoch, seq) VALUES(:epoch, :seq)")
_NOT_DURABLE: Final = sa.text("DELETE FROM durable WHERE epoch=:epoch")
_SEEN: Final = sa.text("SELECT 1 FROM incident WHERE code=:code AND json_extract(params,'$.epoch')=:epoch")
_LAST: Final = (1 << 63) - 1


class StoreOutbox:
    """`Outbox` over the journal. In flight and held are memory: after a crash all is pending again (E1)."""

    def __init__(self, runner: StoreWorker) -> None:
        self._runner = runner
        self._core = runner.core
        self._clock = runner.core.parts.clock
        self._reader = SharedReader(self._core.parts.paths.database)
        self._lock = threading.Lock()
        self._in_flight: set[str] = set()
        self._held: dict[str, float] = {}
        self._failing = FailingTimes()
        self._oldest: tuple[bytes, int] | None = None
        self._disabling = Disabling(runner, self._reader, self._clock)

    def take(self, max_items: int, max_bytes: int, beside: Batch | None = None) -> Batch | None:
        """See `Outbox`.

        Raises:
            PracticeNeverSendsError: these are the data of PRÁCTICA.
        """
        identity = self._core.identity
        if identity is None:
            return None
        if identity.practice:
            raise PracticeNeverSendsError
        items, alone = self._due_items(max_items, max_bytes, beside)
        head = self._reader.row(QUERIES["head"])
        if not items or head is None:
            return None
        parts = self._core.parts
        batch = Batch(
            batch_id=parts.ids.uuid7(),
            terminal_id=identity.terminal_id,
            boot_id=parts.boot_id,
            epoch=identity.epoch,
            head=StreamPlace(head[0], head[1], head[2].hex()),
            items=tuple(items),
            alone=alone,
        )
        with self._lock:
            self._in_flight = {batch.batch_id} if beside is None else self._in_flight | {batch.batch_id}
        return batch

    def _due_items(
        self, max_items: int, max_bytes: int, beside: Batch | None
    ) -> tuple[list[OutboxItem], bool]:
        """Items of the next batch, and whether it is one that failed by itself before.

        Such a one goes when nothing else is due: several of them, each due again before the next wait is
        over, would take every turn and keep the rest from ever leaving (U8).
        """
        held = self._still_held()
        if beside is not None:
            held |= {item.event_id for item in beside.items}
        items: list[OutboxItem] = []
        size = 0
        for row in self._reader.rows(QUERIES["take"], (max_items + len(held),)):
            if row[0] in held:
                continue
            size += len(row[5])
            if items and (size > max_bytes or len(items) == max_items):
                break
            items.append(_item(row))
        if items or beside is not None:
            return items, False
        return self._first("failing", held) or self._first("quarantine", held), True

    def _first(self, query: str, held: Set[str]) -> list[OutboxItem]:
        """The first that is due of those that travel by themselves."""
        for (event_id,) in self._reader.rows(QUERIES[query]):
            if event_id not in held:
                return [_item(row) for row in self._reader.rows(QUERIES["one"], (event_id,))]
        return []

    def settle(self, batch: Batch, reply: BatchReply) -> Settlement:
        """See `Outbox`."""
        faults = self._core.parts.faults
        faults.reach(CrashPoint.BEFORE_MARKING)
        current = self._landed(batch) and reply.batch_id == batch.batch_id
        sent = {item.event_id for item in batch.items}
        results = [result for result in reply.results if result.event_id in sent]
        now = unix_ms(self._clock.now())

        def write(unit: WriteUnit) -> Settlement:
            assert isinstance(unit, Unit)
            counts = _apply(unit.connection, results, retries=current)
            if not current:
                return counts
            corrupt = sum(self._count_failure(unit, r.event_id, "CORRUPT") for r in results if _corrupt(r))
            _note(unit.connection, reply, now if counts.acked else None)
            for state in (reply.current, *reply.older):
                _note_durable(unit.connection, state)
            reopened = sum(_reopen(unit.connection, state) for state in (reply.current, *reply.older))
            incident = self._judge_high_water(unit, reply.current)
            return replace(counts, reopened=reopened, incident=incident, quarantined=corrupt)

        settlement = self._runner.run(write)
        faults.reach(CrashPoint.AFTER_MARKING)
        self._hold(results, current=current)
        if current:
            self._note_anchor(reply)
        return settlement

    def fail(self, batch: Batch, code: str) -> None:
        """See `Outbox`."""
        self._landed(batch)
        ids = _ids(item.event_id for item in batch.items)

        def write(unit: WriteUnit) -> None:
            assert isinstance(unit, Unit)
            unit.connection.execute(_FAIL, {"code": code, "ids": ids})

        self._runner.run(write)

    def isolate(self, batch: Batch, code: str) -> bool:
        """See `Outbox`."""
        self._landed(batch)
        event_id = batch.items[0].event_id

        def write(unit: WriteUnit) -> tuple[bool, str]:
            assert isinstance(unit, Unit)
            quarantined = self._count_failure(unit, event_id, code)
            state = unit.connection.exec_driver_sql(QUERIES["state"], (event_id,)).scalar_one()
            return quarantined, str(state)

        quarantined, state = self._runner.run(write)
        self._hold_for(event_id, AGAIN_S if state == RowState.QUARANTINED else HOLD_S)
        return quarantined

    def status(self) -> OutboxStatus:
        """See `Outbox`."""
        pending, acked_at_ms, *disabled = self._reader.row(QUERIES["counts"]) or (0, None, None, None)
        held = dict(self._reader.rows(QUERIES["held"]))
        return OutboxStatus(
            pending=pending,
            review=held.get("review", 0),
            quarantined=held.get("quarantined", 0),
            fenced=held.get("fenced", 0),
            oldest_pending_at_ms=self._oldest_at_ms() if pending else None,
            last_acked_at_ms=acked_at_ms,
            grace_ms=self._disabling.grace_ms(disabled),
        )

    def _oldest_at_ms(self) -> int | None:
        """Of the oldest pending event; a backlog has the same one for long, and a sale is much to read."""
        row = self._reader.row(QUERIES["oldest"])
        if row is None:
            return None
        payload, known = row[0], self._oldest
        if known is None or known[0] != payload:
            known = self._oldest = (payload, unix_ms(decode_event(payload).context.occurred_at))
        return known[1]

    def hurry(self) -> None:
        """See `Outbox`."""
        with self._lock:
            self._held.clear()

    def disabled(self, *, disabled: bool) -> None:
        """See `Outbox`."""
        self._disabling.note(disabled=disabled)

    def close(self) -> None:
        """Close the reading connection."""
        self._reader.close()

    def _landed(self, batch: Batch) -> bool:
        """The batch is no longer in flight; whether it was."""
        with self._lock:
            was = batch.batch_id in self._in_flight
            self._in_flight.discard(batch.batch_id)
            return was

    def _still_held(self) -> set[str]:
        now = self._clock.monotonic()
        with self._lock:
            self._held = {event: due for event, due in self._held.items() if due > now}
            return set(self._held)

    def _hold(self, results: Iterable[ItemResult], *, current: bool) -> None:
        for result in results:
            if result.status is not ItemStatus.RETRY:
                self._failing.forget(result.event_id)
                with self._lock:
                    self._held.pop(result.event_id, None)
            elif result.retry_after_s or current:
                self._hold_for(result.event_id, self._retry_s(result))

    def _retry_s(self, result: ItemResult) -> float:
        state = self._reader.row(QUERIES["state"], (result.event_id,))
        quarantined = state is not None and state[0] == RowState.QUARANTINED
        return AGAIN_S if quarantined else result.retry_after_s or 0

    def _hold_for(self, event_id: str, seconds: float) -> None:
        with self._lock:
            self._held[event_id] = self._clock.monotonic() + seconds

    def _count_failure(self, unit: Unit, event_id: str, code: str) -> bool:
        """One more failure of an item by itself; whether that puts it into quarantine (U7)."""
        more = self._failing.failed(event_id, int(self._clock.monotonic() * 1_000))
        unit.connection.execute(_FAILING, {"event": event_id, "code": code, "more": more})
        values = {"event": event_id, "limit": QUARANTINE_S}
        place = unit.connection.execute(_QUARANTINE, values).one_or_none()
        if place is None:
            return False
        params: JsonObject = {"event_id": event_id, "epoch": place[0], "seq": place[1], "code": code}
        data: JsonObject = {"code": "EVENT_QUARANTINED", "params": params}
        unit.append(EventKind.INCIDENT_RAISED, data, self._core.context())
        return True

    def _judge_high_water(self, unit: Unit, state: EpochState) -> str | None:
        """Another hash at the high water, or a head behind it, is an incident, once an epoch (U5, A1)."""
        place = state.high_water
        if place is None or place.seq == 0:
            return None
        row = unit.connection.exec_driver_sql(QUERIES["place"], (place.epoch, place.seq)).one_or_none()
        if row is not None and row[0].hex() == place.hash:
            return None
        code = "HEAD_BEHIND" if row is None else "CHAIN_BREAK"
        if unit.connection.execute(_SEEN, {"code": code, "epoch": place.epoch}).first() is None:
            params = {"epoch": place.epoch, "seq": place.seq, "hash": place.hash}
            data = {"code": code, "params": params}
            unit.append(EventKind.INCIDENT_RAISED, data, self._core.context())
        return code

    def _note_anchor(self, reply: BatchReply) -> None:
        try:
            note_reply(self._core.parts.paths.anchors, reply.current.high_water, reply.series)
        except OSError as error:
            _log.warning("anchor not written: %s", type(error).__name__)


def _apply(connection: sa.Connection, results: Iterable[ItemResult], *, retries: bool) -> Settlement:
    by_status: dict[ItemStatus, list[ItemResult]] = {status: [] for status in ItemStatus}
    for result in results:
        by_status[result.status].append(result)
    done = [*by_status[ItemStatus.ACCEPTED], *by_status[ItemStatus.DUPLICATE]]
    acked = connection.execute(_ACK, {"ids": _ids(r.event_id for r in done)}).rowcount
    fenced = connection.execute(
        _FENCE, {"ids": _ids(r.event_id for r in by_status[ItemStatus.FENCED])}
    ).rowcount
    review = retried = 0
    for result in by_status[ItemStatus.REVIEW]:
        values = {"event": result.event_id, "code": result.code, "review": result.review_id}
        review += connection.execute(_REVIEW, values).rowcount
    for result in by_status[ItemStatus.RETRY] if retries else ():
        if _corrupt(result):  # counted with its failing time
            retried += 1
            continue
        values = {"event": result.event_id, "code": result.code}
        retried += connection.execute(_RETRY, values).rowcount
    return Settlement(acked=acked, review=review, retried=retried, fenced=fenced)


def _reopen(connection: sa.Connection, state: EpochState) -> int:
    place = state.high_water
    if place is None:
        return 0
    ranges = [*state.gaps, (place.seq + 1, _LAST)]
    values = [{"epoch": place.epoch, "low": low, "high": high} for low, high in ranges]
    return sum(connection.execute(_REOPEN, value).rowcount for value in values)


def _note(connection: sa.Connection, reply: BatchReply, acked_at: int | None) -> None:
    place = reply.current.high_water
    connection.execute(
        _NOTE,
        {
            "epoch": None if place is None else place.epoch,
            "seq": None if place is None else place.seq,
            "hash": None if place is None else place.hash,
            "durable": reply.current.durable_seq,
            "config": reply.config_version,
            "acked_at": acked_at,
        },
    )


def _corrupt(result: ItemResult) -> bool:
    return result.status is ItemStatus.RETRY and result.code == "CORRUPT"


def _item(row: Sequence[Any]) -> OutboxItem:
    event_id, epoch, seq, prev, event_hash, payload = row
    return OutboxItem(event_id, epoch, seq, prev.hex(), event_hash.hex(), payload.decode())


def _note_durable(connection: sa.Connection, state: EpochState) -> None:
    """Up to where a second copy holds an epoch; what the centre no longer says counts no longer (E9)."""
    if state.high_water is None:
        return
    values = {"epoch": state.high_water.epoch, "seq": state.durable_seq}
    connection.execute(_DURABLE if state.durable_seq is not None else _NOT_DURABLE, values)


def _ids(ids: Iterable[str]) -> str:
    return json.dumps(list(ids))
