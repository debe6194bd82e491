"""The sink of ``till.db`` keeps the port's promises, for both lists that have any number of items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from app.security.staff_bundle import BundleOpener
from app.store.errors import PracticeNeverSendsError
from app.store.streams.sink import TillSink
from app.store.till import TillStore
from core.domain.changes import Change, ChangeOp, ChangePage, Stream
from core.ports.changes import ChangeSink
from core.ports.faults import CrashPoint
from tests.conformance.change_pages import NOW_MS, ChangeSinkHarness, Pages
from tests.conformance.change_sink import ChangeSinkConformance
from tests.fakes.store import LOCAL, ORGANIZATION, open_till

OPENER = BundleOpener(ORGANIZATION, LOCAL)


class DeadError(Exception):
    """The program ended."""


class DiesAt:
    def __init__(self) -> None:
        self.left: int | None = None

    def reach(self, point: CrashPoint) -> None:
        if self.left == 0:
            self.left = None
            raise DeadError(point)
        if self.left is not None:
            self.left -= 1


class TillHarness:
    def __init__(self, folder: Path, stream: Stream) -> None:
        self._folder, self._stream = folder, stream
        self._faults = DiesAt()
        self._seed = 0
        self._open()

    def _open(self) -> None:
        self._seed += 1
        self.store: TillStore = open_till(self._folder, self._seed, faults=self._faults)
        self._sink = TillSink(self.store.runner, OPENER.open)

    @property
    def sink(self) -> ChangeSink:
        return self._sink

    @property
    def stream(self) -> Stream:
        return self._stream

    @property
    def valve(self) -> int | None:
        return None

    def change(self, n: int, version: int) -> Change:
        return Change(ChangeOp.UPSERT, f"item-{n:03}", version, {"version": version})

    def in_use(self) -> Mapping[str, int]:
        def read(unit: object) -> dict[str, int]:
            rows = unit.connection.exec_driver_sql(  # type: ignore[attr-defined]
                "SELECT item_id, data ->> '$.version' FROM stream_item "
                "WHERE stream=? AND shadow=0 AND data IS NOT NULL",
                (str(self._stream),),
            )
            return {str(item): int(version) for item, version in rows}

        return self.store.runner.run(read)

    def reopen(self) -> None:
        self.close()
        self._open()

    def crash_in(self, page: ChangePage, point: int) -> bool:
        self._faults.left = point
        try:
            self._sink.apply(page, NOW_MS)
        except DeadError:
            return True
        finally:
            self._faults.left = None
            self.reopen()
        return False

    def close(self) -> None:
        self._sink.close()
        self.store.close()


class TestTillSink(ChangeSinkConformance):
    @pytest.fixture(params=[Stream.CONFIG, Stream.REVIEWS])
    def harness(self, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[ChangeSinkHarness]:
        harness = TillHarness(tmp_path, request.param)
        yield harness
        harness.close()


def test_a_till_without_identity_keeps_nothing(tmp_path: Path) -> None:
    store = open_till(tmp_path, enrolled=False)
    sink = TillSink(store.runner, OPENER.open)
    with pytest.raises(PracticeNeverSendsError):
        sink.apply(Pages(Stream.CONFIG).snapshot(())[0], NOW_MS)
    sink.close()
    store.close()
