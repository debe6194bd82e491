from __future__ import annotations

from app.demo.director import DayShape
from app.demo.plan import CASH, plan_day
from core.domain.scan import Embedded, Gtin, parse_scan
from resources import demo


def test_the_same_seed_plans_the_same_day_and_another_does_not() -> None:
    products = demo.load().products
    assert plan_day(products, 30, 1) == plan_day(products, 30, 1)
    assert plan_day(products, 30, 1) != plan_day(products, 30, 2)


def test_every_planned_code_is_one_the_till_can_read() -> None:
    shop = demo.load()
    day = plan_day(shop.products, 60, 7)
    kinds = {type(parse_scan(code, shop.label_templates)) for sale in day for code in sale.codes}
    assert kinds == {Gtin, Embedded}
    assert {sale.cash for sale in day} == set(CASH)


def test_both_kills_fall_into_the_outage() -> None:
    for sales in (10, 12, 60, 200):
        shape = DayShape.of(sales)
        assert (
            0
            < shape.offline_from
            < shape.kill_in_basket
            < shape.kill_in_payment
            < shape.offline_until
            < sales
        )
