"""The local catalogue as the use cases see it: in-process reads of at most 1 ms (performance.md 2.2, 2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.domain.catalog import Product


@dataclass(frozen=True, slots=True)
class FoundProduct:
    """A search hit with the (start, end) spans of its name that matched."""

    product: Product
    marks: tuple[tuple[int, int], ...] = ()


class Catalogue(Protocol):
    """Lookups over the local copy; never over the network."""

    def by_gtin(self, gtin14: str) -> Product | None:
        """Product by the 14-digit form of its code."""
        ...

    def by_code(self, text: str) -> Product | None:
        """Product by its exact own code (SKU) or any other exact code the shop gave it."""
        ...

    def by_item(self, item: str) -> Product | None:
        """Product by the item number inside a weight or price label."""
        ...

    def by_variant(self, variant_id: str) -> Product | None:
        """Product by identity."""
        ...

    def search(self, text: str, limit: int) -> Sequence[FoundProduct]:
        """Best sellers first among the names that match (domain.md section 14)."""
        ...

    def categories(self) -> tuple[str, ...]:
        """Tabs of tiles in the shop's order."""
        ...

    def tiles(self, category: str, limit: int) -> Sequence[Product]:
        """Products to touch."""
        ...

    def as_of(self) -> datetime:
        """When the local copy was made, aware."""
        ...
