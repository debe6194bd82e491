"""The centre's clock with the time that has run since, kept over restarts (sync.md K5)."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from app.store.unit import Unit
from app.usecases.ports import WriteUnit

_NOTE: Final = sa.text(
    "UPDATE sync_state SET server_at_ms=CASE WHEN :said THEN :now "
    "ELSE max(coalesce(server_at_ms, :now), :now) END WHERE id=1"
)


def note_server_time(unit: WriteUnit, at_ms: int, *, said: bool) -> None:
    """Note a moment of the centre's clock that has been reached.

    Args:
        unit: Of this store.
        at_ms: Unix milliseconds.
        said: Whether it rests on the centre's own word of this run. Nothing else makes what is noted earlier.
    """
    assert isinstance(unit, Unit)
    unit.connection.execute(_NOTE, {"now": at_ms, "said": said})
