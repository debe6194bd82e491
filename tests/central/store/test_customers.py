from __future__ import annotations

import json
from typing import Any

import asyncpg
import pytest

from central.services.sync import OfflineSyncManager
from central.store.ingest import PgIngestStore
from core.contract.sync import BatchResponse
from core.domain.customer import CustomerEntry, new_customer
from core.domain.customer_data import customer_to_data
from core.domain.identity_document import DocumentKind
from tests.central.world import START, Till, World, fresh_id

ENTRY = CustomerEntry(
    "Ana Ríos", DocumentKind.CEDULA, "8-442-445 DV 08", "6612-3456", "ana@tienda.pa", consented=True
)


def made(entry: CustomerEntry = ENTRY, customer_id: str | None = None) -> dict[str, Any]:
    return customer_to_data(new_customer(customer_id or fresh_id(), entry, START, ["oro"]))


async def send(world: World, till: Till | None = None) -> BatchResponse:
    till = till or world.till
    manager = OfflineSyncManager(PgIngestStore(world.engine, world.ids), world.clock, world.ids)
    return await manager.sync_offline_transactions(till.request(), till.principal)


def verdicts(reply: BatchResponse) -> list[tuple[str, str | None]]:
    return [(result.status, result.code) for result in reply.results]


async def test_a_customer_made_at_a_till_is_accepted_with_their_consent(world: World) -> None:
    data = made()
    world.till.sale()
    event = world.till.event("customer.created", data)
    assert verdicts(await send(world)) == [("accepted", None)] * 2
    (customer,) = await world.rows("SELECT * FROM pos.r_customers")
    assert str(customer["organization_id"]) == world.till.tenant.organization_id
    assert str(customer["customer_id"]) == data["customer_id"]
    assert (customer["name"], customer["phone"], customer["email"]) == (
        "Ana Ríos",
        "66123456",
        "ana@tienda.pa",
    )
    assert (customer["document_kind"], customer["document_number"], customer["document_dv"]) == (
        "cedula",
        "8-442-445",
        "08",
    )
    assert (customer["groups"], customer["blocked"], customer["version"]) == (["oro"], False, 1)
    (consent,) = await world.rows("SELECT * FROM pos.customer_consents")
    assert (str(consent["event_id"]), str(consent["customer_id"])) == (
        event["event_id"],
        data["customer_id"],
    )
    assert (consent["consent_text"], consent["given_at"], consent["received_at"]) == ("1", START, START)
    assert str(consent["terminal_id"]) == world.till.terminal_id
    assert str(consent["cashier_id"]) == world.till.cashier_id


async def test_word_of_a_customer_names_nobody(world: World) -> None:
    data = made()
    world.till.event("customer.created", data)
    await send(world)
    (message,) = await world.rows("SELECT * FROM pos.central_outbox")
    assert message["routing_key"] == "pos.customer.created"
    body = json.loads(message["body"])
    assert body["customer_id"] == data["customer_id"]
    assert not {"Ana Ríos", "8-442-445", "66123456", "ana@tienda.pa"} & set(body.values())


async def test_the_same_event_again_makes_nobody_twice(world: World) -> None:
    world.till.event("customer.created", made())
    await send(world)
    assert verdicts(await send(world)) == [("duplicate", None)]
    assert await world.count("r_customers") == await world.count("customer_consents") == 1


async def test_a_customer_the_centre_has_keeps_what_it_knows_and_gains_the_consent(world: World) -> None:
    customer_id = fresh_id()
    for name in ("Ana Ríos", "Otro Nombre"):
        world.till.event("customer.created", made(CustomerEntry(name, consented=True), customer_id))
    assert verdicts(await send(world)) == [("accepted", None)] * 2
    (customer,) = await world.rows("SELECT name FROM pos.r_customers")
    assert customer["name"] == "Ana Ríos"
    assert await world.count("customer_consents") == 2


@pytest.mark.parametrize(
    "change",
    [{"name": "Ana\0"}, {"consent": None}, {"customer_id": "ana"}, {"document": {"kind": "carnet"}}],
)
async def test_a_customer_that_cannot_be_read_is_kept_for_a_person(
    world: World, change: dict[str, Any]
) -> None:
    world.till.event("customer.created", made() | change)
    world.till.sale()
    assert verdicts(await send(world)) == [("review", "SCHEMA_UNKNOWN"), ("accepted", None)]
    assert await world.count("r_customers") == 0
    assert await world.count("sync_inbox") == 2


async def test_a_later_schema_is_kept_for_a_person(world: World) -> None:
    world.till.event("customer.created", made(), schema=2)
    assert verdicts(await send(world)) == [("review", "SCHEMA_UNKNOWN")]


async def test_one_bad_item_beside_a_customer_leaves_the_customer_accepted(world: World) -> None:
    """The slow way, item by item, writes customers too."""
    world.till.event("customer.created", made())
    bad = world.till.sale()
    await world.execute("ALTER TABLE pos.transactions ADD CONSTRAINT broken CHECK (number <> 1)")
    reply = await send(world)
    assert verdicts(reply)[0] == ("accepted", None)
    assert reply.results[1].event_id == bad["event_id"]
    assert reply.results[1].code == "SCHEMA_UNKNOWN"
    assert await world.count("r_customers") == 1


async def test_a_customer_that_a_rule_of_the_database_refuses_is_kept_for_a_person(world: World) -> None:
    world.till.event("customer.created", made())
    await world.execute("ALTER TABLE pos.r_customers ADD CONSTRAINT broken CHECK (name = '')")
    assert verdicts(await send(world)) == [("review", "SCHEMA_UNKNOWN")]
    assert await world.count("customer_consents") == 0


async def test_customers_belong_to_the_organization_and_nobody_else(world: World) -> None:
    world.till.event("customer.created", made())
    await send(world)
    connection = await asyncpg.connect(world.database.dsn("pos_app"))
    seen: list[int] = []
    for till in (world.till, world.stranger):
        async with connection.transaction():
            await connection.execute(
                "SELECT set_config('app.current_organization_id', $1, true)", till.tenant.organization_id
            )
            seen.append(
                sum(
                    [
                        await connection.fetchval(f"SELECT count(*) FROM pos.{table}")
                        for table in ("r_customers", "customer_consents")
                    ]
                )
            )
    await connection.close()
    assert seen == [2, 0]


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        ("pos_app", "UPDATE pos.customer_consents SET consent_text = 'x'"),
        ("pos_app", "DELETE FROM pos.customer_consents"),
        ("pos_app", "DELETE FROM pos.r_customers"),
        ("pos_report", "SELECT name FROM pos.r_customers"),
        ("pos_report", "SELECT customer_id FROM pos.customer_consents"),
    ],
)
async def test_consent_is_written_once_and_reports_see_nobody(
    world: World, role: str, statement: str
) -> None:
    connection = await asyncpg.connect(world.database.dsn(role))
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute(statement)
    await connection.close()
