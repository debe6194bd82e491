"""From a completed sale to stored integers (cents, thousandths, millionths), and whether it adds up: pure."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from central.services.intake import ItemRow, PaymentRow, SaleRow
from core.contract.events import SaleData, SaleItemData, SalePayload, SalePaymentData
from core.domain.journal.events import parse_time
from core.domain.money import exact_scaled
from core.domain.totals import SaleUnits, units_mismatch

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Text that a database column can hold: NUL and lone surrogates become U+FFFD.

    Only projections are cleaned; the payload itself is kept byte for byte.
    """
    return text if text.isprintable() else _UNSTORABLE.sub("\ufffd", text)


def sale_row(payload: SalePayload, transaction_id: str) -> SaleRow:
    """Projection of a ``sale.completed``.

    Raises:
        ValueError: a date is no date, a line number comes twice, or ``mixed`` is a method.
    """
    data = payload["data"]
    row = SaleRow(
        transaction_id=transaction_id,
        local_transaction_id=data["local_transaction_id"],
        kind="sale",
        series=storable(data["series"]),
        number=data["number"],
        cashier_id=payload.get("cashier_id"),
        shift_id=payload.get("shift_id"),
        customer_id=data.get("customer_id"),
        business_date=_date(payload.get("business_date")),
        currency=storable(data["currency"]),
        tax_rounding=storable(data["tax_rounding"]),
        price_includes_tax=data["price_includes_tax"],
        subtotal_minor=_units(data["subtotal"], 2),
        discount_minor=_units(data["discount_total"], 2),
        tax_minor=_units(data["tax_total"], 2),
        total_minor=_units(data["total_amount"], 2),
        paid_minor=_units(data["paid_total"], 2),
        change_minor=_units(data["change_due"], 2),
        cites=json.dumps(payload["cites"]),
        completed_at=parse_time(payload["occurred_at"]),
        items=tuple([_item(line) for line in data["items"]]),
        payments=tuple([_payment(tender) for tender in data["payments"]]),
        message=_message(payload, transaction_id),
    )
    _demand_distinct(row)
    return row


def sale_fault(row: SaleRow, data: SaleData) -> str | None:
    """What does not add up, by the core's own check (sync.md I8); None when all does."""
    columns: list[tuple[int, ...]] = list(zip(*map(_numbers, row.items), strict=True))
    n, quantity, unit_price, gross, discount, net, tax_rate, tax6, tax, total = columns
    return units_mismatch(
        SaleUnits(
            tax_rounding=row.tax_rounding,
            price_includes_tax=row.price_includes_tax,
            n=n,
            unit=[line.unit for line in row.items],
            quantity=quantity,
            unit_price=unit_price,
            gross=gross,
            discount=discount,
            net=net,
            tax_rate=tax_rate,
            tax6=tax6,
            tax=tax,
            total=total,
            subtotal=row.subtotal_minor,
            discount_total=row.discount_minor,
            tax_by_rate={rate: _units(cents, 2) for rate, cents in data["tax_by_rate"].items()},
            tax_total=row.tax_minor,
            total_amount=row.total_minor,
            paid_total=row.paid_minor,
            change_due=row.change_minor,
            payments=[tender[:4] for tender in row.payments],
        )
    )


def _numbers(line: ItemRow) -> tuple[int, ...]:
    return line[:1] + line[6:11] + line[12:]


def _item(line: SaleItemData) -> ItemRow:
    return ItemRow(
        line["n"],
        line["variant_id"],
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


def _payment(tender: SalePaymentData) -> PaymentRow:
    received = tender.get("received")
    return PaymentRow(
        tender["n"],
        tender["method"],
        _units(tender["amount"], 2),
        None if received is None else _units(received, 2),
        storable(tender["state"]),
    )


@lru_cache(maxsize=8192)
def _units(text: str, places: int) -> int:
    """The same few prices and rates come again and again, so each text is converted once."""
    return exact_scaled(Decimal(text), places)


def _demand_distinct(row: SaleRow) -> None:
    if len({line.n for line in row.items}) != len(row.items):
        raise ValueError("a line number comes twice")
    if len({tender.n for tender in row.payments}) != len(row.payments):
        raise ValueError("a payment number comes twice")
    if any(tender.method == "mixed" for tender in row.payments):
        raise ValueError("mixed is not a method of one payment")


def _message(payload: SalePayload, transaction_id: str) -> str:
    data = payload["data"]
    return json.dumps(
        {
            "event_id": payload["event_id"],
            "transaction_id": transaction_id,
            "local_transaction_id": data["local_transaction_id"],
            "terminal_id": payload["terminal_id"],
            "local_id": payload["local_id"],
            "epoch": payload["epoch"],
            "seq": payload["seq"],
            "occurred_at": payload["occurred_at"],
            "series": storable(data["series"]),
            "number": data["number"],
            "total": data["total_amount"],
            "currency": storable(data["currency"]),
        },
        separators=(",", ":"),
    )


def _date(text: str | None) -> str | None:
    return None if text is None else date.fromisoformat(text).isoformat()
