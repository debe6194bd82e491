"""Batch and reply on the wire (sync.md U3, U4)."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from core.contract.sync import (
    BATCH_REQUEST,
    BATCH_RESPONSE,
    BatchResponse,
    HeadModel,
    OlderEpoch,
    ResultModel,
    batch_to_wire,
    reply_from_wire,
    request_bytes,
    response_bytes,
)
from core.domain.outbox import Batch, ItemStatus, OutboxItem, StreamPlace
from tests.central.world import START, fresh_id

HASH = "ab" * 32


@given(st.text(max_size=200).filter(lambda text: text.encode("utf-8", "ignore").decode() == text))
def test_a_payload_travels_byte_for_byte(payload: str) -> None:
    item = OutboxItem(fresh_id(), 3, 7, HASH, HASH, payload)
    batch = Batch(fresh_id(), fresh_id(), fresh_id(), 3, StreamPlace(3, 7, HASH), (item,))
    wire = request_bytes(batch_to_wire(batch, 1_800_000_000_123, -240, 35))
    read = BATCH_REQUEST.validate_json(wire)
    assert read.items[0].payload == payload
    assert (read.epoch, read.head.seq, read.offset_ms) == (3, 7, -240)
    assert json.loads(wire)["sent_at"] == "2027-01-15T08:00:00.123Z"


def test_a_reply_says_only_what_there_is_and_reads_back() -> None:
    event, review = fresh_id(), fresh_id()
    response = BatchResponse(
        protocol=1,
        batch_id=fresh_id(),
        server_time=START,
        config_version=212,
        results=[
            ResultModel(event_id=event, epoch=3, seq=1, status="review", code="DUP_NUMBER", review_id=review)
        ],
        high_water=HeadModel(epoch=3, seq=9, hash=HASH),
        gaps=[(2, 4)],
        series={"0001": 5},
        older=[OlderEpoch(epoch=2, high_water=HeadModel(epoch=2, seq=1, hash=HASH))],
    )
    body = json.loads(response_bytes(response))
    assert body["results"] == [
        {
            "event_id": event,
            "epoch": 3,
            "seq": 1,
            "status": "review",
            "code": "DUP_NUMBER",
            "review_id": review,
        }
    ]
    assert body["durable_seq"] is None
    reply = reply_from_wire(BATCH_RESPONSE.validate_json(response_bytes(response)), 3)
    assert reply.results[0].status is ItemStatus.REVIEW
    assert reply.current.gaps == ((2, 4),)
    assert reply.older[0].high_water == StreamPlace(2, 1, HASH)


def test_a_batch_holds_one_to_fifty_items() -> None:
    item = {"event_id": fresh_id(), "epoch": 1, "seq": 1, "prev_hash": HASH, "hash": HASH, "payload": ""}
    body = {
        "protocol": 1,
        "batch_id": fresh_id(),
        "terminal_id": fresh_id(),
        "epoch": 1,
        "boot_id": fresh_id(),
        "sent_at": "2026-11-24T15:00:00Z",
        "head": {"epoch": 1, "seq": 1, "hash": HASH},
    }
    BATCH_REQUEST.validate_python({**body, "items": [item] * 50})
    for count in (0, 51):
        with pytest.raises(ValidationError):
            BATCH_REQUEST.validate_python({**body, "items": [item] * count})
