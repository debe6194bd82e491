"""The transport over real HTTP: what goes over the wire, and what counts as an answer (sync.md U2 to U6)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from core.domain.outbox import ItemStatus
from core.ports.transport import OutcomeKind
from sync.transport.exchange import Answer, retry_after_s
from sync.transport.http import HttpTransport
from tests.fakes.centre import FakeCentre, Reaction, page, problem
from tests.sync.conftest import FixedToken, Till


def test_stored_bytes_arrive_as_they_are(till: Till, centre: FakeCentre) -> None:
    batch = till.batch(3)
    outcome = till.push(batch)
    assert outcome.kind is OutcomeKind.ANSWERED
    assert outcome.reply is not None
    assert [(result.event_id, result.status) for result in outcome.reply.results] == [
        (item.event_id, ItemStatus.ACCEPTED) for item in batch.items
    ]
    assert outcome.reply.current.high_water is not None
    assert outcome.reply.current.high_water.hash == batch.items[-1].hash
    assert list(centre.events) == [item.event_id for item in batch.items]


def test_one_connection_serves_batches_probes_and_all(till: Till, centre: FakeCentre) -> None:
    for _ in range(20):
        assert till.push(till.batch(1)).kind is OutcomeKind.ANSWERED
        assert till.transport.live().alive
    assert centre.connections == 1


def test_batches_travel_as_zstd(till: Till, centre: FakeCentre) -> None:
    till.push(till.batch(50))
    received = centre.requests[0]
    assert received.encoding == "zstd"
    assert received.wire_bytes < received.json_bytes / 2


@pytest.mark.parametrize(
    ("codings", "used"), [(("gzip", ""), "gzip"), (("",), ""), (("zstd", "gzip", ""), "zstd")]
)
def test_a_centre_that_lacks_a_coding_gets_the_next_one_for_good(
    till: Till, centre: FakeCentre, codings: tuple[str, ...], used: str
) -> None:
    centre.codings = codings
    for _ in range(2):
        assert till.push(till.batch(2)).kind is OutcomeKind.ANSWERED
    assert [request.encoding for request in centre.requests] == [used, used]


def test_a_centre_that_takes_no_coding_at_all_is_not_ours(till: Till, centre: FakeCentre) -> None:
    centre.codings = ()
    assert till.push(till.batch(1)).kind is OutcomeKind.NOT_OURS


def test_the_token_travels_in_the_header_only(till: Till, centre: FakeCentre) -> None:
    centre.tokens_needed = True
    assert till.push(till.batch(1)).kind is OutcomeKind.AUTH
    centre.tokens.access.add("access")
    assert till.push(till.take()).kind is OutcomeKind.ANSWERED


def test_the_same_batch_again_is_a_duplicate_not_a_second_sale(till: Till, centre: FakeCentre) -> None:
    batch = till.batch(2)
    till.push(batch)
    outcome = till.push(batch)
    assert outcome.reply is not None
    assert {result.status for result in outcome.reply.results} == {ItemStatus.DUPLICATE}
    assert len(centre.events) == 2


# --- what is not an answer ---


@pytest.mark.parametrize(
    ("reaction", "kind"),
    [
        (page(200), OutcomeKind.NOT_OURS),
        (page(302, Location="http://portal.example/"), OutcomeKind.NOT_OURS),
        (page(307, Location="/api/v1/pos/sync/batches"), OutcomeKind.NOT_OURS),
        (page(204), OutcomeKind.NOT_OURS),
        (page(401), OutcomeKind.NOT_OURS),
        (page(403), OutcomeKind.NOT_OURS),
        (page(404), OutcomeKind.NOT_OURS),
        (page(407), OutcomeKind.NOT_OURS),
        (page(413), OutcomeKind.TOO_LARGE),
        (page(426), OutcomeKind.NOT_OURS),
        (page(429), OutcomeKind.BUSY),
        (page(408), OutcomeKind.UNKNOWN),
        (page(425), OutcomeKind.UNKNOWN),
        (page(500), OutcomeKind.UNKNOWN),
        (page(502), OutcomeKind.UNKNOWN),
        (page(503), OutcomeKind.BUSY),
        (problem(400, "BAD_REQUEST"), OutcomeKind.BAD_BATCH),
        (problem(401, "TOKEN_EXPIRED"), OutcomeKind.AUTH),
        (problem(401, "WHO_KNOWS"), OutcomeKind.NOT_OURS),
        (problem(403, "TERMINAL_DISABLED"), OutcomeKind.FORBIDDEN),
        (problem(403, "TENANT_MISMATCH"), OutcomeKind.FORBIDDEN),
        (problem(403, "FORBIDDEN"), OutcomeKind.NOT_OURS),
        (problem(404, "NOT_FOUND"), OutcomeKind.NOT_OURS),
        (problem(413, "BATCH_TOO_LARGE"), OutcomeKind.TOO_LARGE),
        (problem(422, "INVALID"), OutcomeKind.BAD_BATCH),
        (problem(426, "UPGRADE_REQUIRED"), OutcomeKind.UPGRADE),
    ],
)
def test_every_status_means_what_the_table_says(
    till: Till, centre: FakeCentre, reaction: Reaction, kind: OutcomeKind
) -> None:
    centre.reactions.append(reaction)
    outcome = till.push(till.batch(2))
    assert (outcome.kind, outcome.reply) == (kind, None)


def test_a_problem_of_somebody_else_s_is_not_ours(till: Till, centre: FakeCentre) -> None:
    theirs = problem(401, "TOKEN_EXPIRED").answer
    assert theirs is not None
    status, kind, body, headers = theirs
    foreign = body.replace(b"urn:cuadre:problem:", b"https://proxy.example/")
    centre.reactions.append(Reaction(store=False, answer=(status, kind, foreign, headers)))
    assert till.push(till.batch(1)).kind is OutcomeKind.NOT_OURS


def test_a_redirect_is_not_followed(till: Till, centre: FakeCentre) -> None:
    centre.reactions.append(page(307, Location=f"{centre.url}/api/v1/pos/sync/batches"))
    till.push(till.batch(1))
    assert len(centre.requests) == 1
    assert centre.events == {}


Json = dict[str, Any]


def swap(**changes: Any) -> Callable[[Json], Json]:
    return lambda reply: {**reply, **changes}


def with_results(
    change: Callable[[list[dict[str, Any]]], object],
) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def changed(reply: dict[str, Any]) -> dict[str, Any]:
        return {**reply, "results": change(reply["results"])}

    return changed


STRANGER = "0198f0c0-dead-7000-8000-00000000beef"


@pytest.mark.parametrize(
    "change",
    [
        swap(batch_id=STRANGER),
        swap(batch_id="another"),
        swap(protocol=2),
        swap(protocol="one"),
        swap(server_time="soon"),
        swap(results=None),
        swap(high_water={"epoch": 1, "seq": 3, "hash": "xyz"}),
        with_results(lambda results: [{**results[0], "status": "rejected"}]),
        with_results(lambda results: [{**results[0], "event_id": STRANGER}]),
        with_results(lambda results: [{**results[0], "seq": 99}]),
        with_results(lambda results: [results[0], results[0]]),
        lambda _reply: {"ok": True},
    ],
)
def test_a_reply_that_does_not_speak_of_this_batch_is_never_an_ack(
    till: Till, centre: FakeCentre, change: Callable[[Json], Json]
) -> None:
    centre.reactions.append(Reaction(change=change))
    outcome = till.push(till.batch(3))
    assert (outcome.kind, outcome.reply) == (OutcomeKind.NOT_OURS, None)


def test_fault_25_a_reply_with_fields_of_a_newer_centre_is_read(till: Till, centre: FakeCentre) -> None:
    centre.reactions.append(Reaction(change=swap(news={"a": 1})))
    assert till.push(till.batch(1)).kind is OutcomeKind.ANSWERED


def test_an_older_epoch_s_state_is_read(till: Till, centre: FakeCentre) -> None:
    older = [{"epoch": 1, "high_water": None, "durable_seq": None, "gaps": [[2, 5]]}]
    centre.reactions.append(Reaction(change=swap(older=older, series={"0001": 122}, durable_seq=2)))
    reply = till.push(till.batch(1)).reply
    assert reply is not None
    assert reply.older[0].gaps == ((2, 5),)
    assert (reply.series, reply.current.durable_seq) == ({"0001": 122}, 2)


def test_a_reply_that_swells_is_refused(till: Till, centre: FakeCentre) -> None:
    centre.reactions.append(Reaction(change=swap(padding="0" * 3_000_000)))
    outcome = till.push(till.batch(1))
    assert (outcome.kind, outcome.code) == (OutcomeKind.UNKNOWN, "reply_too_large")
    assert till.push(till.take()).kind is OutcomeKind.ANSWERED


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "600"}, 600.0),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "soon"}, None),
        ({}, None),
        (
            {"retry-after": "Tue, 24 Nov 2026 15:05:00 GMT", "date": "Tue, 24 Nov 2026 15:04:00 GMT"},
            60.0,
        ),
        ({"retry-after": "Tue, 24 Nov 2026 15:05:00 GMT"}, None),
    ],
)
def test_retry_after_is_read_without_trusting_the_till_s_clock(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert retry_after_s(Answer(503, headers, b"")) == seconds


def test_the_server_s_wish_comes_with_the_outcome(till: Till, centre: FakeCentre) -> None:
    centre.reactions.append(problem(503, "RETRY", Retry_After="600"))
    outcome = till.push(till.batch(1))
    assert (outcome.kind, outcome.retry_after_s) == (OutcomeKind.BUSY, 600.0)


# --- liveness ---


def test_only_the_centre_s_own_shape_is_a_sign_of_life(till: Till, centre: FakeCentre) -> None:
    alive = till.transport.live()
    assert alive.alive
    assert alive.server_time_ms is not None
    centre.live = False
    assert not till.transport.live().alive


def test_only_the_centre_itself_says_that_it_can_take_work(till: Till, centre: FakeCentre) -> None:
    assert till.transport.ready()
    centre.live = False
    assert not till.transport.ready()


def test_fault_8_a_portal_s_page_is_no_sign_of_life() -> None:
    class Portal:
        def send(self, *_: object, **__: object) -> Answer:
            return Answer(200, {"content-type": "text/html"}, b"<html>live</html>")

    transport = HttpTransport(Portal(), FixedToken(), close=lambda: None)
    assert not transport.live().alive
    assert not transport.ready()


def test_no_token_shows_in_any_text_form(till: Till, centre: FakeCentre) -> None:
    outcome = till.push(till.batch(1))
    assert "access" not in json.dumps([repr(outcome), repr(till.transport), repr(till.client)])
