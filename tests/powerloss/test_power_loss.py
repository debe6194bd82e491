"""The power goes at any moment: 0 documents lost, 0 databases corrupt (faults.md section 4, fault 41)."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from tests.counts import COUNTED
from tests.powerloss.disk import Cut, image
from tests.powerloss.images import power_cuts, recorded
from tests.powerloss.till import Kind
from tests.strictness import ExpectedLogs

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the recorder reads /proc")

RUNS = [(seed, kind) for seed, kind in enumerate([*Kind, *Kind, Kind.DAY, Kind.RESTARTS] * 2, start=1)]
IMAGES = 75
"""Of each run: 24 x 75 and the lying disks' are more than 2,000."""
LYING = range(101, 109)
LIES_EACH = 40

Record = Callable[[str, object], None]


@pytest.mark.parametrize(("seed", "kind"), RUNS)
def test_fault_41_a_power_cut_loses_no_document_and_leaves_no_corrupt_database(
    seed: int, kind: Kind, record_property: Record, expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow("rebuilding the database")
    tally = power_cuts(seed, IMAGES, kind=kind)
    assert (tally.lost, tally.corrupt, tally.silent, tally.first) == (0, 0, 0, None)
    assert tally.acked > IMAGES, "hardly anything was promised: the images proved nothing"
    assert kind not in (Kind.TAIL, Kind.REBUILDING) or tally.mended
    record_property(f"{COUNTED}power-loss images", tally.images)
    record_property(f"{COUNTED}power-loss images: documents promised", tally.acked)


@pytest.mark.parametrize("seed", LYING)
def test_fault_42_what_a_lying_disk_drops_comes_back_from_the_second_device_with_an_incident(
    seed: int, record_property: Record, expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow("rebuilding the database")
    tally = power_cuts(seed, LIES_EACH, lying=True)
    assert (tally.lost, tally.corrupt, tally.silent, tally.first) == (0, 0, 0, None)
    assert tally.mended > LIES_EACH // 3, "the disk hardly lied"
    record_property(f"{COUNTED}power-loss images", tally.images)


def test_the_same_seed_writes_the_same_log_and_the_same_images() -> None:
    first, second = recorded(7), recorded(7)
    assert first == second
    cut = Cut(len(first.log.entries) * 2 // 3, 5, directories=False)
    assert image(first.log, cut) == image(second.log, cut)
    middle = [Cut(len(first.log.entries) // 2 + n, 6 + n % 2) for n in range(20)]
    assert len({repr(sorted(image(first.log, one).items())) for one in middle}) > 5
