from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation.faults import Fault, Plan
from tests.simulation.run import Report, simulate
from tests.strictness import ExpectedLogs

pytestmark = pytest.mark.no_cover
FOUND = (
    (6, 1.0, {"poison": 0.05, "partition": 0.5}),  # poisoned events took the turns of all others
    (  # a late copy from a boot never heard of fenced its till
        5,
        1.5,
        {
            **{"till_crash": 0.02, "reply_lost": 0.2, "request_lost": 0.3},
            **{"server_error": 0.3, "doubled": 0.3},
        },
    ),
)
"""Seeds that failed, with their hours and the faults that they needed."""


@pytest.fixture(autouse=True)
def _faults_are_logged(expected_logs: ExpectedLogs) -> None:
    expected_logs.allow("sending to the centre rests|an event is set aside")


def sound(report: Report) -> Report:
    assert report.violation is None, f"seed {report.seed}: {report.violation}"
    return report


@pytest.mark.parametrize(("seed", "hours", "rates"), FOUND)
def test_what_a_seed_once_found_stays_mended(seed: int, hours: float, rates: dict[str, float]) -> None:
    sound(simulate(seed, tills=1, hours=hours, plan=Plan.only(seed, **rates)))


def test_a_shop_without_faults_sells_and_drains() -> None:
    report = sound(simulate(7, tills=1, hours=1, plan=Plan.only(7)))
    assert report.terminal_hours == 1
    assert not report.struck


def test_the_same_seed_gives_the_same_trace_whatever_the_hash_seed() -> None:
    program = "from tests.simulation.run import simulate; print(simulate(11, tills=2, hours=0.5).trace)"
    elsewhere = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": "4711"},
    ).stdout.strip()
    assert elsewhere == simulate(11, tills=2, hours=0.5).trace
    assert len(elsewhere) == 64


def test_other_seeds_give_other_traces() -> None:
    reports = [simulate(seed, tills=1, hours=0.1) for seed in (1, 2)]
    assert reports[0].trace != reports[1].trace


def test_a_shop_under_every_fault_at_three_times_its_rate_keeps_every_invariant() -> None:
    sound(simulate(1, tills=1, hours=1.5, plan=Plan.hostile(1)))


def test_a_seed_has_some_kinds_of_fault_and_not_others() -> None:
    plans = [Plan.draw(seed) for seed in range(40)]
    assert {kind for plan in plans for kind in plan.rates} == set(Fault)
    assert all(len(plan.rates) < len(Fault) for plan in plans[:3])
