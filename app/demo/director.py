"""The day that drives itself: centre up, down and up again, the till killed twice, everything counted."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from app.demo.backlog import SALES as BACKLOG
from app.demo.backlog import Backlog, BacklogTools
from app.demo.centre import DemoCentre
from app.demo.children import ChildError
from app.demo.plan import PlannedSale, plan_day
from app.demo.report import DayReport, judge
from app.demo.reviews import decide_review
from app.demo.sides import listed_at_centre, sales_at_till, seen_at_centre, terminal_of
from app.demo.task_kit import Kit
from app.demo.tasks import floor_tasks
from app.demo.till import DemoTill
from app.demo.tour import LOOKS, Tour
from app.store.journal_reader import read_journal
from app.store.paths import StorePaths
from hardware.virtual.eft import VirtualEft
from hardware.virtual.machine import Machine
from hardware.virtual.printer import VirtualPrinter
from resources import demo

SALES: Final = 60
SEED: Final = 20261124
BACKLOG_CUSTOMERS: Final = 400
"""More than could come while two weeks of sales are sent."""
FEWEST: Final = 10
LINK_S: Final = 30.0
DRAIN_S: Final = 60.0
PRINT_S: Final = 20.0
DAY_LOOKS: Final = ("sign-in", "open-shift", "sale", "offline", "power-cut")
"""Pictures in every look beside those of the tasks."""
SHOTS: Final[Mapping[int, str]] = {1: "04-primer-vuelto", 9: "05-vuelto"}


@dataclass(frozen=True, slots=True)
class DayShape:
    """After how many sales things happen."""

    sales: int
    offline_from: int
    kill_in_basket: int
    kill_in_payment: int
    offline_until: int

    @classmethod
    def of(cls, sales: int) -> DayShape:
        """A day of so many sales: a third online, two fifths offline with both kills, the rest online.

        Raises:
            ValueError: fewer than 10 sales leave no room for all of it.
        """
        if sales < FEWEST:
            raise ValueError(f"a day has at least {FEWEST} sales")
        return cls(sales, sales // 3, sales * 7 // 15, sales * 3 // 5, sales * 3 // 4)


@dataclass(frozen=True, slots=True)
class DayPaths:
    """Folders of one demo day."""

    out: Path

    @property
    def till(self) -> Path:
        """Data of the till."""
        return self.out / "data" / "till"

    @property
    def centre(self) -> Path:
        """Data of the centre."""
        return self.out / "data" / "centre"

    @property
    def screens(self) -> Path:
        """Pictures of the screens."""
        return self.out / "screens"

    @property
    def tasks(self) -> Path:
        """Pictures of the tasks: ``<language>/<theme>/<size>/<name>.png``."""
        return self.out / "tasks"

    @property
    def receipts(self) -> Path:
        """Receipts as text and pictures."""
        return self.out / "receipts"


class Director:
    """Starts, drives, kills and counts processes; holds no Qt."""

    def __init__(
        self,
        out: Path,
        say: Callable[[str], Any],
        sales: int = SALES,
        seed: int = SEED,
        looks: Sequence[str] = LOOKS,
        backlog: int = BACKLOG,
    ) -> None:
        self._paths = DayPaths(out)
        self._say = say
        self._shop = demo.load()
        self._shape = DayShape.of(sales)
        self._plan: Sequence[PlannedSale] = plan_day(self._shop.products, sales, seed)
        self._gateway = VirtualEft()
        self._tasks = floor_tasks(self._shop)
        self._tour = Tour(self._tasks, self._paths.tasks, self._gateway.decide, looks)
        self._report = DayReport()
        self._printer = VirtualPrinter()
        self._centre = DemoCentre(self._paths.centre, out / "centre.log")
        self._till: DemoTill | None = None
        self._pairing = ""
        self._sold = 0
        self._backlog_sales = backlog

    def run(self) -> DayReport:
        """Live the day and judge it.

        Raises:
            ChildError: a process did not start or a screen did not come; nothing is judged then.
        """
        self._prepare()
        began = time.monotonic()
        try:
            self._open_shop()
            self._sell_until(self._shape.offline_from)
            self._offline()
            self._online_again()
            self._sell_until(len(self._plan))
            self._do_tasks()
            self._decide_review()
            self._close_shop()
            self._count()
            self._backlog()
        finally:
            if self._till is not None:
                self._till.stop()
            self._centre.stop()
            self._printer.close()
            self._gateway.close()
        self._report.timings["day_s"] = round(time.monotonic() - began, 1)
        self._report.write(self._paths.out / "report.json")
        return self._report

    def _prepare(self) -> None:
        for folder in (
            self._paths.out / "data",
            self._paths.screens,
            self._paths.tasks,
            self._paths.receipts,
        ):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)

    def _open_shop(self) -> None:
        self._say("centre and its PostgreSQL: starting")
        self._centre.start()
        self._pairing = self._centre.pairing_code(self._shop.identity.terminal_name)
        self._printer.start()
        self._gateway.start()
        log = self._paths.out / "till.log"
        self._till = DemoTill(self._paths.till, log, self._printer.address, self._gateway.address)
        self._say("till: starting, enrolling")
        self._start_till()
        self._shot("01-entrar")
        self._tour.look(self._running(), "sign-in")
        self._enter()
        self._shot("02-abrir-turno")
        self._tour.look(self._running(), "open-shift")
        self._running().open_shift()
        self._shot("03-venta-vacia")
        self._running().wait_for_link("online", LINK_S)
        self._tour.look(self._running(), "sale")

    def _start_till(self) -> None:
        ready = self._running().start(self._centre.url, self._pairing)
        self._note_timing("start_to_sign_in_s", float(ready["ready_s"]))

    def _enter(self) -> None:
        cashier = self._shop.staff[0]
        self._running().sign_in(cashier.number, cashier.pin)

    def _offline(self) -> None:
        self._say("centre: down")
        self._centre.stop()
        self._running().wait_for_link("offline", LINK_S)
        self._shot("10-sin-conexion")
        before = self._sold
        self._sell_until(self._shape.kill_in_basket)
        self._kill_in_basket()
        self._sell_until(self._shape.kill_in_payment)
        self._kill_in_payment()
        self._sell_until(self._shape.offline_until)
        self._shot("14-en-cola")
        self._tour.look(self._running(), "offline")
        self._report.offline_sales = self._sold - before

    def _kill_in_basket(self) -> None:
        """Three goods scanned, then the plug: the basket must be there again."""
        codes = list(self._plan[self._sold].codes[:3])
        rows = self._running().do("scan", codes=codes)["rows"]
        self._shot("11-antes-del-corte")
        self._gather_batches()
        self._kill()
        self._start_till()
        self._enter()
        state = self._running().state()
        self._shot("12-canasta-recuperada")
        self._tour.look(self._running(), "power-cut")
        self._report.check("basket_back", state["rows"] == rows, f"{state['rows']} of {rows} rows")
        done = self._running().do("pay", cash="exact")
        self._confirmed(done)

    def _kill_in_payment(self) -> None:
        """The plug while the sale is being saved: it stands whole or not at all, never half or twice."""
        plan = self._plan[self._sold]
        self._running().do("scan", codes=list(plan.codes))
        self._shot("06-antes-de-cobrar")
        self._gather_batches()
        self._running().begin("pay", cash="exact")
        self._kill()
        self._start_till()
        self._enter()
        state = self._running().state()
        if state["rows"]:
            self._confirmed(self._running().do("pay", cash="exact"))
        self._sold = int(self._running().state()["sales"])
        self._shot("13-despues-del-corte")

    def _kill(self) -> None:
        self._running().kill()
        self._report.kills += 1
        self._say(f"till: killed ({self._report.kills}), starting again")

    def _online_again(self) -> None:
        self._say("centre: up again")
        self._centre.start()
        self._running().do("send_now")
        began = time.monotonic()
        self._running().wait_until_sent(DRAIN_S)
        self._note_timing("drain_after_outage_s", time.monotonic() - began)
        self._running().wait_for_link("online", LINK_S)
        self._shot("15-en-linea-otra-vez")

    def _do_tasks(self) -> None:
        self._say("tasks of the floor")
        began = time.monotonic()
        for task in self._tasks:
            self._say(f"  {task.name}")
            for number in self._tour.act(self._running(), task):
                self._report.confirmed.append(number)
                self._sold += 1
                self._close_drawer()
        self._report.pictures += [self._relative(path) for path in self._tour.pictures]
        self._report.timings["tasks_s"] = round(time.monotonic() - began, 1)

    def _decide_review(self) -> None:
        self._say("stock below zero: a review, decided at the till")
        numbers = decide_review(self._running(), self._centre, Kit(self._shop), self._tour.look, self._report)
        for number in numbers:
            self._report.confirmed.append(number)
            self._sold += 1
            self._close_drawer()

    def _close_shop(self) -> None:
        self._running().wait_until_sent(DRAIN_S)
        self._running().do("await_printed")
        self._shot("16-fin-del-dia")
        self._printer.wait_for(self._all_printed, PRINT_S)
        self._gather_batches()
        self._report.timings |= self._running().do("timings")["timings"]
        rendered = self._running().do("receipts", folder=str(self._paths.receipts))
        self._report.receipts += [self._relative(Path(path)) for path in rendered["files"]]
        code = self._running().stop()
        self._report.check("till_closed_in_order", code == 0, f"exit code {code}")
        with self._printer.machine() as machine:
            roll = self._paths.receipts / "rollo.txt"
            roll.write_text("\n".join(line.text for line in machine.roll.lines) + "\n", encoding="utf-8")
        self._report.receipts.append(self._relative(roll))

    def _count(self) -> None:
        report = self._report
        database = StorePaths.of(self._paths.till).database
        report.at_till = sales_at_till(database)
        token = self._centre.manager_token()
        listed = listed_at_centre(self._centre.url, token, terminal_of(database))
        report.at_centre = seen_at_centre(listed)
        with self._printer.machine() as machine:
            copies = machine.roll.copies()
        copies.subtract(
            held["number"] for held in listed if held["status"] == "voided"
        )  # on its void's paper
        judge(report, wanted_sales=self._sold, copies=copies)
        self._tour.judge(report, read_journal(database), listed)

    def _backlog(self) -> None:
        """Another till of the shop, which had no centre for two weeks."""
        data = self._paths.out / "data" / "till-2"
        till = DemoTill(data, self._paths.out / "till-2.log", self._printer.address, self._gateway.address)
        tools = BacklogTools(self._centre, till, data, self._tour.look, self._say)
        plan = plan_day(self._shop.products, BACKLOG_CUSTOMERS, SEED)
        Backlog(tools, self._shop, plan, self._backlog_sales).run(self._report)
        self._report.pictures = [self._relative(path) for path in self._tour.pictures]

    def _sell_until(self, count: int) -> None:
        while self._sold < count:
            plan = self._plan[self._sold]
            self._confirmed(self._running().sell(plan.codes, plan.cash))

    def _confirmed(self, done: dict[str, Any]) -> None:
        """The screen called it saved: the cashier hands the change over and closes the drawer."""
        self._report.confirmed.append(str(done["number"]))
        self._sold += 1
        if self._sold in SHOTS:
            self._running().do("await_printed")
            self._shot(SHOTS[self._sold])
        self._close_drawer()

    def _close_drawer(self) -> None:
        with self._printer.machine() as machine:
            machine.drawer.close()

    def _all_printed(self, machine: Machine) -> bool:
        returns = sum(1 for task in self._tasks if task.came_back)
        return len(machine.roll.copies()) >= self._sold + returns

    def _gather_batches(self) -> None:
        self._report.batches += [int(size) for size in self._running().state()["batches"]]

    def _shot(self, name: str) -> None:
        path = self._paths.screens / f"{name}.png"
        self._running().shot(path)
        self._report.screens.append(self._relative(path))

    def _note_timing(self, name: str, seconds: float) -> None:
        worst = max(self._report.timings.get(name, 0.0), seconds)
        self._report.timings[name] = round(worst, 3)

    def _relative(self, path: Path) -> str:
        return path.relative_to(self._paths.out).as_posix()

    def _running(self) -> DemoTill:
        if self._till is None:
            raise ChildError("till is not running")
        return self._till
