"""What a till makes of a return or a void adds up, and any change of it is caught."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.domain.documents import CompletedSale, SalePayment
from core.domain.refund_document import CompletedRefund, SaleVoid, refund_from_data, refund_to_data
from core.domain.returning import ReturnableLine, money_back, refund_document, take_back, void_document
from core.domain.reversal_totals import refund_mismatch, void_mismatch
from tests.core.domain.test_returning import ORIGINAL, SALE_ID, sold

CENT = Decimal("0.01")


@st.composite
def refunds(draw: st.DrawFn) -> CompletedRefund:
    sale = draw(sold())
    wanted = {item.n: item.quantity for item in sale.items if draw(st.booleans())} or {
        1: sale.items[0].quantity
    }
    lines = take_back(
        [ReturnableLine(item) for item in sale.items], wanted, price_includes_tax=sale.price_includes_tax
    )
    payments = money_back(lines.total, sale.payments, {})
    return replace(
        refund_document(SALE_ID, ORIGINAL, sale, lines, "damaged", payments, 2), series="R0001", number=1
    )


@given(refunds())
def test_what_a_till_gives_back_adds_up(refund: CompletedRefund) -> None:
    assert refund_mismatch(refund) is None
    assert refund_mismatch(refund_from_data(refund_to_data(refund))) is None


@given(sold())
def test_a_void_adds_up(sale: CompletedSale) -> None:
    assert void_mismatch(void_document(ORIGINAL, sale, "wrong_items", 2)) is None


REFUND_CHANGES: dict[str, Callable[[Any], Any]] = {
    "items": lambda _: (),
    "tax_by_rate": lambda rates: {**rates, "8": Decimal("0.00")},
    "tax_total": lambda amount: amount + CENT,
    "total": lambda amount: amount + CENT,
    "price_includes_tax": lambda inside: not inside,
    "payments": lambda payments: (*payments, SalePayment(len(payments) + 1, "cash", CENT)),
}
ITEM_CHANGES: dict[str, Callable[[Any], Any]] = {
    "n": lambda n: n + 1,
    "original_n": lambda _: 0,
    "quantity": lambda quantity: -quantity,
    "net": lambda amount: amount + CENT,
    "tax": lambda amount: amount + CENT,
    "total": lambda amount: amount - CENT,
}


@given(refunds(), st.sampled_from(sorted(REFUND_CHANGES)))
def test_a_changed_return_is_caught(refund: CompletedRefund, field: str) -> None:
    assume(field != "price_includes_tax" or refund.tax_total > 0)
    changed = replace(refund, **{field: REFUND_CHANGES[field](getattr(refund, field))})
    assert refund_mismatch(changed) is not None


@given(refunds(), st.sampled_from(sorted(ITEM_CHANGES)), st.data())
def test_a_changed_line_of_a_return_is_caught(
    refund: CompletedRefund, field: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(refund.items) - 1))
    item = refund.items[at]
    changed = replace(item, **{field: ITEM_CHANGES[field](getattr(item, field))})
    items = (*refund.items[:at], changed, *refund.items[at + 1 :])
    assert refund_mismatch(replace(refund, items=items)) is not None


def _void() -> SaleVoid:
    payments = (SalePayment(1, "cash", Decimal("2.00")), SalePayment(2, "card", Decimal("1.00")))
    return SaleVoid(ORIGINAL, "wrong_items", Decimal("3.00"), payments, ((1, SALE_ID, Decimal(2)),))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, None),
        ({"stock": ()}, "empty"),
        ({"stock": ((1, SALE_ID, Decimal(1)), (1, SALE_ID, Decimal(1)))}, "original_line"),
        ({"stock": ((0, SALE_ID, Decimal(1)),)}, "original_line"),
        ({"stock": ((1, SALE_ID, Decimal(0)),)}, "quantity"),
        ({"stock": ((1, SALE_ID, Decimal("0.0001")),)}, "scale"),
        ({"total": Decimal("-3.00")}, "total"),
        ({"total": Decimal("3.01")}, "paid_total"),
        ({"payments": (SalePayment(2, "cash", Decimal("3.00")),)}, "payment_number"),
        ({"payments": (SalePayment(1, "cash", Decimal("3.00"), Decimal("5.00")),)}, "payment"),
        (
            {
                "payments": (
                    SalePayment(1, "cash", Decimal("4.00")),
                    SalePayment(2, "card", Decimal("-1.00")),
                )
            },
            "payment",
        ),
        ({"total": Decimal("NaN")}, "scale"),
    ],
)
def test_a_void_that_does_not_add_up_is_named(changes: dict[str, Any], code: str | None) -> None:
    assert void_mismatch(replace(_void(), **changes)) == code
