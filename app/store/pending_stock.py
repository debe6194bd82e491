"""What this till moved of each variant, in order: brings a stock figure up to date (sync.md D7).

The rows of ``stock_delta`` are read once, beside the window, into sums in memory: 16 bytes each, of at most
the 90 days the journal is kept. From then on a question reads the new rows only, which is one look at the
journal's end at each key, and one search in an array.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path
from types import MappingProxyType
from typing import Final

from app.store.driver import Connection, connect_reader
from app.store.version import read_schema

QUERIES: Final = MappingProxyType(
    {
        "moved": "SELECT j.pos, j.epoch, j.seq, d.variant_id, d.quantity_milli FROM journal j "
        "CROSS JOIN stock_delta d ON d.event_id=j.event_id WHERE j.pos>? AND j.pos<=? ORDER BY j.pos",
        "end": "SELECT coalesce(max(pos), 0) FROM journal",
        "begin": "SELECT coalesce(min(pos), 1) FROM journal",
    }
)
BLOCK: Final = 200
"""Events read in one statement: the window must not wait for the interpreter longer than that takes."""
_EPOCH: Final = 2**40
"""An epoch has fewer events than this."""

Moved = tuple[int, int, int, str, int]


class Sums:
    """Running sums of each variant by place in the journal.

    Attributes:
        read_to: Position up to which the journal is in them.
    """

    def __init__(self, read_to: int = 0) -> None:
        self.read_to = read_to
        self._places: dict[str, array[int]] = {}
        self._sums: dict[str, array[int]] = {}

    def add(self, rows: Iterable[Moved]) -> None:
        """Take in rows in the order of the journal."""
        for _, epoch, seq, variant, milli in rows:
            sums = self._sums.setdefault(variant, array("q"))
            self._places.setdefault(variant, array("q")).append(epoch * _EPOCH + seq)
            sums.append(milli + (sums[-1] if sums else 0))

    def after(self, variant_id: str, counted: tuple[int, int] | None) -> int:
        """See `PendingStock`."""
        sums = self._sums.get(variant_id)
        if sums is None:
            return 0
        if counted is None:
            return sums[-1]
        known = bisect_right(self._places[variant_id], counted[0] * _EPOCH + counted[1])
        return sums[-1] - (sums[known - 1] if known else 0)


class StorePendingStock:
    """`PendingStock` over ``till.db``; of the window's thread, but for `prepare`.

    Until sums are in use the centre's figures stand as they are.
    """

    def __init__(self, database: Path) -> None:
        """Nothing is opened before there are sums."""
        self._database = database
        self._sums: Sums | None = None
        self._connection: Connection | None = None

    def prepare(self) -> Sums:
        """Sums of the whole journal; on any thread, as half a million rows take a second."""
        db = connect_reader(self._database)
        try:
            if read_schema(db) is None:
                return Sums()
            sums = Sums(_number(db, "begin") - 1)
            _read_on(db, sums)
        finally:
            db.close()
        return sums

    def use(self, sums: Sums) -> None:
        """Answer from these from now on."""
        self._sums = sums

    def refresh(self) -> None:
        """See `PendingStock`."""
        if self._sums is None:
            return
        if self._connection is None:
            self._connection = connect_reader(self._database)
        _read_on(self._connection, self._sums)

    def after(self, variant_id: str, counted: tuple[int, int] | None) -> int:
        """See `PendingStock`."""
        return 0 if self._sums is None else self._sums.after(variant_id, counted)

    def close(self) -> None:
        """Close the connection and forget the sums."""
        self._sums = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _read_on(db: Connection, sums: Sums) -> None:
    end = _number(db, "end")
    while sums.read_to < end:
        upto = min(end, sums.read_to + BLOCK)
        sums.add(db.execute(QUERIES["moved"], (sums.read_to, upto)).fetchall())
        sums.read_to = upto


def _number(db: Connection, query: str) -> int:
    row = db.execute(QUERIES[query]).fetchone()
    return 0 if row is None else int(row[0])
