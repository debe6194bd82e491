"""Life of a port: waits grow, one log on loss, one on recovery."""

from __future__ import annotations

import itertools
import logging

import pytest

from core.ports.devices import DeviceError, NoHardwareError
from hardware.backoff import JITTER, STEPS_S, Backoff
from hardware.connection import CONNECT_S, PROOF_S, Connection, LinkState
from hardware.virtual.machine import Machine
from tests.fakes.clock import SeededIds
from tests.hardware.rig import MachineLink
from tests.strictness import ExpectedLogs


class SlowLink(MachineLink):
    """Never finishes connecting."""

    def connected(self) -> bool:
        return False


def attempts(connection: Connection, until_s: float, step_s: float = 0.05) -> list[float]:
    """Seconds at which an attempt failed."""
    failed: list[float] = []
    for tick in range(round(until_s / step_s)):
        now = tick * step_s
        try:
            connection.step(now, wanted=True)
        except DeviceError as error:
            failed.append(now)
            connection.lose(error, now)
    return failed


def test_waits_grow_to_ten_seconds_with_jitter_and_never_end() -> None:
    backoff = Backoff(SeededIds())
    waits = [backoff.next_wait() for _ in range(50)]
    wanted = [*STEPS_S, *[STEPS_S[-1]] * 45]
    assert all(abs(wait / step - 1) <= JITTER for wait, step in zip(waits, wanted, strict=True))
    assert len(set(waits)) == 50
    backoff.reset()
    assert backoff.next_wait() <= STEPS_S[0] * (1 + JITTER)


def test_a_device_that_stays_away_is_logged_once(expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("main is not reachable")
    link = MachineLink(Machine())
    link.powered = False
    connection = Connection("main", link, SeededIds())
    failed = attempts(connection, 120)
    assert len(failed) > 10
    assert max(b - a for a, b in itertools.pairwise(failed)) <= 12.1
    assert len(expected_logs.records) == 1


def test_loss_and_recovery_are_one_line_each(
    expected_logs: ExpectedLogs, caplog: pytest.LogCaptureFixture
) -> None:
    expected_logs.expect("main is not reachable")
    caplog.set_level(logging.INFO, "hardware.connection")
    link = MachineLink(Machine())
    link.powered = False
    connection = Connection("main", link, SeededIds())
    attempts(connection, 30)
    link.powered = True
    attempts(connection, 60)
    assert connection.online
    connection.proven()
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


def test_a_connection_that_lives_counts_as_proven_without_an_answer() -> None:
    connection = Connection("main", MachineLink(Machine()), SeededIds())
    assert connection.step(0.0, wanted=True)
    assert connection.deadline == PROOF_S
    assert not connection.step(PROOF_S, wanted=True)
    assert connection.deadline is None


def test_an_attempt_ends_at_its_deadline(expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("main is not reachable: timeout")
    connection = Connection("main", SlowLink(Machine()), SeededIds())
    connection.step(0.0, wanted=True)
    assert connection.state is LinkState.OPENING
    with pytest.raises(DeviceError) as late:
        connection.step(CONNECT_S, wanted=True)
    connection.lose(late.value, CONNECT_S)
    assert (connection.state, connection.reason) == (LinkState.LOST, "timeout")


def test_each_time_it_comes_up_is_a_new_epoch(expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("main is not reachable")
    connection = Connection("main", MachineLink(Machine()), SeededIds())
    connection.step(0.0, wanted=True)
    connection.lose(NoHardwareError(), 1.0)
    connection.step(5.0, wanted=True)
    assert connection.epoch == 2


def test_an_unwanted_connection_is_closed() -> None:
    link = MachineLink(Machine())
    connection = Connection("main", link, SeededIds())
    connection.step(0.0, wanted=True)
    connection.step(1.0, wanted=False)
    assert (connection.state, link.up) == (LinkState.CLOSED, False)
