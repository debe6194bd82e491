"""The till against the notes outside its database: anchors and number floors (sync.md A1, N5)."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from app.store import schema
from app.store.anchors import Anchors, read_anchors, write_anchors
from app.store.core import StoreCore
from app.store.identity import open_epoch
from app.store.replay import raise_floors
from app.store.rows import position_of
from app.store.unit import Unit
from app.usecases.ports import SeriesGrant, WriteUnit
from core.domain.numbering import renewed_series


def keep_anchors(core: StoreCore) -> None:
    """Write the notes anew when they are gone; what the last reply held went with them (`renew_series`)."""
    path = core.parts.paths.anchors
    known = read_anchors(path)
    if known is not None and known.identity is not None:
        return
    kept = Anchors(series_due=True) if known is None else known
    write_anchors(path, replace(kept, identity=core.identity, grants=_grants(core)))


def renew_series(core: StoreCore) -> bool:
    """N5: an anchor that should exist was gone, so what was sold last is not certain: new series, new epoch.

    The database and what is left beside it may both be older than the last receipt. A number given twice
    cannot be taken back, a new series costs nothing. Killed in between, it begins yet another one.
    """
    path = core.parts.paths.anchors
    anchors = read_anchors(path)
    if anchors is None or not anchors.series_due:
        return False
    chance = core.parts.ids.random_bytes(4)
    names = {grant.series: renewed_series(grant.series, chance) for grant in _grants(core)}

    def write(unit: WriteUnit) -> None:
        assert isinstance(unit, Unit)
        for old, new in names.items():
            same = schema.series.c.series == old
            unit.connection.execute(sa.update(schema.series).where(same).values(series=new, next=1))

    core.transact([write])
    open_epoch(core, "anchor_missing", anchors.high_water.epoch if anchors.high_water else 0)
    core.raise_incident("SERIES_RENEWED", {"series": ", ".join(sorted(names.values()))})
    write_anchors(path, replace(anchors, grants=_grants(core), series_due=False))
    return True


def _grants(core: StoreCore) -> tuple[SeriesGrant, ...]:
    rows = core.writer.driver.execute("SELECT doc_type, series, next FROM series").fetchall()
    return tuple(SeriesGrant(*row) for row in rows)


def leave_epoch_behind_anchor(core: StoreCore) -> bool:
    """A1: the centre holds more than this till remembers, or another event where it has one: a new epoch."""
    anchors, head = read_anchors(core.parts.paths.anchors), core.head
    if anchors is None or anchors.high_water is None or head is None:
        return False
    high = anchors.high_water
    if (high.epoch, high.seq) > (head.epoch, head.seq):
        open_epoch(core, "head_behind_anchor", high.epoch)
        return True
    found = position_of(core.writer.driver, high.epoch, high.seq)
    if high.seq and high.epoch == head.epoch and found is not None and found[1].hex() != high.hash:
        core.raise_incident(
            "CHAIN_BREAK", {"epoch": str(high.epoch), "seq": str(high.seq), "hash": high.hash}
        )
        open_epoch(core, "anchor_of_another_event", high.epoch)
        return True
    return False


def raise_number_floors(core: StoreCore) -> None:
    """N5: the next number lies above every number seen in the database or in the last reply."""
    driver = core.writer.driver
    anchors = read_anchors(core.parts.paths.anchors) or Anchors()
    floors = dict(anchors.series)
    for series, highest in driver.execute("SELECT series, max(number) FROM sale GROUP BY series"):
        floors[series] = max(int(highest), floors.get(series, 0))
    taken = dict(driver.execute("SELECT series, next - 1 FROM series").fetchall())
    low = {series: floor for series, floor in floors.items() if floor > taken.get(series, floor)}
    if not low:
        return

    def write(unit: WriteUnit) -> None:
        assert isinstance(unit, Unit)
        for series, floor in low.items():
            raise_floors(unit, series, floor)

    core.transact([write])
