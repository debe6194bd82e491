"""Documents that take a sale back: the return, the void, and the basket given up (domain.md section 11).

Amounts and quantities are positive; the kind of the event carries the sign.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.domain.document_data import payment_from_data, payment_to_data
from core.domain.documents import SalePayment, money_text, quantity_text
from core.domain.json_fields import flag, integer, money, optional_text, quantity, text
from core.domain.payload import JsonObject, PayloadError


@dataclass(frozen=True, slots=True)
class OriginalSale:
    """Which sale is taken back.

    Attributes:
        event_id: Its event, None where only its printed code is known (another till's receipt).
        terminal_id: The till that made it.
        local_transaction_id: Its cart, None when unknown.
    """

    series: str
    number: int
    terminal_id: str
    event_id: str | None = None
    local_transaction_id: str | None = None


@dataclass(frozen=True, slots=True)
class RefundItem:
    """One line that comes back; ``original_n`` is its number in the sale, ``net`` and ``tax`` its shares."""

    n: int
    original_n: int
    variant_id: str
    sku: str
    barcode: str
    name: str
    unit: str
    quantity: Decimal
    net: Decimal
    tax_code: str
    tax_rate: Decimal
    tax: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class CompletedRefund:
    """A return as the journal keeps it: shares of the original's amounts, never recomputed.

    Attributes:
        local_transaction_id: UUIDv7 of the return itself.
        series: Series of returns, apart from that of sales (sync.md N4).
        reason: Reason code.
        tax_by_rate: ITBMS given back per percent above zero.
        total: What goes back; equal to the sum of ``payments``.
        points_back: Loyalty points taken back.
        drawer: Drawer pin pulsed, None when no cash goes back.
    """

    local_transaction_id: str
    series: str
    number: int
    original: OriginalSale
    reason: str
    tax_rounding: str
    price_includes_tax: bool
    items: tuple[RefundItem, ...]
    tax_by_rate: Mapping[str, Decimal]
    tax_total: Decimal
    total: Decimal
    payments: tuple[SalePayment, ...]
    currency: str = "PAB"
    customer_id: str | None = None
    points_back: int = 0
    drawer: int | None = None


@dataclass(frozen=True, slots=True)
class SaleVoid:
    """A completed sale undone as a whole in its own till shift; its number stays used.

    Attributes:
        total: What the sale came to; equal to the sum of ``payments``, which go back.
        stock: (line number, variant, quantity) that is on the shelf again.
    """

    original: OriginalSale
    reason: str
    total: Decimal
    payments: tuple[SalePayment, ...]
    stock: tuple[tuple[int, str, Decimal], ...]
    points_back: int = 0
    drawer: int | None = None


def refund_to_data(refund: CompletedRefund) -> JsonObject:
    """The ``data`` of ``refund.completed``.

    Raises:
        ValueError: an amount is finer than its scale.
    """
    return {
        "local_transaction_id": refund.local_transaction_id,
        "series": refund.series,
        "number": refund.number,
        "original": original_to_data(refund.original),
        "reason": refund.reason,
        "currency": refund.currency,
        "tax_rounding": refund.tax_rounding,
        "price_includes_tax": refund.price_includes_tax,
        "customer_id": refund.customer_id,
        "items": [_item_to_data(item) for item in refund.items],
        "tax_by_rate": {rate: money_text(tax) for rate, tax in refund.tax_by_rate.items()},
        "tax_total": money_text(refund.tax_total),
        "total_amount": money_text(refund.total),
        "payments": [payment_to_data(payment) for payment in refund.payments],
        "points_back": refund.points_back,
        "drawer": refund.drawer,
    }


def refund_from_data(data: Mapping[str, Any]) -> CompletedRefund:
    """Read the ``data`` of a ``refund.completed``.

    Raises:
        PayloadError: a field is missing, mistyped, not a decimal string, or finer than its scale.
    """
    try:
        return CompletedRefund(
            local_transaction_id=text(data["local_transaction_id"]),
            series=text(data["series"]),
            number=integer(data["number"]),
            original=original_from_data(data["original"]),
            reason=text(data["reason"]),
            currency=text(data["currency"]),
            tax_rounding=text(data["tax_rounding"]),
            price_includes_tax=flag(data["price_includes_tax"]),
            customer_id=optional_text(data.get("customer_id")),
            items=tuple(_item_from_data(item) for item in data["items"]),
            tax_by_rate={text(rate): money(tax) for rate, tax in dict(data["tax_by_rate"]).items()},
            tax_total=money(data["tax_total"]),
            total=money(data["total_amount"]),
            payments=tuple(payment_from_data(payment) for payment in data["payments"]),
            points_back=integer(data.get("points_back", 0)),
            drawer=None if data.get("drawer") is None else integer(data["drawer"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PayloadError(f"refund.completed: {error}") from error


def void_to_data(void: SaleVoid) -> JsonObject:
    """The ``data`` of ``sale.voided``.

    Raises:
        ValueError: an amount is finer than its scale.
    """
    return {
        "original": original_to_data(void.original),
        "reason": void.reason,
        "total_amount": money_text(void.total),
        "payments": [payment_to_data(payment) for payment in void.payments],
        "stock": [
            {"n": n, "variant_id": variant_id, "quantity": quantity_text(units)}
            for n, variant_id, units in void.stock
        ],
        "points_back": void.points_back,
        "drawer": void.drawer,
    }


def void_from_data(data: Mapping[str, Any]) -> SaleVoid:
    """Read the ``data`` of a ``sale.voided``.

    Raises:
        PayloadError: a field is missing, mistyped, not a decimal string, or finer than its scale.
    """
    try:
        return SaleVoid(
            original=original_from_data(data["original"]),
            reason=text(data["reason"]),
            total=money(data["total_amount"]),
            payments=tuple(payment_from_data(payment) for payment in data["payments"]),
            stock=tuple(
                (integer(entry["n"]), text(entry["variant_id"]), quantity(entry["quantity"]))
                for entry in data["stock"]
            ),
            points_back=integer(data.get("points_back", 0)),
            drawer=None if data.get("drawer") is None else integer(data["drawer"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PayloadError(f"sale.voided: {error}") from error


def original_to_data(original: OriginalSale) -> JsonObject:
    """Which sale, as the journal names it."""
    return {
        "event_id": original.event_id,
        "local_transaction_id": original.local_transaction_id,
        "terminal_id": original.terminal_id,
        "series": original.series,
        "number": original.number,
    }


def original_from_data(data: Mapping[str, Any]) -> OriginalSale:
    """Inverse of `original_to_data`; a missing or mistyped field raises KeyError or TypeError."""
    return OriginalSale(
        series=text(data["series"]),
        number=integer(data["number"]),
        terminal_id=text(data["terminal_id"]),
        event_id=optional_text(data.get("event_id")),
        local_transaction_id=optional_text(data.get("local_transaction_id")),
    )


def _item_to_data(item: RefundItem) -> JsonObject:
    return {
        "n": item.n,
        "original_n": item.original_n,
        "variant_id": item.variant_id,
        "sku": item.sku,
        "barcode": item.barcode,
        "name": item.name,
        "unit": item.unit,
        "quantity": quantity_text(item.quantity),
        "net": money_text(item.net),
        "tax_code": item.tax_code,
        "tax_rate": quantity_text(item.tax_rate),
        "tax": money_text(item.tax),
        "total": money_text(item.total),
    }


def _item_from_data(data: Mapping[str, Any]) -> RefundItem:
    return RefundItem(
        n=integer(data["n"]),
        original_n=integer(data["original_n"]),
        variant_id=text(data["variant_id"]),
        sku=text(data["sku"]),
        barcode=text(data["barcode"]),
        name=text(data["name"]),
        unit=text(data["unit"]),
        quantity=quantity(data["quantity"]),
        net=money(data["net"]),
        tax_code=text(data["tax_code"]),
        tax_rate=quantity(data["tax_rate"]),
        tax=money(data["tax"]),
        total=money(data["total"]),
    )
