"""What the run adds up to, on its last lines: processes killed, terminal-hours simulated.

A test tells by ``record_property(COUNTED + "…", number)``; those of one name are added, over all workers.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

import pytest

COUNTED: Final = "counted: "


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line each."""
    sums = Counter[str]()
    for report in (*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")):
        if report.when == "call":
            for name, value in report.user_properties:
                if name.startswith(COUNTED) and isinstance(value, int):
                    sums[name.removeprefix(COUNTED)] += value
    for name, total in sorted(sums.items()):
        terminalreporter.write_line(f"{name}: {total}")
