"""The catalogue's sink is a `ChangeSink` (tests/conformance/change_sink.py), for each kind of stream."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeVar

import pytest

from app.store.catalog.sink import CatalogueSink
from app.store.catalog.sink.valve import FLOOR
from core.domain.changes import Change, ChangePage, Stream
from tests.app.store.catalog.sink.support import NOON, DirectStore, Till, goods, price, upsert, variant
from tests.conformance.change_pages import ChangeSinkHarness
from tests.conformance.change_sink import ChangeSinkConformance

T = TypeVar("T")


def promotion(n: int, version: int) -> Change:
    return upsert(f"p{n}", version, body={"version": version})


def customer(n: int, version: int) -> Change:
    return upsert(f"c{n}", version, name=f"Ana {n} {version}", document=f"8-1-{n}", cards=[f"LE-{n}"])


def stock(n: int, version: int) -> Change:
    return upsert(
        variant(n), version, quantity=f"{version}.000", as_of=NOON.isoformat(), counted=[1, version]
    )


def tax(n: int, version: int) -> Change:
    return upsert(f"t{n}", version, code=f"t{n}", rate=str(version))


KINDS: Final[dict[Stream, tuple[Callable[[int, int], Change], str]]] = {
    Stream.PRODUCTS: (
        lambda n, v: goods(n, f"Artículo {n} de {v}", v),
        "SELECT variant_id, version FROM product",
    ),
    Stream.PRICES: (lambda n, v: price(n, f"{v}.00", v), "SELECT id, version FROM price"),
    Stream.PROMOTIONS: (promotion, "SELECT id, version FROM promotion"),
    Stream.CUSTOMERS: (customer, "SELECT customer_id, version FROM customer"),
    Stream.STOCK: (stock, "SELECT variant_id, version FROM stock"),
    Stream.TAXES: (tax, "SELECT id, version FROM tax_item"),
}


COARSE: Final = 3
"""A list of products takes two dozen slices; the kills of `test_sink_kills` look at every statement."""


class PowerCutError(Exception):
    """The machine is off."""


class DyingStore(DirectStore):
    """Goes off before its n-th slice; what a slice in the middle wrote is gone with it, as SQLite has it."""

    def __init__(self) -> None:
        super().__init__()
        self.left: int | None = None

    def idle(self, function: Callable[[], T]) -> T:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise PowerCutError
        return super().idle(function)


class Harness:
    def __init__(self, path: Path, stream: Stream) -> None:
        self._stream = stream
        self._till = Till(path, store=DyingStore())
        self._till.clock.tick = 0

    @property
    def sink(self) -> CatalogueSink:
        return self._till.sink

    @property
    def stream(self) -> Stream:
        return self._stream

    @property
    def valve(self) -> int | None:
        return None if self._stream is Stream.STOCK else 2 * (FLOOR + 1)

    def change(self, n: int, version: int) -> Change:
        return KINDS[self._stream][0](n, version)

    def in_use(self) -> Mapping[str, int]:
        return dict(self._till.reader._db.execute(KINDS[self._stream][1]).fetchall())

    def reopen(self) -> None:
        self._till.again()

    def crash_in(self, page: ChangePage, point: int) -> bool:
        store = self._till.store
        assert isinstance(store, DyingStore)
        store.left = point * (COARSE if self._stream is Stream.PRODUCTS else 1)
        try:
            self.sink.apply(page, 0)
        except PowerCutError:
            return True
        else:
            return False
        finally:
            store.left = None
            self.reopen()

    def close(self) -> None:
        self._till.close()


@pytest.mark.parametrize("stream", list(KINDS))
class TestCatalogueSink(ChangeSinkConformance):
    @pytest.fixture
    def harness(self, tmp_path: Path, stream: Stream) -> Iterator[ChangeSinkHarness]:
        harness = Harness(tmp_path / "catalog.db", stream)
        yield harness
        harness.close()
