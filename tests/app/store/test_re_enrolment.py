"""A till enrolled again (sync.md C12, E5): a new epoch, fenced events pending, old epochs still true."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from app.store.driver import connect_reader
from app.store.identity import Renewal
from app.store.till import TillStore
from app.store.verify import verify_all
from app.usecases.ports import SeriesGrant
from core.domain.journal import chain
from core.domain.outbox import BatchReply, EpochState, ItemResult, ItemStatus
from core.ports.faults import CrashPoint
from tests.fakes.store import TERMINAL, open_till, sell
from tests.strictness import ExpectedLogs

RENEWAL = Renewal(4, bytes(range(100, 132)), (SeriesGrant("sale", "0001", 21),))


def sold(store: TillStore, count: int, first: int = 1) -> None:
    for n in range(first, first + count):
        store.runner.run(partial(sell, basket=f"0198f0c0-1111-7000-8000-{n:012x}"))


def fence(store: TillStore) -> int:
    batch = store.outbox.take(50, 1 << 20)
    assert batch is not None
    verdicts = tuple(ItemResult(item.event_id, ItemStatus.FENCED) for item in batch.items)
    return store.outbox.settle(batch, BatchReply(batch.batch_id, verdicts, EpochState(None))).fenced


def states(data: Path) -> list[tuple[int, int, str]]:
    connection = connect_reader(data / "till.db")
    rows = connection.execute("SELECT epoch, seq, state FROM journal ORDER BY pos").fetchall()
    connection.close()
    return [(int(epoch), int(seq), str(state)) for epoch, seq, state in rows]


def whole(data: Path, store: TillStore) -> bool:
    connection = connect_reader(data / "till.db")
    identity = store.identity
    assert identity is not None
    found = verify_all(connection, identity)
    connection.close()
    return found == ()


def test_fenced_events_are_pending_again_and_the_new_epoch_names_where_it_continues(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    sold(store, 2)
    assert fence(store) == 3
    assert store.re_enrol(RENEWAL) == 3
    assert states(tmp_path) == [(1, 1, "pending"), (1, 2, "pending"), (1, 3, "pending"), (4, 1, "pending")]
    batch = store.outbox.take(50, 1 << 20)
    assert batch is not None
    assert (batch.epoch, batch.head.epoch, batch.head.seq) == (4, 4, 1)
    assert [item.epoch for item in batch.items] == [1, 1, 1, 4]
    opened = batch.items[-1]
    assert opened.prev_hash == chain.genesis(TERMINAL, 4, RENEWAL.nonce).hex()
    assert f'"previous":{{"epoch":1,"seq":3,"hash":"{batch.items[2].hash}"}}' in opened.payload
    store.close()


def test_numbers_go_on_above_what_the_centre_holds(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    sold(store, 1)
    store.re_enrol(RENEWAL)
    stored = store.runner.run(lambda unit: sell(unit, "0198f0c0-1111-7000-8000-00000000beef"))
    assert stored.event.data["number"] == 21
    store.close()


def test_epochs_before_are_verified_by_their_own_nonce_also_after_a_start(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    sold(store, 2)
    store.re_enrol(RENEWAL)
    sold(store, 2, first=10)
    assert whole(tmp_path, store)
    store.close()
    again = open_till(tmp_path, 2)
    assert again.report.rebuilt is None
    assert whole(tmp_path, again)
    again.close()


def test_a_lost_database_is_rebuilt_over_the_nonces_of_all_enrolments(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("rebuilding the database: missing")
    store = open_till(tmp_path)
    sold(store, 2)
    store.re_enrol(RENEWAL)
    sold(store, 2, first=10)
    store.close()
    for path in tmp_path.glob("till.db*"):
        path.unlink()
    again = open_till(tmp_path, 2)
    assert again.report.rebuilt == "missing"
    assert [place[:2] for place in states(tmp_path)][:7] == [
        (1, 1), (1, 2), (1, 3), (4, 1), (4, 2), (4, 3), (5, 1),
    ]  # fmt: skip
    assert whole(tmp_path, again)
    again.close()


def test_the_same_answer_again_changes_nothing(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    sold(store, 1)
    store.re_enrol(RENEWAL)
    before = states(tmp_path)
    assert store.re_enrol(RENEWAL) == 0
    assert states(tmp_path) == before
    store.close()


def test_a_second_re_enrolment_keeps_the_nonces_of_both_before(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    sold(store, 1)
    store.re_enrol(RENEWAL)
    store.re_enrol(Renewal(7, bytes(range(50, 82)), ()))
    sold(store, 1, first=10)
    store.close()
    again = open_till(tmp_path, 2)
    assert whole(tmp_path, again)
    identity = again.identity
    assert identity is not None
    assert (identity.epoch, identity.nonce_since, [first for first, _ in identity.earlier]) == (7, 7, [1, 4])
    again.close()


def test_where_the_till_stands_is_its_head_and_its_last_numbers(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    sold(store, 2)
    standing = store.standing()
    assert (standing.head.epoch, standing.head.seq) == (1, 3)
    assert standing.series == {"0001": 2, "0001R": 0}
    store.close()


def test_a_kill_between_the_notes_and_the_commit_repeats_cleanly(tmp_path: Path) -> None:
    """The notes outside the database go first: whatever happens then, the new nonce is known."""
    store = open_till(tmp_path)
    sold(store, 1)
    store.close()
    faults = Breaking()
    store = open_till(tmp_path, 2, faults=faults)
    faults.armed = True
    with pytest.raises(Killed):
        store.re_enrol(RENEWAL)
    store.close()
    assert [place[0] for place in states(tmp_path)] == [1, 1]
    again = open_till(tmp_path, 3)
    again.re_enrol(RENEWAL)
    assert whole(tmp_path, again)
    assert [place[0] for place in states(tmp_path)].count(4) == 1
    again.close()


class Killed(BaseException):
    pass


class Breaking:
    """Dies before the commit of the re-enrolment."""

    def __init__(self) -> None:
        self.armed = False

    def reach(self, point: CrashPoint) -> None:
        if point is CrashPoint.BEFORE_COMMIT and self.armed:
            self.armed = False
            raise Killed
