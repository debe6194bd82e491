"""What really left the shop, or who really bought: found as anywhere else, by name, code or scan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.presenters import format as fmt
from app.presenters.floor.customers import customer_row
from app.presenters.floor.panel_part import BasePart
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import Field, FieldKind, Panel, PanelButton, PanelHost, RowItem, Rows, Say
from app.presenters.review_wording import V
from app.usecases.catalogue import Catalogue
from app.usecases.customers import Customers
from core.domain.catalog import Product
from core.domain.errors import DomainError
from core.domain.reviews import Outcome, Review

HITS: Final = 20
Picked = Callable[[Review, Outcome, tuple[str, str]], Any]


@dataclass(frozen=True, slots=True)
class Finder:
    """Where to look.

    Attributes:
        title: What is asked.
        find: Rows for what was typed; their keys are the identities.
        scan: The row of a scanned code, None when it is nobody's.
    """

    title: V
    icon: str
    find: Callable[[str], Sequence[RowItem]]
    scan: Callable[[str], RowItem | None]


class Picking(BasePart):
    """Implements ``PanelPart``.

    Args:
        finders: By outcome.
        picked: Told what was chosen, once this panel has left.
    """

    def __init__(self, host: PanelHost, finders: dict[Outcome, Finder], picked: Picked) -> None:
        super().__init__(host)
        self._finders = finders
        self._picked = picked
        self._review: Review | None = None
        self._outcome = Outcome.SUBSTITUTE
        self._typed = ""
        self._found: tuple[RowItem, ...] = ()
        self._selected = 0

    def open(self, review: Review, outcome: Outcome) -> None:
        """Ask for it."""
        self._review, self._outcome = review, outcome
        self._typed, self._found, self._selected = "", (), 0
        self._host.open_panel(self)

    def panel(self) -> Panel:
        """What stands on it now."""
        finder = self._finders[self._outcome]
        field = Field("query", Say(V.WHAT), FieldKind.TEXT, self._typed, Say(V.TYPE), active=True)
        empty = Say(V.NOT_FOUND) if self._typed.strip() else ""
        rows = Rows("found", self._found, self._selected if self._found else None, empty)
        primary = PanelButton("pick", Say(V.PICK), "Enter", idle=not self._found)
        return Panel("picking", finder.icon, Say(finder.title), (field, rows), primary=primary)

    def edited(self, field_id: str, text: str) -> None:
        """Search as you type."""
        del field_id
        words = text.strip()
        self._typed, self._selected = text, 0
        self._found = tuple(self._finders[self._outcome].find(words)) if words else ()
        self._host.redraw()

    def move(self, step: int) -> None:
        """Up or down."""
        if self._found:
            self._selected = max(0, min(len(self._found) - 1, self._selected + step))
            self._host.redraw()

    def select(self, block_id: str, index: int) -> None:
        """A touch takes it."""
        del block_id
        if 0 <= index < len(self._found):
            self._take(self._found[index])

    def enter(self) -> None:
        """Take the chosen one."""
        if self._found:
            self._take(self._found[self._selected])

    def scanned(self, text: str) -> None:
        """A scan takes it at once."""
        row = self._finders[self._outcome].scan(text)
        if row is None:
            self._host.refuse(Message(M.SCAN_NOT_HERE, Tone.WARN))
        else:
            self._take(row)

    def _take(self, row: RowItem) -> None:
        if self._review is not None:
            self._host.close_panel()
            self._picked(self._review, self._outcome, (row.key, str(row.title)))


def product_finder(catalogue: Catalogue, goods: Callable[[str], Product]) -> Finder:
    """Products of the catalogue, by name or by a scan; ``goods`` knows the product of a code."""

    def found(text: str) -> tuple[RowItem, ...]:
        return tuple(_product(hit.product) for hit in catalogue.search(text, HITS))

    def scanned(text: str) -> RowItem | None:
        try:
            return _product(goods(text))
        except DomainError:
            return None

    return Finder(V.PICK_PRODUCT, "search", found, scanned)


def customer_finder(customers: Customers) -> Finder:
    """Customers the till knows."""

    def found(text: str) -> tuple[RowItem, ...]:
        return tuple(map(customer_row, customers.find(text, HITS)))

    def scanned(text: str) -> RowItem | None:
        record = customers.by_card(text)
        return None if record is None else customer_row(record)

    return Finder(V.PICK_CUSTOMER, "user", found, scanned)


def _product(product: Product) -> RowItem:
    return RowItem(product.variant_id, product.name, product.sku, fmt.money(product.unit_price))
