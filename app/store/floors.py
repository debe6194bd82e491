"""The till against the notes outside its database: anchors and number floors (sync.md A1, N5)."""

from __future__ import annotations

from dataclasses import replace

from app.store.anchors import Anchors, read_anchors, write_anchors
from app.store.core import StoreCore
from app.store.identity import open_epoch
from app.store.replay import raise_floors
from app.store.rows import position_of
from app.store.unit import Unit
from app.usecases.ports import SeriesGrant, WriteUnit


def keep_anchors(core: StoreCore) -> None:
    """Write the notes anew when they are gone; the database still knows them."""
    path = core.parts.paths.anchors
    known = read_anchors(path)
    if known is not None and known.identity is not None:
        return
    rows = core.writer.driver.execute("SELECT doc_type, series, next FROM series").fetchall()
    grants = tuple(SeriesGrant(*row) for row in rows)
    write_anchors(path, replace(known or Anchors(), identity=core.identity, grants=grants))


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
