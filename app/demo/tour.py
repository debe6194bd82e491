"""Acts the tasks of the floor out at the till, and judges what they left in the journal and at the centre."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any, Final

from app.compose.practice_shop import SERIES
from app.demo.facts import Data, SaleFacts, sale_facts
from app.demo.report import DayReport
from app.demo.task_kit import Noted, Step, Task
from app.demo.till import DemoTill
from core.domain.documents import format_number
from core.domain.journal.events import Event, EventKind

LOOKS: Final = tuple(
    "/".join(look) for look in product(("es", "en"), ("light", "dark"), ("1024x768", "1920x1080"))
)
"""Every look a picture is taken in: ``<language>/<theme>/<size>``."""


_PRACTICE: Final = tuple(f"{grant.series}-" for grant in SERIES)
"""How numbers of PRÁCTICA begin: they are no sales of the day."""


class Tour:
    """The tasks, one after the other; remembers which receipt each sale became.

    Args:
        folder: Where the pictures go, in a folder for each look.
        phone: Told what the customer decides on their telephone, ``approved`` or ``declined``.
        looks: Which looks.
    """

    def __init__(
        self,
        tasks: Sequence[Task],
        folder: Path,
        phone: Callable[[str], Any],
        looks: Sequence[str] = LOOKS,
    ) -> None:
        self._phone = phone
        self._tasks = tasks
        self._folder = folder
        self._looks = list(looks)
        self._numbers: dict[str, str] = {}
        self.pictures: list[Path] = []

    def act(self, till: DemoTill, task: Task) -> list[str]:
        """One task; receipt numbers of the sales that the screen called saved.

        Raises:
            RefusedError: the screen did not come to it.
        """
        saved: list[str] = []
        before = str(till.state()["saved"])
        for steps, verb, value in _scenes(task.steps):
            for number in till.do("steps", steps=steps)["saved"] if steps else ():
                if number not in (before, *saved) and not number.startswith(_PRACTICE):
                    saved.append(number)
            if verb == "look":
                self.look(till, value)
            elif verb == "phone":
                self._phone(value)
        if task.sale is not None and saved:
            self._numbers[task.name] = saved[-1]
        return saved

    def look(self, till: DemoTill, name: str) -> None:
        """Pictures of what stands on the screen, in every look."""
        done = till.do("looks", folder=str(self._folder), name=name, looks=self._looks)
        self.pictures += [Path(path) for path in done["files"]]

    def judge(self, report: DayReport, journal: Iterable[Event], centre: Iterable[Data]) -> None:
        """One check a task: what it was to leave behind, in the till's journal and at the centre."""
        events, listed = list(journal), list(centre)
        sold = {_number(event.data): event.data for event in events if event.kind == EventKind.SALE_COMPLETED}
        held = {str(one["number"]): one for one in listed if one["kind"] == "sale"}
        for task in self._tasks:
            faults = [f"not in the journal: {noted}" for noted in task.noted if not _held(noted, events)]
            if task.sale is not None:
                number = self._numbers.get(task.name, "")
                faults += _faults(task.sale, "journal", sold.get(number))
                faults += _faults(task.sale, "centre", held.get(number))
                faults += _later_faults(task, number, held.get(number), events, listed)
            report.check(f"task_{task.name}", not faults, "; ".join(faults) or _outcome(task))


def _later_faults(
    task: Task, number: str, held: Data | None, events: Iterable[Event], listed: Iterable[Data]
) -> Iterator[str]:
    """What became of the sale afterwards: undone, or goods of it brought back."""
    if held is not None and held["status"] != task.status:
        yield f"centre: status {task.status} and {held['status']}"
    refunds = [event.data for event in events if event.kind == EventKind.REFUND_COMPLETED]
    at_till = [Decimal(one["total_amount"]) for one in refunds if _number(one["original"]) == number]
    returns = [one for one in listed if one["kind"] == "return"]
    at_centre = [Decimal(one["total"]) for one in returns if one["original"]["number"] == number]
    for side, amounts in (("journal", at_till), ("centre", at_centre)):
        if sum(amounts, Decimal(0)) != task.came_back:
            yield f"{side}: came back {task.came_back} and {sum(amounts, Decimal(0))}"


def _scenes(steps: Sequence[Step]) -> list[tuple[list[Step], str, str]]:
    """Steps at the till up to each thing that happens beside it, and what that is; nothing after the last."""
    scenes: list[tuple[list[Step], str, str]] = []
    now: list[Step] = []
    for verb, value in steps:
        if verb in ("look", "phone"):
            scenes.append((now, verb, str(value)))
            now = []
        else:
            now.append((verb, value))
    return [*scenes, (now, "", "")]


def _faults(expected: SaleFacts, side: str, data: Data | None) -> list[str]:
    differs = expected.differs(None if data is None else sale_facts(data))
    return [f"{side}: {differs}"] if differs else []


def _held(noted: Noted, events: Iterable[Event]) -> bool:
    return any(
        event.kind == noted.kind
        and noted.data.items() <= event.data.items()
        and (event.context.approver_id or "") == noted.approver
        for event in events
    )


def _number(data: Mapping[str, Any]) -> str:
    return format_number(data["series"], data["number"])


def _outcome(task: Task) -> str:
    if task.sale is None:
        return "as noted in the journal"
    return f"{task.sale.total} in the journal and at the centre, to the cent"
