"""Any history in any pages, with pages that come twice: the goods are those of a build of what is left."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.store.catalog import CatalogReader, build_catalog
from core.domain.catalog import Product
from core.domain.changes import Change, ChangeOp, Stream
from core.ports.changes import Applied
from tests.app.store.catalog.products import AS_OF
from tests.app.store.catalog.sink.support import (
    NOON_MS,
    Centre,
    Till,
    delete,
    goods,
    later,
    price,
    rate,
    variant,
)

WORDS = ("Arroz", "Piña", "Ñame", "Café", "caña", "1.5 L", "Pan")
TYPED = ("arroz", "pin", "ñ", "name", "cafe", "ca", "1 5", "rro", "afe", "pan pi", "S00003")
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
PRODUCTS = st.integers(1, 6)
WHEN = st.sampled_from((None, -2, -1, 1, 2))
"""Hours from noon."""


@dataclass(frozen=True)
class Said:
    """What one item of the log does; its version is its place in the log."""

    stream: Stream
    number: int
    name: str | None = None
    cents: int | None = None
    begins: int | None = None

    def change(self, version: int) -> Change:
        if self.stream is Stream.PRODUCTS:
            if self.name is None:
                return delete(variant(self.number), version)
            return goods(self.number, self.name, version, rank=self.number)
        begins = None if self.begins is None else later(hours=self.begins)
        amount = str(Decimal(self.cents or 0).scaleb(-2))
        made = price(self.number, amount, version, begins)
        return made if self.cents is not None else delete(made.id, version)


SAID = st.one_of(
    st.builds(Said, st.just(Stream.PRODUCTS), PRODUCTS, name=st.none() | NAMES),
    st.builds(Said, st.just(Stream.PRICES), PRODUCTS, cents=st.none() | st.integers(1, 999), begins=WHEN),
)


def final(log: Sequence[Change]) -> list[Change]:
    """What is left of a log."""
    last = {change.id: change for change in log}
    return [change for change in last.values() if change.op is ChangeOp.UPSERT]


def in_force(prices: Sequence[Change], number: int, hours: float) -> Decimal | None:
    now = later(hours=hours).isoformat()
    own = [p for p in prices if p.data["variant_id"] == variant(number)]
    begun = [p for p in own if p.data.get("valid_from", "") <= now]
    if not begun:
        return None
    return Decimal(max(begun, key=lambda p: (p.data.get("valid_from", ""), p.version)).data["price"])


def expected(products: Sequence[Change], prices: Sequence[Change], hours: float) -> list[Product]:
    """The products a till can sell at that time, by rank."""
    found: list[Product] = []
    for number in range(1, 7):
        cost = in_force(prices, number, hours)
        for change in products:
            if change.id == variant(number) and cost is not None:
                name, sku = str(change.data["name"]), str(change.data["sku"])
                found.append(
                    Product(change.id, sku, "", name, "u", False, cost, "01", Decimal(7), "Abarrotes")
                )
    return found


def hits(reader: CatalogReader, text: str) -> list[Product]:
    """Without those of a slip: words of names that were changed are known until the next list."""
    return [hit.product for hit in reader.search(text) if not hit.typo]


@settings(max_examples=10, deadline=None)
@given(data=st.data(), log=st.lists(SAID, max_size=25))
def test_any_history_ends_as_a_build_of_what_is_left(data: st.DataObject, log: list[Said]) -> None:
    logs = {
        stream: [said.change(version) for version, said in enumerate(log, start=1) if said.stream is stream]
        for stream in (Stream.PRODUCTS, Stream.PRICES)
    }
    products, prices = final(logs[Stream.PRODUCTS]), final(logs[Stream.PRICES])
    with tempfile.TemporaryDirectory() as folder:
        till = Till(Path(folder) / "catalog.db")
        till.clock.tick = data.draw(st.sampled_from((0.001, 0)))
        centres = {stream: Centre(stream) for stream in (*logs, Stream.TAXES)}
        for stream, centre in centres.items():
            first = [rate("01", "7")] if stream is Stream.TAXES else []
            assert till.sink.apply(centre.whole(first)[0], NOON_MS) is Applied.SWAPPED
        queues = {stream: pages_of(data, centres[stream], changes) for stream, changes in logs.items()}
        while any(queues.values()):
            stream = data.draw(st.sampled_from([stream for stream, pages in queues.items() if pages]))
            assert till.sink.apply(queues[stream].pop(0), NOON_MS) is Applied.KEPT
            if data.draw(st.integers(0, 5)) == 0:
                till.again()
        for hours in data.draw(st.sampled_from(((0, 1.5), (0,), (3,)))):
            till.wait_until(later(hours=hours))
            check(
                till.reader,
                expected(products, prices, hours),
                Path(folder) / f"built{hours}.db",
                ordered=False,
            )
        for stream, left in ((Stream.PRODUCTS, products), (Stream.PRICES, prices)):
            centres[stream].generation = "g2"
            till.clock.wall = later(hours=3)
            pages = centres[stream].whole(*data.draw(splits(left)))
            assert [till.sink.apply(page, NOON_MS) for page in pages][-1] is Applied.SWAPPED
        check(till.reader, expected(products, prices, 3), Path(folder) / "built.db", ordered=True)
        till.close()


def check(reader: CatalogReader, wanted: list[Product], path: Path, *, ordered: bool) -> None:
    build_catalog(path, wanted, {}, as_of=AS_OF)
    built = CatalogReader(path)
    for number in range(1, 7):
        assert reader.by_variant(variant(number)) == built.by_variant(variant(number))
        assert reader.by_code(f"S{number:05d}") == built.by_code(f"S{number:05d}")
    for text in TYPED:
        found, direct = hits(reader, text), hits(built, text)
        assert found == direct if ordered else sorted(found, key=sku) == sorted(direct, key=sku), text
    built.close()


def sku(product: Product) -> str:
    return product.sku


def splits(changes: Sequence[Change]) -> st.SearchStrategy[list[list[Change]]]:
    """Cut a list into pages, some of them empty."""

    def cut(places: list[int]) -> list[list[Change]]:
        edges = [0, *sorted(places), len(changes)]
        return [list(changes[low:high]) for low, high in pairwise(edges)]

    return st.lists(st.integers(0, len(changes)), max_size=3).map(cut)


def pages_of(data: st.DataObject, centre: Centre, log: Sequence[Change]):  # type: ignore[no-untyped-def]
    """The log as pulls of one to four pages, some pages twice."""
    pages = [page for pull in data.draw(splits(log)) for page in centre.delta(*data.draw(splits(pull)))]
    twice = data.draw(st.lists(st.booleans(), min_size=len(pages), max_size=len(pages)))
    return [
        page for page, again in zip(pages, twice, strict=True) for page in ([page, page] if again else [page])
    ]
