"""The pull half as a step function: one page per step, every stream by itself (sync.md D1 to D8)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from math import inf
from typing import TYPE_CHECKING, Any, Final, TypeVar

from core.domain.ages import TimeKnown, age_of
from core.domain.changes import CATALOGUE_STREAMS, ChangePage, Stream
from core.domain.errors import DomainError
from core.ports.changes import Applied, ChangeSink, ChangeSource, Fetched, FetchKind, StreamState
from core.ports.clock import Clock, IdSource
from core.ports.transport import AuthState, Credentials, Refresh
from sync.pull.keeping import INLINE, Keeper
from sync.pull.line import Line
from sync.pull.pages import another_list, contradiction
from sync.pull.plan import StreamPlan
from sync.status import StreamStatus

if TYPE_CHECKING:  # see `sync.pull.keeping`
    from concurrent.futures import Future

TOO_LARGE: Final = "reply_too_large"
"""Of `sync.transport.exchange.NoAnswerError`."""
T = TypeVar("T")

log = logging.getLogger(__name__)

ORDER: Final = (Stream.STAFF, Stream.CONFIG, *CATALOGUE_STREAMS, Stream.REVIEWS)
"""Of streams that are due together: what is small and opens doors, then the catalogue, then reviews."""
SPREAD_S: Final = 5.0
"""Tills that are switched on together do not ask together."""
JUMP_S: Final = 60.0
"""From here on the wall clock was set, or the machine slept: ages are judged anew (K5)."""


@dataclass(frozen=True, slots=True)
class _Keeping:
    """A page, or another act of a sink, that is not done yet; with its result comes the stream's state."""

    plan: StreamPlan
    done: Future[tuple[Any, StreamState]]
    then: Callable[[StreamPlan, Any], None]


class Puller:
    """Asks for what is due and gives it to the sinks; the cursor is theirs alone (I12).

    While a sink keeps a page beside this thread, its streams rest and the others go on.

    `pull_now` and `stop` may be called from any thread; everything else belongs to the sync thread.

    Args:
        sinks: Who keeps which stream; a stream without a sink is not asked for.
        source: Where pages come from.
        credentials: The terminal's tokens, shared with the upload.
        line: Told what every request brought.
        clock: Time; soft ages run on its monotonic side.
        ids: Source of jitter.
        now_ms: The centre's time as well as it is known (`ServerClock.now_ms`).
        beside: Who keeps pages of the catalogue; None: the calling thread, as with all other streams.
    """

    def __init__(
        self,
        sinks: Mapping[Stream, ChangeSink],
        source: ChangeSource,
        credentials: Credentials,
        line: Line,
        clock: Clock,
        ids: IdSource,
        now_ms: Callable[[], int],
        beside: Keeper | None = None,
    ) -> None:
        self._beside: Final = INLINE if beside is None else beside
        self._under_way: list[_Keeping] = []
        self._again: set[Stream] = set()
        self._told: Stream | None = None
        self._sinks, self._source, self._credentials, self._line = sinks, source, credentials, line
        self._clock, self._ids, self._now_ms = clock, ids, now_ms
        self._plans = {stream: StreamPlan(stream, inf) for stream in ORDER if stream in sinks}
        self._asked: set[Stream] = set()
        self._first: set[Stream] = set()
        self._lock = threading.Lock()
        self._difference = 0.0
        self._planned = self._stopped = False
        self._unknown: set[Stream] = set()
        for plan in self._plans.values():
            self._first_look(plan)

    @property
    def plans(self) -> tuple[StreamPlan, ...]:
        """Every stream that has a sink, in the order they are asked for."""
        return tuple(self._plans.values())

    def statuses(self, time: TimeKnown) -> tuple[StreamStatus, ...]:
        """What the screens show of every stream."""
        return tuple(
            StreamStatus(
                stream=plan.stream,
                freshness=age_of(plan.stream, plan.state.fresh_at_ms, time).freshness,
                fresh_at_ms=plan.state.fresh_at_ms,
                snapshot=plan.state.snapshot,
                held=plan.state.held,
                code=plan.code,
            )
            for plan in self._plans.values()
        )

    @property
    def due(self) -> float:
        """Monotonic second at which something is to be asked for; infinite without a stream."""
        if self._asked or (self._plans and self._to_plan()):
            return 0.0
        if any(one.done.done() for one in self._under_way):
            return 0.0
        return min((plan.due_at for plan in self._plans.values() if not self._rests(plan)), default=inf)

    def pull_now(self, streams: Iterable[Stream]) -> None:
        """Ask for these at the next step, whatever they wait for: a person or a hint wants them.

        They go before the others, however long a list of those is under way.
        """
        with self._lock:
            self._asked.update(streams)

    @property
    def tend_at(self) -> float:
        """Monotonic second at which `tend` has something to do."""
        if any(one.done.done() for one in self._under_way):
            return 0.0
        held = self._held()
        if any(plan.stream in self._asked for plan in held):
            return 0.0
        return min((plan.due_at for plan in held), default=inf)

    def tend(self, now: float) -> None:
        """What needs no centre: what sinks have done, and what a person decided about what is held."""
        self._finish()
        for plan in self._held():
            with self._lock:
                asked = plan.stream in self._asked
                self._asked.discard(plan.stream)
            if (asked or plan.due_at <= now) and not self._stopped and not self._rests(plan):
                self._begin(plan, _nothing, self._looked_at)

    def stop(self) -> None:
        """Touch the sinks no more, not even for a request that is under way."""
        self._stopped = True

    def step(self, now: float) -> float:
        """Ask for at most one page and return the monotonic second at which to call again."""
        self.tend(now)
        self._plan(now)
        due = [plan for plan in self._plans.values() if plan.due_at <= now and not self._rests(plan)]
        plan = next((plan for plan in due if plan.stream in self._first), due[0] if due else None)
        if plan is not None and not self._stopped:
            self._pull(plan)
        return self.due

    # --- when ---

    def _to_plan(self) -> bool:
        return not self._planned or abs(self._between_clocks() - self._difference) > JUMP_S

    def _between_clocks(self) -> float:
        return self._clock.now().timestamp() - self._clock.monotonic()

    def _plan(self, now: float) -> None:
        if self._to_plan():
            self._planned, self._difference = True, self._between_clocks()
            spread = self._ids.uniform(0.0, SPREAD_S)
            for plan in self._plans.values():
                if not plan.failing:
                    plan.due_at = min(plan.due_at, now + max(spread, plan.left_s(self._now_ms())))
        with self._lock:
            asked, self._asked = self._asked, set()
        for stream in asked & self._plans.keys():
            self._plans[stream].due_at = now
            self._first.add(stream)
            if self._rests(self._plans[stream]):
                self._again.add(stream)

    def _rests(self, plan: StreamPlan) -> bool:
        """Whether its sink is at work."""
        sink = self._sinks[plan.stream]
        return any(self._sinks[one.plan.stream] is sink for one in self._under_way)

    def _held(self) -> list[StreamPlan]:
        """Those of which something waits for a person, and whose sink is not at work."""
        return [plan for plan in self._plans.values() if plan.state.held and not self._rests(plan)]

    def _first_look(self, plan: StreamPlan) -> None:
        """A file that cannot be read holds up neither the other streams nor what is sent."""
        try:
            plan.state = self._sinks[plan.stream].state(plan.stream)
        except Exception as error:  # noqa: BLE001 - whatever it is, the till sends
            self._unknown.add(plan.stream)
            self._not_kept(plan, error)

    # --- what sinks do ---

    def _begin(self, plan: StreamPlan, work: Callable[[], T], then: Callable[[StreamPlan, T], None]) -> None:
        """Let the stream's sink do something; ``then`` follows on this thread, now or with a later step."""
        keeper = self._beside if plan.stream in CATALOGUE_STREAMS else INLINE
        done = keeper.keep(partial(_with_state, self._sinks[plan.stream], plan.stream, work))
        self._under_way.append(_Keeping(plan, done, then))
        self._finish()

    def _finish(self) -> None:
        """Go on with what sinks have done."""
        while done := [one for one in self._under_way if one.done.done()]:
            self._under_way.remove(done[0])
            if not self._stopped:
                self._follow(done[0])

    def _follow(self, one: _Keeping) -> None:
        plan = one.plan
        error = one.done.exception()
        if error is None:
            result, plan.state = one.done.result()
            self._unknown.discard(plan.stream)
            one.then(plan, result)
        else:
            self._not_kept(plan, error)
        if plan.stream in self._again and not self._rests(plan):
            self._again.discard(plan.stream)
            plan.due_at = self._clock.monotonic()
        self._has_moved(plan)

    def _not_kept(self, plan: StreamPlan, error: BaseException) -> None:
        """A defect in keeping one stream holds up neither the others nor the sales."""
        code = "broken"
        if isinstance(error, DomainError):
            code = str(error.code)
            log.warning("a page of %s could not be kept: %s", plan.stream, code)
        else:
            log.error("a page of %s could not be kept", plan.stream, exc_info=error)
        plan.failed(self._clock.monotonic(), code, self._ids)

    def _has_moved(self, plan: StreamPlan) -> None:
        """Its turn is over, unless it goes on at once or its sink is still at work."""
        if plan.due_at > self._clock.monotonic() and not self._rests(plan):
            self._first.discard(plan.stream)
            if self._told is plan.stream:
                self._tell(None)

    def _tell(self, stream: Stream | None) -> None:
        self._told = stream
        self._line.pulling(stream)

    # --- one page ---

    def _pull(self, plan: StreamPlan) -> None:
        if plan.stream in self._unknown:
            self._begin(plan, _nothing, self._looked_at)
        else:
            self._ask(plan)
            self._has_moved(plan)

    def _looked_at(self, plan: StreamPlan, done: None) -> None:
        """A person may have decided meanwhile; or the file can be read at last."""
        del done
        plan.due_at = self._clock.monotonic()
        if plan.state.held:
            plan.rests(self._clock.monotonic())

    def _ask(self, plan: StreamPlan) -> None:
        state = plan.state
        self._tell(plan.stream)
        limit = plan.size.items
        sent, started, result = self._exchange(plan.stream, state.cursor, limit)
        now = self._clock.monotonic()
        if self._stopped:
            return
        if isinstance(result, Refresh):
            plan.failed(now, result.code or str(result.state), self._ids, result.retry_after_s)
            self._line.token_refused(result)
        else:
            if result.kind is not FetchKind.UNKNOWN:
                page = result.page
                self._line.heard(sent, now - started, None if page is None else page.server_time_ms)
            self._judge(plan, state, result, limit, now - started)

    def _exchange(
        self, stream: Stream, cursor: str | None, limit: int
    ) -> tuple[datetime, float, Fetched | Refresh]:
        """Ask with a token; a 401 is met by one refresh and the same request again (U6)."""
        if self._credentials.token() is not None:
            sent, started = self._clock.now(), self._clock.monotonic()
            fetched = self._source.fetch(stream, cursor, limit)
            if fetched.kind is not FetchKind.AUTH:
                return sent, started, fetched
        refresh = self._credentials.refresh()
        sent, started = self._clock.now(), self._clock.monotonic()
        if refresh.state is not AuthState.READY:
            return sent, started, refresh
        return sent, started, self._source.fetch(stream, cursor, limit)

    def _judge(
        self, plan: StreamPlan, state: StreamState, fetched: Fetched, limit: int, took_s: float
    ) -> None:
        now = self._clock.monotonic()
        match fetched.kind:
            case FetchKind.PAGE if fetched.page is not None:
                self._line.served()
                self._take(plan, state, fetched.page, limit, took_s)
            case FetchKind.GONE:
                self._line.served()
                self._anew(plan, fetched.code)
            case FetchKind.AUTH | FetchKind.FORBIDDEN:
                plan.failed(now, fetched.code, self._ids)
                self._line.forbidden(fetched.code)
            case FetchKind.UNKNOWN if fetched.code == TOO_LARGE:
                plan.size.too_large(limit)  # the link is well: fewer at once
                plan.failed(now, fetched.code, self._ids)
            case FetchKind.UNKNOWN:
                if fetched.code == "timeout":
                    plan.size.timed_out(limit)
                plan.failed(now, fetched.code, self._ids, fetched.retry_after_s)
                self._line.lost(fetched.code)
            case _:
                if plan.code != fetched.code:
                    log.warning("the centre does not serve %s: %s", plan.stream, fetched.code)
                plan.failed(now, fetched.code, self._ids)

    def _take(
        self, plan: StreamPlan, state: StreamState, page: ChangePage, limit: int, took_s: float
    ) -> None:
        if code := another_list(state, page):
            self._anew(plan, code)
        elif code := contradiction(state, page, limit):
            if plan.code != code:
                log.warning("a page of %s contradicts itself: %s", plan.stream, code)
            plan.failed(self._clock.monotonic(), code, self._ids)
        else:
            self._apply(plan, state, page, took_s)

    def _apply(self, plan: StreamPlan, state: StreamState, page: ChangePage, took_s: float) -> None:
        # a list of several pages took its time: what changed meanwhile is asked for at once
        more = page.has_more or state.snapshot
        work = partial(self._sinks[plan.stream].apply, page, page.server_time_ms)
        self._begin(plan, work, partial(self._applied, more=more, took_s=took_s))

    def _applied(self, plan: StreamPlan, applied: Applied, *, more: bool, took_s: float) -> None:
        now = self._clock.monotonic()
        match applied:
            case Applied.KEPT | Applied.SWAPPED:
                plan.kept(now, took_s, self._ids, more=more)
            case Applied.HELD:
                log.warning("what came of %s waits for a person", plan.stream)
                plan.rests(now)
            case Applied.REFUSED:
                self._anew(plan, "refused")

    def _anew(self, plan: StreamPlan, code: str) -> None:
        """Only the whole list helps; what is in use sells on meanwhile (D3)."""
        log.info("the whole list of %s is fetched: %s", plan.stream, code)
        self._begin(plan, partial(self._sinks[plan.stream].restart, plan.stream), partial(self._begun, code))

    def _begun(self, code: str, plan: StreamPlan, done: None) -> None:
        del done
        plan.begins_anew(self._clock.monotonic(), code, self._ids)


def _with_state(sink: ChangeSink, stream: Stream, work: Callable[[], T]) -> tuple[T, StreamState]:
    result = work()
    return result, sink.state(stream)


def _nothing() -> None:
    pass
