"""What every `PrintJobs` must do. Subclass, name it ``Test…`` and give the fixture ``jobs``."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from core.ports.printing import (
    DRAWER_TTL_MS,
    NEXT_STATES,
    Fence,
    PrintJob,
    PrintJobError,
    PrintJobs,
    PrintJobState,
    PrintKind,
)

S = PrintJobState
NOW = 1_764_000_000_000
DOCUMENT = '{"blocks":[],"v":1}'
BLOB = b"\x1b@Total 1.00\n"
SHA = hashlib.sha256(BLOB).hexdigest()


def job_id(n: int) -> str:
    """A valid UUIDv7 that sorts by ``n``."""
    return f"01900000-0000-7000-8000-{n:012x}"


def receipt(n: int, **changes: object) -> PrintJob:
    values: dict[str, object] = {
        "output_id": job_id(n),
        "kind": PrintKind.RECEIPT,
        "printer": "main",
        "state": S.QUEUED,
        "created_ms": NOW + n,
        "document": DOCUMENT,
    }
    return PrintJob(**(values | changes))  # type: ignore[arg-type]


def drawer(n: int, **changes: object) -> PrintJob:
    return receipt(n, **({"kind": PrintKind.DRAWER, "document": None, "drawer_pin": 2} | changes))


PATHS: dict[PrintJobState, tuple[PrintJobState, ...]] = {
    S.QUEUED: (),
    S.WAITING_DEVICE: (S.WAITING_DEVICE,),
    S.SENDING: (S.SENDING,),
    S.SENT: (S.SENDING, S.SENT),
    S.PRINTED: (S.SENDING, S.SENT, S.PRINTED),
    S.UNCERTAIN: (S.SENDING, S.UNCERTAIN),
    S.REPRINTED: (S.SENDING, S.UNCERTAIN, S.REPRINTED),
    S.CANCELLED: (S.CANCELLED,),
}


def bring_to(jobs: PrintJobs, output_id: str, state: PrintJobState) -> None:
    for step in PATHS[state]:
        if step is S.SENDING:
            jobs.mark_sending(output_id, BLOB, SHA)
        else:
            jobs.mark(output_id, step)


def got(jobs: PrintJobs, n: int) -> PrintJob:
    job = jobs.get(job_id(n))
    assert job is not None
    return job


class PrintJobsConformance:
    """The suite."""

    if TYPE_CHECKING:

        @pytest.fixture
        def jobs(self) -> PrintJobs:
            """An empty queue."""
            raise NotImplementedError

    def reopened(self, jobs: PrintJobs) -> PrintJobs:
        """The same queue as the next process sees it; a store closes and opens its file here."""
        return jobs

    def test_a_job_comes_back_as_it_was_put_in(self, jobs: PrintJobs) -> None:
        job = receipt(1)
        jobs.add(job)
        assert jobs.get(job_id(1)) == job
        assert jobs.next_job("main") == job
        assert self.reopened(jobs).get(job_id(1)) == job

    def test_an_unknown_job_is_none_or_refused(self, jobs: PrintJobs) -> None:
        assert jobs.get(job_id(9)) is None
        calls: tuple[Callable[[], None], ...] = (
            lambda: jobs.mark(job_id(9), S.SENT),
            lambda: jobs.mark_sending(job_id(9), BLOB, SHA),
        )
        for call in calls:
            with pytest.raises(PrintJobError) as refused:
                call()
            assert refused.value.code == "unknown_job"

    def test_the_same_id_twice_is_refused(self, jobs: PrintJobs) -> None:
        jobs.add(receipt(1))
        with pytest.raises(PrintJobError) as refused:
            jobs.add(receipt(1, copy_no=2))
        assert refused.value.code == "duplicate_job"
        assert got(jobs, 1).copy_no == 1

    def test_drawers_first_then_in_order_of_entry(self, jobs: PrintJobs) -> None:
        for job in (receipt(2), receipt(1), drawer(4), drawer(3)):
            jobs.add(job)
        seen: list[str] = []
        while (job_now := jobs.next_job("main")) is not None:
            seen.append(job_now.output_id)
            jobs.mark(job_now.output_id, S.CANCELLED)
        assert seen == [job_id(4), job_id(3), job_id(2), job_id(1)]

    def test_each_printer_has_its_own_queue(self, jobs: PrintJobs) -> None:
        jobs.add(receipt(1, printer="kitchen"))
        assert jobs.next_job("main") is None
        assert jobs.next_job("kitchen") is not None

    def test_a_waiting_job_keeps_its_place_and_says_why(self, jobs: PrintJobs) -> None:
        jobs.add(receipt(1))
        jobs.add(receipt(2))
        jobs.mark(job_id(1), S.WAITING_DEVICE, error="rec_empty")
        first = jobs.next_job("main")
        assert first is not None
        assert (first.output_id, first.state, first.error) == (job_id(1), S.WAITING_DEVICE, "rec_empty")
        jobs.mark(job_id(1), S.WAITING_DEVICE, error="cover_open")
        assert got(jobs, 1).error == "cover_open"

    def test_sending_stores_the_bytes_and_counts_the_attempt(self, jobs: PrintJobs) -> None:
        jobs.add(receipt(1))
        jobs.mark(job_id(1), S.WAITING_DEVICE, error="offline")
        jobs.mark_sending(job_id(1), BLOB, SHA)
        sent = self.reopened(jobs).get(job_id(1))
        assert sent is not None
        assert (sent.state, sent.blob, sent.sha256, sent.attempts, sent.error) == (
            S.SENDING,
            BLOB,
            SHA,
            1,
            None,
        )
        assert jobs.next_job("main") is None

    def test_the_bytes_of_a_copy_are_never_replaced(self, jobs: PrintJobs) -> None:
        jobs.add(receipt(1))
        jobs.mark_sending(job_id(1), BLOB, SHA)
        with pytest.raises(PrintJobError) as refused:
            jobs.mark_sending(job_id(1), b"other", hashlib.sha256(b"other").hexdigest())
        assert refused.value.code == "illegal_transition"
        assert (got(jobs, 1).blob, got(jobs, 1).attempts) == (BLOB, 1)

    @pytest.mark.parametrize("start", list(S))
    @pytest.mark.parametrize("target", list(S))
    def test_only_the_moves_of_the_table_are_taken(
        self, jobs: PrintJobs, start: PrintJobState, target: PrintJobState
    ) -> None:
        jobs.add(receipt(1))
        bring_to(jobs, job_id(1), start)
        assert got(jobs, 1).state is start
        if target is start or (target in NEXT_STATES[start] and target is not S.SENDING):
            jobs.mark(job_id(1), target)
            assert got(jobs, 1).state is target
        else:
            with pytest.raises(PrintJobError) as refused:
                jobs.mark(job_id(1), target)
            assert refused.value.code == "illegal_transition"
            assert got(jobs, 1).state is start

    def test_a_noted_fence_stays_and_the_error_goes(self, jobs: PrintJobs) -> None:
        jobs.add(receipt(1))
        jobs.mark_sending(job_id(1), BLOB, SHA)
        jobs.mark(job_id(1), S.SENT, fence=Fence.PROCESS_ID, error="slow")
        jobs.mark(job_id(1), S.PRINTED)
        assert (got(jobs, 1).fence, got(jobs, 1).error) == (Fence.PROCESS_ID, None)

    def test_a_person_settles_an_uncertain_job(self, jobs: PrintJobs) -> None:
        jobs.add(receipt(1))
        bring_to(jobs, job_id(1), S.UNCERTAIN)
        assert [job.output_id for job in jobs.uncertain()] == [job_id(1)]
        jobs.mark(job_id(1), S.PRINTED, fence=Fence.PERSON)
        assert got(jobs, 1).fence is Fence.PERSON
        assert jobs.uncertain() == ()

    def test_nobody_is_asked_about_a_drawer(self, jobs: PrintJobs) -> None:
        jobs.add(drawer(1))
        bring_to(jobs, job_id(1), S.UNCERTAIN)
        assert jobs.uncertain() == ()

    def test_a_restart_makes_the_unknown_uncertain_and_leaves_the_rest(self, jobs: PrintJobs) -> None:
        for n, state in enumerate(S, start=1):
            jobs.add(receipt(n))
            bring_to(jobs, job_id(n), state)
        jobs.add(receipt(20))
        jobs.mark_sending(job_id(20), BLOB, SHA)
        jobs.mark(job_id(20), S.SENT, fence=Fence.NONE)
        after = self.reopened(jobs)
        assert after.recover(NOW) == 2
        expected = {state: state for state in S} | {S.SENDING: S.UNCERTAIN, S.SENT: S.UNCERTAIN}
        for n, state in enumerate(S, start=1):
            assert got(after, n).state is expected[state]
        assert got(after, 20).state is S.SENT
        assert after.recover(NOW) == 0

    @pytest.mark.parametrize("state", [S.QUEUED, S.WAITING_DEVICE])
    def test_a_drawer_never_opens_after_a_restart_that_came_too_late(
        self, jobs: PrintJobs, state: PrintJobState
    ) -> None:
        jobs.add(drawer(1, created_ms=NOW))
        bring_to(jobs, job_id(1), state)
        assert jobs.recover(NOW + DRAWER_TTL_MS) == 0
        assert jobs.recover(NOW + DRAWER_TTL_MS + 1) == 1
        assert (got(jobs, 1).state, got(jobs, 1).error) == (S.CANCELLED, "ttl")

    def test_a_clock_that_jumped_back_does_not_open_the_drawer(self, jobs: PrintJobs) -> None:
        jobs.add(drawer(1, created_ms=NOW))
        jobs.recover(NOW - 60_000)
        assert got(jobs, 1).state is S.CANCELLED

    def test_recent_is_newest_first_and_limited(self, jobs: PrintJobs) -> None:
        for n in (3, 1, 2):
            jobs.add(receipt(n))
        assert [job.output_id for job in jobs.recent(2)] == [job_id(2), job_id(1)]
        assert len(jobs.recent(10)) == 3
