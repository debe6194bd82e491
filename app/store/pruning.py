"""Old events leave the till once the centre holds them in two copies (sync.md E9); never before.

Events go from the front of the journal only, so what is left still links to ``journal_base``, which keeps the
place, the hash and the grand totals of the last one that went. Rows projected from an event go with it, but
for shifts and customers, which are needed as long as the till lives.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from app.store.anchors import Anchors, read_anchors, write_anchors
from app.store.base import Base, read_base
from app.store.core import StoreCore
from app.store.electronic_journal import segments
from app.store.unit import Unit
from app.usecases.ports import WriteUnit
from core.domain.ids import uuid7_ms
from core.domain.journal.projection import PROJECTED_TABLES
from core.domain.journal.rows import unix_ms

_log = logging.getLogger(__name__)

SLICE: Final = 500
_KEPT: Final = frozenset({"shift", "customer_local"})
_GONE: Final = (
    "print_job",
    "payment_awaited",
    *(table for table in reversed(tuple(PROJECTED_TABLES)) if table not in _KEPT),
    "journal",
)
"""In an order that no reference minds."""
_FRONT: Final = (
    "SELECT pos, epoch, seq, hash, event_id, state FROM journal WHERE pos > ? ORDER BY pos LIMIT ?"
)
_DURABLE: Final = "SELECT epoch, seq FROM durable"
_TOTALS: Final = sa.text(
    "SELECT 'sales', count(*), coalesce(sum(total_cents),0) FROM sale WHERE event_id IN "
    "(SELECT value FROM json_each(:ids)) UNION ALL "
    "SELECT 'refunds', count(*), coalesce(sum(total_cents),0) FROM refund WHERE event_id IN "
    "(SELECT value FROM json_each(:ids)) UNION ALL "
    "SELECT 'voids', count(*), coalesce(sum(total_cents),0) FROM sale_void WHERE event_id IN "
    "(SELECT value FROM json_each(:ids))"
)
_BASE: Final = sa.text(
    "UPDATE journal_base SET pruned_to=:pos, epoch=:epoch, seq=:seq, hash=:hash, grand_totals=:totals "
    "WHERE id=1"
)


def prune(core: StoreCore) -> int:
    """Let one slice of old events go; returns how many went, `SLICE` when there may be more.

    Raises:
        StoreError: disk, file or lock refused; nothing went.
        OSError: the notes outside the database could not be written; nothing went.
    """
    base = read_base(core.writer.driver)
    rows = list(_ripe(core, base))
    if not rows:
        return 0
    ids = json.dumps([row[4] for row in rows])
    pos, epoch, seq, event_hash, *_ = rows[-1]

    def write(unit: WriteUnit) -> Base:
        assert isinstance(unit, Unit)
        totals = dict(base.grand_totals)
        for name, count, cents in unit.connection.execute(_TOTALS, {"ids": ids}):
            totals[name] = totals.get(name, 0) + int(count)
            totals[f"{name}_cents"] = totals.get(f"{name}_cents", 0) + int(cents)
        pruned = Base(int(pos), int(epoch), int(seq), event_hash, totals)
        _note(core, pruned)
        values = {"pos": pos, "epoch": epoch, "seq": seq, "hash": event_hash, "totals": json.dumps(totals)}
        unit.connection.execute(_BASE, values)
        for table in _GONE:
            unit.connection.execute(
                sa.text(f"DELETE FROM {table} WHERE event_id IN (SELECT value FROM json_each(:ids))"),  # noqa: S608
                {"ids": ids},
            )
        return pruned

    results, _ = core.transact([write])
    _drop_segments(core.parts.paths.journal, results[0])
    return len(rows)


def _ripe(core: StoreCore, base: Base) -> Iterator[Sequence[Any]]:
    """Events at the front that are durable at the centre and old; the last thousand always stay (T12)."""
    driver, settings = core.writer.driver, core.parts.settings
    head = core.head
    if head is None:
        return
    durable = dict(driver.execute(_DURABLE).fetchall())
    if not durable:
        return
    before = unix_ms(core.parts.clock.now() - timedelta(days=settings.prune_after_days))
    last = head.pos - max(1, settings.verify_last)
    for row in driver.execute(_FRONT, (base.pos, SLICE)).fetchall():
        pos, epoch, seq, _, event_id, state = row
        held = state in ("acked", "review") and seq <= durable.get(epoch, 0)
        if not held or pos > last or uuid7_ms(event_id) >= before:
            return
        yield row


def _note(core: StoreCore, base: Base) -> None:
    """Outside the database first: a rebuild from the electronic journal must know where it begins."""
    path = core.parts.paths.anchors
    write_anchors(path, replace(read_anchors(path) or Anchors(), base=base))


def _drop_segments(journal: Path, base: Base) -> None:
    """Rotated files whose last event has gone; the newest one always stays."""
    rotated = [path for path in segments(journal) if path != journal]
    for path, following in pairwise(rotated):
        _, epoch, seq, _ = following.name.split(".")
        if (int(epoch), int(seq)) > (base.epoch, base.seq + 1):
            return
        try:
            path.unlink()
        except OSError as error:
            _log.warning("an old part of the electronic journal stays: %s", type(error).__name__)
            return
