"""The catalogue's streams: which column holds what of `core.contract.changes`, and how it is served."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from central.services.values import Tenant
from central.store.engine import RawConnection
from central.store.replicas import Replica, Values, decimal_text, money_text, time_text, told
from core.contract.changes import CustomerData, PriceData, ProductData, PromotionData, StockData, TaxData
from core.domain.changes import Stream
from core.domain.money import to_cents, to_millis

_PRODUCT: Final[dict[str, Any]] = {
    "barcode": "",
    "codes": [],
    "unit": "u",
    "measured": False,
    "category": "",
    "statutory_class": "",
    "open_price": False,
    "rank": None,
}
_DATED: Final = {"price_list": "", "valid_from": None, "valid_to": None}
_CUSTOMER: Final[dict[str, Any]] = {
    "kind": "none",
    **dict.fromkeys(("document", "dv", "phone", "email"), ""),
    "groups": [],
    "cards": [],
    "discount_percent": "0",
    "points": 0,
    **dict.fromkeys(("points_as_of", "credit", "consent_at", "rank"), None),
    "blocked": False,
}
_CODES_GONE: Final = "DELETE FROM pos.r_barcodes WHERE organization_id = $1 AND variant_id = ANY($2::uuid[])"
_CODE: Final = """
INSERT INTO pos.r_barcodes (organization_id, variant_id, kind, barcode) VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING"""


def _product_values(variant_id: str, item: ProductData) -> Values:
    codes = json.dumps([code.model_dump() for code in item.codes], ensure_ascii=False)
    return (
        *(variant_id, item.sku, item.barcode, item.name, item.unit, item.measured, item.category),
        *(item.tax_code, item.statutory_class, item.open_price, item.rank, codes),
    )


def _product_data(values: Values) -> dict[str, Any]:
    _, sku, barcode, name, unit, measured, category, tax_code, statutory, open_price, rank, codes = values
    data = {"sku": sku, "barcode": barcode, "codes": json.loads(codes), "name": name, "unit": unit}
    data |= {"measured": measured, "category": category, "tax_code": tax_code}
    return told(data | {"statutory_class": statutory, "open_price": open_price, "rank": rank}, _PRODUCT)


async def _barcodes(connection: RawConnection, tenant: Tenant, items: Mapping[str, Values | None]) -> None:
    """Every code of a product in one index, for those who look a code up."""
    organization = tenant.organization_id
    await connection.execute(_CODES_GONE, organization, list(items))
    rows: list[Sequence[str]] = []
    for variant_id, values in items.items():
        if values is None:
            continue
        if values[2]:
            rows.append((organization, variant_id, "primary", values[2]))
        rows += [(organization, variant_id, code["kind"], code["code"]) for code in json.loads(values[-1])]
    await connection.executemany(_CODE, rows)


def _price_values(item_id: str, item: PriceData) -> Values:
    dates = item.valid_from, item.valid_to
    return item_id, item.variant_id, to_cents(item.price), item.price_list, *dates


def _price_data(values: Values) -> dict[str, Any]:
    _, variant_id, cents, price_list, begins, ends = values
    data = {"variant_id": str(variant_id), "price": money_text(cents), "price_list": price_list}
    return told(data | {"valid_from": time_text(begins), "valid_to": time_text(ends)}, _DATED)


def _tax_values(item_id: str, item: TaxData) -> Values:
    return item_id, item.code, to_millis(item.rate), item.valid_from, item.valid_to


def _tax_data(values: Values) -> dict[str, Any]:
    _, code, rate, begins, ends = values
    data = {"code": code, "rate": decimal_text(rate, 3)}
    return told(data | {"valid_from": time_text(begins), "valid_to": time_text(ends)}, _DATED)


def _promotion_values(promotion_id: str, item: PromotionData) -> Values:
    return promotion_id, json.dumps(item.body, ensure_ascii=False)


def _promotion_data(values: Values) -> dict[str, Any]:
    return {"body": json.loads(values[1])}


def _customer_values(customer_id: str, item: CustomerData) -> Values:
    credit = item.credit
    return (
        *(customer_id, item.name, None if item.kind == "none" else item.kind),
        *(item.document or None, item.dv or None, item.phone, item.email, list(item.groups)),
        *(to_millis(item.discount_percent), item.points, item.points_as_of),
        *((None, 0) if credit is None else (to_cents(credit.limit), to_cents(credit.used))),
        *(item.blocked, item.consent_at, list(item.cards), item.rank),
    )


def _customer_data(values: Values) -> dict[str, Any]:
    _, name, kind, document, dv, phone, email, groups, discount, points, as_of, *rest = values
    limit, used, blocked, consent_at, cards, rank = rest
    data = {"name": name, "kind": kind or "none", "document": document or "", "dv": dv or "", "phone": phone}
    data |= {"email": email, "groups": groups, "discount_percent": decimal_text(discount, 3)}
    data |= {"points": points, "points_as_of": time_text(as_of), "blocked": blocked, "cards": cards}
    data |= {"consent_at": time_text(consent_at), "rank": rank}
    credit = None if limit is None else {"limit": money_text(limit), "used": money_text(used)}
    return told(data | {"credit": credit}, _CUSTOMER)


def _stock_values(variant_id: str, item: StockData) -> Values:
    return variant_id, to_millis(item.quantity), item.as_of


def _stock_data(values: Values) -> dict[str, Any]:
    _, milli, as_of = values
    return {"quantity": decimal_text(milli, 3), "as_of": time_text(as_of)}


PRODUCTS: Final = Replica(
    Stream.PRODUCTS,
    "r_products",
    "variant_id",
    (
        *("variant_id", "sku", "barcode", "name", "unit", "measured", "category"),
        *("tax_code", "statutory_class", "open_price", "rank", "codes"),
    ),
    _product_values,
    _product_data,
    json=frozenset({"codes"}),
    beside=_barcodes,
)
PRICES: Final = Replica(
    Stream.PRICES,
    "r_prices",
    "item_id",
    ("item_id", "variant_id", "price_minor", "price_list", "valid_from", "valid_to"),
    _price_values,
    _price_data,
    uuid_key=False,
)
TAXES: Final = Replica(
    Stream.TAXES,
    "r_taxes",
    "item_id",
    ("item_id", "tax_code", "rate_milli", "valid_from", "valid_to"),
    _tax_values,
    _tax_data,
    uuid_key=False,
)
PROMOTIONS: Final = Replica(
    Stream.PROMOTIONS,
    "r_promotions",
    "promotion_id",
    ("promotion_id", "body"),
    _promotion_values,
    _promotion_data,
    uuid_key=False,
    json=frozenset({"body"}),
)
CUSTOMERS: Final = Replica(
    Stream.CUSTOMERS,
    "r_customers",
    "customer_id",
    (
        *("customer_id", "name", "document_kind", "document_number", "document_dv", "phone", "email"),
        *("groups", "discount_milli", "points", "points_as_of", "credit_limit_minor", "credit_used_minor"),
        *("blocked", "consent_at", "cards", "rank"),
    ),
    _customer_values,
    _customer_data,
)
STOCK: Final = Replica(
    Stream.STOCK,
    "r_stock",
    "variant_id",
    ("variant_id", "quantity_milli", "as_of"),
    _stock_values,
    _stock_data,
    local=True,
)
REPLICAS: Final = (PRODUCTS, PRICES, TAXES, PROMOTIONS, CUSTOMERS, STOCK)
