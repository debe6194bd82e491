"""In-memory `PrintJobs`; passes the same suite as the store's (tests/conformance/print_jobs.py)."""

from __future__ import annotations

import threading
from dataclasses import replace

from core.ports.printing import (
    NEXT_STATES,
    Fence,
    PrintJob,
    PrintJobError,
    PrintJobState,
    PrintKind,
    drawer_expired,
)

S = PrintJobState


class FakePrintJobs:
    """Keeps rows in order of entry; survives the "death" of a spooler that used it."""

    def __init__(self) -> None:
        self._rows: dict[str, PrintJob] = {}
        self._lock = threading.Lock()
        self.changed = threading.Condition(self._lock)
        self.history: list[tuple[str, PrintJobState]] = []

    def add(self, job: PrintJob) -> None:
        with self._lock:
            if job.output_id in self._rows:
                raise PrintJobError("duplicate_job", job.output_id)
            self._put(job)

    def next_job(self, printer: str) -> PrintJob | None:
        with self._lock:
            due = [
                j
                for j in self._rows.values()
                if j.printer == printer and j.state in {S.QUEUED, S.WAITING_DEVICE}
            ]
            due.sort(key=lambda job: job.kind is not PrintKind.DRAWER)
            return due[0] if due else None

    def mark_sending(self, output_id: str, blob: bytes, sha256: str) -> None:
        with self._lock:
            job = self._move(output_id, S.SENDING)
            self._put(
                replace(job, state=S.SENDING, blob=blob, sha256=sha256, attempts=job.attempts + 1, error=None)
            )

    def mark(
        self,
        output_id: str,
        state: PrintJobState,
        *,
        fence: Fence | None = None,
        error: str | None = None,
    ) -> None:
        with self._lock:
            job = self._known(output_id)
            if state is not job.state:
                if state is S.SENDING:
                    raise PrintJobError("illegal_transition", output_id, "use mark_sending")
                job = self._move(output_id, state)
            self._put(replace(job, state=state, fence=fence or job.fence, error=error))

    def recover(self, now_ms: int) -> int:
        with self._lock:
            changed = 0
            for job in list(self._rows.values()):
                if job.state is S.SENDING or (job.state is S.SENT and job.fence is not Fence.NONE):
                    self._put(replace(job, state=S.UNCERTAIN, error="restart"))
                elif job.state in {S.QUEUED, S.WAITING_DEVICE} and drawer_expired(job, now_ms):
                    self._put(replace(job, state=S.CANCELLED, error="ttl"))
                else:
                    continue
                changed += 1
            return changed

    def get(self, output_id: str) -> PrintJob | None:
        with self._lock:
            return self._rows.get(output_id)

    def recent(self, limit: int) -> tuple[PrintJob, ...]:
        with self._lock:
            return tuple(reversed(self._rows.values()))[:limit]

    def uncertain(self) -> tuple[PrintJob, ...]:
        with self._lock:
            return tuple(
                j for j in self._rows.values() if j.state is S.UNCERTAIN and j.kind is not PrintKind.DRAWER
            )

    def _known(self, output_id: str) -> PrintJob:
        job = self._rows.get(output_id)
        if job is None:
            raise PrintJobError("unknown_job", output_id)
        return job

    def _move(self, output_id: str, state: PrintJobState) -> PrintJob:
        job = self._known(output_id)
        if state not in NEXT_STATES[job.state]:
            raise PrintJobError("illegal_transition", output_id, f"{job.state} -> {state}")
        return job

    def _put(self, job: PrintJob) -> None:
        known = self._rows.get(job.output_id)
        self._rows[job.output_id] = job
        if known is None or known.state is not job.state:
            self.history.append((job.output_id, job.state))
        self.changed.notify_all()
