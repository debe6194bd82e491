"""Crashes, pages that do not fit and the sanity valve: the second half of the suite of `ChangeSink`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import pytest

from core.domain.changes import ChangePage
from core.ports.changes import Applied, StreamState
from tests.conformance.change_pages import (
    LATER_MS,
    NOW_MS,
    ChangeSinkHarness,
    Pages,
    apply_all,
    changes,
    delete,
    filled,
    ids,
    state,
)

ENDLESS: Final = 1_000
"""More crash points than any page has."""


class ChangeSinkTroubleConformance:
    """What goes wrong; part of `ChangeSinkConformance`."""

    # --- crashes ---

    def test_a_crash_anywhere_in_a_page_leaves_the_cursor_behind_the_rows(
        self, harness: ChangeSinkHarness
    ) -> None:
        pages = filled(harness, 12)
        for point in range(ENDLESS):
            version = 20 + point
            wanted = ids(harness, *range(2, 12), version=version)
            before = state(harness).cursor
            page = pages.delta(f"c{point}", *changes(harness, *range(2, 12), version=version))
            died = harness.crash_in(page, point)
            if state(harness).cursor == page.next_cursor:
                assert dict(harness.in_use()) | wanted == harness.in_use(), f"crash point {point}"
            else:
                assert died
                assert state(harness).cursor == before
            assert harness.sink.apply(page, NOW_MS) is Applied.KEPT
            assert harness.in_use() == ids(harness, 0, 1, version=10) | wanted
            if not died:
                break
        assert point > 0, "no crash point was reached"

    @pytest.mark.parametrize("dying", [0, 1], ids=["first page", "last page"])
    def test_a_crash_anywhere_in_a_snapshot_swaps_all_of_it_or_nothing(
        self, harness: ChangeSinkHarness, dying: int
    ) -> None:
        filled(harness, 6)
        for point in range(ENDLESS):
            old, version = harness.in_use(), 20 + point
            halves = [changes(harness, *half, version=version) for half in ((1, 2, 3), (4, 5, 6))]
            pages = Pages(harness.stream, f"g{version}").snapshot(*halves)
            wanted = ids(harness, *range(1, 7), version=version)
            harness.sink.restart(harness.stream)
            apply_all(harness, pages[:dying])
            died = harness.crash_in(pages[dying], point)
            cursor = state(harness).cursor
            came = next((n for n, page in enumerate(pages, 1) if page.next_cursor == cursor), 0)
            assert came in (dying, dying + 1)
            assert came == dying + 1 or died
            assert harness.in_use() == (wanted if came == 2 else old), f"crash point {point}"
            assert came == 2 or apply_all(harness, pages[came:]) is Applied.SWAPPED
            assert harness.in_use() == wanted
            if not died:
                break
        assert point > 0, "no crash point was reached"

    # --- what does not fit ---

    @pytest.mark.parametrize(
        "wrong", [{"rows": 5}, {"pages": 3}, {"sha256": "0" * 64}], ids=lambda wrong: next(iter(wrong))
    )
    def test_a_snapshot_that_does_not_add_up_is_refused_and_the_old_list_stays(
        self, harness: ChangeSinkHarness, wrong: Mapping[str, int | str]
    ) -> None:
        filled(harness)
        harness.sink.restart(harness.stream)
        first, last = Pages(harness.stream, "g2").snapshot(changes(harness, 4, 5), changes(harness, 6, 7))
        assert last.snapshot_total is not None
        harness.sink.apply(first, NOW_MS)
        lying = replace(last, snapshot_total=replace(last.snapshot_total, **wrong))  # type: ignore[arg-type]
        assert harness.sink.apply(lying, LATER_MS) is Applied.REFUSED
        self._old_list_stays_and_the_whole_one_can_come(harness)

    def test_a_snapshot_that_lacks_a_page_is_refused(self, harness: ChangeSinkHarness) -> None:
        filled(harness)
        harness.sink.restart(harness.stream)
        first, _, last = Pages(harness.stream, "g2").snapshot(
            changes(harness, 4), changes(harness, 5), changes(harness, 6)
        )
        harness.sink.apply(first, NOW_MS)
        assert harness.sink.apply(last, LATER_MS) is Applied.REFUSED
        self._old_list_stays_and_the_whole_one_can_come(harness)

    def test_a_page_of_another_generation_is_refused(self, harness: ChangeSinkHarness) -> None:
        filled(harness)
        other = Pages(harness.stream, "g2").delta("c1", *changes(harness, 0, version=11))
        assert harness.sink.apply(other, LATER_MS) is Applied.REFUSED
        self._old_list_stays_and_the_whole_one_can_come(harness)

    def test_a_snapshot_that_changes_its_generation_is_refused(self, harness: ChangeSinkHarness) -> None:
        filled(harness)
        harness.sink.restart(harness.stream)
        first, last = Pages(harness.stream, "g2").snapshot(changes(harness, 4), changes(harness, 5))
        harness.sink.apply(first, NOW_MS)
        assert harness.sink.apply(replace(last, generation="g3"), LATER_MS) is Applied.REFUSED
        self._old_list_stays_and_the_whole_one_can_come(harness)

    def test_changes_to_a_list_that_is_not_there_are_refused(self, harness: ChangeSinkHarness) -> None:
        page = Pages(harness.stream).delta("c1", *changes(harness, 0))
        assert harness.sink.apply(page, NOW_MS) is Applied.REFUSED
        assert harness.in_use() == {}
        assert state(harness).cursor is None

    @staticmethod
    def _old_list_stays_and_the_whole_one_can_come(harness: ChangeSinkHarness) -> None:
        assert harness.in_use() == ids(harness, *range(4), version=10)
        assert state(harness).fresh_at_ms == NOW_MS
        harness.sink.restart(harness.stream)
        assert state(harness) == StreamState(fresh_at_ms=NOW_MS)
        whole = Pages(harness.stream, "g9").snapshot(changes(harness, *range(5), version=12))
        assert apply_all(harness, whole, LATER_MS) is Applied.SWAPPED
        assert harness.in_use() == ids(harness, *range(5), version=12)

    # --- beginning anew ---

    def test_beginning_anew_forgets_the_cursor_and_keeps_what_is_in_use(
        self, harness: ChangeSinkHarness
    ) -> None:
        filled(harness)
        harness.sink.restart(harness.stream)
        harness.reopen()
        assert harness.in_use() == ids(harness, *range(4), version=10)
        assert state(harness) == StreamState(fresh_at_ms=NOW_MS)

    def test_beginning_anew_forgets_a_half_snapshot(self, harness: ChangeSinkHarness) -> None:
        first, _ = Pages(harness.stream).snapshot(changes(harness, 0, 1), changes(harness, 2))
        harness.sink.apply(first, NOW_MS)
        harness.sink.restart(harness.stream)
        assert state(harness) == StreamState()
        assert apply_all(harness, Pages(harness.stream).snapshot(changes(harness, 2))) is Applied.SWAPPED
        assert harness.in_use() == ids(harness, 2)

    def test_beginning_anew_twice_is_beginning_anew(self, harness: ChangeSinkHarness) -> None:
        harness.sink.restart(harness.stream)
        harness.sink.restart(harness.stream)
        assert state(harness) == StreamState()

    # --- the sanity valve ---

    def test_a_page_that_takes_half_the_list_away_waits_for_a_person(
        self, harness: ChangeSinkHarness
    ) -> None:
        count = _valve(harness)
        pages = filled(harness, count)
        page = self._halving(harness, pages, count)
        assert harness.sink.apply(page, LATER_MS) is Applied.HELD
        harness.reopen()
        assert state(harness).held
        assert state(harness).fresh_at_ms == NOW_MS
        assert harness.in_use() == ids(harness, *range(count), version=10)

    def test_what_a_person_takes_is_in_use_and_the_stream_goes_on(self, harness: ChangeSinkHarness) -> None:
        count = _valve(harness)
        pages = filled(harness, count)
        page = self._halving(harness, pages, count)
        harness.sink.apply(page, LATER_MS)
        harness.sink.decide(harness.stream, take=True)
        left = ids(harness, *range(1, count, 2), version=10)
        assert harness.in_use() == left
        assert (state(harness).held, state(harness).cursor) == (False, "c1")
        assert harness.sink.apply(pages.delta("c2", harness.change(count, 30)), LATER_MS + 1) is Applied.KEPT
        assert harness.in_use() == left | ids(harness, count, version=30)

    def test_what_a_person_refuses_is_dropped_and_the_whole_list_comes_later(
        self, harness: ChangeSinkHarness
    ) -> None:
        count = _valve(harness)
        pages = filled(harness, count)
        harness.sink.apply(self._halving(harness, pages, count), LATER_MS)
        harness.sink.decide(harness.stream, take=False)
        assert harness.in_use() == ids(harness, *range(count), version=10)
        assert (state(harness).held, state(harness).cursor) == (False, None)
        whole = pages.snapshot(changes(harness, *range(count), version=31))
        assert apply_all(harness, whole, LATER_MS) in (Applied.SWAPPED, Applied.HELD)

    def test_a_snapshot_that_lacks_half_the_list_waits_for_a_person(self, harness: ChangeSinkHarness) -> None:
        count = _valve(harness)
        filled(harness, count)
        harness.sink.restart(harness.stream)
        half = Pages(harness.stream, "g2").snapshot(changes(harness, *range(0, count, 2), version=10))
        assert apply_all(harness, half, LATER_MS) is Applied.HELD
        assert harness.in_use() == ids(harness, *range(count), version=10)
        harness.reopen()
        assert state(harness).held
        harness.sink.decide(harness.stream, take=True)
        assert harness.in_use() == ids(harness, *range(0, count, 2), version=10)
        assert state(harness) == StreamState("s-end", "g2", state(harness).fresh_at_ms)

    @staticmethod
    def _halving(harness: ChangeSinkHarness, pages: Pages, count: int) -> ChangePage:
        gone = [delete(harness.change(n, 10), 20 + n) for n in range(0, count, 2)]
        return pages.delta("c1", *gone)


def _valve(harness: ChangeSinkHarness) -> int:
    """Items of a stream that D4 watches over; skips for one that it does not."""
    if harness.valve is None:
        pytest.skip("nothing of this stream is ever held")
    return max(harness.valve, 20)
