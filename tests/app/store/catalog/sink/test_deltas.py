"""Single changes to the goods while the till sells (sync.md D2)."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from app.store.catalog import CatalogReader
from app.store.catalog.customers import SealedCustomers
from app.store.errors import StoreFullError
from core.domain.changes import Change, Stream
from core.ports.changes import Applied
from tests.app.store.catalog.sink.conftest import Open
from tests.app.store.catalog.sink.support import (
    NOON,
    NOON_MS,
    SEAL,
    Centre,
    Till,
    delete,
    goods,
    later,
    price,
    rate,
    upsert,
    variant,
)
from tests.strictness import ExpectedLogs

Centres = dict[Stream, Centre]


def pull(till: Till, centre: Centre, *pages: list[Change]) -> list[Applied]:
    return [till.sink.apply(page, NOON_MS) for page in centre.delta(*pages)]


def test_an_open_reader_sees_a_price_and_the_version_events_cite(till: Till, centres: Centres) -> None:
    assert pull(till, centres[Stream.PRICES], [price(1, "1.40", 7)]) == [Applied.KEPT]
    found = till.reader.by_code("S00001")
    assert found is not None
    assert found.unit_price == Decimal("1.40")
    assert till.reader.versions() == {"prices": 7, "taxes": 1}
    assert till.reader.as_of() == NOON


def test_a_page_that_comes_twice_changes_nothing(till: Till, centres: Centres) -> None:
    (page,) = centres[Stream.PRICES].delta([price(1, "1.40", 7)])
    assert [till.sink.apply(page, NOON_MS + n) for n in (0, 1)] == [Applied.KEPT, Applied.KEPT]
    state = till.sink.state(Stream.PRICES)
    assert (state.cursor, state.fresh_at_ms) == (page.next_cursor, NOON_MS + 1)


def test_only_a_greater_version_replaces(till: Till, centres: Centres) -> None:
    centre = centres[Stream.PRODUCTS]
    pull(till, centre, [goods(2, "Sal marina", 5)])
    pull(till, centre, [goods(2, "Sal vieja", 4)])
    pull(till, centre, [goods(2, "Sal igual", 5)])
    assert till.found("sal") == ["Sal marina"]


def test_an_older_change_never_brings_back_what_was_taken_away(till: Till, centres: Centres) -> None:
    centre = centres[Stream.PRODUCTS]
    pull(till, centre, [delete(variant(2), 5), delete(variant(9), 5)])
    pull(till, centre, [goods(2, "Sal", 4), goods(9, "Té", 3)])
    assert till.found("sal") == till.found("te") == []
    assert till.reader.by_code("S00002") is None
    pull(till, centre, [goods(2, "Sal gruesa", 6)])
    pull(till, centre, [delete(variant(2), 5)])
    assert till.found("sal") == ["Sal gruesa"]


def test_tombstones_are_kept_ninety_days_and_no_longer(till: Till, centres: Centres) -> None:
    centre = centres[Stream.PRICES]
    pull(till, centre, [delete(variant(2), 5)])
    till.clock.wall = later(days=89)
    pull(till, centre, [])
    pull(till, centre, [price(2, "9.00", 4)])
    assert till.reader.by_code("S00002") is None
    till.clock.wall = later(days=91)
    pull(till, centre, [])
    pull(till, centre, [price(2, "9.00", 4)])
    assert till.reader.by_code("S00002") is not None


def test_a_new_name_is_found_whole_in_parts_and_by_a_slip(till: Till, centres: Centres) -> None:
    pull(till, centres[Stream.PRICES], [price(9, "1.00")])
    pull(till, centres[Stream.PRODUCTS], [goods(3, "Papaya madura", 2), goods(9, "Guineo verde", 2)])
    assert till.found("piña") == []
    assert till.found("apay") == till.found("papaia") == ["Papaya madura"]
    assert till.found("uine") == till.found("giuneo") == ["Guineo verde"]


def test_new_products_go_last_and_known_ones_keep_their_place(till: Till, centres: Centres) -> None:
    pull(till, centres[Stream.PRICES], [price(9, "1.00")])
    pull(till, centres[Stream.PRODUCTS], [goods(9, "Sal marina", 2, rank=1), goods(2, "Sal fina", 2)])
    assert till.found("sal") == ["Sal fina", "Sal marina"]
    assert till.reader.count() == 4


def test_goods_without_a_price_or_a_rate_wait_and_so_do_prices_without_goods(
    till: Till, centres: Centres
) -> None:
    pull(till, centres[Stream.PRODUCTS], [goods(7, "Miel", tax_code="02")])
    assert till.found("miel") == []
    assert till.reader.by_code("S00007") is None
    pull(till, centres[Stream.PRICES], [price(7, "4.50"), price(8, "5.00")])
    assert till.found("miel") == []
    pull(till, centres[Stream.TAXES], [rate("02", "10")])
    assert till.found("miel") == ["Miel"]
    pull(till, centres[Stream.STOCK], [upsert(variant(8), 1, quantity="3.000", as_of=NOON.isoformat())])
    pull(till, centres[Stream.PRODUCTS], [goods(8, "Leche")])
    level = till.reader.stock(variant(8))
    assert till.found("leche") == ["Leche"]
    assert level is not None
    assert (level.quantity, level.as_of) == (Decimal(3), NOON)


def test_codes_move_with_their_product(till: Till, centres: Centres) -> None:
    centre = centres[Stream.PRODUCTS]
    pull(
        till, centre, [goods(1, "Arroz", 2, barcode="A-1", codes=[{"kind": "gtin", "code": "5901234123457"}])]
    )
    assert till.reader.by_code("A-1") is not None
    assert till.reader.by_gtin("05901234123457") is not None
    pull(till, centre, [goods(1, "Arroz", 3, barcode="A-2")])
    assert till.reader.by_code("A-1") is None
    assert till.reader.by_gtin("05901234123457") is None
    assert till.reader.by_code("A-2") is not None


def test_two_goods_may_have_one_code_for_a_moment_and_the_better_seller_answers(
    till: Till, centres: Centres
) -> None:
    centre = centres[Stream.PRODUCTS]
    assert pull(till, centre, [goods(1, "Arroz", 2, sku="S00002")]) == [Applied.KEPT]
    found = till.reader.by_code("S00002")
    assert found is not None
    assert found.name == "Arroz"
    pull(till, centre, [goods(2, "Sal", 2, sku="S00001")])
    found = till.reader.by_code("S00001")
    assert found is not None
    assert found.name == "Sal"


def test_a_new_rate_holds_for_all_its_goods(till: Till, centres: Centres) -> None:
    pull(till, centres[Stream.TAXES], [rate("01", "7.5", 2)])
    found = till.reader.by_code("S00003")
    assert found is not None
    assert found.tax_rate == Decimal("7.5")


def test_promotions_come_change_and_go(till: Till, centres: Centres) -> None:
    centre = centres[Stream.PROMOTIONS]
    for page in centre.whole([upsert("p1", 1, body={"a": "ñ"}), upsert("p2", 1, body={})]):
        till.sink.apply(page, NOON_MS)
    pull(till, centre, [upsert("p1", 2, body={"a": 2}), delete("p2", 2)])
    assert till.reader.promotions() == ('{"a":2}',)


def test_an_item_that_cannot_be_read_does_not_hold_up_the_others(
    till: Till, centres: Centres, expected_logs: ExpectedLogs
) -> None:
    broken = upsert(variant(1), 9, price="a lot", variant_id=variant(1))
    assert pull(till, centres[Stream.PRICES], [broken, price(2, "2.00", 9)]) == [Applied.KEPT]
    found = till.reader.by_code("S00002")
    assert found is not None
    assert found.unit_price == 2
    expected_logs.expect("cannot be read")


def test_what_one_version_could_not_read_the_next_asks_for_again(
    till: Till, centres: Centres, expected_logs: ExpectedLogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected_logs.expect("cannot be read")
    centre = centres[Stream.PRICES]
    pull(till, centre, [upsert(variant(1), 9, price="a lot", variant_id=variant(1)), price(2, "2.00", 9)])
    at = till.sink.state(Stream.PRICES).cursor
    till.again()
    assert till.sink.state(Stream.PRICES).cursor == at is not None
    products = till.sink.state(Stream.PRODUCTS).cursor
    monkeypatch.setattr("app.store.catalog.sink.meta.VERSION", "9.9.9")
    till.again()
    assert till.sink.state(Stream.PRICES).cursor is None
    assert till.sink.state(Stream.PRODUCTS).cursor == products
    assert till.reader.by_code("S00002") is not None
    whole = [price(1, "1.00", 9), price(2, "2.00", 9)]
    assert [till.sink.apply(page, NOON_MS) for page in centre.whole(whole)] == [Applied.SWAPPED]
    till.again()
    assert till.sink.state(Stream.PRICES).cursor is not None


def test_a_page_of_another_list_begins_the_stream_anew_and_sells_on(till: Till, centres: Centres) -> None:
    centre = centres[Stream.PRICES]
    centre.generation = "g2"
    assert pull(till, centre, [price(1, "9.99", 7)]) == [Applied.REFUSED]
    assert till.sink.state(Stream.PRICES).cursor is None
    found = till.reader.by_code("S00001")
    assert found is not None
    assert found.unit_price == Decimal("1.25")


def test_customers_are_sealed_found_and_taken_away(open_till: Open) -> None:
    till, centre = open_till(), Centre(Stream.CUSTOMERS)
    ana = {"name": "Ana Ñúñez", "kind": "cedula", "document": "8-442-445", "cards": ["LE-1"], "points": 7}
    for page in centre.whole([upsert("c1", 1, **ana, rank=2), upsert("c2", 1, name="Beto", rank=1)]):
        till.sink.apply(page, NOON_MS)
    pull(till, centre, [upsert("c3", 1, name="Carla Ñata", credit={"limit": "60.00", "used": "1.25"})])
    pull(till, centre, [upsert("c1", 2, **ana | {"cards": ["LE-2"]}), delete("c2", 2)])
    directory = SealedCustomers(till.path, SEAL)
    found = directory.by_card("LE-2")
    assert found is not None
    assert (found.name, found.points, directory.by_card("LE-1")) == ("Ana Ñúñez", 7, None)
    carla = directory.by_id("c3")
    assert carla is not None
    assert (carla.credit_limit, carla.credit_used) == (Decimal("60.00"), Decimal("1.25"))
    assert directory.by_id("c2") is None
    directory.close()
    stored = b"".join(file.read_bytes() for file in till.path.parent.iterdir())
    assert not any(text.encode() in stored for text in ("Ñúñez", "8-442-445", "LE-2", "Carla"))


def test_with_another_key_the_customers_are_fetched_anew(open_till: Open) -> None:
    from tests.app.store.catalog.test_customers import OTHER_KEY

    till, centre = open_till(), Centre(Stream.CUSTOMERS)
    for page in centre.whole([upsert("c1", 1, name="Ana")]):
        till.sink.apply(page, NOON_MS)
    till.again()
    assert till.sink.state(Stream.CUSTOMERS).cursor is not None
    till.again(OTHER_KEY)
    assert till.sink.state(Stream.CUSTOMERS).cursor is None
    for page in centre.whole([upsert("c1", 1, name="Ana")]):
        till.sink.apply(page, NOON_MS)
    directory = SealedCustomers(till.path, OTHER_KEY)
    assert directory.by_id("c1") is not None
    directory.close()


def test_tabs_are_kept_by_identity_and_show_what_there_is(till: Till, centres: Centres) -> None:
    till.sink.set_tabs([("Frutas", [variant(3), variant(8)]), ("Secos", [variant(1)]), ("Frutas", [])])
    assert till.reader.categories() == ("Frutas", "Secos")
    assert [p.name for p in till.reader.tiles("Frutas", 9)] == ["Piña"]
    pull(till, centres[Stream.PRICES], [price(8, "1.00")])
    pull(till, centres[Stream.PRODUCTS], [goods(8, "Mango")])
    assert [p.name for p in till.reader.tiles("Frutas", 9)] == ["Piña", "Mango"]


def test_slices_are_small_and_each_has_its_rest(till: Till, centres: Centres) -> None:
    before, rests = till.store.slices, len(till.rests)
    pull(till, centres[Stream.PRICES], [price(n, "2.00") for n in range(100, 160)])
    assert till.store.slices - before >= 15
    while_read = [0.0005] * (60 // 25)
    assert till.rests[rests:] == while_read + [0.004] * (till.store.slices - before)


def test_a_crash_between_slices_leaves_the_cursor_and_the_page_comes_again(
    till: Till, centres: Centres
) -> None:
    (page,) = centres[Stream.PRICES].delta([price(n, "2.00", 5) for n in (1, 2, 3, 4, 5, 6, 7, 8)])
    cursor = till.sink.state(Stream.PRICES).cursor

    def off() -> None:
        raise RuntimeError("off")

    till.store.between = off
    with pytest.raises(RuntimeError):
        till.sink.apply(page, NOON_MS)
    till.store.between = int
    till.again()
    assert till.sink.state(Stream.PRICES).cursor == cursor
    till.sink.apply(page, NOON_MS)
    reader = CatalogReader(till.path)
    assert {reader.by_code(f"S0000{n}").unit_price for n in (1, 2, 3)} == {Decimal("2.00")}  # type: ignore[union-attr]
    reader.close()


def test_many_small_changes_leave_a_sound_index(till: Till, centres: Centres) -> None:
    pull(till, centres[Stream.PRICES], [price(40 + turn, "1.00") for turn in range(40)])
    for turn in range(40):
        changes = [goods(n, f"Turno {turn} {n}", 2 + turn) for n in (3, 1, 2, 40 + turn)]
        pull(till, centres[Stream.PRODUCTS], changes)
    assert len(till.found("turno 39")) == 4
    assert till.found("turno 5 45") == ["Turno 5 45"]
    assert till.found("urno 39") == till.found("turno 39")
    for table in ("product_fts", "product_parts"):
        row = till.reader._db.execute(f"SELECT count(DISTINCT segid) FROM {table}_idx").fetchone()
        assert row is not None
        assert int(row[0]) < 64


def test_a_full_disk_keeps_nothing_of_the_page_and_it_comes_again(till: Till, centres: Centres) -> None:
    writing: Any = till.sink
    db = writing._lane._db
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count={pages}")
    (page,) = centres[Stream.PRODUCTS].delta([goods(n, f"Nuevo {n} " + "x" * 150, 5) for n in range(50, 200)])
    cursor = till.sink.state(Stream.PRODUCTS).cursor
    with pytest.raises(StoreFullError):
        till.sink.apply(page, NOON_MS)
    assert till.sink.state(Stream.PRODUCTS).cursor == cursor
    assert till.found("arroz") == ["Arroz"]
    db.execute("PRAGMA max_page_count=1000000")
    assert till.sink.apply(page, NOON_MS) is Applied.KEPT
    assert till.reader.count() == 153
