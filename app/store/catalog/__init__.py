"""The till's catalogue, ``catalog.db``: products, tiles, search indexes, stock, promotions, sealed customers.

It can be thrown away and built again at any time, so its errors are reasons to rebuild, never to stop
selling by hand. The reader loads the driver alone, no SQLAlchemy (performance.md 2.1, 2.2.7).
"""

from __future__ import annotations

from app.store.catalog.build import build_catalog
from app.store.catalog.errors import (
    CatalogueConflictError,
    CatalogueDamagedError,
    CatalogueInUseError,
    CatalogueMissingError,
    CatalogueNewerError,
    CatalogueOutdatedError,
    CatalogueUnusableError,
)
from app.store.catalog.reader import CatalogReader

__all__ = [
    "CatalogReader",
    "CatalogueConflictError",
    "CatalogueDamagedError",
    "CatalogueInUseError",
    "CatalogueMissingError",
    "CatalogueNewerError",
    "CatalogueOutdatedError",
    "CatalogueUnusableError",
    "build_catalog",
]
