"""A typed number or amount finds receipts of this till, page by page, on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.driver import connect_reader
from app.store.reader import QUERIES, DriverReader
from app.usecases import receipt_search
from app.usecases.receipt_search import Page, ReceiptSearch, amount_bounds
from tests.fakes.store import give_back, open_till, sell, void

SOLD = 30


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
    return ReceiptSearch(reader)


def numbers(page: Page) -> list[int]:
    return [one.number for one in page.items]


def test_nothing_typed_lists_all_newest_first_and_page_by_page(
    search: ReceiptSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipt_search, "PAGE", 12)
    pages = [search.page("")]
    while pages[-1].more:
        pages.append(search.page("", pages[-1].items[-1]))
    assert [len(page.items) for page in pages] == [12, 12, 6]
    assert [number for page in pages for number in numbers(page)] == list(range(SOLD, 0, -1))


def test_a_row_says_what_it_was_how_it_was_paid_and_whether_it_was_voided(search: ReceiptSearch) -> None:
    (voided,) = search.page("0001-000005").items
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
    assert (numbers(first), first.more) == ([1, 28, 25, 22, 19], True)
    assert numbers(search.page("1", first.items[-1])) == [16, 13, 10, 7]


@pytest.mark.parametrize("typed", ["arroz", "-3", "1.2.3", "3.214", "9" * 19, "٣", "0001-12", "%"])
def test_what_is_neither_number_nor_amount_finds_nothing(search: ReceiptSearch, typed: str) -> None:
    assert numbers(search.page(typed)) == []


def test_each_question_goes_down_its_index_without_sorting(data_dir: Path) -> None:
    connection = connect_reader(data_dir / "till.db")

    def plan(name: str) -> str:
        sql = QUERIES[name]
        rows = connection.execute("EXPLAIN QUERY PLAN " + sql, (1,) * sql.count("?")).fetchall()
        return " | ".join(str(row[3]) for row in rows)

    assert "INTEGER PRIMARY KEY (rowid<?)" in plan("receipts")
    assert "sale_number (number=?)" in plan("receipts_numbered")
    assert "sale_total (<expr>=? AND entry<?)" in plan("receipts_of")
    connection.close()


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
