"""Rules of the house that no linter knows, held over the syntax trees."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

from tests.architecture.sources import CODE, PACKAGES, ROOT, dotted, nodes, place, python_files, tree

pytestmark = pytest.mark.no_cover
LONGEST_MODULE = 400
MEDIAN_MODULE = 120
MONEY = ("core/domain", "core/contract")


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_the_rules_see_the_code() -> None:
    for folder in PACKAGES:
        assert python_files(folder), folder


def test_no_module_is_over_400_lines() -> None:
    assert [str(p.relative_to(ROOT)) for p in python_files(*CODE) if lines(p) > LONGEST_MODULE] == []


def test_modules_are_small() -> None:
    sizes = [lines(path) for path in python_files(*PACKAGES) if path.name != "__init__.py"]
    assert statistics.median(sizes) <= MEDIAN_MODULE


def test_no_float_near_money() -> None:
    """Neither the type, nor a conversion, nor a literal: Decimal from strings, integers on disk."""
    found = [place(path, n) for path, n in nodes(*MONEY, kind=ast.Name) if n.id == "float"]
    found += [
        place(path, n) for path, n in nodes(*MONEY, kind=ast.Constant) if isinstance(n.value, float | complex)
    ]
    assert found == []


def test_no_lambda_is_connected_to_a_signal() -> None:
    """A lambda keeps its window alive and cannot be disconnected."""
    assert [
        place(path, call)
        for path, call in nodes("app", kind=ast.Call)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "connect"
        and any(isinstance(argument, ast.Lambda) for argument in call.args)
    ] == []


def test_nothing_spins_the_event_loop_by_hand() -> None:
    assert [
        place(path, node)
        for path, node in nodes(*CODE, kind=ast.Attribute)
        if node.attr in {"processEvents", "process_events"}
    ] == []


def test_no_test_sleeps() -> None:
    """Tests wait for an event or a condition, with a deadline."""
    calls = [place(p, n) for p, n in nodes("tests", kind=ast.Call) if dotted(n.func) == "time.sleep"]
    imports = [
        place(path, node)
        for path, node in nodes("tests", kind=ast.ImportFrom)
        if node.module == "time" and any(alias.name == "sleep" for alias in node.names)
    ]
    assert calls + imports == []


def test_the_systems_sqlite_is_never_imported() -> None:
    found = [
        place(path, node)
        for path, node in nodes(*CODE, kind=ast.Import)
        if any(alias.name.partition(".")[0] == "sqlite3" for alias in node.names)
    ]
    found += [
        place(path, node)
        for path, node in nodes(*CODE, kind=ast.ImportFrom)
        if node.level == 0 and (node.module or "").partition(".")[0] == "sqlite3"
    ]
    assert found == []


def test_every_test_is_collected() -> None:
    """A misspelt class or file name would silently leave its tests out."""
    lost = [
        place(path, node)
        for path, node in nodes("tests", kind=ast.ClassDef)
        if not node.name.startswith("Test")
        and any(isinstance(n, ast.FunctionDef) and n.name.startswith("test_") for n in node.body)
        and not node.name.endswith(("Contract", "Conformance", "Suite"))
    ]
    lost += [
        place(path, node)
        for path in python_files("tests")
        if not path.name.startswith(("test_", "conformance"))
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    ]
    assert lost == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_says_that_it_is_typed_or_has_no_stub(package: str) -> None:
    """No ``.pyi`` beside a module: the annotations in the source are the only truth."""
    assert list((ROOT / package).rglob("*.pyi")) == []
