"""What the tests over mutants that tests kill have in common."""

from __future__ import annotations

from tests.mutants.__main__ import run
from tests.mutants.mutant import ByTests, Mutant
from tests.mutants.registry import MUTANTS


def at_the_centre(mutant: Mutant) -> bool:
    """Whether its killer needs a PostgreSQL."""
    return isinstance(mutant.killer, ByTests) and mutant.killer.nodes[0].startswith("tests/central/")


def at_the_till(mutant: Mutant) -> bool:
    """Whether its killer is another test."""
    return isinstance(mutant.killer, ByTests) and not at_the_centre(mutant)


def kill(mutants: list[Mutant]) -> int:
    """How many died; all of them must, and their killers pass without them."""
    results, broken = run(mutants)
    assert not broken
    assert not [f"{result.id}: {result.note}" for result in results if result.killer is None]
    return len(results)


TILL = [mutant for mutant in MUTANTS if at_the_till(mutant)]
CENTRE = [mutant for mutant in MUTANTS if at_the_centre(mutant)]
