"""The local catalogue as the use cases see it: in-process reads of at most 1 ms (performance.md 2.2, 2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from core.domain.catalog import Product


@dataclass(frozen=True, slots=True)
class FoundProduct:
    """A search hit.

    Attributes:
        product: What was found.
        marks: (start, end) spans of its name that matched.
        typo: Whether it was found only by correcting a word; shown apart.
        stock: As `Catalogue.stock` says it, None without a figure; its age is `Catalogue.stock_as_of`.
    """

    product: Product
    marks: tuple[tuple[int, int], ...] = ()
    typo: bool = False
    stock: Decimal | None = None


@dataclass(frozen=True, slots=True)
class StockLevel:
    """What is known of a product's stock: advice, never a reason not to sell (sync.md D8).

    Attributes:
        quantity: In the product's unit, 3 decimals; may be negative.
        as_of: When the centre's figure was read, aware.
    """

    quantity: Decimal
    as_of: datetime


class PendingStock(Protocol):
    """What this till moved and the centre's figures do not hold yet (sync.md D7); asked at each keystroke."""

    def refresh(self) -> None:
        """Take in what was sold since the last call; before a group of questions."""
        ...

    def after(self, variant_id: str, counted: tuple[int, int] | None) -> int:
        """Thousandths this till moved of a variant, sales below zero.

        Args:
            variant_id: Of what.
            counted: (epoch, seq) of the last event of this till the centre has counted; None: it has none.
        """
        ...


@dataclass(frozen=True, slots=True)
class PriceNote:
    """Where a price comes from, for «why this price?».

    Attributes:
        price_list: Name of the list, empty where the shop has only one.
        version: Version of the price data, as events cite it.
        as_of: When the prices were read at their source, aware.
    """

    price_list: str
    version: int
    as_of: datetime


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
        """Best sellers first among the names that match (domain.md section 14).

        Names that hold the typed words come first, then names that hold them as parts of words. Only if
        there are none, names that match a word corrected by one letter, all marked `FoundProduct.typo`.
        """
        ...

    def categories(self) -> tuple[str, ...]:
        """Tabs of tiles in the shop's order."""
        ...

    def tiles(self, category: str, limit: int) -> Sequence[Product]:
        """Products to touch."""
        ...

    def stock(self, variant_id: str) -> StockLevel | None:
        """Stock as this till knows it, None without a figure.

        The centre's figure, less what this till sold and plus what came back to it since the centre counted
        (sync.md D7).
        """
        ...

    def stock_as_of(self) -> datetime | None:
        """When the stock figures were read at their source, aware; None without any."""
        ...

    def price_note(self, variant_id: str) -> PriceNote | None:
        """Where the product's price comes from; None for an unknown product."""
        ...

    def promotions(self) -> tuple[str, ...]:
        """Every promotion as JSON text, in order of id; the promotion engine reads them."""
        ...

    def as_of(self) -> datetime:
        """When the local copy was made, aware."""
        ...
