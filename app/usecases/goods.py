"""What a scanned or typed code stands for: the goods, their clean code, and what the label says of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.usecases.catalogue import Catalogue
from core.domain.basket_line import NO_TERMS, LineTerms
from core.domain.catalog import Product
from core.domain.embedded import LabelTemplate
from core.domain.errors import DomainError
from core.domain.gs1 import Gs1Data
from core.domain.scan import Embedded, Gs1, Gtin, ReceiptScan, Scan, parse_scan


@dataclass(frozen=True, slots=True)
class FoundGoods:
    """Goods behind a code.

    Attributes:
        code: The code without its prefix, as the line keeps it.
        quantity: Weight or count the label says, None for one piece or for goods to be weighed.
        label_price: Price the label says, which is the line amount.
        terms: Lot and last day of the pack.
    """

    product: Product
    code: str
    quantity: Decimal | None = None
    label_price: Decimal | None = None
    terms: LineTerms = NO_TERMS


class PriceNeededError(DomainError):
    """Goods that cannot be added without a price from a person; code ``price_needed`` with their ``name``.

    Attributes:
        goods: What was found; the price of its product is a proposal.
        quantity: As asked, None for one piece.
        by_hand: Whether a person gave it.
    """

    def __init__(self, goods: FoundGoods, quantity: Decimal | None, *, by_hand: bool) -> None:
        super().__init__("price_needed", name=goods.product.name)
        self.goods = goods
        self.quantity = quantity
        self.by_hand = by_hand


class GoodsFinder:
    """Looks codes up in the local catalogue.

    Args:
        templates: Layouts of the shop's price and weight labels.
        today: Date on the shop's clock: what expired before it is not sold.
    """

    def __init__(
        self, catalogue: Catalogue, templates: Sequence[LabelTemplate], today: Callable[[], date]
    ) -> None:
        self._catalogue = catalogue
        self._today = today
        self.templates = tuple(templates)

    def find(self, text: str) -> FoundGoods:
        """Goods of a code.

        Raises:
            DomainError: ``unknown_code``, ``receipt_scanned`` (with its ``text``), the codes of `parse_scan`
                for a code that does not check, ``weight_other_unit``, ``goods_expired`` (values ``name`` and
                ``date``).
        """
        try:
            scan = parse_scan(text, self.templates)
        except DomainError:
            # only an exact match of the whole string saves a code that does not check (hardware.md 8)
            exact = self._catalogue.by_code(text)
            if exact is None:
                raise
            return FoundGoods(exact, text)
        return self._resolve(scan)

    def variant(self, variant_id: str) -> Product:
        """Goods picked from tiles or search.

        Raises:
            DomainError: ``unknown_code`` when they left the catalogue meanwhile.
        """
        return _known(self._catalogue.by_variant(variant_id), variant_id)

    def _resolve(self, scan: Scan) -> FoundGoods:
        if isinstance(scan, Gtin):
            return FoundGoods(_known(self._catalogue.by_gtin(scan.gtin14), scan.text), scan.text)
        if isinstance(scan, Embedded):
            label = scan.label
            product = _known(self._catalogue.by_item(label.item), scan.text)
            if label.weight is not None and product.unit != "kg":
                # labels carry kilograms (domain.md section 13): never sold as if they were pounds
                raise DomainError("weight_other_unit", name=product.name, unit=product.unit)
            return FoundGoods(product, scan.text, label.weight, label.price)
        if isinstance(scan, Gs1):
            return self._symbol(scan.text, scan.data)
        exact = None if isinstance(scan, ReceiptScan) and scan.signed else self._catalogue.by_code(scan.text)
        if exact is None and isinstance(scan, ReceiptScan):
            raise DomainError("receipt_scanned", text=scan.text)
        return FoundGoods(_known(exact, scan.text), scan.text)

    def _symbol(self, text: str, data: Gs1Data) -> FoundGoods:
        product = _known(self._catalogue.by_gtin(data.gtin) if data.gtin else None, text)
        if data.expiry is not None and data.expiry < self._today().isoformat():
            raise DomainError("goods_expired", name=product.name, date=data.expiry)
        weight = data.weight_lb if product.unit == "lb" else data.weight_kg
        terms = LineTerms(lot=data.lot or "", expiry=data.expiry or data.best_before or "")
        return FoundGoods(product, text, weight if product.measured else None, data.price, terms)


def _known(product: Product | None, text: str) -> Product:
    if product is None:
        raise DomainError("unknown_code", text=text)
    return product
