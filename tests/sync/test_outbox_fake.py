"""The in-memory outbox keeps the port's promises, so tests on it mean something."""

from __future__ import annotations

import pytest

from core.domain.outbox import RowState
from core.ports.outbox import Outbox
from tests.conformance.outbox import OutboxConformance, OutboxHarness, OutboxRow
from tests.conformance.outbox_poison import OutboxPoisonConformance
from tests.fakes.outbox import MemoryOutbox
from tests.sync.virtual import SeededIds, VirtualClock


class MemoryHarness:
    def __init__(self) -> None:
        self._clock = VirtualClock()
        self._memory = MemoryOutbox(self._clock, SeededIds(self._clock))
        self._count = 0

    @property
    def outbox(self) -> Outbox:
        return self._memory

    def append(self, count: int = 1, *, padding: int = 0) -> list[str]:
        ids = []
        for _ in range(count):
            self._count += 1
            ids.append(self._memory.append(f'{{"v":1,"n":{self._count},"p":"{"x" * padding}"}}'))
        return ids

    def rows(self) -> list[OutboxRow]:
        return [
            OutboxRow(row.item.event_id, row.state, row.attempts, row.last_code, row.review_id)
            for row in self._memory.rows
        ]

    def advance(self, seconds: float) -> None:
        self._clock.advance(seconds)

    def reopen(self) -> None:
        self._memory.restart()

    def force(self, event_id: str, state: RowState) -> None:
        for row in self._memory.rows:
            if row.item.event_id == event_id:
                row.state = state


class TestMemoryOutbox(OutboxConformance, OutboxPoisonConformance):
    @pytest.fixture
    def harness(self) -> OutboxHarness:
        return MemoryHarness()
