"""A hundred thousand changes to the goods while a cashier sells (performance.md 2.9).

One change in five is a new name, which is what touches the search index; the others are prices. They come
as pages of 200 through the till's own sink. First nobody sells: rows a second, and how long a slice holds the
store thread. Then a sale completes every 100 ms, of which every tenth has its payment open for a second, in
turns with and without changes under way: what the cashier waits for is held against what it is without.
"""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, Final

from app.secretstore.record_seal import RecordSeal
from app.store.catalog.check import open_for_writing
from app.store.catalog.schema import CATALOG_WRITER
from app.store.catalog.sink import CatalogueSink
from app.store.catalog.sink.place import Place
from app.store.driver import connect_writer
from app.store.errors import StoreClosedError
from core.domain.changes import PAGE_LIMIT, Change, ChangeOp, ChangePage, Stream
from core.ports.changes import ChangeSink
from tests.benchmarks.catalogue import SIZES, Row, database, rows
from tests.benchmarks.harness import WARM_UP, BenchContext, Result, quantile
from tests.benchmarks.tills import BenchTill, codes

PER_SIZE: Final = True
CHANGES: Final = 100_000
QUIET: Final = 40_000
"""Of them before anybody sells."""
RENAMES: Final = 5
SALES: Final = 300
LINES: Final = 10
EVERY_S: Final = 0.1
LONG: Final = 10
OPEN_S: Final = 1.0


def changes(count: int, products: int) -> Iterator[ChangePage]:
    """Seeded pages: of five, one of names and four of prices."""
    draw = Random(11)
    known = list(islice(rows(products), min(products, 20_000)))
    for number in range(count // PAGE_LIMIT):
        renames = number % RENAMES == 0
        chosen = draw.sample(known, PAGE_LIMIT)
        made = tuple((_renamed if renames else _priced)(row, number + 1) for row in chosen)
        stream = Stream.PRODUCTS if renames else Stream.PRICES
        yield ChangePage(stream, "g", False, 0, made, f"c{number + 1}", False)


def _variant(row: Row) -> str:
    return f"00000000-0000-7000-8000-{row.id:012d}"


def _renamed(row: Row, version: int) -> Change:
    data = {
        "sku": row.sku,
        "barcode": row.barcode,
        "name": f"{row.name} oferta {version % 50}",
        "tax_code": f"0{row.id % 4}",
        "category": "Ofertas",
    }
    return Change(ChangeOp.UPSERT, _variant(row), version, data)


def _priced(row: Row, version: int) -> Change:
    price = str(Decimal(row.cents + version).scaleb(-2))
    return Change(ChangeOp.UPSERT, _variant(row), version, {"variant_id": _variant(row), "price": price})


class Feed:
    """Pages on a thread of their own, as the sync thread brings them; can rest between two."""

    def __init__(self, sink: ChangeSink, pages: Iterator[ChangePage]) -> None:
        self._sink, self._pages = sink, pages
        self._go, self._rests = threading.Event(), threading.Event()
        self._stop = False
        self.applied = 0
        self._thread = threading.Thread(target=self._run, name="feed")

    def start(self) -> None:
        """Begin at rest."""
        self._thread.start()

    def flow(self) -> None:
        """Changes come."""
        self._rests.clear()
        self._go.set()

    def rest(self) -> None:
        """None come; returns when the page under way is done."""
        self._go.clear()
        self._rests.wait(30)

    def stop(self) -> None:
        """End after the page under way."""
        self._stop = True
        self._go.set()
        self._thread.join(60)

    def _run(self) -> None:
        for page in self._pages:
            if not self._go.is_set():
                self._rests.set()
                self._go.wait()
            if self._stop:
                return
            try:
                self._sink.apply(page, 0)
            except StoreClosedError:
                return
            self.applied += len(page.changes)
        self._rests.set()


class Cashier:
    """Sells and notes what each completion took."""

    def __init__(self, till: BenchTill, goods: Iterator[str]) -> None:
        self._till, self._goods = till, goods

    def sell(self, number: int) -> float:
        """One sale on its hundred milliseconds; milliseconds from Enter to «Completada»."""
        began = time.perf_counter()
        hold = self._till.store.runner.hold
        hold(True)
        self._till.fill([next(self._goods) for _ in range(LINES)])
        self._till.settle()
        if number % LONG == LONG - 1:
            _rest(OPEN_S)
        start = time.perf_counter()
        self._till.complete()
        spent = (time.perf_counter() - start) * 1000
        hold(False)
        _rest(EVERY_S - (time.perf_counter() - began) if number % LONG != LONG - 1 else EVERY_S)
        return spent


def _rest(seconds: float) -> None:
    """Nobody touches the till."""
    threading.Event().wait(max(0.0, seconds))


def run(context: BenchContext) -> Iterator[Result]:
    """Quiet first, then beside a cashier."""
    products = SIZES[context.size]
    catalogue = context.work / "catalog.db"
    shutil.copy(database(context.size, context.cache), catalogue)
    plain = without_indexes(context.work / "plain.db", catalogue, products)
    as_fetched(catalogue)
    with BenchTill(context.work / "till", catalogue) as till:
        sink = CatalogueSink.open(catalogue, till.store.runner, till.clock, RecordSeal(bytes(32), till.ids))
        slices = _timed_slices(sink)
        pages = changes(CHANGES, products)
        try:
            quiet = _quiet(sink, pages)
            alone = list(slices)
            around = {"limit_is": "the same changes without search indexes, 200 a transaction"}
            yield Result("delta.rows", quiet, "1/s", plain, "value>=2000", QUIET, around)
            yield Result("delta.slice.p50", quantile(alone, 0.5), "ms", n=len(alone))
            yield Result("delta.slice.p99", quantile(alone, 0.99), "ms", target="value<=20", n=len(alone))
            yield from _beside(till, Feed(sink, pages), products)
        finally:
            sink.close()


def _quiet(sink: CatalogueSink, pages: Iterator[ChangePage]) -> float:
    start = time.perf_counter()
    for page in islice(pages, QUIET // PAGE_LIMIT):
        sink.apply(page, 0)
    return QUIET / (time.perf_counter() - start)


def _beside(till: BenchTill, feed: Feed, products: int) -> Iterator[Result]:
    cashier = Cashier(till, codes((2 * SALES + WARM_UP) * LINES, products))
    idle: list[float] = []
    busy: list[float] = []
    feed.start()
    try:
        for _ in range(WARM_UP):
            cashier.sell(0)
        flowed = 0.0
        for block in range(SALES // LONG):
            for samples, flow in (
                ((idle, False), (busy, True)) if block % 2 else ((busy, True), (idle, False))
            ):
                (feed.flow if flow else feed.rest)()
                began = time.perf_counter()
                samples += [cashier.sell(number) for number in range(LONG)]
                flowed += (time.perf_counter() - began) if flow else 0.0
        feed.rest()
    finally:
        feed.stop()
    around = {"limit_is": "the same sales without changes"}
    for name, q in (("p50", 0.5), ("p99", 0.99)):
        target = "ratio<=1.5" if q == 0.5 else None
        yield Result(
            f"delta.sale.{name}", quantile(busy, q), "ms", quantile(idle, q), target, len(busy), around
        )
    yield Result("delta.rows_beside_sales", feed.applied / flowed, "1/s", n=feed.applied)


def as_fetched(catalogue: Path) -> None:
    """As if whole lists had been fetched: changes alone are measured."""
    db = open_for_writing(catalogue)
    for stream in (Stream.PRODUCTS, Stream.PRICES):
        Place(stream, cursor="c0", generation="g").save(db)
    db.close()


def _timed_slices(sink: CatalogueSink) -> list[float]:
    """Milliseconds each slice holds the store thread."""
    found: list[float] = []
    lane: Any = sink._lane
    transact: Callable[[Any], Any] = lane.transact

    def timed(job: Any) -> Any:
        start = time.perf_counter()
        try:
            return transact(job)
        finally:
            found.append((time.perf_counter() - start) * 1000)

    lane.transact = timed
    return found


def without_indexes(path: Path, catalogue: Path, products: int) -> float:
    """Rows a second of the same changes as bare updates of a copy, a transaction for each page."""
    shutil.copy(catalogue, path)
    db = connect_writer(path, CATALOG_WRITER)
    pages = list(islice(changes(CHANGES, products), QUIET // PAGE_LIMIT))
    start = time.perf_counter()
    for page in pages:
        db.execute("BEGIN IMMEDIATE")
        for change in page.changes:
            if page.stream is Stream.PRODUCTS:
                db.execute(
                    "UPDATE product SET name = ?2, version = ?3 WHERE variant_id = ?1",
                    (change.id, change.data["name"], change.version),
                )
            else:
                cents = int(Decimal(change.data["price"]).scaleb(2))
                values = (change.id, cents, change.version)
                db.execute("UPDATE price SET price_cents = ?2, version = ?3 WHERE id = ?1", values)
                db.execute("UPDATE price_now SET price_cents = ?2 WHERE variant_id = ?1", values[:2])
        db.execute("COMMIT")
    spent = time.perf_counter() - start
    db.close()
    return QUIET / spent
