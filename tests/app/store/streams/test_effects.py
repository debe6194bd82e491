"""What the centre's items do at the till: people, keys, reviews; and what a bad bundle does, nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.security.staff_bundle import BundleOpener
from app.store.streams.reader import StaffList, StreamReader
from app.store.streams.sink import TillSink
from app.store.streams.time_noted import note_server_time
from app.usecases.ports import StaffRecord
from core.domain.changes import Change, ChangeOp, ChangePage, Stream
from core.domain.till_keys import TillKey
from core.ports.changes import Applied, Fetched, FetchKind
from sync.pull.puller import Puller
from tests.app.store.streams.bundles import KEY, OTHER, b64, bundle, member, public, signed
from tests.conformance.change_pages import NOW_MS, Pages
from tests.fakes.people import ANA
from tests.fakes.store import LOCAL, ORGANIZATION, START, TERMINAL, enrolment, open_till
from tests.strictness import ExpectedLogs
from tests.sync.pull.support import HeardLine
from tests.sync.support import ScriptedCredentials
from tests.sync.virtual import SeededIds, VirtualClock

SERVER_MS = int(START.timestamp() * 1000)
LATER = START + timedelta(minutes=5)


class Till:
    """A store with its sink and its reader."""

    def __init__(self, folder: Path, key: bytes | None = public(KEY)) -> None:
        self._folder = folder
        self.store = open_till(folder, enrolled=False)
        keys = (TillKey(bytes(range(32)), TERMINAL, "Caja 1"),)
        self.store.enrol(replace(enrolment((ANA,)), bundle_key=key, till_keys=keys))
        self.sink = TillSink(self.store.runner, BundleOpener(ORGANIZATION, LOCAL).open)
        self.reader = StreamReader(folder / "till.db")
        self._pages = {stream: Pages(stream) for stream in Stream}
        self._cursor = 0

    def tell(self, stream: Stream, *changes: Change) -> Applied:
        """A page from the centre: the whole list first, what changed later."""
        self._cursor += 1
        if self.sink.state(stream).cursor is None:
            page = self._pages[stream].snapshot(changes)[0]
        else:
            page = self._pages[stream].delta(f"c{self._cursor}", *changes)
        return self.sink.apply(replace(page, server_time_ms=SERVER_MS), NOW_MS)

    def staff(self, jws: str, version: int) -> Applied:
        return self.tell(Stream.STAFF, Change(ChangeOp.UPSERT, LOCAL, version, {"jws": jws}))

    def people(self) -> dict[str, StaffRecord]:
        return {person.staff_id: person for person in self.store.runner.run(lambda unit: unit.people())}

    def close(self) -> None:
        self.reader.close()
        self.sink.close()
        self.store.close()


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    opened = Till(tmp_path)
    yield opened
    opened.close()


def test_people_of_the_bundle_take_the_place_of_those_before(till: Till) -> None:
    assert till.staff(signed(bundle(member("eva", 2), member("leo", 5), version=4)), 4) is Applied.SWAPPED
    assert list(till.people()) == ["eva", "leo"]
    assert till.reader.staff_list() == StaffList(public(KEY), 4, SERVER_MS + 72 * 3_600_000)
    assert till.reader.versions() == {"staff": 4}
    assert till.reader.server_at_ms() == SERVER_MS
    assert till.reader.fresh() == {"staff": NOW_MS}


def test_who_is_revoked_is_not_on_the_sign_in_screen(till: Till) -> None:
    both = bundle(member("eva", 2), member("leo", 5))
    till.staff(signed(both), 1)
    later = bundle(*both["staff"], revoked=["leo"], version=2, issued=LATER)
    assert till.staff(signed(later), 2) is Applied.KEPT
    reader = till.store.reader()
    assert [person.staff_id for person in reader.people()] == ["eva"]
    reader.close()
    assert not till.people()["leo"].active


def test_a_bad_bundle_changes_nothing_and_is_remembered(till: Till, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("the staff list of the centre is not used: signature")
    till.staff(signed(bundle(member("eva", 2))), 1)
    before = till.people(), till.reader.staff_list(), till.sink.state(Stream.STAFF)
    forged = bundle(member("thief", 2), version=2, issued=LATER)
    assert till.staff(signed(forged, OTHER), 2) is Applied.REFUSED
    assert (till.people(), till.reader.staff_list(), till.sink.state(Stream.STAFF)) == before
    assert till.reader.problem(Stream.STAFF) == "signature"
    assert till.staff(signed(bundle(member("leo", 3), version=3, issued=LATER)), 3) is Applied.KEPT
    assert till.reader.problem(Stream.STAFF) == ""


def test_why_a_list_was_refused_stays_known_until_another_is_used(
    till: Till, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("the staff list of the centre is not used: signature")
    till.staff(signed(bundle(member("eva", 2))), 1)
    pages = Pages(Stream.STAFF)
    forged = signed(bundle(member("thief", 2), version=2, issued=LATER), OTHER)
    good = signed(bundle(member("leo", 3), version=3, issued=LATER))
    says = [pages.delta("c9", _list(forged, 2)), pages.snapshot([_list(good, 3)])[0]]
    clock = VirtualClock()
    puller = Puller(
        {Stream.STAFF: till.sink},
        _Says(says),
        ScriptedCredentials(),
        HeardLine(),
        clock,
        SeededIds(clock, 1),
        _now,
    )
    _ask(puller, clock)
    assert puller.plans[0].code == "refused"
    assert puller.plans[0].state.cursor is None
    assert till.reader.problem(Stream.STAFF) == "signature"
    _ask(puller, clock)
    assert list(till.people()) == ["leo"]
    assert till.reader.problem(Stream.STAFF) == ""


def _list(jws: str, version: int) -> Change:
    return Change(ChangeOp.UPSERT, LOCAL, version, {"jws": jws})


def _ask(puller: Puller, clock: VirtualClock) -> None:
    puller.pull_now([Stream.STAFF])
    puller.step(clock.monotonic())


def _now() -> int:
    return SERVER_MS


class _Says:
    """A centre that says these pages, one after another."""

    def __init__(self, pages: list[ChangePage]) -> None:
        self._pages = pages

    def fetch(self, stream: Stream, cursor: str | None, limit: int) -> Fetched:
        del stream, cursor, limit
        return Fetched(FetchKind.PAGE, page=replace(self._pages.pop(0), server_time_ms=SERVER_MS))


def test_only_the_centres_own_word_makes_the_time_that_has_run_earlier(till: Till) -> None:
    till.staff(signed(bundle(member("eva", 2))), 1)
    for at_ms, said, noted in (
        (SERVER_MS + 9_000, False, SERVER_MS + 9_000),
        (SERVER_MS + 1_000, False, SERVER_MS + 9_000),
        (SERVER_MS + 1_000, True, SERVER_MS + 1_000),
    ):
        till.store.runner.run(partial(note_server_time, at_ms=at_ms, said=said))
        assert till.reader.server_at_ms() == noted


def test_an_older_bundle_is_not_taken_back(till: Till, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("the staff list of the centre is not used: older")
    till.staff(signed(bundle(member("eva", 2), version=5, issued=LATER)), 5)
    till.sink.restart(Stream.STAFF)
    assert till.staff(signed(bundle(member("leo", 2), version=4)), 6) is Applied.REFUSED
    assert list(till.people()) == ["eva"]


def test_a_restored_centre_counts_anew_with_a_bundle_signed_later(till: Till) -> None:
    till.staff(signed(bundle(member("eva", 2), version=50)), 50)
    till.sink.restart(Stream.STAFF)
    assert till.staff(signed(bundle(member("leo", 2), version=3, issued=LATER)), 3) is Applied.SWAPPED
    assert list(till.people()) == ["leo"]


def test_a_rotated_key_is_the_only_one_from_then_on(till: Till, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("the staff list of the centre is not used: signature")
    till.staff(signed(bundle(next_key=b64(public(OTHER)))), 1)
    assert till.reader.staff_list().key == public(OTHER)
    assert till.staff(signed(bundle(version=2, issued=LATER)), 2) is Applied.REFUSED
    assert till.staff(signed(bundle(member("leo", 2), version=3, issued=LATER), OTHER), 3) is Applied.KEPT
    assert list(till.people()) == ["leo"]


def test_a_till_from_before_pins_the_first_key_it_is_given(tmp_path: Path) -> None:
    till = Till(tmp_path, key=None)
    assert till.reader.staff_list() == StaffList()
    assert till.staff(signed(bundle(member("eva", 2))), 1) is Applied.SWAPPED
    assert till.reader.staff_list().key == public(KEY)
    till.close()


def test_a_list_that_is_taken_away_leaves_the_people_at_work(till: Till) -> None:
    till.staff(signed(bundle(member("eva", 2))), 1)
    assert till.tell(Stream.STAFF, Change(ChangeOp.DELETE, LOCAL, 2, {})) is Applied.KEPT
    assert list(till.people()) == ["eva"]


def test_keys_of_the_shop_follow_their_item(till: Till) -> None:
    new, own = bytes(range(64, 96)), bytes(range(32))
    told = {"terminal_id": TERMINAL[:-1] + "2", "name": "Caja 2", "public_key": _jwk(new)}
    keys = {"any": b64(own), "name": b64(new), "stranger": b64(bytes(32))}
    till.tell(Stream.CONFIG, Change(ChangeOp.UPSERT, "till_keys", 1, {"keys": keys, "tills": [told]}))
    first, second = TillKey(own, TERMINAL, "Caja 1"), TillKey(new, TERMINAL[:-1] + "2", "Caja 2")
    assert _keys(till, first, second) == [first, second]
    till.tell(Stream.CONFIG, Change(ChangeOp.UPSERT, "till_keys", 2, {"keys": {"name": b64(new)}}))
    assert _keys(till, first, second) == [None, second]
    assert till.reader.config("till_keys") == {"keys": {"name": b64(new)}}
    assert till.reader.config("settings") is None
    assert till.reader.versions() == {"config": 2}


def test_keys_that_cannot_be_read_leave_those_known(till: Till, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("the keys of the shop's tills cannot be read: ValidationError")
    assert till.tell(Stream.CONFIG, Change(ChangeOp.UPSERT, "till_keys", 1, {})) is Applied.SWAPPED
    own = TillKey(bytes(range(32)), TERMINAL, "Caja 1")
    assert _keys(till, own) == [own]


def test_reviews_are_read_open_and_resolved_and_not_once_taken_back(
    till: Till, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("a review cannot be read and is not shown")
    done = {"state": "resolved", "outcome": "accept", "resolved_at": "2026-11-24T15:00:00Z"}
    till.tell(
        Stream.REVIEWS,
        _review("r1", 1),
        _review("r2", 2, **done),
        _review("r3", 3),
        Change(ChangeOp.UPSERT, "r4", 4, {"state": "open"}),
    )
    found = {review.review_id: review for review in till.reader.reviews()}
    assert {name: review.resolved for name, review in found.items()} == {
        "r1": False,
        "r2": True,
        "r3": False,
    }
    assert found["r2"].outcome == "accept"
    till.tell(
        Stream.REVIEWS,
        _review("r1", 5, **done),
        Change(ChangeOp.DELETE, "r3", 6, {}),
        Change(ChangeOp.DELETE, "r4", 7, {}),
    )
    assert {review.review_id: review.resolved for review in till.reader.reviews()} == {"r1": True, "r2": True}


def _review(review_id: str, version: int, **changes: Any) -> Change:
    data = {
        "review_id": review_id,
        "code": "STOCK_NEGATIVE",
        "state": "open",
        "event_id": f"event-{review_id}",
        "terminal_id": TERMINAL,
        "epoch": 1,
        "seq": 7,
        "role": "supervisor",
        "due": "2026-11-25T15:00:00Z",
        "choices": ["accept"],
    }
    return Change(ChangeOp.UPSERT, review_id, version, data | changes)


def _jwk(key: bytes) -> dict[str, str]:
    return {"kty": "OKP", "crv": "Ed25519", "x": b64(key)}


def _keys(till: Till, *keys: TillKey) -> list[TillKey | None]:
    reader = till.store.reader()
    found = [reader.till_key(key.key_id) for key in keys]
    reader.close()
    return found
