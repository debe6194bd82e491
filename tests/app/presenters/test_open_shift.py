"""Screen 2: the fixed float in one Enter, or counted."""

from __future__ import annotations

from decimal import Decimal

from app.presenters.open_shift import OpenShiftPresenter
from app.presenters.states import OpenShiftState
from app.usecases.ports import OpenShift
from app.usecases.shift import Shifts
from app.usecases.state import TillState
from core.domain.journal.events import EventKind
from tests.app.presenters.test_sign_in import ANA
from tests.fakes.clock import ManualClock, SeededIds
from tests.fakes.till import IDENTITY, InstantRunner, MemoryStore


class Counter:
    """The screen and what it led to."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        clock = ManualClock()
        self.state = TillState(IDENTITY, "boot", clock, clock.monotonic())
        self.state.person = ANA
        self.runner = InstantRunner(self.store)
        self.shown: list[OpenShiftState] = []
        self.opened: list[OpenShift] = []
        self.left = 0
        self.presenter = OpenShiftPresenter(
            self,
            Shifts(self.state, self.runner, SeededIds()),
            self.state,
            fixed_float=Decimal("100.00"),
            language=lambda: "es",
            opened=self.opened.append,
            left=self._left,
        )
        self.presenter.open()

    def show_open_shift(self, state: OpenShiftState) -> None:
        self.shown.append(state)

    def _left(self) -> None:
        self.left += 1


def test_one_enter_opens_the_shift_with_the_fixed_float() -> None:
    screen = Counter()
    assert screen.shown[-1].business_date == "martes 24/11/2026"
    screen.presenter.enter()
    assert screen.opened[0].float_cents == 10_000
    event = screen.store.events[-1].event
    assert (event.kind, event.data["float"], event.data["counts"]) == (EventKind.SHIFT_OPENED, "100.00", None)
    assert screen.state.shift is not None
    assert screen.state.context().business_date == "2026-11-24"


def test_a_counted_float_is_the_sum_of_its_denominations() -> None:
    screen = Counter()
    screen.presenter.digit("3")  # 3 notes of 20
    screen.presenter.select(7)
    for digit in "12":
        screen.presenter.digit(digit)  # 12 dimes
    assert screen.shown[-1].counted == "61.20"
    screen.presenter.enter()
    assert screen.opened[0].float_cents == 6_120
    assert screen.store.events[-1].event.data["counts"]["coin-0.10"] == 12


def test_letters_and_a_fifth_digit_are_ignored() -> None:
    screen = Counter()
    for key in ("1", "x", "2", "3", "4", "5"):
        screen.presenter.digit(key)
    assert screen.shown[-1].rows[0].count == "1234"


def test_escape_leaves_the_count_and_then_the_screen() -> None:
    screen = Counter()
    screen.presenter.digit("3")
    screen.presenter.back()
    assert (screen.shown[-1].counting, screen.shown[-1].counted, screen.left) == (False, "100.00", 0)
    screen.presenter.back()
    assert screen.left == 1


def test_a_second_enter_while_saving_opens_one_shift() -> None:
    screen = Counter()
    screen.runner.held = True
    screen.presenter.enter()
    screen.presenter.enter()
    screen.runner.release()
    assert len(screen.opened) == 1


def test_a_shift_already_open_is_not_opened_twice() -> None:
    screen = Counter()
    screen.presenter.enter()
    screen.presenter.enter()
    assert len(screen.opened) == 1
    assert screen.shown[-1].message is not None
