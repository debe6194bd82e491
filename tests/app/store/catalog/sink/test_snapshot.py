"""A whole list: filled aside, held against its sum, in use from one commit on (sync.md D1, D3)."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.store.catalog import CatalogReader, build_catalog
from app.store.catalog.reader import HOT
from core.domain.changes import Change, ChangePage, Stream
from core.ports.changes import Applied
from tests.app.store.catalog.products import AS_OF, product
from tests.app.store.catalog.sink.conftest import Open
from tests.app.store.catalog.sink.support import (
    NOON_MS,
    Centre,
    Till,
    delete,
    goods,
    price,
    rate,
    upsert,
    variant,
)
from tests.app.store.catalog.test_plans import USES, plan

Centres = dict[Stream, Centre]
NAMES = (
    "Café molido",
    "Caña de azúcar",
    "Canasta",
    "Pan de caña",
    "Salsa 1.5 L",
    "Campbell's sopa",
    "Cafetera",
)


def listed(*names: str, version: int = 5) -> list[list[Change]]:
    """Pages in the centre's order, which is not that of the ranks."""
    ranked = [goods(n, name, version, rank=n) for n, name in enumerate(names, start=1)]
    ranked.reverse()
    return [ranked[:3], ranked[3:]]


def take(till: Till, pages: list[ChangePage]) -> list[Applied]:
    return [till.sink.apply(page, NOON_MS) for page in pages]


def test_a_list_takes_the_place_of_the_old_one_in_the_order_of_its_ranks(
    till: Till, centres: Centres
) -> None:
    take(till, centres[Stream.PRICES].delta([price(n, "2.00", 2) for n in range(4, 8)]))
    centres[Stream.PRODUCTS].generation = "g2"
    before = [plan(till.reader, HOT["words"])]
    assert till.found("sal") == ["Sal"]
    assert take(till, centres[Stream.PRODUCTS].whole(*listed(*NAMES))) == [Applied.KEPT, Applied.SWAPPED]
    assert till.found("ca") == [
        "Café molido",
        "Caña de azúcar",
        "Canasta",
        "Pan de caña",
        "Campbell's sopa",
        "Cafetera",
    ]
    assert till.found("caña") == ["Caña de azúcar", "Pan de caña", *till.found("caña")[2:]]
    assert till.found("sal") == ["Salsa 1.5 L"]
    assert till.found("feter") == ["Cafetera"]
    assert till.found("canastta") == ["Canasta"]
    assert [plan(till.reader, HOT["words"])] == before


def test_it_is_what_a_build_of_the_same_list_makes(till: Till, centres: Centres, tmp_path: Path) -> None:
    names = [
        f"{noun} {kind} {n}"
        for n, noun in enumerate(("Arroz", "Piña", "Ñame", "Té"))
        for kind in ("uno", "dos")
    ]
    take(till, centres[Stream.PRICES].delta([price(n, "1.25", 2) for n in range(4, 9)]))
    centres[Stream.PRODUCTS].generation = "g2"
    take(till, centres[Stream.PRODUCTS].whole(*listed(*names)))
    built = tmp_path / "built.db"
    build_catalog(built, [product(n, name) for n, name in enumerate(names, start=1)], {}, as_of=AS_OF)
    other = CatalogReader(built)
    for table in ("term", "part", "typo"):
        rows = [
            reader._db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for reader in (till.reader, other)
        ]
        assert rows[0] == rows[1], table
    for text in ("arroz", "pin", "ñ", "name", "dos", "rro", "arros", "te uno", "7"):
        assert till.reader.search(text) == other.search(text), text
    other.close()


@pytest.mark.parametrize("name", sorted(HOT))
def test_hot_statements_keep_their_plans_after_every_swap(till: Till, centres: Centres, name: str) -> None:
    nothing: list[list[Change]] = [[]]
    for generation in ("g2", "g3"):
        for stream, pages in (
            (Stream.PRODUCTS, listed(*NAMES)),
            (Stream.PRICES, [[price(n, "2.00", 9)] for n in range(1, 8)]),
            (Stream.TAXES, [[rate("01", "7", 9)]]),
            (Stream.STOCK, nothing),
        ):
            centres[stream].generation = generation
            assert take(till, centres[stream].whole(*pages))[-1] is Applied.SWAPPED
        steps = plan(till.reader, HOT[name])
        for wanted in USES[name]:
            assert any(step.startswith(wanted) for step in steps), (wanted, steps)
    assert till.found("cafe") == ["Café molido", "Cafetera"]


def test_the_old_list_sells_until_the_last_page_and_a_page_twice_is_one(till: Till, centres: Centres) -> None:
    centre = centres[Stream.PRICES]
    centre.generation = "g2"
    first, middle, last = centre.whole([price(1, "2.00", 1)], [price(2, "2.00", 1)], [price(3, "2.00", 1)])
    assert take(till, [first, first, middle, middle]) == [Applied.KEPT] * 4
    state = till.sink.state(Stream.PRICES)
    assert (state.snapshot, state.cursor, state.generation) == (True, middle.next_cursor, "g2")
    found = till.reader.by_code("S00001")
    assert found is not None
    assert found.unit_price == Decimal("1.25")
    till.again()
    assert take(till, [last, last]) == [Applied.SWAPPED, Applied.KEPT]
    found = till.reader.by_code("S00001")
    assert found is not None
    assert found.unit_price == 2
    assert not till.sink.state(Stream.PRICES).snapshot


@pytest.mark.parametrize("broken", ["sum", "rows", "pages", "none", "generation"])
def test_a_list_that_does_not_add_up_is_not_used(till: Till, centres: Centres, broken: str) -> None:
    centre = centres[Stream.PRICES]
    centre.generation = "g2"
    first, last = centre.whole([price(1, "2.00", 1)], [price(2, "2.00", 1)])
    total = last.snapshot_total
    assert total is not None
    wrong = {
        "sum": replace(last, snapshot_total=replace(total, sha256="0" * 64)),
        "rows": replace(last, snapshot_total=replace(total, rows=3)),
        "pages": replace(last, snapshot_total=replace(total, pages=3)),
        "none": replace(last, snapshot_total=None),
        "generation": replace(last, generation="g3"),
    }[broken]
    assert take(till, [first, wrong]) == [Applied.KEPT, Applied.REFUSED]
    state = till.sink.state(Stream.PRICES)
    assert (state.cursor, state.snapshot) == (None, False)
    found = till.reader.by_code("S00001")
    assert found is not None
    assert found.unit_price == Decimal("1.25")
    assert take(till, centre.whole([price(1, "2.00", 1)]))[-1] is Applied.SWAPPED


def test_what_is_kept_by_identity_survives_a_list_of_products(till: Till, centres: Centres) -> None:
    till.sink.set_tabs([("Mías", [variant(3), variant(1)])])
    take(
        till, centres[Stream.STOCK].delta([upsert(variant(3), 1, quantity="4", as_of="2026-11-24T17:00:00Z")])
    )
    centres[Stream.PRODUCTS].generation = "g2"
    take(till, centres[Stream.PRODUCTS].whole(*listed("Piña", "Sal", "Arroz")))
    assert [p.name for p in till.reader.tiles("Mías", 9)] == ["Arroz", "Piña"]
    level = till.reader.stock(variant(3))
    assert level is not None
    assert level.quantity == 4


def test_an_own_list_of_the_shop_becomes_the_centres(open_till: Open) -> None:
    till, centre = (
        open_till(product(1, "Sal"), product(2, "Té", tax_code="00", tax_rate=Decimal(0))),
        Centre(Stream.PRODUCTS),
    )
    assert take(till, centre.whole([goods(2, "Té verde", tax_code="00")])) == [Applied.SWAPPED]
    assert till.found("te") == ["Té verde"]
    assert till.found("sal") == []


def test_a_new_log_may_count_its_versions_anew(till: Till, centres: Centres) -> None:
    centre = centres[Stream.PRICES]
    take(till, centre.delta([price(1, "3.00", 900), delete(variant(2), 901)]))
    assert till.reader.versions()["prices"] == 901
    centre.generation = "g2"
    assert take(till, centre.whole([price(1, "2.00", 1)])) == [Applied.SWAPPED]
    take(till, centre.delta([price(2, "2.50", 2)]))
    assert till.reader.versions()["prices"] == 2
    assert [till.reader.by_code(f"S0000{n}").unit_price for n in (1, 2)] == [2, Decimal("2.50")]  # type: ignore[union-attr]


def test_a_live_reader_never_sees_half_a_list(till: Till, centres: Centres) -> None:
    take(till, centres[Stream.PRICES].delta([price(n, "2.00", 2) for n in range(4, 8)]))
    centres[Stream.PRODUCTS].generation = "g2"
    seen: list[tuple[str, ...]] = []
    till.store.between = lambda: seen.append(tuple(till.found("a")))
    pages = centres[Stream.PRODUCTS].whole(*listed(*NAMES))
    old = tuple(till.found("a"))
    take(till, pages)
    new = tuple(till.found("a"))
    assert old != new
    assert list(dict.fromkeys(seen)) == [old, new]


def test_begun_again_it_forgets_what_it_had(till: Till, centres: Centres) -> None:
    centre = centres[Stream.PRICES]
    centre.generation = "g2"
    take(till, centre.whole([price(1, "2.00")], [price(2, "2.00")])[:1])
    till.sink.restart(Stream.PRICES)
    state = till.sink.state(Stream.PRICES)
    assert (state.cursor, state.snapshot) == (None, False)
    assert take(till, centre.whole([price(3, "3.00")])) == [Applied.SWAPPED]
    assert till.reader.by_code("S00001") is None
    found = till.reader.by_code("S00003")
    assert found is not None
    assert found.unit_price == 3


def test_nothing_of_an_old_list_stays_in_the_file(till: Till, centres: Centres) -> None:
    centres[Stream.PRODUCTS].generation = "g2"
    take(till, centres[Stream.PRODUCTS].whole(*listed(*NAMES)))
    names = [str(row[0]) for row in till.reader._db.execute("SELECT name FROM sqlite_master").fetchall()]
    assert not [name for name in names if name.startswith(("old_", "next_"))]
