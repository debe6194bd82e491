"""Hash chain across what is held and what is new (sync.md E5, C2): pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

Place = tuple[int, int]
"""(epoch, seq) in the stream of one terminal."""


@dataclass(frozen=True, slots=True)
class Link:
    """One held event as the chain sees it."""

    event_id: str
    epoch: int
    seq: int
    prev_hash: bytes
    hash: bytes


def missing_neighbours(fresh: Iterable[Link]) -> list[Place]:
    """Places next to fresh events that are not fresh themselves: what must be read to check the links."""
    places = {(link.epoch, link.seq) for link in fresh}
    around = {(epoch, seq + step) for epoch, seq in places for step in (-1, 1) if seq + step >= 1}
    return sorted(around - places)


def broken_links(
    fresh: Iterable[Link], held: Iterable[Link], genesis: Callable[[int], bytes | None]
) -> list[Link]:
    """Events whose ``prev_hash`` is not the hash of the event before them.

    Args:
        fresh: Stored by this batch.
        held: The neighbours among what was held before.
        genesis: First ``prev_hash`` of an epoch; None when the centre knows no nonce for it.

    Returns:
        Broken ones, fresh or held before (a late event may not fit its successor), in stream order.
        A place whose predecessor is not held yet is judged when the gap closes.
    """
    chain: dict[Place, Link] = {(link.epoch, link.seq): link for link in held}
    new = {(link.epoch, link.seq): link for link in fresh}
    chain.update(new)
    broken: list[Link] = []
    for place in sorted(chain):
        link = chain[place]
        before = (link.epoch, link.seq - 1)
        if place not in new and before not in new:
            continue
        expected = _expected(chain, before, genesis)
        if expected is not None and expected != link.prev_hash:
            broken.append(link)
    return broken


def _expected(
    chain: Mapping[Place, Link], before: Place, genesis: Callable[[int], bytes | None]
) -> bytes | None:
    if before[1] == 0:
        return genesis(before[0])
    link = chain.get(before)
    return None if link is None else link.hash


def advance(contiguous: int, high: int, seqs: Iterable[int]) -> int | None:
    """New contiguous seq when it follows from these fresh ones alone, else None (it must be searched).

    Args:
        contiguous: Every seq up to here was held before.
        high: Highest seq held before.
        seqs: Fresh seqs of the same epoch.
    """
    if high > contiguous:
        return None
    reached = contiguous
    for seq in sorted(seqs):
        if seq != reached + 1:
            break
        reached = seq
    return reached
