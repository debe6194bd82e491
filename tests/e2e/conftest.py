from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.demo.centre import DemoCentre


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoCentre]:
    """The demo shop's centre, one a module: it takes only so many enrolments a minute from one address."""
    folder: Path = tmp_path_factory.mktemp("centre")
    centre = DemoCentre(folder / "data", folder / "centre.log")
    centre.start()
    yield centre
    centre.stop()
