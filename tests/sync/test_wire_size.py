"""Bytes on the wire are a count, so they are an ordinary test (performance.md sections 1 and 3)."""

from __future__ import annotations

import gzip
import json
from random import Random

import pytest
import zstandard

from core.contract.sync import BATCH_REQUEST, batch_to_wire, request_bytes
from core.domain.outbox import BATCH_BYTES, Batch
from resources.demo.loader import load
from sync.transport.coding import Coding, Compressor, decode_reply
from sync.transport.exchange import NoAnswerError
from tests.fakes.outbox import MemoryOutbox
from tests.sync.support import sale_payload
from tests.sync.virtual import SeededIds, VirtualClock


def batch_of_sales(count: int, seed: int = 1) -> Batch:
    clock, chance, products = VirtualClock(), Random(seed), load().products
    outbox = MemoryOutbox(clock, SeededIds(clock))
    for seq in range(1, count + 1):
        payload = sale_payload(products, chance, seq=seq).decode()
        outbox.append(payload, json.loads(payload)["event_id"])
    batch = outbox.take(count, BATCH_BYTES)
    assert batch is not None
    return batch


def wire(batch: Batch) -> bytes:
    return request_bytes(batch_to_wire(batch, 1_795_532_400_000, -240, 35))


@pytest.mark.parametrize(("coding", "limit"), [(Coding.ZSTD, 700), (Coding.GZIP, 950)])
def test_a_ten_line_sale_in_a_full_batch_keeps_to_its_bytes(coding: Coding, limit: int) -> None:
    """Variants drawn uniformly from the demo shop: the worst day a shop can have."""
    compressor = Compressor()
    per_sale = [len(compressor.encode(wire(batch_of_sales(50, seed)), coding)) / 50 for seed in range(5)]
    assert max(per_sale) <= limit, per_sale


def test_fifty_sales_of_ten_lines_fit_one_batch() -> None:
    assert len(batch_of_sales(50).items) == 50


@pytest.mark.parametrize("coding", list(Coding))
def test_compression_gives_the_stored_bytes_back(coding: Coding) -> None:
    batch = batch_of_sales(5)
    packed = Compressor().encode(wire(batch), coding)
    match coding:
        case Coding.ZSTD:
            body = zstandard.ZstdDecompressor().decompress(packed)
        case Coding.GZIP:
            body = gzip.decompress(packed)
        case _:
            body = packed
    request = BATCH_REQUEST.validate_json(body)
    assert [item.payload for item in request.items] == [item.payload for item in batch.items]


def test_the_codings_are_tried_in_their_order() -> None:
    assert (Coding.ZSTD.next(), Coding.GZIP.next(), Coding.IDENTITY.next()) == (
        Coding.GZIP,
        Coding.IDENTITY,
        None,
    )


def test_a_small_reply_that_swells_is_refused_before_it_does() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    with pytest.raises(NoAnswerError, match="reply_too_large"):
        decode_reply(bomb, "gzip")


@pytest.mark.parametrize("raw", [b"", b"not gzip", gzip.compress(b"x" * 1000, mtime=0)[:-9]])
def test_a_torn_gzip_is_no_reply(raw: bytes) -> None:
    with pytest.raises(NoAnswerError, match="truncated"):
        decode_reply(raw, "gzip")


def test_a_coding_nobody_asked_for_is_no_reply() -> None:
    with pytest.raises(NoAnswerError, match="reply_encoding"):
        decode_reply(b"x", "br")
