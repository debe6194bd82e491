"""A person disables the terminal, or the refresh alone is refused (sync.md X5; faults.md 54)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.domain.outbox import RowState
from core.ports.transport import AuthState, Outcome, OutcomeKind, Refresh
from sync.status import Pause
from tests.strictness import ExpectedLogs
from tests.sync.support import Rig

DISABLED = Outcome(OutcomeKind.FORBIDDEN, code="TERMINAL_DISABLED")
HOUR_S = 3_600


@pytest.fixture
def rig(expected_logs: ExpectedLogs) -> Rig:
    expected_logs.allow("sending to the centre rests")
    return Rig()


def test_fault_54_disabled_stops_sending_and_the_till_is_locked_after_72_hours(rig: Rig) -> None:
    rig.append(3)
    rig.transport.default = lambda _: DISABLED
    rig.run_for(5)
    assert rig.status.pause is Pause.TERMINAL_DISABLED
    assert rig.status.grace_ms == pytest.approx(72 * HOUR_S * 1_000, abs=10_000)
    assert not rig.status.auth_paused
    rig.run_for(71 * HOUR_S)
    assert rig.status.grace_ms
    rig.run_for(2 * HOUR_S)
    assert rig.status.grace_ms == 0
    assert {row.state for row in rig.outbox.rows} == {RowState.PENDING}, "data is kept"


def test_a_clock_turned_back_and_starts_in_between_extend_nothing(rig: Rig) -> None:
    rig.append()
    rig.transport.default = lambda _: DISABLED
    for _ in range(8):
        rig.run_for(10 * HOUR_S)
        rig.clock.wall_error -= timedelta(hours=10)
        rig.outbox.restart()
        rig.worker = rig.new_worker()
        rig.due = rig.clock.monotonic()
    rig.run_for(5)
    assert rig.status.grace_ms == 0


def test_a_mistake_at_the_centre_heals_by_itself(rig: Rig) -> None:
    rig.append()
    rig.transport.script.append(DISABLED)
    rig.run_for(5)
    assert rig.outbox.status().grace_ms is not None
    rig.run_for(1.1 * HOUR_S)
    assert rig.status.grace_ms is None
    assert rig.outbox.rows[0].state is RowState.ACKED


def test_a_refused_refresh_alone_never_locks(rig: Rig) -> None:
    rig.append()
    rig.credentials.have = False
    rig.credentials.answers.extend([Refresh(AuthState.REFUSED, "INVALID_GRANT")] * 500)
    rig.run_for(200 * HOUR_S)
    assert rig.status.auth_paused
    assert rig.status.grace_ms is None


def test_disabled_may_be_told_by_the_refresh(rig: Rig) -> None:
    rig.append()
    rig.credentials.have = False
    rig.credentials.answers.append(Refresh(AuthState.DISABLED, "TERMINAL_DISABLED"))
    rig.run_for(5)
    assert rig.status.pause is Pause.TERMINAL_DISABLED
    assert rig.status.grace_ms is not None
