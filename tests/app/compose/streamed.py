"""What the stream of reviews brings to a running till, kept by its real sink."""

from __future__ import annotations

from typing import Any, Final

from app.compose.running import RunningTill
from app.security.staff_bundle import BundleOpener
from app.store.streams.sink import TillSink
from core.domain.changes import (
    SNAPSHOT_START,
    Change,
    ChangeOp,
    ChangePage,
    SnapshotTotal,
    Stream,
    chain_digest,
    page_digest,
)
from core.ports.changes import Applied
from tests.fakes.store import LOCAL, ORGANIZATION

REVIEW: Final[dict[str, Any]] = {
    "review_id": "r1",
    "code": "STOCK_NEGATIVE",
    "state": "open",
    "event_id": "e1",
    "terminal_id": "t1",
    "epoch": 1,
    "seq": 1,
    "document": "0001-000001",
    "role": "supervisor",
    "due": "2026-11-25T14:42:00Z",
    "params": {"name": "Arroz 5 lb", "after": "-3"},
    "choices": ["accept"],
}


def told(till: RunningTill, version: int, **changes: Any) -> None:
    """The stream brings it."""
    change = Change(ChangeOp.UPSERT, "r1", version, REVIEW | changes)
    first = version == 1
    total = SnapshotTotal(1, 1, chain_digest(SNAPSHOT_START, page_digest((change,))).hex())
    made = (change,), f"c{version}", False
    page = ChangePage(Stream.REVIEWS, "g1", first, 1, *made, total if first else None)
    sink = TillSink(till.opened.store.runner, BundleOpener(ORGANIZATION, LOCAL).open)
    assert sink.apply(page, 1) is (Applied.SWAPPED if first else Applied.KEPT)
    sink.close()
