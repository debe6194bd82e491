"""A till back from two weeks without a centre sends while a cashier sells; the centre fails on one sale."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any, Final

from app.demo.ailing import AilingCentre
from app.demo.centre import DemoCentre
from app.demo.plan import PlannedSale
from app.demo.report import DayReport, SaleSeen
from app.demo.sides import listed_at_centre, sales_at_till, seen_at_centre, terminal_of
from app.demo.till import DemoTill
from app.demo.weeks import live_weeks
from app.store.paths import StorePaths
from resources.demo.model import DemoShop

SALES: Final = 1_000
FEWEST: Final = 100
NAME: Final = "Caja 02"
DRAIN_S: Final = 120.0
_OPEN: Final = [("press", "Shift+F9"), ("await", {"panel": "sending"})]
_CLOSE: Final = [("press", "Escape"), ("await", {"panel": ""})]


@dataclass(frozen=True, slots=True)
class BacklogTools:
    """What the director lends.

    Attributes:
        look: Takes pictures of a till's window under a name, in every look.
        say: Tells how far it is.
    """

    centre: DemoCentre
    till: DemoTill
    data: Path
    look: Callable[[DemoTill, str], Any]
    say: Callable[[str], Any]


class Backlog:
    """Lives it; every claim becomes a check of the report."""

    def __init__(self, tools: BacklogTools, shop: DemoShop, plan: Sequence[PlannedSale], sales: int) -> None:
        self._tools = tools
        self._shop = shop
        self._plan = cycle(plan)
        self._sales = max(sales, FEWEST)
        self._meanwhile = 0

    def run(self, report: DayReport) -> None:
        """From the two weeks to nothing left to send.

        Raises:
            ChildError: a process or a screen did not come to it.
        """
        tools, till = self._tools, self._tools.till
        tools.say(f"two weeks without a centre: {self._sales} sales")
        code = tools.centre.pairing_code(NAME)
        lived = live_weeks(tools.data, tools.centre.url, code, self._shop.products, self._sales, seed=14)
        tools.centre.stop()
        relay = AilingCentre(tools.centre.url, lived.chosen)
        try:
            waiting = self._open(relay.url)
            report.check("backlog_waits", waiting >= lived.sales, f"{waiting} events wait")
            self._look("backlog-waiting")
            tools.say("centre: up again, it fails on one sale; a cashier sells meanwhile")
            tools.centre.start()
            began = time.monotonic()
            self._sell_until_one_is_left(waiting)
            report.timings["backlog_drain_s"] = round(time.monotonic() - began, 1)
            self._look("backlog-one-fails")
            self._judge_poison(report, relay)
            relay.heal()
            till.do("send_now")
            till.wait_until_sent(DRAIN_S)
        finally:
            till.stop()
            relay.close()
        self._judge(report)

    def _open(self, url: str) -> int:
        cashier = self._shop.staff[0]
        self._tools.till.start(url, "")
        self._tools.till.sign_in(cashier.number, cashier.pin)
        return int(self._tools.till.state()["queued"])

    def _look(self, name: str) -> None:
        till = self._tools.till
        till.do("steps", steps=_OPEN)
        self._tools.look(till, name)
        till.do("steps", steps=_CLOSE)

    def _sell_until_one_is_left(self, waiting: int) -> None:
        """A sale counts as made meanwhile when some of the backlog had gone and some had not."""
        till, pictured = self._tools.till, False
        deadline = time.monotonic() + DRAIN_S
        while (queued := int(till.state()["queued"])) > 1 and time.monotonic() < deadline:
            draining = queued < waiting
            if draining and not pictured:
                self._look("backlog-draining")
                pictured = True
            self._sell()
            self._meanwhile += draining
        till.do("await_queued", count=1, timeout_s=DRAIN_S)

    def _sell(self) -> None:
        sale = next(self._plan)
        self._tools.till.sell(sale.codes, sale.cash)

    def _judge_poison(self, report: DayReport, relay: AilingCentre) -> None:
        till = self._tools.till
        self._sell()
        till.do("await_queued", count=1, timeout_s=DRAIN_S)
        report.check(
            "poison_isolated",
            0 < relay.refused <= 2 * 12,
            f"one sale waits by itself after {relay.refused} refusals, the others have gone",
        )
        report.check("sold_while_draining", self._meanwhile > 0, f"{self._meanwhile} sales meanwhile")

    def _judge(self, report: DayReport) -> None:
        database = StorePaths.of(self._tools.data).database
        here = sales_at_till(database)
        centre = self._tools.centre
        there = seen_at_centre(listed_at_centre(centre.url, centre.manager_token(), terminal_of(database)))
        report.check(
            "backlog_all_there", _sorted(here) == _sorted(there), f"{len(here)} and {len(there)} sales"
        )


def _sorted(sales: Sequence[SaleSeen]) -> list[SaleSeen]:
    return sorted(sales, key=lambda sale: sale.number)
