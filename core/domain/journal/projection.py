"""What an event means as rows (sync.md E4): pure, so that a replay gives the very same rows.

Used by the sale's transaction, by recovery and by the check of payload against rows. Money becomes
integer cents, a line's tax integer millionths, quantities and tax rates integer thousandths (T3).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from core.domain.document_data import sale_from_data
from core.domain.documents import CompletedSale, SaleItem
from core.domain.journal.customers import CUSTOMER_TABLES, customer_rows
from core.domain.journal.events import Event, EventKind, JsonObject, PayloadError
from core.domain.journal.payments import PAYMENT_TABLES, correction_rows, outcome_rows
from core.domain.journal.reversals import REVERSAL_TABLES, refund_rows, void_rows
from core.domain.journal.rows import Projection, Row, scaled, unix_ms

PROJECTED_TABLES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "sale": (
            "event_id",
            "local_transaction_id",
            "series",
            "number",
            "occurred_at_ms",
            "business_date",
            "shift_id",
            "cashier_id",
            "customer_id",
            "currency",
            "tax_rounding",
            "price_includes_tax",
            "subtotal_cents",
            "discount_cents",
            "tax_cents",
            "tax_by_rate",
            "total_cents",
            "paid_cents",
            "change_cents",
            "drawer",
            "note",
            "points_earned",
            "points_spent",
            "training",
        ),
        "sale_line": (
            "event_id",
            "n",
            "variant_id",
            "sku",
            "barcode",
            "name",
            "unit",
            "quantity_milli",
            "unit_price_cents",
            "gross_cents",
            "discount_cents",
            "net_cents",
            "tax_code",
            "tax_rate_milli",
            "tax_micro",
            "tax_cents",
            "total_cents",
        ),
        "payment": (
            "event_id",
            "n",
            "method",
            "amount_cents",
            "received_cents",
            "state",
            "authorization_code",
            "confirmation_code",
            "bank",
            "reference",
        ),
        "stock_delta": ("event_id", "n", "variant_id", "quantity_milli"),
        "shift": (
            "shift_id",
            "event_id",
            "number",
            "business_date",
            "opened_at_ms",
            "cashier_id",
            "float_cents",
        ),
        "incident": ("event_id", "code", "occurred_at_ms", "params"),
        **REVERSAL_TABLES,
        **CUSTOMER_TABLES,
        **PAYMENT_TABLES,
    }
)
"""Every table `project` fills, with the columns it fills: what a check of payload against rows compares."""


def project(event: Event) -> Projection:
    """Rows of one event; empty for kinds that have none.

    Raises:
        PayloadError: ``event.data`` is not what its kind promises.
    """
    rows_of = _PROJECTORS.get(event.kind)
    return {} if rows_of is None else rows_of(event)


@dataclass(frozen=True, slots=True)
class LineRows:
    """Rows of a sale's lines but for the event they belong to.

    Attributes:
        lines: For ``sale_line``.
        stock: For ``stock_delta``.
    """

    lines: tuple[Row, ...]
    stock: tuple[Row, ...]


def line_rows(items: Sequence[SaleItem]) -> LineRows:
    """What the lines of a sale mean as rows.

    Raises:
        PayloadError: an amount is finer than its column.
    """
    return LineRows(tuple(_line_row(item) for item in items), tuple(_stock_row(item) for item in items))


def _sale(event: Event) -> Projection:
    sale = sale_from_data(event.data)
    return sale_rows(event, sale, line_rows(sale.items))


def sale_rows(event: Event, sale: CompletedSale, rows: LineRows) -> Projection:
    """Rows of a completed sale.

    Args:
        event: The ``sale.completed``.
        sale: What its data say.
        rows: `line_rows` of its lines.

    Raises:
        PayloadError: an amount is finer than its column.
    """
    of_event: Row = {"event_id": event.event_id}
    return {
        "sale": [_sale_row(event, sale)],
        "sale_line": [of_event | row for row in rows.lines],
        "payment": [
            {
                "event_id": event.event_id,
                "n": payment.n,
                "method": payment.method,
                "amount_cents": scaled(payment.amount, 2),
                "received_cents": None if payment.received is None else scaled(payment.received, 2),
                "state": payment.state,
                "authorization_code": payment.details.authorization_code,
                "confirmation_code": payment.details.confirmation_code,
                "bank": payment.details.bank,
                "reference": payment.details.reference,
            }
            for payment in sale.payments
        ],
        "stock_delta": [of_event | row for row in rows.stock],
    }


def _stock_row(item: SaleItem) -> Row:
    return {"n": item.n, "variant_id": item.variant_id, "quantity_milli": -scaled(item.quantity, 3)}


def _sale_row(event: Event, sale: CompletedSale) -> Row:
    context = event.context
    rates = {rate: scaled(tax, 2) for rate, tax in sale.tax_by_rate.items()}
    return {
        "event_id": event.event_id,
        "local_transaction_id": sale.local_transaction_id,
        "series": sale.series,
        "number": sale.number,
        "occurred_at_ms": unix_ms(context.occurred_at),
        "business_date": context.business_date,
        "shift_id": context.shift_id,
        "cashier_id": context.cashier_id,
        "customer_id": sale.customer_id,
        "currency": sale.currency,
        "tax_rounding": sale.tax_rounding,
        "price_includes_tax": int(sale.price_includes_tax),
        "subtotal_cents": scaled(sale.subtotal, 2),
        "discount_cents": scaled(sale.discount_total, 2),
        "tax_cents": scaled(sale.tax_total, 2),
        "tax_by_rate": json.dumps(rates, separators=(",", ":"), sort_keys=True),
        "total_cents": scaled(sale.total, 2),
        "paid_cents": scaled(sale.paid_total, 2),
        "change_cents": scaled(sale.change_due, 2),
        "drawer": sale.drawer,
        "note": sale.note,
        "points_earned": sale.points_earned,
        "points_spent": sale.points_spent,
        "training": int(context.training),
    }


def _line_row(item: SaleItem) -> Row:
    return {
        "n": item.n,
        "variant_id": item.variant_id,
        "sku": item.sku,
        "barcode": item.barcode,
        "name": item.name,
        "unit": item.unit,
        "quantity_milli": scaled(item.quantity, 3),
        "unit_price_cents": scaled(item.unit_price, 2),
        "gross_cents": scaled(item.gross, 2),
        "discount_cents": scaled(item.discount, 2),
        "net_cents": scaled(item.net, 2),
        "tax_code": item.tax_code,
        "tax_rate_milli": scaled(item.tax_rate, 3),
        "tax_micro": scaled(item.tax6, 6),
        "tax_cents": scaled(item.tax, 2),
        "total_cents": scaled(item.total, 2),
    }


def _shift_opened(event: Event) -> Projection:
    context, data = event.context, event.data
    number = data.get("number")
    if not isinstance(number, int) or isinstance(number, bool) or context.cashier_id is None:
        raise PayloadError("shift.opened without number or cashier")
    return {
        "shift": [
            {
                "shift_id": _text(data, "shift_id"),
                "event_id": event.event_id,
                "number": number,
                "business_date": _text(data, "business_date"),
                "opened_at_ms": unix_ms(context.occurred_at),
                "cashier_id": context.cashier_id,
                "float_cents": scaled(_decimal(_text(data, "float")), 2),
            }
        ]
    }


def _incident(event: Event) -> Projection:
    code, params = event.data.get("code"), event.data.get("params", {})
    if not isinstance(code, str):
        raise PayloadError("incident.raised without code")
    return {
        "incident": [
            {
                "event_id": event.event_id,
                "code": code,
                "occurred_at_ms": unix_ms(event.context.occurred_at),
                "params": json.dumps(params, ensure_ascii=False, separators=(",", ":"), sort_keys=True),
            }
        ]
    }


def _text(data: JsonObject, key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str):
        raise PayloadError(f"{key} is not text")
    return value


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except ArithmeticError as error:
        raise PayloadError(f"{text!r} is not a decimal") from error


_PROJECTORS: Final[Mapping[str, Callable[[Event], Projection]]] = MappingProxyType(
    {
        EventKind.SALE_COMPLETED: _sale,
        EventKind.SALE_VOIDED: void_rows,
        EventKind.REFUND_COMPLETED: refund_rows,
        EventKind.CUSTOMER_CREATED: customer_rows,
        EventKind.PAYMENT_CONFIRMED: outcome_rows,
        EventKind.CHANGE_CORRECTED: correction_rows,
        EventKind.SHIFT_OPENED: _shift_opened,
        EventKind.INCIDENT_RAISED: _incident,
    }
)
