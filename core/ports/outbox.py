"""The unsent tail of the journal, implemented by ``app.store`` (sync.md U11)."""

from __future__ import annotations

from typing import Protocol

from core.domain.outbox import Batch, BatchReply, OutboxStatus, Settlement


class Outbox(Protocol):
    """Called from the sync thread; every write happens on the store thread."""

    def take(self, max_items: int, max_bytes: int, beside: Batch | None = None) -> Batch | None:
        """Pending rows in ascending order, None when nothing is due. Marks nothing: in flight is memory.

        ``beside`` is the batch under way: what is taken then follows it, holds none of its items, and leaves
        the reply to it current. Without it whatever was taken before is no longer in flight.

        An item that failed by itself travels by itself. A quarantined one goes when nothing else is due, once
        a day and after every start (U7).
        """
        ...

    def settle(self, batch: Batch, reply: BatchReply) -> Settlement:
        """Apply a reply in one transaction; again is harmless (U5)."""
        ...

    def fail(self, batch: Batch, code: str) -> None:
        """Note the transport outcome of a batch; its rows stay pending."""
        ...

    def isolate(self, batch: Batch, code: str) -> bool:
        """The one item of a batch fails by itself while the centre is well: hold it (U7).

        Returns:
            Whether it is quarantined from now on: it has failed 8 times over at least 15 minutes.
        """
        ...

    def hurry(self) -> None:
        """A person asks to send now: what is held back for a while is due at once."""
        ...

    def disabled(self, *, disabled: bool) -> None:
        """A person at the centre has disabled this terminal, or no longer has (X5).

        It is kept: the grace runs on over restarts. Told again, it adds the time since it was told last.
        """
        ...

    def status(self) -> OutboxStatus:
        """Counts for the status strip."""
        ...
