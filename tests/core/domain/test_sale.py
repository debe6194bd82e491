from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from core.domain.basket import UNDO_DEPTH
from core.domain.basket_change import ChangeKind
from core.domain.basket_limit import BasketLimit
from core.domain.catalog import Product
from core.domain.discount import Discount, DiscountKind
from core.domain.errors import DomainError
from core.domain.money import from_cents
from core.domain.promotion.amount_terms import Fixed
from core.domain.promotion.book import RuleBook
from core.domain.promotion.promoter import Promoter
from core.domain.promotion.rules import Promotion
from core.domain.promotion.targets import Targets
from core.domain.sale import Sale
from core.domain.sale_draft import header_to_draft, line_to_draft, sale_from_draft
from core.domain.sale_state import Buyer, SaleState
from core.domain.totals import sale_mismatch
from tests.core.domain.strategies import sales

SALE_ID = "0198f0c0-0000-7000-8000-00000000aaaa"
PIECE = Product("v1", "S1", "7501031311309", "Refresco 2L", "u", False, Decimal("1.99"), "01", Decimal(7))
CHEESE = Product("v2", "S2", "", "Queso blanco", "kg", True, Decimal("8.90"), "01", Decimal(7))


def _code(call: Any, *args: Any, **kwargs: Any) -> str:
    with pytest.raises(DomainError) as refusal:
        call(*args, **kwargs)
    return refusal.value.code


def _state(sale: Sale) -> SaleState:
    """Through a call, so that type checkers do not take the state for constant."""
    return sale.state


def _draft(sale: Sale) -> tuple[dict[str, Any], list[tuple[int, dict[str, Any]]]]:
    """A draft as the store keeps it: through JSON text."""
    header = json.loads(json.dumps(header_to_draft(sale)))
    return header, [(line.key, json.loads(json.dumps(line_to_draft(line)))) for line in sale.lines]


def test_the_same_piece_again_counts_on_the_last_line() -> None:
    sale = Sale(SALE_ID)
    first = sale.add(PIECE)
    again = sale.add(PIECE, Decimal(12))
    assert (first.kind, again.kind) == (ChangeKind.ADDED, ChangeKind.CHANGED)
    assert sale.line_count == 1
    assert sale.line(first.key).quantity == 13
    assert sale.total == Decimal("25.87")


def test_a_new_price_a_gap_a_weight_or_a_label_starts_a_new_line() -> None:
    sale = Sale(SALE_ID)
    sale.add(PIECE)
    sale.add(replace(PIECE, unit_price=Decimal("2.05")))
    sale.add(CHEESE, Decimal("0.735"))
    sale.add(CHEESE, Decimal("0.735"))
    sale.add(CHEESE, label_price=Decimal("2.75"))
    sale.add(CHEESE, label_price=Decimal("2.75"))
    sale.add(PIECE)
    assert [line.gross for line in sale.lines] == [
        Decimal(text) for text in ("1.99", "2.05", "6.54", "6.54", "2.75", "2.75", "1.99")
    ]


def test_a_price_label_is_the_line_amount_and_says_the_quantity() -> None:
    sale = Sale(SALE_ID)
    change = sale.add(CHEESE, label_price=Decimal("2.75"), code="2012345002753")
    assert change.after is not None
    assert (str(change.after.quantity), change.after.gross) == ("0.309", Decimal("2.75"))
    assert _code(sale.set_quantity, change.key, Decimal(1)) == "quantity_fixed"
    assert sale.total == Decimal("2.75")


def test_the_code_that_was_scanned_stands_on_the_document() -> None:
    sale = Sale(SALE_ID)
    sale.add(PIECE, code="036000291452")
    sale.add(CHEESE, Decimal(1))
    sale.tender("cash", Decimal(20))
    assert [item.barcode for item in sale.finish("0001", 1).items] == ["036000291452", ""]


@pytest.mark.parametrize(
    ("quantity", "code"),
    [
        ("0", "quantity_not_positive"),
        ("-1", "quantity_not_positive"),
        ("1.5", "quantity_not_whole"),
        ("10000000", "quantity_is_code"),
    ],
)
def test_a_quantity_that_is_none_changes_nothing(quantity: str, code: str) -> None:
    sale = Sale(SALE_ID)
    key = sale.add(PIECE).key
    assert _code(sale.set_quantity, key, Decimal(quantity)) == code
    assert _code(sale.add, PIECE, Decimal(quantity)) == code
    assert (sale.line(key).quantity, sale.total) == (Decimal(1), Decimal("1.99"))


def test_a_large_quantity_is_taken_and_flagged() -> None:
    sale = Sale(SALE_ID)
    key = sale.add(PIECE).key
    assert not sale.set_quantity(key, Decimal(999)).unusual
    assert sale.set_quantity(key, Decimal(1000)).unusual
    assert sale.line(key).quantity == 1000


def test_an_amount_beyond_the_till_is_refused() -> None:
    sale = Sale(SALE_ID)
    dear = replace(PIECE, unit_price=Decimal("9999999.99"))
    sale.add(dear)
    assert _code(sale.add, replace(PIECE, variant_id="v9")) == "amount_too_large"
    assert _code(sale.add, dear) == "amount_too_large"
    assert sale.total == Decimal("9999999.99")


def test_goods_without_a_unit_price_have_no_price_label() -> None:
    assert _code(Sale(SALE_ID).add, replace(CHEESE, unit_price=Decimal(0)), label_price=Decimal(1)) == (
        "price_missing"
    )
    assert _code(Sale(SALE_ID).add, CHEESE, label_price=Decimal(0)) == "amount_not_positive"


def test_undo_puts_a_removed_line_back_in_its_place() -> None:
    sale = Sale(SALE_ID)
    keys = [sale.add(replace(PIECE, variant_id=f"v{n}")).key for n in range(3)]
    sale.remove(keys[1])
    back = sale.undo()
    assert (back.kind, back.index, back.key) == (ChangeKind.ADDED, 1, keys[1])
    assert [line.key for line in sale.lines] == keys


def test_keys_are_never_used_again() -> None:
    sale = Sale(SALE_ID)
    first = sale.add(PIECE).key
    sale.remove(first)
    assert sale.add(PIECE).key != first
    assert _code(sale.line, first) == "line_unknown"


def test_undo_ends_where_the_sale_began() -> None:
    sale = Sale(SALE_ID)
    assert _code(sale.undo) == "nothing_to_undo"
    sale.add(PIECE)
    assert sale.can_undo
    sale.undo()
    assert sale.line_count == 0


def test_undo_remembers_a_bounded_number_of_changes() -> None:
    sale = Sale(SALE_ID)
    for _ in range(UNDO_DEPTH + 5):
        sale.add(PIECE)
    for _ in range(UNDO_DEPTH):
        sale.undo()
    assert _code(sale.undo) == "nothing_to_undo"
    assert sale.line_at(-1).quantity == 5


def test_repeat_adds_one_more_of_the_last_piece_and_never_of_a_weight() -> None:
    sale = Sale(SALE_ID)
    assert _code(sale.repeat_last) == "sale_empty"
    sale.add(PIECE)
    sale.repeat_last()
    assert sale.line_at(-1).quantity == 2
    sale.add(CHEESE, Decimal("0.5"))
    assert _code(sale.repeat_last) == "weigh_again"


def test_the_first_tender_freezes_the_basket_and_its_removal_frees_it() -> None:
    sale = Sale(SALE_ID)
    assert _code(sale.tender, "cash", Decimal(1)) == "sale_empty"
    key = sale.add(PIECE).key
    assert not sale.tender("cash", Decimal("1.00")).complete
    assert _state(sale) is SaleState.TENDERING
    assert not sale.can_undo
    for call in (
        lambda: sale.add(PIECE),
        lambda: sale.remove(key),
        lambda: sale.set_quantity(key, Decimal(2)),
        sale.undo,
        sale.repeat_last,
    ):
        assert _code(call) == "prices_frozen"
    assert _code(sale.remove_tender, 1) == "tender_unknown"
    assert _code(sale.remove_tender, -1) == "tender_unknown"
    sale.remove_tender(0)
    assert _state(sale) is SaleState.OPEN
    sale.add(PIECE)


def test_a_refused_tender_changes_nothing() -> None:
    sale = Sale(SALE_ID)
    sale.add(PIECE)
    assert _code(sale.tender, "yappy", Decimal(5)) == "non_cash_exceeds_due"
    assert (sale.state, sale.tenders) == (SaleState.OPEN, ())


def test_cash_below_the_total_does_not_complete() -> None:
    sale = Sale(SALE_ID)
    sale.add(PIECE)
    sale.tender("cash", Decimal("1.50"))
    with pytest.raises(DomainError) as refusal:
        sale.finish("0001", 1)
    assert refusal.value.code == "cash_below_total"
    assert refusal.value.values == {"missing": "0.49", "total": "1.99", "received": "1.50"}
    assert _code(sale.complete) == "cash_below_total"


def test_a_paid_sale_becomes_its_document_and_then_completes() -> None:
    sale = Sale(SALE_ID)
    sale.add(PIECE, Decimal(3))
    result = sale.tender("cash", Decimal("10.00"))
    assert (result.complete, result.change, result.cash_kept) == (True, Decimal("4.03"), Decimal("5.97"))
    document = sale.finish("0001", 123, drawer=2)
    assert _state(sale) is SaleState.TENDERING
    assert (document.series, document.number, document.drawer) == ("0001", 123, 2)
    assert document.local_transaction_id == SALE_ID
    assert document.change_due == Decimal("4.03")
    payment = document.payments[0]
    assert (payment.amount, payment.received) == (Decimal("5.97"), Decimal("10.00"))
    sale.complete()
    assert _state(sale) is SaleState.COMPLETED
    for call in (
        lambda: sale.add(PIECE),
        sale.complete,
        sale.cancel,
        sale.park,
        lambda: sale.finish("0001", 2),
    ):
        assert _code(call) == "sale_closed"


def test_the_drawer_stays_shut_when_no_cash_moved() -> None:
    sale = Sale(SALE_ID)
    sale.add(PIECE)
    sale.tender("yappy", Decimal("1.99"))
    assert sale.finish("0001", 1, drawer=2).drawer is None


def test_a_sale_that_costs_nothing_completes_without_a_tender() -> None:
    sale = Sale(SALE_ID)
    sale.add(replace(PIECE, unit_price=Decimal("0.00")))
    document = sale.finish("0001", 1, drawer=2)
    assert (document.payments, document.total, document.drawer) == ((), Decimal("0.00"), None)
    assert sale_mismatch(document) is None
    sale.complete()


def test_a_parked_sale_comes_back_to_the_state_it_left() -> None:
    sale = Sale(SALE_ID)
    assert _code(sale.park) == "sale_empty"
    sale.add(PIECE)
    sale.park()
    assert _code(sale.add, PIECE) == "sale_parked"
    assert _code(sale.tender, "cash", Decimal(1)) == "sale_parked"
    sale.recall()
    assert _state(sale) is SaleState.OPEN
    assert _code(sale.recall) == "not_parked"
    sale.tender("cash", Decimal(1))
    sale.park()
    sale.recall()
    assert _state(sale) is SaleState.TENDERING


def test_a_sale_is_given_up_unless_money_of_others_moved() -> None:
    sale = Sale(SALE_ID)
    sale.add(PIECE)
    sale.tender("cash", Decimal(1))
    sale.park()
    sale.cancel()
    assert _state(sale) is SaleState.CANCELLED
    other = Sale(SALE_ID)
    other.add(PIECE)
    other.tender("card", Decimal(1))
    assert _code(other.cancel) == "tender_approved"


@given(sales())
def test_a_basket_survives_a_crash(sale: Sale) -> None:
    back = sale_from_draft(*_draft(sale))
    assert back.lines == sale.lines
    assert (back.state, back.policy, back.total, back.itbms) == (
        sale.state,
        sale.policy,
        sale.total,
        sale.itbms,
    )
    assert header_to_draft(back) == header_to_draft(sale)


def test_a_paid_but_unfinished_basket_keeps_its_tenders() -> None:
    sale = Sale(SALE_ID)
    sale.add(PIECE)
    sale.tender("yappy", Decimal("0.99"))
    sale.tender("cash", Decimal("5.00"))
    back = sale_from_draft(*_draft(sale))
    assert back.finish("0001", 7) == sale.finish("0001", 7)
    sale.park()
    assert sale_from_draft(*_draft(sale)).state is SaleState.PARKED


def test_lines_stored_after_the_header_are_not_overwritten() -> None:
    sale = Sale(SALE_ID)
    header, _ = _draft(sale)
    sale.add(PIECE)
    sale.add(CHEESE, Decimal(1))
    back = sale_from_draft(header, reversed(_draft(sale)[1]))
    assert back.lines == sale.lines
    assert back.add(replace(PIECE, variant_id="v5")).key == 3


@pytest.mark.parametrize(
    ("field", "value"),
    [("v", 2), ("state", "eaten"), ("tax_rounding", "line4"), ("next_key", "x"), ("tenders", [{}])],
)
def test_a_damaged_header_is_named(field: str, value: Any) -> None:
    header, lines = _draft(Sale(SALE_ID))
    assert _code(sale_from_draft, {**header, field: value}, lines) == "draft_damaged"
    del header[field]
    assert _code(sale_from_draft, header, lines) == "draft_damaged"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("quantity", "0"),
        ("quantity", "NaN"),
        ("unit_price", "Infinity"),
        ("tax_rate", "-1"),
        ("label_price", 5.5),
    ],
)
def test_a_damaged_line_is_named(field: str, value: Any) -> None:
    sale = Sale(SALE_ID)
    sale.add(PIECE)
    header, lines = _draft(sale)
    lines[0][1][field] = value
    assert _code(sale_from_draft, header, lines) == "draft_damaged"


@pytest.mark.parametrize("count", [100, 10_000])
def test_a_long_basket_is_an_ordinary_basket(count: int) -> None:
    sale = Sale(SALE_ID, limit=BasketLimit(lines=count, payload_bytes=count * 1000))
    for number in range(count):
        sale.add(replace(PIECE, variant_id=f"v{number}"))
    key = sale.line_at(count // 2).key
    assert sale.set_quantity(key, Decimal(2)).index == count // 2
    sale.remove(key)
    sale.undo()
    assert sale.total == from_cents(199 * (count + 1))
    sale.tender("cash", sale.total)
    document = sale.finish("0001", 1)
    assert len(document.items) == count
    assert sale_mismatch(document) is None


def test_goods_that_became_goods_by_measure_start_a_new_line() -> None:
    sale = Sale(SALE_ID)
    sale.add(PIECE)
    sale.add(replace(PIECE, measured=True), Decimal("0.5"))
    assert [line.quantity for line in sale.lines] == [Decimal(1), Decimal("0.5")]


def test_promotions_and_discounts_dearer_than_the_goods_leave_nothing_and_never_less() -> None:
    """5.00 off 3.75, then all that could still be taken: the sale costs nothing and adds up."""
    dear = Promotion(
        "cinco", 1, "Cinco menos", Fixed(500), Targets(everything=True), datetime(2026, 1, 1, tzinfo=UTC)
    )
    noon = datetime(2026, 11, 24, 17, tzinfo=UTC)
    sale = Sale(SALE_ID, promoter=Promoter(RuleBook((dear,)), noon))
    key = sale.add(replace(PIECE, unit_price=Decimal("3.75"))).key
    assert (sale.promotion_total, sale.total) == (Decimal("3.75"), Decimal("0.00"))
    sale.set_discount(key, Discount(DiscountKind.MANUAL, "damaged", amount=Decimal("2.00")))
    sale.adjust(DiscountKind.MANUAL, Discount(DiscountKind.MANUAL, "damaged", percent=Decimal(100)))
    sale.set_buyer(Buyer("rosa", "Rosa", discount=Discount.of_customer(Decimal(50))), noon)
    assert (sale.discount_total, sale.total, sale.itbms) == (Decimal("0.00"),) * 3
    assert sale_mismatch(sale.finish("0001", 1)) is None
