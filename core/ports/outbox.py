"""The unsent tail of the journal, implemented by ``app.store`` (sync.md U11)."""

from __future__ import annotations

from typing import Protocol

from core.domain.outbox import Batch, BatchReply, OutboxStatus, Settlement


class Outbox(Protocol):
    """Called from the sync thread; every write happens on the store thread."""

    def take(self, max_items: int, max_bytes: int) -> Batch | None:
        """Pending rows in ascending order, None when nothing is due. Marks nothing: in flight is memory."""
        ...

    def settle(self, batch: Batch, reply: BatchReply) -> Settlement:
        """Apply a reply in one transaction; again is harmless (U5)."""
        ...

    def fail(self, batch: Batch, code: str) -> None:
        """Note the transport outcome of a batch; its rows stay pending."""
        ...

    def status(self) -> OutboxStatus:
        """Counts for the status strip."""
        ...
