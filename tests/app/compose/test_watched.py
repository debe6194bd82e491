"""A watched sink tells what it kept; what a person decided happens on the thread that owns it."""

from __future__ import annotations

import pytest

from app.compose.watched import Watched
from app.store.errors import StoreFullError
from core.domain.changes import Change, ChangeOp, ChangePage, Stream
from core.ports.changes import Applied
from tests.conformance.change_pages import NOW_MS, Pages
from tests.fakes.change_sink import VALVE, MemoryChangeSink

PAGES = Pages(Stream.PRODUCTS)


def goods(version: int, *, gone: bool = False) -> list[Change]:
    op = ChangeOp.DELETE if gone else ChangeOp.UPSERT
    return [Change(op, f"item-{n:02}", version, {}) for n in range(VALVE)]


def watched() -> tuple[Watched, MemoryChangeSink, list[Stream]]:
    sink, heard = MemoryChangeSink(), list[Stream]()
    return Watched(sink, heard.append), sink, heard


def test_what_came_is_told_and_an_empty_page_is_not() -> None:
    sink, _, heard = watched()
    assert sink.apply(PAGES.snapshot(goods(1))[0], NOW_MS) is Applied.SWAPPED
    assert sink.apply(PAGES.delta("c1"), NOW_MS) is Applied.KEPT
    assert heard == [Stream.PRODUCTS]
    assert sink.apply(PAGES.delta("c2", *goods(2)), NOW_MS) is Applied.KEPT
    assert heard == [Stream.PRODUCTS] * 2
    sink.restart(Stream.PRODUCTS)
    assert sink.state(Stream.PRODUCTS).cursor is None


class Stumbling(MemoryChangeSink):
    """Fails once in the middle of a page."""

    stumbles = False

    def apply(self, page: ChangePage, fetched_at_ms: int) -> Applied:
        if self.stumbles:
            self.stumbles = False
            raise StoreFullError
        return super().apply(page, fetched_at_ms)


def test_pages_that_an_empty_one_finishes_are_told_once() -> None:
    memory, heard = Stumbling(), list[Stream]()
    MemoryChangeSink.apply(memory, PAGES.snapshot(goods(1))[0], NOW_MS)
    sink = Watched(memory, heard.append)  # the program begins anew, its predecessor ended in the middle
    for _ in range(2):
        sink.apply(PAGES.delta("c1"), NOW_MS)
    assert len(heard) == 1
    memory.stumbles = True
    with pytest.raises(StoreFullError):
        sink.apply(PAGES.delta("c2", *goods(2)), NOW_MS)
    for _ in range(2):
        sink.apply(PAGES.delta("c2"), NOW_MS)
    assert len(heard) == 2


def test_a_decision_waits_until_the_stream_is_looked_at() -> None:
    sink, memory, heard = watched()
    sink.apply(PAGES.snapshot(goods(1))[0], NOW_MS)
    assert sink.apply(PAGES.delta("c1", *goods(2, gone=True)), NOW_MS) is Applied.HELD
    sink.decide_soon(Stream.PRODUCTS, take=True)
    assert memory.state(Stream.PRODUCTS).held
    sink.state(Stream.PRICES)
    assert memory.state(Stream.PRODUCTS).held
    assert not sink.state(Stream.PRODUCTS).held
    assert memory.in_use(Stream.PRODUCTS) == {}
    assert len(heard) == 3
    sink.state(Stream.PRODUCTS)
    assert len(heard) == 3
