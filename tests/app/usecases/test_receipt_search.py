"""A typed number or amount finds receipts of this till, page by page, on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store import receipts
from app.store.driver import connect_reader
from app.store.reader import QUERIES, DriverReader
from app.usecases import receipt_search
from app.usecases.customers_port import CustomerRecord
from app.usecases.ports import StoredEvent, WriteUnit
from app.usecases.receipt_search import Page, ReceiptSearch, amount_bounds
from app.usecases.receipts_port import Paper
from core.domain.document_data import sale_to_data
from core.domain.journal.events import EventKind
from tests.fakes.store import START, context, give_back, make_sale, open_till, sell, void

SOLD = 30
TODAY = date(2026, 11, 24)
ROSA_ID = "0198f0c0-3333-7000-8000-000000000001"


def no_customers(text: str, limit: int) -> list[CustomerRecord]:
    del text, limit
    return []


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty sales of one to three pieces at 1.07; the 5th was voided, of the 6th something came back."""
    found = tmp_path_factory.mktemp("till")
    store = open_till(found)
    made = [
        store.runner.run(partial(sell, basket=f"0198f0c0-1111-7000-8000-{n:012x}", lines=1 + n % 3))
        for n in range(SOLD)
    ]
    store.runner.run(partial(void, sold=made[4]))
    store.runner.run(partial(give_back, sold=made[5]))
    store.close()
    return found


@pytest.fixture
def reader(data_dir: Path) -> Iterator[DriverReader]:
    opened = DriverReader(data_dir / "till.db")
    yield opened
    opened.close()


@pytest.fixture
def search(reader: DriverReader) -> ReceiptSearch:
    return ReceiptSearch(reader, lambda: TODAY, no_customers)


def numbers(page: Page) -> list[int]:
    """Of the sales; what took some back is told by `kinds`."""
    return [one.number for one in page.items if one.kind is Paper.SALE]


def kinds(page: Page) -> list[tuple[str, str, int]]:
    return [(one.kind.value, one.series, one.number) for one in page.items if one.kind is not Paper.SALE]


def test_nothing_typed_lists_all_newest_first_and_page_by_page(
    search: ReceiptSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipt_search, "PAGE", 12)
    pages = [search.page("")]
    while pages[-1].more:
        pages.append(search.page("", pages[-1].end))
    assert [len(page.items) for page in pages] == [12, 12, 8]
    assert kinds(pages[0]) == [("refund", "0001R", 1), ("void", "0001", 5)], "in the order they happened"
    assert [number for page in pages for number in numbers(page)] == list(range(SOLD, 0, -1))


def test_a_row_says_what_it_was_how_it_was_paid_and_whether_it_was_voided(search: ReceiptSearch) -> None:
    void_paper, voided = search.page("0001-000005").items
    assert (void_paper.kind, void_paper.total_cents, void_paper.methods) == (Paper.VOID, 214, ("cash",))
    returned = search.page("1").items[0]
    assert (returned.kind, returned.series, returned.total_cents) == (Paper.REFUND, "0001R", 107)
    assert (voided.series, voided.number, voided.total_cents, voided.methods, voided.voided) == (
        "0001",
        5,
        214,
        ("cash",),
        True,
    )
    (partly_returned,) = search.page("0001-000006").items
    assert not partly_returned.voided


def test_the_printed_number_is_that_one_receipt_and_of_another_series_none(search: ReceiptSearch) -> None:
    assert numbers(search.page(" 0001-000012 ")) == [12]
    assert numbers(search.page("0002-000012")) == []


def test_digits_are_a_number_first_and_then_so_many_balboas(search: ReceiptSearch) -> None:
    of_two_balboas = [n for n in range(SOLD, 0, -1) if (n - 1) % 3 == 1]
    assert numbers(search.page("2")) == [2, *[n for n in of_two_balboas if n != 2]]
    assert numbers(search.page("27")) == [27]


def test_an_amount_is_found_while_it_is_typed_and_by_either_mark(search: ReceiptSearch) -> None:
    of_three_pieces = [n for n in range(SOLD, 0, -1) if (n - 1) % 3 == 2]
    for typed in ("3.", "3.2", "3.21", "3,21", "B/. 3.21"):
        assert numbers(search.page(typed)) == of_three_pieces, typed
    assert numbers(search.page("3.22")) == []


def test_pages_of_an_amount_do_not_repeat_the_number(
    search: ReceiptSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipt_search, "PAGE", 4)
    first = search.page("1")
    assert (numbers(first), first.more) == ([1, 28, 25, 22], True)
    assert kinds(first) == [("refund", "0001R", 1)], "by its number and by its amount, once"
    assert numbers(search.page("1", first.end)) == [19, 16, 13, 10]


@pytest.mark.parametrize("typed", ["arroz", "-3", "1.2.3", "3.214", "9" * 19, "٣", "0001-12", "%"])
def test_what_is_neither_number_nor_amount_finds_nothing(search: ReceiptSearch, typed: str) -> None:
    assert numbers(search.page(typed)) == []


def test_each_question_goes_down_its_index_without_sorting(data_dir: Path) -> None:
    connection = connect_reader(data_dir / "till.db")

    def plan(name: str) -> str:
        sql = QUERIES[name]
        rows = connection.execute("EXPLAIN QUERY PLAN " + sql, (1,) * sql.count("?")).fetchall()
        return " | ".join(str(row[3]) for row in rows)

    for kind, table, entry in (
        ("sale", "sale", "entry"),
        ("refund", "refund", "entry"),
        ("void", "void", "rowid"),
    ):
        assert "INTEGER PRIMARY KEY (rowid<?)" in plan(f"{kind}_by_any")
        assert f"{table}_number (number=?" in plan(f"{kind}_by_number")
        assert f"{table}_total (<expr>=? AND {entry}<?)" in plan(f"{kind}_by_total")
        assert f"{table}_day (<expr>=? AND {entry}<?)" in plan(f"{kind}_by_day")
    for kind in ("sale", "refund"):
        assert f"{kind}_customer (customer_id=?)" in plan(f"{kind}_by_customer")
    assert not [name for name in receipts.QUERIES if "TEMP B-TREE" in plan(name)]
    connection.close()


def test_a_day_lists_all_that_left_a_paper_on_it(search: ReceiptSearch) -> None:
    for typed in ("24/11", "24/11/2026", "24/11/26", "hoy", "HOY", "today"):
        page = search.page(typed)
        assert (len(page.items), len(kinds(page))) == (SOLD + 2, 2), typed
    for typed in ("23/11", "ayer", "yesterday", "24/11/2025"):
        assert not search.page(typed).items, typed


def test_a_day_ends_at_midnight_of_the_shop_and_goes_on_page_by_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_till(tmp_path)
    midnight = datetime(2026, 11, 24, 5, tzinfo=UTC)  # of Panama
    for n, seconds in enumerate((-1, 0, 86_399, 86_400)):
        at = midnight + timedelta(seconds=seconds)
        store.runner.run(partial(sell_at, at=at, n=n))
    reader = store.reader()
    search = ReceiptSearch(reader, lambda: TODAY, no_customers)
    assert numbers(search.page("hoy")) == [3, 2]
    monkeypatch.setattr(receipt_search, "PAGE", 1)
    first = search.page("24/11")
    assert (numbers(first), first.more) == ([3], True)
    assert numbers(search.page("24/11", first.end)) == [2]
    reader.close()
    store.close()


def test_a_name_lists_what_its_customers_bought_and_brought_back(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    store.runner.run(partial(sell_at, at=START, n=0))
    sold = store.runner.run(partial(sell_at, at=START, n=1, customer=ROSA_ID))
    store.runner.run(partial(give_back, sold=sold))
    reader = store.reader()

    def find(text: str, limit: int) -> list[CustomerRecord]:
        return [CustomerRecord(ROSA_ID, "Rosa")][:limit] if text == "rosa" else []

    search = ReceiptSearch(reader, lambda: TODAY, find)
    assert [(one.kind, one.number) for one in search.page("rosa").items] == [
        (Paper.REFUND, 1),
        (Paper.SALE, 2),
    ]
    assert search.page("ro").items == ()
    reader.close()
    store.close()


def sell_at(unit: WriteUnit, at: datetime, n: int, customer: str | None = None) -> StoredEvent:
    series, number = unit.next_number("sale")
    sale = replace(make_sale(number, f"0198f0c0-1111-7000-8000-{n:012x}", series), customer_id=customer)
    return unit.append(EventKind.SALE_COMPLETED, sale_to_data(sale), replace(context(), occurred_at=at))


@given(st.integers(0, 9_999_999_99), st.integers(0, 2))
def test_every_beginning_of_an_amount_bounds_it(cents: int, places: int) -> None:
    whole, rest = divmod(cents, 100)
    typed = f"{whole}.{f'{rest:02d}'[:places]}"
    bounds = amount_bounds(typed)
    assert bounds is not None
    low, high = bounds
    assert low <= cents <= high
    assert high - low == 10 ** (2 - places) - 1
    assert low // 100 == high // 100, "one stretch of the index"
    assert amount_bounds(f"{whole:,}.{f'{rest:02d}'[:places]}") == bounds, "with groups as it is shown"
