from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.store.catalog import CatalogReader, build_catalog
from core.domain.catalog import Product
from resources import demo
from tests.app.store.catalog.products import AS_OF

Open = Callable[..., CatalogReader]


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Open]:
    """Builds a catalogue of the given products and opens it."""
    readers: list[CatalogReader] = []

    def make(products: Iterable[Product], **options: Any) -> CatalogReader:
        path = tmp_path / f"catalog-{len(readers)}.db"
        build_catalog(path, products, {"prices": 1}, as_of=AS_OF, **options)
        readers.append(CatalogReader(path))
        return readers[-1]

    yield make
    for reader in readers:
        reader.close()


@pytest.fixture(scope="package")
def shop_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo shop's catalogue, for tests that only read."""
    shop = demo.load()
    path = tmp_path_factory.mktemp("shop") / "catalog.db"
    tiles = [(tab.name, tab.variant_ids) for tab in shop.tiles]
    build_catalog(path, shop.products, shop.versions, as_of=datetime(2026, 11, 24, tzinfo=UTC), tiles=tiles)
    return path


@pytest.fixture
def shop(shop_path: Path) -> Iterator[CatalogReader]:
    reader = CatalogReader(shop_path)
    yield reader
    reader.close()
