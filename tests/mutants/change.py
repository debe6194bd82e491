"""One wrong change in the text of one function, applied to the running program and taken back.

The module's source is compiled with the change, and the code of the one function is put in place of the real
one: whoever imported the function has the wrong one too, no file is written, and leaving the block restores
it. Before the changed statement a call is slipped in that notes that it ran.
"""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any, Final

MARK: Final = "__changed_line_ran__"


class StaleEditError(Exception):
    """The code is no longer what an edit says: the registry must follow it."""


@dataclass(frozen=True, slots=True)
class Edit:
    """In the function ``place`` the text ``old`` becomes ``new``.

    Attributes:
        place: ``module:function`` or ``module:Class.method``.
        old: Stands exactly once in the function, as in the file; lines may be several.
        new: What is there instead. Names it uses are those of the module.
    """

    place: str
    old: str
    new: str

    def function(self) -> FunctionType:
        """The function itself, out of its decorators.

        Raises:
            StaleEditError: there is none.
        """
        module, _, path = self.place.partition(":")
        found: Any = importlib.import_module(module)
        for name in path.split("."):
            try:
                found = inspect.getattr_static(found, name)
            except AttributeError as error:
                raise StaleEditError(f"{self.place}: there is no {name}") from error
        found = getattr(found, "fget", None) or getattr(found, "__func__", None) or found
        found = inspect.unwrap(found)
        if not isinstance(found, FunctionType):
            raise StaleEditError(f"{self.place} is no function")
        return found

    def compiled(self) -> CodeType:
        """The changed function's code.

        Raises:
            StaleEditError: ``old`` does not stand there exactly once.
        """
        function = self.function()
        file = function.__code__.co_filename
        lines = Path(file).read_text(encoding="utf-8").splitlines(keepends=True)
        block, first = inspect.getsourcelines(function)
        text = "".join(block)
        if text.count(self.old) != 1:
            raise StaleEditError(f"{self.place} holds {text.count(self.old)} times: {self.old!r}")
        at = text.index(self.old)
        same = _common(self.old, self.new)
        line = first + text[: at + same].count("\n")
        changed = text[:at] + self.new + text[at + len(self.old) :]
        source = "".join([*lines[: first - 1], changed, *lines[first - 1 + len(block) :]])
        tree = ast.parse(source, file)
        _mark(tree, line)
        return _code_of(compile(tree, file, "exec"), function.__code__.co_qualname, self.place)


@contextmanager
def applied(edits: Sequence[Edit], ran: Callable[[], None]) -> Iterator[None]:
    """The program with these changes; ``ran`` is called whenever a changed statement is about to run.

    Raises:
        StaleEditError: a change does not fit the code.
    """
    with ExitStack() as stack:
        for edit in edits:
            function, code = edit.function(), edit.compiled()
            stack.callback(setattr, function, "__code__", function.__code__)
            stack.callback(function.__globals__.pop, MARK, None)
            function.__globals__[MARK] = ran
            function.__code__ = code
        yield


def _common(old: str, new: str) -> int:
    """How many characters both begin with; at most up to the last of the new one."""
    most = max(0, min(len(old), len(new.rstrip())) - 1)
    return next((n for n in range(most) if old[n] != new[n]), most)


def _mark(tree: ast.Module, line: int) -> None:
    """Call the mark before the innermost statement at ``line``."""
    where: tuple[list[ast.stmt], int] | None = None
    for node in ast.walk(tree):  # breadth first: what is found later lies deeper
        for block in _blocks(node):
            for n, statement in enumerate(block):
                if statement.lineno <= line <= (statement.end_lineno or statement.lineno):
                    where = block, n
    if where is None:
        raise StaleEditError(f"no statement at line {line}")
    block, n = where
    block.insert(n, ast.Expr(ast.Call(ast.Name(MARK, ast.Load()), [], [])))
    ast.fix_missing_locations(tree)


def _blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        block = getattr(node, name, None)
        if isinstance(block, list):
            yield block


def _code_of(code: CodeType, qualname: str, place: str) -> CodeType:
    found = list(_codes(code, qualname))
    if len(found) != 1:
        raise StaleEditError(f"{place} is there {len(found)} times")
    return found[0]


def _codes(code: CodeType, qualname: str) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            if constant.co_qualname == qualname:
                yield constant
            yield from _codes(constant, qualname)
