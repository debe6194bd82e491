"""The worker and its tokens: one refresh, then a pause that asks for a person and never locks a till."""

from __future__ import annotations

import pytest

from core.domain.outbox import RowState
from core.ports.transport import AuthState, Outcome, OutcomeKind, Refresh
from sync.status import Pause
from tests.strictness import ExpectedLogs
from tests.sync.support import Rig


@pytest.fixture
def rig() -> Rig:
    return Rig()


def states(rig: Rig) -> set[RowState]:
    return {row.state for row in rig.outbox.rows}


def test_fault_53_a_401_brings_one_refresh_and_the_same_batch_again(rig: Rig) -> None:
    rig.append(3)
    rig.transport.script.append(Outcome(OutcomeKind.AUTH, code="TOKEN_EXPIRED"))
    rig.run_for(0.1)
    first, second = rig.transport.batches
    assert first is second
    assert rig.credentials.refreshes == 1
    assert [row.attempts for row in rig.outbox.rows] == [0, 0, 0]
    assert states(rig) == {RowState.ACKED}


def test_without_a_token_one_is_fetched_before_anything_is_sent(rig: Rig) -> None:
    rig.credentials.have = False
    rig.append()
    rig.run_for(0.1)
    assert (rig.credentials.refreshes, len(rig.transport.batches)) == (1, 1)


def test_the_centre_s_clock_is_asked_before_the_first_token(rig: Rig) -> None:
    rig.credentials.have = False
    rig.transport.server_error_ms = 86_400_000
    rig.append()
    rig.run_for(0.1)
    assert rig.transport.probe_times[0] < rig.transport.push_times[0]
    assert rig.transport.offsets == [86_400_000]


def test_a_second_401_after_the_refresh_pauses_and_selling_goes_on(
    rig: Rig, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("rests: auth_refused")
    rig.append()
    rig.transport.script.extend([Outcome(OutcomeKind.AUTH, code="UNAUTHENTICATED")] * 2)
    rig.run_for(1_000)
    assert len(rig.transport.batches) == 2
    assert rig.status.auth_paused
    assert [row.attempts for row in rig.outbox.rows] == [0]
    rig.append()
    rig.run_for(5)
    assert rig.status.queued == 2


@pytest.mark.parametrize(
    ("state", "pause", "look_again"),
    [
        (AuthState.REFUSED, Pause.AUTH_REFUSED, 3_600),
        (AuthState.DISABLED, Pause.TERMINAL_DISABLED, 3_600),
        (AuthState.SECRETS_LOCKED, Pause.SECRETS_LOCKED, 300),
        (AuthState.SECRETS_UNAVAILABLE, Pause.SECRETS_UNAVAILABLE, 300),
        (AuthState.SECRETS_MISSING, Pause.SECRETS_MISSING, 3_600),
        (AuthState.SECRETS_CORRUPT, Pause.SECRETS_CORRUPT, 3_600),
    ],
)
def test_a_refresh_that_cannot_work_pauses_and_is_tried_again_later(
    rig: Rig, expected_logs: ExpectedLogs, state: AuthState, pause: Pause, look_again: int
) -> None:
    expected_logs.expect(f"rests: {pause}")
    rig.credentials.have = False
    rig.credentials.answers.append(Refresh(state))
    rig.append()
    rig.run_for(look_again - 10)
    assert (rig.status.pause, rig.transport.batches) == (pause, [])
    rig.run_for(20)
    assert rig.status.pause is None
    assert states(rig) == {RowState.ACKED}


def test_send_now_tries_a_paused_till_once(rig: Rig, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("rests: auth_refused")
    rig.credentials.have = False
    rig.credentials.answers.append(Refresh(AuthState.REFUSED))
    rig.append()
    rig.run_for(5)
    rig.hurry()
    rig.run_for(1)
    assert states(rig) == {RowState.ACKED}


def test_a_refresh_that_gets_no_answer_is_a_network_failure(rig: Rig) -> None:
    rig.credentials.have = False
    rig.credentials.answers.append(Refresh(AuthState.UNREACHABLE, "connect"))
    rig.append()
    rig.run_for(0.1)
    assert (rig.status.pause, rig.status.last_error) == (None, "connect")
    rig.run_for(5)
    assert states(rig) == {RowState.ACKED}


@pytest.mark.parametrize(
    ("outcome", "pause"),
    [
        (Outcome(OutcomeKind.FORBIDDEN, code="TERMINAL_DISABLED"), Pause.TERMINAL_DISABLED),
        (Outcome(OutcomeKind.FORBIDDEN, code="TENANT_MISMATCH"), Pause.TENANT_MISMATCH),
        (Outcome(OutcomeKind.UPGRADE, code="UPGRADE_REQUIRED"), Pause.UPGRADE_REQUIRED),
    ],
)
def test_a_refused_terminal_stops_sending(
    rig: Rig, expected_logs: ExpectedLogs, outcome: Outcome, pause: Pause
) -> None:
    expected_logs.expect(f"rests: {pause}")
    rig.append()
    rig.transport.script.append(outcome)
    rig.run_for(3_000)
    assert len(rig.transport.batches) == 1
    assert rig.status.pause is pause
    assert not rig.status.auth_paused
