"""One line of an open sale with its amounts worked out once, and its form in a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from core.domain.basket_limit import MAX_NAME, clip_name, item_bytes
from core.domain.catalog import Product
from core.domain.documents import money_text, quantity_text
from core.domain.entry import check_quantity
from core.domain.errors import DomainError
from core.domain.money import MAX_AMOUNT, from_cents, q3, to_cents, to_millis
from core.domain.payload import JsonObject
from core.domain.tax import TaxRounding, gross_cents, rate_units, tax2_cents, tax6_units
from core.domain.totals import TotalsLine


@dataclass(frozen=True, slots=True)
class PricePolicy:
    """How the shop prices: stored with each sale, never changed inside one basket (domain.md section 1)."""

    tax_rounding: TaxRounding = TaxRounding.LINE6
    price_includes_tax: bool = True


@dataclass(frozen=True, slots=True)
class BasketLine:
    """One line with its amounts worked out once.

    Attributes:
        key: Stable inside the sale, ascending in basket order, never reused.
        product: The product as it was when the line was added: its price stays.
        quantity: Whole for pieces, 3 decimals for goods by measure.
        code: What was scanned or typed, else the product's bar code.
        label_price: Amount of a price label, which is the line amount; None otherwise.
        gross_cents: Line amount in cents.
        tax6: Its tax in millionths of a balboa (policy ``line6``).
        tax2: Its tax in cents (policy ``line2``).
        payload_bytes: Most it adds to the sale's payload (`core.domain.basket_limit.item_bytes`).
    """

    key: int
    product: Product
    quantity: Decimal
    code: str
    label_price: Decimal | None
    gross_cents: int
    tax6: int
    tax2: int
    payload_bytes: int

    @property
    def gross(self) -> Decimal:
        """Line amount in balboas, 2 decimals."""
        return from_cents(self.gross_cents)

    def merges(self, product: Product) -> bool:
        """Whether one more of ``product`` belongs on this line: same goods, same price, sold by the piece."""
        mine = self.product
        return (
            self.label_price is None
            and not mine.measured
            and not product.measured
            and mine.variant_id == product.variant_id
            and mine.unit_price == product.unit_price
            and mine.tax_code == product.tax_code
            and mine.tax_rate == product.tax_rate
        )

    def for_totals(self) -> TotalsLine:
        """The line as `core.domain.totals.compute_totals` takes it."""
        product = self.product
        return TotalsLine(self.quantity, product.unit_price, product.tax_rate, gross=self.gross)


def make_line(
    key: int,
    product: Product,
    quantity: Decimal,
    policy: PricePolicy,
    *,
    code: str = "",
    label_price: Decimal | None = None,
) -> BasketLine:
    """Work out a line.

    With ``label_price`` that price is the line amount and the quantity is ``q3(price / unit price)``. A name
    longer than `core.domain.basket_limit.MAX_NAME` is cut here, so that no source of goods can exceed it.

    Raises:
        DomainError: as `core.domain.entry.check_quantity`; ``price_missing`` (a price label of goods
            without a unit price); ``amount_not_positive``; ``amount_too_large``.
    """
    if len(product.name) > MAX_NAME:
        product = replace(product, name=clip_name(product.name))
    code = code or product.barcode
    if label_price is not None:
        quantity = label_quantity(label_price, product.unit_price)
    quantity = check_quantity(quantity, measured=product.measured)
    if label_price is not None:
        gross = to_cents(label_price)
    else:
        gross = gross_cents(to_millis(quantity), to_cents(product.unit_price))
    if gross > to_cents(MAX_AMOUNT):
        raise DomainError("amount_too_large", limit=money_text(MAX_AMOUNT))
    rate = rate_units(product.tax_rate)
    inside = policy.price_includes_tax
    return BasketLine(
        key=key,
        product=product,
        quantity=quantity,
        code=code,
        label_price=label_price,
        gross_cents=gross,
        tax6=tax6_units(gross, rate, inside=inside),
        tax2=tax2_cents(gross, rate, inside=inside),
        payload_bytes=item_bytes(product, code),
    )


def label_quantity(price: Decimal, unit_price: Decimal) -> Decimal:
    """Quantity behind a price label: ``q3(price / unit_price)`` (domain.md section 13).

    Raises:
        DomainError: ``price_missing`` without a unit price, ``amount_not_positive`` for an empty label.
    """
    if unit_price <= 0:
        raise DomainError("price_missing")
    if price <= 0:
        raise DomainError("amount_not_positive")
    return q3(price / unit_price)


def line_to_draft(line: BasketLine) -> JsonObject:
    """A line as JSON values; `line_from_draft` gives it back."""
    product = line.product
    return {
        "variant_id": product.variant_id,
        "sku": product.sku,
        "barcode": product.barcode,
        "name": product.name,
        "unit": product.unit,
        "measured": product.measured,
        "unit_price": money_text(product.unit_price),
        "tax_code": product.tax_code,
        "tax_rate": quantity_text(product.tax_rate),
        "category": product.category,
        "quantity": quantity_text(line.quantity),
        "code": line.code,
        "label_price": None if line.label_price is None else money_text(line.label_price),
    }


def line_from_draft(key: int, data: Mapping[str, Any], policy: PricePolicy) -> BasketLine:
    """Read a draft line.

    Raises:
        DomainError: ``draft_damaged``: a field is missing, mistyped or out of range.
    """
    try:
        product = Product(
            variant_id=str(data["variant_id"]),
            sku=str(data["sku"]),
            barcode=str(data["barcode"]),
            name=str(data["name"]),
            unit=str(data["unit"]),
            measured=data["measured"] is True,
            unit_price=Decimal(data["unit_price"]),
            tax_code=str(data["tax_code"]),
            tax_rate=Decimal(data["tax_rate"]),
            category=str(data["category"]),
        )
        label = data["label_price"]
        return make_line(
            key,
            product,
            Decimal(data["quantity"]),
            policy,
            code=str(data["code"]),
            label_price=None if label is None else Decimal(label),
        )
    except (KeyError, TypeError, ValueError, ArithmeticError, DomainError) as error:
        raise DomainError("draft_damaged", line=str(key)) from error
