"""Pages of changes as a centre sends them, and a sink whose store thread is the test itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, TypeVar

from app.secretstore.record_seal import RecordSeal
from app.store.catalog import CatalogReader, build_catalog
from app.store.catalog.sink import CatalogueSink
from core.domain.catalog import Product
from core.domain.changes import (
    SNAPSHOT_START,
    Change,
    ChangeOp,
    ChangePage,
    SnapshotTotal,
    Stream,
    chain_digest,
    page_digest,
)
from core.domain.journal.rows import unix_ms
from tests.app.store.catalog.products import AS_OF
from tests.fakes.clock import SeededIds

T = TypeVar("T")

SEAL: Final = RecordSeal(bytes(range(32)), SeededIds(1))
NOON: Final = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
"""Midday in Panama."""
NOON_MS: Final = unix_ms(NOON)


class TickingClock:
    """Wall time as it is set; each look at the monotonic clock takes a ``tick``, so slices are small."""

    def __init__(self) -> None:
        self.wall = NOON
        self.ticks = 0
        self.tick = 0.001

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        self.ticks += 1
        return self.ticks * self.tick


class DirectStore:
    """A store thread that has nothing else to do."""

    def __init__(self) -> None:
        self.slices = 0
        self.attended: list[Callable[[], float]] = []
        self.between: Callable[[], object] = int

    def idle(self, function: Callable[[], T]) -> T:
        self.slices += 1
        result = function()
        self.between()
        return result

    def call(self, function: Callable[[], T], timeout: float | None = 60.0) -> T:
        del timeout
        return function()

    def attend(self, job: Callable[[], float]) -> Callable[[], None]:
        self.attended.append(job)
        return lambda: self.attended.remove(job)


class Till:
    """A catalogue with its sink and a reader that stays open throughout, as the window's does."""

    def __init__(
        self, path: Path, products: Iterable[Product] = (), store: DirectStore | None = None, **options: Any
    ) -> None:
        self.path, self.clock, self.store = path, TickingClock(), store or DirectStore()
        self.rests: list[float] = []
        if not path.exists():
            build_catalog(path, products, {}, as_of=AS_OF, **options)
        self.sink = self.opened()
        self.reader = CatalogReader(path)

    def opened(self, seal: RecordSeal = SEAL) -> CatalogueSink:
        return CatalogueSink.open(self.path, self.store, self.clock, seal, pause=self.rests.append)

    def again(self, seal: RecordSeal = SEAL) -> None:
        """The program starts anew."""
        self.sink.close()
        self.sink = self.opened(seal)

    def wait_until(self, moment: datetime) -> None:
        """Time passes, and the store thread has its turns."""
        self.clock.wall = moment
        for job in self.store.attended:
            for _ in range(1000):
                if job() > 0:
                    break

    def found(self, text: str) -> list[str]:
        return [hit.product.name for hit in self.reader.search(text)]

    def close(self) -> None:
        self.reader.close()
        self.sink.close()


def upsert(item: str, version: int, **data: Any) -> Change:
    return Change(ChangeOp.UPSERT, item, version, data)


def delete(item: str, version: int) -> Change:
    return Change(ChangeOp.DELETE, item, version, {})


def variant(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012d}"


def goods(number: int, name: str, version: int = 1, **data: Any) -> Change:
    given: dict[str, Any] = {"sku": f"S{number:05d}", "name": name, "tax_code": "01", "category": "Abarrotes"}
    return upsert(variant(number), version, **given | data)


def price(number: int, amount: str, version: int = 1, begins: datetime | None = None, **data: Any) -> Change:
    item = variant(number) if begins is None else f"{variant(number)}@{begins.isoformat()}"
    times = {} if begins is None else {"valid_from": begins.isoformat()}
    return upsert(item, version, variant_id=variant(number), price=amount, **times, **data)


def rate(code: str, percent: str, version: int = 1) -> Change:
    return upsert(code, version, code=code, rate=percent)


class Centre:
    """Says of one stream what it is asked, in pages; each page gets a cursor of its own."""

    def __init__(self, stream: Stream, generation: str = "g1") -> None:
        self.stream, self.generation, self.said = stream, generation, 0

    def _cursor(self) -> str:
        self.said += 1
        return f"{self.generation}.{self.said}"

    def _page(self, changes: Sequence[Change], more: bool, **rest: Any) -> ChangePage:
        return ChangePage(
            stream=self.stream,
            generation=self.generation,
            snapshot=bool(rest.pop("snapshot", False)),
            server_time_ms=NOON_MS,
            changes=tuple(changes),
            next_cursor=self._cursor(),
            has_more=more,
            **rest,
        )

    def whole(self, *pages: Sequence[Change]) -> list[ChangePage]:
        """A snapshot."""
        chain = SNAPSHOT_START
        for changes in pages:
            chain = chain_digest(chain, page_digest(changes))
        total = SnapshotTotal(sum(map(len, pages)), len(pages), chain.hex())
        last = len(pages) - 1
        return [
            self._page(one, n < last, snapshot=True, snapshot_total=total if n == last else None)
            for n, one in enumerate(pages)
        ]

    def delta(self, *pages: Sequence[Change]) -> list[ChangePage]:
        """One pull of changes."""
        return [self._page(one, n < len(pages) - 1) for n, one in enumerate(pages)]


def later(**time: float) -> datetime:
    return NOON + timedelta(**time)
