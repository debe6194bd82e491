"""Facts of a receipt as bytes: as few as they can be, so that many lines fit (ADR 85).

Version · flags · key id · series · number · minute of the sale · tenders (method, cents) · kinds (tax code,
rate, unit) · lines (kind, SKU, check of the variant, quantity, net, ITBMS). Version 2 has, after the tenders,
the customer (16 bytes) and the points the sale earned; a sale without them is still written as version 1.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final
from uuid import UUID

from core.domain.money import exact_scaled, from_cents, from_millis, from_scaled, to_cents, to_millis
from core.domain.packing import Packer, PackingError, Unpacker
from core.domain.receipt_facts import (
    CHECK_BYTES,
    EPOCH,
    MINUTE,
    CodeCustomer,
    CodeLine,
    CodeTender,
    ReceiptCode,
)
from core.domain.tax import TaxRounding
from core.domain.till_keys import KEY_ID_BYTES

_PLAIN: Final = 1
_WITH_CUSTOMER: Final = 2
VERSIONS: Final = frozenset({_PLAIN, _WITH_CUSTOMER})
_TAX_INSIDE: Final = 0x01
_ROUNDED_BY_LINE: Final = 0x02


def encode(code: ReceiptCode, key_id: str) -> bytes:
    """The body of a code.

    Raises:
        PackingError: something has no place in a code: an amount below zero, lines out of order, a customer
            who is no UUID.
    """
    out = Packer()
    version = _PLAIN if code.customer is None else _WITH_CUSTOMER
    out.raw(bytes((version, _flags(code))) + bytes.fromhex(key_id))
    out.text(code.series)
    out.number(code.number)
    out.number((code.sold_at - EPOCH) // MINUTE)
    out.number(len(code.tenders))
    for tender in code.tenders:
        out.text(tender.method)
        out.number(to_cents(tender.amount))
    if code.customer is not None:
        out.raw(_uuid(code.customer.customer_id))
        out.number(code.customer.points_earned)
    kinds = dict.fromkeys(_kind(line) for line in code.lines)
    out.number(len(kinds))
    for tax_code, tax_rate, unit in kinds:
        out.text(tax_code)
        out.number(exact_scaled(tax_rate, 3))
        out.text(unit)
    places = {kind: place for place, kind in enumerate(kinds)}
    out.number(len(code.lines))
    for n, line in enumerate(code.lines, start=1):
        if line.n != n:
            raise PackingError("lines do not count from 1")
        _pack_line(out, line, places[_kind(line)])
    return out.packed()


def _uuid(text: str) -> bytes:
    known = UUID(text)
    if str(known) != text:
        raise PackingError("identity is not written as a UUID")
    return known.bytes


def _flags(code: ReceiptCode) -> int:
    inside = _TAX_INSIDE if code.price_includes_tax else 0
    return inside | (_ROUNDED_BY_LINE if code.tax_rounding == TaxRounding.LINE2 else 0)


def _kind(line: CodeLine) -> tuple[str, Decimal, str]:
    return line.tax_code, line.tax_rate, line.unit


def _pack_line(out: Packer, line: CodeLine, kind: int) -> None:
    millis = to_millis(line.quantity)
    fraction = millis % 1000 != 0
    out.number(kind << 1 | fraction)
    out.text(line.sku)
    out.raw(line.variant_check)
    out.number(millis if fraction else millis // 1000)
    out.number(to_cents(line.net))
    out.number(to_cents(line.tax))


def decode(body: bytes) -> ReceiptCode:
    """Read the body of a code; its key id is the caller's matter.

    Raises:
        PackingError: bytes that `encode` would not have written.
        OverflowError: a time beyond the calendar.
    """
    source = Unpacker(body)
    version, flags, *_ = source.raw(2 + KEY_ID_BYTES)
    if flags & ~(_TAX_INSIDE | _ROUNDED_BY_LINE):
        raise PackingError("unknown flags")
    series, number, minutes = source.text(), source.number(), source.number()
    tenders = tuple(CodeTender(source.text(), from_cents(source.number())) for _ in range(source.count()))
    customer = _unpack_customer(source) if version == _WITH_CUSTOMER else None
    kinds = [(source.text(), from_scaled(source.number(), 3), source.text()) for _ in range(source.count())]
    lines = tuple(_unpack_line(source, n, kinds) for n in range(1, source.count() + 1))
    source.end()
    return ReceiptCode(
        series=series,
        number=number,
        sold_at=EPOCH + minutes * MINUTE,
        tax_rounding=(TaxRounding.LINE2 if flags & _ROUNDED_BY_LINE else TaxRounding.LINE6).value,
        price_includes_tax=bool(flags & _TAX_INSIDE),
        tenders=tenders,
        lines=lines,
        customer=customer,
    )


def _unpack_customer(source: Unpacker) -> CodeCustomer:
    return CodeCustomer(str(UUID(bytes=source.raw(16))), source.number())


def _unpack_line(source: Unpacker, n: int, kinds: list[tuple[str, Decimal, str]]) -> CodeLine:
    kind, fraction = divmod(source.number(), 2)
    if kind >= len(kinds):
        raise PackingError("line of no kind")
    tax_code, tax_rate, unit = kinds[kind]
    sku, check = source.text(), source.raw(CHECK_BYTES)
    quantity = from_millis(source.number()) if fraction else Decimal(source.number())
    return CodeLine(
        n=n,
        sku=sku,
        variant_check=check,
        unit=unit,
        quantity=quantity,
        net=from_cents(source.number()),
        tax_code=tax_code,
        tax_rate=tax_rate,
        tax=from_cents(source.number()),
    )
