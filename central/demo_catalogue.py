"""The demo shop's goods as the streams carry them: a till that pulls has the shop the demo's till has."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from central.services.put_file import Items
from core.contract.changes import (
    CreditData,
    CustomerData,
    PriceData,
    ProductData,
    PromotionData,
    StockData,
    TaxData,
)
from core.domain.catalog import TAX_RATES, Product
from core.domain.changes import Stream
from core.domain.promotion.data import promotion_to_data
from resources.demo.model import DemoCustomer, DemoShop


def demo_mark(shop: DemoShop) -> str:
    """Which demo shop this is: it is filled in once for each."""
    return "demo " + " ".join(f"{name}={version}" for name, version in sorted(shop.versions.items()))


def demo_lists(shop: DemoShop, now: datetime) -> dict[Stream, Items]:
    """Every item of the catalogue's streams, as if read at its source ``now``."""
    taxes: dict[str, BaseModel] = {code: TaxData(code=code, rate=rate) for code, rate in TAX_RATES.items()}
    return {
        Stream.TAXES: taxes,
        Stream.PRODUCTS: {
            product.variant_id: _product(product, rank) for rank, product in enumerate(shop.products, start=1)
        },
        Stream.PRICES: {product.variant_id: _price(product) for product in shop.products},
        Stream.PROMOTIONS: {
            rule.promotion_id: PromotionData(body=promotion_to_data(rule)) for rule in shop.promotions
        },
        Stream.CUSTOMERS: {
            person.customer_id: _customer(person, rank, now)
            for rank, person in enumerate(shop.customers, start=1)
        },
        Stream.STOCK: {
            variant_id: StockData(quantity=quantity, as_of=now) for variant_id, quantity in shop.stock.items()
        },
    }


def _product(product: Product, rank: int) -> ProductData:
    return ProductData(
        sku=product.sku,
        barcode=product.barcode,
        name=product.name,
        unit=product.unit,
        measured=product.measured,
        category=product.category,
        tax_code=product.tax_code,
        statutory_class=product.statutory_class,
        open_price=product.open_price,
        rank=rank,
    )


def _price(product: Product) -> PriceData:
    return PriceData(variant_id=product.variant_id, price=product.unit_price, price_list=product.price_list)


def _customer(person: DemoCustomer, rank: int, now: datetime) -> CustomerData:
    limit = person.credit_limit
    return CustomerData.model_validate(
        {
            "name": person.name,
            "kind": person.kind,
            "document": person.document,
            "dv": person.dv,
            "phone": person.phone,
            "email": person.email,
            "groups": person.groups,
            "discount_percent": person.discount_percent,
            "points": person.points,
            "points_as_of": now,
            "credit": None if limit is None else CreditData(limit=limit, used=person.credit_used),
            "blocked": person.blocked,
            "consent_at": person.consent_at,
            "cards": person.cards,
            "rank": rank,
        }
    )
