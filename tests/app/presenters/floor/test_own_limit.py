"""A cashier's own limits: percent and amount bind each discount, the amount the sum of them (ADR 83)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from app.presenters.panels import Say
from app.presenters.states import Act, FloorMode
from app.presenters.wording import W
from app.usecases.pricing import PromotionShelf
from core.domain.discount import Discount, DiscountKind
from core.domain.journal.events import EventKind
from core.domain.promotion.amount_terms import Percent
from core.domain.promotion.book import RuleBook
from core.domain.promotion.rules import Promotion
from core.domain.promotion.targets import Targets
from tests.app.presenters.floor.tasks import PILLS, Tasks, build_tasks
from tests.fakes.catalogue import RICE
from tests.fakes.customers import BAKERY, MORNING
from tests.fakes.people import ANA
from tests.fakes.till import MemoryReader


@pytest.fixture
def tasks() -> Tasks:
    return build_tasks()


def _give(tasks: Tasks, value: str, unit: str = "percent", scope: str = "line") -> None:
    tasks.discounting.open()
    tasks.discounting.choose("scope", scope)
    tasks.discounting.choose("unit", unit)
    tasks.type(value)
    tasks.reason("damaged")


def _asked(tasks: Tasks) -> object:
    return tasks.act.title if tasks.shown and tasks.shown[-1] is not None else None


def _over(percent: str) -> Say:
    return Say(W.DISCOUNT_OVER, {"percent": percent, "limit": "10"})


def _sum(amount: str) -> Say:
    return Say(W.DISCOUNT_OVER_AMOUNT, {"amount": amount, "limit": "5.00"})


def test_all_of_cheap_goods_is_a_hundred_percent_of_them(tasks: Tasks) -> None:
    tasks.floor.open_sale.add(replace(RICE, variant_id="v-cheap", unit_price=Decimal("0.50")))
    tasks.rows.reset()
    _give(tasks, "0.50", "amount")
    assert _asked(tasks) == _over("100")


def test_a_percent_of_dear_goods_is_held_to_the_amount_too(tasks: Tasks) -> None:
    tasks.floor.open_sale.set_quantity(tasks.line.key, Decimal(20))
    _give(tasks, "10")
    assert _asked(tasks) == _sum("6.50")


def test_the_discount_that_passes_the_sum_asks_and_those_before_it_did_not(tasks: Tasks) -> None:
    sale = tasks.floor.open_sale.sale
    tasks.floor.open_sale.set_quantity(tasks.line.key, Decimal(10))
    _give(tasks, "10")
    assert (_asked(tasks), tasks.line.off_cents) == (None, 325)
    tasks.rows.select(0)
    _give(tasks, "10")
    assert _asked(tasks) == _sum("5.15"), "3.25 and a tenth of 18.95"
    tasks.allow("1", "582947")
    assert sale.lines[0].terms.discount is not None
    assert sale.own().cents == 325, "what was allowed is not one's own"
    _give(tasks, "5", scope="sale")
    assert _asked(tasks) == _sum("5.57"), "5 % of 46.30 is 2.32, and 3.25 are given already"
    assert [one.approver_id for one in sale.adjustments] == []


def test_giving_another_in_its_place_counts_once(tasks: Tasks) -> None:
    tasks.floor.open_sale.set_quantity(tasks.line.key, Decimal(10))
    _give(tasks, "10")
    _give(tasks, "9")
    assert (_asked(tasks), tasks.floor.open_sale.sale.own().cents) == (None, 293)


def test_a_lower_price_counts_and_still_needs_its_right(tasks: Tasks) -> None:
    tasks.floor.state.person = replace(ANA, permissions=ANA.permissions | {"pos:price"})
    tasks.pricing.open()
    tasks.type("1.25")
    tasks.reason("agreed")
    assert _asked(tasks) is None
    assert tasks.floor.open_sale.sale.own().cents == 400
    tasks.rows.select(0)
    tasks.pricing.open()
    tasks.type("17.00")
    tasks.reason("agreed")
    assert _asked(tasks) is not None, "1.95 more"
    tasks.modal.back()
    tasks.floor.presenter.act(Act.BACK)
    tasks.floor.presenter.act(Act.BACK)
    tasks.floor.state.person = ANA
    tasks.rows.select(1)
    tasks.pricing.open()
    tasks.type("3.20")
    tasks.reason("agreed")
    assert _asked(tasks) is not None, "ten centavos, but no right to prices"


def test_what_grew_since_it_was_given_is_asked_before_money_is_taken(tasks: Tasks) -> None:
    sale, floor = tasks.floor.open_sale.sale, tasks.floor
    _give(tasks, "10", scope="sale")
    floor.open_sale.add(PILLS, Decimal(2))
    floor.presenter.act(Act.PAY)
    assert _asked(tasks) == _sum("6.34")
    assert (tasks.act.change.before, tasks.act.change.after) == ("63.35", "57.01") if tasks.act.change else 0
    tasks.modal.back()
    assert floor.shows(FloorMode.SALE)
    floor.presenter.act(Act.PAY)
    tasks.allow("1", "582947")
    assert floor.shows(FloorMode.PAYMENT)
    (held,) = sale.adjustments
    assert (held.approver_id, held.at_most) == ("marta", Decimal("6.34"))
    assert [one["action"] for one in tasks.events(EventKind.OVERRIDE_GRANTED)] == ["sale.own_discounts"]
    draft = MemoryReader(floor.store).draft()
    assert draft is not None
    floor.open_sale.restore(draft)
    assert floor.open_sale.sale.adjustments == (held,)


def test_lines_allowed_before_payment_say_so_and_are_bound(tasks: Tasks) -> None:
    sale, floor = tasks.floor.open_sale.sale, tasks.floor
    _give(tasks, "10")
    floor.open_sale.set_quantity(tasks.line.key, Decimal(40))
    floor.presenter.act(Act.PAY)
    assert _asked(tasks) == _sum("13.00")
    tasks.allow("1", "582947")
    assert floor.shows(FloorMode.PAYMENT)
    assert sale.lines[-1].is_approved
    draft = MemoryReader(floor.store).draft()
    assert draft is not None
    floor.open_sale.restore(draft)
    assert tasks.line.is_approved


def test_within_ones_limits_nobody_is_asked_before_payment(tasks: Tasks) -> None:
    _give(tasks, "10")
    tasks.floor.presenter.act(Act.PAY)
    assert (tasks.shown, tasks.floor.shows(FloorMode.PAYMENT)) == ([], True)


def test_a_discount_of_who_buys_is_nobodys_own(tasks: Tasks) -> None:
    sale = tasks.floor.open_sale.sale
    law = Discount(DiscountKind.STATUTORY, "medicamento", percent=Decimal(20))
    tasks.floor.open_sale.set_discount(sale.lines[0].key, law)
    assert sale.own().cents == 0


def test_a_customer_taken_away_while_paying_is_weighed_anew(tasks: Tasks) -> None:
    floor = tasks.floor
    floor.clock.wall = MORNING + timedelta(minutes=4)
    floor.customers.use(replace(BAKERY, discount_percent=Decimal(50)))
    floor.open_sale.add(PILLS, Decimal(2))
    _give(tasks, "10", scope="sale")
    floor.presenter.act(Act.PAY)
    assert (_asked(tasks), floor.shows(FloorMode.PAYMENT)) == (None, True)
    floor.presenter.act(Act.CUSTOMER)
    floor.presenter.panel_actions.press("clear")
    assert _asked(tasks) == _sum("6.34"), "a tenth of twice as much"
    tasks.modal.back()
    assert floor.shows(FloorMode.SALE)
    floor.presenter.act(Act.PAY)
    tasks.allow("1", "582947")
    assert floor.shows(FloorMode.PAYMENT)


def test_promotions_that_ended_under_a_tender_are_weighed_as_it_is_given_back(tasks: Tasks) -> None:
    floor, until = tasks.floor, tasks.floor.clock.now() + timedelta(hours=1)
    began = datetime(2020, 1, 1, tzinfo=UTC)
    half = Promotion("mitad", 1, "mitad", Percent(50_000), Targets(everything=True), began, until)
    floor.open_sale._shelf = PromotionShelf(floor.state, RuleBook((half,)))
    floor.open_sale.start_next()
    for change in (floor.open_sale.add(PILLS, Decimal(4)), floor.open_sale.add(RICE)):
        tasks.rows.apply(change)
    _give(tasks, "10", scope="sale")
    floor.presenter.act(Act.PAY)
    floor.presenter.note("5")
    floor.clock.advance(3_600)
    assert _asked(tasks) is None
    floor.presenter.act(Act.REMOVE)
    assert _asked(tasks) == _sum("7.91")


def test_a_panel_left_while_paying_leaves_the_payment_as_it_was(tasks: Tasks) -> None:
    floor = tasks.floor
    floor.presenter.act(Act.PAY)
    floor.presenter.command_changed("60")
    floor.presenter.act(Act.CUSTOMER)
    floor.presenter.act(Act.BACK)
    assert floor.shows(FloorMode.PAYMENT)
    assert (floor.view.payment, floor.view.panel) != (None, None)
    assert floor.view.panel is None
