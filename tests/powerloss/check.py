"""Is a till that starts on this image whole (faults.md section 4)?

It opens, agrees with itself and with its second copy, has every document whose paper may have been printed,
with the same id, number and hash, and sells on.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from app.store.driver import Connection, connect_reader
from app.store.ej_format import Scan
from app.store.electronic_journal import reading, segments
from app.store.errors import StoreError
from app.store.rows import read_identity
from app.store.startup import StartReport
from app.store.verify import verify_all
from tests.fakes.store import SeededIds, open_till, sell
from tests.powerloss.till import DATABASE, SECOND, TILL, Acked, Basket, Marking, sizes


@dataclass(slots=True)
class Verdict:
    """What was found in one image.

    Attributes:
        acked: Documents promised before the cut.
        lost: Those that are missing or changed after the start.
        corrupt: What contradicts itself, empty when nothing does.
        report: What the start told.
        incidents: Codes on record after it.
    """

    acked: int = 0
    lost: int = 0
    corrupt: list[str] = field(default_factory=list)
    report: StartReport | None = None
    incidents: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.lost and not self.corrupt


def check(folder: Path, noted: Iterable[object], *, second: bool, seed: int) -> Verdict:
    """Start the real store on an image, sell once more, and look at everything."""
    acked, basket, marked = _promises(noted)
    verdict = Verdict(len(acked))
    try:
        _start(folder, verdict, basket, second=second, seed=seed)
    except (StoreError, AssertionError) as error:
        verdict.corrupt.append(f"does not start: {error}")
        verdict.lost = len(acked)
        return verdict
    connection = connect_reader(folder / TILL / DATABASE)
    try:
        verdict.lost = len(lost(connection, acked))
        verdict.corrupt += _contradictions(connection, folder / (SECOND if second else TILL), marked)
        verdict.incidents = [code for (code,) in connection.execute("SELECT code FROM incident")]
    finally:
        connection.close()
    return verdict


def _start(folder: Path, verdict: Verdict, basket: str | None, *, second: bool, seed: int) -> None:
    chance = random.Random(seed)
    store = open_till(
        folder / TILL, ids=SeededIds(chance.randrange(1 << 30)), settings=sizes(folder, second=second)
    )
    try:
        verdict.report = store.report
        if basket is not None:
            reader = store.reader()
            draft = reader.draft()
            reader.close()
            assert draft is not None, "the basket is gone"
            assert draft.local_transaction_id == basket, "another basket"
        store.runner.run(partial(sell, basket="0198f0c0-9999-7000-8000-000000000001"))
    finally:
        store.close()


def lost(connection: Connection, acked: Iterable[Acked]) -> list[Acked]:
    """Documents that are not there as they were handed out."""
    there = dict(connection.execute("SELECT event_id, hash FROM journal").fetchall())
    numbers = {
        event_id: (series, number)
        for table in ("sale", "refund")
        for event_id, series, number in connection.execute(f"SELECT event_id, series, number FROM {table}")
    }
    return [
        one
        for one in acked
        if there.get(one.event_id) != one.hash
        or (one.number and numbers.get(one.event_id) != (one.series, one.number))
    ]


def _contradictions(connection: Connection, journal_dir: Path, marked: int) -> list[str]:
    identity = read_identity(connection)
    assert identity is not None
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    found += [f"{one.code} {one.detail} at {one.pos}" for one in verify_all(connection, identity)]
    stored = [tuple(row) for row in connection.execute("SELECT hash, payload FROM journal ORDER BY pos")]
    if frames(journal_dir) != stored:
        found.append("the journals differ")
    for table in ("sale", "refund"):
        rows = connection.execute(f"SELECT series, number FROM {table} ORDER BY series, number").fetchall()
        if rows != _contiguous(rows):
            found.append(f"numbers of {table}: {rows}")
    ahead = connection.execute("SELECT max(pos) FROM journal WHERE state='acked'").fetchone()
    if ahead is not None and (ahead[0] or 0) > marked:
        found.append(f"marked up to {ahead[0]}, told up to {marked}")
    return found


def _contiguous(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    counts: dict[str, int] = {}
    for series, _ in rows:
        counts[series] = counts.get(series, 0) + 1
    return [(series, n) for series in sorted(counts) for n in range(1, counts[series] + 1)]


def frames(journal_dir: Path) -> list[tuple[bytes, bytes]]:
    """Hash and payload of every frame of the second copy."""
    found: list[tuple[bytes, bytes]] = []
    for segment in segments(journal_dir / "journal.ej"):
        with reading(segment, Scan()) as read:
            found += [(frame.hash, frame.payload) for frame in read]
    return found


def _promises(noted: Iterable[object]) -> tuple[list[Acked], str | None, int]:
    acked: list[Acked] = []
    basket, marked = None, 0
    for what in noted:
        if isinstance(what, Acked):
            acked.append(what)
        elif isinstance(what, Basket):
            basket = what.basket
        elif isinstance(what, Marking):
            marked = max(marked, what.pos)
    return acked, basket, marked
