"""Papers of sales, returns and voids, newest first and page by page. Driver-only reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any, Final

from app.usecases.receipts_port import By, ListedReceipt, Paper, Place

PANAMA_DAY: Final = "({}.occurred_at_ms-18000000)/86400000"
"""Day of the shop since 1970-01-01; Panama stands five hours behind UTC all year."""
_COLUMNS: Final = (
    "SELECT (SELECT j.pos FROM journal j WHERE j.event_id={0}.event_id), '{1}', {0}.{2}, {0}.event_id, "
    "{0}.series, {0}.number, {0}.occurred_at_ms, {0}.total_cents, "
    "(SELECT group_concat(p.method, ' ') FROM {3} p WHERE p.event_id={0}.event_id), {4}, "
    "(SELECT j.state FROM journal j WHERE j.event_id={0}.event_id) FROM {5} {0} "
)
_VOIDED: Final = "EXISTS(SELECT 1 FROM sale_void u WHERE u.original_event_id=s.event_id)"
_TABLES: Final = MappingProxyType(
    {
        Paper.SALE: ("s", "entry", "payment", _VOIDED, "sale"),
        Paper.REFUND: ("r", "entry", "repayment", "0", "refund"),
        Paper.VOID: ("v", "rowid", "repayment", "0", "sale_void"),
    }
)
_WHERE: Final = MappingProxyType(
    {
        By.ANY: "",
        By.NUMBER: "{0}.number=? AND ",
        # the whole balboa finds its stretch of the index, which holds the cents: no row is read in vain
        By.TOTAL: "{0}.total_cents/100=? AND {0}.total_cents BETWEEN ? AND ? AND ",
        By.DAY: PANAMA_DAY + "=? AND ",
        By.CUSTOMER: "{0}.customer_id=? AND ",
    }
)
_KINDS: Final = MappingProxyType({by: tuple(Paper) for by in By} | {By.CUSTOMER: (Paper.SALE, Paper.REFUND)})
"""A void names no customer: it stands beside its sale under the sale's number."""


def _statement(kind: Paper, by: By) -> str:
    letter, entry, money, voided, table = _TABLES[kind]
    columns = _COLUMNS.format(letter, kind.value, entry, money, voided, table)
    where = _WHERE[by].format(letter)
    # by customer the index is in order of time
    order = f"{letter}.occurred_at_ms DESC" if by is By.CUSTOMER else f"{letter}.{entry} DESC"
    return f"{columns}WHERE {where}{letter}.{entry}<? ORDER BY {order} LIMIT ?"


QUERIES: Final = MappingProxyType(
    {f"{kind}_by_{by}": _statement(kind, by) for by in By for kind in _KINDS[by]}
)


def read_receipts(
    ask: Callable[..., list[tuple[Any, ...]]], by: By, values: Sequence[int | str], before: Place, limit: int
) -> tuple[ListedReceipt, ...]:
    """See `TillReceipts`; ``ask`` runs one of `QUERIES` by name."""
    found = [
        _listed(row) for kind in _KINDS[by] for row in ask(f"{kind}_by_{by}", *values, before.of(kind), limit)
    ]
    found.sort(key=_position, reverse=True)
    return tuple(found[:limit])


def _position(listed: ListedReceipt) -> int:
    return listed.position


def _listed(row: tuple[Any, ...]) -> ListedReceipt:
    position, kind, entry, event_id, series, number, occurred_at_ms, total_cents, methods, voided, state = row
    return ListedReceipt(
        position=position,
        kind=Paper(kind),
        entry=entry,
        event_id=event_id,
        series=series,
        number=number,
        occurred_at_ms=occurred_at_ms,
        total_cents=total_cents,
        methods=tuple((methods or "").split()),
        voided=bool(voided),
        delivery=state or "pending",
    )
