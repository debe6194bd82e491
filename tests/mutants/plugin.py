"""Pytest, run with ``-p tests.mutants.plugin --mutants M7,M8``: each test as it is, then with each mutant.

A test that a mutant names runs once with the real code, which it must pass, and then with the wrong one, in
the same fixtures of module and session (one PostgreSQL serves all). Killed means: an assertion of the test
itself failed, in its own body, and the changed line had run. Another exception or the time limit kills
nothing.
"""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from _pytest.runner import runtestprotocol

from tests.mutants.change import applied
from tests.mutants.mutant import ByTests, Mutant
from tests.mutants.registry import MUTANTS

LIMIT_S: Final = 60
"""Of one test with one mutant; only where there is an alarm clock (not on Windows)."""


class TimeIsUpError(BaseException):
    """A test with a mutant does not end."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which mutants, and where the results go."""
    parser.addoption("--mutants", default="", help="ids, M1,M2")
    parser.addoption("--mutants-file", default="", help="a line of JSON for each run of a test")


def pytest_configure(config: pytest.Config) -> None:
    """Only what was asked for."""
    wanted = set(config.getoption("--mutants").split(","))
    chosen = [mutant for mutant in MUTANTS if mutant.id in wanted]
    config.pluginmanager.register(Runner(chosen, Path(config.getoption("--mutants-file"))))


class Runner:
    """Runs the tests."""

    def __init__(self, mutants: list[Mutant], file: Path) -> None:
        self._mutants, self._file = mutants, file
        self._dead: set[str] = set()
        self._raised: type[BaseException] | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        """The real code, then each mutant that is still alive."""
        if not any(mutant.alone for mutant in self._mutants):  # it would make the fixtures
            self._run(item, None)
        for mutant in self._mutants:
            assert isinstance(mutant.killer, ByTests)
            if mutant.id not in self._dead and mutant.killer.names(item.nodeid):
                self._run(item, mutant)
        item.session._setupstate.teardown_exact(nextitem)
        return True

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Note what ended the test's body."""
        if call.when == "call" and call.excinfo is not None:
            self._raised = call.excinfo.type
        return (yield)

    def _run(self, item: pytest.Item, mutant: Mutant | None) -> None:
        began, ran = time.process_time(), 0

        def note() -> None:
            nonlocal ran
            ran += 1

        self._raised = None
        with applied(mutant.edits if mutant else (), note), _alarm():
            parent: Any = item.parent  # stands for a next test in the same module, so that its fixtures stay
            reports = runtestprotocol(item, log=mutant is None, nextitem=parent)
        raised = self._ended_by()
        killed = (
            raised is not None and issubclass(raised, (AssertionError, pytest.fail.Exception)) and ran > 0
        )
        if mutant is not None and killed:
            self._dead.add(mutant.id)
        row = {
            "test": item.nodeid,
            "mutant": mutant.id if mutant else None,
            "passed": all(report.outcome == "passed" for report in reports),
            "raised": raised.__name__ if raised else None,
            "ran": ran,
            "killed": killed,
            "seconds": time.process_time() - began,
        }
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")

    def _ended_by(self) -> type[BaseException] | None:
        """Asked through a function: a hook has set it meanwhile."""
        return self._raised


@contextmanager
def _alarm() -> Iterator[None]:
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def ring(*_: object) -> None:
        raise TimeIsUpError

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(LIMIT_S)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
