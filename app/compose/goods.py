"""The goods of a running till: who writes them, what this till moved of them; opened beside the window."""

from __future__ import annotations

import logging
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.compose.opening import Opened
from app.store.catalog.damage import is_damage, note_damage
from app.store.errors import StoreClosedError, StoreError
from app.store.pending_stock import StorePendingStock
from app.usecases.held_changes import HeldNote
from app.usecases.proving import Background
from core.domain.changes import ChangePage, Stream
from core.ports.changes import Applied, StreamState
from core.ports.clock import Clock

if TYPE_CHECKING:  # it loads pydantic
    from app.store.catalog.sink import CatalogueSink

log = logging.getLogger(__name__)


class ShopGoods:
    """`ChangeSink` of the catalogue; the first who needs it opens it, from any thread but the store's."""

    def __init__(self, opened: Opened, clock: Clock) -> None:
        self._opened, self._clock = opened, clock
        self._lock = threading.Lock()
        self._sink: CatalogueSink | None = None
        self._closed = False

    def open(self) -> CatalogueSink:
        """The sink; prices that began while the till was off are in force then.

        Raises:
            StoreError: disk, lock or damage, or the till has closed.
        """
        from app.store.catalog.sink import CatalogueSink

        with self._lock, self._noting():
            if self._closed:
                raise StoreClosedError
            if self._sink is None:
                opened = self._opened
                self._sink = CatalogueSink.open(
                    opened.catalogue_path, opened.store.runner, self._clock, opened.seal
                )
            return self._sink

    def state(self, stream: Stream) -> StreamState:
        """See `ChangeSink`."""
        return self.open().state(stream)

    def apply(self, page: ChangePage, fetched_at_ms: int) -> Applied:
        """See `ChangeSink`."""
        with self._noting():
            return self.open().apply(page, fetched_at_ms)

    def restart(self, stream: Stream) -> None:
        """See `ChangeSink`."""
        with self._noting():
            self.open().restart(stream)

    def decide(self, stream: Stream, *, take: bool) -> None:
        """See `ChangeSink`."""
        with self._noting():
            self.open().decide(stream, take=take)

    def set_tabs(self, tabs: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Put these tabs of quick tiles in place of all others.

        Raises:
            StoreError: disk or lock, or the till has closed; the old ones stay.
        """
        self.open().set_tabs(tabs)

    def held_note(self, stream: Stream) -> HeldNote | None:
        """See `HeldChanges`; costs nothing, so also on the GUI thread."""
        sink = self._sink
        return None if sink is None else sink.held_note(stream)

    @contextmanager
    def _noting(self) -> Generator[None]:
        """A file that SQLite finds damaged is fetched anew at the next start; what can be read sells on."""
        try:
            yield
        except StoreError as error:
            if is_damage(error):
                note_damage(self._opened.catalogue_path)
            raise

    def close(self) -> None:
        """Let go of the file; before the store closes. Twice is once."""
        with self._lock:
            sink, self._sink, self._closed = self._sink, None, True
        if sink is not None:
            sink.close()


def open_goods(goods: ShopGoods, pending: StorePendingStock, background: Background) -> None:
    """Put today's prices in force and count what this till moved, off the GUI thread."""
    background.run(goods.open, _nothing, _not_open)
    background.run(pending.prepare, pending.use, _not_counted)


def _nothing(sink: object) -> None:
    del sink


def _not_open(error: Exception) -> None:
    if not isinstance(error, StoreClosedError):
        log.error("the catalogue stays as it is", exc_info=error)


def _not_counted(error: Exception) -> None:
    log.error("stock is shown as the centre counted it", exc_info=error)
