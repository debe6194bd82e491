"""Mutants of what comes down, of the clock, of security and of numbers (faults.md section 6)."""

# ruff: noqa: E501 - lines as they are in the code, quoted

from __future__ import annotations

from typing import Final

from tests.mutants.change import Edit
from tests.mutants.mutant import BySimulation, ByTests, Mutant

_SINK: Final = "tests/app/store/streams/test_till_sink.py::TestTillSink::"

PULL: Final = (
    Mutant(
        "M37",
        "pull and clock",
        "The cursor of a page is kept before its rows are, in a transaction of its own.",
        (
            Edit(
                "app.store.streams.sink:TillSink._keep",
                "        kept = put_changes(unit.connection, page)\n"
                "        put_place(unit.connection, page.stream, Place(_after(state, page, at_ms)), used=True)\n",
                "        put_place(unit.connection, page.stream, Place(_after(state, page, at_ms)), used=True)\n"
                '        unit.connection.exec_driver_sql("COMMIT")\n'
                '        unit.connection.exec_driver_sql("BEGIN IMMEDIATE")\n'
                "        kept = put_changes(unit.connection, page)\n",
            ),
        ),
        ByTests((_SINK + "test_a_crash_anywhere_in_a_page_leaves_the_cursor_behind_the_rows",)),
    ),
    Mutant(
        "M37b",
        "pull and clock",
        "The same in the streams of the simulation.",
        (
            Edit(
                "tests.fakes.change_sink:MemoryChangeSink._keep",
                "        for part in _slices(page.changes):\n",
                "        kept.state = replace(kept.state, cursor=page.next_cursor)\n"
                "        for part in _slices(page.changes):\n",
            ),
        ),
        BySimulation(frozenset({"I12"}), rates={"till_crash": 0.02}),
    ),
    Mutant(
        "M38",
        "pull and clock",
        "An older version overwrites a newer one.",
        (
            Edit(
                "app.store.streams.rows:_put",
                "connection.execute(_PUT_ITEM, values)",
                'connection.execute(sa.text(_PUT_ITEM.text.partition("WHERE")[0]), values)',
            ),
        ),
        ByTests((_SINK + "test_an_older_version_never_replaces_a_newer_one",)),
    ),
    Mutant(
        "M39",
        "pull and clock",
        "The cursor of a stream is a serial number: rows of transactions still open are passed.",
        (
            Edit(
                "central.store.change_pages:PgChangeReader.log",
                "                LOG_QUERY,\n",
                '                LOG_QUERY.replace("AND l.xid < pg_snapshot_xmin(pg_current_snapshot())", ""),\n',
            ),
        ),
        ByTests(
            ("tests/central/api/test_changes.py::test_a_late_commit_under_an_old_number_is_not_skipped",)
        ),
    ),
    Mutant(
        "M40",
        "pull and clock",
        "Tombstones are ignored.",
        (
            Edit(
                "app.store.streams.rows:_put",
                "    values = {\n",
                "    if data is None:\n        return False\n    values = {\n",
            ),
        ),
        ByTests((_SINK + "test_a_deleted_item_is_gone_and_stays_gone",)),
    ),
    Mutant(
        "M41",
        "pull and clock",
        "The business date is that of the wall clock.",
        (
            Edit(
                "app.usecases.state:TillState.context",
                "business_date=self.shift.business_date if self.shift else None,",
                "business_date=self.local_time().date().isoformat(),",
            ),
        ),
        ByTests(
            (
                "tests/app/usecases/test_clock_watch.py::"
                "test_a_clock_set_back_in_mid_sale_loses_and_reorders_nothing",
            )
        ),
    ),
    Mutant(
        "M42",
        "pull and clock",
        "The time of an event is corrected by what the centre's clock said.",
        (
            Edit(
                "app.usecases.state:TillState.context",
                "occurred_at=self.clock.now(),",
                "occurred_at=self.clock.now()\n"
                '            + __import__("datetime").timedelta(milliseconds=self.offset_ms or 0),',
            ),
        ),
        ByTests(
            (
                "tests/app/usecases/test_clock_watch.py::"
                "test_a_clock_set_back_in_mid_sale_loses_and_reorders_nothing",
            )
        ),
    ),
    Mutant(
        "M43",
        "pull and clock",
        "The hard limit of an age goes by the wall clock alone.",
        (
            Edit(
                "core.domain.ages:age_of",
                "(time.now_ms, time.latest_ms)",
                "(time.now_ms, time.now_ms)",
            ),
        ),
        ByTests(("tests/core/domain/test_ages.py::test_turning_a_clock_back_extends_no_hard_limit",)),
    ),
)

SECURITY: Final = (
    Mutant(
        "M44",
        "security and numbers",
        "Wrong PINs are forgotten at the next start.",
        (
            Edit(
                "app.store.startup:_open",
                '        for (staff_id,) in writer.driver.execute("SELECT staff_id FROM pin_failures"):\n',
                '        writer.driver.execute("DELETE FROM pin_failures")\n'
                '        for (staff_id,) in writer.driver.execute("SELECT staff_id FROM pin_failures"):\n',
            ),
        ),
        ByTests(
            (
                "tests/app/store/test_worker.py::"
                "test_wrong_pins_are_counted_before_the_verdict_and_waiting_survives_a_restart",
            )
        ),
    ),
    Mutant(
        "M45",
        "security and numbers",
        "An approval can be used twice.",
        (
            Edit(
                "core.domain.approval:spend",
                "    return replace(authorization, used=True)",
                "    return authorization",
            ),
        ),
        ByTests(("tests/core/domain/test_people.py::test_an_authorisation_serves_its_act_once",)),
    ),
    Mutant(
        "M46",
        "security and numbers",
        "An approval is not bound to its amount.",
        (
            Edit(
                "core.domain.approval:Act.binding",
                "self.sale_id, amount, self.reason",
                'self.sale_id, amount and "", self.reason',
            ),
        ),
        ByTests(("tests/core/domain/test_people.py::test_an_authorisation_serves_no_other_act",)),
    ),
    Mutant(
        "M47",
        "security and numbers",
        "One table has row security that does not bind its owner.",
        (
            Edit(
                "central.store.rls:protect",
                '        f"ALTER TABLE pos.{table} FORCE ROW LEVEL SECURITY",\n',
                '        *([f"ALTER TABLE pos.{table} FORCE ROW LEVEL SECURITY"] if table != "payments" else []),\n',
            ),
        ),
        ByTests(("tests/central/store/test_isolation.py::test_every_table_key_and_role_keeps_the_rules",)),
        alone=True,
    ),
    Mutant(
        "M48",
        "security and numbers",
        "The tenant is set for the connection and not for the transaction.",
        (
            Edit(
                "central.store.engine:_set_tenant",
                "        connection.execute(_SET_TENANT, ",
                '        connection.execute(text(_SET_TENANT.text.replace("true", "false")), ',
            ),
        ),
        ByTests(("tests/central/store/test_isolation.py::test_tenants_never_mix_on_a_pool_of_one",)),
    ),
    Mutant(
        "M49",
        "security and numbers",
        "A sale of training takes a number of the real till.",
        (
            Edit(
                "app.store.core:StoreCore._check_training",
                "            if stored.event.context.training is not practice:\n",
                "            if False:\n",
            ),
        ),
        ByTests(("tests/app/store/test_practice.py::test_an_event_of_training_is_refused_by_a_real_till",)),
    ),
    Mutant(
        "M50",
        "security and numbers",
        "A card number in a note is not seen.",
        (Edit("app.presenters.floor.noting:Noting.enter", "if contains_pan(note):", "if False:"),),
        ByTests(("tests/app/presenters/floor/test_tasks.py::test_a_note_is_kept_and_a_card_number_is_none",)),
    ),
)
