"""The sale of another till, as far as the signed code of its receipt tells it (ADR 85)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from core.domain.catalog import Product
from core.domain.documents import CompletedSale, SaleItem, SalePayment
from core.domain.money import from_cents, q2, to_cents
from core.domain.receipt_facts import CodeLine, ReceiptCode
from core.domain.tax import rate_text, rate_units

FindProduct = Callable[[str], Product | None]
"""The article that has an SKU in this till's catalogue today."""


def foreign_sale(code: ReceiptCode, find: FindProduct) -> CompletedSale:
    """The document that a return refers to, with the very amounts, quantities and taxes of the original.

    The code does not say what was taken off before: a line's ``gross`` is its ``net``, its ``unit_price``
    what one unit came to. ``local_transaction_id`` is empty. A line whose article this till does not know has
    no ``variant_id``, and its SKU for a name.

    Args:
        code: A code whose signature holds.
        find: Looks an article up by its SKU.
    """
    items = tuple(_item(line, find(line.sku), inside=code.price_includes_tax) for line in code.lines)
    total = _sum(item.total for item in items)
    rates: dict[int, int] = {}
    for item in items:
        rate = rate_units(item.tax_rate)
        if rate > 0:
            rates[rate] = rates.get(rate, 0) + to_cents(item.tax)
    return CompletedSale(
        local_transaction_id="",
        series=code.series,
        number=code.number,
        tax_rounding=code.tax_rounding,
        price_includes_tax=code.price_includes_tax,
        subtotal=_sum(item.net for item in items),
        discount_total=from_cents(0),
        tax_by_rate={rate_text(rate): from_cents(rates[rate]) for rate in sorted(rates)},
        tax_total=_sum(item.tax for item in items),
        total=total,
        paid_total=_sum(tender.amount for tender in code.tenders),
        change_due=from_cents(0),
        items=items,
        payments=tuple(
            SalePayment(n, tender.method, tender.amount) for n, tender in enumerate(code.tenders, start=1)
        ),
        customer_id=code.customer.customer_id if code.customer else None,
        points_earned=code.customer.points_earned if code.customer else 0,
    )


def _item(line: CodeLine, product: Product | None, *, inside: bool) -> SaleItem:
    known = product if product is not None and line.is_variant(product.variant_id) else None
    return SaleItem(
        n=line.n,
        variant_id=known.variant_id if known else "",
        sku=line.sku,
        barcode=known.barcode if known else "",
        name=known.name if known else line.sku,
        unit=line.unit,
        quantity=line.quantity,
        unit_price=_each(line),
        gross=line.net,
        discount=from_cents(0),
        net=line.net,
        tax_code=line.tax_code,
        tax_rate=line.tax_rate,
        tax6=line.tax,
        tax=line.tax,
        total=line.net if inside else line.net + line.tax,
    )


def _each(line: CodeLine) -> Decimal:
    return q2(line.net / line.quantity) if line.quantity else line.net


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return from_cents(sum(to_cents(amount) for amount in amounts))
