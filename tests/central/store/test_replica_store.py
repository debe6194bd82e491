from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel

from central.services.put_file import Items
from central.services.replicas import KEPT, PutCount, ReplicaService, TakenSkuError
from central.store.catalogue_streams import CUSTOMERS, PRODUCTS, REPLICAS, STOCK, TAXES
from central.store.engine import make_engine
from central.store.replica_store import PgReplicaStore
from central.store.units import PgUnits
from core.contract.changes import (
    CodeData,
    CreditData,
    CustomerData,
    PriceData,
    ProductData,
    PromotionData,
    StockData,
    TaxData,
)
from core.domain.changes import Stream
from tests.central.streams import state_of, variant
from tests.central.world import START, World

LATER = START + timedelta(days=7, microseconds=5)
EXAMPLES: dict[Stream, tuple[str, BaseModel]] = {
    Stream.PRODUCTS: (
        variant(1),
        ProductData(
            sku="S1",
            barcode="7501234567893",
            codes=[CodeData(kind="gtin", code="07501234567893"), CodeData(kind="item", code="00017")],
            name='Piña "Oro" \\ 2 lb',
            unit="lb",
            measured=True,
            category="Frutas",
            tax_code="00",
            statutory_class="canasta",
            open_price=True,
            rank=7,
        ),
    ),
    Stream.PRICES: (
        f"{variant(1)}@x",
        PriceData(
            variant_id=variant(1),
            price=Decimal("1234567890.99"),
            price_list="General",
            valid_from=START,
            valid_to=LATER,
        ),
    ),
    Stream.TAXES: ("01@x", TaxData(code="01", rate=Decimal("7.125"), valid_from=START, valid_to=LATER)),
    Stream.PROMOTIONS: (
        "2x1",
        PromotionData(body={"id": "2x1", "n": [1, None, {"ñ": "10.50"}]}),
    ),
    Stream.CUSTOMERS: (
        variant(2),
        CustomerData(
            name="Ana Ríos",
            kind="cedula",
            document="8-442-445",
            dv="08",
            phone="+507 1",
            email="a@example.com",
            groups=["oro", "b"],
            discount_percent=Decimal("3.5"),
            points=12,
            points_as_of=START,
            credit=CreditData(limit=Decimal("150.00"), used=Decimal("-2.50")),
            blocked=True,
            consent_at=LATER,
            cards=["LE-1"],
            rank=3,
        ),
    ),
    Stream.STOCK: (variant(1), StockData(quantity=Decimal("-3.125"), as_of=LATER)),
}
PLAIN: dict[Stream, BaseModel] = {
    Stream.PRODUCTS: ProductData(sku="S1", name="Arroz", tax_code="01"),
    Stream.PRICES: PriceData(variant_id=variant(1), price=Decimal(1)),
    Stream.TAXES: TaxData(code="01", rate=Decimal(0)),
    Stream.CUSTOMERS: CustomerData(name="Ana"),
    Stream.STOCK: StockData(quantity=Decimal(0), as_of=START),
}


@pytest.fixture
async def replicas(world: World) -> AsyncIterator[PgReplicaStore]:
    owner = make_engine(world.database.dsn("pos_owner"))
    yield PgReplicaStore(owner)
    await owner.dispose()


def service_of(world: World, replicas: PgReplicaStore) -> ReplicaService:
    return ReplicaService(replicas, PgUnits(world.engine), world.clock)


async def put(replicas: PgReplicaStore, world: World, stream: Stream, items: Items) -> PutCount:
    return await replicas.put(world.till.tenant, stream, items, world.clock.now())


@pytest.mark.parametrize("replica", REPLICAS, ids=lambda replica: str(replica.stream))
async def test_what_is_put_in_is_served_as_the_same_content(
    world: World, replicas: PgReplicaStore, replica: Any
) -> None:
    """Every field with a value of its own, then every field left out."""
    item_id, full = EXAMPLES[replica.stream]
    for content in filter(None, (full, PLAIN.get(replica.stream))):
        assert await put(replicas, world, replica.stream, {item_id: content}) == PutCount(1, 0, 0)
        assert await put(replicas, world, replica.stream, {item_id: content}) == PutCount(0, 0, 1)
        served = (await state_of(world, replica, world.till.tenant))[item_id][1]
        assert type(full).model_validate(served) == content
    assert set(type(full).model_fields) - {"counted"} == full.model_fields_set
    assert await put(replicas, world, replica.stream, {item_id: None}) == PutCount(0, 1, 0)
    assert await put(replicas, world, replica.stream, {item_id: None}) == PutCount(0, 0, 1)
    assert await world.count(replica.table) == 0


async def test_the_codes_of_a_product_can_be_looked_up_and_go_with_it(
    world: World, replicas: PgReplicaStore
) -> None:
    item_id, content = EXAMPLES[Stream.PRODUCTS]
    other = ProductData(sku="S2", barcode="7501234567893", name="Otra", tax_code="00")
    await put(replicas, world, Stream.PRODUCTS, {item_id: content, variant(9): other})
    codes = "SELECT kind, barcode, variant_id::text FROM pos.r_barcodes ORDER BY 1, 2, 3"
    assert [tuple(row) for row in await world.rows(codes)] == [
        ("gtin", "07501234567893", item_id),
        ("item", "00017", item_id),
        ("primary", "7501234567893", item_id),
        ("primary", "7501234567893", variant(9)),
    ]
    await put(replicas, world, Stream.PRODUCTS, {item_id: None, variant(9): PLAIN[Stream.PRODUCTS]})
    assert await world.count("r_barcodes") == 0


async def test_a_file_is_written_whole_or_not_at_all(world: World, replicas: PgReplicaStore) -> None:
    tenant = world.till.tenant
    one, two = (ProductData(sku=f"S{n}", name="Arroz", tax_code="01") for n in (1, 2))
    await put(replicas, world, Stream.PRODUCTS, {variant(1): one, variant(2): two})
    before = await state_of(world, PRODUCTS, tenant), await world.count("change_log")
    with pytest.raises(TakenSkuError, match="S1"):
        await put(replicas, world, Stream.PRODUCTS, {variant(3): two, variant(4): PLAIN[Stream.PRODUCTS]})
    assert (await state_of(world, PRODUCTS, tenant), await world.count("change_log")) == before
    exchanged = {variant(1): two, variant(2): one}
    assert await put(replicas, world, Stream.PRODUCTS, exchanged) == PutCount(2, 0, 0)


async def test_more_items_than_the_server_has_locks_fit_into_one_file(
    world: World, replicas: PgReplicaStore
) -> None:
    many = {variant(n): PriceData(variant_id=variant(n), price=Decimal(1)) for n in range(6000)}
    assert await put(replicas, world, Stream.PRICES, many) == PutCount(6000, 0, 0)
    few = {**many, variant(3): PriceData(variant_id=variant(3), price=Decimal(2))}
    assert await put(replicas, world, Stream.PRICES, few) == PutCount(1, 0, 5999)


async def test_lists_replace_what_is_there_and_leave_living_figures_alone(
    world: World, replicas: PgReplicaStore
) -> None:
    tenant = world.till.tenant
    taxes = {code: TaxData(code=code, rate=Decimal(7)) for code in ("00", "01")}
    stock = {variant(n): StockData(quantity=Decimal(5), as_of=START) for n in (1, 2)}
    people = {variant(5): CustomerData(name="Ana")}
    lists: dict[Stream, Items] = {Stream.TAXES: taxes, Stream.STOCK: stock, Stream.CUSTOMERS: people}
    assert await replicas.filled(tenant) is None
    await replicas.fill(tenant, lists, "one", START)
    await put(replicas, world, Stream.STOCK, {variant(1): StockData(quantity=Decimal(4), as_of=START)})
    await put(replicas, world, Stream.CUSTOMERS, {variant(6): CustomerData(name="Eva")})
    logged = await world.count("change_log")
    await replicas.fill(tenant, {Stream.TAXES: {}}, "one", START)
    assert (await replicas.filled(tenant), await world.count("change_log")) == ("one", logged)
    await replicas.fill(tenant, {**lists, Stream.TAXES: {"00": taxes["00"]}}, "two", START)
    assert await replicas.filled(tenant) == "two"
    assert await world.count("change_log") == logged + 1
    assert set(await state_of(world, TAXES, tenant)) == {"00"}
    assert (await state_of(world, STOCK, tenant))[variant(1)][1]["quantity"] == "4"
    assert set(await state_of(world, CUSTOMERS, tenant)) == {variant(5), variant(6)}


async def test_what_every_till_has_had_time_to_fetch_is_forgotten(
    world: World, replicas: PgReplicaStore
) -> None:
    tenants, service = [world.till.tenant, world.stranger.tenant], service_of(world, replicas)
    await put(replicas, world, Stream.PRICES, {variant(1): PLAIN[Stream.PRICES]})
    world.clock.time += KEPT
    assert await service.prune(tenants) == 0
    await put(replicas, world, Stream.PRICES, {variant(1): None})
    world.clock.forward(1)
    assert await service.prune(tenants) == 1
    assert await world.count("change_log") == 1


async def test_what_people_decide_of_the_configuration_is_put_in_likewise(
    world: World, replicas: PgReplicaStore
) -> None:
    tenant, service = world.till.tenant, service_of(world, replicas)
    lines = [
        b'{"op":"upsert","id":"settings","data":{"tabs":[{"name":"Pan","variant_ids":["a","b"]}]}}',
        b'{"op":"upsert","id":"limits","data":{"credit":"5","points":10,"valid_to":"2027-01-01T00:00:00Z"}}',
    ]
    assert await service.put_file(tenant, Stream.CONFIG, lines) == PutCount(2, 0, 0)
    await world.execute(
        "UPDATE pos.config_items SET data = data || '{\"jws\": \"signed\"}' WHERE id = 'limits'"
    )
    assert await service.put_file(tenant, Stream.CONFIG, lines) == PutCount(0, 0, 2)
    changed = lines[1].replace(b'"5"', b'"6.50"')
    assert await service.put_file(tenant, Stream.CONFIG, [changed]) == PutCount(1, 0, 0)
    rows = await world.rows("SELECT item_id FROM pos.change_log WHERE stream = 'config' ORDER BY id")
    assert [row["item_id"] for row in rows] == ["limits", "settings", "limits"]
