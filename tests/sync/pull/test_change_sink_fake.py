"""The in-memory sink keeps the port's promises, so tests on it mean something."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from core.domain.changes import Change, ChangeOp, ChangePage, Stream
from core.ports.changes import ChangeSink
from core.ports.faults import CrashPoint, NoFaults
from tests.conformance.change_pages import ChangeSinkHarness
from tests.conformance.change_sink import ChangeSinkConformance
from tests.fakes.change_sink import VALVE, MemoryChangeSink


class DeadError(Exception):
    """The program ended."""


class DiesAt:
    def __init__(self, point: int) -> None:
        self._left = point

    def reach(self, point: CrashPoint) -> None:
        if self._left == 0:
            raise DeadError(point)
        self._left -= 1


class MemoryHarness:
    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._memory = MemoryChangeSink()

    @property
    def sink(self) -> ChangeSink:
        return self._memory

    @property
    def stream(self) -> Stream:
        return self._stream

    @property
    def valve(self) -> int | None:
        return VALVE

    def change(self, n: int, version: int) -> Change:
        return Change(ChangeOp.UPSERT, f"item-{n:03}", version, {"version": version})

    def in_use(self) -> Mapping[str, int]:
        rows = self._memory.rows(self._stream)
        return {name: change.data["version"] for name, change in rows.items() if change.op is ChangeOp.UPSERT}

    def reopen(self) -> None:
        self._memory.faults = NoFaults()

    def crash_in(self, page: ChangePage, point: int) -> bool:
        self._memory.faults = DiesAt(point)
        try:
            self._memory.apply(page, 1)
        except DeadError:
            return True
        finally:
            self.reopen()
        return False


class TestMemoryChangeSink(ChangeSinkConformance):
    @pytest.fixture(params=[Stream.PRODUCTS, Stream.PRICES])
    def harness(self, request: pytest.FixtureRequest) -> ChangeSinkHarness:
        return MemoryHarness(request.param)
