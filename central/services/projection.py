"""From a completed sale to stored integers (cents, thousandths, millionths): pure.

Amounts are read from the event's own decimal strings, after `core.domain.documents` has checked them: the
same few texts come again and again, so each is converted once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from central.services.intake import ItemRow, PaymentRow, SaleRow
from core.domain.documents import CompletedSale
from core.domain.ids import is_uuid
from core.domain.journal.events import Event, PayloadError, format_time
from core.domain.money import exact_scaled

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_MAX_NUMBER: Final = 9_999_999_999
_MAX_UNITS: Final = 1 << 53


def storable(text: str) -> str:
    """Text that a database column can hold: NUL and lone surrogates become U+FFFD.

    Only projections are cleaned; the payload itself is kept byte for byte.
    """
    return text if text.isprintable() else _UNSTORABLE.sub("\ufffd", text)


def sale_row(event: Event, sale: CompletedSale, transaction_id: str) -> SaleRow:
    """Projection of a ``sale.completed``; ``sale`` was read from this event's data.

    Raises:
        PayloadError: an identifier is no UUID, a date no date, or a number no till can have made.
    """
    context = event.context
    if not 1 <= sale.number <= _MAX_NUMBER:
        raise PayloadError("number is out of range")
    data = event.data
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
        subtotal_minor=_units(data["subtotal"], 2),
        discount_minor=_units(data["discount_total"], 2),
        tax_minor=_units(data["tax_total"], 2),
        total_minor=_units(data["total_amount"], 2),
        paid_minor=_units(data["paid_total"], 2),
        change_minor=_units(data["change_due"], 2),
        cites=json.dumps(dict(context.cites)),
        completed_at=context.occurred_at,
        items=tuple([_item(line) for line in data["items"]]),
        payments=tuple([_payment(tender) for tender in data["payments"]]),
        message=_message(event, sale, transaction_id),
    )
    _demand_distinct(row)
    return row


def _item(line: Mapping[str, Any]) -> ItemRow:
    return ItemRow(
        line["n"],
        _uuid(line["variant_id"]),
        storable(line["sku"]),
        storable(line["barcode"]),
        storable(line["name"]),
        storable(line["unit"]),
        _units(line["quantity"], 3),
        _units(line["unit_price"], 2),
        _units(line["gross"], 2),
        _units(line["discount"], 2),
        _units(line["net"], 2),
        storable(line["tax_code"]),
        _units(line["tax_rate"], 3),
        _units(line["tax6"], 6),
        _units(line["tax"], 2),
        _units(line["total"], 2),
    )


def _payment(tender: Mapping[str, Any]) -> PaymentRow:
    received = tender.get("received")
    return PaymentRow(
        tender["n"],
        storable(tender["method"]),
        _units(tender["amount"], 2),
        None if received is None else _units(received, 2),
        storable(tender["state"]),
    )


@lru_cache(maxsize=8192)
def _units(text: str, places: int) -> int:
    units = exact_scaled(Decimal(text), places)
    if abs(units) >= _MAX_UNITS:
        raise PayloadError("an amount is too large")
    return units


def _demand_distinct(row: SaleRow) -> None:
    if not row.items:
        raise PayloadError("a sale without lines")
    for lines in (row.items, row.payments):
        numbers = [line.n for line in lines]
        if len(set(numbers)) != len(numbers) or (
            numbers and not 1 <= min(numbers) <= max(numbers) <= 100_000
        ):
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


@lru_cache(maxsize=8192)
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
