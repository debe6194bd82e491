"""Data of the centre plugged into the floor: how old it is, and what of it a person decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from app.presenters.aging import AgeWatch
from app.presenters.authorise import Authorising
from app.presenters.floor.centre_data import CentreData
from app.presenters.floor.presenter import FloorPresenter
from app.presenters.messages import Message
from app.presenters.states import Act
from app.usecases.centre_news import CentreDecisions, CentreNews, StreamNews
from app.usecases.held_changes import HeldNote
from app.usecases.ports import StoreRunner
from app.usecases.state import TillState
from core.domain.changes import Stream


class CentreDesk:
    """Hears what the puller says of the streams, on the GUI thread."""

    def __init__(self, news: CentreNews, watch: AgeWatch, part: CentreData) -> None:
        self._news, self._watch, self._part = news, watch, part

    def hear(self, news: Iterable[StreamNews]) -> None:
        """Something is new."""
        self._news.hear(news)
        self._watch.look()
        self._part.heard()

    def beat(self) -> None:
        """A second has passed."""
        self._watch.beat()


def plug_centre_data(
    floor: FloorPresenter,
    state: TillState,
    runner: StoreRunner,
    authorising: Authorising,
    decide: Callable[[Stream, bool], Any],
    held_note: Callable[[Stream], HeldNote | None],
    tell: Callable[[Message], Any],
) -> CentreDesk:
    """Give the floor its list of what the centre told."""
    news = CentreNews(state)
    decisions = CentreDecisions(state, runner, news, decide)
    part = CentreData(floor.desk, state, news, decisions, authorising, held_note)
    floor.register(Act.CENTRE_DATA, part.open)
    return CentreDesk(news, AgeWatch(state, news, tell), part)
