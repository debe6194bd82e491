"""A few products as the use cases and presenters see a catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from app.usecases.catalogue import FoundProduct, PriceNote, StockLevel
from core.domain.catalog import TAX_RATES, Product
from core.domain.search import search as search_names
from tests.fakes.clock import START


def product(
    name: str,
    price: str,
    *,
    barcode: str = "",
    sku: str = "",
    tax: str = "01",
    unit: str = "u",
    number: int = 0,
) -> Product:
    return Product(
        variant_id=f"0198f0c0-0000-7000-8000-{number:012d}",
        sku=sku or f"SKU{number}",
        barcode=barcode,
        name=name,
        unit=unit,
        measured=unit != "u",
        unit_price=Decimal(price),
        tax_code=tax,
        tax_rate=TAX_RATES[tax],
        category="Frecuentes",
    )


RICE = product("Arroz blanco 5 lb", "3.25", barcode="7450000000013", tax="00", number=1)
COLA = product("Refresco de cola 2 L", "1.99", barcode="7450000000020", number=2)
CHEESE = product("Queso blanco", "8.90", sku="00042", unit="kg", number=3)
SUGAR_CANE = product("Caña de azúcar", "0.75", barcode="7450000000037", tax="00", number=4)


class SmallCatalogue:
    """A `Catalogue` of a few products."""

    def __init__(self, products: Sequence[Product] = (RICE, COLA, CHEESE, SUGAR_CANE)) -> None:
        self._products = tuple(products)
        self.levels: dict[str, Decimal] = {}
        self.promotion_texts: tuple[str, ...] = ()

    def by_gtin(self, gtin14: str) -> Product | None:
        return next((p for p in self._products if p.barcode and p.barcode.zfill(14) == gtin14), None)

    def by_code(self, text: str) -> Product | None:
        return next((p for p in self._products if p.sku == text), None)

    def by_item(self, item: str) -> Product | None:
        return self.by_code(item)

    def by_variant(self, variant_id: str) -> Product | None:
        return next((p for p in self._products if p.variant_id == variant_id), None)

    def search(self, text: str, limit: int) -> Sequence[FoundProduct]:
        names = search_names(text, [p.name for p in self._products])[:limit]
        found = [p for name in names for p in self._products if p.name == name]
        return [FoundProduct(p, stock=self.levels.get(p.variant_id)) for p in found]

    def categories(self) -> tuple[str, ...]:
        return ("Frecuentes",)

    def tiles(self, category: str, limit: int) -> Sequence[Product]:
        return self._products[:limit]

    def stock(self, variant_id: str) -> StockLevel | None:
        quantity = self.levels.get(variant_id)
        return None if quantity is None else StockLevel(quantity, START)

    def stock_as_of(self) -> datetime | None:
        return START if self.levels else None

    def price_note(self, variant_id: str) -> PriceNote | None:
        found = self.by_variant(variant_id)
        return None if found is None else PriceNote(found.price_list, 1, START)

    def promotions(self) -> tuple[str, ...]:
        return self.promotion_texts

    def as_of(self) -> datetime:
        return START
