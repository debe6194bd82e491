from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conformance.ingest_store import IngestStoreConformance
from tests.simulation.harness_ingest import SimIngestHarness


class TestSimIngestStore(IngestStoreConformance):
    @pytest.fixture
    def harness(self) -> Iterator[SimIngestHarness]:
        harness = SimIngestHarness()
        yield harness
        harness.store.close()
