"""From returns and voids to the centre's rows, and whether they add up: pure (sync.md C13, I8)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from central.services.intake import ItemRow, OriginalRow, PaymentRow, TransactionRow, VoidRow
from central.services.projection import cents, demand_distinct, iso_date, message, millis, payment_row
from core.contract.events import SalePaymentData
from core.contract.reversals import OriginalSaleData, RefundItemData, RefundPayload, VoidPayload
from core.domain.journal.events import parse_time
from core.domain.refund_document import refund_from_data, void_from_data
from core.domain.reversal_totals import refund_mismatch, void_mismatch


def refund_row(payload: RefundPayload, transaction_id: str) -> tuple[TransactionRow, str | None]:
    """Projection of a ``refund.completed``, and what does not add up, None when all does.

    Raises:
        ValueError: a number or date is none, or a line or payment number comes twice.
    """
    data = payload["data"]
    document = refund_from_data(data)
    items = tuple(map(_item, data["items"]))
    payments = _payments(items, data["payments"])
    subtotal = sum(item.net_minor for item in items)
    original = _original(data["original"], payload.get("cause_id"))
    row = TransactionRow(
        transaction_id=transaction_id,
        local_transaction_id=data["local_transaction_id"],
        kind="return",
        series=data["series"],
        number=data["number"],
        cashier_id=payload.get("cashier_id"),
        shift_id=payload.get("shift_id"),
        customer_id=data.get("customer_id"),
        business_date=iso_date(payload.get("business_date")),
        currency=data["currency"],
        tax_rounding=data["tax_rounding"],
        price_includes_tax=data["price_includes_tax"],
        subtotal_minor=subtotal,
        discount_minor=0,
        tax_minor=cents(data["tax_total"]),
        total_minor=cents(data["total_amount"]),
        paid_minor=sum(payment.amount_minor for payment in payments),
        change_minor=0,
        cites=json.dumps(payload["cites"]),
        completed_at=parse_time(payload["occurred_at"]),
        items=items,
        payments=payments,
        message=message(
            payload,
            transaction_id=transaction_id,
            local_transaction_id=data["local_transaction_id"],
            series=data["series"],
            number=data["number"],
            original_event_id=original.event_id,
            total=data["total_amount"],
            currency=data["currency"],
        ),
        points_back=document.points_back,
        reason=data["reason"],
        approver_id=payload.get("approver_id"),
        original=original,
    )
    return row, refund_mismatch(document)


def void_row(payload: VoidPayload) -> tuple[VoidRow, str | None]:
    """Projection of a ``sale.voided``, and what does not add up, None when all does.

    Raises:
        ValueError: it does not name the event of its sale, a number or date is none, or a payment number
            comes twice.
    """
    data = payload["data"]
    document = void_from_data(data)
    original = _original(data["original"], payload.get("cause_id"))
    if original.event_id is None:
        raise ValueError("a void of an unknown sale")
    row = VoidRow(
        original=original,
        reason=data["reason"],
        total_minor=cents(data["total_amount"]),
        points_back=document.points_back,
        cashier_id=payload.get("cashier_id"),
        approver_id=payload.get("approver_id"),
        shift_id=payload.get("shift_id"),
        business_date=iso_date(payload.get("business_date")),
        voided_at=parse_time(payload["occurred_at"]),
        payments=_payments((), data["payments"]),
        message=message(
            payload,
            original_event_id=original.event_id,
            series=original.series,
            number=original.number,
            total=data["total_amount"],
        ),
    )
    return row, void_mismatch(document)


def _original(original: OriginalSaleData, cause_id: str | None) -> OriginalRow:
    """What the document says goes before what the event says: they are the same where both speak."""
    return OriginalRow(
        original.get("event_id") or cause_id,
        original["terminal_id"],
        original["series"],
        original["number"],
    )


def _item(line: RefundItemData) -> ItemRow:
    net = cents(line["net"])
    return ItemRow(
        n=line["n"],
        variant_id=line["variant_id"],
        sku=line["sku"],
        barcode=line["barcode"],
        name=line["name"],
        unit=line["unit"],
        quantity_milli=millis(line["quantity"]),
        unit_price_minor=None,
        gross_minor=net,
        discount_minor=0,
        net_minor=net,
        tax_code=line["tax_code"],
        tax_rate_milli=millis(line["tax_rate"]),
        tax_micro=None,
        tax_minor=cents(line["tax"]),
        total_minor=cents(line["total"]),
        original_n=line["original_n"],
    )


def _payments(items: Sequence[ItemRow], given: Sequence[SalePaymentData]) -> tuple[PaymentRow, ...]:
    payments = tuple(map(payment_row, given))
    demand_distinct(items, payments)
    return payments
