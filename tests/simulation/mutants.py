"""Small wrong changes that an invariant must kill (faults.md sections 6 and 7): the test of this test."""

# pyright: reportPrivateUsage=false, reportDeprecated=false
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import Any, Final
from unittest.mock import patch

from app.store import outbox as store_outbox
from app.store.driver import connect_memory
from app.store.mirror import JournalMirror
from app.store.outbox import StoreOutbox
from app.store.unit import Unit
from central.services.intake import EpochRow, Intake, Outcome, Stored
from core.domain.changes import ChangePage
from core.domain.outbox import Batch, BatchReply, EpochState, ItemResult, ItemStatus
from core.ports.changes import Applied
from core.ports.faults import CrashPoint
from core.ports.transport import Outcome as Sent
from core.ports.transport import OutcomeKind
from sync.transport import http
from sync.transport.exchange import Answer
from tests.fakes.change_sink import Kept, MemoryChangeSink
from tests.simulation import centre_schema
from tests.simulation.faults import Crash, Plan
from tests.simulation.ingest_store import SimIngestStore
from tests.simulation.run import MakeStore

_KEYS: Final = re.compile(r",\s*(?:PRIMARY KEY|UNIQUE)\([^)]*\)")
_OF_EVENTS: Final = (
    "sync_inbox",
    "transactions",
    "transaction_items",
    "payments",
    "effects",
    "central_outbox",
)


class NoDedupe(SimIngestStore):
    """M28: no key tells an event that came again."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._database.close()
        self._database = connect_memory()
        for table in centre_schema.TABLES:
            keyless = any(f"CREATE TABLE {name}(" in table for name in _OF_EVENTS)
            self._database.execute(_KEYS.sub("", table) if keyless else table)


class ReplyBeforeCommit(SimIngestStore):
    """M30: the answer leaves before the commit, which then fails."""

    _said: Outcome

    def _outcome(
        self, intake: Intake, stored: dict[str, Stored], epochs: dict[int, EpochRow], config_version: int
    ) -> Outcome:
        self._said = super()._outcome(intake, stored, epochs, config_version)
        return self._said

    async def ingest(self, intake: Intake) -> Outcome:
        """See `SimIngestStore`."""
        try:
            return await super().ingest(intake)
        except Crash as crash:
            if crash.args[0] is CrashPoint.BEFORE_INGEST_COMMIT:
                return self._said
            raise


@contextmanager
def acked_on_send() -> Iterator[None]:
    """M19: what leaves counts as arrived."""
    take = StoreOutbox.take

    def taking(
        self: StoreOutbox, max_items: int, max_bytes: int, beside: Batch | None = None
    ) -> Batch | None:
        batch = take(self, max_items, max_bytes, beside)
        if batch is not None:
            done = [ItemResult(item.event_id, ItemStatus.ACCEPTED) for item in batch.items]
            self.settle(batch, BatchReply("", tuple(done), EpochState(None)))
        return batch

    with patch.object(StoreOutbox, "take", taking):
        yield


@contextmanager
def any_200_is_an_ack() -> Iterator[None]:
    """M21: an answer that is not ours is taken for one."""
    read = http._read_reply

    def reading(answer: Answer, batch: Batch) -> Sent:
        outcome = read(answer, batch)
        if outcome.kind is OutcomeKind.ANSWERED:
            return outcome
        done = tuple(ItemResult(item.event_id, ItemStatus.ACCEPTED) for item in batch.items)
        return Sent(OutcomeKind.ANSWERED, BatchReply(batch.batch_id, done, EpochState(batch.head)))

    with patch.object(http, "_read_reply", reading):
        yield


@contextmanager
def counter_in_memory() -> Iterator[None]:
    """M3: numbers come from memory and reach the disk now and then; the start believes the disk."""
    take = Unit.next_number
    counters: dict[tuple[int, str], tuple[str, int]] = {}
    kept: list[object] = []

    def counting(self: Unit, doc_type: str) -> tuple[str, int]:
        ids = self.tools.ids
        kept.append(ids)  # so that no other start gets its id()
        place = (id(ids), doc_type)
        if place not in counters:
            counters[place] = take(self, doc_type)
            return counters[place]
        series, last = counters[place]
        counters[place] = (series, last + 1)
        if last % 10 == 0:
            self._driver.execute("UPDATE series SET next=? WHERE doc_type=?", (last + 2, doc_type))
        return counters[place]

    with (
        patch.object(Unit, "next_number", counting),
        patch("app.store.startup.raise_number_floors", lambda core: None),
    ):
        yield


@contextmanager
def number_in_its_own_transaction() -> Iterator[None]:
    """The number is taken before the sale's transaction (against N2)."""
    take = Unit.next_number

    def taking(self: Unit, doc_type: str) -> tuple[str, int]:
        taken = take(self, doc_type)
        self._driver.execute("COMMIT")
        self._driver.execute("BEGIN IMMEDIATE")
        return taken

    with patch.object(Unit, "next_number", taking):
        yield


def gaps_ignored() -> AbstractContextManager[Any]:
    """Nothing goes back to pending, whatever the centre lacks (against U5)."""
    return patch.object(store_outbox, "_reopen", lambda connection, state: 0)


@contextmanager
def cursor_before_rows() -> Iterator[None]:
    """The cursor of a page is kept before its rows are (against D2)."""
    keep = MemoryChangeSink._keep

    def keeping(self: MemoryChangeSink, kept: Kept, page: ChangePage, at_ms: int) -> Applied:
        kept.state = replace(kept.state, cursor=page.next_cursor)
        return keep(self, kept, page, at_ms)

    with patch.object(MemoryChangeSink, "_keep", keeping):
        yield


def no_second_copy() -> AbstractContextManager[Any]:
    """M10: the electronic journal is not written."""
    return patch.object(JournalMirror, "append", lambda self, frames: None)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One wrong change and who may kill it; ``rates`` are its faults where not all shall strike."""

    name: str
    killers: frozenset[str]
    change: Callable[[], AbstractContextManager[Any]] = nullcontext
    make_store: MakeStore = SimIngestStore
    rates: Mapping[str, float] | None = None

    def plan(self, seed: int) -> Plan:
        """The faults under which it shall die."""
        return Plan.hostile(seed) if self.rates is None else Plan.only(seed, **self.rates)


MUTANTS: Final = (
    Mutant("no_dedupe", frozenset({"I3"}), make_store=NoDedupe),
    Mutant(
        "reply_before_commit", frozenset({"I3"}), make_store=ReplyBeforeCommit, rates={"centre_crash": 0.1}
    ),
    Mutant("acked_on_send", frozenset({"I3", "I10"}), acked_on_send),
    Mutant("any_200_is_an_ack", frozenset({"I3", "I7"}), any_200_is_an_ack),
    Mutant("counter_in_memory", frozenset({"I6", "I11"}), counter_in_memory),
    Mutant(
        "number_in_its_own_transaction",
        frozenset({"I6"}),
        number_in_its_own_transaction,
        rates={"till_crash": 0.06},
    ),
    Mutant("gaps_ignored", frozenset({"I3", "I14"}), gaps_ignored, rates={"failover": 0.5}),
    Mutant("cursor_before_rows", frozenset({"I12"}), cursor_before_rows, rates={"till_crash": 0.02}),
    Mutant("no_second_copy", frozenset({"I7"}), no_second_copy),
)
