"""Two hundred terminal-hours under faults, no invariant violated (docs/simulation.md).

Each seed is a test of its own, so that every worker of the suite takes some (`tests.workers.APART`). A
terminal-hour has at least 40 sales. A seed whose outages leave a till too few of them somewhere reaches fewer
than it sells; those here reach all twelve or all but one, so the sum is more than 200 however they fall.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest

from tests.counts import COUNTED
from tests.simulation.run import simulate
from tests.strictness import ExpectedLogs

pytestmark = pytest.mark.no_cover
"""Hours of it reach no line that the tests of the parts do not."""
SEEDS: Final = (1, 2, 3, 4, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19, 22, 23, 24)
TILLS: Final = 3
HOURS: Final = 4
LEAST: Final = TILLS * HOURS - 1


def test_the_seeds_come_to_two_hundred_hours() -> None:
    assert len(SEEDS) * LEAST >= 200


@pytest.mark.parametrize("seed", SEEDS)
def test_a_shop_under_faults_keeps_every_invariant(
    seed: int, expected_logs: ExpectedLogs, record_property: Callable[[str, object], None]
) -> None:
    expected_logs.allow("sending to the centre rests|an event is set aside")
    report = simulate(seed, tills=TILLS, hours=HOURS)
    assert report.violation is None, f"seed {report.seed}: {report.violation}"
    assert report.struck
    assert report.terminal_hours >= LEAST
    record_property(f"{COUNTED}terminal-hours simulated", report.terminal_hours)
