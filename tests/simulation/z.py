"""The data of ``z.closed`` (sync.md U9): counts, sums per tender and head, from the till's own rows."""

from __future__ import annotations

from app.store.driver import Connection
from app.usecases.ports import Identity, OpenShift
from core.domain.documents import money_text
from core.domain.journal.events import JsonObject
from core.domain.money import from_cents

_SALES = (
    "SELECT count(*), coalesce(sum(total_cents), 0), coalesce(min(number), 0), coalesce(max(number), 0)"
    " FROM sale WHERE shift_id=?"
)
_TENDERS = (
    "SELECT p.method, sum(p.amount_cents) FROM payment p JOIN sale s ON s.event_id=p.event_id"
    " WHERE s.shift_id=? GROUP BY p.method ORDER BY p.method"
)
_HEAD = "SELECT epoch, seq, hash FROM journal ORDER BY pos DESC LIMIT 1"


def z_data(till: Connection, identity: Identity, shift: OpenShift | None) -> JsonObject:
    """What the Z of a shift says until the closing screens build it (their own issue)."""
    shift_id = "" if shift is None else shift.shift_id
    count, total, first, last = till.execute(_SALES, (shift_id,)).fetchone() or (0, 0, 0, 0)
    tenders = till.execute(_TENDERS, (shift_id,)).fetchall()
    head = till.execute(_HEAD).fetchone()
    return {
        "shift_id": shift_id,
        "terminal_id": identity.terminal_id,
        "sales": count,
        "first_number": first,
        "last_number": last,
        "total": money_text(from_cents(total)),
        "tenders": {method: money_text(from_cents(cents)) for method, cents in tenders},
        "head": None if head is None else {"epoch": head[0], "seq": head[1], "hash": head[2].hex()},
    }
