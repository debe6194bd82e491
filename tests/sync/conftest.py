"""A centre and a faulty network on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from core.domain.outbox import BATCH_BYTES, BATCH_ITEMS, Batch
from core.ports.transport import AuthState, Outcome, Refresh
from sync.transport.client import CentreClient
from sync.transport.http import HttpTransport
from tests.fakes.centre import FakeCentre
from tests.fakes.outbox import MemoryOutbox
from tests.fakes.proxy import FaultyProxy
from tests.sync.virtual import SeededIds, VirtualClock


class FixedToken:
    """Credentials that never change."""

    def token(self) -> str | None:
        return "access"

    def refresh(self) -> Refresh:
        return Refresh(AuthState.REFUSED)


class Till:
    """A transport over real HTTP with an outbox to feed it."""

    def __init__(self, url: str) -> None:
        self.clock = VirtualClock()
        self.outbox = MemoryOutbox(self.clock, SeededIds(self.clock))
        self.client = CentreClient(url)
        self.transport = HttpTransport(self.client, FixedToken(), close=self.client.close)

    def batch(self, count: int = 3) -> Batch:
        """Fresh events in one batch."""
        for _ in range(count):
            self.outbox.append(f'{{"v":1,"n":{len(self.outbox.rows)},"name":"Piña \\"roja\\""}}')
        return self.take()

    def take(self) -> Batch:
        """What is pending."""
        batch = self.outbox.take(BATCH_ITEMS, BATCH_BYTES)
        assert batch is not None
        return batch

    def push(self, batch: Batch, on_stall: Callable[[], None] | None = None) -> Outcome:
        """Over the wire."""
        return self.transport.push(batch, 1_795_532_400_000, -240, 35, on_stall)


@pytest.fixture
def centre() -> Iterator[FakeCentre]:
    """A fresh centre."""
    fake = FakeCentre()
    yield fake
    fake.close()


@pytest.fixture
def proxy(centre: FakeCentre) -> Iterator[FaultyProxy]:
    """A faulty network in front of it."""
    faulty = FaultyProxy(centre.port)
    yield faulty
    faulty.close()


@pytest.fixture
def till(centre: FakeCentre) -> Iterator[Till]:
    """A till with a direct line."""
    made = Till(centre.url)
    yield made
    made.transport.close()


@pytest.fixture
def far_till(proxy: FaultyProxy) -> Iterator[Till]:
    """A till behind the faulty network."""
    made = Till(proxy.url)
    yield made
    made.transport.close()
