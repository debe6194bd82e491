"""In-memory `core.ports.outbox.Outbox`: a journal in a list, the delivery rules of sync.md section 4."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256

from core.domain.disabling import grace_left_ms
from core.domain.journal.chain import genesis, link
from core.domain.outbox import (
    Batch,
    BatchReply,
    EpochState,
    ItemResult,
    ItemStatus,
    OutboxItem,
    OutboxStatus,
    RowState,
    Settlement,
    StreamPlace,
)
from core.domain.poison import AGAIN_S, HOLD_S, QUARANTINE_S, FailingTimes
from core.ports.clock import Clock, IdSource

TERMINAL = "0198f0c0-0000-7000-8000-000000000001"
NONCE = bytes(range(32))


@dataclass(slots=True)
class Row:
    """A journal row: what is fixed, and the delivery columns."""

    item: OutboxItem
    at_ms: int
    state: RowState = RowState.PENDING
    attempts: int = 0
    last_code: str | None = None
    review_id: str | None = None
    failing_s: int = 0


class MemoryOutbox:
    """The rules in their plainest form; `restart` forgets what a crash forgets."""

    def __init__(self, clock: Clock, ids: IdSource, *, terminal_id: str = TERMINAL, epoch: int = 1) -> None:
        self._clock, self._ids = clock, ids
        self._terminal_id, self._epoch = terminal_id, epoch
        self.rows: list[Row] = []
        self._last_acked_at_ms: int | None = None
        self._disabled: tuple[int, int] | None = None
        self._noted = 0.0
        self.restart()

    def disabled(self, *, disabled: bool) -> None:
        """Note a disabling with the running time since it was told last (X5)."""
        now, wall = self._clock.monotonic(), int(self._clock.now().timestamp() * 1000)
        if not disabled:
            self._disabled = None
        elif self._disabled is None:
            self._disabled = (wall, 0)
        else:
            self._disabled = (self._disabled[0], self._disabled[1] + int((now - self._noted) * 1000))
        self._noted = now

    def hurry(self) -> None:
        """Nothing is held back any more."""
        self._due.clear()

    def _grace_ms(self) -> int | None:
        if self._disabled is None:
            return None
        running = int((self._clock.monotonic() - self._noted) * 1000)
        wall = int(self._clock.now().timestamp() * 1000)
        return grace_left_ms(self._disabled[0], wall, self._disabled[1] + running)

    def restart(self) -> None:
        """Forget everything that lives in memory only (E1)."""
        self._boot_id = self._ids.uuid7()
        self._due: dict[str, float] = {}
        self._in_flight: set[str] = set()
        self._failing = FailingTimes()
        self._noted = self._clock.monotonic()

    def append(self, payload: str, event_id: str | None = None) -> str:
        """Store one event's payload; its id."""
        prev = (
            bytes.fromhex(self.rows[-1].item.hash)
            if self.rows
            else genesis(self._terminal_id, self._epoch, NONCE)
        )
        digest = link(prev, sha256(payload.encode()).digest())
        identity = event_id or self._ids.uuid7()
        item = OutboxItem(identity, self._epoch, len(self.rows) + 1, prev.hex(), digest.hex(), payload)
        self.rows.append(Row(item, int(self._clock.now().timestamp() * 1000)))
        return identity

    def take(self, max_items: int, max_bytes: int, beside: Batch | None = None) -> Batch | None:
        """Due pending rows in order; at least one, however large."""
        items, alone = self._due_items(max_items, max_bytes, beside)
        if not items:
            return None
        last = self.rows[-1].item
        batch_id = self._ids.uuid7()
        self._in_flight = {batch_id} if beside is None else self._in_flight | {batch_id}
        return Batch(
            batch_id,
            self._terminal_id,
            self._boot_id,
            self._epoch,
            StreamPlace(last.epoch, last.seq, last.hash),
            tuple(items),
            alone,
        )

    def _due_items(
        self, max_items: int, max_bytes: int, beside: Batch | None
    ) -> tuple[list[OutboxItem], bool]:
        under_way = {item.event_id for item in beside.items} if beside else set[str]()
        items: list[OutboxItem] = []
        size = 0
        for row in self.rows:
            if row.state is not RowState.PENDING or not self._is_due(row):
                continue
            if row.item.event_id in under_way:
                continue
            if row.failing_s > 0 and row.last_code != "CORRUPT":
                continue
            size += len(row.item.payload.encode())
            if items and (len(items) == max_items or size > max_bytes):
                break
            items.append(row.item)
        return (items, False) if items or beside else (self._first_alone(), True)

    def _first_alone(self) -> list[OutboxItem]:
        """The first due of those that failed by themselves, then of the quarantined."""
        for state in (RowState.PENDING, RowState.QUARANTINED):
            for row in self.rows:
                if row.state is state and row.failing_s and self._is_due(row):
                    return [row.item]
        return []

    def settle(self, batch: Batch, reply: BatchReply) -> Settlement:
        """Verdicts by event id; the centre's stock of events counts only for the batch in flight (U5)."""
        current = batch.batch_id in self._in_flight
        counts = Counter[str]()
        rows = {row.item.event_id: row for row in self.rows}
        for result in reply.results:
            row = rows.get(result.event_id)
            if row is not None and row.state in (RowState.PENDING, RowState.QUARANTINED):
                self._apply(row, result, counts, current=current)
        if not current:
            return _settlement(counts)
        self._in_flight.discard(batch.batch_id)
        reopened = sum(self._reopen(state) for state in (reply.current, *reply.older))
        return _settlement(counts, reopened, self._incident(reply.current))

    def fail(self, batch: Batch, code: str) -> None:
        """One more attempt of each row that is still pending."""
        ids = {item.event_id for item in batch.items}
        for row in self.rows:
            if row.item.event_id in ids and row.state is RowState.PENDING:
                row.attempts, row.last_code = row.attempts + 1, code
        self._in_flight.discard(batch.batch_id)

    def isolate(self, batch: Batch, code: str) -> bool:
        """One more failure of an item by itself (U7)."""
        self._in_flight.discard(batch.batch_id)
        row = next(row for row in self.rows if row.item.event_id == batch.items[0].event_id)
        quarantined = self._count_failure(row, code)
        set_aside = row.state is RowState.QUARANTINED
        self._due[row.item.event_id] = self._clock.monotonic() + (AGAIN_S if set_aside else HOLD_S)
        return quarantined

    def _count_failure(self, row: Row, code: str) -> bool:
        row.attempts, row.last_code = row.attempts + 1, code
        row.failing_s += self._failing.failed(row.item.event_id, int(self._clock.monotonic() * 1_000))
        if row.failing_s < QUARANTINE_S or row.state is not RowState.PENDING:
            return False
        row.state = RowState.QUARANTINED
        return True

    def status(self) -> OutboxStatus:
        """Counts by state."""
        count = {state: sum(row.state is state for row in self.rows) for state in RowState}
        pending = [row.at_ms for row in self.rows if row.state is RowState.PENDING]
        return OutboxStatus(
            pending=count[RowState.PENDING],
            review=count[RowState.REVIEW],
            quarantined=count[RowState.QUARANTINED],
            fenced=count[RowState.FENCED],
            oldest_pending_at_ms=min(pending, default=None),
            last_acked_at_ms=self._last_acked_at_ms,
            grace_ms=self._grace_ms(),
        )

    def _is_due(self, row: Row) -> bool:
        return self._due.get(row.item.event_id, 0.0) <= self._clock.monotonic()

    def _apply(self, row: Row, result: ItemResult, counts: Counter[str], *, current: bool) -> None:
        match result.status:
            case ItemStatus.ACCEPTED | ItemStatus.DUPLICATE:
                row.state, row.failing_s = RowState.ACKED, 0
                self._last_acked_at_ms = int(self._clock.now().timestamp() * 1000)
                counts["acked"] += 1
            case ItemStatus.REVIEW:
                row.state, row.last_code, row.review_id = RowState.REVIEW, result.code, result.review_id
                counts["review"] += 1
            case ItemStatus.FENCED:
                row.state = RowState.FENCED
                counts["fenced"] += 1
            case ItemStatus.RETRY:
                if not current:
                    return
                if result.code == "CORRUPT":
                    counts["quarantined"] += self._count_failure(row, "CORRUPT")
                elif row.state is RowState.PENDING:
                    row.attempts, row.last_code = row.attempts + 1, result.code
                wait = AGAIN_S if row.state is RowState.QUARANTINED else result.retry_after_s or 0
                self._due[row.item.event_id] = self._clock.monotonic() + wait
                counts["retried"] += 1

    def _reopen(self, held: EpochState) -> int:
        if held.high_water is None:
            return 0
        count = 0
        for row in self.rows:
            seq = row.item.seq
            missing = seq > held.high_water.seq or any(low <= seq <= high for low, high in held.gaps)
            final = row.state in (RowState.ACKED, RowState.REVIEW)
            if row.item.epoch == held.high_water.epoch and missing and final:
                row.state, row.failing_s = RowState.PENDING, 0
                count += 1
        return count

    def _incident(self, held: EpochState) -> str | None:
        place = held.high_water
        if place is None or place.seq == 0:
            return None
        other = any(
            (row.item.epoch, row.item.seq) == (place.epoch, place.seq) and row.item.hash != place.hash
            for row in self.rows
        )
        return "CHAIN_BREAK" if other else None


def _settlement(counts: Counter[str], reopened: int = 0, incident: str | None = None) -> Settlement:
    return Settlement(
        acked=counts["acked"],
        review=counts["review"],
        retried=counts["retried"],
        fenced=counts["fenced"],
        reopened=reopened,
        incident=incident,
        quarantined=counts["quarantined"],
    )
