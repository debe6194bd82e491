"""What a mutant is and what may kill it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from tests.mutants.change import Edit
from tests.simulation.faults import Plan

Area = Literal["store", "journals", "upload", "ingest", "pull and clock", "security and numbers"]
AREAS: Final[tuple[Area, ...]] = (
    "store",
    "journals",
    "upload",
    "ingest",
    "pull and clock",
    "security and numbers",
)


@dataclass(frozen=True, slots=True)
class BySimulation:
    """An invariant of the simulation, within a few seeds.

    Attributes:
        invariants: Any of these.
        rates: Its faults where not all shall strike.
        seeds: How many it may survive before it counts as a survivor.
    """

    invariants: frozenset[str]
    rates: Mapping[str, float] | None = None
    seeds: int = 5
    tills: int = 1
    hours: float = 1.5

    def plan(self, seed: int) -> Plan:
        """The faults under which it shall die."""
        return Plan.hostile(seed) if self.rates is None else Plan.only(seed, **self.rates)


@dataclass(frozen=True, slots=True)
class ByTests:
    """An assertion of a named test.

    Attributes:
        nodes: ``file::test``; with or without its parameters.
    """

    nodes: tuple[str, ...]

    def names(self, nodeid: str) -> bool:
        """Whether this is one of them."""
        return nodeid in self.nodes or nodeid.partition("[")[0] in self.nodes


@dataclass(frozen=True, slots=True)
class Mutant:
    """One small wrong change.

    Attributes:
        id: Of faults.md section 6; a letter behind it for the same fault at another place.
        says: What is wrong, in one sentence.
        alone: Runs in a process of its own: it changes what a session makes once, fixtures or what is kept.
    """

    id: str
    area: Area
    says: str
    edits: tuple[Edit, ...]
    killer: BySimulation | ByTests
    alone: bool = field(default=False)
