"""Wrong programs die by an invariant of the simulation, within a few seeds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.counts import COUNTED
from tests.mutants.__main__ import by_simulation
from tests.mutants.mutant import BySimulation, Mutant
from tests.mutants.registry import MUTANTS
from tests.simulation.run import simulate
from tests.strictness import ExpectedLogs

pytestmark = pytest.mark.no_cover
OWN = [mutant for mutant in MUTANTS if isinstance(mutant.killer, BySimulation)]


@pytest.fixture(autouse=True)
def _faults_are_logged(expected_logs: ExpectedLogs) -> None:
    expected_logs.allow("sending to the centre rests|an event is set aside")


@pytest.mark.parametrize("mutant", OWN, ids=lambda mutant: str(mutant.id))
def test_an_invariant_kills(mutant: Mutant, record_property: Callable[[str, object], None]) -> None:
    """A harness that cannot fail proves nothing."""
    assert isinstance(mutant.killer, BySimulation)
    result = by_simulation(mutant, mutant.killer)
    assert result.killer in mutant.killer.invariants, result.note
    assert result.ran > 0
    record_property(f"{COUNTED}mutants killed", 1)


def test_the_seed_that_kills_most_is_sound_without_a_mutant() -> None:
    assert {mutant.killer.rates is None for mutant in OWN if isinstance(mutant.killer, BySimulation)}
    assert simulate(1, tills=1, hours=1.5, plan=BySimulation(frozenset()).plan(1)).violation is None
