"""What of the floor may need a second person, told exactly (`core.domain.approval.Act`)."""

from __future__ import annotations

from decimal import Decimal

from core.domain.approval import Act, ticket_digest
from core.domain.basket_line import BasketLine
from core.domain.catalog import Product
from core.domain.discount import Discount, DiscountKind
from core.domain.documents import money_text
from core.domain.money import from_cents, to_cents, to_millis
from core.domain.own_discounts import is_own, lowered_cents, share_percent
from core.domain.payment import UNCONFIRMED, Tender
from core.domain.sale import Sale
from core.domain.sale_discounts import adjustment_cents
from core.domain.sale_draft import header_to_draft, line_to_draft
from core.domain.staff import LimitName, Measure, Permission
from core.domain.tax import gross_cents


def digest_of(sale: Sale) -> str:
    """Digest of a cart as it is now: a yes serves this cart and no changed one."""
    return ticket_digest(header_to_draft(sale), (line_to_draft(line) for line in sale.lines))


def line_discount_act(sale: Sale, line: BasketLine, discount: Discount) -> Act:
    """A manual discount on a line, with what the cashier takes off elsewhere in the sale."""
    given = line.off_cents if is_own(line.terms.discount) else 0
    base = line_base(line)
    return _discount_act("line.discount", sale, discount, (base, line.net_cents), sale.own().cents - given)


def sale_discount_act(sale: Sale, discount: Discount) -> Act:
    """A manual discount on the whole sale, of what `sale_base` says; likewise."""
    base = sale_base(sale)
    given = next((held.off(base) for held in sale.adjustments if is_own(held)), 0)
    return _discount_act("sale.discount", sale, discount, (base, base), sale.own().cents - given)


def own_discounts_act(sale: Sale) -> Act | None:
    """All that the cashier takes off by hand, as money is about to be taken for it; None for nothing."""
    own = sale.own()
    if not own.cents:
        return None
    return Act(
        action="sale.own_discounts",
        permission=Permission.DISCOUNT,
        sale_id=sale.sale_id,
        amount=from_cents(own.cents),
        reason="",
        measures=_measures(own.percent, own.cents),
        ticket=digest_of(sale),
        before=money_text(sale.total + from_cents(own.cents)),
        after=money_text(sale.total),
    )


def line_base(line: BasketLine) -> int:
    """Cents from which a manual discount on a line is taken."""
    return line.gross_cents - line.promo_cents


def sale_base(sale: Sale) -> int:
    """Cents from which one on the whole sale is taken: what promotions and the customer's own leave.

    Goods with a discount by law bear none (domain.md section 10).
    """
    taken = sale.shared().order_promotions.values()
    base = sum(line.net_cents for line in sale.lines if not line.is_statutory)
    base -= sum(applied.amount_cents for promotions in taken for applied in promotions)
    return base - sum(
        adjustment_cents(base, [d for d in sale.adjustments if d.kind is DiscountKind.CUSTOMER])
    )


def _measures(percent: Decimal, cents: int) -> tuple[Measure, ...]:
    """Both limits bind: the share of what it is taken from, and the sum of what the cashier takes off."""
    return (
        Measure(LimitName.DISCOUNT_PERCENT, percent),
        Measure(LimitName.DISCOUNT_AMOUNT, from_cents(cents)),
    )


def _discount_act(action: str, sale: Sale, discount: Discount, bases: tuple[int, int], elsewhere: int) -> Act:
    base, before = bases
    off = discount.off(base)
    # an amount counts whole: what it may come to once more goods are there, not what it takes of these
    whole = off if discount.amount is None else to_cents(discount.amount)
    percent = share_percent(whole, base) if discount.percent is None else discount.percent
    return Act(
        action=action,
        permission=Permission.DISCOUNT,
        sale_id=sale.sale_id,
        amount=from_cents(whole),
        reason=discount.reason,
        measures=_measures(percent, elsewhere + whole),
        ticket=digest_of(sale),
        before=money_text(from_cents(before)),
        after=money_text(from_cents(base - off)),
    )


def price_act(sale: Sale, line: BasketLine, price: Decimal, reason: str) -> Act:
    """Another price than the list's; at stake is what the line comes to by it, so it binds the quantity.

    A lower one is a discount of whoever gives it, and counts with the others (`own_discounts_act`).
    """
    open_price = line.product.open_price
    before, off = line.terms.price, lowered_cents(line, price)
    given = lowered_cents(line, line.product.unit_price) if before and before.approver_id is None else 0
    lower = Measure(LimitName.DISCOUNT_AMOUNT, from_cents(sale.own().cents - given + off))
    return Act(
        action="line.price",
        permission=Permission.OPEN_PRICE if open_price else Permission.PRICE,
        sale_id=sale.sale_id,
        amount=_comes_to(price, line.quantity),
        reason=reason,
        measures=(lower,) if off else (),
        ticket=digest_of(sale),
        before=money_text(line.product.unit_price),
        after=money_text(price),
        by_right=True,
    )


def open_price_act(sale: Sale, product: Product, quantity: Decimal | None, price: Decimal) -> Act:
    """A price given to goods that have none in the list, before they are added; bound like `price_act`."""
    return Act(
        action="line.open_price",
        permission=Permission.OPEN_PRICE,
        sale_id=sale.sale_id,
        amount=_comes_to(price, Decimal(1) if quantity is None else quantity),
        reason=product.sku,
        ticket=digest_of(sale),
        before=money_text(product.unit_price),
        after=money_text(price),
    )


def _comes_to(price: Decimal, quantity: Decimal) -> Decimal:
    return from_cents(gross_cents(to_millis(quantity), to_cents(price)))


def cancel_act(sale: Sale, reason: str) -> Act:
    """Giving the open sale up."""
    return Act(
        action="sale.cancel",
        permission=Permission.CANCEL,
        sale_id=sale.sale_id,
        amount=sale.total,
        reason=reason,
        ticket=digest_of(sale),
        before=money_text(sale.total),
        after="0.00",
    )


def release_act(sale: Sale, tender: Tender) -> Act:
    """Handing goods over on a payment that nobody has seen arrive; all such payments of the sale count."""
    waiting = [one.amount for one in (*sale.tenders, tender) if _waits(one)]
    amount = sum(waiting, Decimal("0.00"))
    return Act(
        action="tender.release",
        permission=Permission.RELEASE,
        sale_id=sale.sale_id,
        amount=amount,
        reason="unconfirmed",
        measures=(Measure(LimitName.RELEASE_AMOUNT, amount),),
        ticket=digest_of(sale),
        before="",
        after=money_text(tender.amount),
    )


def credit_act(sale: Sale, tender: Tender) -> Act:
    """Letting a customer pay later beyond what the centre signed for them."""
    return Act(
        action="tender.credit",
        permission=Permission.CREDIT,
        sale_id=sale.sale_id,
        amount=tender.amount,
        reason="over_limit",
        ticket=digest_of(sale),
        before="",
        after=money_text(tender.amount),
    )


def _waits(tender: Tender) -> bool:
    """A transfer is no proof by itself; a Yappy code is one the cashier has seen on a screen."""
    return tender.method == "transfer" and tender.state == UNCONFIRMED
