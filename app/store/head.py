"""The head of the journal as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """Last event of the journal; ``seq`` 0 and the genesis hash while the epoch is empty."""

    pos: int
    epoch: int
    seq: int
    hash: bytes
