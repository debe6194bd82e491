"""The process dies at each transition, in each trouble: never two receipts, never none unsaid."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from core.ports.printing import Fence, PrintJobState, PrintKind
from hardware.virtual.faults import Fault
from tests.hardware.rig import UNREACHABLE, Rig
from tests.strictness import ExpectedLogs

S = PrintJobState


class Killed(BaseException):
    """The process is gone."""


class KilledAt:
    """A queue whose process dies before or after one of the victim's commits."""

    def __init__(self, rig: Rig, moment: str) -> None:
        self._rig = rig
        self.victim = ""
        self._when, self._state = moment.split(":")
        self.hit = False

    def __getattr__(self, name: str) -> object:
        return getattr(self._rig.jobs, name)

    def mark_sending(self, output_id: str, blob: bytes, sha256: str) -> None:
        self._commit(output_id, "sending", lambda: self._rig.jobs.mark_sending(output_id, blob, sha256))

    def mark(self, output_id: str, state: PrintJobState, **values: Any) -> None:
        self._commit(output_id, state.value, lambda: self._rig.jobs.mark(output_id, state, **values))

    def _commit(self, output_id: str, state: str, commit: Callable[[], None]) -> None:
        now = output_id == self.victim and state == self._state and not self.hit
        if now and self._when == "before":
            self.hit = True
            raise Killed
        commit()
        if now:
            self.hit = True
            raise Killed


def live(rig: Rig, seconds: float) -> None:
    """Let time pass; a killed process starts again, on the honest queue."""
    try:
        rig.pass_time(seconds, step_s=0.5)
    except Killed:
        rig.restart()
        rig.pass_time(seconds, step_s=0.5)


MOMENTS = [
    f"{when}:{state}" for when in ("before", "after") for state in S if state not in {S.QUEUED, S.REPRINTED}
]
TROUBLES = ["healthy", "paper_out", "cover_mid_job", "power_off_mid_job", "reset_mid_job"]


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("profile", ["virtual", "generic"])
@pytest.mark.parametrize("victim", ["receipt", "drawer"])
def test_kill_at_every_transition(
    moment: str, trouble: str, profile: str, victim: str, expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow(UNREACHABLE)
    rig = Rig(profile=profile)
    queue = KilledAt(rig, moment)
    rig.port = rig.make_port(queue)
    _make_trouble(rig, trouble)
    job, drawer = rig.receipt(), rig.drawer()
    queue.victim = job if victim == "receipt" else drawer
    live(rig, 20)
    rig.machine.faults.clear()
    rig.link.powered = True
    rig.machine.run()
    live(rig, 60)
    copies, state = rig.copies(), rig.state(job)
    unproven = rig.job(job).fence is Fence.NONE and profile == "generic"
    assert copies <= 1, "a receipt was printed twice"
    assert rig.job(job).attempts <= 1
    assert rig.machine.drawer.kicks <= 1, "the drawer opened twice"
    if copies == 0:
        assert state is S.UNCERTAIN or (unproven and state is S.SENT), state
    else:
        assert state in {S.PRINTED, S.UNCERTAIN} or (unproven and state is S.SENT), state
    assert rig.state(drawer) in {S.SENT, S.CANCELLED, S.UNCERTAIN}


def _make_trouble(rig: Rig, trouble: str) -> None:
    match trouble:
        case "paper_out":
            rig.machine.faults.add(Fault.PAPER_OUT)
        case "cover_mid_job":
            rig.trap(after_lines=1, fault=Fault.COVER)
        case "power_off_mid_job":
            rig.trap(after_bytes=90, action="power_off")
        case "reset_mid_job":
            rig.trap(after_bytes=90, action="reset")


def test_the_matrix_covers_every_state_a_job_can_enter_by_itself() -> None:
    named = {re.sub(".*:", "", moment) for moment in MOMENTS}
    assert named == {state.value for state in S} - {"queued", "reprinted"}
    assert {kind.value for kind in PrintKind} >= {"receipt", "drawer"}
