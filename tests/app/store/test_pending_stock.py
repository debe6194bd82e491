"""A stock figure is the centre's, with what this till moved since it counted (sync.md D7)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app.store.catalog import CatalogReader, build_catalog
from app.store.driver import dbapi2
from app.store.pending_stock import QUERIES, StorePendingStock
from app.store.till import TillStore
from app.usecases.catalogue import PendingStock
from core.domain.catalog import Product
from tests.app.store.catalog.products import AS_OF, product
from tests.fakes.store import SeededIds, give_back, make_sale, open_till, sell, void

SOLD = make_sale(1, "b").items[0]
BASKETS = SeededIds(77)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TillStore]:
    store = open_till(tmp_path)
    yield store
    store.close()


@pytest.fixture
def pending(store: TillStore) -> Iterator[StorePendingStock]:
    pending = store.pending_stock()
    yield pending
    pending.close()


def sold(store: TillStore):  # type: ignore[no-untyped-def]
    return store.runner.run(lambda unit: sell(unit, BASKETS.uuid7(), lines=1))


def units(pending: StorePendingStock, counted: tuple[int, int] | None = None) -> Decimal:
    pending.refresh()
    return Decimal(pending.after(SOLD.variant_id, counted)) / 1000


def test_it_is_the_use_cases_port_and_silent_until_it_knows(
    store: TillStore, pending: StorePendingStock
) -> None:
    port: PendingStock = pending
    sold(store)
    port.refresh()
    assert port.after(SOLD.variant_id, None) == 0


def test_every_sale_after_the_counted_one_is_taken_off(store: TillStore, pending: StorePendingStock) -> None:
    first = sold(store)
    pending.use(pending.prepare())
    each = units(pending)
    assert each == -SOLD.quantity
    second = sold(store)
    assert units(pending) == 2 * each
    assert units(pending, (first.event.epoch, first.event.seq)) == each
    assert units(pending, (second.event.epoch, second.event.seq)) == 0
    assert units(pending, (second.event.epoch + 1, 1)) == 0
    assert units(pending, (0, 999)) == 2 * each
    assert pending.after("unknown", None) == 0


def test_what_comes_back_is_put_on_again(store: TillStore, pending: StorePendingStock) -> None:
    pending.use(pending.prepare())
    sale, other = sold(store), sold(store)
    assert units(pending) == -2 * SOLD.quantity
    store.runner.run(lambda unit: void(unit, sale))
    assert units(pending) == -SOLD.quantity
    store.runner.run(lambda unit: give_back(unit, other))
    assert units(pending) > -SOLD.quantity


def test_the_catalogue_shows_it_in_its_figure_and_in_its_hits(
    store: TillStore, pending: StorePendingStock, tmp_path: Path
) -> None:
    path = tmp_path / "catalog.db"
    goods: Product = product(1, "Arroz", variant_id=SOLD.variant_id)
    build_catalog(path, [goods], {}, as_of=AS_OF, stock=[(SOLD.variant_id, Decimal(10))], stock_as_of=AS_OF)
    reader = CatalogReader(path, pending)
    pending.use(pending.prepare())
    first = sold(store)
    level = reader.stock(SOLD.variant_id)
    assert level is not None
    assert level.quantity == 10 - SOLD.quantity
    sold(store)
    assert [hit.stock for hit in reader.search("arr")] == [10 - 2 * SOLD.quantity]
    assert [hit.stock for hit in reader.search(goods.sku)] == [10 - 2 * SOLD.quantity]
    db = dbapi2.connect(str(path), isolation_level=None)
    db.execute("UPDATE stock SET counted_epoch=?, counted_seq=?", (first.event.epoch, first.event.seq))
    db.close()
    assert [hit.stock for hit in reader.search("arr")] == [10 - SOLD.quantity]
    reader.close()


def test_each_statement_goes_through_an_index(store: TillStore, tmp_path: Path) -> None:
    db = dbapi2.connect(str(tmp_path / "till.db"))
    for sql in QUERIES.values():
        steps = [str(row[3]) for row in db.execute("EXPLAIN QUERY PLAN " + sql, (1, 2)[: sql.count("?")])]
        assert all(step.startswith("SEARCH") for step in steps), steps
    db.close()
