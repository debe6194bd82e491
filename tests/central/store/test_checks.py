"""Checks of foreign keys: each reads one row, however few rows there were when its plan was made."""

from __future__ import annotations

import re

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from central.services.judge import judge
from central.store.engine import raw_connection
from central.store.ingest import PgIngestStore
from tests.central.world import START, Database, World, fresh_id

_KEYS = """
SELECT k.conname, k.confrelid::regclass::text AS parent,
  ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY c(number, place)
    JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.number ORDER BY c.place) AS names,
  ARRAY(SELECT format_type(a.atttypid, a.atttypmod) FROM unnest(k.confkey) WITH ORDINALITY c(number, place)
    JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.number ORDER BY c.place) AS types
FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
WHERE n.nspname = 'pos' AND k.contype = 'f'"""
_INDEX_COLUMNS = """
SELECT a.attname::text FROM pg_index x CROSS JOIN unnest(x.indkey) WITH ORDINALITY c(number, place)
JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = c.number
WHERE x.indexrelid = $1::text::regclass ORDER BY c.place"""
_READ = """
SELECT (SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE schemaname = 'pos'
          AND relname IN ('sync_inbox', 'transactions')),
  (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE schemaname = 'pos'
          AND relname IN ('sync_inbox', 'transactions'))"""
_VALUES = {"uuid": "gen_random_uuid()", "bigint": "1", "integer": "1", "text": "'a'"}


async def _ingest(world: World, count: int) -> None:
    items = [world.till.sale() for _ in range(count)]
    intake = judge(world.till.request(items), world.till.tenant, START, world.ids)
    outcome = await PgIngestStore(world.engine, world.ids).ingest(intake)
    assert len(outcome.stored) == count


async def _misled(connection: asyncpg.Connection[asyncpg.Record]) -> dict[str, str]:
    """Foreign keys whose check would not go straight to the parent's row, with the plan it would take."""
    found: dict[str, str] = {}
    for key in await connection.fetch(_KEYS):
        where = " AND ".join(f"x.{name} = ${place}" for place, name in enumerate(key["names"], start=1))
        await connection.execute(
            f"PREPARE checked ({', '.join(key['types'])}) AS"
            f" SELECT 1 FROM ONLY {key['parent']} x WHERE {where} FOR KEY SHARE OF x"
        )
        values = ", ".join(_VALUES[kind] for kind in key["types"])
        plan = [row[0].strip() for row in await connection.fetch(f"EXPLAIN EXECUTE checked ({values})")]
        await connection.execute("DEALLOCATE checked")
        used = re.search(r"(?:using|Index Scan on) (\w+)", " / ".join(plan))
        rows = await connection.fetch(_INDEX_COLUMNS, f"pos.{used[1]}") if used else []
        leading = {row[0] for row in rows[: len(key["names"])]}
        if leading != set(key["names"]):
            found[key["conname"]] = " / ".join(plan)
    return found


@pytest.mark.parametrize("sales", [0, 1, 50])
async def test_no_check_is_planned_past_the_key(world: World, sales: int) -> None:
    if sales:
        await _ingest(world, sales)
    connection = await asyncpg.connect(world.database.dsn("postgres"))
    try:
        # As in an ingest transaction.
        await connection.execute("SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off")
        assert await _misled(connection) == {}
        if sales == 50:  # what autovacuum waits for
            await connection.execute("ANALYZE pos.sync_inbox, pos.transactions")
            assert await _misled(connection) == {}
    finally:
        await connection.close()


async def _rows_read(engine: AsyncEngine) -> int:
    async with raw_connection(engine) as connection:
        await connection.execute("SELECT pg_stat_force_next_flush()")
        row = await connection.fetchrow(_READ)
    assert row is not None
    return int(row[0]) + int(row[1])


@pytest.mark.parametrize("analysed", [False, True])
async def test_a_batch_reads_no_more_rows_as_the_tables_grow(world: World, analysed: bool) -> None:
    await _ingest(world, 20)
    if analysed:
        await world.execute("ANALYZE")
    read: list[int] = []
    for _ in range(6):
        before = await _rows_read(world.engine)
        await _ingest(world, 20)
        read.append(await _rows_read(world.engine) - before)
    assert max(read) <= min(read) + 5, read
    assert min(read) >= 20, read  # the counters do count


async def test_a_line_needs_its_transaction(world: World, database: Database) -> None:
    await _ingest(world, 2)
    tenant = world.till.tenant
    connection = await asyncpg.connect(database.dsn("pos_app"))
    try:
        async with connection.transaction():
            await connection.execute(
                "SELECT set_config('app.current_organization_id', $1, true),"
                " set_config('app.current_local_id', $2, true)",
                *(tenant.organization_id, tenant.local_id),
            )
            copy = (
                "INSERT INTO pos.transaction_items SELECT organization_id, local_id, $1, n + $2, variant_id,"
                " sku, barcode, name, unit, quantity_milli, unit_price_minor, gross_minor, discount_minor,"
                " net_minor, tax_code, tax_rate_milli, tax_micro, tax_minor, total_minor"
                " FROM pos.transaction_items LIMIT 1"
            )
            held = await connection.fetchval("SELECT transaction_id FROM pos.transactions LIMIT 1")
            await connection.execute(copy, held, 50)
            with pytest.raises(asyncpg.ForeignKeyViolationError):
                async with connection.transaction():
                    await connection.execute(copy, fresh_id(), 0)
    finally:
        await connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM pos.transactions",
        "UPDATE pos.transactions SET transaction_id = gen_random_uuid()",
        "UPDATE pos.transactions SET organization_id = gen_random_uuid()",
        "UPDATE pos.transaction_items SET transaction_id = gen_random_uuid()",
        "DELETE FROM pos.transaction_items",
        "TRUNCATE pos.transactions CASCADE",
    ],
)
@pytest.mark.parametrize("role", ["pos_app", "pos_saga", "pos_report", "pos_relay", "pos_feed"])
async def test_no_transaction_goes_away_under_its_lines(
    database: Database, role: str, statement: str
) -> None:
    connection = await asyncpg.connect(database.dsn(role))
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    finally:
        await connection.close()
