"""What a till pulls of the demo shop against what the demo's till is built with."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from decimal import Decimal
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

from app.demo.shop import build_demo_catalogue
from app.secretstore.record_seal import RecordSeal
from app.store.catalog.customers import SealedCustomers
from app.store.catalog.reader import CatalogReader
from app.usecases.customers_port import CustomerRecord
from central.compose import Ports, compose_replicas, compose_tenancy
from central.demo import fill_demo
from central.services.permissions import permissions_of
from central.services.shop_config import SETTINGS
from central.services.values import Principal, Tenant
from central.store.engine import make_engine
from central.store.units import PgUnits
from core.contract.changes import CustomerData, PriceData, ProductData, SettingsConfig
from core.domain.catalog import TAX_RATES, Product
from core.domain.changes import CATALOGUE_STREAMS, Stream
from resources.demo import identity, load
from tests.central.api.conftest import Api
from tests.central.streams import Reader
from tests.central.world import START, CountingIds, World, fresh_id


@pytest.fixture
async def fill(api: Api) -> AsyncIterator[Callable[[], Awaitable[Tenant]]]:
    """Fills the demo shop in, as each start of a demo's centre does."""
    world = api.world
    owner, ports = make_engine(world.database.dsn("pos_owner")), Ports(world.clock, world.ids)
    _, store = compose_tenancy(world.engine, owner, ports)
    replicas, units = compose_replicas(world.engine, owner, ports), PgUnits(world.engine)
    yield partial(fill_demo, store, units, api.services.staff, replicas, world.clock)
    await owner.dispose()


class DemoTill:
    """Whoever may read the demo shop's streams."""

    @property
    def principal(self) -> Principal:
        shop = identity()
        return Principal(shop.organization_id, shop.local_id, fresh_id(), permissions_of("terminal"))


async def pulled(api: Api, stream: Stream) -> dict[str, Any]:
    """Content by id; the reader checks digests and totals."""
    reader = Reader(api, stream, DemoTill(), limit=1000)
    await reader.pull()
    return {item_id: data for item_id, (_, data) in reader.items.items()}


async def test_a_till_that_pulls_has_the_shop_that_the_demo_till_has(
    api: Api, fill: Callable[[], Awaitable[Tenant]], tmp_path: Path
) -> None:
    await fill()
    shop, seal, path = load(), RecordSeal(bytes(32), CountingIds()), tmp_path / "catalog.db"
    build_demo_catalogue(path, shop, seal, START)
    goods = {stream: await pulled(api, stream) for stream in CATALOGUE_STREAMS}
    reader, people = CatalogReader(path), SealedCustomers(path, seal)
    try:
        assert {code: Decimal(item["rate"]) for code, item in _by_code(goods[Stream.TAXES])} == TAX_RATES
        products = goods[Stream.PRODUCTS]
        assert len(products) == len(goods[Stream.PRICES]) == reader.count()
        for variant_id in products:
            assert _product(goods, variant_id) == reader.by_variant(variant_id)
        ranked = sorted(products, key=lambda variant_id: int(products[variant_id]["rank"]))
        assert ranked == [product.variant_id for product in shop.products]
        bodies = [item["body"] for item in goods[Stream.PROMOTIONS].values()]
        held = [json.loads(text) for text in reader.promotions()]
        assert sorted(bodies, key=itemgetter("id")) == sorted(held, key=itemgetter("id"))
        for variant_id in products:
            level = reader.stock(variant_id)
            told = goods[Stream.STOCK].get(variant_id)
            assert (told and Decimal(told["quantity"])) == (level and level.quantity)
        for customer_id, data in goods[Stream.CUSTOMERS].items():
            assert _customer(customer_id, data) == people.by_id(customer_id)
        assert len(goods[Stream.CUSTOMERS]) == len(shop.customers)
        told = SettingsConfig.model_validate((await pulled(api, Stream.CONFIG))[SETTINGS])
        assert told.tabs is not None
        assert [(tab.name, tuple(tab.variant_ids)) for tab in told.tabs] == [
            (tab.name, tab.variant_ids) for tab in shop.tiles
        ]
    finally:
        reader.close()
        people.close()
    await _fill_again(api.world, fill)


async def _fill_again(world: World, fill: Callable[[], Awaitable[Tenant]]) -> None:
    """Neither the same demo shop nor a newer one that has the same goods tells tills anything."""
    logged = await world.count("change_log")
    await world.execute("UPDATE pos.r_stock SET quantity_milli = 5000")
    for settings in ("settings", "'{}'"):
        await world.execute(f"UPDATE pos.locals SET settings = {settings}")
        await fill()
        assert await world.count("change_log") == logged
    (row,) = await world.rows("SELECT DISTINCT quantity_milli FROM pos.r_stock")
    assert row[0] == 5000


def _by_code(items: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(item["code"], item) for item in items.values()]


def _product(goods: dict[Stream, dict[str, Any]], variant_id: str) -> Product:
    data = ProductData.model_validate(goods[Stream.PRODUCTS][variant_id])
    price = PriceData.model_validate(goods[Stream.PRICES][variant_id])
    return Product(
        variant_id=variant_id,
        sku=data.sku,
        barcode=data.barcode,
        name=data.name,
        unit=data.unit,
        measured=data.measured,
        unit_price=price.price,
        tax_code=data.tax_code,
        tax_rate=Decimal(goods[Stream.TAXES][data.tax_code]["rate"]),
        category=data.category,
        statutory_class=data.statutory_class,
        price_list=price.price_list,
        open_price=data.open_price,
    )


def _customer(customer_id: str, served: dict[str, Any]) -> CustomerRecord:
    data = CustomerData.model_validate(served)
    return CustomerRecord(
        customer_id=customer_id,
        name=data.name,
        kind=data.kind,
        document=data.document,
        dv=data.dv,
        phone=data.phone,
        email=data.email,
        groups=tuple(data.groups),
        discount_percent=data.discount_percent,
        points=data.points,
        points_as_of=data.points_as_of,
        credit_limit=None if data.credit is None else data.credit.limit,
        credit_used=Decimal("0.00") if data.credit is None else data.credit.used,
        blocked=data.blocked,
        consent_at=data.consent_at,
        cards=tuple(data.cards),
    )
