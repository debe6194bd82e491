"""Journal and outbox against a model, through crashes, lost tails and every kind of reply."""

from __future__ import annotations

import shutil
import tempfile
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from app.store.driver import connect_reader
from app.store.verify import verify_all
from core.domain.outbox import Batch, BatchReply, EpochState, ItemResult, ItemStatus, StreamPlace
from tests.app.store.test_electronic_journal import all_frames
from tests.fakes.store import ManualClock, SeededIds, identity, open_till, sell


class JournalMachine(RuleBasedStateMachine):
    """The centre is a set of held places; a till loses its memory, its -wal, or its electronic journal."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="cuadre-machine-"))
        self.data_dir = self.root / "till"
        self.clock = ManualClock()
        self.ids = SeededIds(5)
        self.baskets = 0
        self.acked: dict[tuple[str, int], tuple[str, str]] = {}
        self.centre: dict[tuple[int, int], str] = {}
        self.batch: Batch | None = None
        self.replies: list[tuple[Batch, BatchReply]] = []

    @initialize()
    def start(self) -> None:
        template = _template()
        shutil.copytree(template, self.data_dir)
        self.store = open_till(self.data_dir, clock=self.clock, ids=self.ids)

    @rule(lines=st.integers(1, 3), joined=st.booleans())
    def sells(self, lines: int, joined: bool) -> None:
        self.baskets += 1
        basket = f"0198f0c0-2222-7000-8000-{self.baskets:012x}"
        stored = self.store.runner.run(partial(sell, basket=basket, lines=lines))
        series, number = stored.event.data["series"], stored.event.data["number"]
        assert number == sum(1 for known, _ in self.acked if known == series) + 1
        self.acked[series, number] = (stored.event.event_id, stored.hash.hex())
        if joined:
            self.store.runner.step()

    @rule(items=st.integers(1, 4))
    def takes(self, items: int) -> None:
        self.batch = self.store.outbox.take(items, 1 << 20)

    @rule(data=st.data())
    def replies_to_the_batch(self, data: st.DataObject) -> None:
        batch = self.batch
        if batch is None:
            return
        results: list[ItemResult] = []
        for item in batch.items:
            verdict = data.draw(st.sampled_from(["accepted", "duplicate", "review", "retry", "none"]))
            if verdict == "none":
                continue
            if verdict != "retry":
                self.centre[item.epoch, item.seq] = item.hash
            results.append(ItemResult(item.event_id, ItemStatus(verdict), code="X", review_id="r"))
        reply = BatchReply(batch.batch_id, tuple(results), self._state(batch))
        self.replies.append((batch, reply))
        self.store.outbox.settle(batch, reply)
        self.batch = None

    def _state(self, batch: Batch) -> EpochState:
        held = {seq: digest for (epoch, seq), digest in self.centre.items() if epoch == batch.epoch}
        high = max(held, default=0)
        gaps = tuple((seq, seq) for seq in range(1, high) if seq not in held)
        return EpochState(StreamPlace(batch.epoch, high, held.get(high, "0" * 64)), gaps=gaps)

    @rule()
    def the_batch_fails(self) -> None:
        if self.batch is not None:
            self.store.outbox.fail(self.batch, "timeout")
            self.batch = None

    @rule()
    def an_old_reply_comes_again(self) -> None:
        if self.replies:
            batch, reply = self.replies[0]
            assert self.store.outbox.settle(batch, reply).reopened == 0

    @rule(lose=st.sampled_from(["nothing", "wal", "journal"]))
    def crashes(self, lose: str) -> None:
        image = self.root / "image"
        shutil.copytree(self.data_dir, image)
        self.store.close()
        shutil.rmtree(self.data_dir)
        if lose == "wal":
            (image / "till.db-wal").unlink(missing_ok=True)
            (image / "till.db-shm").unlink(missing_ok=True)
        if lose == "journal":
            (image / "journal.ej").unlink()
        image.rename(self.data_dir)
        self.store = open_till(self.data_dir, clock=self.clock, ids=self.ids)
        self.batch = None

    @rule(seconds=st.integers(1, 100))
    def time_passes(self, seconds: int) -> None:
        self.clock.advance(seconds)
        for _ in range(4):
            self.store.runner.step()

    @invariant()
    def both_journals_hold_every_acked_sale_once(self) -> None:
        if not self.data_dir.exists():
            return
        connection = connect_reader(self.data_dir / "till.db")
        rows = connection.execute(
            "SELECT s.series, s.number, s.event_id, j.hash FROM sale s "
            "JOIN journal j ON j.event_id=s.event_id"
        ).fetchall()
        stored = connection.execute("SELECT hash FROM journal ORDER BY pos").fetchall()
        found = {(series, number): (event_id, digest.hex()) for series, number, event_id, digest in rows}
        assert found == self.acked
        assert verify_all(connection, identity()) == ()
        acked = connection.execute("SELECT epoch, seq, hash FROM journal WHERE state='acked'").fetchall()
        connection.close()
        assert [(frame.hash,) for frame in all_frames(self.data_dir / "journal.ej")] == stored
        for epoch, seq, digest in acked:
            assert self.centre.get((epoch, seq)) == digest.hex(), "acked, though the centre does not hold it"

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
        shutil.rmtree(self.root)


_TEMPLATES: list[Path] = []


def _template() -> Path:
    return _TEMPLATES[0]


@pytest.fixture(autouse=True)
def _made_once(tmp_path: Path) -> None:
    open_till(tmp_path / "template").close()
    _TEMPLATES[:] = [tmp_path / "template"]


def test_journal_and_outbox_agree_with_the_model() -> None:
    run_state_machine_as_test(
        JournalMachine,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
