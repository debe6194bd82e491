"""A review decided at the real window over real HTTP, and what that costs in keys and in touches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.bridge.application import Application
from app.compose.window import TillWindow
from app.presenters.panels import Say
from app.presenters.review_wording import V
from tests.app.actions.table import PROPERTY
from tests.app.actions.task import Limit, written
from tests.app.actions.till import FIRST_APPROVER, MARTA, PINS, ByKeys, ByTouch, Count, Till, until
from tests.app.compose.streamed import REVIEW, told
from tests.fakes.demo_till import enrolled_launch
from tests.fakes.review_centre import ReviewCentre
from tests.fakes.windows import drop_windows
from tests.strictness import ExpectedLogs

NAME, KEYS, TAPS = "a review decided, by the supervisor", "5+d", "4+d"
WRONG: Final = "736152"
K = Qt.Key


@pytest.fixture
def centre() -> Iterator[ReviewCentre]:
    serving = ReviewCentre(REVIEW, PINS[MARTA])
    yield serving
    serving.close()


@pytest.fixture
def till(
    qtbot: QtBot,
    centre: ReviewCentre,
    tmp_path: Path,
    expected_logs: ExpectedLogs,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Till]:
    """Ana before an empty basket; one review came, and the centre can be asked."""
    del qtbot
    monkeypatch.setattr("app.presenters.floor.review_watch.EVERY_S", 0.0)
    expected_logs.allow("sending to the centre rests")
    launch = replace(enrolled_launch(tmp_path), centre_url=lambda: centre.url)
    window = TillWindow(Application(), launch)
    window.show()
    until(lambda: window.running is not None)
    made = Till(window)
    made.main.activateWindow()
    made.sign_in()
    made.at_rest()
    told(made.running, 1)
    until(made.main.strip.reviews.isVisible)
    until(lambda: made.running.sync.online)
    yield made
    window.close()
    window.parts.translator.remove()
    drop_windows()


def by_keys(cashier: ByKeys, pin: str = PINS[MARTA]) -> None:
    cashier.press(K.Key_F9, holding=Qt.KeyboardModifier.ControlModifier)
    cashier.answer("1")
    cashier.answer(FIRST_APPROVER)
    cashier.type(pin)
    cashier.press(K.Key_Return)


def by_touch(cashier: ByTouch) -> None:
    cashier.tap("strip.reviews", "panel.review.choice.ways.accept")
    person = next(one for one in cashier.till.running.reader.people() if str(one.number) == MARTA)
    cashier.tap(f"panel.deciding.choice.people.{person.staff_id}")
    cashier.type(PINS[MARTA])
    cashier.tap("act.pay")


def decided(till: Till) -> bool:
    said = till.running.after.standing("e1")
    return said is not None and said[1] == Say(V.RESOLVED, {"done": Say(V.E_ACCEPT, {"who": "Marta Ríos"})})


def within(count: Count, figure: str, way: str, record: Callable[[str, object], None]) -> None:
    record(PROPERTY, [NAME, way, written(count), figure])
    assert Limit.read(figure).allows(count), f"{written(count)} {way}, not {figure}"


def test_by_keys(till: Till, centre: ReviewCentre, record_property: Callable[[str, object], None]) -> None:
    cashier = ByKeys(till)
    by_keys(cashier)
    until(lambda: decided(till))
    assert till.panel == "review"
    assert not till.main.strip.reviews.isVisible()
    assert centre.asked == ["/api/v1/pos/auth/token", "/api/v1/pos/reviews/r1/resolve"]
    within(cashier.count, KEYS, "keys", record_property)


def test_by_touch(till: Till, record_property: Callable[[str, object], None]) -> None:
    cashier = ByTouch(till)
    by_touch(cashier)
    until(lambda: decided(till))
    within(cashier.count, TAPS, "taps", record_property)


def test_a_wrong_pin_decides_nothing_and_the_sale_goes_on_meanwhile(till: Till, centre: ReviewCentre) -> None:
    by_keys(ByKeys(till), WRONG)
    until(lambda: till.main.floor.panel.panel is not None and not till.main.floor.panel.panel.busy)
    assert till.panel == "deciding"
    assert centre.review["state"] == "open"
    assert centre.asked == ["/api/v1/pos/auth/token"]
    for _ in range(3):
        till.hand.press(K.Key_Escape)
    assert till.panel == ""
