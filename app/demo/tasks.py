"""The tasks of the selling floor that the demo day acts out, in their order.

What a task expects is worked out from the shop's lists of prices, by hand and not by the till's own
arithmetic: a till that reckons wrongly does not find its mistake confirmed.
"""

from __future__ import annotations

from app.demo import tasks_basket, tasks_money, tasks_people, tasks_practice, tasks_returns
from app.demo.task_kit import Kit, Task
from resources.demo.model import DemoShop

_ALL = (
    tasks_basket.search,
    tasks_basket.weighed_label,
    tasks_basket.label_layout,
    tasks_basket.promotions,
    tasks_basket.price_check,
    tasks_people.customer,
    tasks_people.points,
    tasks_people.new_customer,
    tasks_people.discount,
    tasks_people.law,
    tasks_basket.price,
    tasks_basket.open_price,
    tasks_money.mixed,
    tasks_money.yappy,
    tasks_money.yappy_qr,
    tasks_money.transfer,
    tasks_money.void,
    tasks_returns.partial_return,
    tasks_returns.exchange,
    tasks_returns.receipts,
    tasks_basket.parked,
    tasks_basket.given_up,
    tasks_practice.practice,
)


def floor_tasks(shop: DemoShop) -> tuple[Task, ...]:
    """Every task over the goods and people of a demo shop."""
    kit = Kit(shop)
    return tuple(task(kit) for task in _ALL)
