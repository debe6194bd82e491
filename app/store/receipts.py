"""Receipts by number and by amount, newest first and page by page. Driver-only reading."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Final

from app.usecases.receipts_port import ListedReceipt

_SELECT: Final = (
    "SELECT s.entry, s.event_id, s.series, s.number, s.occurred_at_ms, s.total_cents, "
    "(SELECT group_concat(p.method, ' ') FROM payment p WHERE p.event_id=s.event_id), "
    "EXISTS(SELECT 1 FROM sale_void v WHERE v.original_event_id=s.event_id) FROM sale s "
)
_NEWEST: Final = "ORDER BY s.entry DESC LIMIT ?"
QUERIES: Final = MappingProxyType(
    {
        "receipts": f"{_SELECT}WHERE s.entry<? {_NEWEST}",
        "receipts_numbered": f"{_SELECT}WHERE s.number=? {_NEWEST}",
        # the whole balboa finds its stretch of the index, which holds the cents: no row is read in vain
        "receipts_of": f"{_SELECT}WHERE s.total_cents/100=? AND s.entry<? "
        f"AND s.total_cents BETWEEN ? AND ? {_NEWEST}",
    }
)


def listed_of(row: tuple[Any, ...]) -> ListedReceipt:
    """A row of any of the `QUERIES`."""
    entry, event_id, series, number, occurred_at_ms, total_cents, methods, voided = row
    paid_by = tuple((methods or "").split())
    return ListedReceipt(entry, event_id, series, number, occurred_at_ms, total_cents, paid_by, bool(voided))
