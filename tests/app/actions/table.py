"""Prints the table of actions per task after the tests that counted them.

A figure travels with its test's report, so that it comes back from a worker process too.
Loaded as a plugin by ``tests/conftest.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, cast

import pytest

PROPERTY: Final = "actions per task"
WAYS: Final = ("keys", "taps")
_HEAD: Final = ("task", "keys", "limit", "taps", "limit")

Figures = dict[str, dict[str, tuple[str, str]]]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line a task: what it cost and what it may cost, by keys and by touch."""
    figures: Figures = {}
    for report in _reports(terminalreporter):
        for name, value in report.user_properties:
            if name == PROPERTY:
                task, way, cost, limit = (str(text) for text in cast("list[object]", value))
                figures.setdefault(task, {})[way] = (cost, limit)
    if figures:
        lines(figures, terminalreporter.write_line, terminalreporter.section)


def lines(figures: Figures, write: Callable[[str], None], section: Callable[[str], None]) -> None:
    """Write the table."""
    section(PROPERTY)
    width = max(len(task) for task in figures)
    for task, *cells in [_HEAD, *((task, *_cells(ways)) for task, ways in figures.items())]:
        write(f"{task:<{width}}  " + "  ".join(f"{cell:>5}" for cell in cells))


def _cells(ways: dict[str, tuple[str, str]]) -> Iterator[str]:
    for way in WAYS:
        yield from ways.get(way, ("", ""))


def _reports(terminal: pytest.TerminalReporter) -> Iterator[pytest.TestReport]:
    for outcome in ("passed", "failed"):
        for report in terminal.stats.get(outcome, []):
            if isinstance(report, pytest.TestReport):
                yield report
