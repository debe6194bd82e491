"""Fixtures and rules for the whole suite. Areas keep their own fixtures in their own ``conftest.py``."""

from __future__ import annotations

pytest_plugins = [
    *("pytester", "tests.strictness", "tests.workers", "tests.counts", "tests.tracing"),
    "tests.app.actions.table",
]
