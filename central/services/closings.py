"""A Z held against what the centre has of its shift (sync.md U9): pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.domain.money import from_cents


@dataclass(frozen=True, slots=True)
class Counted:
    """Events of a shift as one side counts them.

    Attributes:
        events: How many places it has of them.
        head: Hash of the last one, None when it is not there.
        kinds: Events by kind; those whose kind cannot be read are counted as ``?``.
        tenders: Cents by tender.
    """

    events: int
    head: bytes | None
    kinds: Mapping[str, int]
    tenders: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class NumberGap:
    """Numbers of a series, both ends included, that no document of the till has."""

    series: str
    first: int
    last: int

    @property
    def params(self) -> dict[str, Any]:
        """Of a ``NUMBER_GAP``."""
        return {"series": self.series, "first": self.first, "last": self.last}


@dataclass(frozen=True, slots=True)
class ZView:
    """What the till says, and what is here.

    Attributes:
        gaps: Holes in its numbers up to this Z; none are told while a document of it cannot be read.
    """

    number: int
    received_at: datetime
    said: Counted
    held: Counted
    gaps: tuple[NumberGap, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every place of the shift is held."""
        return self.held.events == self.said.events


def mismatch(view: ZView) -> dict[str, Any] | None:
    """Parameters of a ``Z_MISMATCH``; None where both sides agree."""
    found: dict[str, Any] = {}
    if not view.complete:
        found["missing"] = view.said.events - view.held.events
    if view.said.head != view.held.head:
        found["head"] = False
    kinds = _differing(view.said.kinds, view.held.kinds)
    if kinds:
        found["counts"] = {kind: {"till": till, "centre": centre} for kind, (till, centre) in kinds.items()}
    tenders = _differing(view.said.tenders, view.held.tenders)
    if tenders:
        found["tenders"] = {
            method: {"till": str(from_cents(till)), "centre": str(from_cents(centre))}
            for method, (till, centre) in tenders.items()
        }
    return {"number": view.number, **found} if found else None


def _differing(till: Mapping[str, int], centre: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    names = sorted({*till, *centre})
    pairs = {name: (till.get(name, 0), centre.get(name, 0)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
