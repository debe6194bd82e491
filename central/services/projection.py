"""From a completed sale to stored integers (cents, thousandths, millionths): pure."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from typing import Final

from central.services.intake import ItemRow, PaymentRow, SaleRow
from core.domain.documents import CompletedSale, SaleItem, SalePayment
from core.domain.ids import is_uuid
from core.domain.journal.events import Event, PayloadError, format_time
from core.domain.money import to_cents, to_micros, to_millis

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_MAX_DIGITS: Final = 12
_MAX_NUMBER: Final = 9_999_999_999


def storable(text: str) -> str:
    """Text that a database column can hold: NUL and lone surrogates become U+FFFD.

    Only projections are cleaned; the payload itself is kept byte for byte.
    """
    return _UNSTORABLE.sub("�", text)


def check_sizes(sale: CompletedSale) -> None:
    """Refuse amounts no till can have made, before anything computes with them (``1E+999999``).

    Raises:
        PayloadError: an amount has more than 12 whole digits, or the number is outside 1…9999999999.
    """
    if not 1 <= sale.number <= _MAX_NUMBER:
        raise PayloadError("number is out of range")
    amounts = [
        sale.subtotal,
        sale.discount_total,
        sale.tax_total,
        sale.total,
        sale.paid_total,
        sale.change_due,
    ]
    amounts += sale.tax_by_rate.values()
    for item in sale.items:
        amounts += (item.quantity, item.unit_price, item.gross, item.discount, item.net)
        amounts += (item.tax_rate, item.tax6, item.tax, item.total)
    for payment in sale.payments:
        amounts += (payment.amount, payment.received or Decimal(0))
    if any(amount.adjusted() >= _MAX_DIGITS for amount in amounts):
        raise PayloadError("an amount is too large")


def sale_row(event: Event, sale: CompletedSale, transaction_id: str) -> SaleRow:
    """Projection of a ``sale.completed``.

    Raises:
        PayloadError: an identifier is no UUID, or the business date is no date.
    """
    context = event.context
    if not sale.items:
        raise PayloadError("a sale without lines")
    row = SaleRow(
        transaction_id=transaction_id,
        local_transaction_id=_uuid(sale.local_transaction_id),
        kind="sale",
        series=storable(sale.series),
        number=sale.number,
        cashier_id=_optional_uuid(context.cashier_id),
        shift_id=_optional_uuid(context.shift_id),
        customer_id=_optional_uuid(sale.customer_id),
        business_date=_date(context.business_date),
        currency=storable(sale.currency),
        tax_rounding=storable(sale.tax_rounding),
        price_includes_tax=sale.price_includes_tax,
        subtotal_minor=to_cents(sale.subtotal),
        discount_minor=to_cents(sale.discount_total),
        tax_minor=to_cents(sale.tax_total),
        total_minor=to_cents(sale.total),
        paid_minor=to_cents(sale.paid_total),
        change_minor=to_cents(sale.change_due),
        cites=json.dumps(dict(context.cites)),
        completed_at=context.occurred_at,
        items=tuple(_item(item) for item in sale.items),
        payments=tuple(_payment(payment) for payment in sale.payments),
        message=_message(event, sale, transaction_id),
    )
    _demand_distinct(row)
    return row


def _item(item: SaleItem) -> ItemRow:
    return ItemRow(
        n=item.n,
        variant_id=_uuid(item.variant_id),
        sku=storable(item.sku),
        barcode=storable(item.barcode),
        name=storable(item.name),
        unit=storable(item.unit),
        quantity_milli=to_millis(item.quantity),
        unit_price_minor=to_cents(item.unit_price),
        gross_minor=to_cents(item.gross),
        discount_minor=to_cents(item.discount),
        net_minor=to_cents(item.net),
        tax_code=storable(item.tax_code),
        tax_rate_milli=to_millis(item.tax_rate),
        tax_micro=to_micros(item.tax6),
        tax_minor=to_cents(item.tax),
        total_minor=to_cents(item.total),
    )


def _payment(payment: SalePayment) -> PaymentRow:
    return PaymentRow(
        n=payment.n,
        method=storable(payment.method),
        amount_minor=to_cents(payment.amount),
        received_minor=None if payment.received is None else to_cents(payment.received),
        state=storable(payment.state),
    )


def _demand_distinct(row: SaleRow) -> None:
    for lines in (row.items, row.payments):
        numbers = [line.n for line in lines]
        if len(set(numbers)) != len(numbers) or any(not 1 <= n <= 100_000 for n in numbers):
            raise PayloadError("line numbers repeat or are out of range")
    if any(payment.method == "mixed" for payment in row.payments):
        raise PayloadError("mixed is not a method of one payment")


def _message(event: Event, sale: CompletedSale, transaction_id: str) -> str:
    return json.dumps(
        {
            "event_id": event.event_id,
            "transaction_id": transaction_id,
            "local_transaction_id": sale.local_transaction_id,
            "terminal_id": event.context.terminal_id,
            "local_id": event.context.local_id,
            "epoch": event.epoch,
            "seq": event.seq,
            "occurred_at": format_time(event.context.occurred_at),
            "series": storable(sale.series),
            "number": sale.number,
            "total": str(sale.total),
            "currency": storable(sale.currency),
        },
        separators=(",", ":"),
    )


def _uuid(text: str) -> str:
    if not is_uuid(text):
        raise PayloadError("an identifier is not a UUID")
    return text


def _optional_uuid(text: str | None) -> str | None:
    return None if text is None else _uuid(text)


def _date(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise PayloadError("business_date is not a date") from error
