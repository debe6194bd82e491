"""Bytes a ten-line sale takes on the wire, in full batches of 50, as the sync worker sends them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

import zstandard

from core.contract.sync import batch_to_wire, request_bytes
from core.domain.catalog import Product
from core.domain.outbox import BATCH_BYTES, BATCH_ITEMS
from resources.demo.loader import load
from sync.transport.coding import Coding, Compressor
from tests.benchmarks.harness import BenchContext, Result, quantile
from tests.fakes.outbox import MemoryOutbox
from tests.sync.support import sale_payload
from tests.sync.virtual import SeededIds, VirtualClock

BATCHES: Final = 5
LINES: Final = 10
SENT_AT_MS: Final = 1_795_532_400_000
POPULAR_ALPHA: Final = 0.6


def run(context: BenchContext) -> Iterator[Result]:
    """Goods drawn uniformly (the worst day) and as shops sell them."""
    del context
    compressor, level1 = Compressor(), zstandard.ZstdCompressor(level=1)
    for draw in ("uniform", "popular"):
        bodies = [body(seed, popular=draw == "popular") for seed in range(BATCHES)]
        plain = _per_sale([len(each) for each in bodies])
        sizes = {
            "zstd": ([len(compressor.encode(each, Coding.ZSTD)) for each in bodies], "value<=700"),
            "gzip": ([len(compressor.encode(each, Coding.GZIP)) for each in bodies], "value<=950"),
            "zstd_level_1": ([len(level1.compress(each)) for each in bodies], None),
            "gzip_level_1": ([len(gzip.compress(each, 1, mtime=0)) for each in bodies], None),
        }
        yield Result(f"wire.json_{draw}", plain, "B", n=BATCHES)
        for name, (values, target) in sizes.items():
            around = {"limit_is": "the JSON itself"}
            yield Result(f"wire.{name}_{draw}", _per_sale(values), "B", plain, target, BATCHES, around)


def body(seed: int, *, popular: bool) -> bytes:
    """The request of one full batch."""
    clock, chance, products = VirtualClock(), Random(seed), load().products
    outbox = MemoryOutbox(clock, SeededIds(clock))
    for seq in range(1, BATCH_ITEMS + 1):
        goods = _popular(products, chance) if popular else products
        payload = sale_payload(goods, chance, seq=seq, lines=LINES).decode()
        outbox.append(payload, json.loads(payload)["event_id"])
    batch = outbox.take(BATCH_ITEMS, BATCH_BYTES)
    assert batch is not None
    return request_bytes(batch_to_wire(batch, SENT_AT_MS, -240, 35))


def _popular(products: Sequence[Product], chance: Random) -> Sequence[Product]:
    """Ten goods by a Pareto law over their rank, no two alike."""
    ranks: dict[int, None] = {}
    while len(ranks) < LINES:
        rank = int((1.0 - chance.random()) ** (-1 / POPULAR_ALPHA)) - 1
        if rank < len(products):
            ranks[rank] = None
    return [products[rank] for rank in ranks]


def _per_sale(sizes: Sequence[int]) -> float:
    return quantile(list(map(float, sizes)), 0.5) / BATCH_ITEMS
