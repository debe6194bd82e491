"""The real outbox holds to the port's suite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.store.driver import dbapi2
from app.store.outbox import StoreOutbox
from app.usecases.ports import WriteUnit
from core.domain.journal.events import EventKind
from core.domain.outbox import RowState
from tests.conformance.outbox import OutboxConformance, OutboxRow
from tests.conformance.outbox_poison import OutboxPoisonConformance
from tests.fakes.store import ManualClock, SeededIds, context, open_till

OWN = "('epoch.opened', 'incident.raised')"
"""Events of the store itself, which the suite does not know of."""


class StoreHarness:
    """A till whose own first event waits for nobody."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self.clock = ManualClock()
        self._ids = SeededIds()
        self.store = open_till(data_dir, clock=self.clock, ids=self._ids)
        self._sql(f"UPDATE journal SET state='quarantined' WHERE kind IN {OWN}")

    @property
    def outbox(self) -> StoreOutbox:
        return self.store.outbox

    def append(self, count: int = 1, *, padding: int = 0) -> list[str]:
        data = {"pad": "x" * padding}
        surroundings = context()

        def write(unit: WriteUnit) -> str:
            return unit.append(EventKind.PRICE_CHECKED, data, at).event.event_id

        ids: list[str] = []
        for _ in range(count):
            at = type(surroundings)(
                terminal_id=surroundings.terminal_id,
                local_id=surroundings.local_id,
                boot_id=surroundings.boot_id,
                occurred_at=self.clock.now(),
                mono_us=1,
            )
            ids.append(self.store.runner.run(write))
        return ids

    def rows(self) -> list[OutboxRow]:
        return [
            OutboxRow(event_id, RowState(state), attempts, code, review)
            for event_id, state, attempts, code, review in self._sql(
                "SELECT event_id, state, attempts, last_code, review_id FROM journal "
                f"WHERE kind NOT IN {OWN} ORDER BY pos"
            )
        ]

    def advance(self, seconds: float) -> None:
        self.clock.advance(seconds)

    def reopen(self) -> None:
        self.store.close()
        self.store = open_till(self._data_dir, clock=self.clock, ids=self._ids)

    def force(self, event_id: str, state: RowState) -> None:
        self._sql(f"UPDATE journal SET state='{state}' WHERE event_id='{event_id}'")

    def _sql(self, statement: str) -> list[tuple[Any, ...]]:
        connection = dbapi2.connect(str(self._data_dir / "till.db"), isolation_level=None)
        rows: list[tuple[Any, ...]] = connection.execute(statement).fetchall()
        connection.close()
        return rows


class TestStoreOutbox(OutboxConformance, OutboxPoisonConformance):
    @pytest.fixture
    def harness(self, tmp_path: Path) -> Iterator[StoreHarness]:
        harness = StoreHarness(tmp_path)
        yield harness
        harness.store.close()
