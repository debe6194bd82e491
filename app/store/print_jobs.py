"""The spooler's queue in ``till.db`` (hardware.md section 6): writes on the store thread, reads beside it."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa

from app.store import schema
from app.store import statements as sql
from app.store.shared_reader import SharedReader
from app.store.unit import Unit
from app.store.worker import StoreWorker
from app.usecases.ports import WriteUnit
from core.domain.journal.rows import unix_ms
from core.ports.printing import (
    NEXT_STATES,
    Fence,
    PrintJob,
    PrintJobError,
    PrintJobState,
    PrintKind,
    drawer_expired,
)

_S = PrintJobState
_DONE: Final = frozenset({_S.PRINTED, _S.REPRINTED, _S.CANCELLED})
_COLUMNS: Final = (
    "output_id, kind, printer, state, created_ms, event_id, copy_no, document, drawer_pin, blob, sha256, "
    "fence, attempts, error"
)
_SELECT: Final = f"SELECT {_COLUMNS} FROM print_job "  # noqa: S608 - own column names
QUERIES: Final = MappingProxyType(
    {
        "get": _SELECT + "WHERE output_id=?",
        "next": _SELECT + "WHERE printer=? AND state IN('queued','waiting_device') "
        "ORDER BY kind <> 'drawer', entry LIMIT 1",
        "recent": _SELECT + "ORDER BY entry DESC LIMIT ?",
        "uncertain": _SELECT + "WHERE state IN('sending','sent','uncertain') AND state='uncertain' "
        "AND kind <> 'drawer' ORDER BY entry",
        "open": _SELECT + "WHERE state IN('sending','sent','uncertain') ORDER BY entry",
        "waiting": _SELECT + "WHERE state IN('queued','waiting_device')",
    }
)
_UPDATE: Final = sa.update(schema.print_job).where(schema.print_job.c.output_id == sa.bindparam("job"))
_MARK: Final = _UPDATE.values(
    {name: sa.bindparam(f"new_{name}") for name in ("state", "fence", "error", "sent_ms", "done_ms")}
)
_SENDING: Final = _UPDATE.values(
    state="sending",
    error=None,
    blob=sa.bindparam("new_blob"),
    sha256=sa.bindparam("new_sha256"),
    attempts=schema.print_job.c.attempts + 1,
)


class StorePrintJobs:
    """`PrintJobs` over the store; never call a writing method from the store thread."""

    def __init__(self, runner: StoreWorker) -> None:
        self._runner = runner
        self._clock = runner.core.parts.clock
        self._reader = SharedReader(runner.core.parts.paths.database)

    def add(self, job: PrintJob) -> None:
        """See `PrintJobs`."""
        self._runner.run(lambda unit: _insert(unit, job))

    def next_job(self, printer: str) -> PrintJob | None:
        """See `PrintJobs`."""
        return _one(self._reader.row(QUERIES["next"], (printer,)))

    def mark_sending(self, output_id: str, blob: bytes, sha256: str) -> None:
        """See `PrintJobs`."""

        def write(unit: WriteUnit) -> None:
            _check(_fetch(unit, output_id), _S.SENDING)
            _connection(unit).execute(_SENDING, {"job": output_id, "new_blob": blob, "new_sha256": sha256})

        self._runner.run(write)

    def mark(
        self,
        output_id: str,
        state: PrintJobState,
        *,
        fence: Fence | None = None,
        error: str | None = None,
    ) -> None:
        """See `PrintJobs`."""
        now = unix_ms(self._clock.now())

        def write(unit: WriteUnit) -> None:
            job = _fetch(unit, output_id)
            if state is not job.state:
                _check(job, state)
                if state is _S.SENDING:
                    raise PrintJobError("illegal_transition", output_id, "use mark_sending")
            _write_mark(unit, job, state, fence or job.fence, error, now)

        self._runner.run(write)

    def recover(self, now_ms: int) -> int:
        """See `PrintJobs`."""

        def write(unit: WriteUnit) -> int:
            connection = _connection(unit)
            changed = 0
            for row in connection.exec_driver_sql(QUERIES["open"]).all():
                job = _job(tuple(row))
                if job.state is _S.SENDING or (job.state is _S.SENT and job.fence is not Fence.NONE):
                    _write_mark(unit, job, _S.UNCERTAIN, job.fence, job.error, now_ms)
                    changed += 1
            for row in connection.exec_driver_sql(QUERIES["waiting"]).all():
                job = _job(tuple(row))
                if drawer_expired(job, now_ms):
                    _write_mark(unit, job, _S.CANCELLED, job.fence, "ttl", now_ms)
                    changed += 1
            return changed

        return self._runner.run(write)

    def get(self, output_id: str) -> PrintJob | None:
        """See `PrintJobs`."""
        return _one(self._reader.row(QUERIES["get"], (output_id,)))

    def recent(self, limit: int) -> tuple[PrintJob, ...]:
        """See `PrintJobs`."""
        return tuple(map(_job, self._reader.rows(QUERIES["recent"], (limit,))))

    def uncertain(self) -> tuple[PrintJob, ...]:
        """See `PrintJobs`."""
        return tuple(map(_job, self._reader.rows(QUERIES["uncertain"])))

    def close(self) -> None:
        """Close the reading connection."""
        self._reader.close()


def _connection(unit: WriteUnit) -> sa.Connection:
    assert isinstance(unit, Unit)
    return unit.connection


def _fetch(unit: WriteUnit, output_id: str) -> PrintJob:
    row = _connection(unit).exec_driver_sql(QUERIES["get"], (output_id,)).one_or_none()
    if row is None:
        raise PrintJobError("unknown_job", output_id)
    return _job(tuple(row))


def _check(job: PrintJob, state: PrintJobState) -> None:
    if state not in NEXT_STATES[job.state]:
        raise PrintJobError("illegal_transition", job.output_id, f"{job.state} to {state}")


def _write_mark(
    unit: WriteUnit, job: PrintJob, state: PrintJobState, fence: Fence | None, error: str | None, now_ms: int
) -> None:
    sent, done = (
        _connection(unit)
        .execute(
            sa.select(schema.print_job.c.sent_ms, schema.print_job.c.done_ms).where(
                schema.print_job.c.output_id == job.output_id
            )
        )
        .one()
    )
    _connection(unit).execute(
        _MARK,
        {
            "job": job.output_id,
            "new_state": str(state),
            "new_fence": None if fence is None else str(fence),
            "new_error": error,
            "new_sent_ms": now_ms if state is _S.SENT and sent is None else sent,
            "new_done_ms": now_ms if state in _DONE and done is None else done,
        },
    )


def _insert(unit: WriteUnit, job: PrintJob) -> None:
    connection = _connection(unit)
    if connection.exec_driver_sql(QUERIES["get"], (job.output_id,)).one_or_none() is not None:
        raise PrintJobError("duplicate_job", job.output_id)
    connection.exec_driver_sql(
        sql.INSERT_PRINT_JOB,
        {
            "output_id": job.output_id,
            "event_id": job.event_id,
            "kind": str(job.kind),
            "copy_no": job.copy_no,
            "printer": job.printer,
            "document": job.document,
            "drawer_pin": job.drawer_pin,
            "state": str(job.state),
            "error": job.error,
            "attempts": job.attempts,
            "created_ms": job.created_ms,
        },
    )
    assert isinstance(unit, Unit)
    unit.print_jobs.append(job.output_id)


def _one(row: tuple[Any, ...] | None) -> PrintJob | None:
    return None if row is None else _job(row)


def _job(row: tuple[Any, ...]) -> PrintJob:
    job = PrintJob(*row)
    return replace(
        job,
        kind=PrintKind(job.kind),
        state=PrintJobState(job.state),
        fence=None if job.fence is None else Fence(job.fence),
    )
