"""Mutants of the till's store and of its two journals (faults.md section 6)."""

# ruff: noqa: E501 - lines as they are in the code, quoted

from __future__ import annotations

from typing import Final

from tests.mutants.change import Edit
from tests.mutants.mutant import BySimulation, ByTests, Mutant

STORE: Final = (
    Mutant(
        "M1",
        "store",
        "The writing connection runs with synchronous=NORMAL.",
        (
            Edit(
                "app.store.driver:connect_writer",
                "return _held(connection, pragmas)",
                'return _held(connection, {**pragmas, "synchronous": 1})',
            ),
        ),
        ByTests(
            (
                "tests/powerloss/test_controls.py::test_the_database_alone_keeps_every_document_with_the_settings_that_ship",
            )
        ),
        alone=True,
    ),
    Mutant(
        "M1b",
        "store",
        "The same, seen by asking the connection.",
        (
            Edit(
                "app.store.driver:connect_writer",
                "return _held(connection, pragmas)",
                'return _held(connection, {**pragmas, "synchronous": 1})',
            ),
        ),
        ByTests(("tests/app/store/test_opening.py::test_every_pragma_holds_on_both_kinds_of_connection",)),
    ),
    Mutant(
        "M2",
        "store",
        "A writing transaction begins with BEGIN.",
        (Edit("app.store.engine:Writer.begin", '"BEGIN IMMEDIATE")', '"BEGIN")'),),
        ByTests(("tests/app/store/test_flushes.py::test_a_sale_is_one_transaction_of_few_statements",)),
    ),
    Mutant(
        "M3",
        "store",
        "Receipt numbers come from a counter in memory that reaches the disk now and then.",
        (
            Edit(
                "app.store.unit:Unit.next_number",
                '        row = self._driver.execute(sql.NEXT_NUMBER, {"wanted": doc_type}).fetchone()\n'
                "        if row is None:\n"
                "            raise SeriesMissingError(doc_type)\n"
                "        return str(row[0]), int(row[1])",
                '        memory = globals().setdefault("_numbers", {})\n'
                "        key = self.tools.ids, doc_type  # lives as long as the program that started\n"
                "        if key not in memory:\n"
                '            row = self._driver.execute(sql.NEXT_NUMBER, {"wanted": doc_type}).fetchone()\n'
                "            memory[key] = str(row[0]), int(row[1])\n"
                "            return memory[key]\n"
                "        series, last = memory[key]\n"
                "        memory[key] = series, last + 1\n"
                "        if last % 10 == 0:\n"
                "            note = last + 2, doc_type\n"
                '            self._driver.execute("UPDATE series SET next=? WHERE doc_type=?", note)\n'
                "        return memory[key]",
            ),
            Edit("app.store.startup:_reconciled", "    raise_number_floors(core)\n", "    pass\n"),
        ),
        BySimulation(frozenset({"I6", "I11"})),
    ),
    Mutant(
        "M4",
        "store",
        "The journal event and the rows of its sale are two transactions.",
        (
            Edit(
                "app.store.unit:Unit._insert",
                "        for table, rows in projection.items():",
                '        self._driver.execute("COMMIT")\n'
                '        self._driver.execute("BEGIN IMMEDIATE")\n'
                "        for table, rows in projection.items():",
            ),
        ),
        BySimulation(frozenset({"I1", "I2", "I6", "I7"}), rates={"till_crash": 0.06}),
    ),
    Mutant(
        "M5",
        "store",
        "The receipt is handed to the printer before the sale is committed.",
        (
            Edit(
                "app.store.unit:Unit.add_print_job",
                "        self.print_jobs.append(output_id)",
                '        self._driver.execute("COMMIT")\n'
                '        self._driver.execute("BEGIN IMMEDIATE")\n'
                "        self.print_jobs.append(output_id)",
            ),
        ),
        ByTests(("tests/app/store/test_flushes.py::test_a_sale_is_one_transaction_of_few_statements",)),
    ),
    Mutant(
        "M6",
        "store",
        "On a full disk the error of the commit is swallowed.",
        (
            Edit(
                "app.store.core:StoreCore._survived",
                "                release_ballast(self.parts.paths.ballast)\n",
                "                release_ballast(self.parts.paths.ballast)\n            return True\n",
            ),
        ),
        ByTests(("tests/app/store/test_core.py::test_a_commit_that_did_not_happen_is_not_believed",)),
    ),
    Mutant(
        "M7",
        "store",
        "A commit whose fsync failed is believed.",
        (
            Edit(
                "app.store.core:StoreCore._stands_after_reopening",
                "        if found == self.head:\n            return False\n",
                "        if found == self.head:\n            return True\n",
            ),
        ),
        ByTests(("tests/app/store/test_core.py::test_a_commit_that_did_not_happen_is_not_believed",)),
    ),
    Mutant(
        "M8",
        "store",
        "The -wal is removed at start.",
        (
            Edit(
                "app.store.startup:_open",
                "    writer = Writer(paths.database, parts.module)",
                '    paths.database.with_name("till.db-wal").unlink(missing_ok=True)\n'
                "    writer = Writer(paths.database, parts.module)",
            ),
        ),
        ByTests(
            ("tests/app/store/test_recovery.py::test_what_stands_in_the_wal_alone_is_there_after_a_cut",)
        ),
    ),
    Mutant(
        "M9",
        "store",
        "Nobody looks whether the open file is still the one at its path.",
        (
            Edit(
                "app.store.guard:FileGuard.check",
                "            same = _file_id(self._path) == self._id\n        except OSError:\n            same = False",
                "            same = True\n        except OSError:\n            same = False",
            ),
        ),
        ByTests(("tests/app/store/test_disk.py::test_a_replaced_or_deleted_database_stops_all_writing",)),
    ),
    Mutant(
        "M51",
        "store",
        "The number is taken in a transaction before the sale's.",
        (
            Edit(
                "app.store.unit:Unit.next_number",
                "        return str(row[0]), int(row[1])",
                '        self._driver.execute("COMMIT")\n'
                '        self._driver.execute("BEGIN IMMEDIATE")\n'
                "        return str(row[0]), int(row[1])",
            ),
        ),
        BySimulation(frozenset({"I6"}), rates={"till_crash": 0.06}),
    ),
)

JOURNALS: Final = (
    Mutant(
        "M10",
        "journals",
        "The electronic journal is not written.",
        (
            Edit(
                "app.store.mirror:JournalMirror.append",
                "if self._journal is None or not frames:",
                "if True:",
            ),
        ),
        BySimulation(frozenset({"I7"})),
    ),
    Mutant(
        "M11",
        "journals",
        "The electronic journal is written and not synced.",
        (
            Edit(
                "app.store.electronic_journal:ElectronicJournal.append",
                "        self._file.sync()\n",
                "        pass\n",
            ),
        ),
        ByTests(("tests/app/store/test_flushes.py::test_the_second_copy_is_flushed_once",)),
    ),
    Mutant(
        "M12",
        "journals",
        "What the electronic journal is ahead is not replayed.",
        (
            Edit(
                "app.store.recovery:reconcile",
                "    replayed = _replay_ahead(core, journal)\n",
                "    last = journal.last or last_rotated(core.parts.paths.journal)\n"
                "    if last is not None and position_of(core.writer.driver, *place(last)) is None:\n"
                "        return Reconciled()\n"
                "    replayed = 0\n",
            ),
        ),
        ByTests(
            (
                "tests/app/store/test_recovery.py::"
                "test_sales_the_database_lost_come_back_with_ids_numbers_and_print_jobs",
            )
        ),
    ),
    Mutant(
        "M13",
        "journals",
        "A replayed event gets a new id.",
        (
            Edit(
                "app.store.replay:replay",
                "        stored = unit.insert(event, frame.payload)\n",
                "        import dataclasses\n"
                "        event = dataclasses.replace(event, event_id=unit.tools.ids.uuid7())\n"
                "        stored = unit.insert(event, frame.payload)\n",
            ),
        ),
        ByTests(
            (
                "tests/app/store/test_recovery.py::"
                "test_sales_the_database_lost_come_back_with_ids_numbers_and_print_jobs",
            )
        ),
    ),
    Mutant(
        "M14",
        "journals",
        "The check of rows against their event leaves out the last column of a table.",
        (
            Edit(
                "app.store.verify:_rows",
                "            if found.get(event.event_id, []) != rows.get(table, []):",
                "            last = PROJECTED_TABLES[table][-1]\n"
                "            told, kept = (\n"
                "                [{k: v for k, v in row.items() if k != last} for row in side.get(key, [])]\n"
                "                for side, key in ((rows, table), (found, event.event_id))\n"
                "            )\n"
                "            if told != kept:",
            ),
        ),
        ByTests(("tests/app/store/test_verify.py::test_a_change_in_any_projected_column_is_seen",)),
    ),
    Mutant(
        "M15",
        "journals",
        "The chain is verified without its start value.",
        (
            Edit(
                "app.store.verify:_place",
                "    if prev_hash != identity.genesis(epoch):\n",
                "    if False:\n",
            ),
        ),
        ByTests(("tests/app/store/test_verify.py::test_a_chain_with_another_start_does_not_verify",)),
    ),
    Mutant(
        "M16",
        "journals",
        "An event gets a new id whenever it is sent.",
        (
            Edit(
                "app.store.outbox:_item",
                "    return OutboxItem(event_id,",
                "    import uuid\n\n    return OutboxItem(str(uuid.uuid4()),",
            ),
        ),
        ByTests(
            (
                "tests/app/store/test_outbox.py::TestStoreOutbox::"
                "test_items_carry_the_stored_bytes_and_their_links",
            )
        ),
    ),
    Mutant(
        "M17",
        "journals",
        "The payload is serialised anew whenever it is sent.",
        (
            Edit(
                "app.store.outbox:_item",
                "payload.decode())",
                "json.dumps(json.loads(payload)))",
            ),
        ),
        ByTests(
            (
                "tests/app/store/test_outbox.py::TestStoreOutbox::"
                "test_items_carry_the_stored_bytes_and_their_links",
            )
        ),
    ),
    Mutant(
        "M18",
        "journals",
        "Events are pruned by their age alone.",
        (
            Edit(
                "app.store.pruning:_ripe",
                "    if not durable:\n"
                "        return\n"
                "    before = unix_ms(core.parts.clock.now() - timedelta(days=settings.prune_after_days))\n"
                "    last = head.pos - max(1, settings.verify_last)\n"
                "    for row in driver.execute(_FRONT, (base.pos, SLICE)).fetchall():\n"
                "        pos, epoch, seq, _, event_id, state = row\n"
                '        held = state in ("acked", "review") and seq <= durable.get(epoch, 0)\n',
                "    before = unix_ms(core.parts.clock.now() - timedelta(days=settings.prune_after_days))\n"
                "    last = head.pos - max(1, settings.verify_last)\n"
                "    for row in driver.execute(_FRONT, (base.pos, SLICE)).fetchall():\n"
                "        pos, epoch, seq, _, event_id, state = row\n"
                "        held = True\n",
            ),
        ),
        ByTests(("tests/app/store/test_pruning.py::test_nothing_goes_before_the_second_copy_however_old",)),
    ),
)
