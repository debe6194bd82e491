"""What the tasks of the demo day expect is consistent, and every picture has a name of its own."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from app.demo.task_kit import Task
from app.demo.tasks import floor_tasks
from resources import demo

SHOP = demo.load()
TASKS = floor_tasks(SHOP)


def test_no_two_tasks_and_no_two_pictures_share_a_name() -> None:
    pictures = [value for task in TASKS for verb, value in task.steps if verb == "look"]
    names = Counter([*(task.name for task in TASKS), *pictures])
    assert [name for name, count in names.items() if count > 1 and name not in {t.name for t in TASKS}] == []
    assert len({task.name for task in TASKS}) == len(TASKS)
    assert len(set(pictures)) == len(pictures)


@pytest.mark.parametrize("task", TASKS, ids=[task.name for task in TASKS])
def test_every_task_shows_itself_and_proves_something(task: Task) -> None:
    assert any(verb == "look" for verb, _ in task.steps)
    assert task.sale is not None or task.noted


@pytest.mark.parametrize("task", [task for task in TASKS if task.sale], ids=lambda task: str(task.name))
def test_lines_money_and_total_agree(task: Task) -> None:
    sale = task.sale
    assert sale is not None
    assert sum((line.amount for line in sale.lines), Decimal(0)) == sale.total
    assert sum((paid.amount for paid in sale.paid), Decimal(0)) == sale.total
    prices = {product.name: product.unit_price for product in SHOP.products if not product.open_price}
    typed = [line.amount for line in sale.lines if line.list_price or line.name not in prices]
    listed = [
        prices[line.name] * line.quantity
        for line in sale.lines
        if line.name in prices and not line.list_price
    ]
    gross = sum([*typed, *listed], Decimal(0))
    taken = sum(sale.promotions.values(), Decimal(0)) + sum((d.amount for d in sale.discounts), Decimal(0))
    assert abs(gross - taken - sale.total) <= Decimal("0.005")
