"""Stock falls below zero at the centre: the till hears of it, and a supervisor decides at its window."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

from app.demo.centre import DemoCentre
from app.demo.children import ChildError
from app.demo.report import DayReport
from app.demo.sides import reviews_at_centre
from app.demo.task_kit import EXACT, Kit
from app.demo.till import DemoTill

GOODS: Final = ("Empanada congelada de carne Congelisa 6 u", "Leche semidescremada Lacteva 1 L")
"""The shop's own count of them is below zero already; each is a review of its own."""
HEARD_S: Final = 60.0
EVERY_S: Final = 0.5


def decide_review(
    till: DemoTill,
    centre: DemoCentre,
    kit: Kit,
    look: Callable[[DemoTill, str], Any],
    report: DayReport,
) -> list[str]:
    """Sell what is not there, wait for the reviews, decide the most urgent; numbers of the sales.

    Raises:
        ChildError: the till was not told in time, or a screen did not come.
    """
    sold: list[str] = []
    for name in GOODS:
        sold += till.do("steps", steps=[kit.scan(name), *EXACT])["saved"]
    _wait_until_heard(till)
    look(till, "reviews")
    till.do("steps", steps=[("press", "Return"), ("await", {"panel": "review"})])
    look(till, "review-open")
    till.do("steps", steps=[("type", "1"), ("await", {"panel": "deciding"})])
    look(till, "review-deciding")
    approver = kit.approvers[0]
    till.do("steps", steps=[*kit.allow(approver), ("await", {"panel": "review"})])
    look(till, "review-resolved")
    till.do("steps", steps=[("press", "Escape"), ("press", "Escape"), ("await", {"panel": ""})])
    ended = [
        review
        for review in reviews_at_centre(centre.url, centre.manager_token(), "resolved")
        if (review["code"], review["outcome"], review["resolved_by"])
        == ("STOCK_NEGATIVE", "accept", approver.staff_id)
    ]
    report.check(
        "review_resolved", len(ended) == 1, f"{len(ended)} of stock below zero, accepted at the till"
    )
    return sold


def _wait_until_heard(till: DemoTill) -> None:
    """Opening the list asks the centre what is new; until both are there it is opened again."""
    deadline = time.monotonic() + HEARD_S
    while True:
        till.do("steps", steps=[("press", "Ctrl+F9")])
        if int(till.state()["reviews"]) >= len(GOODS) and till.state()["panel"] == "reviews":
            return
        if time.monotonic() > deadline:
            raise ChildError("the till did not hear of the reviews")
        till.do("steps", steps=[("press", "Escape"), ("press", "Escape")])
        time.sleep(EVERY_S)
