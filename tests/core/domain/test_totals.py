"""Totals against an independent oracle in Decimal and Fraction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.domain.document_data import sale_from_data, sale_to_data
from core.domain.documents import AppliedPromotion, CompletedSale, SaleDiscount
from core.domain.errors import DomainError
from core.domain.money import from_cents, from_millis
from core.domain.sale import Sale
from core.domain.tax import TaxRounding, tax_inside
from core.domain.totals import OrderDiscount, TotalsLine, compute_totals, sale_mismatch
from tests.core.domain.strategies import prices, rates, sales
from tests.core.domain.test_sale import PIECE

quantities = st.integers(1, 5000).map(from_millis)


def _round(value: Fraction, places: int) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _tax(net: Decimal, rate: Decimal, inside: bool) -> Fraction:
    part = Fraction(rate) / (100 + Fraction(rate)) if inside else Fraction(rate) / 100
    return Fraction(net) * part


@st.composite
def baskets(draw: st.DrawFn) -> list[TotalsLine]:
    count = draw(st.integers(1, 12))
    lines: list[TotalsLine] = []
    for _ in range(count):
        line = TotalsLine(draw(quantities), draw(prices), draw(rates))
        gross = _round(Fraction(line.quantity) * Fraction(line.unit_price), 2)
        off = draw(st.integers(0, int(gross * 100)))
        lines.append(replace(line, discount=from_cents(off), shares_order_discount=draw(st.booleans())))
    return lines


orders = st.none() | st.one_of(
    st.integers(0, 100_000).map(from_millis).map(lambda p: OrderDiscount(percent=p)),
    st.integers(0, 200_000).map(from_cents).map(lambda a: OrderDiscount(amount=a)),
)


@given(baskets(), st.sampled_from(TaxRounding), st.booleans(), orders)
def test_totals_agree_with_the_oracle(
    lines: list[TotalsLine], policy: TaxRounding, inside: bool, order: OrderDiscount | None
) -> None:
    totals = compute_totals(lines, policy, inside, order)
    for line, result in zip(lines, totals.lines, strict=True):
        assert result.gross == _round(Fraction(line.quantity) * Fraction(line.unit_price), 2)
        assert line.discount <= result.discount <= result.gross
        assert result.net == result.gross - result.discount
        assert result.tax6 == _round(_tax(result.net, line.tax_rate, inside), 6)
        assert result.total == result.net + (0 if inside else result.tax)
        assert result.discount == line.discount or line.shares_order_discount
    nets = [result.net for result in totals.lines]
    sixes = [result.tax6 for result in totals.lines]
    if policy is TaxRounding.LINE6:
        itbms = _round(Fraction(sum(sixes)), 2)
    else:
        twos = [_round(_tax(n, line.tax_rate, inside), 2) for n, line in zip(nets, lines, strict=True)]
        assert [result.tax for result in totals.lines] == twos
        itbms = sum(twos, Decimal(0))
    assert totals.itbms == itbms
    assert totals.itbms == sum(totals.itbms_by_rate.values()) == sum(r.tax for r in totals.lines)
    assert totals.neto == sum(nets) - (itbms if inside else 0)
    assert totals.total == totals.neto + totals.itbms == sum(r.total for r in totals.lines)
    assert totals.gross - totals.discount == sum(nets)
    assert list(totals.itbms_by_rate) == [str(r) for r in sorted({ln.tax_rate for ln in lines}) if r > 0]
    assert sum(totals.base_by_rate.values()) == totals.neto


@given(baskets(), st.sampled_from(TaxRounding), st.booleans(), orders)
def test_the_tax_of_a_line_is_within_a_cent_of_its_exact_tax(
    lines: list[TotalsLine], policy: TaxRounding, inside: bool, order: OrderDiscount | None
) -> None:
    for line, result in zip(lines, compute_totals(lines, policy, inside, order).lines, strict=True):
        assert abs(Fraction(result.tax) - _tax(result.net, line.tax_rate, inside)) < Fraction(15, 1000)


@given(baskets(), orders)
def test_an_order_discount_takes_what_it_says_and_no_more(
    lines: list[TotalsLine], order: OrderDiscount | None
) -> None:
    before = compute_totals(lines, TaxRounding.LINE6, True)
    after = compute_totals(lines, TaxRounding.LINE6, True, order)
    base = sum(
        (r.net for r, line in zip(before.lines, lines, strict=True) if line.shares_order_discount), Decimal(0)
    )
    if order is None:
        expected = Decimal(0)
    elif order.percent is not None:
        expected = _round(Fraction(base) * Fraction(order.percent) / 100, 2)
    else:
        expected = min(order.amount or Decimal(0), base)
    assert after.discount - before.discount == expected


@pytest.mark.parametrize("rate", [7, 10, 15])
def test_base_and_tax_make_the_price_for_every_price_up_to_200(rate: int) -> None:
    for cents in range(1, 20_001):
        final = from_cents(cents)
        split = tax_inside(final, Decimal(rate))
        assert split.base6 + split.tax6 == final
        assert split.neto + split.itbms == final
        assert abs(split.base6 * rate / 100 - split.tax6) <= Decimal("0.000001")


@pytest.mark.parametrize(
    "make",
    [
        OrderDiscount,
        lambda: OrderDiscount(percent=Decimal(1), amount=Decimal(1)),
        lambda: OrderDiscount(percent=Decimal("100.001")),
        lambda: OrderDiscount(amount=Decimal("-0.01")),
        lambda: compute_totals(
            [TotalsLine(Decimal(1), Decimal("1.00"), Decimal(7), discount=Decimal("1.01"))],
            TaxRounding.LINE6,
            True,
        ),
    ],
)
def test_a_discount_that_is_none_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(DomainError, match="discount_invalid"):
        make()


def _completed(sale: Sale) -> CompletedSale:
    total = sale.total
    if total > 0:
        paid = min(total, Decimal("1.00"))
        if paid < total:
            sale.tender("yappy", paid)
            sale.tender("cash", total - paid + 5)
        else:
            sale.tender("cash", total)
    return sale.finish("0001", 1, drawer=2)


@given(sales())
def test_a_finished_sale_adds_up(sale: Sale) -> None:
    completed = _completed(sale)
    assert sale_mismatch(completed) is None
    assert sale_mismatch(sale_from_data(sale_to_data(completed))) is None


CENT = Decimal("0.01")
ITEM_CHANGES: dict[str, Callable[[Any], Any]] = {
    "n": lambda n: n + 1,
    "gross": lambda amount: amount + CENT,
    "discount": lambda amount: amount + CENT,
    "net": lambda amount: amount - CENT,
    "tax6": lambda amount: amount + Decimal("0.000001"),
    "tax": lambda amount: amount + CENT,
    "total": lambda amount: amount + CENT,
    "quantity": lambda quantity: quantity + 1,
    "unit_price": lambda price: price + 20,
}
SALE_CHANGES: dict[str, Callable[[Any], Any]] = {
    "subtotal": lambda amount: amount + CENT,
    "discount_total": lambda amount: amount + CENT,
    "tax_total": lambda amount: amount + CENT,
    "total": lambda amount: amount + CENT,
    "paid_total": lambda amount: amount - CENT,
    "change_due": lambda amount: amount + CENT,
    "tax_by_rate": lambda rates: {**rates, "8": Decimal("0.00")},
    "tax_rounding": lambda _: "line4",
    "items": lambda _: (),
    "payments": lambda payments: payments[1:],
}
PAYMENT_CHANGES: dict[str, Callable[[Any], Any]] = {
    "n": lambda n: n + 1,
    "amount": lambda amount: amount + CENT,
    "received": lambda received: Decimal("9.99") if received is None else received - CENT,
    "method": lambda method: "card" if method == "cash" else "cash",
}


@given(sales(), st.sampled_from(sorted(ITEM_CHANGES)), st.data())
def test_a_changed_line_is_caught(sale: Sale, field: str, data: st.DataObject) -> None:
    completed = _completed(sale)
    at = data.draw(st.integers(0, len(completed.items) - 1))
    item = completed.items[at]
    changed = replace(item, **{field: ITEM_CHANGES[field](getattr(item, field))})
    if field in ("quantity", "unit_price"):
        amount = Fraction(changed.quantity) * Fraction(changed.unit_price)
        if _round(amount, 2) == item.gross:
            return  # the same amount: nothing to catch
        if item.unit != "u" and changed.unit_price > 0:
            behind_label = _round(Fraction(item.gross) / Fraction(changed.unit_price), 3)
            if behind_label == changed.quantity:
                return  # what a price label of this amount would say: as right as before
    items = (*completed.items[:at], changed, *completed.items[at + 1 :])
    assert sale_mismatch(replace(completed, items=items)) is not None


@given(sales(), st.sampled_from(sorted(SALE_CHANGES)))
def test_a_changed_total_is_caught(sale: Sale, field: str) -> None:
    completed = _completed(sale)
    changed = replace(completed, **{field: SALE_CHANGES[field](getattr(completed, field))})
    assert sale_mismatch(changed) is not None


@given(sales(), st.sampled_from(sorted(PAYMENT_CHANGES)), st.data())
def test_a_changed_payment_is_caught(sale: Sale, field: str, data: st.DataObject) -> None:
    completed = _completed(sale)
    at = data.draw(st.integers(0, len(completed.payments) - 1))
    payment = completed.payments[at]
    changed = replace(payment, **{field: PAYMENT_CHANGES[field](getattr(payment, field))})
    payments = (*completed.payments[:at], changed, *completed.payments[at + 1 :])
    assert sale_mismatch(replace(completed, payments=payments)) is not None


@given(sales())
def test_a_changed_rate_is_caught(sale: Sale) -> None:
    completed = _completed(sale)
    item = completed.items[0]
    assume(item.net > 0)  # nothing charged, nothing taxed at any rate
    other = Decimal(15) if item.tax_rate != 15 else Decimal(10)
    items = (replace(item, tax_rate=other), *completed.items[1:])
    assert sale_mismatch(replace(completed, items=items)) is not None


@given(sales())
def test_an_amount_finer_than_its_scale_is_caught(sale: Sale) -> None:
    completed = _completed(sale)
    assert sale_mismatch(replace(completed, total=completed.total + Decimal("0.001"))) == "scale"
    assert sale_mismatch(replace(completed, total=Decimal("NaN"))) == "scale"
    assert sale_mismatch(replace(completed, total=Decimal("Infinity"))) == "scale"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"quantity": Decimal(0), "gross": Decimal("0.00")}, "net"),
        ({"quantity": Decimal(-1)}, "quantity"),
        ({"tax_rate": Decimal(-7), "tax6": Decimal("-0.149785")}, "quantity"),
        ({"discount": Decimal("-1.00"), "net": Decimal("2.99")}, "tax6"),
    ],
)
def test_amounts_that_go_the_wrong_way_are_caught(changes: dict[str, Decimal], code: str) -> None:
    sale = Sale("0198f0c0-0000-7000-8000-00000000aaaa")
    sale.add(PIECE)
    sale.tender("cash", Decimal("1.99"))
    completed = sale.finish("0001", 1)
    items = (replace(completed.items[0], **changes),)  # type: ignore[arg-type]  # fields by name
    assert sale_mismatch(replace(completed, items=items)) == code


def test_goods_by_the_piece_have_no_price_label() -> None:
    sale = Sale("0198f0c0-0000-7000-8000-00000000aaaa")
    sale.add(replace(PIECE, unit_price=Decimal("100.00"), tax_rate=Decimal(0)))
    sale.tender("cash", Decimal("100.00"))
    completed = sale.finish("0001", 1)
    more = Decimal("100.04")  # one unit still, to the thousandth
    items = (replace(completed.items[0], gross=more, net=more, total=more),)
    payments = (replace(completed.payments[0], amount=more, received=more),)
    raised = replace(completed, items=items, payments=payments, subtotal=more, total=more, paid_total=more)
    assert sale_mismatch(raised) == "gross"
    weighed = replace(raised, items=(replace(items[0], unit="kg"),))
    assert sale_mismatch(weighed) is None


def test_cash_received_covers_what_it_paid_tender_by_tender() -> None:
    sale = Sale("0198f0c0-0000-7000-8000-00000000aaaa")
    sale.add(PIECE)
    sale.tender("cash", Decimal("1.00"))
    sale.tender("cash", Decimal("0.99"))
    completed = sale.finish("0001", 1)
    one, two = completed.payments
    swapped = (replace(one, received=Decimal("0.50")), replace(two, received=Decimal("1.49")))
    assert sale_mismatch(replace(completed, payments=swapped)) == "payment"


def _reduced() -> CompletedSale:
    """Two pieces at 1.99, of which a promotion took 0.50 off and a discount of the sale 0.40."""
    sale = Sale("0198f0c0-0000-7000-8000-00000000aaaa")
    for variant_id in (PIECE.variant_id, sale.sale_id):
        sale.add(replace(PIECE, variant_id=variant_id, tax_rate=Decimal(0)))
    sale.tender("cash", Decimal("3.98"))
    completed = sale.finish("0001", 1)
    net = [Decimal("1.29"), Decimal("1.79")]
    items = tuple(
        replace(item, discount=item.gross - amount, net=amount, total=amount)
        for item, amount in zip(completed.items, net, strict=True)
    )
    promotion = AppliedPromotion("promo", 3, Decimal("0.50"))
    shares = ((1, Decimal("0.20")), (2, Decimal("0.20")))
    total = sum(net, Decimal(0))
    return replace(
        completed,
        items=(replace(items[0], promotions=(promotion,)), items[1]),
        payments=(replace(completed.payments[0], amount=total, received=total),),
        discounts=(SaleDiscount("manual", "sale", "damaged", Decimal("0.40"), shares),),
        discount_total=Decimal("0.90"),
        total=total,
        paid_total=total,
    )


def test_what_was_taken_off_a_line_is_what_its_promotions_and_discounts_say() -> None:
    sale = _reduced()
    (discount,), (one, two) = sale.discounts, sale.items
    assert sale_mismatch(sale) is None
    assert sale_mismatch(sale_from_data(sale_to_data(sale))) is None
    assert sale_mismatch(replace(sale, discounts=())) == "reductions"
    assert sale_mismatch(replace(sale, items=(replace(one, promotions=()), two))) == "reductions"
    nothing = replace(one.promotions[0], amount=Decimal("0.00"))
    assert (
        sale_mismatch(replace(sale, items=(replace(one, promotions=(*one.promotions, nothing)), two)))
        == "promotion"
    )
    for shares in (
        ((1, Decimal("0.40")),),
        ((1, Decimal("0.20")), (2, Decimal("0.21"))),
        ((1, Decimal("0.20")), (3, Decimal("0.20"))),
        ((1, Decimal("0.60")), (2, Decimal("-0.20"))),
    ):
        assert sale_mismatch(replace(sale, discounts=(replace(discount, shares=shares),))) is not None
    assert sale_mismatch(replace(sale, discounts=(replace(discount, amount=Decimal("0.41")),))) == (
        "discount_shares"
    )
