"""The judge of the tasks must be able to say no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from app.demo.facts import Paid, SaleFacts, Sold
from app.demo.report import DayReport
from app.demo.task_kit import Noted, Task
from app.demo.till import DemoTill
from app.demo.tour import Tour
from core.domain.journal.events import Event, EventContext, EventKind

SALE = SaleFacts(
    Decimal("1.85"),
    (Sold("Leche", Decimal(1), Decimal("1.85")),),
    (Paid("cash", Decimal("1.85")),),
    {"offer": Decimal("0.15")},
)
TASK = Task("milk", (("goods", ["1"]), ("look", "milk"), ("press", "F10")), SALE)
CONTEXT = EventContext("t", "l", "b", datetime(2026, 11, 24, tzinfo=UTC), 1, cashier_id="ana")
NUMBER = "0001-000007"


class Obedient:
    """A till that does everything and says what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    def state(self) -> dict[str, Any]:
        return {"saved": "0001-000006"}

    def do(self, what: str, **values: Any) -> dict[str, Any]:
        self.asked.append({"do": what, **values})
        last = what == "steps" and ("press", "F10") in values["steps"]
        return {"saved": ["0001-000006", NUMBER] if last else [], "files": [f"{values.get('name')}.png"]}


def data(**changes: Any) -> dict[str, Any]:
    """A sale as the journal holds it and, with a total and a number, as the centre lists it."""
    line = {
        "name": "Leche",
        "quantity": "1",
        "net": "1.85",
        "promotions": [{"id": "offer", "version": 1, "amount": "0.15"}],
    }
    payment = {"method": "cash", "amount": "1.85"}
    whole: dict[str, Any] = {"items": [line], "payments": [payment], "customer_id": None}
    return whole | {"series": "0001", "number": 7, "total_amount": "1.85"} | changes


def event(kind: EventKind, body: dict[str, Any], **context: Any) -> Event:
    return Event("e", 1, 1, kind, replace(CONTEXT, **context), body)


def listed(**changes: Any) -> dict[str, Any]:
    return data(number=NUMBER, kind="sale", total="1.85", status="completed") | changes


def outcome(task: Task, events: list[Event], centre: list[Mapping[str, Any]]) -> dict[str, Any]:
    tour = Tour((task,), Path("looks"), print, ("es/light/1024x768",))
    till = Obedient()
    assert tour.act(cast("DemoTill", till), task) == [NUMBER]
    assert [asked["do"] for asked in till.asked] == ["steps", "looks", "steps"]
    assert tour.pictures == [Path("milk.png")]
    report = DayReport()
    tour.judge(report, events, centre)
    [check] = report.checks
    return check


def test_a_task_both_sides_tell_alike_passes() -> None:
    check = outcome(TASK, [event(EventKind.SALE_COMPLETED, data())], [listed()])
    assert check["ok"], check


def test_a_sale_the_journal_tells_otherwise_fails() -> None:
    check = outcome(TASK, [event(EventKind.SALE_COMPLETED, data(total_amount="1.84"))], [listed()])
    assert (check["ok"], check["detail"]) == (False, "journal: total: 1.85 and 1.84")


def test_a_sale_the_centre_lacks_or_tells_otherwise_fails() -> None:
    kept = [event(EventKind.SALE_COMPLETED, data())]
    assert outcome(TASK, kept, [])["detail"] == "centre: no such sale"
    assert not outcome(TASK, kept, [listed(customer_id="somebody")])["ok"]
    assert not outcome(TASK, kept, [listed(payments=[])])["ok"]


def test_a_sale_the_centre_does_not_know_to_be_undone_fails() -> None:
    kept = [event(EventKind.SALE_COMPLETED, data())]
    task = replace(TASK, status="voided")
    assert outcome(task, kept, [listed()])["detail"] == "centre: status voided and completed"
    assert outcome(task, kept, [listed(status="voided")])["ok"]


def test_what_was_to_be_noted_must_be_noted_with_who_allowed_it() -> None:
    noted = Noted(EventKind.SALE_CANCELLED, {"lines": 2}, approver="marta")
    task = replace(TASK, noted=(noted,))
    kept = [event(EventKind.SALE_COMPLETED, data())]
    gone = {"lines": 2, "reason": "customer_left"}
    alone = event(EventKind.SALE_CANCELLED, gone)
    allowed = event(EventKind.SALE_CANCELLED, gone, approver_id="marta")
    assert not outcome(task, kept, [listed()])["ok"]
    assert not outcome(task, [*kept, alone], [listed()])["ok"]
    assert outcome(task, [*kept, allowed], [listed()])["ok"]
