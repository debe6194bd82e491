"""What the price list says now of goods in a sale that waited (ux.md screen 10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from app.usecases.catalogue import Catalogue
from app.usecases.ports import DraftSale
from core.domain.basket_line import BasketLine
from core.domain.documents import money_text
from core.domain.sale import Sale

_NOTHING: Final = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class PriceMoved:
    """A line whose price of the list changed while its sale waited.

    Attributes:
        key: The line.
        name: Its goods.
        was: Balboas per unit when they were added.
        now: The same today.
        price_list: The list that says so, empty where the shop has one.
    """

    key: int
    name: str
    was: Decimal
    now: Decimal
    price_list: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What changed for a sale while it waited.

    Attributes:
        prices: Of the list; a person says which are charged.
        promotions_was: Balboas that promotions took off when it was set aside.
        promotions_now: The same today, at the prices it has; those of now hold.
    """

    prices: Sequence[PriceMoved] = ()
    promotions_was: Decimal = _NOTHING
    promotions_now: Decimal = _NOTHING

    @property
    def promotions(self) -> bool:
        """Whether promotions take something else now."""
        return self.promotions_was != self.promotions_now

    def __bool__(self) -> bool:
        """Whether anything changed at all."""
        return bool(self.prices) or self.promotions


def what_moved(sale: Sale, catalogue: Catalogue | None) -> Moved:
    """What changed for a sale set aside, which is read under the promotions of now; money freezes all."""
    was = sale.parked.promotions
    if sale.tenders:
        return Moved()
    now = sale.promotion_total
    prices = () if catalogue is None else moved_prices(sale, catalogue)
    return Moved(prices, now if was is None else was, now)


def moved_prices(sale: Sale, catalogue: Catalogue) -> Sequence[PriceMoved]:
    """Lines in basket order whose price moved.

    Prices that a person, a label or money already taken decided are no concern of the list; goods that left
    the list keep the price they had.
    """
    if sale.tenders:
        return ()
    moved: list[PriceMoved] = []
    for line in sale.lines:
        now = None if _is_fixed(line) else catalogue.by_variant(line.product.variant_id)
        if now is not None and not now.open_price and now.unit_price != line.product.unit_price:
            was = line.product.unit_price
            moved.append(PriceMoved(line.key, line.product.name, was, now.unit_price, now.price_list))
    return moved


def with_prices(draft: DraftSale, moved: Sequence[PriceMoved]) -> DraftSale:
    """The same sale with what the list says now on the lines named."""
    prices = {one.key: one for one in moved}
    lines = tuple(
        (key, line if key not in prices else line | _said(prices[key])) for key, line in draft.lines
    )
    return replace(draft, lines=lines)


def _said(price: PriceMoved) -> dict[str, str]:
    return {"unit_price": money_text(price.now), "price_list": price.price_list}


def _is_fixed(line: BasketLine) -> bool:
    return line.terms.price is not None or line.label_price is not None or line.product.open_price
