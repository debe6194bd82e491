"""Rows of what takes a sale back: ``refund.completed`` and ``sale.voided`` (domain.md section 11)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from core.domain.documents import SalePayment
from core.domain.journal.events import Event
from core.domain.journal.rows import Projection, Row, scaled, unix_ms
from core.domain.refund_document import CompletedRefund, OriginalSale, refund_from_data, void_from_data

REVERSAL_TABLES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "refund": (
            "event_id",
            "local_transaction_id",
            "series",
            "number",
            "original_event_id",
            "original_terminal_id",
            "original_series",
            "original_number",
            "occurred_at_ms",
            "business_date",
            "shift_id",
            "cashier_id",
            "customer_id",
            "reason",
            "tax_cents",
            "total_cents",
            "points_back",
            "drawer",
            "training",
        ),
        "refund_line": (
            "event_id",
            "n",
            "original_n",
            "variant_id",
            "name",
            "quantity_milli",
            "net_cents",
            "tax_cents",
            "total_cents",
        ),
        "sale_void": (
            "event_id",
            "original_event_id",
            "series",
            "number",
            "occurred_at_ms",
            "business_date",
            "shift_id",
            "cashier_id",
            "approver_id",
            "reason",
            "total_cents",
            "points_back",
            "drawer",
            "training",
        ),
        "repayment": ("event_id", "n", "method", "amount_cents", "state"),
    }
)
"""Tables of reversals; ``stock_delta`` gets the goods that come back."""


def refund_rows(event: Event) -> Projection:
    """Rows of a return.

    Raises:
        PayloadError: its data are not what its kind promises.
    """
    refund = refund_from_data(event.data)
    return {
        "refund": [_refund_row(event, refund)],
        "refund_line": [
            {
                "event_id": event.event_id,
                "n": item.n,
                "original_n": item.original_n,
                "variant_id": item.variant_id,
                "name": item.name,
                "quantity_milli": scaled(item.quantity, 3),
                "net_cents": scaled(item.net, 2),
                "tax_cents": scaled(item.tax, 2),
                "total_cents": scaled(item.total, 2),
            }
            for item in refund.items
        ],
        "repayment": _repayments(event.event_id, refund.payments),
        "stock_delta": [
            {
                "event_id": event.event_id,
                "n": item.n,
                "variant_id": item.variant_id,
                "quantity_milli": scaled(item.quantity, 3),
            }
            for item in refund.items
        ],
    }


def void_rows(event: Event) -> Projection:
    """Rows of a void.

    Raises:
        PayloadError: its data are not what its kind promises.
    """
    void = void_from_data(event.data)
    context = event.context
    return {
        "sale_void": [
            {
                "event_id": event.event_id,
                "original_event_id": void.original.event_id,
                "series": void.original.series,
                "number": void.original.number,
                "occurred_at_ms": unix_ms(context.occurred_at),
                "business_date": context.business_date,
                "shift_id": context.shift_id,
                "cashier_id": context.cashier_id,
                "approver_id": context.approver_id,
                "reason": void.reason,
                "total_cents": scaled(void.total, 2),
                "points_back": void.points_back,
                "drawer": void.drawer,
                "training": int(context.training),
            }
        ],
        "repayment": _repayments(event.event_id, void.payments),
        "stock_delta": [
            {
                "event_id": event.event_id,
                "n": n,
                "variant_id": variant_id,
                "quantity_milli": scaled(quantity, 3),
            }
            for n, variant_id, quantity in void.stock
        ],
    }


def _refund_row(event: Event, refund: CompletedRefund) -> Row:
    context = event.context
    original: OriginalSale = refund.original
    return {
        "event_id": event.event_id,
        "local_transaction_id": refund.local_transaction_id,
        "series": refund.series,
        "number": refund.number,
        "original_event_id": original.event_id,
        "original_terminal_id": original.terminal_id,
        "original_series": original.series,
        "original_number": original.number,
        "occurred_at_ms": unix_ms(context.occurred_at),
        "business_date": context.business_date,
        "shift_id": context.shift_id,
        "cashier_id": context.cashier_id,
        "customer_id": refund.customer_id,
        "reason": refund.reason,
        "tax_cents": scaled(refund.tax_total, 2),
        "total_cents": scaled(refund.total, 2),
        "points_back": refund.points_back,
        "drawer": refund.drawer,
        "training": int(context.training),
    }


def _repayments(event_id: str, payments: tuple[SalePayment, ...]) -> list[Row]:
    return [
        {
            "event_id": event_id,
            "n": payment.n,
            "method": payment.method,
            "amount_cents": scaled(payment.amount, 2),
            "state": payment.state,
        }
        for payment in payments
    ]
