"""The fake keeps the port's promises."""

from __future__ import annotations

import pytest

from tests.conformance.secrets import OpenStore, SecretStoreConformance
from tests.fakes.secrets import MemorySecrets


class TestMemorySecrets(SecretStoreConformance):
    @pytest.fixture
    def stores(self) -> OpenStore:
        values: dict[str, str] = {}
        return lambda: MemorySecrets(values)
