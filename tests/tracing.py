"""Coverage follows greenlets where there are some: in tests of the centre, whose SQLAlchemy is asynchronous.

To follow them it asks at every call and every return which greenlet runs, and looks it up in a dictionary of
weak keys: nearly half of what coverage costs (docs/adr/0121). Elsewhere nothing that is measured runs in one.

Loaded as a plugin by ``tests/conftest.py``; without coverage it does nothing.
"""

from __future__ import annotations

from typing import Final

import pytest
from coverage import Coverage

GREENLETS: Final = ("tests/central/", "tests/e2e/", "tests/kills/", "tests/benchmarks/")
"""Folders in whose tests coverage follows them."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> None:
    """Before each test, with its fixtures."""
    measured = Coverage.current()
    if measured is not None:
        follow(measured, on=item.nodeid.startswith(GREENLETS))


def follow(measured: Coverage, *, on: bool) -> None:
    """Follow greenlets from now on, or no longer, in every thread."""
    from greenlet import getcurrent

    collector = measured._collector
    if collector is None or (collector.concur_id_func is not None) == on:
        return
    collector.concur_id_func = getcurrent if on else None
    for tracer in collector.tracers:
        if hasattr(tracer, "concur_id_func"):  # other cores than the C tracer have no such question
            tracer.concur_id_func = collector.concur_id_func
