"""Where the journal begins since older events have gone (sync.md E9)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.store.driver import Connection


@dataclass(frozen=True, slots=True)
class Base:
    """The last event that went, and the grand totals up to it.

    Attributes:
        pos: 0 while nothing has gone.
        grand_totals: Counts and cents: ``sales sales_cents refunds refunds_cents voids voids_cents``.
    """

    pos: int = 0
    epoch: int = 0
    seq: int = 0
    hash: bytes = b""
    grand_totals: Mapping[str, int] = field(default_factory=dict[str, int])


def read_base(connection: Connection) -> Base:
    """The base as the database knows it."""
    row = connection.execute(
        "SELECT pruned_to, epoch, seq, hash, grand_totals FROM journal_base WHERE id=1"
    ).fetchone()
    if row is None or not row[0]:
        return Base()
    return Base(int(row[0]), int(row[1]), int(row[2]), row[3], json.loads(row[4] or "{}"))


def grand_totals(connection: Connection) -> dict[str, int]:
    """Everything this till ever sold and took back (E8): what has gone, and what is still here."""
    totals = dict(read_base(connection).grand_totals)
    for name, table in (("sales", "sale"), ("refunds", "refund"), ("voids", "sale_void")):
        row = connection.execute(
            f"SELECT count(*), coalesce(sum(total_cents),0) FROM {table}"  # noqa: S608 - own names
        ).fetchone()
        count, cents = (0, 0) if row is None else row
        totals[name] = totals.get(name, 0) + int(count)
        totals[f"{name}_cents"] = totals.get(f"{name}_cents", 0) + int(cents)
    return totals
