"""From a paid basket to its document (`core.domain.documents.CompletedSale`)."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.basket_line import BasketLine, PricePolicy
from core.domain.documents import CompletedSale, SaleItem
from core.domain.payment import CASH, Tender, payments_of, tally
from core.domain.totals import LineTotals, compute_totals


def completed_sale(
    sale_id: str,
    series: str,
    number: int,
    policy: PricePolicy,
    lines: Sequence[BasketLine],
    tenders: Sequence[Tender],
    drawer: int | None,
) -> CompletedSale:
    """The document of a basket.

    Args:
        sale_id: UUIDv7 of the cart.
        series: Numbering series.
        number: Consecutive number inside it.
        policy: Price policy stored with the sale.
        lines: Basket in order, at least one.
        tenders: Money offered, in order.
        drawer: Pin to pulse; kept only when cash moved.

    Raises:
        DomainError: ``cash_below_total``, or as `core.domain.payment.tally`.
    """
    totals = compute_totals(
        [line.for_totals() for line in lines], policy.tax_rounding, policy.price_includes_tax
    )
    payments = payments_of(totals.total, tenders)
    return CompletedSale(
        local_transaction_id=sale_id,
        series=series,
        number=number,
        tax_rounding=policy.tax_rounding.value,
        price_includes_tax=policy.price_includes_tax,
        subtotal=totals.gross,
        discount_total=totals.discount,
        tax_by_rate=dict(totals.itbms_by_rate),
        tax_total=totals.itbms,
        total=totals.total,
        paid_total=totals.total,
        change_due=tally(totals.total, tenders).change,
        items=tuple(
            _item(n, line, amounts)
            for n, (line, amounts) in enumerate(zip(lines, totals.lines, strict=True), start=1)
        ),
        payments=payments,
        drawer=drawer if any(payment.method == CASH for payment in payments) else None,
    )


def _item(n: int, line: BasketLine, amounts: LineTotals) -> SaleItem:
    product = line.product
    return SaleItem(
        n=n,
        variant_id=product.variant_id,
        sku=product.sku,
        barcode=line.code,
        name=product.name,
        unit=product.unit,
        quantity=line.quantity,
        unit_price=product.unit_price,
        gross=amounts.gross,
        discount=amounts.discount,
        net=amounts.net,
        tax_code=product.tax_code,
        tax_rate=product.tax_rate,
        tax6=amounts.tax6,
        tax=amounts.tax,
        total=amounts.total,
    )
