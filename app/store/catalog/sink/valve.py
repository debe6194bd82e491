"""Whether one pull would take away or change too much to be true (sync.md D4)."""

# ruff: noqa: S608 - own names

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, Final

from app.store.catalog.schema import SHADOW
from app.store.catalog.sink.kinds import Kind
from app.store.catalog.sink.ranking import ITEMS
from app.store.catalog.sink.wire import price_from, read_all
from app.store.driver import Connection
from app.usecases.held_changes import HeldExample, HeldNote
from core.domain.changes import Change, ChangeOp, Stream
from core.domain.money import from_cents

MOST_DELETED: Final = 20
MOST_PRICES: Final = 30
"""Percent of what is in use that one pull may take away, or price anew, without anybody being asked."""
FLOOR: Final = 10
"""So many at least before a share counts: a small shop may change one price of three. Stock is advice and
never asked about."""
EXAMPLES: Final = 5
_IDENTITY: Final = {
    Stream.PRODUCTS: "variant_id",
    Stream.STOCK: "variant_id",
    Stream.CUSTOMERS: "customer_id",
}
_GONE_ASIDE: Final = "SELECT o.{0} FROM {1} o WHERE NOT EXISTS (SELECT 1 FROM {2} n WHERE n.{0} = o.{0}){3}"
_ALIVE: Final = " AND o.to_ms > {0}"
_DEARER_ASIDE: Final = (
    f"SELECT DISTINCT n.variant_id, o.price_cents, n.price_cents FROM {SHADOW}price n"
    " JOIN price_now o ON o.variant_id = n.variant_id WHERE n.price_cents <> o.price_cents AND n.to_ms > ?1"
    " AND NOT EXISTS (SELECT 1 FROM price p WHERE p.id = n.id AND p.price_cents = n.price_cents)"
)
_ITEM: Final = "SELECT version, price_cents, to_ms FROM price WHERE id = ?1"
_IN_FORCE: Final = "SELECT price_cents FROM price_now WHERE variant_id = ?1"
_NAME: Final = "SELECT name FROM product WHERE variant_id = ?1"

Prices = dict[str, tuple[int, int]]
"""Variant: cents before and after."""


def of_pull(
    reader: Connection, kind: Kind, pages: Iterable[Sequence[Change]], now_ms: int
) -> HeldNote | None:
    """What a person must be told before these changes are used, None when they may be."""
    gone: dict[str, None] = {}
    prices: Prices = {}
    for changes in pages:
        for change in changes:
            gone.pop(change.id, None)
            if change.op is ChangeOp.DELETE and _takes_away(reader, kind, change, now_ms):
                gone[change.id] = None
        if kind.stream is Stream.PRICES:
            _add_prices(reader, changes, prices)
    return _judged(reader, kind, list(gone), prices)


def of_snapshot(reader: Connection, kind: Kind, now_ms: int) -> HeldNote | None:
    """As `of_pull`, for the whole list that lies in the shadow tables."""
    identity, table = _identity(kind), kind.tables[0]
    aside = ITEMS if kind.stream is Stream.PRODUCTS else SHADOW + table
    alive = _ALIVE.format(now_ms) if kind.stream in (Stream.PRICES, Stream.TAXES) else ""
    gone = [str(row[0]) for row in reader.execute(_GONE_ASIDE.format(identity, table, aside, alive))]
    prices: Prices = {}
    if kind.stream is Stream.PRICES:
        prices = {str(key): (old, new) for key, old, new in reader.execute(_DEARER_ASIDE, (now_ms,))}
    return _judged(reader, kind, gone, prices)


def to_text(note: HeldNote) -> str:
    """The note as it is kept beside the stream."""
    return json.dumps(asdict(note), ensure_ascii=False)


def from_text(text: str) -> HeldNote:
    """The note again."""
    data: dict[str, Any] = json.loads(text)
    data["stream"] = Stream(data["stream"])
    data["examples"] = tuple(HeldExample(**example) for example in data["examples"])
    return HeldNote(**data)


def _judged(reader: Connection, kind: Kind, gone: list[str], prices: Prices) -> HeldNote | None:
    if kind.stream is Stream.STOCK or max(len(gone), len(prices)) <= FLOOR:
        return None
    rows = _count(reader, kind.tables[0])
    priced = _count(reader, "price_now") if prices else 0
    if not _above(len(gone), rows, MOST_DELETED) and not _above(len(prices), priced, MOST_PRICES):
        return None
    return HeldNote(kind.stream, len(gone), rows, len(prices), priced, _examples(reader, kind, gone, prices))


def _above(count: int, of: int, percent: int) -> bool:
    return count > FLOOR and count * 100 > percent * of


def _takes_away(reader: Connection, kind: Kind, change: Change, now_ms: int) -> bool:
    """Whether this tombstone would change anything; a price that is over anyway does not count."""
    alive = f" AND to_ms > {now_ms}" if kind.stream in (Stream.PRICES, Stream.TAXES) else ""
    sql = f"SELECT 1 FROM {kind.tables[0]} WHERE {_identity(kind)} = ?1 AND version < ?2{alive}"
    return reader.execute(sql, (change.id, change.version)).fetchone() is not None


def _add_prices(reader: Connection, changes: Sequence[Change], prices: Prices) -> None:
    upserts = [change for change in changes if change.op is ChangeOp.UPSERT]
    for change, item in read_all(Stream.PRICES, upserts, price_from, told=True)[0]:
        if item is None:
            continue
        known = reader.execute(_ITEM, (change.id,)).fetchone()
        if known is not None and (known[0] >= change.version or known[1] == item.values[0]):
            continue
        now = reader.execute(_IN_FORCE, (item.key,)).fetchone()
        if now is not None and now[0] != item.values[0]:
            prices[item.key] = (int(now[0]), int(item.values[0]))


def _identity(kind: Kind) -> str:
    return _IDENTITY.get(kind.stream, "id")


def _examples(reader: Connection, kind: Kind, gone: list[str], prices: Prices) -> tuple[HeldExample, ...]:
    """A few by name; of customers none, as nothing of them is written readable."""
    if kind.stream is Stream.CUSTOMERS:
        return ()
    dearer = [
        HeldExample(_name(reader, variant), str(from_cents(old)), str(from_cents(new)))
        for variant, (old, new) in list(prices.items())[:EXAMPLES]
    ]
    taken = [HeldExample(_name(reader, item)) for item in gone[: EXAMPLES - len(dearer)]]
    return (*dearer, *taken)


def _name(reader: Connection, item: str) -> str:
    variant, _, _ = item.partition("@")
    row = reader.execute(_NAME, (variant,)).fetchone()
    return variant if row is None else str(row[0])


def _count(reader: Connection, table: str) -> int:
    row = reader.execute(f"SELECT count(*) FROM {table}").fetchone()
    return 0 if row is None else int(row[0])
