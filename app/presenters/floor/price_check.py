"""F5: what does it cost? A scan or a name shows price and stock, sells nothing, and is on record."""

from __future__ import annotations

from typing import Final

from app.presenters import format as fmt
from app.presenters.floor.adding import PriceAsker
from app.presenters.floor.panel_part import BasePart
from app.presenters.floor.rows import shown_text
from app.presenters.floor.sale_rows import SaleRows
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import (
    Block,
    Facts,
    Field,
    FieldKind,
    Label,
    Panel,
    PanelButton,
    PanelHost,
    RowItem,
    Rows,
    Say,
)
from app.presenters.refusals import of_domain
from app.presenters.wording import W
from app.usecases.catalogue import Catalogue, FoundProduct
from app.usecases.goods import PriceNeededError
from app.usecases.open_sale import OpenSale
from app.usecases.price_checks import PriceChecks
from app.usecases.state import TillState
from core.domain.catalog import Product
from core.domain.errors import DomainError

HITS: Final = 8


class PriceCheck(BasePart):
    """Implements ``PanelPart``."""

    def __init__(
        self,
        host: PanelHost,
        state: TillState,
        checks: PriceChecks,
        catalogue: Catalogue,
        open_sale: OpenSale,
        rows: SaleRows,
        ask_price: PriceAsker,
    ) -> None:
        super().__init__(host)
        self._state = state
        self._checks = checks
        self._catalogue = catalogue
        self._open = open_sale
        self._rows = rows
        self._ask_price = ask_price
        self._typed = ""
        self._hits: tuple[FoundProduct, ...] = ()
        self._selected = 0
        self._product: Product | None = None

    def open(self) -> None:
        """Ask for a scan or a name."""
        self._typed, self._hits, self._product = "", (), None
        self._host.open_panel(self)

    def panel(self) -> Panel:
        """What stands on it now."""
        field = Field("query", Say(W.CHECK_QUERY), FieldKind.TEXT, self._typed, active=True)
        blocks: list[Block] = [field]
        product = self._product
        if product is not None:
            blocks.append(self._facts(product))
            primary = PanelButton("add", Say(W.CHECK_ADD), "Enter", amount=fmt.money(product.unit_price))
        else:
            if self._typed.strip():
                hits = tuple(self._row(hit) for hit in self._hits)
                blocks.append(Rows("hits", hits, self._selected, Say(W.CHECK_NONE)))
            primary = PanelButton("see", Say(W.CHECK_SEE), "Enter", idle=not self._hits)
        return Panel("check", "tag", Say(W.CHECK_TITLE), tuple(blocks), primary=primary)

    def edited(self, field_id: str, text: str) -> None:
        """Search as you type."""
        del field_id
        self._typed, self._product, self._selected = text, None, 0
        words = text.strip()
        self._hits = tuple(self._catalogue.search(words, HITS)) if words else ()
        self._host.redraw()

    def move(self, step: int) -> None:
        """Up or down the hits."""
        if self._hits:
            self._selected = max(0, min(len(self._hits) - 1, self._selected + step))
            self._host.redraw()

    def select(self, block_id: str, index: int) -> None:
        """A hit was touched."""
        del block_id
        if 0 <= index < len(self._hits):
            self._show(self._hits[index].product)

    def enter(self) -> None:
        """A code typed, or the chosen hit; once a price stands there: sell it."""
        if self._product is not None:
            self._add(self._product)
        elif self._hits:
            self.select("hits", self._selected)
        elif self._typed.strip():
            self.scanned(self._typed.strip())

    def scanned(self, text: str) -> None:
        """A scan shows its price."""
        try:
            self._show(self._checks.find(text))
        except DomainError as error:
            as_of = fmt.clock_time(self._state.local_time(self._catalogue.as_of()))
            self._host.refuse(of_domain(error, code=shown_text(text), text=shown_text(text), as_of=as_of))

    def _show(self, product: Product) -> None:
        self._product = product
        self._typed, self._hits = "", ()
        self._checks.record(product)
        self._host.redraw()

    def _add(self, product: Product) -> None:
        if product.measured:
            self._host.refuse(
                Message(M.WEIGHT_NEEDED, Tone.WARN, {"name": product.name, "unit": product.unit})
            )
            return
        try:
            change = self._open.add_variant(product.variant_id)
        except PriceNeededError as needed:
            self._host.close_panel()
            self._ask_price(needed, self._rows.apply)
            return
        except DomainError as error:
            self._host.refuse(of_domain(error))
            return
        self._rows.apply(change)
        self._host.close_panel()

    def _facts(self, product: Product) -> Facts:
        stock = self._catalogue.stock(product.variant_id)
        per = f" / {product.unit}" if product.measured else ""
        rows: list[tuple[Label, str]] = [
            (product.name, product.sku),
            (Say(W.CHECK_TAX), fmt.tax_label(product.tax_code, product.tax_rate)),
        ]
        if stock is not None:
            old = int((self._state.clock.now() - stock.as_of).total_seconds())
            age = Say(W.CHECK_STOCK, {"age": fmt.age(max(0, old))})
            rows.append((age, fmt.stock(stock.quantity)))
        rows.append((Say(W.CHECK_PRICE), f"{fmt.money(product.unit_price)}{per}"))
        return Facts(tuple(rows), strong=True)

    @staticmethod
    def _row(hit: FoundProduct) -> RowItem:
        product = hit.product
        unit = f"/ {product.unit}" if product.measured else ""
        return RowItem(product.variant_id, product.name, right=fmt.money(product.unit_price), right_note=unit)
