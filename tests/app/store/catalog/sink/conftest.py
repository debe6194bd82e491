from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core.domain.changes import Stream
from tests.app.store.catalog.sink.support import NOON_MS, Centre, Till, goods, price, rate

Open = Callable[..., Till]


@pytest.fixture
def open_till(tmp_path: Path) -> Iterator[Open]:
    tills: list[Till] = []

    def opened(*products: Any, **options: Any) -> Till:
        tills.append(Till(tmp_path / "catalog.db", products, **options))
        return tills[-1]

    yield opened
    for till in tills:
        till.close()


@pytest.fixture
def centres() -> dict[Stream, Centre]:
    return {stream: Centre(stream) for stream in Stream}


@pytest.fixture
def till(open_till: Open, centres: dict[Stream, Centre]) -> Till:
    """A till with three products it got from the centre."""
    till = open_till()
    names = ["Arroz", "Sal", "Piña"]
    lists = {
        Stream.TAXES: [rate("01", "7.000")],
        Stream.PRODUCTS: [goods(n, name, rank=n) for n, name in enumerate(names, start=1)],
        Stream.PRICES: [price(n, "1.25") for n in (1, 2, 3)],
        Stream.STOCK: [],
    }
    for stream, changes in lists.items():
        for page in centres[stream].whole(changes):
            till.sink.apply(page, NOON_MS)
    return till
