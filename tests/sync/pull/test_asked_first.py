"""A person who asks for one stream does not wait for the whole list of another (sync.md D7)."""

from __future__ import annotations

from core.domain.changes import Stream
from tests.sync.pull.support import PullRig

PRICES, REVIEWS = Stream.PRICES, Stream.REVIEWS


def next_asked(rig: PullRig) -> Stream:
    """The stream of the next page."""
    asked: list[Stream] = []
    while not asked:
        rig.step()
        asked = [*rig.source.streams()]
    return asked[0]


def test_what_is_asked_for_goes_before_a_list_under_way_even_from_the_end_of_the_order() -> None:
    rig = PullRig(PRICES, REVIEWS)
    rig.fill(PRICES, 1_000)
    assert next_asked(rig) is PRICES

    rig.puller.pull_now([REVIEWS])
    assert next_asked(rig) is REVIEWS
    assert next_asked(rig) is PRICES, "and does not hold it up longer than that"
    rig.settle()
    assert rig.same()
