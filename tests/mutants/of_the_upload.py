"""Mutants of the upload: the outbox, the worker and the reading of answers (faults.md section 6)."""

# ruff: noqa: E501 - lines as they are in the code, quoted

from __future__ import annotations

from typing import Final

from tests.mutants.change import Edit
from tests.mutants.mutant import BySimulation, ByTests, Mutant

_OUTBOX: Final = "tests/app/store/test_outbox.py::TestStoreOutbox::"
_POISON: Final = "tests/app/store/test_outbox.py::TestStoreOutbox::"

UPLOAD: Final = (
    Mutant(
        "M19",
        "upload",
        "What leaves counts as arrived.",
        (
            Edit(
                "app.store.outbox:StoreOutbox.take",
                "        return batch\n",
                "        done = tuple(ItemResult(item.event_id, ItemStatus.ACCEPTED) for item in items)\n"
                '        self.settle(batch, BatchReply("", done, EpochState(None)))\n'
                "        return batch\n",
            ),
        ),
        BySimulation(frozenset({"I3", "I10"})),
    ),
    Mutant(
        "M20",
        "upload",
        "An item without a result is taken as accepted.",
        (
            Edit(
                "app.store.outbox:StoreOutbox.settle",
                "        now = unix_ms(self._clock.now())\n",
                "        told = {result.event_id for result in results}\n"
                "        results += [ItemResult(event, ItemStatus.ACCEPTED) for event in sent - told]\n"
                "        now = unix_ms(self._clock.now())\n",
            ),
        ),
        ByTests((_OUTBOX + "test_an_item_without_a_result_stays_pending",)),
    ),
    Mutant(
        "M21",
        "upload",
        "Any 200 is taken for an acknowledgement.",
        (
            Edit(
                "sync.transport.http:_read_reply",
                '    except ValueError:\n        return Outcome(OutcomeKind.NOT_OURS, code="reply_invalid")\n',
                "    except ValueError:\n"
                "        from core.domain.outbox import BatchReply, EpochState, ItemResult, ItemStatus\n\n"
                "        done = tuple(ItemResult(item.event_id, ItemStatus.ACCEPTED) for item in batch.items)\n"
                "        reply = BatchReply(batch.batch_id, done, EpochState(batch.head))\n"
                "        return Outcome(OutcomeKind.ANSWERED, reply=reply)\n",
            ),
        ),
        BySimulation(frozenset({"I3", "I7"})),
    ),
    Mutant(
        "M22",
        "upload",
        "One item on which the centre fails stops its whole batch for ever.",
        (Edit("sync.worker:SyncWorker._poisoned", "if not _whole(batch, outcome):", "if True:"),),
        BySimulation(frozenset({"I14"}), rates={"poison": 0.05}),
    ),
    Mutant(
        "M23",
        "upload",
        "A review holds up the rows behind it.",
        (
            Edit(
                "app.store.outbox:StoreOutbox._due_items",
                "        size = 0\n",
                '        size = 0\n        if dict(self._reader.rows(QUERIES["held"])).get("review"):\n'
                "            return [], False\n",
            ),
        ),
        ByTests((_OUTBOX + "test_a_review_is_kept_with_its_code_and_id_and_holds_nobody_up",)),
    ),
    Mutant(
        "M24",
        "upload",
        "What is set aside is given up: marked as if the centre had it.",
        (
            Edit(
                "app.store.outbox:StoreOutbox._count_failure",
                "        if place is None:\n            return False\n",
                "        if place is None:\n            return False\n"
                "        gone = \"UPDATE journal SET state='acked' WHERE event_id=?\"\n"
                "        unit.connection.exec_driver_sql(gone, (event_id,))\n",
            ),
        ),
        ByTests((_POISON + "test_what_fails_by_itself_is_quarantined_at_the_eighth_time",)),
    ),
    Mutant(
        "M25",
        "upload",
        "Waits have no jitter.",
        (
            Edit(
                "sync.backoff:Backoff.failed",
                "ids.uniform(0.0, jitter_ceiling(self.failures))",
                "jitter_ceiling(self.failures)",
            ),
        ),
        ByTests(
            (
                "tests/sync/test_faults_in_time.py::"
                "test_fault_18_a_shop_that_returns_together_is_spread_by_jitter_and_drains_in_time",
            )
        ),
    ),
    Mutant(
        "M26",
        "upload",
        "Retry-After is ignored.",
        (Edit("sync.backoff:Backoff.failed", "if retry_after_s is None:", "if True:"),),
        ByTests(
            (
                "tests/sync/test_faults_in_time.py::"
                "test_fault_17_retry_after_is_obeyed_but_never_beyond_a_quarter_of_an_hour",
            )
        ),
    ),
    Mutant(
        "M27",
        "upload",
        "A 401 counts as an attempt of the rows.",
        (
            Edit(
                "sync.worker:SyncWorker._exchange",
                "        refresh = self._credentials.refresh()\n",
                '        self._outbox.fail(batch, "http_401")\n        refresh = self._credentials.refresh()\n',
            ),
        ),
        ByTests(
            (
                "tests/sync/test_worker_auth.py::"
                "test_fault_53_a_401_brings_one_refresh_and_the_same_batch_again",
            )
        ),
    ),
    Mutant(
        "M52",
        "upload",
        "What the centre says to lack is not sent again.",
        (Edit("app.store.outbox:_reopen", "    if place is None:\n", "    if True:\n"),),
        BySimulation(frozenset({"I3", "I14"}), rates={"failover": 0.5}),
    ),
)
