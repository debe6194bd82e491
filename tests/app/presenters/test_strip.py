from __future__ import annotations

from app.presenters.states import Level, Link, StripState
from app.presenters.strip import StripPresenter
from app.usecases.state import TillState
from tests.fakes.clock import ManualClock
from tests.fakes.till import IDENTITY


class Strip:
    def __init__(self) -> None:
        self.shown: list[StripState] = []

    def show_strip(self, state: StripState) -> None:
        self.shown.append(state)


def test_the_queue_turns_amber_after_a_quarter_and_red_after_four_hours() -> None:
    clock, view = ManualClock(), Strip()
    presenter = StripPresenter(view, place="Caja 01", demo=True)
    presenter.attach(TillState(IDENTITY, "boot", clock, clock.monotonic()))
    presenter.queue(12, int(clock.now().timestamp() * 1000))
    levels = [view.shown[-1].queue_level]
    for minutes in (16, 230):
        clock.advance(minutes * 60)
        presenter.refresh()
        levels.append(view.shown[-1].queue_level)
    assert levels == [Level.OK, Level.WARN, Level.ERR]
    assert view.shown[-1].queued == 12


def test_nothing_is_repainted_while_nothing_visible_changes() -> None:
    clock, view = ManualClock(), Strip()
    presenter = StripPresenter(view, place="Caja 01", demo=False)
    presenter.attach(TillState(IDENTITY, "boot", clock, clock.monotonic()))
    presenter.link(Link.ONLINE)
    shown = len(view.shown)
    for _ in range(5):
        clock.advance(1)
        presenter.refresh()
    assert len(view.shown) == shown
    clock.advance(60)
    presenter.refresh()
    assert view.shown[-1].clock == "10:03"


def test_reviews_that_somebody_here_may_decide_are_counted() -> None:
    view = Strip()
    presenter = StripPresenter(view, place="Caja 01", demo=False)
    presenter.reviews(2, late=True)
    presenter.reviews(2, late=True)
    assert [(state.reviews, state.reviews_late) for state in view.shown] == [(2, True)]
