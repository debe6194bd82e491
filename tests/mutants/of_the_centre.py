"""Mutants of ingest and effects at the centre (faults.md section 6)."""

# ruff: noqa: E501 - lines as they are in the code, quoted

from __future__ import annotations

from typing import Final

from tests.mutants.change import Edit
from tests.mutants.mutant import BySimulation, ByTests, Mutant

_INGEST: Final = "tests/central/store/test_ingest.py::"
_FAULTS: Final = "tests/central/store/test_ingest_faults.py::"

INGEST: Final = (
    Mutant(
        "M28",
        "ingest",
        "No key tells an event that came again (the centre of the simulation).",
        (
            Edit(
                "tests.simulation.centre_schema:create",
                "    for statement in TABLES:\n",
                "    import re\n\n"
                "    for statement in TABLES:\n"
                '        of_events = r"(?s)CREATE TABLE (sync_inbox|transactions|transaction_items|payments|effects"\n'
                '        if re.match(of_events + r"|central_outbox)\\(", statement.strip()):\n'
                '            statement = re.sub(r",\\s*(?:PRIMARY KEY|UNIQUE)\\([^)]*\\)", "", statement)\n',
            ),
        ),
        BySimulation(frozenset({"I3"})),
    ),
    Mutant(
        "M29",
        "ingest",
        "What was taken more than a day ago is known no more.",
        (
            Edit(
                "central.store.ingest:_settle_rest",
                "await connection.fetch(sql.HELD, organization, names)",
                "await connection.fetch(\n"
                "            sql.HELD.replace(\n"
                "                'AND x.event_id = e.event_id LIMIT 1) i',\n"
                '                "AND x.event_id = e.event_id AND x.received_at > "\n'
                "                f\"'{intake.received_at.isoformat()}'::timestamptz - interval '24 h' LIMIT 1) i\",\n"
                "            ),\n"
                "            organization,\n"
                "            names,\n"
                "        )",
            ),
        ),
        ByTests((_INGEST + "test_a_batch_that_comes_again_after_a_month_is_all_duplicates",)),
    ),
    Mutant(
        "M30",
        "ingest",
        "The answer leaves before the commit, which then fails (the centre of the simulation).",
        (
            Edit(
                "tests.simulation.ingest_store:SimIngestStore.ingest",
                "            self._faults.reach(CrashPoint.BEFORE_INGEST_COMMIT)\n",
                "            try:\n"
                "                self._faults.reach(CrashPoint.BEFORE_INGEST_COMMIT)\n"
                "            except BaseException:\n"
                '                self._database.execute("ROLLBACK")\n'
                '                self._database.execute("BEGIN")\n'
                "                return outcome\n",
            ),
        ),
        BySimulation(frozenset({"I3"}), rates={"centre_crash": 0.1}),
    ),
    Mutant(
        "M30b",
        "ingest",
        "A commit that failed is answered like one that stands.",
        (
            Edit(
                "central.store.ingest:PgIngestStore._transaction",
                "            self._faults.reach(CrashPoint.BEFORE_INGEST_COMMIT)\n        self._faults",
                "            self._faults.reach(CrashPoint.BEFORE_INGEST_COMMIT)\n"
                '            await connection.execute("ROLLBACK; BEGIN")\n        self._faults',
            ),
        ),
        ByTests((_INGEST + "test_a_batch_of_sales_is_stored_projected_and_accepted",)),
    ),
    Mutant(
        "M31",
        "ingest",
        "The answer does not wait for the commit to succeed.",
        (
            Edit(
                "central.store.ingest:PgIngestStore._transaction",
                "        async with raw_connection(self._engine) as connection, connection.transaction():\n",
                "        from contextlib import asynccontextmanager, suppress\n\n"
                "        @asynccontextmanager\n"
                "        async def answered():\n"
                "            with suppress(asyncpg.UniqueViolationError):\n"
                "                yield\n\n"
                "        async with raw_connection(self._engine) as connection, answered(), connection.transaction():\n",
            ),
        ),
        ByTests(("tests/central/api/test_sync.py::test_a_commit_that_fails_is_no_success",)),
    ),
    Mutant(
        "M32",
        "ingest",
        "Batches of one till are not taken one after the other: no lock before the ingest statement.",
        (
            Edit(
                "central.store.ingest:_open",
                "await connection.execute(sql.LOCK, organization, local, intake.terminal_id)",
                "await connection.execute(\n"
                "        sql.LOCK.replace(\n"
                '            "pg_advisory_xact_lock(hashtextextended($1 || \'/\' || $3, 0))", "length($1 || $3)"\n'
                "        ),\n"
                "        *(organization, local, intake.terminal_id),\n"
                "    )",
            ),
        ),
        ByTests(
            (
                "tests/central/store/test_ingest_at_once.py::test_two_batches_of_one_till_at_once_are_taken_one_after_the_other",
            )
        ),
    ),
    Mutant(
        "M33",
        "ingest",
        "A statement that raises has no fallback item by item.",
        (
            Edit(
                "central.store.ingest:PgIngestStore._attempt",
                "            if not _is_bad_data(error):\n                raise\n",
                "            return await self._busy(intake)\n",
            ),
        ),
        ByTests((_INGEST + "test_a_poison_item_is_isolated_and_the_others_flow_on",)),
    ),
    Mutant(
        "M34",
        "ingest",
        "A deadlock is answered as a review.",
        (Edit("central.store.ingest:PgIngestStore._busy", '"busy"', '"conflict"'),),
        ByTests(
            (
                _FAULTS
                + "test_fault_23_a_deadlock_or_lost_serialization_is_tried_thrice_and_then_busy_not_a_review",
            )
        ),
    ),
    Mutant(
        "M35",
        "ingest",
        "An effect is carried out in a transaction of its own, apart from the note that it is done.",
        (
            Edit(
                "central.store.effects:_PgEffectUnit.done",
                "        await self._connection.execute(_DONE, *self._key(), at)",
                "        tenant = self._tenant\n"
                '        await self._connection.execute("COMMIT")\n'
                "        begin = _BEGIN.format(UUID(tenant.organization_id), UUID(tenant.local_id))\n"
                "        await self._connection.execute(begin)\n"
                "        await self._connection.execute(_DONE, *self._key(), at)",
            ),
        ),
        ByTests(
            (
                "tests/central/store/test_stock.py::"
                "test_goods_move_once_though_the_round_is_cut_off_before_the_commit",
            )
        ),
    ),
    Mutant(
        "M36",
        "ingest",
        "A shortage of stock refuses what the sale moves.",
        (
            Edit(
                "central.store.effect_stock:move_stock",
                "_MOVE,",
                '_MOVE.replace("RETURNING", "AND s.quantity_milli + m.moved >= 0 RETURNING"),',
            ),
        ),
        ByTests(
            (
                "tests/central/store/test_stock.py::"
                "test_below_zero_one_review_is_opened_and_later_sales_are_added",
            )
        ),
    ),
)
