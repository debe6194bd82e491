"""The centre's streams at a running till: who keeps them, what follows on the screens (sync.md section 9).

Pages are kept on the sync thread. What follows is read once beside the window, however many pages came, and
put to use on the GUI thread in one go; nothing a cashier has begun changes under their hands (D6).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol

from app.compose.centre_data import CentreDesk, plug_centre_data
from app.compose.goods import ShopGoods
from app.compose.opening import Opened
from app.compose.services import Services
from app.compose.sinks import till_sink
from app.compose.syncing import SyncDesk
from app.compose.watched import Watched
from app.presenters.authorise import Authorising
from app.presenters.floor.presenter import FloorPresenter
from app.presenters.messages import M, Message, Tone
from app.store.streams.time_noted import note_server_time
from app.usecases.centre_news import StreamNews
from app.usecases.held_changes import HeldNote
from app.usecases.ports import StaffRecord, StoreRunner
from app.usecases.proving import Background
from core.domain.ages import Reached
from core.domain.changes import CATALOGUE_STREAMS, TILL_STREAMS, Stream
from core.ports.changes import ChangeSink
from sync.status import SyncStatus

if TYPE_CHECKING:  # pydantic loads beside the window
    from datetime import datetime

    from app.compose.told import Told

log = logging.getLogger(__name__)

EVERY_S: Final = 900.0
"""Seconds between two looks at what only time changes, and between two notes of the time that has run."""
LOOK_S: Final = 1.0
"""Seconds between two looks at what came: pages come ten a second while a long list does."""
_SHOWN: Final = frozenset({Stream.PRODUCTS, Stream.PRICES, Stream.TAXES, Stream.CONFIG})
"""What tiles are made of."""


class TillScreens(Protocol):
    """What of the till is drawn anew; GUI thread."""

    def people_changed(self, people: tuple[StaffRecord, ...]) -> None:
        """Other people may sign in."""
        ...

    def goods_changed(self) -> None:
        """Goods or their prices are others."""
        ...

    def customers_changed(self) -> None:
        """The shop's customers are others."""
        ...

    def between_sales(self) -> bool:
        """Whether no sale is begun and nothing is asked."""
        ...

    def end_session(self) -> None:
        """Sign out who is at the till."""
        ...


class StreamDesk:
    """Owns the sinks of one till; all but what they tell happens on the GUI thread.

    Args:
        post: Hands a call over to the GUI thread; from any thread.
        tell: Says something over the floor.
    """

    def __init__(
        self,
        opened: Opened,
        services: Services,
        runner: StoreRunner,
        background: Background,
        post: Callable[[Callable[[], Any]], Any],
        screens: TillScreens,
        tell: Callable[[Message], Any],
    ) -> None:
        self._opened, self._services, self._runner = opened, services, runner
        self._background, self._post = background, post
        self._pull_now: Callable[[Iterable[Stream]], Any] = _nothing
        self._screens, self._tell = screens, tell
        self._state = services.state
        self._till = till_sink(opened.store, opened.identity)
        self.goods = ShopGoods(opened, services.state.clock)
        self._sinks: dict[Stream, Watched] = {}
        self._centre: CentreDesk | None = None
        self._changed: set[Stream] = set()
        self._reading = self._failing = False
        self._look_at = 0.0
        self._rested_at = 0.0
        self._people: tuple[StaffRecord, ...] = ()
        self._problem = ""
        self._cites: Mapping[str, int] | None = None
        self._tabs: tuple[tuple[str, tuple[str, ...]], ...] | None = None
        self._ended = False

    def sinks(self) -> dict[Stream, ChangeSink]:
        """Who keeps which stream; none where there is no centre to ask."""
        if self._opened.identity.practice:
            return {}
        if not self._sinks:
            till, goods = Watched(self._till, self._heard), Watched(self.goods, self._heard)
            self._sinks = dict.fromkeys(TILL_STREAMS, till) | dict.fromkeys(CATALOGUE_STREAMS, goods)
        return dict(self._sinks)

    def plug(self, floor: FloorPresenter, authorising: Authorising, sync: SyncDesk) -> None:
        """Give the floor its list of what the centre told, fed by the sync thread; PRÁCTICA has none."""
        self._pull_now = sync.pull_now
        sync.follow(self.hear)
        if not self._opened.identity.practice:
            self._centre = plug_centre_data(
                floor, self._state, self._runner, authorising, self.decide, self.held_note, self._tell
            )

    def decide(self, stream: Stream, take: bool) -> None:
        """What a person decided about what is held; its owner does it on its own thread."""
        sink = self._sinks.get(stream)
        if sink is not None:
            sink.decide_soon(stream, take=take)
            self._pull_now((stream,))

    def held_note(self, stream: Stream) -> HeldNote | None:
        """What was held of a stream."""
        return self.goods.held_note(stream) if stream in CATALOGUE_STREAMS else None

    def hear(self, status: SyncStatus) -> None:
        """The sync thread tells something new."""
        if status.reached is not None:
            self._state.reached = status.reached.after(self._state.reached)
        if self._centre is not None:
            self._centre.hear(StreamNews(one.stream, one.fresh_at_ms, one.held) for one in status.streams)

    def begin(self, people: tuple[StaffRecord, ...]) -> None:
        """Put to use what was told before this start; ``people`` are those on the screen."""
        self._people = people
        if not self._opened.identity.practice:
            self._look()

    def beat(self) -> None:
        """A second has passed."""
        if self._opened.identity.practice:
            return
        if self._centre is not None:
            self._centre.beat()
        if self._cites is not None and self._services.open_sale.sale.line_count == 0:
            self._state.cites, self._cites = self._cites, None
        if self._ended and self._screens.between_sales():
            self._ended = False
            self._screens.end_session()
        if self._state.clock.monotonic() >= self._look_at:
            self._note_time()
            self._look()
        elif self._changed:
            self._look()

    def close(self) -> None:
        """Let go of the files; the sync thread has ended."""
        self._till.close()
        self.goods.close()

    # ------------------------------------------------------------------ what came

    def _heard(self, stream: Stream) -> None:
        self._post(partial(self._note, stream))

    def _note(self, stream: Stream) -> None:
        self._changed.add(stream)
        self._look()

    def _look(self) -> None:
        """Read once more, unless that is being done or was just now: then for all that came."""
        now = self._state.clock.monotonic()
        if self._reading or now < self._rested_at:
            return
        self._reading = True
        self._look_at, self._rested_at = now + EVERY_S, now + LOOK_S
        changed, self._changed = frozenset(self._changed), set()
        work = partial(
            _read,
            self._opened,
            self._state.clock.now(),
            promotions=Stream.PROMOTIONS in changed,
        )
        self._background.run(work, partial(self._use, changed), partial(self._not_read, changed))

    def _not_read(self, changed: frozenset[Stream], error: Exception) -> None:
        """Tried again with the next beat; said once."""
        self._reading = False
        self._changed |= changed
        if self._failing:
            return
        self._failing = True
        log.error("what the centre told cannot be read", exc_info=error)

    def _use(self, changed: frozenset[Stream], told: Told) -> None:
        self._reading = self._failing = False
        self._cite(told.versions)
        self._use_staff(told)
        self._services.customers.use_limits(told.limits)
        self._services.use_loyalty(told.loyalty)
        if told.book is not None:
            self._services.shelf.replace(told.book)
        if told.tabs is not None and told.tabs != self._tabs:
            self._tabs = told.tabs
            self._background.run(partial(self.goods.set_tabs, told.tabs), self._tabs_set, self._tabs_not_set)
        moved, self._state.best_sellers = told.best != self._state.best_sellers, told.best
        if moved or changed & _SHOWN:
            self._screens.goods_changed()
        if Stream.CUSTOMERS in changed:
            self._screens.customers_changed()
        if self._changed:
            self._look()

    def _tabs_set(self, done: object) -> None:
        del done
        self._screens.goods_changed()

    def _tabs_not_set(self, error: Exception) -> None:
        self._tabs = None  # tried again with the next look
        log.warning("the tabs of the centre are not shown yet: %s", type(error).__name__)

    def _cite(self, versions: Mapping[str, int]) -> None:
        """A sale cites what it was begun under; newer prices of its later lines hold by their date."""
        if dict(versions) != dict(self._state.cites):
            self._cites = versions
        if self._cites is not None and self._services.open_sale.sale.line_count == 0:
            self._state.cites, self._cites = self._cites, None

    # ------------------------------------------------------------------ people

    def _use_staff(self, told: Told) -> None:
        state = self._state
        state.staff_until_ms = told.staff_until_ms
        if told.server_at_ms is not None:
            passed = Reached(told.server_at_ms, int(state.clock.monotonic() * 1000))
            state.reached = passed.after(state.reached)
        self._opened.verifier.learn(told.peppers)
        if told.problem and told.problem != self._problem:
            self._tell(Message(M.STAFF_LIST_REFUSED, Tone.ERR, {"reason": told.problem}, lasting=True))
        self._problem = told.problem
        if told.people != self._people:
            self._people = told.people
            self._screens.people_changed(told.people)
            self._at_the_till(told.people)

    def _at_the_till(self, people: tuple[StaffRecord, ...]) -> None:
        """Who stands there goes on with their rights of now; who is gone ends the sale first."""
        person = self._state.person
        if person is None:
            return
        now = next((one for one in people if one.staff_id == person.staff_id), None)
        if now is not None:
            self._state.person, self._ended = now, False
        elif not self._ended:
            self._ended = True
            self._state.person = replace(person, active=False)
            self._tell(Message(M.ACCESS_ENDED, Tone.WARN, lasting=True))

    def _note_time(self) -> None:
        """Time that ran counts after a restart too, whatever the wall clock says then (K5)."""
        reached = self._state.reached
        if reached is None:
            return
        at_ms = reached.now_ms(int(self._state.clock.monotonic() * 1000))
        note = partial(note_server_time, at_ms=at_ms, said=reached.said)
        self._runner.submit(note, _nothing, self._time_not_noted)

    def _time_not_noted(self, error: Exception) -> None:
        log.warning("the time that has run is not noted: %s", type(error).__name__)


def _read(opened: Opened, now: datetime, *, promotions: bool) -> Told:
    from app.compose.told import read_told

    return read_told(opened, now, promotions=promotions)


def _nothing(done: object) -> None:
    del done
