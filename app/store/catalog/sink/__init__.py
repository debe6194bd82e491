"""Pages of changes from the centre into ``catalog.db``: slices, snapshots, what waits for a person."""

from __future__ import annotations

from app.store.catalog.sink.lane import Pace
from app.store.catalog.sink.sink import CatalogueSink

__all__ = ["CatalogueSink", "Pace"]
