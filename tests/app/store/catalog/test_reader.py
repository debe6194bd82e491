from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from decimal import Decimal

import pytest

from app.store.catalog import CatalogReader
from app.store.catalog.schema import CATALOG_READER
from app.usecases.catalogue import Catalogue, PriceNote, StockLevel
from core.domain.barcode import gtin14
from resources import demo
from tests.app.store.catalog.conftest import Open
from tests.app.store.catalog.products import AS_OF, named, product


def test_the_reader_is_the_use_cases_catalogue(shop: CatalogReader) -> None:
    port: Catalogue = shop
    assert port.by_code("01001") is not None


def test_every_product_of_the_demo_shop_comes_back_equal_by_each_of_its_codes(shop: CatalogReader) -> None:
    products = demo.load().products
    assert shop.count() == len(products)
    for expected in products:
        assert shop.by_variant(expected.variant_id) == expected
        assert shop.by_code(expected.sku) == expected
        code = gtin14(expected.barcode)
        assert code is None or shop.by_gtin(code) == expected


def test_prices_keep_two_decimals_and_rates_their_plain_form(catalogue: Open) -> None:
    reader = catalogue([product(1, "Bolsa", unit_price=Decimal("0.10"))])
    found = reader.by_code("S00001")
    assert found is not None
    assert (str(found.unit_price), str(found.tax_rate)) == ("0.10", "7")


def test_upc_and_ean_of_one_article_are_one_product(catalogue: Open) -> None:
    reader = catalogue([product(1, "Galleta", barcode="036000291452")])
    assert reader.by_gtin(gtin14("0036000291452") or "") == reader.by_code("S00001")


def test_further_codes_lead_to_the_product(catalogue: Open) -> None:
    goods = product(1, "Malta 6 u", barcode="7501031311309")
    reader = catalogue(
        [goods],
        aliases=[
            ("gtin", "05901234123457", goods.variant_id),
            ("code", "CAJA-7", goods.variant_id),
            ("item", "00042", goods.variant_id),
        ],
    )
    assert reader.by_gtin("05901234123457") == goods
    assert reader.by_gtin("07501031311309") == goods
    assert reader.by_code("CAJA-7") == goods
    assert reader.by_item("00042") == goods
    assert [hit.product for hit in reader.search("5901234123457")] == [goods]


def test_a_label_item_is_found_by_sku(shop: CatalogReader) -> None:
    cheese = shop.by_item("12345")
    assert cheese is not None
    assert (cheese.name, cheese.unit, cheese.measured) == ("Queso blanco", "kg", True)


def test_a_printed_code_that_does_not_check_is_found_only_as_the_exact_text(catalogue: Open) -> None:
    reader = catalogue([product(1, "Escoba", barcode="7501031311300")])
    assert reader.by_gtin("07501031311300") is None
    found = reader.by_code("7501031311300")
    assert found is not None
    assert found.name == "Escoba"


@pytest.mark.parametrize("code", ["", "0", "abc", "9" * 40, "07450000000001' OR 1=1", "\x00", "٣٣٣"])
def test_unknown_codes_find_nothing(shop: CatalogReader, code: str) -> None:
    assert shop.by_gtin(code) is None
    assert shop.by_code(code) is None
    assert shop.by_item(code) is None
    assert shop.by_variant(code) is None


def test_tiles_are_the_shops_own_in_its_order(shop: CatalogReader) -> None:
    tabs = {tab.name: tab.variant_ids for tab in demo.load().tiles}
    assert shop.categories() == tuple(tabs)
    for name, variants in tabs.items():
        assert tuple(p.variant_id for p in shop.tiles(name, 24)) == variants[:24]
    assert [p.name for p in shop.tiles("Frecuentes", 3)] == ["Banano", "Pan flauta", "Bolsa"]


def test_a_shelf_category_gives_its_best_sellers_as_tiles(catalogue: Open) -> None:
    goods = [product(1, "Pan", category="Panadería"), product(2, "Té"), product(3, "Sal")]
    reader = catalogue(goods)
    assert reader.categories() == ("Panadería", "Abarrotes")
    assert reader.tiles("Abarrotes", 1) == [goods[1]]
    assert reader.tiles("Nada", 9) == []


def test_versions_and_the_time_of_the_copy_are_kept(catalogue: Open) -> None:
    reader = catalogue(named("Sal"))
    assert reader.versions() == {"prices": 1}
    assert reader.as_of() == AS_OF


def test_an_empty_catalogue_answers(catalogue: Open) -> None:
    reader = catalogue([])
    assert reader.count() == 0
    assert reader.search("sal") == []
    assert reader.categories() == ()


def test_the_connection_is_held_to_its_pragmas_and_cannot_write(catalogue: Open) -> None:
    reader = catalogue(named("Sal"))
    db = reader._db
    for name, wanted in {**CATALOG_READER, "mmap_size": 0}.items():
        row = db.execute(f"PRAGMA {name}").fetchone()
        assert row is not None, name
        assert str(row[0]) == str(wanted), name
    with pytest.raises(Exception, match=r"readonly|read-only|query_only"):
        db.execute("DELETE FROM product")


def test_importing_the_reader_loads_the_driver_and_little_else() -> None:
    code = "import sys, app.store.catalog; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "pysqlite3" in loaded
    heavy = {
        "sqlalchemy",
        "sqlite3",
        "pydantic",
        "httpx",
        "ssl",
        "email",
        "asyncio",
        "alembic",
        "core.contract",
    }
    assert not heavy & loaded


def test_stock_has_a_time_of_its_own(catalogue: Open) -> None:
    goods = named("Sal", "Té", "Miel")
    counted = AS_OF + timedelta(minutes=7)
    levels = [
        (goods[0].variant_id, Decimal("12.250")),
        (goods[1].variant_id, Decimal("-3")),
        ("unknown", Decimal(1)),
    ]
    reader = catalogue(goods, stock=levels, stock_as_of=counted)
    assert reader.stock(goods[0].variant_id) == StockLevel(Decimal("12.250"), counted)
    assert reader.stock(goods[1].variant_id) == StockLevel(Decimal("-3"), counted)
    assert reader.stock(goods[2].variant_id) is None
    assert reader.stock("unknown") is None
    assert (reader.stock_as_of(), reader.as_of()) == (counted, AS_OF)


def test_a_shop_without_stock_figures_has_none(catalogue: Open) -> None:
    reader = catalogue(named("Sal"))
    assert reader.stock("00000000-0000-7000-8000-000000000001") is None
    assert reader.stock_as_of() is None


def test_promotions_come_back_as_they_were_stored(catalogue: Open) -> None:
    reader = catalogue([], promotions=[("b", 3, '{"id":"b"}'), ("a", 1, '{"id":"a","ñ":"½"}')])
    assert reader.promotions() == ('{"id":"a","ñ":"½"}', '{"id":"b"}')


def test_a_price_says_where_it_comes_from(catalogue: Open) -> None:
    goods = [product(1, "Sal", price_list="Mayorista"), product(2, "Té")]
    reader = catalogue(goods)
    assert reader.price_note(goods[0].variant_id) == PriceNote("Mayorista", 1, AS_OF)
    assert reader.price_note(goods[1].variant_id) == PriceNote("", 1, AS_OF)
    assert reader.price_note("unknown") is None


def test_classes_and_open_prices_come_back(catalogue: Open) -> None:
    goods = [product(1, "Aspirina", statutory_class="medicamento"), product(2, "Varios", open_price=True)]
    reader = catalogue(goods)
    assert [reader.by_code(item.sku) for item in goods] == goods
