"""Pieces of lines counted into packs, dearest first, without a loop over single pieces.

A line may hold millions of pieces, so alike pieces stay together as a `Run` and alike packs are walked at
once: the work grows with the number of lines, not with quantities.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from core.domain.money import share_units
from core.domain.promotion.pack_terms import Run


def piece_runs(line: int, net_cents: int, pieces: int) -> list[Run]:
    """Pieces of one line with what is still to pay for each, dearest first.

    An amount that earlier promotions lowered is shared equally, so two prices a cent apart at most.
    """
    price, dearer = divmod(net_cents, pieces)
    runs = [Run(price + 1, dearer, line), Run(price, pieces - dearer, line)]
    return runs if dearer else runs[1:]


class Pool:
    """Pieces that can fill one part of a pack, ``size`` of them in each."""

    def __init__(self, runs: Iterable[Run], size: int) -> None:
        self._runs = deque(sorted(runs, key=lambda run: (-run.price_cents, run.line)))
        self._left = sum(run.pieces for run in self._runs)
        self._size = size

    def __bool__(self) -> bool:
        """Whether there is enough for one more pack."""
        return self._left >= self._size

    @property
    def alike(self) -> int:
        """How many packs the dearest run fills alone."""
        return self._runs[0].pieces // self._size

    def take(self, packs: int) -> list[Run]:
        """Take out that many packs and return one of them; more than one only up to `alike`."""
        wanted = self._size * packs
        self._left -= wanted
        pack: list[Run] = []
        while wanted:
            run = self._runs.popleft()
            used = min(wanted, run.pieces)
            if used < run.pieces:
                self._runs.appendleft(run._replace(pieces=run.pieces - used))
            pack.append(run._replace(pieces=used // packs))
            wanted -= used
        return pack


def packs(pools: Sequence[Pool]) -> Iterator[tuple[list[Run], int]]:
    """Full packs, dearest pieces first, each with the number of packs alike; the pools are used up."""
    while pools and all(pools):
        times = max(1, min(pool.alike for pool in pools))
        yield [run for pool in pools for run in pool.take(times)], times


def spread(cents: int, pack: Sequence[Run], *, by_line: bool) -> dict[int, int]:
    """An amount off a pack shared over its lines, by the price of each piece or the amount of each line.

    Returns:
        Cents per line position, lines in order; also a line whose share is nothing.
    """
    parts: dict[int, list[int]] = {}
    for run in sorted(pack, key=lambda run: run.line):
        parts.setdefault(run.line, []).extend([run.price_cents] * run.pieces)
    if by_line:
        parts = {line: [sum(prices)] for line, prices in parts.items()}
    shares = iter(share_units(cents, [price for prices in parts.values() for price in prices]))
    return {line: sum(next(shares) for _ in prices) for line, prices in parts.items()}
