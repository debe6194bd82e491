"""What the search list shows (ux.md screen 4)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One search hit.

    Attributes:
        marks: (start, end) spans of the name that matched.
        stock: Quantity last counted, empty without a figure.
        out: Whether that is none or less: drawn to be looked at, never a reason not to sell.
    """

    variant_id: str
    name: str
    price: str
    unit: str
    tax: str
    marks: tuple[tuple[int, int], ...] = ()
    stock: str = ""
    out: bool = False


@dataclass(frozen=True, slots=True)
class DataAge:
    """When data were read at their source: clock time, and how many days ago that was."""

    time: str
    days: int = 0


@dataclass(frozen=True, slots=True)
class SearchState:
    """Search list over the basket.

    Attributes:
        selected: The row Enter adds.
        prices: Age of the prices.
        stock: Age of the stock figures, None in a shop without any.
        similar: The rows hold no typed word, only words like it.
    """

    query: str
    rows: tuple[ResultRow, ...]
    selected: int
    prices: DataAge
    stock: DataAge | None = None
    similar: bool = False
