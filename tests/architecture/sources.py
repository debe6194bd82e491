"""The repository's Python files as syntax trees, for the rules that no linter knows."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeVar, cast

Node = TypeVar("Node", bound=ast.AST)

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("core", "app", "sync", "hardware", "central", "resources")
CODE = (*PACKAGES, "packaging", "tests")


def python_files(*folders: str) -> list[Path]:
    """Python files below folders of the repository, migrations left out (they are never edited again)."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def nodes(*folders: str, kind: type[Node]) -> Iterator[tuple[Path, Node]]:
    """Every node of a kind in the files below folders."""
    for path in python_files(*folders):
        for made, found in _by_class(path).items():
            if issubclass(made, kind):
                for node in cast("list[Node]", found):
                    yield path, node


@cache
def _by_class(path: Path) -> dict[type[ast.AST], list[ast.AST]]:
    """The nodes of a file by their class: each file is walked once for all rules."""
    found = defaultdict[type[ast.AST], list[ast.AST]](list)
    for node in ast.walk(tree(path)):
        found[type(node)].append(node)
    return found


def place(path: Path, node: ast.expr | ast.stmt) -> str:
    """``file:line``, for a failure that can be clicked."""
    return f"{path.relative_to(ROOT)}:{node.lineno}"


def dotted(node: ast.AST) -> str:
    """``a.b.c`` for a chain of names, else the last attribute or nothing."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return ""
