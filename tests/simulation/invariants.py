"""The invariants of sync.md section 10, checked after each step on what it touched, and in full each hour.

What a till has committed is noted here from its own database the moment it may have changed: a row that goes
missing later, or one at the centre without origin, is seen whatever the program says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from app.store.anchors import read_anchors
from app.store.driver import Value
from app.store.ej_format import Scan
from app.store.electronic_journal import reading, segments
from app.store.verify import verify_all, verify_tail
from core.contract.sync import BatchRequest
from core.domain.document_data import sale_from_data
from core.domain.outbox import Batch, BatchReply, ItemStatus, Settlement
from core.domain.z_closing import z_from_data
from tests.simulation.cashier import Cashier
from tests.simulation.till import SimTill
from tests.simulation.z import disagreement

_NEW: Final = "SELECT pos, epoch, seq, event_id, kind, hash, payload FROM journal WHERE pos>? ORDER BY pos"
_STATES: Final = (
    "SELECT event_id, epoch, seq, state FROM journal WHERE event_id IN (SELECT value FROM json_each(?))"
)
_ASIDE: Final = "SELECT event_id FROM journal WHERE state='quarantined'"
_CAUSELESS: Final = (
    "SELECT j.event_id FROM journal j JOIN journal c ON c.event_id=j.cause_id"
    " WHERE j.state='pending' AND c.state<>'acked'"
)
_NUMBERED: Final = ("sale.completed", "refund.completed")


class ViolationError(Exception):
    """An invariant does not hold.

    Attributes:
        invariant: ``I3`` and so on.
    """

    def __init__(self, invariant: str, detail: str) -> None:
        super().__init__(f"{invariant}: {detail}")
        self.invariant = invariant


class Rows(Protocol):
    """An answer of the centre's database."""

    def fetchone(self) -> tuple[Any, ...] | None:
        """Next row."""
        ...

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows left."""
        ...

    def __iter__(self) -> Iterator[tuple[Any, ...]]: ...


class Database(Protocol):
    """What the invariants need of it: questions with ``?``."""

    def execute(self, sql: str, parameters: Sequence[Value] = ()) -> Rows:
        """Ask."""
        ...


@dataclass(slots=True)
class Known:
    """What is known of one till from outside.

    Attributes:
        events: Hash of each committed event by its id.
        pos: Last position noted.
        numbers: Highest number by series.
        final: Events that are acked or in review.
        told: How many of the answers to the cashier have been held against the journal.
    """

    events: dict[str, bytes] = field(default_factory=dict[str, bytes])
    pos: int = 0
    numbers: dict[str, int] = field(default_factory=dict[str, int])
    final: set[str] = field(default_factory=set[str])
    told: int = 0


class Invariants:
    """Looks on; knows the truth of every till and of the centre."""

    def __init__(self, centre: Database, organization: str) -> None:
        self._centre, self._organization = centre, organization
        self.known: dict[str, Known] = {}
        self._of_terminal: dict[str, Known] = {}
        self.cashiers: dict[str, Cashier] = {}
        self.lost: set[str] = set()
        """Events that the centre held and lost by a failover, until they are there again."""
        self.checks = 0
        self.poison: set[str] = set()

    def watch(self, till: SimTill, cashier: Cashier) -> None:
        """Look after a till from its first start on."""
        self.known[till.actor] = self._of_terminal[till.identity.terminal_id] = Known()
        self.cashiers[till.actor] = cashier

    # --- after each step ---

    def moved(self, till: SimTill) -> None:
        """I1, I2, I6, I7, I8, I11 and I12, for the events that are new."""
        known, cashier = self.known[till.actor], self.cashiers[till.actor]
        if cashier.blocked:
            raise ViolationError("I11", f"{till.actor} {cashier.blocked[0]}")
        if till.sink.passed:
            raise ViolationError("I12", f"{till.actor} its cursor passed {till.sink.passed}")
        head = till.store.runner.core.head if till.alive else None
        still = head is not None and head.pos == known.pos
        rows = [] if still else till.keeper.execute(_NEW, (known.pos,)).fetchall()
        if rows:
            self.checks += 1
            found = verify_tail(till.keeper, till.identity, len(rows))
            if found:
                raise ViolationError("I2" if found[0].code == "rows" else "I7", f"{till.actor} {found[0]}")
            for pos, _, _, event_id, kind, digest, payload in rows:
                known.events[event_id] = digest
                known.pos = pos
                if kind in _NUMBERED:
                    self._numbered(till, known, kind, json.loads(payload)["data"])
            self._second_copy(till)
        for told in cashier.told[known.told :]:
            if known.events.get(told.event_id) != told.hash:
                raise ViolationError("I1", f"{till.actor} {told.number} is not in the journal")
        known.told = len(cashier.told)

    def started(self, till: SimTill) -> None:
        """I16 and I7: what recovery left is whole, and recovering once more changes nothing."""
        self.moved(till)
        self._second_copy(till)
        self._anchors(till)
        if till.boots % 4:
            return
        before = content(till)
        till.reopen()
        if content(till) != before:
            raise ViolationError("I16", f"{till.actor} is another after a second recovery")

    def taken(self, till: SimTill, batch: Batch) -> None:
        """I10: what is final never leaves again by itself."""
        known = self.known[till.actor]
        for item in batch.items:
            if item.event_id in known.final:
                raise ViolationError("I10", f"{till.actor} sends {item.seq} again")
            if known.events.get(item.event_id) != bytes.fromhex(item.hash):
                raise ViolationError("I2", f"{till.actor} sends {item.seq} with other bytes")

    def settled(self, till: SimTill, batch: Batch, reply: BatchReply, settlement: Settlement | None) -> None:
        """I3 and I10 for a batch that was answered."""
        known = self.known[till.actor]
        self.checks += 1
        ids = [item.event_id for item in batch.items]
        said = {result.event_id: result.status for result in reply.results}
        for event_id, _, seq, state in self._states(till, ids):
            if state not in ("acked", "review"):
                continue
            if event_id not in known.final and said.get(event_id) in (None, ItemStatus.RETRY):
                raise ViolationError("I10", f"{till.actor} {seq} is {state} without a verdict")
            self._held(till, event_id, seq)
            known.final.add(event_id)
        if settlement is None or settlement.reopened:
            for event_id, epoch, seq, state in self._states(till, sorted(known.final)):
                if state == "pending":
                    self._explained(till, reply, epoch, seq)
                    known.final.discard(event_id)
        place = reply.current.high_water  # the anchor of this reply
        head = till.store.runner.core.head
        if place is None or head is None or (place.epoch, place.seq) > (head.epoch, head.seq):
            raise ViolationError("I7", f"{till.actor} its head is behind the anchor {place}")

    def ingested(self, request: BatchRequest) -> None:
        """I3 and I4 for a batch that the centre has just worked on."""
        known = self._of_terminal[request.terminal_id]
        for event_id in (item.event_id for item in request.items):
            rows = self._centre.execute(
                "SELECT hash, (SELECT count(*) FROM transactions t WHERE t.organization_id=i.organization_id"
                " AND t.event_id=i.event_id)"
                " FROM sync_inbox i WHERE organization_id=? AND event_id=?",
                (self._organization, event_id),
            ).fetchall()
            if len(rows) > 1 or any(row[1] > 1 for row in rows):
                raise ViolationError("I3", f"{event_id} is held more than once")
            if rows and known.events.get(event_id) != rows[0][0]:
                raise ViolationError("I4", f"{event_id} has no origin")
            if rows:
                self.lost.discard(event_id)

    # --- parts ---

    def _numbered(self, till: SimTill, known: Known, kind: str, data: dict[str, Any]) -> None:
        series, number = data["series"], data["number"]
        if number != known.numbers.get(series, 0) + 1:
            before = known.numbers.get(series, 0)
            raise ViolationError("I6", f"{till.actor} {series} goes from {before} to {number}")
        known.numbers[series] = number
        if kind == "sale.completed":
            fault = sums(data)
            if fault:
                raise ViolationError("I8", f"{till.actor} {series}-{number}: {fault}")

    def _second_copy(self, till: SimTill) -> None:
        """The electronic journal ends where the database ends, while the till lives."""
        if not till.alive:
            return
        core = till.store.runner.core
        journal, head = core.mirror._journal, core.head
        if core.mirror.degraded or journal is None or head is None or journal.last is None:
            return
        if journal.last.hash != head.hash:
            raise ViolationError("I7", f"{till.actor} the electronic journal is behind")

    def _anchors(self, till: SimTill) -> None:
        noted = read_anchors(till.folder / "anchors.json")
        row = till.keeper.execute("SELECT epoch, seq FROM journal ORDER BY pos DESC LIMIT 1").fetchone()
        if noted is None or noted.high_water is None or row is None:
            return
        if (noted.high_water.epoch, noted.high_water.seq) > (row[0], row[1]):
            raise ViolationError("I7", f"{till.actor} head {row} is behind an anchor")

    def _held(self, till: SimTill, event_id: str, seq: int) -> None:
        if event_id in self.lost:
            return
        here = (self._organization, event_id)
        row = self._centre.execute(
            "SELECT hash FROM sync_inbox WHERE organization_id=? AND event_id=?", here
        ).fetchone()
        if row is not None and row[0] == self.known[till.actor].events[event_id]:
            return
        raw = self._centre.execute(
            "SELECT 1 FROM sync_review WHERE organization_id=? AND event_id=?", here
        ).fetchone()
        if raw is None:
            raise ViolationError("I3", f"{till.actor} {seq} is acked and not at the centre")

    @staticmethod
    def _explained(till: SimTill, reply: BatchReply, epoch: int, seq: int) -> None:
        """An acked row is pending again: only a gap or a lower high water may do that (U5)."""
        for state in (reply.current, *reply.older):
            place = state.high_water
            if place is None or place.epoch != epoch:
                continue
            if seq > place.seq or any(low <= seq <= high for low, high in state.gaps):
                return
        raise ViolationError("I10", f"{till.actor} {seq} was reopened without a reason")

    @staticmethod
    def _states(till: SimTill, ids: list[str]) -> list[tuple[str, int, int, str]]:
        found = till.keeper.execute(_STATES, (json.dumps(ids),)).fetchall()
        return [(str(row[0]), int(row[1]), int(row[2]), str(row[3])) for row in found]

    # --- in full ---

    def hourly(self, hour: int, tills: list[SimTill]) -> None:
        """The centre and one till in full: a chain is read to its start each time, and in the end all are."""
        for till in tills:
            self.moved(till)
        self.full([tills[hour % len(tills)]])

    def full(self, tills: list[SimTill]) -> None:
        """Everything that must hold at any moment."""
        self.checks += 1
        self._centre_whole()
        for till in tills:
            known = self.known[till.actor]
            self.moved(till)
            self._anchors(till)
            found = verify_all(till.keeper, till.identity)
            if found:
                raise ViolationError("I2", f"{till.actor} {found[0]}")
            if till.alive and content(till)[1] != content(till)[2]:
                raise ViolationError("I7", f"{till.actor} the two journals differ")
            final = till.keeper.execute(
                "SELECT event_id, seq FROM journal WHERE state IN('acked','review')"
            ).fetchall()
            for event_id, seq in final:
                self._held(till, event_id, seq)
                if event_id not in known.events:
                    raise ViolationError("I2", f"{till.actor} {seq} appeared from nowhere")

    def _reconciled(self, till: SimTill) -> None:
        """I5: what every Z counts and sums, the centre counts and sums of the same places."""
        for (payload,) in till.keeper.execute("SELECT payload FROM journal WHERE kind='z.closed'"):
            said = z_from_data(json.loads(payload)["data"])
            found = disagreement(self._centre, self._organization, till.identity.terminal_id, said)
            if found is not None:
                raise ViolationError("I5", f"{till.actor} {found}")

    def pending(self, till: SimTill) -> int:
        """How many events wait that need not: not a poisoned one, nor a return of one."""
        rows = till.keeper.execute("SELECT event_id, cause_id FROM journal WHERE state='pending'")
        return sum(event not in self.poison and cause not in self.poison for event, cause in rows)

    def _centre_whole(self) -> None:
        origins = {event: digest for known in self.known.values() for event, digest in known.events.items()}
        for event_id, digest in self._centre.execute("SELECT event_id, hash FROM sync_inbox"):
            if origins.get(event_id) != digest:
                raise ViolationError("I4", f"{event_id} at the centre has no origin")
        for query, invariant, what in CENTRE_QUERIES:
            row = self._centre.execute(query).fetchone()
            if row is not None:
                raise ViolationError(invariant, f"{what}: {row}")

    def ended(self, tills: list[SimTill]) -> None:
        """After healing: I3 without exception, I5, and that nothing is pending."""
        self.lost.clear()
        self.full(tills)
        for till in tills:
            known = self.known[till.actor]
            if self.pending(till):
                raise ViolationError("I14", f"{till.actor} has {self.pending(till)} pending after healing")
            aside = {row[0] for row in till.keeper.execute(_ASIDE)}
            if aside - self.poison:
                raise ViolationError("I14", f"{till.actor} set aside what the centre would take")
            if missing := till.sink.missing():
                raise ViolationError("I12", f"{till.actor} has other {missing} than the centre")
            without = aside | {row[0] for row in till.keeper.execute(_CAUSELESS)}
            for event_id in known.events:
                if event_id not in without:
                    self._held(till, event_id, 0)
            if not without:
                self._reconciled(till)


CENTRE_QUERIES: Final = (
    (
        "SELECT event_id, count(*) FROM sync_inbox GROUP BY event_id HAVING count(*)>1 LIMIT 1",
        "I3",
        "held more than once",
    ),
    (
        "SELECT series, number, count(*) FROM transactions GROUP BY series, number HAVING count(*)>1 LIMIT 1",
        "I6",
        "a number used twice",
    ),
    (
        "SELECT t.event_id, count(e.kind) FROM transactions t LEFT JOIN effects e ON"
        " e.organization_id=t.organization_id AND e.event_id=t.event_id"
        " AND e.kind='stock'"
        " GROUP BY t.event_id HAVING count(e.kind)<>1 LIMIT 1",
        "I9",
        "not exactly one effect",
    ),
    (
        "SELECT t.event_id FROM transactions t WHERE t.total_minor<>(SELECT sum(i.total_minor)"
        " FROM transaction_items i WHERE i.organization_id=t.organization_id"
        " AND i.transaction_id=t.transaction_id) LIMIT 1",
        "I8",
        "lines and total differ",
    ),
    (
        "SELECT code, event_id FROM sync_review WHERE code IN"
        "('DUP_NUMBER','SHA_CONFLICT','CHAIN_BREAK','TOTAL_MISMATCH','SCHEMA_UNKNOWN') LIMIT 1",
        "I4",
        "a review that no fault explains",
    ),
)


def sums(data: dict[str, Any]) -> str | None:
    """What of a sale does not add up, in integers of a hundredth of a cent."""
    sale = sale_from_data(data)
    if sum(item.total for item in sale.items) != sale.total:
        return "lines and total"
    if sum(item.tax for item in sale.items) != sale.tax_total:
        return "tax of lines and of the sale"
    if sum(payment.amount for payment in sale.payments) != sale.total:
        return "payments and total"
    received = sum(payment.received - payment.amount for payment in sale.payments if payment.received)
    return None if received == sale.change_due else "received, total and change"


def content(till: SimTill) -> tuple[object, object, object]:
    """All that recovery must leave as it is: series, hashes of the journal, hashes of its second copy."""
    series = till.keeper.execute("SELECT series, next FROM series ORDER BY series").fetchall()
    stored = [row[0] for row in till.keeper.execute("SELECT hash FROM journal ORDER BY pos")]
    copied: list[bytes] = []
    for segment in segments(till.folder / "journal.ej"):
        with reading(segment, Scan()) as frames:
            copied += [frame.hash for frame in frames]
    return series, stored, copied
