"""The real worker over real HTTP through a network that doubles, drops, flaps and lies: all arrives, once.

The worker is stepped by hand in virtual time, so that its waits cost nothing; every byte goes over TCP.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

import pytest

from core.domain.outbox import RowState
from sync.transport.client import CentreClient
from sync.transport.http import HttpTransport
from sync.worker import SyncWorker
from tests.fakes.centre import FakeCentre, Reaction, page, problem
from tests.fakes.outbox import MemoryOutbox
from tests.fakes.proxy import FaultyProxy, Weather
from tests.fakes.token_desk import Json
from tests.sync.conftest import FixedToken
from tests.sync.virtual import SeededIds, VirtualClock

STEPS = 1_500
PROBE_S = 60.0
"""The link is asked after more seldom than in production: what is done about it is the same."""
LONGEST_WAIT_S = 15 * 60.0


class FarTill:
    """A worker behind the faulty network."""

    def __init__(self, centre: FakeCentre, proxy: FaultyProxy) -> None:
        self.centre, self.proxy = centre, proxy
        self.clock = VirtualClock()
        self.outbox = MemoryOutbox(self.clock, SeededIds(self.clock))
        client = CentreClient(proxy.url)
        self.transport = HttpTransport(client, FixedToken(), close=client.close)
        self.worker = SyncWorker(
            self.outbox, self.transport, FixedToken(), self.clock, SeededIds(self.clock, 7)
        )
        self.due = 0.0

    def sell(self, count: int) -> None:
        """Commit events and wake the worker."""
        for _ in range(count):
            self.outbox.append(f'{{"n":{len(self.outbox.rows)}}}')
        self.worker.wake()
        self.due = self.clock.monotonic()

    def step(self) -> None:
        """Wait until something is due and do it."""
        self.clock.advance_to(self.due)
        self.due = self.worker.step(self.clock.monotonic())

    def drain(self, between: Callable[[int], None] | None = None) -> int:
        """Step until nothing waits; the number of steps."""
        for n in range(STEPS):
            if all(row.state is RowState.ACKED for row in self.outbox.rows):
                return n
            if between is not None:
                between(n)
            self.step()
        raise AssertionError(f"{sum(row.state is RowState.PENDING for row in self.outbox.rows)} still wait")

    def arrived(self) -> bool:
        """The centre has what the till has, and nothing else."""
        return list(self.centre.events) == [row.item.event_id for row in self.outbox.rows]


@pytest.fixture
def far(centre: FakeCentre, proxy: FaultyProxy, monkeypatch: pytest.MonkeyPatch) -> Iterator[FarTill]:
    monkeypatch.setattr("sync.standing.PROBE_EVERY_S", PROBE_S)
    made = FarTill(centre, proxy)
    yield made
    made.transport.close()


def test_fault_4_a_reply_that_the_network_delivers_twice_answers_no_other_request(far: FarTill) -> None:
    far.proxy.doubled = "replies"
    for _ in range(3):
        far.sell(60)
        far.drain()
    assert far.arrived()
    assert far.proxy.copies >= 3, "nothing was doubled"


def test_fault_5_a_request_that_the_network_doubles_is_stored_once(far: FarTill) -> None:
    far.proxy.doubled = "requests"
    far.sell(120)
    far.drain()
    assert far.arrived()
    assert max(far.centre.deliveries.values()) > 1, "nothing was doubled"


def test_fault_8_what_a_portal_answers_acknowledges_nothing(far: FarTill) -> None:
    far.proxy.portal = b"<html>Bienvenido a WiFi Gratis</html>"
    far.sell(60)
    for _ in range(6):
        far.step()
    assert {row.state for row in far.outbox.rows} == {RowState.PENDING}
    assert far.centre.events == {}
    far.proxy.portal = None
    far.drain()
    assert far.arrived()


def test_fault_11_a_line_that_breaks_again_and_again_still_makes_progress(far: FarTill) -> None:
    chance = Random(11)
    far.proxy.lost = lambda: chance.random() < 0.3
    for _ in range(15):
        far.sell(10)
        far.drain()
    assert far.arrived()
    assert far.proxy.accepted > 10, "the line hardly broke"


def test_fault_12_a_link_that_comes_and_goes_doubles_nothing_and_is_not_hammered(far: FarTill) -> None:
    def flap(n: int) -> None:
        if n % 3 == 0:
            far.proxy.weather = Weather.REFUSED if n % 2 else Weather.CLEAR
            far.proxy.reset_all()
            far.sell(2)

    far.sell(100)
    for n in range(91):
        flap(n)
        far.step()
    far.proxy.weather = Weather.CLEAR
    far.drain()
    assert sorted(far.centre.events) == sorted(row.item.event_id for row in far.outbox.rows)
    assert far.proxy.accepted < STEPS


def without_two(reply: Json) -> Json:
    """A verdict for all but two."""
    return reply | {"results": reply["results"][:-2]}


@pytest.mark.parametrize(
    "reaction",
    [
        pytest.param(problem(500, "internal"), id="14 failed before the commit"),
        pytest.param(page(502), id="14 a gateway's page"),
        pytest.param(Reaction(reply="reset"), id="16 committed, and the connection reset"),
        pytest.param(Reaction(reply="half"), id="16 committed, and half the reply"),
        pytest.param(problem(503, "busy", **{"Retry-After": "600"}), id="17 Retry-After"),
        pytest.param(problem(429, "slow_down", **{"Retry-After": "1"}), id="18 too many at once"),
        pytest.param(Reaction(change=without_two), id="19 no verdict on two"),
    ],
)
def test_faults_14_to_19_whatever_the_centre_answers_once_everything_arrives_once(
    far: FarTill, reaction: Reaction
) -> None:
    far.centre.reactions.append(reaction)
    far.sell(50)
    far.drain()
    assert far.arrived()
    assert len(far.centre.requests) >= 2, "the first answer was taken for an acknowledgement"


def test_fault_17_what_the_centre_asks_for_is_waited_over_the_wire(far: FarTill) -> None:
    far.centre.reactions.append(problem(503, "busy", **{"Retry-After": "600"}))
    far.sell(1)
    began = far.clock.monotonic()
    far.drain()
    assert 600 <= far.clock.monotonic() - began <= LONGEST_WAIT_S
