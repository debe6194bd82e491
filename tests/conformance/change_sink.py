"""Conformance suite of `core.ports.changes.ChangeSink` (sync.md D1 to D4, I12).

Run it on any implementation by subclassing::

    class TestCatalogueSink(ChangeSinkConformance):
        @pytest.fixture
        def harness(self, tmp_path: Path) -> Iterator[ChangeSinkHarness]:
            ...
"""

from __future__ import annotations

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
from tests.conformance.change_sink_trouble import ChangeSinkTroubleConformance


class ChangeSinkConformance(ChangeSinkTroubleConformance):
    """The suite. Subclasses give the fixture ``harness``."""

    # --- nothing yet, and the first list ---

    def test_a_new_stream_has_no_cursor_and_no_age(self, harness: ChangeSinkHarness) -> None:
        assert state(harness) == StreamState()
        assert harness.in_use() == {}

    def test_a_snapshot_of_one_page_is_in_use_at_once(self, harness: ChangeSinkHarness) -> None:
        pages = Pages(harness.stream).snapshot(changes(harness, 0, 1, 2))
        assert harness.sink.apply(pages[0], NOW_MS) is Applied.SWAPPED
        assert harness.in_use() == ids(harness, 0, 1, 2)
        assert state(harness) == StreamState("s-end", "g1", NOW_MS)

    def test_a_snapshot_of_an_empty_list_is_one(self, harness: ChangeSinkHarness) -> None:
        assert apply_all(harness, Pages(harness.stream).snapshot(())) is Applied.SWAPPED
        assert harness.in_use() == {}
        assert state(harness).cursor == "s-end"

    def test_a_snapshot_is_used_whole_or_not_at_all(self, harness: ChangeSinkHarness) -> None:
        filled(harness)
        harness.sink.restart(harness.stream)
        new = Pages(harness.stream, "g2")
        first, second, third = new.snapshot(
            changes(harness, 1, 2), changes(harness, 3, 4), changes(harness, 5)
        )
        for page in (first, second):
            assert harness.sink.apply(page, LATER_MS) is Applied.KEPT
            assert harness.in_use() == ids(harness, 0, 1, 2, 3, version=10)
            assert state(harness) == StreamState(page.next_cursor, "g2", NOW_MS, snapshot=True)
        assert harness.sink.apply(third, LATER_MS) is Applied.SWAPPED
        assert harness.in_use() == ids(harness, 1, 2, 3, 4, 5)
        assert state(harness) == StreamState("s-end", "g2", LATER_MS)

    def test_a_snapshot_goes_on_after_a_restart_of_the_program(self, harness: ChangeSinkHarness) -> None:
        first, second = Pages(harness.stream).snapshot(changes(harness, 0, 1), changes(harness, 2))
        harness.sink.apply(first, NOW_MS)
        harness.reopen()
        assert state(harness).cursor == first.next_cursor
        assert state(harness).snapshot
        assert harness.sink.apply(second, NOW_MS) is Applied.SWAPPED
        assert harness.in_use() == ids(harness, 0, 1, 2)

    def test_a_page_of_a_snapshot_that_comes_twice_counts_once(self, harness: ChangeSinkHarness) -> None:
        first, second = Pages(harness.stream).snapshot(changes(harness, 0, 1), changes(harness, 2))
        apply_all(harness, [first, first])
        assert harness.sink.apply(second, NOW_MS) is Applied.SWAPPED
        before = state(harness)
        harness.sink.apply(second, NOW_MS)
        assert harness.in_use() == ids(harness, 0, 1, 2)
        assert state(harness) == before

    def test_a_snapshot_of_another_generation_begins_with_lower_versions(
        self, harness: ChangeSinkHarness
    ) -> None:
        filled(harness)
        harness.sink.restart(harness.stream)
        assert (
            apply_all(harness, Pages(harness.stream, "g2").snapshot(changes(harness, *range(4))))
            is Applied.SWAPPED
        )
        assert harness.in_use() == ids(harness, *range(4))

    # --- what changed ---

    def test_changes_and_their_cursor_are_kept_together(self, harness: ChangeSinkHarness) -> None:
        pages = filled(harness)
        page = pages.delta("c1", *changes(harness, 2, 7, version=11))
        assert harness.sink.apply(page, LATER_MS) is Applied.KEPT
        harness.reopen()
        assert harness.in_use() == ids(harness, 0, 1, 3, version=10) | ids(harness, 2, 7, version=11)
        assert state(harness) == StreamState("c1", "g1", LATER_MS)

    def test_a_page_that_comes_twice_changes_nothing(self, harness: ChangeSinkHarness) -> None:
        pages = filled(harness)
        gone = delete(harness.change(1, 10), 12)
        page = pages.delta("c1", *changes(harness, 0, version=11), gone)
        harness.sink.apply(page, NOW_MS)
        before = harness.in_use()
        assert harness.sink.apply(page, NOW_MS) is Applied.KEPT
        assert harness.in_use() == before
        assert state(harness).cursor == "c1"

    def test_an_older_version_never_replaces_a_newer_one(self, harness: ChangeSinkHarness) -> None:
        pages = filled(harness)
        harness.sink.apply(pages.delta("c1", *changes(harness, 0, version=15)), NOW_MS)
        late = [harness.change(0, 12), harness.change(1, 9), delete(harness.change(2, 10), 8)]
        harness.sink.apply(pages.delta("c2", *late), NOW_MS)
        assert harness.in_use() == ids(harness, 0, version=15) | ids(harness, 1, 2, 3, version=10)
        assert state(harness).cursor == "c2"

    def test_the_last_of_several_changes_of_one_item_wins(self, harness: ChangeSinkHarness) -> None:
        pages = filled(harness)
        both = [harness.change(0, 11), harness.change(0, 13), harness.change(0, 12)]
        harness.sink.apply(pages.delta("c1", *both), NOW_MS)
        assert harness.in_use()[both[0].id] == 13

    def test_a_deleted_item_is_gone_and_stays_gone(self, harness: ChangeSinkHarness) -> None:
        pages = filled(harness, 6)
        item = harness.change(0, 10)
        harness.sink.apply(pages.delta("c1", delete(item, 14)), NOW_MS)
        assert item.id not in harness.in_use()
        harness.reopen()
        harness.sink.apply(pages.delta("c2", harness.change(0, 13)), NOW_MS)
        assert item.id not in harness.in_use(), "an old version came back from the dead"
        harness.sink.apply(pages.delta("c3", harness.change(0, 15)), NOW_MS)
        assert harness.in_use()[item.id] == 15

    def test_deleting_what_is_not_there_is_remembered(self, harness: ChangeSinkHarness) -> None:
        pages = filled(harness)
        stranger = harness.change(7, 10)
        assert harness.sink.apply(pages.delta("c1", delete(stranger, 14)), NOW_MS) is Applied.KEPT
        harness.sink.apply(pages.delta("c2", stranger), NOW_MS)
        assert harness.in_use() == ids(harness, *range(4), version=10)

    def test_an_empty_page_moves_the_cursor_and_the_age(self, harness: ChangeSinkHarness) -> None:
        pages = filled(harness)
        assert harness.sink.apply(pages.delta("c1"), LATER_MS) is Applied.KEPT
        assert state(harness) == StreamState("c1", "g1", LATER_MS)

    def test_data_is_fresh_only_when_the_centre_has_no_more(self, harness: ChangeSinkHarness) -> None:
        pages = filled(harness)
        harness.sink.apply(pages.delta("c1", *changes(harness, 0, version=11), more=True), LATER_MS)
        assert state(harness).fresh_at_ms == NOW_MS
        harness.sink.apply(pages.delta("c2", *changes(harness, 1, version=11)), LATER_MS)
        assert state(harness).fresh_at_ms == LATER_MS
