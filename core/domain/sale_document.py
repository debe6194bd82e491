"""From a paid basket to its document (`core.domain.documents.CompletedSale`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.basket import Basket
from core.domain.basket_line import BasketLine
from core.domain.documents import AppliedPromotion, CompletedSale, SaleBuyer, SaleItem
from core.domain.kept import Kept
from core.domain.money import from_cents
from core.domain.payment import CASH, Tender, payments_of, tally
from core.domain.promotion.lines import Applied
from core.domain.sale_discounts import SharedSale
from core.domain.sale_state import Buyer
from core.domain.totals import LineTotals


@dataclass(frozen=True, slots=True)
class SaleHead:
    """What a sale says of itself beside lines and money.

    Attributes:
        customer_id: The buyer, None for the walk-in customer.
        buyer: Who buys, where they have a document.
        note: Free text, None without one.
        points_earned: Loyalty points this sale earns.
        points_spent: Points redeemed in it.
    """

    customer_id: str | None = None
    note: str | None = None
    buyer: SaleBuyer | None = None
    points_earned: int = 0
    points_spent: int = 0


Items = tuple[SaleItem, ...]


def head_of(buyer: Buyer | None, note: str) -> SaleHead:
    """What is said of who buys: their identity, and their name where they gave a document."""
    if buyer is None:
        return SaleHead(note=note or None)
    named = None if buyer.document is None else SaleBuyer(buyer.name, buyer.document)
    return SaleHead(buyer.customer_id, note or None, named)


def completed_sale(
    sale_id: str,
    series: str,
    number: int,
    basket: Basket,
    tenders: Sequence[Tender],
    drawer: int | None,
    head: SaleHead,
    kept: Kept[Items],
) -> CompletedSale:
    """The document of a basket.

    Args:
        sale_id: UUIDv7 of the cart.
        series: Numbering series.
        number: Consecutive number inside it.
        basket: At least one line.
        tenders: Money offered, in order.
        drawer: Pin to pulse; kept only when cash moved.
        head: The rest.
        kept: The items of the last document of this basket.

    Raises:
        DomainError: ``cash_below_total``, or as `core.domain.payment.tally`.
    """
    shared = basket.shared()
    totals = shared.totals
    payments = payments_of(totals.total, tenders)
    return CompletedSale(
        local_transaction_id=sale_id,
        series=series,
        number=number,
        tax_rounding=basket.policy.tax_rounding.value,
        price_includes_tax=basket.policy.price_includes_tax,
        subtotal=totals.gross,
        discount_total=totals.discount,
        tax_by_rate=dict(totals.itbms_by_rate),
        tax_total=totals.itbms,
        total=totals.total,
        paid_total=totals.total,
        change_due=tally(totals.total, tenders).change,
        items=kept.of((basket.lines, shared), lambda: _items(basket, shared)),
        payments=payments,
        drawer=drawer if any(payment.method == CASH for payment in payments) else None,
        customer_id=head.customer_id,
        buyer=head.buyer,
        note=head.note,
        discounts=shared.discounts,
        points_earned=head.points_earned,
        points_spent=head.points_spent,
    )


def _items(basket: Basket, shared: SharedSale) -> Items:
    numbered = enumerate(zip(basket.lines, shared.totals.lines, strict=True), start=1)
    promotions = shared.order_promotions
    return tuple(_item(n, line, amounts, promotions.get(line.key, ())) for n, (line, amounts) in numbered)


def _item(n: int, line: BasketLine, amounts: LineTotals, order_promotions: Sequence[Applied]) -> SaleItem:
    product, terms = line.product, line.terms
    price = terms.price
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
        promotions=tuple(_applied(applied) for applied in (*line.promotions, *order_promotions)),
        list_price=price.list_price if price else None,
        price_reason=price.reason if price else None,
        price_approver_id=(price.approver_id if price else None) or terms.price_allowed_by or None,
        note=terms.note or None,
        lot=terms.lot or None,
        expiry=terms.expiry or None,
    )


def _applied(applied: Applied) -> AppliedPromotion:
    return AppliedPromotion(applied.promotion_id, applied.version, from_cents(applied.amount_cents))
