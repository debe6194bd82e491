"""Whatever happens in whatever order, the till ends with what the centre has (I12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.changes import ChangePage, Stream
from core.ports.changes import Applied, Fetched, FetchKind
from core.ports.faults import CrashPoint, NoFaults
from sync.batch import BatchSize
from tests.fakes.change_sink import Kept, MemoryChangeSink
from tests.strictness import ExpectedLogs
from tests.sync.pull.support import PullRig

STREAMS = (Stream.PRODUCTS, Stream.CONFIG)
ITEMS = 15
"""Fewer than the sanity valve looks at: no person is in this."""
PAGE = 4
LOST = Fetched(FetchKind.UNKNOWN, code="reset")


class PassedError(BaseException):
    """I12 is broken; the puller, which lives on after defects of a sink, must not hide it."""


class DeadError(BaseException):
    """The program ended."""


@dataclass(slots=True)
class Dying:
    """Ends the program at one of the next crash points."""

    left: int

    def reach(self, point: CrashPoint) -> None:
        if self.left == 0:
            raise DeadError(point)
        self.left -= 1


class CheckedRig(PullRig):
    """Looks at the disk after every commit."""

    def __init__(self, sink: type[MemoryChangeSink] = MemoryChangeSink) -> None:
        super().__init__(*STREAMS)
        self.sink = sink(committed=self.check)
        self.commits = 0
        self.start()

    def start(self) -> None:
        super().start()
        for plan in self.puller.plans:
            plan.size = BatchSize(PAGE)

    def check(self, stream: Stream) -> None:
        """I12: of everything before the cursor the till has this version or a later one."""
        self.commits += 1
        name = self.log.passed(stream, self.sink.state(stream), self.sink.rows(stream))
        if name:
            raise PassedError(f"{name} of {stream} passed")

    def crash(self) -> None:
        """Memory is lost."""
        self.sink.faults = NoFaults()
        self.start()

    def pull(self) -> None:
        try:
            self.step()
        except DeadError:
            self.crash()

    def act(self, what: tuple[str, int]) -> None:
        """One thing that happens."""
        kind, n = what
        stream = STREAMS[n % 2]
        match kind:
            case "put":
                self.log.put(stream, f"item-{n % ITEMS}")
            case "remove":
                self.log.remove(stream, f"item-{n % ITEMS}")
            case "renew":
                self.log.renew(stream)
            case "forget":
                self.log.forget(stream)
            case "lost":
                self.source.says(stream, LOST)
            case "die":
                self.sink.faults = Dying(n % 5)
            case "restart":
                self.crash()
            case "hint":
                self.puller.pull_now([stream])
            case _:
                self.pull()

    def heal(self) -> None:
        """All faults end."""
        self.source.script.clear()
        self.crash()
        self.puller.pull_now(STREAMS)
        self.settle(600)


KINDS = ("put", "put", "put", "remove", "renew", "forget", "lost", "die", "restart", "hint", *["pull"] * 6)
ACTS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 29)), max_size=60)


@settings(max_examples=150, deadline=None)
@given(acts=ACTS)
def test_any_interleaving_ends_with_what_the_centre_has(acts: Sequence[tuple[str, int]]) -> None:
    rig = CheckedRig()
    for act in acts:
        rig.act(act)
    rig.heal()
    assert rig.same()
    assert rig.commits


class CursorFirst(MemoryChangeSink):
    """A mutant: where to go on is noted before what came is kept."""

    def _keep(self, kept: Kept, page: ChangePage, at_ms: int) -> Applied:
        kept.state = replace(kept.state, cursor=page.next_cursor)
        self._committed(page.stream)
        return super()._keep(kept, page, at_ms)


def test_a_cursor_that_goes_before_its_rows_is_found(expected_logs: ExpectedLogs) -> None:
    expected_logs.allow("whole list")
    rig = CheckedRig(CursorFirst)
    rig.settle(10)
    rig.log.put(STREAMS[0], "item-1")
    rig.puller.pull_now(STREAMS)
    with pytest.raises(PassedError, match="item-1 of products passed"):
        rig.settle(10)
