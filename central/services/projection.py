"""From a completed sale to stored integers (cents, thousandths, millionths), and whether it adds up: pure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import count
from typing import Any, Final, NotRequired, TypeVar, get_origin, get_type_hints

from central.services.intake import (
    RARE_PAYMENT_COLUMNS,
    DiscountRow,
    ItemRow,
    PaymentRow,
    PromotionRow,
    TransactionRow,
)
from core.contract.events import (
    EventPayload,
    SaleData,
    SaleDiscountData,
    SaleItemData,
    SalePayload,
    SalePaymentData,
)
from core.domain.journal.events import parse_time
from core.domain.money import to_cents, to_micros, to_millis
from core.domain.totals import SaleUnits, units_mismatch

T = TypeVar("T")

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_LAST_FOUR: Final = re.compile(r"[0-9]{4}\Z")
_row: Final[Callable[[type[ItemRow], tuple[Any, ...]], ItemRow]] = tuple.__new__  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
_compact: Final = json.JSONEncoder(separators=(",", ":")).encode


def _required(kind: type[SaleItemData] | type[SalePaymentData]) -> int:
    """Number of fields that are always there; with annotations as texts ``__required_keys__`` cannot tell."""
    hints = get_type_hints(kind, include_extras=True)
    return sum(get_origin(hint) is not NotRequired for hint in hints.values())


_ITEM_FIELDS: Final = _required(SaleItemData)
_PAYMENT_FIELDS: Final = _required(SalePaymentData)


def storable(text: str) -> str:
    """Text that a database column can hold: NUL and lone surrogates become U+FFFD.

    Only projections are cleaned; the payload itself is kept byte for byte.
    """
    return text if text.isprintable() else _UNSTORABLE.sub("\ufffd", text)


def projectable(body: T, payload: bytes) -> T:
    """A payload's body with every text `storable`.

    What has to be replaced stands in JSON as an escape, which ordinary payloads do not have at all.
    """
    return _cleaned(body) if b"\\" in payload else body


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(key): _cleaned(inner) for key, inner in value.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if isinstance(value, list | tuple):
        return [_cleaned(inner) for inner in value]  # pyright: ignore[reportUnknownVariableType]
    return value


def sale_row(payload: SalePayload, transaction_id: str) -> TransactionRow:
    """Projection of a ``sale.completed``.

    Raises:
        ValueError: a date is no date, a line number comes twice, or ``mixed`` is a method.
    """
    data = payload["data"]
    points = data.get("points")
    row = TransactionRow(
        transaction_id=transaction_id,
        local_transaction_id=data["local_transaction_id"],
        kind="sale",
        series=data["series"],
        number=data["number"],
        cashier_id=payload.get("cashier_id"),
        shift_id=payload.get("shift_id"),
        customer_id=data.get("customer_id"),
        business_date=iso_date(payload.get("business_date")),
        currency=data["currency"],
        tax_rounding=data["tax_rounding"],
        price_includes_tax=data["price_includes_tax"],
        subtotal_minor=cents(data["subtotal"]),
        discount_minor=cents(data["discount_total"]),
        tax_minor=cents(data["tax_total"]),
        total_minor=cents(data["total_amount"]),
        paid_minor=cents(data["paid_total"]),
        change_minor=cents(data["change_due"]),
        cites=json.dumps(payload["cites"]),
        completed_at=parse_time(payload["occurred_at"]),
        items=tuple([_item(line) for line in data["items"]]),
        payments=tuple([payment_row(tender) for tender in data["payments"]]),
        message=_message(payload, transaction_id),
        promotions=tuple(
            [taken for line in data["items"] if line.get("promotions") for taken in _promotions(line)]
        ),
        discounts=tuple(map(_discount, count(1), data.get("discounts", ()))),
        note=data.get("note"),
        points_earned=points.get("earned", 0) if points else 0,
        points_spent=points.get("spent", 0) if points else 0,
    )
    demand_distinct(row.items, row.payments)
    return row


def sale_fault(row: TransactionRow, data: SaleData) -> str | None:
    """What does not add up, by the core's own check (sync.md I8); None when all does."""
    columns: list[tuple[Any, ...]] = list(zip(*row.items, strict=True))
    return units_mismatch(
        SaleUnits(
            tax_rounding=row.tax_rounding,
            price_includes_tax=row.price_includes_tax,
            n=columns[0],
            unit=columns[5],
            quantity=columns[6],
            unit_price=columns[7],
            gross=columns[8],
            discount=columns[9],
            net=columns[10],
            tax_rate=columns[12],
            tax6=columns[13],
            tax=columns[14],
            total=columns[15],
            subtotal=row.subtotal_minor,
            discount_total=row.discount_minor,
            tax_by_rate={rate: cents(tax) for rate, tax in data["tax_by_rate"].items()},
            tax_total=row.tax_minor,
            total_amount=row.total_minor,
            paid_total=row.paid_minor,
            change_due=row.change_minor,
            payments=[tender[:4] for tender in row.payments],
            promotions=[(applied.n, applied.amount_minor) for applied in row.promotions],
            discounts=[
                (cents(given["amount"]), [(n, cents(share)) for n, share in given["shares"]])
                for given in data.get("discounts", ())
            ],
        )
    )


def _item(line: SaleItemData) -> ItemRow:
    """In the order of the row's fields: by its own constructor a row takes three times as long."""
    return _row(
        ItemRow,
        (
            line["n"],
            line["variant_id"],
            line["sku"],
            line["barcode"],
            line["name"],
            line["unit"],
            millis(line["quantity"]),
            cents(line["unit_price"]),
            cents(line["gross"]),
            cents(line["discount"]),
            cents(line["net"]),
            line["tax_code"],
            millis(line["tax_rate"]),
            micros(line["tax6"]),
            cents(line["tax"]),
            cents(line["total"]),
            None,
            None if len(line) == _ITEM_FIELDS + ("promotions" in line) else _rare_of(line),
        ),
    )


def _rare_of(line: SaleItemData) -> str | None:
    price = line.get("list_price")
    return _written(
        {
            "list_price_minor": None if price is None else cents(price),
            "price_reason": line.get("price_reason"),
            "price_approver_id": line.get("price_approver_id"),
            "note": line.get("note"),
            "lot": line.get("lot"),
            "expiry": iso_date(line.get("expiry")),
        }
    )


def _written(rare: Mapping[str, object]) -> str | None:
    """What is known of rare columns, as JSON; None when nothing is."""
    known = {name: value for name, value in rare.items() if value is not None}
    return json.dumps(known) if known else None


def _promotions(line: SaleItemData) -> Iterator[PromotionRow]:
    for place, applied in enumerate(line.get("promotions", ()), start=1):
        yield PromotionRow(line["n"], place, applied["id"], applied["version"], cents(applied["amount"]))


def _discount(place: int, given: SaleDiscountData) -> DiscountRow:
    percent = given.get("percent")
    return DiscountRow(
        place,
        given["kind"],
        given["scope"],
        given["reason"],
        None if percent is None else millis(percent),
        cents(given["amount"]),
        given.get("approver_id"),
        given.get("doc_type"),
        given.get("doc_last"),
        _compact([(n, cents(share)) for n, share in given["shares"]]),
    )


def payment_row(tender: SalePaymentData) -> PaymentRow:
    """One tender; of a card number no more than its last four digits goes into a column.

    The payload keeps what the till wrote. No till of ours takes a card number anywhere.
    """
    received = tender.get("received")
    ordinary = len(tender) == _PAYMENT_FIELDS + ("received" in tender)
    return PaymentRow(
        tender["n"],
        tender["method"],
        cents(tender["amount"]),
        None if received is None else cents(received),
        tender["state"],
        None if ordinary else _rare_of_payment(tender),
    )


def _rare_of_payment(tender: SalePaymentData) -> str | None:
    rare = {name: value for name, value in tender.items() if name in RARE_PAYMENT_COLUMNS}
    found = _LAST_FOUR.search(tender.get("card_last4") or "")
    return _written({**rare, "card_last4": found[0] if found else None})


@lru_cache(maxsize=8192)
def cents(text: str) -> int:
    """Cents of a decimal text.

    The same few prices and rates come again and again, so each text is converted once.

    Raises:
        ValueError: finer than a cent.
    """
    return to_cents(Decimal(text))


@lru_cache(maxsize=8192)
def millis(text: str) -> int:
    """Thousandths of a quantity or a percent; see `cents`.

    Raises:
        ValueError: finer than a thousandth.
    """
    return to_millis(Decimal(text))


@lru_cache(maxsize=8192)
def micros(text: str) -> int:
    """Millionths of a line tax; see `cents`.

    Raises:
        ValueError: finer than a millionth.
    """
    return to_micros(Decimal(text))


def demand_distinct(items: Sequence[ItemRow], payments: Sequence[PaymentRow]) -> None:
    """Refuse what the database could not hold.

    Raises:
        ValueError: a line number or a payment number comes twice, or ``mixed`` is a method.
    """
    if len({line[0] for line in items}) != len(items):
        raise ValueError("a line number comes twice")
    if len({tender.n for tender in payments}) != len(payments):
        raise ValueError("a payment number comes twice")
    if any(tender.method == "mixed" for tender in payments):
        raise ValueError("mixed is not a method of one payment")


def _message(payload: SalePayload, transaction_id: str) -> str:
    data = payload["data"]
    return message(
        payload,
        transaction_id=transaction_id,
        local_transaction_id=data["local_transaction_id"],
        series=data["series"],
        number=data["number"],
        total=data["total_amount"],
        currency=data["currency"],
    )


def message(payload: EventPayload, **said: str | int | None) -> str:
    """Body of an outgoing message: what it is about, and where in which stream it stands."""
    return _compact(
        {
            "event_id": payload["event_id"],
            "terminal_id": payload["terminal_id"],
            "local_id": payload["local_id"],
            "epoch": payload["epoch"],
            "seq": payload["seq"],
            "occurred_at": payload["occurred_at"],
            **said,
        }
    )


def iso_date(text: str | None) -> str | None:
    """A date as a column takes it.

    Raises:
        ValueError: no date.
    """
    return None if text is None else date.fromisoformat(text).isoformat()
