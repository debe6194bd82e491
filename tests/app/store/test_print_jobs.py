"""The real print queue holds to the port's suite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.print_jobs import StorePrintJobs
from tests.conformance import print_jobs as suite
from tests.fakes.store import open_till


class TestStorePrintJobs(suite.PrintJobsConformance):
    @pytest.fixture
    def jobs(self, tmp_path: Path) -> Iterator[StorePrintJobs]:
        store = open_till(tmp_path)
        yield store.print_jobs
        store.close()
