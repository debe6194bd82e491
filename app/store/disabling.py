"""Remembers that a person at the centre has disabled this terminal, and for how long (sync.md X5, K5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from app.store.shared_reader import SharedReader
from app.store.unit import Unit
from app.store.worker import StoreWorker
from app.usecases.ports import WriteUnit
from core.domain.disabling import grace_left_ms
from core.domain.journal.rows import unix_ms
from core.ports.clock import Clock

_DISABLED: Final = "SELECT disabled_at_ms FROM sync_state WHERE id=1"
_TELL: Final = sa.text(
    "UPDATE sync_state SET disabled_at_ms=coalesce(disabled_at_ms, :now), disabled_ms=disabled_ms+:more "
    "WHERE id=1"
)
_CLEAR: Final = sa.text(
    "UPDATE sync_state SET disabled_at_ms=NULL, disabled_ms=0 WHERE id=1 AND disabled_at_ms IS NOT NULL"
)


class Disabling:
    """The grace of a disabled till: wall time or running time, whichever is further on."""

    def __init__(self, runner: StoreWorker, reader: SharedReader, clock: Clock) -> None:
        self._runner, self._reader, self._clock = runner, reader, clock
        self._since = clock.monotonic()

    def note(self, *, disabled: bool) -> None:
        """Write it down, with the running time since the last note."""
        row = self._reader.row(_DISABLED)
        known = row is not None and row[0] is not None
        if not disabled and not known:
            return
        now = self._clock.monotonic()
        more = int((now - self._since) * 1_000) if known else 0
        values = {"now": unix_ms(self._clock.now()), "more": more}

        def write(unit: WriteUnit) -> None:
            assert isinstance(unit, Unit)
            if disabled:
                unit.connection.execute(_TELL, values)
            else:
                unit.connection.execute(_CLEAR)

        self._runner.run(write)
        self._since = now

    def grace_ms(self, row: Sequence[Any]) -> int | None:
        """Milliseconds left, None while nobody has disabled the till; ``row``: since when, for how long."""
        running = int((self._clock.monotonic() - self._since) * 1_000)
        return grace_of(row, unix_ms(self._clock.now()), running)


def grace_of(row: Sequence[Any], now_ms: int, running_ms: int = 0) -> int | None:
    """Milliseconds left, None: not disabled; ``row``: ``disabled_at_ms`` and ``disabled_ms`` as stored."""
    if row[0] is None:
        return None
    return grace_left_ms(int(row[0]), now_ms, int(row[1]) + running_ms)
