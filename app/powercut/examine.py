"""What is left of a till whose process was killed, held against what was told before (ADR 133)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.store.driver import Connection, connect_reader
from app.store.ej_format import Scan
from app.store.electronic_journal import reading, segments
from app.store.paths import StorePaths
from app.store.rows import read_identity
from app.store.settings import StoreSettings
from app.store.startup import StartReport
from app.store.till import TillStore
from app.store.verify import quick_check, verify_all
from app.system import SystemClock, SystemIds

ACKS: Final = "acks"
"""File of what was told, beside the till's own: a line of JSON for each sale, written after both journals."""
_SALES: Final = (
    "SELECT s.number, s.event_id, j.hash,"
    " (SELECT count(*) FROM sale_line l WHERE l.event_id=s.event_id),"
    " (SELECT count(*) FROM payment p WHERE p.event_id=s.event_id),"
    " (SELECT count(*) FROM print_job k WHERE k.event_id=s.event_id AND k.kind='receipt')"
    " FROM sale s JOIN journal j ON j.event_id=s.event_id ORDER BY s.number"
)


@dataclass(frozen=True, slots=True)
class Ack:
    """A sale somebody was told of: its receipt may be in a customer's hand."""

    number: int
    event_id: str
    hash: str

    def line(self) -> bytes:
        """As it is written down."""
        return json.dumps([self.number, self.event_id, self.hash]).encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found.

    Attributes:
        sales: Sales the till has.
        acked: Of those, told before the kill.
        lost: Told, and missing or changed now.
        problems: What else is wrong, of ``identity``, ``file``, ``rows``, ``numbers``, ``torn``,
            ``journals``, ``acks``.
        report: What the till mended at its start.
    """

    sales: int
    acked: int
    lost: int
    problems: tuple[str, ...]
    report: StartReport

    @property
    def sound(self) -> bool:
        """Nothing lost, doubled, torn or changed."""
        return not self.lost and not self.problems


@dataclass(frozen=True, slots=True)
class _Sale:
    number: int
    event_id: str
    hash: str
    lines: int
    payments: int
    receipts: int


def acked(data_dir: Path) -> list[Ack]:
    """Everything that was told; a last line cut short was never told whole."""
    path = data_dir / ACKS
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return [Ack(*json.loads(line)) for line in text[: text.rfind("\n") + 1].splitlines()]


def examine(data_dir: Path, settings: StoreSettings) -> Found:
    """Start the till as after a power cut, close it, and look; linear in the number of its sales.

    Raises:
        StoreError: the till does not open.
    """
    store = TillStore.open(data_dir, SystemClock(), SystemIds(), settings, threaded=False)
    report, identity = store.report, store.identity
    store.close()
    told = acked(data_dir)
    if identity is None:
        return Found(0, len(told), len(told), (), report)
    with closing(connect_reader(StorePaths.of(data_dir).database)) as connection:
        sales = [_sale(row) for row in connection.execute(_SALES)]
        wrong = {
            "identity": read_identity(connection) != identity,
            "file": quick_check(connection) != (),
            "rows": verify_all(connection, identity) != (),
            "numbers": [sale.number for sale in sales] != list(range(1, len(sales) + 1)),
            "torn": any(sale.lines < 1 or sale.payments != 1 or sale.receipts != 1 for sale in sales),
            "journals": list(_second_copy(data_dir)) != _first_copy(connection),
            "acks": max(Counter(ack.event_id for ack in told).values(), default=1) > 1,
        }
    have = {sale.number: (sale.event_id, sale.hash) for sale in sales}
    lost = sum(have.get(ack.number) != (ack.event_id, ack.hash) for ack in told)
    return Found(len(sales), len(told), lost, tuple(name for name, found in wrong.items() if found), report)


def _sale(row: tuple[object, ...]) -> _Sale:
    number, event_id, digest, lines, payments, receipts = row
    assert isinstance(digest, bytes)
    counts = (int(str(count)) for count in (lines, payments, receipts))
    return _Sale(int(str(number)), str(event_id), digest.hex(), *counts)


def _first_copy(connection: Connection) -> list[tuple[bytes, bytes]]:
    rows = connection.execute("SELECT hash, payload FROM journal ORDER BY pos")
    return [(bytes(row[0]), bytes(row[1])) for row in rows]


def _second_copy(data_dir: Path) -> Iterator[tuple[bytes, bytes]]:
    for segment in segments(StorePaths.of(data_dir).journal):
        with reading(segment, Scan()) as frames:
            for frame in frames:
                yield frame.hash, frame.payload
