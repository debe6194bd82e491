"""The centre's clock with the time that has run since, kept over restarts (sync.md K5)."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from app.store.unit import Unit
from app.usecases.ports import WriteUnit

_NOTE: Final = sa.text("UPDATE sync_state SET server_at_ms=:now WHERE id=1")


def note_server_time(unit: WriteUnit, at_ms: int) -> None:
    """Note a moment of the centre's clock that has been reached, Unix milliseconds."""
    assert isinstance(unit, Unit)
    unit.connection.execute(_NOTE, {"now": at_ms})
