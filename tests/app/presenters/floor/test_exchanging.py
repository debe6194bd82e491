"""Exchange on the screen: goods come back inside the open ticket, and Pay settles the difference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.compose.waiting import TillWork
from app.presenters.display import DisplayFeed
from app.presenters.floor.own_limit import OwnLimit
from app.presenters.messages import M
from app.presenters.panels import Facts
from app.presenters.states import Act, FloorMode, RowKind, Sound
from app.usecases.parking import ParkedSale
from app.usecases.pricing import PromotionShelf
from core.domain.discount import Discount, DiscountKind
from core.domain.errors import DomainError
from core.domain.journal.events import EventKind
from core.domain.promotion.amount_terms import Percent
from core.domain.promotion.book import RuleBook
from core.domain.promotion.rules import Promotion
from core.domain.promotion.targets import Targets
from core.domain.sale_draft import sale_from_draft
from tests.app.presenters.floor.reversing import Reversing, code_of_another_till
from tests.fakes.catalogue import COLA, RICE
from tests.fakes.customers import BAKERY, MORNING
from tests.fakes.people import MARTA


@pytest.fixture
def till() -> Reversing:
    """A till that sold two colas (1.99 each) and one rice (3.25) for cash."""
    made = Reversing()
    made.floor.type("2*")
    made.sell(COLA.barcode, RICE.barcode)
    return made


def bring(till: Reversing, line: int, pieces: int = 1) -> None:
    """Take pieces of a line of receipt 1 into the open ticket, allowed by the supervisor."""
    till.floor.scan("0001-000001")
    for _ in range(pieces):
        till.desk.step("lines", line, 1)
    till.enter()
    till.desk.choose("how", "exchange")
    till.enter()
    till.allow()


def totals(till: Reversing) -> tuple[str, str, int]:
    shown = till.floor.view.totals
    assert shown is not None
    return shown.total, shown.back, shown.lines


def kinds(till: Reversing) -> list[str]:
    return [kind for kind in till.floor.store.kinds() if kind.endswith("completed")]


def test_the_receipt_in_hand_and_the_new_goods_take_five_keys_and_the_second_person(till: Reversing) -> None:
    till.floor.scan(RICE.barcode, "0001-000001")
    till.desk.step("lines", 0, 1)
    till.enter()
    till.enter()
    till.allow()
    till.act(Act.PAY)
    till.enter()
    assert till.pressed == 4, "and one for the piece"
    assert kinds(till) == ["sale.completed", "refund.completed", "sale.completed"]
    refund, sale = till.floor.store.events[-2:]
    assert sale.event.cause_id == refund.event.event_id
    (granted,) = till.events(EventKind.OVERRIDE_GRANTED)
    assert (granted["permission"], granted["approver"]) == ("pos:return", "marta")
    assert refund.event.context.approver_id == "marta", "who allowed the goods back stands on the return"
    assert sale.event.context.approver_id is None
    assert till.floor.shows(FloorMode.CHANGE)


def test_goods_that_come_back_are_rows_with_a_minus_and_the_total_is_the_difference(till: Reversing) -> None:
    bring(till, 0, 2)
    (row,) = till.floor.view.rows
    assert (row.kind, row.quantity, row.amount, row.pill) == (RowKind.RETURN, "−2", "−3.98", "0001-000001")
    assert totals(till) == ("−3.98", "−3.98", 1)
    assert till.floor.view.message is not None
    assert till.floor.view.message.id is M.EXCHANGE_READY
    till.floor.scan(RICE.barcode)
    assert totals(till) == ("−0.73", "−3.98", 2)
    till.floor.scan(COLA.barcode)
    assert totals(till) == ("1.26", "−3.98", 3)
    till.act(Act.PAY)
    payment = till.floor.view.payment
    assert payment is not None
    assert (payment.due, payment.missing) == ("1.26", "1.26")
    till.floor.presenter.note("5")
    change = till.floor.view.change
    assert change is not None
    assert change.change == "3.74"


def test_the_draft_of_the_ticket_holds_what_comes_back(till: Reversing) -> None:
    bring(till, 0)
    till.floor.scan(RICE.barcode)
    store, sale = till.floor.store, till.floor.open_sale.sale
    read = sale_from_draft(store.headers[sale.sale_id], store.lines[sale.sale_id].items())
    assert (read.back, read.due) == (sale.back, Decimal("1.26"))
    other = Reversing(store)
    draft = other.reader.draft()
    assert draft is not None
    other.floor.open_sale.restore(draft)
    other.floor.presenter.open(2)
    assert [row.kind for row in other.floor.view.rows] == [RowKind.RETURN, RowKind.ITEM]


def test_what_costs_less_gives_the_rest_back_allowed_and_said(till: Reversing) -> None:
    bring(till, 1)
    till.floor.scan(COLA.barcode)
    till.act(Act.PAY)
    assert till.panel.name == "settle"
    assert till.panel.primary is not None
    assert till.panel.primary.amount == "1.26"
    till.enter()
    assert len(kinds(till)) == 1, "cash goes out only when it is allowed"
    till.allow()
    assert kinds(till) == ["sale.completed", "refund.completed", "sale.completed"]
    rights = [event["permission"] for event in till.events(EventKind.OVERRIDE_GRANTED)]
    assert rights == ["pos:return", "pos:refund_cash"]
    assert till.panel.name == "returned"
    facts = next(block for block in till.panel.blocks if isinstance(block, Facts))
    assert [value for _, value in facts.rows] == ["1.26"], "what the goods paid is not handed out"
    till.enter()
    assert till.floor.shows(FloorMode.SALE)
    assert till.floor.open_sale.sale.is_empty
    assert till.floor.view.rows == []


def test_a_ticket_of_returned_goods_alone_is_a_return(till: Reversing) -> None:
    bring(till, 1)
    till.act(Act.PAY)
    till.enter()
    till.allow()
    assert kinds(till) == ["sale.completed", "refund.completed"]
    assert till.floor.open_sale.sale.is_empty
    assert till.floor.store.headers == {}


def test_a_scan_on_the_settlement_joins_the_ticket(till: Reversing) -> None:
    bring(till, 1)
    till.act(Act.PAY)
    till.floor.scan(COLA.barcode)
    assert till.floor.view.panel is None
    assert totals(till)[0] == "−1.26"


def test_goods_of_the_same_price_need_one_enter_and_no_money(till: Reversing) -> None:
    bring(till, 0)
    till.floor.scan(COLA.barcode)
    till.act(Act.PAY)
    till.enter()
    (refund,) = till.events(EventKind.REFUND_COMPLETED)
    payments = refund["payments"]
    assert isinstance(payments, list)
    assert [one["method"] for one in payments] == ["exchange"]


def test_a_row_with_a_minus_may_be_taken_out_again(till: Reversing) -> None:
    till.floor.scan("0001-000001")
    till.desk.press("all")
    till.enter()
    till.desk.choose("how", "exchange")
    till.enter()
    till.allow()
    till.floor.presenter.select_row(0)
    till.act(Act.REMOVE)
    assert [row.amount for row in till.floor.view.rows] == ["−3.25"]
    till.act(Act.REMOVE)
    assert till.floor.open_sale.sale.is_empty
    assert till.floor.store.headers == {}


def test_giving_up_a_ticket_that_bought_nothing_leaves_the_goods_with_the_customer(till: Reversing) -> None:
    bring(till, 0)
    till.act(Act.VOID)
    assert till.floor.open_sale.sale.is_empty
    assert till.floor.view.panel is None
    assert till.events(EventKind.SALE_CANCELLED) == []


def test_a_second_receipt_waits_for_the_next_sale(till: Reversing) -> None:
    till.sell(RICE.barcode)
    bring(till, 0)
    till.floor.scan("0001-000002")
    till.desk.press("all")
    till.enter()
    till.enter()
    till.allow()
    assert till.said() is M.EXCHANGE_ONE


def test_money_taken_first_keeps_goods_out(till: Reversing) -> None:
    till.floor.scan(RICE.barcode)
    till.act(Act.PAY)
    till.floor.open_sale.sale.tender("cash", Decimal(1))
    till.act(Act.BACK)
    till.act(Act.RETURN)
    till.type("1")
    till.enter()
    till.space()
    till.enter()
    till.enter()
    till.allow()
    assert till.said() is M.TENDERS_FIRST
    assert till.floor.open_sale.sale.back is None


def test_units_that_came_back_meanwhile_stop_the_exchange_in_words(till: Reversing) -> None:
    bring(till, 1)
    till.floor.scan(RICE.barcode)
    other = Reversing(till.floor.store)
    other.floor.scan("0001-000001")
    other.desk.mark("lines", 1)
    other.enter()
    other.enter()
    other.allow()
    till.act(Act.PAY)
    till.enter()
    assert till.floor.view.message is not None
    assert till.floor.view.message.id is M.EXCEEDS_SOLD
    assert len(till.events(EventKind.REFUND_COMPLETED)) == 1


def test_an_exchange_whose_answer_was_lost_is_seen_standing(till: Reversing) -> None:
    bring(till, 1)
    till.floor.state.person = MARTA
    till.floor.scan(COLA.barcode)
    till.act(Act.PAY)
    till.floor.store.answer_lost = DomainError("store_unavailable")
    till.enter()
    assert till.said() is M.STORE_UNAVAILABLE
    till.enter()
    assert till.floor.view.message is not None
    assert till.floor.view.message.id is M.SALE_STOOD
    assert till.floor.open_sale.sale.is_empty
    assert len(kinds(till)) == 3


class _Soon:
    def start(self, tick: Callable[[], Any]) -> None:
        del tick

    def stop(self) -> None:
        """Nothing is waited for."""


def test_the_customer_sees_what_comes_back_and_pays_the_difference(till: Reversing) -> None:
    bring(till, 0)
    floor = till.floor
    feed = DisplayFeed(floor.state, floor.open_sale, floor.after, floor.presenter, _Soon(), shop="")
    assert feed.snapshot().total == "−1.99"
    floor.scan(RICE.barcode)
    till.act(Act.PAY)
    seen = feed.snapshot()
    assert [(line.detail, line.amount) for line in seen.lines] == [("−1", "−1.99"), ("", "3.25")]
    assert (seen.total, seen.missing, seen.earlier) == ("1.26", "1.26", 0)


def test_a_parked_exchange_comes_back_whole(till: Reversing) -> None:
    bring(till, 1)
    till.floor.scan(COLA.barcode)
    parked: list[ParkedSale] = []
    till.parking.park("", parked.append, till.failed.append)
    assert (parked[0].total, till.floor.open_sale.sale.is_empty) == (Decimal("-1.26"), True)
    till.parking.recall(parked[0].sale_id)
    assert till.floor.open_sale.sale.owed == Decimal("1.26")
    assert till.failed == []


def test_goods_of_another_till_are_exchanged_and_kept_in_the_draft_too(till: Reversing) -> None:
    till.floor.state.person = MARTA
    till.floor.scan(COLA.barcode, code_of_another_till(till, RICE.barcode))
    till.space()
    till.enter()
    till.enter()
    store, sale = till.floor.store, till.floor.open_sale.sale
    assert sale.back is not None
    read = sale_from_draft(store.headers[sale.sale_id], store.lines[sale.sale_id].items())
    assert (read.back, read.owed) == (sale.back, Decimal("1.26"))
    till.act(Act.PAY)
    till.enter()
    assert kinds(till) == ["sale.completed", "refund.completed", "sale.completed"]


def _rice_back(till: Reversing) -> None:
    """Thirty rice, 97.50, come back in the open ticket."""
    till.floor.type("30*")
    till.sell(RICE.barcode)
    till.floor.scan("0001-000002")
    for _ in range(30):
        till.desk.step("lines", 0, 1)
    till.enter()
    till.desk.choose("how", "exchange")
    till.enter()
    till.allow()


def test_what_a_cashier_took_off_is_weighed_before_money_goes_back_too(till: Reversing) -> None:
    floor = till.floor
    floor.paying.weigh_by(
        OwnLimit(floor.state, floor.open_sale, till.modal, floor.presenter.desk.refuse).weigh
    )
    _rice_back(till)
    floor.scan(COLA.barcode)
    tenth = Discount(DiscountKind.MANUAL, "damaged", percent=Decimal(10))
    floor.open_sale.adjust(DiscountKind.MANUAL, tenth)
    floor.type("40*")
    floor.scan(COLA.barcode)
    assert floor.open_sale.sale.own().cents == 816, "of 81.59; alone one may take off 5.00"
    till.act(Act.PAY)
    assert till.question is not None
    till.allow()
    assert [one["action"] for one in till.events(EventKind.OVERRIDE_GRANTED)][-1] == "sale.own_discounts"
    assert till.panel.name == "settle"


def test_promotions_of_now_hold_where_money_goes_back_too(till: Reversing) -> None:
    floor, until = till.floor, till.floor.clock.now() + timedelta(hours=1)
    began = datetime(2020, 1, 1, tzinfo=UTC)
    half = Promotion("mitad", 1, "mitad", Percent(50_000), Targets(everything=True), began, until)
    floor.open_sale._shelf = PromotionShelf(floor.state, RuleBook((half,)))
    floor.open_sale.start_next()
    bring(till, 1)
    floor.scan(COLA.barcode)
    assert floor.open_sale.sale.owed == Decimal("2.26")
    floor.clock.advance(3_600)
    till.act(Act.PAY)
    assert till.panel.primary is not None
    assert till.panel.primary.amount == "1.26"


def test_a_customer_chosen_while_paying_may_turn_it_into_money_that_goes_back(till: Reversing) -> None:
    floor = till.floor
    floor.clock.wall = MORNING + timedelta(minutes=4)
    floor.directory.people = [replace(BAKERY, discount_percent=Decimal(50))]
    bring(till, 1)
    floor.scan(COLA.barcode, COLA.barcode)
    till.act(Act.PAY)
    assert floor.shows(FloorMode.PAYMENT)
    till.act(Act.CUSTOMER)
    till.type("espiga")
    till.enter()
    assert floor.open_sale.sale.owed == Decimal("1.26")
    assert till.panel.name == "settle"
    till.enter()
    assert len(kinds(till)) == 1, "cash goes out only when it is allowed"
    till.allow()
    assert kinds(till) == ["sale.completed", "refund.completed", "sale.completed"]
    assert till.panel.name == "returned", "and what to hand out is said"


@pytest.mark.parametrize("ahead", ["key", "scan"])
def test_what_to_hand_out_is_not_taken_away_by_what_was_typed_before_it_came(
    till: Reversing, ahead: str
) -> None:
    floor = till.floor
    work = TillWork(floor.presenter, floor.after, (), _never)
    bring(till, 1)
    floor.state.person = MARTA  # who may give cash back
    till.act(Act.PAY)
    floor.runner.held = True
    till.enter()
    assert (work.waits(), till.panel.busy) == (True, True)
    floor.runner.release()
    work.ahead(typed=True)
    if ahead == "key":
        till.enter()
    else:
        floor.scan(COLA.barcode)
    work.ahead(typed=False)
    assert till.panel.name == "returned"
    assert floor.view.sounds[-1] is Sound.ERROR, "what else was typed is forgotten"
    assert floor.open_sale.sale.is_empty
    till.enter()
    assert floor.view.panel is None


def _never() -> bool:
    return False
