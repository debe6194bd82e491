"""Documents as the ``data`` of their events (sync.md section 4): written once, read back to the same values.

Optional fields are left out when they say nothing, so an ordinary sale costs not a byte more on the wire.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, Final

from core.domain.customer_data import identity_from_data, identity_to_data
from core.domain.documents import (
    NO_DETAILS,
    AppliedPromotion,
    Carried,
    CompletedSale,
    SaleBuyer,
    SaleDiscount,
    SaleItem,
    SalePayment,
    TenderDetails,
    fixed_text,
    money_text,
    quantity_text,
)
from core.domain.json_fields import flag, integer, money, optional_money, optional_text, quantity, tax6, text
from core.domain.payload import JsonObject, PayloadError

DETAIL_NAMES: Final = tuple(field.name for field in fields(TenderDetails))
"""Fields of a tender's details; they stand flat in its payment."""
_ITEM_TEXTS: Final = ("price_reason", "price_approver_id", "note", "lot", "expiry")
_DISCOUNT_TEXTS: Final = ("approver_id", "doc_type", "doc_last")


def items_to_data(items: Iterable[SaleItem]) -> list[JsonObject]:
    """The ``items`` of a sale's data.

    Raises:
        ValueError: an amount is finer than its scale.
    """
    return [_item_to_data(item) for item in items]


def sale_to_data(sale: CompletedSale, items: list[JsonObject] | None = None) -> JsonObject:
    """The ``data`` of ``sale.completed``; `sale_from_data` gives the same sale back.

    Args:
        sale: The document.
        items: `items_to_data` of its lines where that is made apart.

    Raises:
        ValueError: an amount is finer than its scale.
    """
    data: JsonObject = {
        "local_transaction_id": sale.local_transaction_id,
        "series": sale.series,
        "number": sale.number,
        "currency": sale.currency,
        "tax_rounding": sale.tax_rounding,
        "price_includes_tax": sale.price_includes_tax,
        "customer_id": sale.customer_id,
        "items": items_to_data(sale.items) if items is None else items,
        "subtotal": money_text(sale.subtotal),
        "discount_total": money_text(sale.discount_total),
        "tax_by_rate": {rate: money_text(tax) for rate, tax in sale.tax_by_rate.items()},
        "tax_total": money_text(sale.tax_total),
        "total_amount": money_text(sale.total),
        "payments": [payment_to_data(payment) for payment in sale.payments],
        "paid_total": money_text(sale.paid_total),
        "change_due": money_text(sale.change_due),
        "drawer": sale.drawer,
        "note": sale.note,
    }
    if sale.discounts:
        data["discounts"] = [_discount_to_data(discount) for discount in sale.discounts]
    if sale.points_earned or sale.points_spent or sale.points_balance is not None:
        data["points"] = {"earned": sale.points_earned, "spent": sale.points_spent}
        if sale.points_balance is not None:
            data["points"]["balance"] = sale.points_balance
    if sale.buyer is not None:
        data["buyer"] = {"name": sale.buyer.name, "document": identity_to_data(sale.buyer.document)}
    if sale.carried is not None:
        data["carried"] = _carried_to_data(sale.carried)
    return data


def sale_from_data(data: Mapping[str, Any]) -> CompletedSale:
    """Read the ``data`` of a ``sale.completed``.

    Raises:
        PayloadError: a field is missing, mistyped, not a decimal string, or finer than its scale.
    """
    try:
        points = dict(data.get("points") or {})
        return CompletedSale(
            local_transaction_id=text(data["local_transaction_id"]),
            series=text(data["series"]),
            number=integer(data["number"]),
            currency=text(data["currency"]),
            tax_rounding=text(data["tax_rounding"]),
            price_includes_tax=flag(data["price_includes_tax"]),
            customer_id=optional_text(data.get("customer_id")),
            items=tuple(_item_from_data(item) for item in data["items"]),
            subtotal=money(data["subtotal"]),
            discount_total=money(data["discount_total"]),
            tax_by_rate={text(rate): money(tax) for rate, tax in dict(data["tax_by_rate"]).items()},
            tax_total=money(data["tax_total"]),
            total=money(data["total_amount"]),
            payments=tuple(payment_from_data(p) for p in data["payments"]),
            paid_total=money(data["paid_total"]),
            change_due=money(data["change_due"]),
            drawer=None if data.get("drawer") is None else integer(data["drawer"]),
            note=optional_text(data.get("note")),
            discounts=tuple(_discount_from_data(item) for item in data.get("discounts") or ()),
            points_earned=integer(points.get("earned", 0)),
            points_spent=integer(points.get("spent", 0)),
            points_balance=None if points.get("balance") is None else integer(points["balance"]),
            buyer=None if data.get("buyer") is None else _buyer_from_data(data["buyer"]),
            carried=None if data.get("carried") is None else _carried_from_data(data["carried"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PayloadError(f"sale.completed: {error}") from error


def payment_to_data(payment: SalePayment) -> JsonObject:
    """One tender; what it is known by stands beside its amount."""
    data: JsonObject = {
        "n": payment.n,
        "method": payment.method,
        "amount": money_text(payment.amount),
        "received": None if payment.received is None else money_text(payment.received),
        "state": payment.state,
    }
    if payment.details is not NO_DETAILS:
        data |= details_to_data(payment.details)
    return data


def payment_from_data(data: Mapping[str, Any]) -> SalePayment:
    """Read one tender.

    Raises:
        KeyError: a field is missing.
        TypeError: a field is mistyped.
        ValueError: an amount is no decimal of its scale.
    """
    return SalePayment(
        n=integer(data["n"]),
        method=text(data["method"]),
        amount=money(data["amount"]),
        received=optional_money(data.get("received")),
        state=text(data["state"]),
        details=details_from_data(data),
    )


def _buyer_from_data(data: Mapping[str, Any]) -> SaleBuyer:
    return SaleBuyer(text(data["name"]), identity_from_data(data["document"]))


def _carried_to_data(carried: Carried) -> JsonObject:
    payments = [{"method": one.method, "amount": money_text(one.amount)} for one in carried.payments]
    return {"customer_id": carried.customer_id, "payments": payments}


def _carried_from_data(data: Mapping[str, Any]) -> Carried:
    payments = tuple(
        SalePayment(n, text(entry["method"]), money(entry["amount"]))
        for n, entry in enumerate(data["payments"], start=1)
    )
    return Carried(payments, optional_text(data.get("customer_id")))


def details_to_data(details: TenderDetails) -> JsonObject:
    """What is known of a tender, without what is not."""
    return {name: value for name in DETAIL_NAMES if (value := getattr(details, name)) is not None}


def details_from_data(data: Mapping[str, Any]) -> TenderDetails:
    """Read what is known of a tender from the object it stands in.

    Raises:
        TypeError: a field is mistyped.
    """
    known = {name: text(data[name]) for name in DETAIL_NAMES if data.get(name) is not None}
    return TenderDetails(**known) if known else NO_DETAILS


def _item_to_data(item: SaleItem) -> JsonObject:
    data: JsonObject = {
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
        "promotions": [
            {"id": applied.id, "version": applied.version, "amount": money_text(applied.amount)}
            for applied in item.promotions
        ],
        "net": money_text(item.net),
        "tax_code": item.tax_code,
        "tax_rate": quantity_text(item.tax_rate),
        "tax6": fixed_text(item.tax6, 6),
        "tax": money_text(item.tax),
        "total": money_text(item.total),
    }
    if item.list_price is not None:
        data["list_price"] = money_text(item.list_price)
    for name in _ITEM_TEXTS:
        if (value := getattr(item, name)) is not None:
            data[name] = value
    return data


def _item_from_data(data: Mapping[str, Any]) -> SaleItem:
    return SaleItem(
        n=integer(data["n"]),
        variant_id=text(data["variant_id"]),
        sku=text(data["sku"]),
        barcode=text(data["barcode"]),
        name=text(data["name"]),
        unit=text(data["unit"]),
        quantity=quantity(data["quantity"]),
        unit_price=money(data["unit_price"]),
        gross=money(data["gross"]),
        discount=money(data["discount"]),
        net=money(data["net"]),
        tax_code=text(data["tax_code"]),
        tax_rate=quantity(data["tax_rate"]),
        tax6=tax6(data["tax6"]),
        tax=money(data["tax"]),
        total=money(data["total"]),
        promotions=tuple(
            AppliedPromotion(text(entry["id"]), integer(entry["version"]), money(entry["amount"]))
            for entry in data.get("promotions") or ()
        ),
        list_price=optional_money(data.get("list_price")),
        **{name: optional_text(data.get(name)) for name in _ITEM_TEXTS},
    )


def _discount_to_data(discount: SaleDiscount) -> JsonObject:
    data: JsonObject = {
        "kind": discount.kind,
        "scope": discount.scope,
        "reason": discount.reason,
        "amount": money_text(discount.amount),
        "shares": [[n, money_text(amount)] for n, amount in discount.shares],
    }
    if discount.percent is not None:
        data["percent"] = quantity_text(discount.percent)
    for name in _DISCOUNT_TEXTS:
        if (value := getattr(discount, name)) is not None:
            data[name] = value
    return data


def _discount_from_data(data: Mapping[str, Any]) -> SaleDiscount:
    percent = data.get("percent")
    return SaleDiscount(
        kind=text(data["kind"]),
        scope=text(data["scope"]),
        reason=text(data["reason"]),
        amount=money(data["amount"]),
        shares=tuple((integer(n), money(amount)) for n, amount in data["shares"]),
        percent=None if percent is None else quantity(percent),
        **{name: optional_text(data.get(name)) for name in _DISCOUNT_TEXTS},
    )
