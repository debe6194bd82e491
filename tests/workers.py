"""How the suite is shared out when it runs on several cores (``-n``, as ``make test`` asks for).

A test file goes to one worker process whole, with the fixtures of its module; the end-to-end tests go
together, with the centre they share, and hours of simulation one by one. What takes longest starts first, so
that the workers end together.

Loaded as a plugin by ``tests/conftest.py``; without ``pytest-xdist`` (``-p no:xdist``) it does nothing.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import LoadFileScheduling

TOGETHER: Final = ("tests/e2e/",)
"""Folders whose files share what only one worker should start."""
APART: Final = ("tests/simulation/test_hours.py::",)
"""Files whose tests are long and share nothing: each goes to whichever worker is free."""
FIRST: Final = (
    *("tests/kills/", "tests/e2e/", "tests/simulation/test_hours.py"),
    *("tests/central/", "tests/app/store/", "tests/hardware/", "tests/mutants/"),
)
"""What takes longest, in this order; the rest follows as collected."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: tests wait a good third of their time, for processes and sockets."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In a worker: the longest first, in the same order in each."""
    if hasattr(config, "workerinput"):
        items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    return next((turn for turn, start in enumerate(FIRST) if item.nodeid.startswith(start)), len(FIRST))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling | None:
    """Hand out files in the order of the items, some folders whole."""
    if config.option.dist != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class ByFileOrFolder(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
        def _split_scope(self, nodeid: str) -> str:
            if nodeid.startswith(APART):
                return nodeid
            folders = (folder for folder in TOGETHER if nodeid.startswith(folder))
            return next(folders, super()._split_scope(nodeid))

    config.option.loadscopereorder = False  # would put files with few tests, the slow ones, last
    return ByFileOrFolder(config, log)
