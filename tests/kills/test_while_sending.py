"""kill -9 of till, centre and PostgreSQL while sales go up: none lost or doubled (faults 3, 15, 16, 33)."""

from __future__ import annotations

from collections.abc import Callable

from tests.counts import COUNTED
from tests.kills import promised
from tests.kills.field import field, kill_at_points, kill_at_random

RANDOM_KILLS = 75


def test_fault_33_a_hundred_kills_during_the_upload_lose_and_double_nothing(
    record_property: Callable[[str, object], None],
) -> None:
    with field() as made:
        kill_at_points(made, 3)
        kill_at_random(made, RANDOM_KILLS, seed=20261124)
        sales = made.verify()
        assert sales >= RANDOM_KILLS, "the till hardly sold: the kills proved nothing"
        assert made.kills.total() >= promised.SENDING
        assert min(made.kills[victim] for victim in ("till", "centre", "postgres")) >= 5
        for victim, count in made.kills.items():
            record_property(f"{COUNTED}kills of {victim}", count)
