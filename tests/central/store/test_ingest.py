from __future__ import annotations

import asyncio
import json
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central.embedded.pg import EmbeddedPostgres
from central.services.ports import TerminalInactiveError
from central.services.sync import OfflineSyncManager, TenantMismatchError
from central.store.ingest import PgIngestStore
from central.store.ingest_statement import quoted_literal
from core.contract.sync import BatchResponse
from core.domain.document_data import sale_to_data
from core.domain.numbering import renewed_series
from tests.central.world import CountingIds, Till, World, fresh_id, make_sale
from tests.strictness import ExpectedLogs


def manager(world: World, salt: int | None = None) -> OfflineSyncManager:
    ids = world.ids if salt is None else CountingIds(salt)
    return OfflineSyncManager(PgIngestStore(world.engine, ids), world.clock, ids)


async def send(
    world: World, items: list[dict[str, Any]] | None = None, till: Till | None = None
) -> BatchResponse:
    till = till or world.till
    return await manager(world).sync_offline_transactions(till.request(items), till.principal)


def verdicts(reply: BatchResponse) -> list[tuple[str, str | None]]:
    return [(result.status, result.code) for result in reply.results]


async def test_a_batch_of_sales_is_stored_projected_and_accepted(world: World) -> None:
    for _ in range(3):
        world.till.sale(lines=4)
    reply = await send(world)
    assert verdicts(reply) == [("accepted", None)] * 3
    assert await world.count("sync_inbox") == 3
    assert await world.count("transaction_items") == 12
    assert await world.count("payments") == 3
    assert await world.count("central_outbox") == 3
    kinds = await world.rows("SELECT kind, count(*) FROM pos.effects GROUP BY kind ORDER BY kind")
    assert [tuple(row) for row in kinds] == [("drift", 3), ("stock", 3)]
    assert reply.high_water is not None
    assert (reply.high_water.seq, reply.high_water.hash) == (3, world.till.head.hex())
    assert reply.gaps == []
    assert reply.durable_seq is None
    assert reply.series == {world.till.series: 3}
    assert all(result.central_id for result in reply.results)


async def test_a_series_the_till_began_by_itself_is_taken_and_told_of_by_its_highest_number(
    world: World,
) -> None:
    """N5: an anchor was gone at its start; a series of another till is not this one's to ask for."""
    till = world.till
    own = renewed_series(till.series, bytes(range(4)))
    held = [till.sale(), till.sale(data=sale_to_data(make_sale(own, 1)))]
    assert {status for status, _ in verdicts(await send(world, held))} == {"accepted"}
    foreign = till.sale(data=sale_to_data(make_sale("0077", 7)))
    reply = await send(world, [till.sale(data=sale_to_data(make_sale(own, 2))), foreign])
    assert reply.series == {till.series: 1, own: 2}


async def test_the_payload_is_kept_byte_for_byte(world: World) -> None:
    item = world.till.sale(name='Piña\x01 "dulce" \\ ñ')
    await send(world)
    row = (await world.rows("SELECT payload FROM pos.sync_inbox"))[0]
    assert bytes(row["payload"]) == item["payload"].encode()


async def test_a_nul_in_a_name_neither_poisons_the_batch_nor_opens_a_review(world: World) -> None:
    item = world.till.sale(name="leche\0rota")
    world.till.sale()
    assert "\\u0000" in item["payload"]
    assert verdicts(await send(world)) == [("accepted", None)] * 2
    names = await world.rows("SELECT DISTINCT name FROM pos.transaction_items WHERE name LIKE 'leche%'")
    assert [row["name"] for row in names] == ["leche�rota"]


async def test_the_same_batch_again_is_all_duplicates_with_the_same_central_ids(world: World) -> None:
    for _ in range(5):
        world.till.sale()
    first, second = await send(world), await send(world)
    assert verdicts(second) == [("duplicate", None)] * 5
    assert [r.central_id for r in first.results] == [r.central_id for r in second.results]
    assert await world.count("transactions") == 5


async def test_a_batch_that_comes_again_after_a_month_is_all_duplicates(world: World) -> None:
    """What tells them never expires (C8): a till may be off for weeks between sending and the answer."""
    world.till.sale()
    first = await send(world)
    world.clock.forward(31 * 86_400)
    again = await send(world)
    assert verdicts(again) == [("duplicate", None)]
    assert again.results[0].central_id == first.results[0].central_id
    assert await world.count("sync_review") == 0


async def test_fault_24_eight_senders_of_one_batch_make_fifty_rows_and_every_item_has_a_verdict(
    world: World,
) -> None:
    for _ in range(50):
        world.till.sale(lines=1)
    request = world.till.request()
    replies = await asyncio.gather(
        *(manager(world, salt).sync_offline_transactions(request, world.till.principal) for salt in range(8))
    )
    statuses = [result.status for reply in replies for result in reply.results]
    assert len(statuses) == 400
    assert statuses.count("accepted") == 50
    assert statuses.count("duplicate") == 350
    assert await world.count("sync_inbox") == await world.count("transactions") == 50
    assert await world.count("sync_review") == 0


async def test_other_bytes_under_a_known_id_are_both_kept(world: World) -> None:
    first = world.till.sale()
    await send(world)
    fork = Till(**{**world.till.__dict__, "events": [], "seq": 0, "head": b"", "number": 0})
    second = fork.sale(lines=3, event_id=first["event_id"])
    reply = await send(world, [second])
    assert verdicts(reply) == [("review", "SHA_CONFLICT")]
    raw = (await world.rows("SELECT raw, held FROM pos.sync_review WHERE code = 'SHA_CONFLICT'"))[0]
    assert (bytes(raw["raw"]), raw["held"]) == (second["payload"].encode(), True)
    again = await send(world, [second])
    assert again.results[0].review_id == reply.results[0].review_id
    assert await world.count("sync_inbox") == 1


async def test_one_id_twice_in_a_batch_with_other_bytes_is_a_conflict(world: World) -> None:
    first = world.till.sale()
    second = world.till.sale(event_id=first["event_id"])
    reply = await send(world, [first, second])
    assert set(verdicts(reply)) == {("review", "SHA_CONFLICT")}
    assert await world.count("sync_inbox") == 1


async def test_a_place_taken_by_another_event_is_kept_raw(world: World, expected_logs: ExpectedLogs) -> None:
    expected_logs.allow("is fenced in epoch 1: two events at one place")
    world.till.sale()
    await send(world)
    fork = Till(**{**world.till.__dict__, "events": [], "seq": 0, "head": b"", "number": 7})
    other = fork.sale()
    reply = await send(world, [other])
    assert verdicts(reply) == [("review", "DUP_NUMBER")]
    assert bytes((await world.rows("SELECT raw FROM pos.sync_review"))[0]["raw"]) == other["payload"].encode()


async def test_a_taken_number_keeps_the_event_and_holds_its_effects(world: World) -> None:
    world.till.sale(number=1)
    world.till.sale(number=1)
    reply = await send(world)
    assert verdicts(reply) == [("accepted", None), ("review", "DUP_NUMBER")]
    assert await world.count("sync_inbox") == 2
    assert await world.count("transactions") == await world.count("central_outbox") == 1


async def test_a_sale_that_does_not_add_up_is_counted_and_its_effects_held(world: World) -> None:
    data = sale_to_data(make_sale(world.till.series, 1))
    data["total_amount"] = "9.99"
    world.till.sale(data=data)
    reply = await send(world)
    assert verdicts(reply) == [("review", "TOTAL_MISMATCH")]
    assert await world.count("transactions") == 1
    assert [row["held"] for row in await world.rows("SELECT held FROM pos.central_outbox")] == [True]
    effects = await world.rows("SELECT kind, state FROM pos.effects ORDER BY kind")
    assert [tuple(row) for row in effects] == [("drift", "pending"), ("stock", "held")], (
        "a look moves nothing"
    )
    assert verdicts(await send(world)) == [("review", "TOTAL_MISMATCH")]


@pytest.mark.parametrize(
    "payload",
    [b"not json", b"[]", b"{}", b'{"v":2}', b'{"v":1,"kind":5}', b"[" * 5000, b'"\\ud800"'],
)
async def test_an_unreadable_payload_is_kept_under_schema_unknown(world: World, payload: bytes) -> None:
    world.till.append(payload, fresh_id())
    world.till.sale()
    assert verdicts(await send(world)) == [("review", "SCHEMA_UNKNOWN"), ("accepted", None)]
    kept = await world.rows("SELECT payload FROM pos.sync_inbox ORDER BY seq LIMIT 1")
    assert bytes(kept[0]["payload"]) == payload


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("total_amount", "1E+999999"),
        ("number", 10**30),
        ("number", -1),
        ("local_transaction_id", "x"),
        ("items", []),
        ("payments", [{"n": 1, "method": "mixed", "amount": "2.14", "received": None, "state": "confirmed"}]),
        ("series", 5),
        ("tax_by_rate", "no"),
    ],
)
async def test_a_sale_that_cannot_be_projected_is_kept(world: World, field: str, value: Any) -> None:
    data = sale_to_data(make_sale(world.till.series, 1))
    data[field] = value
    world.till.sale(data=data)
    assert verdicts(await send(world)) == [("review", "SCHEMA_UNKNOWN")]
    assert await world.count("transactions") == 0
    assert await world.count("sync_inbox") == 1


async def test_fault_25_unknown_kinds_and_newer_schemas_are_reviewed_and_records_accepted(
    world: World,
) -> None:
    world.till.event("espresso.brewed", {})
    world.till.event("sale.completed", {}, schema=2)
    world.till.event("refund.completed", {})
    world.till.event("login.succeeded", {})
    world.till.event("shift.opened", {})
    codes = [code for _, code in verdicts(await send(world))]
    assert codes == ["SCHEMA_UNKNOWN"] * 3 + [None, None]


async def test_a_wrong_hash_or_address_is_retried_and_not_stored(world: World) -> None:
    good = world.till.sale()
    bad_hash = {**world.till.sale(), "hash": "0" * 64}
    bad_seq = {**world.till.sale(), "seq": 99}
    foreign = world.till.sale(local_id=fresh_id())
    reply = await send(world, [good, bad_hash, bad_seq, foreign])
    assert verdicts(reply) == [("accepted", None)] + [("retry", "CORRUPT")] * 3
    assert all(result.retry_after for result in reply.results[1:])
    assert await world.count("sync_inbox") == 1


async def test_gaps_are_told_and_close(world: World) -> None:
    items = [world.till.sale() for _ in range(9)]
    reply = await send(world, [items[0], items[3], items[6], items[7]])
    assert reply.gaps == [(2, 3), (5, 6)]
    assert reply.high_water is not None
    assert reply.high_water.seq == 8
    reply = await send(world, items[1:3])
    assert reply.gaps == [(5, 6)]
    reply = await send(world, items)
    assert reply.gaps == []
    assert await world.count("sync_review") == 0


async def test_a_broken_link_is_reviewed_also_when_the_gap_closes_later(world: World) -> None:
    till = world.till
    first, second = till.sale(), till.sale()
    till.head = b"\x11" * 32
    third = till.sale()
    await send(world, [first])
    assert verdicts(await send(world, [third])) == [("accepted", None)]
    await send(world, [second])
    reviews = await world.rows("SELECT code, event_id, held FROM pos.sync_review")
    assert [(r["code"], str(r["event_id"]), r["held"]) for r in reviews] == [
        ("CHAIN_BREAK", third["event_id"], False)
    ]
    assert verdicts(await send(world, [third])) == [("review", "CHAIN_BREAK")]
    assert await world.count("central_outbox") == 3


async def test_a_wrong_genesis_is_a_broken_link(world: World) -> None:
    world.till.head = b"\x22" * 32
    world.till.sale()
    assert verdicts(await send(world)) == [("review", "CHAIN_BREAK")]


async def test_a_poison_item_is_isolated_and_the_others_flow_on(world: World) -> None:
    await world.execute("ALTER TABLE pos.transaction_items ADD CONSTRAINT poison CHECK (name <> 'veneno')")
    world.till.sale()
    world.till.sale(name="veneno")
    world.till.sale()
    reply = await send(world)
    assert verdicts(reply) == [("accepted", None), ("review", "SCHEMA_UNKNOWN"), ("accepted", None)]
    assert await world.count("sync_inbox") == 3
    assert await world.count("transactions") == 2
    assert verdicts(await send(world)) == [
        ("duplicate", None),
        ("review", "SCHEMA_UNKNOWN"),
        ("duplicate", None),
    ]


async def test_a_later_epoch_has_its_own_stream_and_older_gaps_are_told(world: World) -> None:
    items = [world.till.sale() for _ in range(3)]
    await send(world, [items[0], items[2]])
    world.till.open_epoch(2)
    fresh = world.till.event("epoch.opened", {"reason": "restore"})
    reply = await send(world, [fresh])
    assert verdicts(reply) == [("accepted", None)]
    assert reply.high_water is not None
    assert (reply.high_water.epoch, reply.high_water.seq) == (2, 1)
    assert [(old.epoch, old.gaps) for old in reply.older] == [(1, [(2, 2)])]
    epoch = await world.rows(
        "SELECT epoch FROM pos.terminals WHERE terminal_id = $1::uuid", world.till.terminal_id
    )
    assert epoch[0]["epoch"] == 2


async def test_a_disabled_terminal_is_told_so_and_nothing_is_stored(world: World) -> None:
    await world.execute("UPDATE pos.terminals SET status = 'disabled'")
    world.till.sale()
    with pytest.raises(TerminalInactiveError):
        await send(world)
    assert await world.count("sync_inbox") == 0


async def test_another_terminal_than_the_tokens_is_refused(world: World) -> None:
    world.till.sale()
    with pytest.raises(TenantMismatchError):
        await manager(world).sync_offline_transactions(world.till.request(), world.stranger.principal)


async def test_two_tenants_may_use_the_same_ids_and_numbers(world: World) -> None:
    event_id = fresh_id()
    world.till.sale(event_id=event_id)
    world.stranger.series = world.till.series
    world.stranger.sale(event_id=event_id)
    assert verdicts(await send(world)) == [("accepted", None)]
    assert verdicts(await send(world, till=world.stranger)) == [("accepted", None)]


async def test_the_outgoing_message_names_the_sale(world: World) -> None:
    item = world.till.sale()
    reply = await send(world)
    row = (await world.rows("SELECT routing_key, body FROM pos.central_outbox"))[0]
    body = json.loads(row["body"])
    assert row["routing_key"] == "pos.sale.completed"
    assert (body["event_id"], body["transaction_id"], body["total"]) == (
        item["event_id"],
        reply.results[0].central_id,
        "2.14",
    )


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(
    texts=st.lists(
        st.none() | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), max_size=6
    )
)
def test_any_text_arrives_in_a_literal_as_it_was(server: EmbeddedPostgres, texts: list[str | None]) -> None:
    hostile = ["NULL", "", '"', "\\", '\\"', "a,b", "{x}", " ", *texts]

    async def there_and_back() -> tuple[list[str | None], list[str | None]]:
        connection = await asyncpg.connect(server.dsn())
        try:
            query = "SELECT $1::text::text[], $2::text::text[]"
            row = await connection.fetchrow(query, quoted_literal(hostile), quoted_literal(texts))
        finally:
            await connection.close()
        assert row is not None
        return list(row[0]), list(row[1])

    assert asyncio.run(there_and_back()) == (hostile, texts)
