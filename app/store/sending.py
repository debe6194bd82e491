"""What waits to be sent and what was set aside, read beside the store thread. Driver only."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from app.store.disabling import grace_of
from app.store.outbox import QUERIES as OUTBOX
from app.store.shared_reader import SharedReader
from app.usecases.sending import LISTED, AsideItem, Waiting, by_sort, sort_of
from core.domain.documents import format_number
from core.domain.journal.events import decode_event
from core.domain.journal.rows import unix_ms
from core.domain.outbox import OutboxStatus, RowState
from core.ports.clock import Clock

_ITEM: Final = (
    "SELECT j.event_id, j.state, j.kind, j.last_code, j.payload, "
    "coalesce(s.series, r.series, v.series), coalesce(s.number, r.number, v.number), "
    "coalesce(s.total_cents, -r.total_cents, -v.total_cents) FROM journal j"
)
_DOCUMENTS: Final = (
    "LEFT JOIN sale s ON s.event_id=j.event_id LEFT JOIN refund r ON r.event_id=j.event_id "
    "LEFT JOIN sale_void v ON v.event_id=j.event_id"
)
QUERIES: Final = MappingProxyType(
    {
        "kinds": "SELECT kind, count(*) FROM journal INDEXED BY journal_outbox "
        "WHERE state='pending' GROUP BY kind",
        # what fails by itself, then what was set aside
        "alone": f"{_ITEM} INDEXED BY journal_outbox {_DOCUMENTS} "
        "WHERE j.state='pending' AND j.failing_s>0 ORDER BY j.pos LIMIT ?",
        "aside": f"{_ITEM} INDEXED BY journal_held {_DOCUMENTS} "
        "WHERE j.state IN('review','fenced','quarantined') ORDER BY j.pos LIMIT ?",
    }
)


class StoreWaiting:
    """`WaitingReader` over ``till.db``, opened ``mode=ro`` with the first question, without any lock."""

    def __init__(self, database: Path, clock: Clock) -> None:
        self._reader, self._clock = SharedReader(database), clock

    def waiting(self) -> Waiting:
        """See `WaitingReader`."""
        kinds = dict(self._reader.rows(QUERIES["kinds"]))
        aside = [row for name in ("alone", "aside") for row in self._reader.rows(QUERIES[name], (LISTED,))]
        return Waiting(by_sort(kinds), tuple(map(_aside, aside[:LISTED])))

    def counts(self) -> OutboxStatus:
        """Counts by delivery state and the age of the oldest pending event, for whoever has no store open."""
        ask = self._reader
        pending, acked_at_ms, *disabled = ask.row(OUTBOX["counts"]) or (0, None, None, None)
        held, oldest = dict(ask.rows(OUTBOX["held"])), ask.row(OUTBOX["oldest"])
        return OutboxStatus(
            pending=pending,
            review=held.get(RowState.REVIEW, 0),
            quarantined=held.get(RowState.QUARANTINED, 0),
            fenced=held.get(RowState.FENCED, 0),
            oldest_pending_at_ms=None if oldest is None else _at_ms(oldest[0]),
            last_acked_at_ms=acked_at_ms,
            grace_ms=grace_of(disabled, unix_ms(self._clock.now())),
        )

    def close(self) -> None:
        """Close the connection."""
        self._reader.close()


def _aside(row: tuple[Any, ...]) -> AsideItem:
    event_id, state, kind, code, payload, series, number, total_cents = row
    return AsideItem(
        event_id=event_id,
        state=RowState(state),
        sort=sort_of(kind),
        number="" if number is None else format_number(series, number),
        occurred_at_ms=_at_ms(payload),
        total_cents=total_cents,
        code=code or "",
    )


def _at_ms(payload: bytes) -> int:
    return unix_ms(decode_event(payload).context.occurred_at)
