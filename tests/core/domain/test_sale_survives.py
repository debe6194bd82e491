"""Money that was taken, over a restart that finds another total: what moved elsewhere is never dropped."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from core.domain.catalog import Product
from core.domain.documents import TenderDetails
from core.domain.errors import DomainError
from core.domain.payload import JsonObject
from core.domain.payment import CONFIRMED, UNCONFIRMED, UNKNOWN, Tender
from core.domain.sale import Sale
from core.domain.sale_draft import header_to_draft, line_to_draft, sale_from_draft
from core.domain.sale_state import SaleState

SALE_ID = "0198f0c0-0000-7000-8000-00000000aaaa"
PIECE = Product("v1", "S1", "7501031311309", "Refresco 2L", "u", False, Decimal("1.99"), "01", Decimal(7))


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as caught:
        act()
    return caught.value.code


def paid(*tenders: Tender) -> tuple[JsonObject, list[tuple[int, JsonObject]]]:
    """The draft of 3.98 that was paid so, of whose two pieces one is gone."""
    sale = Sale(SALE_ID)
    sale.add(PIECE, Decimal(2))
    for tender in tenders:
        sale.tender(tender.method, tender.amount, tender.details, tender.state)
    header, line = json.loads(json.dumps([header_to_draft(sale), line_to_draft(sale.lines[0])]))
    return header, [(1, line | {"quantity": "1"})]


@pytest.mark.parametrize("state", [CONFIRMED, UNCONFIRMED, UNKNOWN])
@pytest.mark.parametrize("method", ["card", "yappy", "transfer", "points", "store_credit"])
def test_money_that_moved_elsewhere_survives_a_total_that_changed(method: str, state: str) -> None:
    tender = Tender(method, Decimal("3.98"), TenderDetails(confirmation_code="YP-8841TQ"), state)
    back = sale_from_draft(*paid(tender))
    assert (back.state, back.tenders) == (SaleState.TENDERING, (tender,))
    tally = back.tally()
    assert (tally.remaining, tally.excess, tally.complete) == (Decimal("0.00"), Decimal("1.99"), False)
    assert refusal(lambda: back.finish("0001", 7)) in {"non_cash_exceeds_due", "tender_unresolved"}
    assert refusal(back.cancel) == "tender_approved"


def test_goods_make_up_for_what_was_paid_too_much_and_then_the_prices_hold() -> None:
    back = sale_from_draft(*paid(Tender("yappy", Decimal("3.98"))))
    back.add(replace(PIECE, variant_id="v5"))
    assert (back.tally().excess, back.prices_frozen) == (Decimal("0.00"), True)
    assert refusal(lambda: back.add(PIECE)) == "prices_frozen"
    assert [payment.amount for payment in back.finish("0001", 7).payments] == [Decimal("3.98")]


def test_what_was_paid_too_much_may_be_given_back_instead() -> None:
    back = sale_from_draft(*paid(Tender("yappy", Decimal("1.00")), Tender("card", Decimal("2.98"))))
    back.remove_tender(1)
    assert (back.tally().remaining, back.tally().excess) == (Decimal("0.99"), Decimal("0.00"))


def test_cash_that_no_longer_fits_is_let_go_of_and_named() -> None:
    back = sale_from_draft(*paid(Tender("cash", Decimal("2.50")), Tender("cash", Decimal("1.48"))))
    assert (back.state, back.tenders, back.cash_forgotten) == (SaleState.OPEN, (), Decimal("3.98"))
    back.tender("cash", Decimal("1.99"))
    assert back.cash_forgotten == 0


def test_cash_is_let_go_of_before_money_that_moved_elsewhere() -> None:
    back = sale_from_draft(*paid(Tender("cash", Decimal("2.50")), Tender("card", Decimal("1.48"))))
    assert [tender.method for tender in back.tenders] == ["card"]
    assert (back.cash_forgotten, back.tally().remaining) == (Decimal("2.50"), Decimal("0.51"))


def test_a_parked_sale_whose_cash_was_let_go_of_comes_back_open() -> None:
    header, lines = paid(Tender("cash", Decimal("2.50")), Tender("cash", Decimal("1.48")))
    back = sale_from_draft(header | {"state": "parked", "parked_from": "tendering"}, lines)
    back.recall()
    assert back.state is SaleState.OPEN


@pytest.mark.parametrize("damage", [{"amount": "0.00"}, {"method": "shells"}])
def test_money_from_elsewhere_that_cannot_be_read_is_damage_and_not_nothing(damage: dict[str, str]) -> None:
    header, lines = paid(Tender("yappy", Decimal("3.98")))
    header["tenders"][0] |= damage
    assert refusal(lambda: sale_from_draft(header, lines)) == "draft_damaged"
