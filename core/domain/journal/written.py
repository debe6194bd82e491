"""A sale written ahead of the transaction that stores it: its text in the payload, and its rows.

A transaction holds the disk, and the cashier waits for it. What depends on the sale alone is made before it;
what depends on the lines alone is made while the payment is still open (performance.md 2.5).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from core.domain.document_data import items_to_data, sale_to_data
from core.domain.documents import CompletedSale, SaleItem
from core.domain.journal.events import Event, JsonObject, data_text
from core.domain.journal.projection import line_rows, sale_rows
from core.domain.journal.rows import Projection
from core.domain.kept import Kept

_ITEMS: Final = '"items":[]'
"""Where the lines stand in the text of a sale without them: no text of a person can look like it, since its
quotation marks would be escaped."""


@dataclass(frozen=True, slots=True)
class Written:
    """An event's data as they will be stored.

    Attributes:
        data: What the event holds.
        text: `core.domain.journal.events.data_text` of them.
        rows: What `core.domain.journal.projection.project` gives for the event that holds them.
    """

    data: JsonObject
    text: str
    rows: Callable[[Event], Projection]


class SaleWriting:
    """Writes sales; the lines of the last one are kept, so that the same lines cost nothing again."""

    def __init__(self) -> None:
        self._lines: Kept[_Lines] = Kept()

    def write(self, sale: CompletedSale) -> Written:
        """A sale's data, text and rows.

        Raises:
            ValueError: an amount is finer than its scale (`PayloadError` for one that has a row).
        """
        lines = self._lines.of(sale.items, lambda: _Lines(sale.items))
        data = sale_to_data(sale, [])
        text = data_text(data).replace(_ITEMS, lines.text, 1)
        data["items"] = lines.data
        return Written(data, text, lambda event: sale_rows(event, sale, lines.rows))


class _Lines:
    """The lines of a sale in every form they are stored in."""

    def __init__(self, items: tuple[SaleItem, ...]) -> None:
        self.data = items_to_data(items)
        self.text = data_text({"items": self.data})[1:-1]
        self.rows = line_rows(items)
