from __future__ import annotations

from functools import partial
from pathlib import Path

from app.store.journal_reader import read_journal
from app.store.paths import StorePaths
from core.domain.journal.events import EventKind
from tests.fakes.store import open_till, sell


def test_every_event_of_the_journal_is_read_in_the_order_of_its_making(tmp_path: Path) -> None:
    till = open_till(tmp_path)
    try:
        for n in range(3):
            till.runner.run(partial(sell, basket=f"0198f0c0-1111-7000-8000-{n:012x}"))
    finally:
        till.close()
    events = list(read_journal(StorePaths.of(tmp_path).database))
    assert [event.seq for event in events] == sorted(event.seq for event in events)
    sold = [event.data["number"] for event in events if event.kind == EventKind.SALE_COMPLETED]
    assert sold == [1, 2, 3]
