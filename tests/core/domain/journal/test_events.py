from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.journal.events import (
    MAX_PAYLOAD_BYTES,
    Event,
    EventContext,
    EventKind,
    PayloadError,
    decode_event,
    encode_event,
    format_time,
    parse_time,
)

texts = st.text(st.characters(codec="utf-8"), max_size=30)
ids = st.uuids().map(str)
numbers = st.integers(-(2**53), 2**53)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
START = datetime(2000, 1, 1, tzinfo=timezone(timedelta(hours=-5)))
moments = st.integers(0, 10**13).map(lambda ms: START + timedelta(milliseconds=ms % 3_155_760_000_000))
contexts = st.builds(
    EventContext,
    terminal_id=ids,
    local_id=ids,
    boot_id=ids,
    occurred_at=moments,
    mono_us=st.integers(0, 2**60),
    offset_ms=st.none() | numbers,
    offset_err_ms=st.none() | numbers,
    business_date=st.none() | st.dates().map(str),
    shift_id=st.none() | ids,
    cashier_id=st.none() | ids,
    approver_id=st.none() | ids,
    training=st.booleans(),
    cites=st.dictionaries(texts, st.integers(0, 10**9), max_size=4),
)
events = st.builds(
    Event,
    event_id=ids,
    epoch=st.integers(1, 10**6),
    seq=st.integers(1, 10**9),
    kind=st.sampled_from([kind.value for kind in EventKind]),
    context=contexts,
    data=st.dictionaries(texts, values, max_size=5),
    cause_id=st.none() | ids,
    schema=st.integers(1, 9),
)


def _event(**data: Any) -> Event:
    context = EventContext("t", "l", "b", datetime(2026, 11, 24, 15, 4, 7, 120_000, UTC), 5)
    return Event("e", 3, 1042, EventKind.LOGOUT, context, data)


@given(events)
def test_an_event_survives_its_bytes(event: Event) -> None:
    payload = encode_event(event)
    back = decode_event(payload)
    assert back == event
    assert encode_event(back) == payload


def test_the_payload_is_compact_and_keeps_its_letters() -> None:
    payload = encode_event(_event(name="Piña"))
    assert '"data":{"name":"Piña"}'.encode() in payload
    assert b": " not in payload
    assert b'"occurred_at":"2026-11-24T15:04:07.120Z"' in payload


def test_fields_of_a_later_version_inside_data_are_kept() -> None:
    assert decode_event(encode_event(_event(new={"deep": [1]}))).data == {"new": {"deep": [1]}}


@pytest.mark.parametrize("data", [{"name": "\ud800"}, {"x": float("nan")}, {"x": object()}, {"x": b"y"}])
def test_what_is_no_json_is_never_stored(data: dict[str, Any]) -> None:
    with pytest.raises(PayloadError):
        encode_event(_event(**data))


def test_an_event_has_a_largest_size() -> None:
    with pytest.raises(PayloadError, match="large"):
        encode_event(_event(note="x" * MAX_PAYLOAD_BYTES))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("v", 2),
        ("event_id", 7),
        ("epoch", "3"),
        ("seq", True),
        ("kind", None),
        ("occurred_at", "yesterday"),
        ("occurred_at", "2026-11-24T15:04:07"),
        ("mono_us", 1.5),
        ("offset_ms", "0"),
        ("training", 0),
        ("cites", {"prices": "x"}),
        ("cites", 5),
        ("data", []),
        ("schema", None),
    ],
)
def test_a_mistyped_field_is_refused(field: str, value: Any) -> None:
    body = json.loads(encode_event(_event()))
    body[field] = value
    with pytest.raises(PayloadError):
        decode_event(json.dumps(body).encode())


@pytest.mark.parametrize("payload", [b"", b"\xff", b"[]", b"{}", b"nul", b"[" * 100_000, b'{"v":1}'])
def test_what_is_no_payload_is_refused(payload: bytes) -> None:
    with pytest.raises(PayloadError):
        decode_event(payload)


@given(st.binary(max_size=200))
def test_any_bytes_are_an_event_or_a_refusal(payload: bytes) -> None:
    with pytest.raises(PayloadError):
        decode_event(payload)


@given(moments)
def test_times_are_utc_with_milliseconds(moment: datetime) -> None:
    text = format_time(moment)
    assert text.endswith("Z")
    assert parse_time(text) == moment
