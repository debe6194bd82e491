"""``z.closed`` of the open shift from the till's events (sync.md U9), and what the centre counts of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from app.store.driver import Connection, Value
from app.usecases.ports import OpenShift
from central.services.closings import Counted, ZView, mismatch
from core.domain.journal.events import JsonObject, decode_event
from core.domain.z_closing import ZClosing, ZCounter, z_to_data

_EVENTS: Final = (
    "SELECT payload, hash FROM journal WHERE pos >= (SELECT j.pos FROM journal j JOIN shift s"
    " ON s.event_id=j.event_id WHERE s.shift_id=?) ORDER BY pos"
)
_PLACES: Final = (
    "SELECT kind, hash, seq, event_id FROM sync_inbox"
    " WHERE organization_id=? AND terminal_id=? AND epoch=? AND seq BETWEEN ? AND ?"
)
_TENDERS: Final = (
    "SELECT p.method, CASE t.kind WHEN 'sale' THEN p.amount_minor ELSE -p.amount_minor END"
    " FROM transactions t JOIN payments p"
    " ON p.organization_id=t.organization_id AND p.transaction_id=t.transaction_id"
    " WHERE t.organization_id=? AND t.event_id=? UNION ALL"
    " SELECT method, -amount_minor FROM void_payments WHERE organization_id=? AND event_id=?"
)


def z_data(till: Connection, shift: OpenShift, number: int) -> JsonObject:
    """What a Z of the shift says now; closing the shift with it is the closing screens' issue."""
    counter = ZCounter()
    for payload, digest in till.execute(_EVENTS, (shift.shift_id,)):
        counter.add(decode_event(payload), digest)
    return z_to_data(counter.close(shift.shift_id, number, {}))


class Asked(Protocol):
    """The centre's database."""

    def execute(self, sql: str, parameters: Sequence[Value] = ()) -> Iterable[tuple[Any, ...]]:
        """Rows of a question."""
        ...


def disagreement(centre: Asked, organization: str, terminal: str, said: ZClosing) -> str | None:
    """What the centre's rows say against a Z, None where both sides agree (I5)."""
    kinds: Counter[str] = Counter()
    tenders: Counter[str] = Counter()
    head: bytes | None = None
    for part in said.ranges:
        where = (organization, terminal, part.epoch, part.first, part.last)
        for kind, digest, seq, event_id in tuple(centre.execute(_PLACES, where)):
            kinds[kind] += 1
            head = digest if (part.epoch, seq) == (said.head.epoch, said.head.seq) else head
            for method, cents in centre.execute(_TENDERS, (organization, event_id) * 2):
                tenders[method] += cents
    held = Counted(kinds.total(), head, kinds, tenders)
    events = sum(part.size for part in said.ranges)
    till = Counted(events, bytes.fromhex(said.head.hash), said.counts, said.tenders)
    found = mismatch(ZView(said.number, datetime.fromtimestamp(0, UTC), till, held))
    return None if found is None else str(found)
