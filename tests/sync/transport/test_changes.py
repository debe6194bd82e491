"""Pages of changes over real sockets: what is an answer, and what never is (sync.md D1, U6)."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import zstandard

from core.contract.changes import DIGEST_HEADER
from core.domain.changes import PAGE_LIMIT, ChangeOp, Stream
from core.ports.changes import Fetched, FetchKind
from sync.transport import changes, deadline
from sync.transport.changes import HttpChangeSource
from sync.transport.client import CentreClient
from sync.transport.coding import MAX_REPLY_BYTES, decode_reply
from sync.transport.exchange import NoAnswerError
from tests.fakes.centre import Asked, FakeCentre, Reaction, page, problem
from tests.fakes.proxy import FaultyProxy, Weather
from tests.sync.conftest import FixedToken

Json = dict[str, Any]


class Asker:
    """A source over real HTTP."""

    def __init__(self, url: str) -> None:
        self.stalls: list[float] = []
        self.client = CentreClient(url)
        self.source = HttpChangeSource(self.client, FixedToken(), lambda: self.stalls.append(1.0))

    def ask(
        self, cursor: str | None = None, limit: int = PAGE_LIMIT, stream: Stream = Stream.PRICES
    ) -> Fetched:
        return self.source.fetch(stream, cursor, limit)


@pytest.fixture
def asker(centre: FakeCentre) -> Iterator[Asker]:
    for n in range(5):
        centre.changes.put(Stream.PRICES, f"item-{n}", {"variant_id": f"item-{n}", "price": "1.25"})
    made = Asker(centre.url)
    yield made
    made.client.close()


@pytest.fixture
def far(proxy: FaultyProxy) -> Iterator[Asker]:
    made = Asker(proxy.url)
    yield made
    made.client.close()


def test_the_whole_list_comes_page_by_page_and_then_what_changed(asker: Asker, centre: FakeCentre) -> None:
    first = asker.ask(limit=3).page
    assert first is not None
    assert (first.snapshot, first.has_more, first.snapshot_total) == (True, True, None)
    last = asker.ask(first.next_cursor, 3).page
    assert last is not None
    assert last.snapshot_total is not None
    assert (last.snapshot_total.rows, last.has_more) == (5, False)
    gone = centre.changes.remove(Stream.PRICES, "item-2")
    delta = asker.ask(last.next_cursor).page
    assert delta is not None
    assert (delta.snapshot, delta.changes) == (False, (gone,))
    assert first.changes[0].data == {"variant_id": "item-0", "price": "1.25"}
    assert delta.changes[0].op is ChangeOp.DELETE


def test_a_request_names_stream_cursor_and_limit(asker: Asker, centre: FakeCentre) -> None:
    cursor = '{"g": 1, "at": 5, "x": "Ñ &?="}'
    asker.ask(cursor, 7)
    asker.ask(stream=Stream.STAFF)
    assert centre.asked == [Asked(Stream.PRICES, cursor, 7), Asked(Stream.STAFF, None, PAGE_LIMIT)]


@pytest.mark.parametrize("coding", ["zstd", "gzip", ""])
def test_pages_travel_in_any_coding(asker: Asker, centre: FakeCentre, coding: str) -> None:
    centre.reply_codings = (coding,) if coding else ()
    page = asker.ask().page
    assert page is not None
    assert len(page.changes) == 5


def test_pages_and_probes_share_one_connection(asker: Asker, centre: FakeCentre) -> None:
    for _ in range(5):
        assert asker.ask().page
        asker.client.send("GET", "/health/live")
    assert centre.connections == 1


def test_the_token_travels_in_the_header_only(asker: Asker, centre: FakeCentre) -> None:
    centre.tokens_needed = True
    assert asker.ask().kind is FetchKind.AUTH
    centre.tokens.access.add("access")
    assert asker.ask().kind is FetchKind.PAGE
    assert "access" not in repr([asker.source, asker.client, centre.asked])


# --- what is not an answer ---


@pytest.mark.parametrize(
    ("reaction", "kind"),
    [
        (page(200), FetchKind.UNKNOWN),
        (page(302, Location="http://portal.example/"), FetchKind.UNKNOWN),
        (page(307, Location="/api/v1/pos/sync/changes/prices?limit=200"), FetchKind.UNKNOWN),
        (page(204), FetchKind.UNKNOWN),
        (page(401), FetchKind.UNKNOWN),
        (page(403), FetchKind.UNKNOWN),
        (page(404), FetchKind.UNKNOWN),
        (page(410), FetchKind.UNKNOWN),
        (page(429), FetchKind.UNKNOWN),
        (page(500), FetchKind.UNKNOWN),
        (page(502), FetchKind.UNKNOWN),
        (page(503), FetchKind.UNKNOWN),
        (problem(401, "TOKEN_EXPIRED"), FetchKind.AUTH),
        (problem(401, "UNAUTHENTICATED"), FetchKind.AUTH),
        (problem(401, "WHO_KNOWS"), FetchKind.UNKNOWN),
        (problem(403, "TERMINAL_DISABLED"), FetchKind.FORBIDDEN),
        (problem(403, "TENANT_MISMATCH"), FetchKind.FORBIDDEN),
        (problem(403, "FORBIDDEN"), FetchKind.REFUSED),
        (problem(404, "NOT_FOUND"), FetchKind.REFUSED),
        (problem(410, "CURSOR_GONE"), FetchKind.GONE),
        (problem(410, "INVALID"), FetchKind.UNKNOWN),
        (problem(400, "BAD_CURSOR"), FetchKind.GONE),
        (problem(400, "BAD_REQUEST"), FetchKind.REFUSED),
        (problem(422, "INVALID"), FetchKind.REFUSED),
        (problem(426, "UPGRADE_REQUIRED"), FetchKind.REFUSED),
        (problem(418, "INVALID"), FetchKind.UNKNOWN),
    ],
)
def test_every_status_means_what_the_table_says(
    asker: Asker, centre: FakeCentre, reaction: Reaction, kind: FetchKind
) -> None:
    centre.change_reactions.append(reaction)
    fetched = asker.ask()
    assert (fetched.kind, fetched.page) == (kind, None)
    assert fetched.code
    assert len(centre.asked) == 1, "a redirect was followed"


def test_a_problem_of_somebody_else_s_is_no_answer(asker: Asker, centre: FakeCentre) -> None:
    theirs = problem(410, "CURSOR_GONE").answer
    assert theirs is not None
    status, kind, body, headers = theirs
    foreign = body.replace(b"urn:cuadre:problem:", b"https://proxy.example/")
    centre.change_reactions.append(Reaction(answer=(status, kind, foreign, headers)))
    assert asker.ask().kind is FetchKind.UNKNOWN


@pytest.mark.parametrize("status", [429, 503])
def test_the_server_s_wish_comes_with_the_answer(asker: Asker, centre: FakeCentre, status: int) -> None:
    centre.change_reactions.append(problem(status, "RETRY", Retry_After="600"))
    fetched = asker.ask()
    assert (fetched.kind, fetched.retry_after_s) == (FetchKind.UNKNOWN, 600.0)


@pytest.mark.parametrize("digest", ["", "0" * 64, "soon"])
def test_a_page_with_another_digest_is_no_answer(asker: Asker, centre: FakeCentre, digest: str) -> None:
    body = json.dumps({"stream": "prices"}).encode()
    headers = {DIGEST_HEADER: digest} if digest else {}
    centre.change_reactions.append(Reaction(answer=(200, "application/json", body, headers)))
    fetched = asker.ask()
    assert (fetched.kind, fetched.code) == (FetchKind.UNKNOWN, "digest")


def with_changes(change: Callable[[list[Json]], object]) -> Callable[[Json], Json]:
    return lambda body: {**body, "changes": change(body["changes"])}


@pytest.mark.parametrize(
    "change",
    [
        lambda body: {**body, "stream": "stock"},
        lambda body: {**body, "stream": "weather"},
        lambda body: {**body, "generation": ""},
        lambda body: {**body, "server_time": "soon"},
        lambda body: {**body, "count": 4},
        lambda body: {**body, "next_cursor": None},
        lambda body: {**body, "has_more": "perhaps"},
        lambda body: {**body, "snapshot_total": {"rows": 5, "pages": 0, "sha256": "0" * 64}},
        lambda _: {"ok": True},
        with_changes(lambda items: [{**items[0], "version": 0}, *items[1:]]),
        with_changes(lambda items: [{**items[0], "op": "replace"}, *items[1:]]),
        with_changes(lambda items: [{**items[0], "op": "delete"}, *items[1:]]),
        with_changes(lambda items: [{"op": "upsert", "id": "x", "version": 1}, *items[1:]]),
        with_changes(lambda _: None),
    ],
)
def test_a_page_that_contradicts_itself_is_refused(
    asker: Asker, centre: FakeCentre, change: Callable[[Json], Json]
) -> None:
    centre.change_reactions.append(Reaction(change=change))
    fetched = asker.ask()
    assert (fetched.kind, fetched.page) == (FetchKind.REFUSED, None)


def test_fields_of_a_newer_centre_are_passed_over(asker: Asker, centre: FakeCentre) -> None:
    centre.change_reactions.append(Reaction(change=lambda body: {**body, "news": {"a": 1}}))
    assert asker.ask().kind is FetchKind.PAGE


@pytest.mark.parametrize("coding", ["zstd", "gzip"])
def test_a_page_that_swells_is_refused_before_it_does(asker: Asker, centre: FakeCentre, coding: str) -> None:
    centre.reply_codings = (coding,)
    centre.change_reactions.append(Reaction(change=lambda body: {**body, "news": "0" * 3_000_000}))
    fetched = asker.ask()
    assert (fetched.kind, fetched.code) == (FetchKind.UNKNOWN, "reply_too_large")
    assert asker.ask().kind is FetchKind.PAGE


def test_a_zstd_frame_that_hides_its_size_is_held_to_the_limit() -> None:
    for size, fits in ((MAX_REPLY_BYTES, True), (MAX_REPLY_BYTES + 1, False)):
        packer = zstandard.ZstdCompressor(write_content_size=False)
        raw = packer.compress(bytes(size))
        if fits:
            assert len(decode_reply(raw, "zstd")) == size
        else:
            with pytest.raises(NoAnswerError):
                decode_reply(raw, "zstd")


def test_a_cut_zstd_frame_is_truncated() -> None:
    raw = zstandard.compress(b"a page of changes" * 40)
    for cut in range(len(raw)):
        with pytest.raises(NoAnswerError):
            decode_reply(raw[:cut], "zstd")


# --- the network ---


@pytest.mark.parametrize("reply", ["none", "reset", "half"])
def test_a_lost_reply_is_unknown_and_asking_again_brings_the_same(
    asker: Asker, centre: FakeCentre, reply: str
) -> None:
    centre.change_reactions.append(Reaction(reply=reply))
    assert asker.ask().kind is FetchKind.UNKNOWN
    again = asker.ask().page
    assert again is not None
    assert len(again.changes) == 5


def test_no_cut_of_a_reply_is_a_page(far: Asker, proxy: FaultyProxy, centre: FakeCentre) -> None:
    centre.changes.put(Stream.PRICES, "item-0", {"price": "0.75"})
    for limit in range(0, 480, 23):
        proxy.cut_reply_after = limit
        assert far.ask().page is None, f"cut after {limit} bytes"
    proxy.cut_reply_after = None
    assert far.ask().page is not None


def test_a_black_hole_ends_at_the_limit_and_tells_the_stall_before(
    far: Asker, proxy: FaultyProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "REQUEST_S", 0.4)
    monkeypatch.setattr(deadline, "STALL_S", 0.1)
    assert far.ask().kind is FetchKind.PAGE
    proxy.weather = Weather.BLACK_HOLE
    started = time.monotonic()
    fetched = far.ask()
    assert (fetched.kind, fetched.code) == (FetchKind.UNKNOWN, "timeout")
    assert time.monotonic() - started < 3
    assert len(far.stalls) == 1


def test_the_digest_is_over_what_was_decoded(asker: Asker, centre: FakeCentre) -> None:
    centre.reply_codings = ("zstd",)
    answer = asker.client.send("GET", f"{changes.CHANGES_PATH}/prices?limit=200")
    assert answer.headers["content-encoding"] == "zstd"
    assert answer.headers[DIGEST_HEADER.lower()] == hashlib.sha256(answer.body).hexdigest()
