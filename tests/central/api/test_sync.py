from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
import zstandard

from core.contract.sync import BATCH_RESPONSE, reply_from_wire
from core.domain.outbox import ItemStatus
from tests.central.api.conftest import API, Api
from tests.central.world import fresh_id
from tests.strictness import ExpectedLogs


def code(response: Any) -> tuple[int, str]:
    assert response.headers["content-type"].startswith("application/problem+json")
    body = response.json()
    assert body["type"] == f"urn:cuadre:problem:{body['code']}"
    assert body["request_id"] == response.headers["x-request-id"]
    return response.status_code, body["code"]


@pytest.mark.parametrize("coding", ["zstd", "gzip", "identity"])
async def test_a_batch_is_taken_in_each_encoding(api: Api, coding: str) -> None:
    api.world.till.sale()
    raw = json.dumps(api.world.till.batch()).encode()
    packed = {"zstd": zstandard.compress(raw, 1), "gzip": gzip.compress(raw, 1), "identity": raw}[coding]
    response = await api.client.post(
        f"{API}/sync/batches",
        content=packed,
        headers={
            **api.token(api.world.till.principal),
            "content-encoding": coding,
            "content-type": "application/json",
        },
    )
    assert response.status_code == 200
    reply = reply_from_wire(BATCH_RESPONSE.validate_json(response.content), 1)
    assert [result.status for result in reply.results] == [ItemStatus.ACCEPTED]
    assert reply.current.high_water is not None
    assert reply.current.high_water.hash == api.world.till.head.hex()


async def test_the_reply_has_the_shape_of_the_contract_and_nothing_more(api: Api) -> None:
    api.world.till.sale()
    body = (await api.push()).json()
    assert set(body) == {
        *("protocol", "batch_id", "server_time", "config_version", "results", "high_water"),
        *("durable_seq", "gaps", "series"),
    }
    assert set(body["results"][0]) == {"event_id", "epoch", "seq", "status", "central_id"}
    assert body["durable_seq"] is None
    assert body["server_time"] == "2026-11-24T15:00:00.000Z"


async def test_unknown_encodings_are_told_what_is_taken(api: Api) -> None:
    api.world.till.sale()
    response = await api.push(headers={"content-encoding": "br"})
    assert code(response) == (415, "UNSUPPORTED_ENCODING")
    assert response.headers["accept-encoding"] == "zstd, gzip, identity"


@pytest.mark.parametrize("coding", ["zstd", "gzip"])
async def test_a_decompression_bomb_is_refused_before_it_inflates(api: Api, coding: str) -> None:
    bomb = b"0" * 300_000_000
    packed = zstandard.compress(bomb, 3) if coding == "zstd" else gzip.compress(bomb, 9)
    assert len(packed) < 1_000_000
    headers = {"content-encoding": coding, "content-type": "application/json"}
    response = await api.client.post(
        f"{API}/sync/batches", content=packed, headers={**api.token(api.world.till.principal), **headers}
    )
    assert code(response) == (413, "BATCH_TOO_LARGE")


@pytest.mark.parametrize("coding", ["zstd", "gzip"])
@pytest.mark.parametrize("damage", [b"", b"garbage", b"\x28\xb5\x2f\xfd\x00", b"\x1f\x8b\x08\x00\x00"])
async def test_damaged_compression_is_a_bad_request(api: Api, coding: str, damage: bytes) -> None:
    response = await api.client.post(
        f"{API}/sync/batches",
        content=damage,
        headers={
            **api.token(api.world.till.principal),
            "content-encoding": coding,
            "content-type": "application/json",
        },
    )
    assert code(response)[0] == 400


async def test_more_than_fifty_items_or_half_a_mebibyte_is_too_large(api: Api) -> None:
    for _ in range(51):
        api.world.till.event("logout", {})
    assert code(await api.push()) == (413, "BATCH_TOO_LARGE")
    api.world.till.events.clear()
    for _ in range(3):
        api.world.till.event("logout", {"pad": "x" * 200_000})
    assert code(await api.push()) == (413, "BATCH_TOO_LARGE")
    body = {"pad": "x" * 1_100_000}
    assert code(await api.push(body)) == (413, "BODY_TOO_LARGE")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", (400, "BAD_REQUEST")),
        (b"{", (400, "BAD_REQUEST")),
        (b"\xff\xfe{}", (400, "BAD_REQUEST")),
        (b"[]", (422, "INVALID")),
        (b'{"protocol":1}', (422, "INVALID")),
        (b'{"a":"\xc3\x28"}', (400, "BAD_REQUEST")),
    ],
)
async def test_what_is_no_batch_is_refused_without_an_echo(
    api: Api, content: bytes, expected: tuple[int, str]
) -> None:
    headers = {**api.token(api.world.till.principal), "content-type": "application/json"}
    response = await api.client.post(f"{API}/sync/batches", content=content, headers=headers)
    assert code(response) == expected


async def test_a_refused_field_is_named_but_its_value_is_not(api: Api) -> None:
    api.world.till.sale()
    response = await api.push(api.world.till.batch(batch_id="4111111111111111"))
    assert code(response) == (422, "INVALID")
    assert [error["path"] for error in response.json()["errors"]] == ["batch_id"]
    assert "4111111111111111" not in response.text


async def test_other_content_types_are_refused(api: Api) -> None:
    response = await api.client.post(
        f"{API}/sync/batches", data={"a": "b"}, headers=api.token(api.world.till.principal)
    )
    assert code(response) == (415, "UNSUPPORTED_MEDIA_TYPE")


async def test_without_a_token_or_with_a_late_or_foreign_one_nothing_is_stored(api: Api) -> None:
    till, clock = api.world.till, api.world.clock
    till.sale()
    url, body = f"{API}/sync/batches", till.batch()
    assert code(await api.client.post(url, json=body)) == (401, "UNAUTHENTICATED")
    late = api.token(till.principal)
    clock.forward(901)
    expired = await api.client.post(url, json=body, headers=late)
    assert code(expired) == (401, "TOKEN_EXPIRED")
    assert expired.json()["server_time"] == "2026-11-24T15:15:01.000Z"
    for text in ("Bearer ", "Bearer x.y.z", "Basic eDp5", f"{late['Authorization']}x"):
        headers = {"Authorization": text}
        assert (await api.client.post(url, json=body, headers=headers)).status_code == 401
    assert code(await api.client.post(url, json=body, headers=api.person("cashier"))) == (403, "FORBIDDEN")
    assert await api.world.count("sync_inbox") == 0


async def test_another_terminals_body_is_a_tenant_mismatch(api: Api) -> None:
    api.world.till.sale()
    response = await api.push(api.world.till.batch(), till=api.world.stranger)
    assert code(response) == (403, "TENANT_MISMATCH")


async def test_a_disabled_terminal_is_told(api: Api) -> None:
    await api.world.execute("UPDATE pos.terminals SET status = 'disabled'")
    api.world.till.sale()
    assert code(await api.push()) == (403, "TERMINAL_DISABLED")


async def test_an_unknown_protocol_asks_for_an_update(api: Api) -> None:
    api.world.till.sale()
    assert code(await api.push(api.world.till.batch(protocol=2))) == (426, "UPGRADE_REQUIRED")


async def test_a_commit_that_fails_is_no_success(api: Api, expected_logs: ExpectedLogs) -> None:
    """Gotcha A: a deferred constraint fails at COMMIT, after every statement went well."""
    await api.world.execute(
        "CREATE FUNCTION pos.fail() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE unique_violation USING MESSAGE = 'deferred'; END $$;"
        "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON pos.sync_inbox DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW EXECUTE FUNCTION pos.fail()"
    )
    api.world.till.sale()
    response = await api.push()
    assert response.status_code == 503
    assert await api.world.count("sync_inbox") == 0


async def test_status_and_single_events_tell_what_is_held(api: Api) -> None:
    till = api.world.till
    items = [till.sale() for _ in range(4)]
    await api.push(till.batch([items[0], items[3]]))
    headers = api.token(till.principal)
    status = (await api.client.get(f"{API}/sync/status", headers=headers)).json()
    assert (status["high_water"]["seq"], status["gaps"], status["series"]) == (4, [[2, 3]], {till.series: 4})
    assert status["encodings"] == ["zstd", "gzip", "identity"]
    event = await api.client.get(f"{API}/sync/events/{items[0]['event_id']}", headers=headers)
    assert (event.json()["status"], event.json()["seq"]) == ("duplicate", 1)
    for path, asker in (
        (items[1]["event_id"], headers),
        (items[0]["event_id"], api.token(api.world.stranger.principal)),
        (fresh_id(), headers),
    ):
        assert code(await api.client.get(f"{API}/sync/events/{path}", headers=asker)) == (404, "NOT_FOUND")
    assert code(await api.client.get(f"{API}/sync/events/x", headers=headers)) == (422, "INVALID")


async def test_an_unexpected_failure_is_a_logged_problem(
    api: Api, expected_logs: ExpectedLogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def explode(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(type(api.services.sync), "sync_offline_transactions", explode)
    api.world.till.sale()
    expected_logs.expect("request failed")
    response = await api.push(headers={"x-request-id": "abc-1"})
    assert code(response) == (500, "INTERNAL")
    assert response.headers["x-request-id"] == "abc-1"
    assert "boom" not in response.text


async def test_words_follow_the_language(api: Api) -> None:
    spanish = await api.client.get(f"{API}/sync/status")
    english = await api.client.get(f"{API}/sync/status", headers={"accept-language": "en-GB,en;q=0.8"})
    assert (spanish.json()["detail"], english.json()["detail"]) == (
        "Falta un token válido.",
        "A valid token is missing.",
    )
    assert code(await api.client.get("/nowhere")) == (404, "NOT_FOUND")
    assert code(await api.client.delete("/health/live")) == (405, "METHOD_NOT_ALLOWED")
