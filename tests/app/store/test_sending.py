"""What waits is counted by kind and what was set aside is named, beside the store thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from app.store.driver import connect_reader
from app.store.sending import QUERIES, StoreWaiting
from app.store.till import TillStore
from app.usecases.sending import Sort
from core.domain.outbox import BatchReply, EpochState, ItemResult, ItemStatus, RowState, StreamPlace
from tests.fakes.store import open_till, sell


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TillStore]:
    opened = open_till(tmp_path)
    for n in range(3):
        opened.runner.run(partial(sell, basket=f"0198f0c0-1111-7000-8000-{n:012x}"))
    yield opened
    opened.close()


@pytest.fixture
def waiting(store: TillStore) -> Iterator[StoreWaiting]:
    reader = store.waiting()
    yield reader
    reader.close()


def test_what_waits_is_counted_by_sort_and_agrees_with_the_outbox(
    store: TillStore, waiting: StoreWaiting
) -> None:
    assert waiting.waiting().sorts[Sort.SALES] == 3
    assert sum(waiting.waiting().sorts.values()) == store.outbox.status().pending
    assert waiting.counts() == store.outbox.status()


def test_what_was_set_aside_is_named_with_number_amount_and_reason(
    store: TillStore, waiting: StoreWaiting
) -> None:
    batch = store.outbox.take(50, 1 << 19)
    assert batch is not None
    *rest, second, last = batch.items
    results = [
        *(ItemResult(one.event_id, ItemStatus.ACCEPTED) for one in rest),
        ItemResult(second.event_id, ItemStatus.REVIEW, "STOCK_NEGATIVE", "r1"),
        ItemResult(last.event_id, ItemStatus.FENCED, "FENCED"),
    ]
    place = EpochState(StreamPlace(last.epoch, last.seq, last.hash))
    store.outbox.settle(batch, BatchReply(batch.batch_id, tuple(results), place))
    found = waiting.waiting()
    assert found.sorts == {}
    assert [(one.state, one.sort, one.number, one.code) for one in found.aside] == [
        (RowState.REVIEW, Sort.SALES, "0001-000002", "STOCK_NEGATIVE"),
        (RowState.FENCED, Sort.SALES, "0001-000003", ""),
    ]
    assert all(one.total_cents and one.occurred_at_ms for one in found.aside)
    assert waiting.counts() == store.outbox.status()


def test_what_the_centre_fails_on_by_itself_is_named_while_it_waits(
    store: TillStore, waiting: StoreWaiting
) -> None:
    batch = store.outbox.take(3, 1 << 19)
    assert batch is not None
    last = replace(batch, items=batch.items[-1:])
    store.outbox.fail(batch, "reset")
    assert not store.outbox.isolate(last, "http_500")
    found = waiting.waiting()
    assert [(one.state, one.event_id) for one in found.aside] == [(RowState.PENDING, last.items[0].event_id)]
    assert sum(found.sorts.values()) == store.outbox.status().pending, "it is counted among what waits"


def test_a_disabled_till_says_how_long_it_goes_on_selling(store: TillStore, waiting: StoreWaiting) -> None:
    assert waiting.counts().grace_ms is None
    store.outbox.disabled(disabled=True)
    told = waiting.counts().grace_ms
    assert told is not None
    assert told == store.outbox.status().grace_ms


def test_both_questions_read_the_rows_they_ask_for_and_no_others(store: TillStore, tmp_path: Path) -> None:
    del store
    connection = connect_reader(tmp_path / "till.db")
    for name, index in (("kinds", "journal_outbox"), ("alone", "journal_outbox"), ("aside", "journal_held")):
        plan = connection.execute(f"EXPLAIN QUERY PLAN {QUERIES[name]}", (1,) * QUERIES[name].count("?"))
        steps = [str(row[3]) for row in plan.fetchall()]
        assert index in steps[0]
        assert all("SCAN" not in step for step in steps[1:])
    connection.close()
