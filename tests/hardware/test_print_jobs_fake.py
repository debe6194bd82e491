"""The fake queue passes the suite of the port."""

from __future__ import annotations

import pytest

from tests.conformance.print_jobs import PrintJobsConformance
from tests.fakes.print_jobs import FakePrintJobs


class TestFakePrintJobs(PrintJobsConformance):
    @pytest.fixture
    def jobs(self) -> FakePrintJobs:
        return FakePrintJobs()
