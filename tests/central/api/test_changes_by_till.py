"""The till's own puller at the real centre: the same pages, cursors and sums on both sides (D1 to D3)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from central.store.catalogue_streams import PRICES, PRODUCTS, STOCK
from core.domain.changes import CATALOGUE_STREAMS, Stream
from core.ports.transport import AuthState, Refresh
from sync.pull.puller import Puller
from sync.transport.changes import HttpChangeSource
from sync.transport.exchange import Answer
from tests.central.api.conftest import Api
from tests.central.streams import product_row, put_prices, put_products, put_stock, state_of, writing
from tests.fakes.change_sink import MemoryChangeSink
from tests.sync.pull.support import HeardLine
from tests.sync.virtual import SeededIds, VirtualClock


class InProcess:
    """`Exchange` and `Credentials` of a till over the application in process; asked from another thread."""

    def __init__(self, api: Api) -> None:
        self._api, self._loop = api, asyncio.get_running_loop()
        self._token = api.token(api.world.till.principal)["Authorization"].removeprefix("Bearer ")

    def token(self) -> str | None:
        return self._token

    def refresh(self) -> Refresh:
        return Refresh(AuthState.REFUSED)

    def send(
        self,
        method: str,
        path: str,
        *,
        content: bytes = b"",
        headers: Mapping[str, str] | None = None,
        seconds: float = 45.0,
        on_stall: Callable[[], None] | None = None,
        on_sent: Callable[[], None] | None = None,
    ) -> Answer:
        request = self._api.client.request(method, path, content=content, headers=headers)
        response = asyncio.run_coroutine_threadsafe(request, self._loop).result(seconds)
        lowered = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, lowered, response.content)


class PullingTill:
    """A till's pull half; `pull` does all there is to do."""

    def __init__(self, api: Api) -> None:
        self.sink, self.line, self._clock = MemoryChangeSink(), HeardLine(), VirtualClock()
        near = InProcess(api)
        self.puller = Puller(
            dict.fromkeys(CATALOGUE_STREAMS, self.sink),
            HttpChangeSource(near, near),
            near,
            self.line,
            self._clock,
            SeededIds(self._clock),
            lambda: 0,
        )

    async def pull(self, *streams: Stream) -> None:
        self.puller.pull_now(streams or CATALOGUE_STREAMS)
        for _ in range(100):
            if self.puller.due > self._clock.monotonic():
                return
            await asyncio.to_thread(self.puller.step, self._clock.monotonic())
        raise AssertionError("the till asks for ever")

    def codes(self) -> set[str]:
        return {plan.code for plan in self.puller.plans}


async def test_a_till_has_what_the_centre_has_page_by_page_and_after_every_change(api: Api) -> None:
    tenant = api.world.till.tenant
    await put_products(api.world, tenant, {number: product_row(number) for number in range(1, 6)})
    await put_prices(api.world, tenant, {number: 100 + number for number in range(1, 451)})
    async with writing(api.world, tenant) as connection:
        await put_stock(connection, tenant, {1: 5, 2: -3})
    till = PullingTill(api)
    await till.pull()
    for stream, replica in ((Stream.PRODUCTS, PRODUCTS), (Stream.PRICES, PRICES), (Stream.STOCK, STOCK)):
        there = await state_of(api.world, replica, tenant)
        assert {one.id: one.version for one in till.sink.rows(stream).values()} == {
            name: version for name, (version, _) in there.items()
        }
    assert till.codes() == {""}
    assert all(till.sink.state(stream).cursor for stream in CATALOGUE_STREAMS)
    await put_prices(api.world, tenant, {3: 999, 4: None, 900: 5})
    await till.pull(Stream.PRICES)
    assert till.sink.in_use(Stream.PRICES) == {
        name: version for name, (version, _) in (await state_of(api.world, PRICES, tenant)).items()
    }


@pytest.mark.parametrize("lost", ["cursor", "generation"])
async def test_a_till_whose_place_means_nothing_to_the_centre_gets_the_whole_list(
    api: Api, lost: str
) -> None:
    tenant = api.world.till.tenant
    await put_prices(api.world, tenant, dict.fromkeys(range(1, 4), 100))
    till = PullingTill(api)
    await till.pull()
    kept = till.sink.kept(Stream.PRICES)
    elsewhere = replace(kept.state, cursor="bm8gc3VjaCBjdXJzb3I")
    kept.state = elsewhere if lost == "cursor" else replace(kept.state, generation="g0")
    await put_prices(api.world, tenant, {2: None, 9: 250})
    await till.pull(Stream.PRICES)
    assert till.sink.in_use(Stream.PRICES) == {
        name: version for name, (version, _) in (await state_of(api.world, PRICES, tenant)).items()
    }
    assert till.codes() == {""}


async def test_a_disabled_till_hears_it_when_it_asks(api: Api) -> None:
    await api.world.execute("UPDATE pos.terminals SET status = 'disabled'")
    till = PullingTill(api)
    await till.pull(Stream.PRICES)
    assert till.line.told[:2] == ["heard", "forbidden TERMINAL_DISABLED"]
