"""A price asked for without selling: found like a scan, and on record (sync.md E3, ``price.checked``)."""

from __future__ import annotations

from app.usecases.drafts import DraftKeeper, Fact
from app.usecases.goods import GoodsFinder
from core.domain.catalog import Product
from core.domain.documents import money_text
from core.domain.journal.events import EventKind, JsonObject


class PriceChecks:
    """What goods cost, as the local catalogue has it."""

    def __init__(self, goods: GoodsFinder, drafts: DraftKeeper) -> None:
        self._goods = goods
        self._drafts = drafts

    def find(self, code: str) -> Product:
        """Goods of a code.

        Raises:
            DomainError: as `GoodsFinder.find`.
        """
        return self._goods.find(code).product

    def record(self, product: Product) -> None:
        """Note that somebody saw this price."""
        data: JsonObject = {
            "variant_id": product.variant_id,
            "name": product.name,
            "price": money_text(product.unit_price),
        }
        self._drafts.fact(Fact(EventKind.PRICE_CHECKED, data))
