"""Every fault names its test on the page, and every test named exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.longruns import ROOT
from tests.reliability import table

PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+) \|$", PAGE, re.MULTILINE)
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
NOT_HERE = "Not here: "
FAULTS = 65


def test_each_of_the_faults_has_one_row() -> None:
    assert [int(number) for number, *_ in ROWS] == list(range(1, FAULTS + 1))


@pytest.mark.parametrize(("number", "tests"), [(row[0], row[3]) for row in ROWS])
def test_a_fault_names_a_test_or_says_why_there_is_none(number: str, tests: str) -> None:
    assert re.search(r"`tests/[\w/]+\.py::test_\w+`", tests) or NOT_HERE in tests, number


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_a_test_that_is_named_exists(path: str, name: str) -> None:
    assert name in _functions(path)


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_a_name_that_says_a_fault_stands_in_its_row(path: str, name: str) -> None:
    said = re.match(r"test_fault_(\d+)_", name)
    if said is not None:
        (row,) = [row for row in ROWS if row[0] == said[1]]
        assert f"`{path}::{name}`" in row[3]


def test_the_figures_have_their_place_and_nothing_is_left_to_be_filled_in() -> None:
    _, _, rest = PAGE.partition(table.BEGIN)
    figures, end, _ = rest.partition(table.END)
    assert end
    for proof in table.PROOFS:
        assert f"\n| {proof.title} " in figures, proof.title
    assert re.search(r"\b(TODO|TBD|FIXME|XXX)\b|…\.\.\.|\?\?", PAGE) is None


def test_the_page_tells_how_each_proof_is_run() -> None:
    for command in ("make test", "make simulate", "make chaos", "make powercut-demo"):
        assert command in PAGE


@cache
def _functions(path: str) -> frozenset[str]:
    file = ROOT / path
    assert file.is_file(), path
    tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, kinds))
