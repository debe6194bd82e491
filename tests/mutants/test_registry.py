"""The registry is whole, follows the code, and what counts as killed is strict."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.mutants.__main__ import BEGIN, DOCS, END, by_simulation, by_tests
from tests.mutants.change import MARK, Edit, StaleEditError, applied
from tests.mutants.mutant import AREAS, BySimulation, ByTests, Mutant
from tests.mutants.registry import MUTANTS

ROOT = Path(__file__).parents[2]
PROTOTYPE = {"M3", "M4", "M19", "M22", "M28", "M30"}
BY_ID = {mutant.id: mutant for mutant in MUTANTS}


def test_every_mutant_of_the_design_is_there_once() -> None:
    assert {f"M{number}" for number in range(1, 51)} <= BY_ID.keys()
    assert len(BY_ID) == len(MUTANTS)
    assert len({mutant.says for mutant in MUTANTS}) == len(MUTANTS)
    assert Counter(mutant.area for mutant in MUTANTS).keys() == set(AREAS)


def test_the_six_of_the_prototype_die_by_an_invariant() -> None:
    assert all(isinstance(BY_ID[name].killer, BySimulation) for name in PROTOTYPE)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: str(mutant.id))
def test_each_change_fits_the_code_of_today(mutant: Mutant) -> None:
    for edit in mutant.edits:
        assert edit.new != edit.old
        assert MARK in edit.compiled().co_names or any(
            MARK in getattr(inner, "co_names", ()) for inner in edit.compiled().co_consts
        )


@pytest.mark.parametrize(
    "mutant", [one for one in MUTANTS if isinstance(one.killer, ByTests)], ids=lambda mutant: str(mutant.id)
)
def test_each_killer_exists(mutant: Mutant) -> None:
    assert isinstance(mutant.killer, ByTests)
    for node in mutant.killer.nodes:
        file, name = node.split("::", 1)
        name = name.rpartition("::")[2]
        places = [ROOT / file, *(ROOT / "tests" / "conformance").glob("*.py")]
        assert any(f"def {name}(" in place.read_text(encoding="utf-8") for place in places), node


def test_the_page_tells_of_every_mutant_and_of_no_survivor() -> None:
    told = DOCS.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    rows = dict(re.findall(r"^\| (M\d+b?) \| (.*) \|$", told, re.MULTILINE))
    assert list(rows) == [mutant.id for mutant in MUTANTS], "make mutants ARGS=--docs"
    for mutant in MUTANTS:
        row, killer = rows[mutant.id], mutant.killer
        assert row.startswith(f"{mutant.says} | "), "make mutants ARGS=--docs"
        if isinstance(killer, BySimulation):
            assert re.search(r"\| (I\d+), seed \d+ \|", row)[1] in killer.invariants  # type: ignore[index]
        else:
            assert any(f"`{node.removeprefix('tests/')}`" in row for node in killer.nodes)


# --- what a change is ---


def doubled(number: int) -> int:
    if number < 0:
        return 0
    return number * 2


RIGHT = f"{__name__}:doubled"


def test_a_change_holds_inside_the_block_alone_and_tells_when_it_ran() -> None:
    ran: list[int] = []
    with applied([Edit(RIGHT, "number * 2", "number * 3")], lambda: ran.append(1)):
        assert doubled(-1) == 0
        assert ran == []
        assert doubled(2) == 6
        assert ran == [1]
    assert doubled(2) == 4
    assert MARK not in globals()


@pytest.mark.parametrize(
    ("place", "old"),
    [(RIGHT, "number * 4"), (RIGHT, "number"), (f"{__name__}:tripled", "x"), (f"{__name__}:ROOT", "x")],
)
def test_a_change_that_no_longer_fits_is_told(place: str, old: str) -> None:
    with pytest.raises(StaleEditError):
        Edit(place, old, "y").compiled()


# --- what counts as killed ---


def test_a_crash_of_the_simulation_kills_nothing() -> None:
    crash = Edit("app.store.unit:Unit.next_number", "return str(row[0]), int(row[1])", "raise OSError")
    mutant = Mutant("X1", "store", "It crashes.", (crash,), BySimulation(frozenset({"I6"})))
    assert isinstance(mutant.killer, BySimulation)
    result = by_simulation(mutant, mutant.killer)
    assert result.killer is None
    assert "OSError" in result.note


def test_what_no_run_reaches_kills_nothing() -> None:
    never = Edit("app.store.unit:Unit.next_number", "raise SeriesMissingError(doc_type)", "raise OSError")
    killer = BySimulation(frozenset({"I6"}), seeds=1, hours=0.1)
    assert by_simulation(Mutant("X2", "store", "Not reached.", (never,), killer), killer).killer is None


def test_a_killer_that_is_not_there_is_told(tmp_path: Path) -> None:
    killer = ByTests(("tests/mutants/test_registry.py::test_that_nobody_wrote",))
    results, broken = by_tests([Mutant("X3", "store", "Nobody looks.", BY_ID["M1"].edits, killer)])
    assert [result.killer for result in results] == [None]
    assert len(broken) == 1
