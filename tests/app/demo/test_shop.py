from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from app.demo.shop import ensure_demo_catalogue
from app.secretstore.record_seal import RecordSeal
from app.store.catalog import CatalogReader
from app.store.catalog.customers import SealedCustomers
from core.domain.changes import Stream
from core.domain.promotion.data import promotion_from_data
from resources import demo
from tests.app.store.catalog.sink.support import NOON_MS, Centre, Till, upsert
from tests.fakes.clock import SeededIds

SHOP = demo.load()
SEAL = RecordSeal(bytes(range(32)), SeededIds(1))


def test_the_till_has_everything_the_demo_shop_has(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    before = datetime.now(UTC)
    ensure_demo_catalogue(path, SEAL)
    reader = CatalogReader(path)
    assert reader.count() == len(SHOP.products)
    for product in SHOP.products[::50]:
        assert reader.by_variant(product.variant_id) == product
        level = reader.stock(product.variant_id)
        assert (level.quantity if level else None) == SHOP.stock.get(product.variant_id)
    stored = {promotion_from_data(json.loads(text)) for text in reader.promotions()}
    assert stored == set(SHOP.promotions)
    counted = reader.stock_as_of()
    assert counted is not None
    assert before <= counted <= datetime.now(UTC)
    reader.close()


def test_the_till_knows_every_customer_by_name_document_and_card(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    ensure_demo_catalogue(path, SEAL)
    directory = SealedCustomers(path, SEAL)
    directory.use(directory.prepare())
    for person in SHOP.customers:
        record = directory.by_id(person.customer_id)
        assert record is not None
        assert (record.name, record.groups, record.points) == (person.name, person.groups, person.points)
        assert record in directory.find(person.name, 3)
        assert person.document == "" or directory.by_document(person.document) == record
        assert all(directory.by_card(card) == record for card in person.cards)
    directory.close()


def test_it_is_built_again_for_another_key_alone(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    ensure_demo_catalogue(path, SEAL)
    first = path.stat().st_mtime_ns
    ensure_demo_catalogue(path, SEAL)
    assert path.stat().st_mtime_ns == first
    other = RecordSeal(bytes(32), SeededIds(2))
    ensure_demo_catalogue(path, other)
    directory = SealedCustomers(path, other)
    assert directory.by_id(SHOP.customers[0].customer_id) is not None
    directory.close()


def test_once_its_goods_came_from_a_centre_they_stay_the_centres(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    ensure_demo_catalogue(path, SEAL)
    till, centre = Till(path), Centre(Stream.PROMOTIONS)
    (page,) = centre.whole([upsert(rule.promotion_id, 900, body={}) for rule in SHOP.promotions])
    till.sink.apply(page, NOON_MS)
    till.close()
    ensure_demo_catalogue(path, SEAL)
    reader = CatalogReader(path)
    assert set(reader.promotions()) == {"{}"}
    reader.close()
