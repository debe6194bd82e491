"""The completed sale as a document, and its form inside ``sale.completed`` (sync.md section 4).

Amounts are `Decimal` balboas with 2 decimals, quantities up to 3, ``tax6`` 6; as text they have that
fixed scale. ``net`` is what was charged for a line after all discounts, tax still inside when prices
include it; ``total`` is the same, plus tax when it comes on top.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from core.domain.money import exact_scaled
from core.domain.payload import JsonObject, PayloadError

_DECIMALS: Final = {places: re.compile(rf"-?[0-9]{{1,12}}(?:\.[0-9]{{1,{places}}})?") for places in (2, 3, 6)}


@dataclass(frozen=True, slots=True)
class SaleItem:
    """One line of a completed sale; ``n`` counts from 1 in the order of the basket."""

    n: int
    variant_id: str
    sku: str
    barcode: str
    name: str
    unit: str
    quantity: Decimal
    unit_price: Decimal
    gross: Decimal
    discount: Decimal
    net: Decimal
    tax_code: str
    tax_rate: Decimal
    tax6: Decimal
    tax: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class SalePayment:
    """One tender of a completed sale.

    Attributes:
        method: ``cash`` here; ``card yappy transfer …`` join with the selling floor.
        amount: What counts towards the sale; for cash net of the change.
        received: Cash handed over, None for other methods.
        state: ``confirmed`` for cash.
    """

    n: int
    method: str
    amount: Decimal
    received: Decimal | None = None
    state: str = "confirmed"


@dataclass(frozen=True, slots=True)
class CompletedSale:
    """Everything of a sale that the journal keeps; never re-priced, never recomputed later.

    Attributes:
        local_transaction_id: UUIDv7 of the cart, given when it opened.
        series: Numbering series, e.g. ``0001``.
        number: Consecutive number inside the series, 1 or more.
        tax_rounding: ``line6`` or ``line2`` (domain.md section 3).
        subtotal: Sum of ``gross``.
        discount_total: Positive sum of all discounts.
        tax_by_rate: ITBMS per percent above zero, e.g. ``{"7": 0.73}``.
        total: What the customer owed.
        paid_total: Sum of payment amounts, equal to ``total``.
        change_due: Cash handed back.
        drawer: Drawer pin pulsed for this sale (2 or 5), None when no cash moved.
    """

    local_transaction_id: str
    series: str
    number: int
    tax_rounding: str
    price_includes_tax: bool
    subtotal: Decimal
    discount_total: Decimal
    tax_by_rate: Mapping[str, Decimal]
    tax_total: Decimal
    total: Decimal
    paid_total: Decimal
    change_due: Decimal
    items: tuple[SaleItem, ...]
    payments: tuple[SalePayment, ...]
    currency: str = "PAB"
    customer_id: str | None = None
    note: str | None = None
    drawer: int | None = None


def format_number(series: str, number: int) -> str:
    """Receipt number as people read it: series and at least six digits, ``0001-000123`` (N1)."""
    return f"{series}-{number:06d}"


def money_text(value: Decimal) -> str:
    """Amount with exactly 2 decimals; zero is never negative.

    Raises:
        ValueError: the amount is finer than a cent (nothing is rounded silently).
    """
    return _fixed(value, 2)


def quantity_text(value: Decimal) -> str:
    """Quantity with up to 3 decimals, without trailing zeros: ``2``, ``0.735``.

    Raises:
        ValueError: finer than a thousandth.
    """
    text = _fixed(value, 3)
    return text.rstrip("0").rstrip(".")


def sale_to_data(sale: CompletedSale) -> JsonObject:
    """The ``data`` of ``sale.completed``; `sale_from_data` gives the same sale back.

    Raises:
        ValueError: an amount is finer than its scale.
    """
    return {
        "local_transaction_id": sale.local_transaction_id,
        "series": sale.series,
        "number": sale.number,
        "currency": sale.currency,
        "tax_rounding": sale.tax_rounding,
        "price_includes_tax": sale.price_includes_tax,
        "customer_id": sale.customer_id,
        "items": [_item_to_data(item) for item in sale.items],
        "subtotal": money_text(sale.subtotal),
        "discount_total": money_text(sale.discount_total),
        "tax_by_rate": {rate: money_text(tax) for rate, tax in sale.tax_by_rate.items()},
        "tax_total": money_text(sale.tax_total),
        "total_amount": money_text(sale.total),
        "payments": [_payment_to_data(payment) for payment in sale.payments],
        "paid_total": money_text(sale.paid_total),
        "change_due": money_text(sale.change_due),
        "drawer": sale.drawer,
        "note": sale.note,
    }


def sale_from_data(data: Mapping[str, Any]) -> CompletedSale:
    """Read the ``data`` of a ``sale.completed``.

    Raises:
        PayloadError: a field is missing, mistyped, not a decimal string, or finer than its scale.
    """
    try:
        return CompletedSale(
            local_transaction_id=_str(data["local_transaction_id"]),
            series=_str(data["series"]),
            number=_int(data["number"]),
            currency=_str(data["currency"]),
            tax_rounding=_str(data["tax_rounding"]),
            price_includes_tax=_bool(data["price_includes_tax"]),
            customer_id=_opt(data.get("customer_id")),
            items=tuple(_item_from_data(item) for item in data["items"]),
            subtotal=_dec(data["subtotal"], 2),
            discount_total=_dec(data["discount_total"], 2),
            tax_by_rate={_str(rate): _dec(tax, 2) for rate, tax in dict(data["tax_by_rate"]).items()},
            tax_total=_dec(data["tax_total"], 2),
            total=_dec(data["total_amount"], 2),
            payments=tuple(_payment_from_data(p) for p in data["payments"]),
            paid_total=_dec(data["paid_total"], 2),
            change_due=_dec(data["change_due"], 2),
            drawer=None if data.get("drawer") is None else _int(data["drawer"]),
            note=_opt(data.get("note")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise PayloadError(f"sale.completed: {error}") from error


def _item_to_data(item: SaleItem) -> JsonObject:
    return {
        "n": item.n,
        "variant_id": item.variant_id,
        "sku": item.sku,
        "barcode": item.barcode,
        "name": item.name,
        "unit": item.unit,
        "quantity": quantity_text(item.quantity),
        "unit_price": money_text(item.unit_price),
        "gross": money_text(item.gross),
        "discount": money_text(item.discount),
        "promotions": [],
        "net": money_text(item.net),
        "tax_code": item.tax_code,
        "tax_rate": quantity_text(item.tax_rate),
        "tax6": _fixed(item.tax6, 6),
        "tax": money_text(item.tax),
        "total": money_text(item.total),
    }


def _item_from_data(data: Mapping[str, Any]) -> SaleItem:
    return SaleItem(
        n=_int(data["n"]),
        variant_id=_str(data["variant_id"]),
        sku=_str(data["sku"]),
        barcode=_str(data["barcode"]),
        name=_str(data["name"]),
        unit=_str(data["unit"]),
        quantity=_dec(data["quantity"], 3),
        unit_price=_dec(data["unit_price"], 2),
        gross=_dec(data["gross"], 2),
        discount=_dec(data["discount"], 2),
        net=_dec(data["net"], 2),
        tax_code=_str(data["tax_code"]),
        tax_rate=_dec(data["tax_rate"], 3),
        tax6=_dec(data["tax6"], 6),
        tax=_dec(data["tax"], 2),
        total=_dec(data["total"], 2),
    )


def _payment_to_data(payment: SalePayment) -> JsonObject:
    return {
        "n": payment.n,
        "method": payment.method,
        "amount": money_text(payment.amount),
        "received": None if payment.received is None else money_text(payment.received),
        "state": payment.state,
    }


def _payment_from_data(data: Mapping[str, Any]) -> SalePayment:
    return SalePayment(
        n=_int(data["n"]),
        method=_str(data["method"]),
        amount=_dec(data["amount"], 2),
        received=None if data.get("received") is None else _dec(data["received"], 2),
        state=_str(data["state"]),
    )


@lru_cache(maxsize=8192)
def _fixed(value: Decimal, places: int) -> str:
    """Kept for the same reason as `_decimal`: a price is written up to six times for one line."""
    digits = exact_scaled(value, places)
    sign, digits = ("-", -digits) if digits < 0 else ("", digits)
    unit = 10**places
    return f"{sign}{digits // unit}.{digits % unit:0{places}d}"


def _dec(value: object, places: int) -> Decimal:
    return _decimal(_str(value), places)


@lru_cache(maxsize=8192)
def _decimal(text: str, places: int) -> Decimal:
    """A plain decimal of bounded size: no exponent could make the integers behind it grow without end.

    Kept, since the same few prices and rates come again and again: it halves the reading of a sale.
    """
    if _DECIMALS[places].fullmatch(text) is None:
        raise ValueError(f"{text[:40]!r} is not a decimal of at most {places} places")
    return Decimal(text)


def _str(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _opt(value: object) -> str | None:
    return None if value is None else _str(value)


def _int(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is not an integer")
    return value


def _bool(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is not true or false")
    return value
