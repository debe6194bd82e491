"""What an update of the program makes of the catalogue it finds."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from app.store.catalog import CatalogReader, CatalogueOutdatedError, build_catalog
from app.store.catalog.customers import SealedCustomers
from app.store.catalog.upgrade import EARLIER, upgrade
from app.store.driver import dbapi2
from resources import demo
from tests.app.store.catalog import form3
from tests.app.store.catalog.products import AS_OF, named
from tests.app.store.catalog.test_customers import ANA, BETO, SEAL

BACK = (
    "INSERT INTO tax SELECT code, rate_milli FROM n_tax",
    "INSERT INTO product SELECT p.id, p.variant_id, sku, barcode, gtin14, name, unit, measured, price_cents,"
    " tax_code, category_id, statutory_class, price_list, open_price, searched"
    " FROM n_product p JOIN price_now n ON n.variant_id = p.variant_id",
    "INSERT INTO stock SELECT p.id, s.quantity_milli FROM n_stock s JOIN n_product p USING(variant_id)",
    "INSERT INTO alias SELECT * FROM n_alias",
    "INSERT INTO tile SELECT tab_id, position, p.id FROM n_tile JOIN n_product p USING(variant_id)",
    "INSERT INTO customer SELECT id, customer_id, document_mark, sealed FROM n_customer",
    "INSERT INTO customer_card SELECT mark, customer_id FROM n_customer_card",
)
TABLES = ("tax", "product", "stock", "alias", "tile", "customer", "customer_card")


def into_form_3(path: Path) -> None:
    """The same goods as the program before this one kept them."""
    db = dbapi2.connect(str(path), isolation_level=None)
    db.execute("PRAGMA legacy_alter_table=ON")
    db.execute("DROP VIEW sellable")
    for (name,) in db.execute(
        "SELECT name FROM sqlite_master WHERE type='index' AND sql IS NOT NULL"
    ).fetchall():
        db.execute(f"DROP INDEX {name}")
    for table in TABLES:
        db.execute(f"ALTER TABLE {table} RENAME TO n_{table}")
    for statement in form3.TABLES:
        if statement.startswith(tuple(f"CREATE TABLE {table}(" for table in TABLES)):
            db.execute(statement)
    for statement in BACK:
        db.execute(statement)
    for table in (
        *(f"n_{t}" for t in TABLES),
        "tax_item",
        "price",
        "price_now",
        "tombstone",
        "stream",
        "pulled",
    ):
        db.execute(f"DROP TABLE {table}")
    db.execute(next(s for s in form3.TABLES if s.startswith("CREATE VIEW")))
    for statement in form3.INDEXES:
        db.execute(statement)
    db.execute(f"PRAGMA user_version={EARLIER}")
    db.close()


def form(path: Path) -> set[tuple[str, str]]:
    db = dbapi2.connect(str(path))
    found = set(
        db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'")
    )
    db.close()
    return {(name, "".join(str(sql).split())) for name, sql in found}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    shop = demo.load()
    path = tmp_path / "catalog.db"
    build_catalog(
        path,
        shop.products,
        shop.versions,
        as_of=AS_OF,
        tiles=[(tab.name, tab.variant_ids) for tab in shop.tiles],
        aliases=[("code", "CAJA-7", shop.products[7].variant_id)],
        stock=shop.stock.items(),
        stock_as_of=AS_OF,
        promotions=[("p1", 3, "{}")],
        customers=[ANA, BETO],
        seal=SEAL,
    )
    return path


def test_an_earlier_catalogue_sells_on_as_it_was(path: Path) -> None:
    wanted = form(path)
    into_form_3(path)
    with pytest.raises(CatalogueOutdatedError):
        CatalogReader(path)
    assert upgrade(path)
    assert not upgrade(path)
    assert form(path) == wanted
    shop, reader = demo.load(), CatalogReader(path)
    assert [reader.by_variant(p.variant_id) for p in shop.products] == list(shop.products)
    assert [hit.product.name for hit in reader.search("arr", 3)] != []
    assert reader.search("arros")[0].typo
    for tab in shop.tiles:
        assert [p.variant_id for p in reader.tiles(tab.name, 24)] == list(tab.variant_ids[:24])
    variant, counted = next(iter(shop.stock.items()))
    level = reader.stock(variant)
    assert level is not None
    assert level.quantity == counted.quantize(Decimal("0.001"))
    assert reader.by_code("CAJA-7") == shop.products[7]
    assert reader.promotions() == ("{}",)
    assert reader.versions() == dict(shop.versions)
    reader.close()
    customers = SealedCustomers(path, SEAL)
    assert customers.by_id(ANA.customer_id) == ANA
    assert customers.by_card(ANA.cards[0]) == ANA
    customers.close()


def test_what_is_no_earlier_catalogue_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    assert not upgrade(path)
    assert not path.exists()
    path.write_bytes(b"not a database" * 500)
    assert not upgrade(path)
    assert path.read_bytes() == b"not a database" * 500
    path.unlink()
    build_catalog(path, named("Sal"), {}, as_of=AS_OF)
    before = path.read_bytes()
    assert not upgrade(path)
    assert path.read_bytes() == before


def test_an_upgrade_that_fails_leaves_the_earlier_catalogue(path: Path) -> None:
    into_form_3(path)
    db = dbapi2.connect(str(path), isolation_level=None)
    db.execute("CREATE TABLE tombstone(a)")  # in its way
    db.close()
    before = form(path)
    with pytest.raises(Exception, match="tombstone"):
        upgrade(path)
    assert form(path) == before
