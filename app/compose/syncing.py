"""The sync thread and what the screens learn of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, Final

from app.presenters.floor.review_task import ReviewTask
from app.presenters.floor.review_watch import ReviewWatch
from app.presenters.floor.sending import Sending
from app.presenters.floor.sending_words import clock_off
from app.presenters.messages import M, Message, Tone
from app.presenters.states import Link
from app.presenters.strip import StripPresenter
from app.usecases.ports import Identity
from app.usecases.state import TillState
from core.domain.changes import Stream
from core.ports.changes import ChangeSink
from core.ports.clock import Clock, IdSource
from core.ports.outbox import Outbox
from core.ports.secrets import SecretStore
from sync.build import Centre, build_sync
from sync.link import LinkState
from sync.status import Pause, SyncStatus
from sync.thread import SyncThread

_LINKS: Final = {
    LinkState.CONNECTING: Link.CONNECTING,
    LinkState.ONLINE: Link.ONLINE,
    LinkState.OFFLINE: Link.OFFLINE,
}

_ENROL_AGAIN: Final = frozenset({Pause.AUTH_REFUSED, Pause.SECRETS_MISSING, Pause.SECRETS_CORRUPT})


class SyncDesk:
    """Owns the sync thread; all but `wake` is called on the GUI thread."""

    def __init__(
        self,
        post: Callable[[Callable[[], Any]], Any],
        strip: StripPresenter,
        state: TillState,
        tell: Callable[[Message], Any],
    ) -> None:
        self._post = post
        self._strip = strip
        self._state = state
        self._tell = tell
        self._thread: SyncThread | None = None
        self._asked_with: int | None = None
        self._flying = False
        self._outbox: Outbox | None = None
        self._screen: Sending | None = None
        self._done: Callable[[], Any] = _nothing
        self._listener: Callable[[SyncStatus], Any] = _ignored
        self._centre = True
        self._task: ReviewTask | None = None
        self._watch: ReviewWatch | None = None
        self._reviews_done: Callable[[], Any] = _nothing
        self.status = SyncStatus()

    @property
    def has_centre(self) -> bool:
        """Whether there is a centre to send to; what is practised has none."""
        return self._centre

    @property
    def online(self) -> bool:
        """Whether the centre may be asked something now; a link that is still tried counts."""
        return self._thread is not None and self.status.link is not LinkState.OFFLINE

    def review_on(self, task: ReviewTask, watch: ReviewWatch, done: Callable[[], Any]) -> None:
        """Let the reviews hear of the network and of time; ``done`` as in `show_on`."""
        self._task, self._watch, self._reviews_done = task, watch, done
        if self._screen is not None:
            self._screen.lead_to(lambda: len(watch.book.open()), task.open)

    def pull_reviews(self) -> None:
        """Fetch the reviews from the centre now."""
        if self._thread is not None:
            self._thread.pull_now((Stream.REVIEWS,))

    def show_on(self, screen: Sending, done: Callable[[], Any]) -> None:
        """Let a screen hear of every change; ``done`` is called when nothing is sent any more."""
        self._screen, self._done = screen, done

    def follow(self, listener: Callable[[SyncStatus], Any]) -> None:
        """Let somebody else hear of every change too."""
        self._listener = listener

    def beat(self) -> None:
        """A second has passed."""
        if self._screen is not None:
            self._screen.beat()
        if self._watch is not None:
            self._watch.beat()

    def start(
        self,
        url: str,
        identity: Identity,
        outbox: Outbox,
        secrets: SecretStore,
        clock: Clock,
        ids: IdSource,
        sinks: Mapping[Stream, ChangeSink],
    ) -> None:
        """Begin to send and to ask what is new, where there is a centre.

        What was practised has nowhere to go (ADR 86). ``sinks`` says who keeps which stream.
        """
        self._outbox = outbox
        held = outbox.status()
        self._state.grace_ms, self._state.fenced = held.grace_ms, bool(held.fenced)
        if not url or identity.practice:
            self._centre = False
            self._strip.link(Link.NONE)
            return
        centre = Centre(url, identity.terminal_id, identity.organization_id, identity.local_id)
        parts = centre, outbox, secrets, clock, ids
        build = partial(build_sync, *parts, observer=self.observed, sinks=sinks, beside=True)
        self._thread = SyncThread(build, clock)
        self._thread.start()

    def wake(self) -> None:
        """Something was committed; from any thread."""
        if self._thread is not None:
            self._thread.wake()

    def pull_now(self, streams: Iterable[Stream]) -> None:
        """Ask the centre what is new in these."""
        if self._thread is not None:
            self._thread.pull_now(streams)

    def send_now(self) -> None:
        """«Enviar ahora»: no wait of breaker or backoff; what came of it is said."""
        if self._thread is None:
            self._tell(Message(M.SEND_FAILED, Tone.WARN))
        elif (queued := self.queued()) == 0:
            self._tell(Message(M.NOTHING_TO_SEND, Tone.OK))
        else:
            self._asked_with = queued
            self._flying = False
            self._thread.send_now()

    def queued(self) -> int:
        """Events that wait, counted now."""
        return 0 if self._outbox is None else self._outbox.status().pending

    def stop(self) -> None:
        """End the thread; what was under way stays pending."""
        if self._thread is not None:
            self._thread.stop()
        self._done()
        self._reviews_done()

    def observed(self, status: SyncStatus) -> None:
        """The worker tells something new; from its thread."""
        self._post(partial(self._show, status))

    def _show(self, status: SyncStatus) -> None:
        before, self.status = self.status, status
        self._state.grace_ms = status.grace_ms
        self._state.fenced = bool(status.fenced) or status.pause is Pause.FENCED
        self._state.offset_ms = status.offset_ms
        self._state.offset_err_ms = status.offset_err_ms
        self._strip.link(Link.PAUSED if status.pause is not None else _LINKS[status.link])
        self._strip.queue(status.queued, status.oldest_at_ms)
        self._listener(status)
        self._alarm(before, status)
        if self._screen is not None:
            self._screen.hear(status)
        if self._task is not None and before.link is not status.link:
            self._task.refresh()
        self._answer_person(status)

    def _alarm(self, before: SyncStatus, status: SyncStatus) -> None:
        """Said once when it begins; the strip and the screen of sending go on saying it."""
        if status.tls_alarm and not before.tls_alarm:
            self._tell(Message(M.NOT_THE_CENTRE, Tone.ERR, lasting=True))
        elif status.pause is not None and status.pause is not before.pause:
            self._tell(_pause_message(status.pause, status.grace_ms))
        elif clock_off(status) and not clock_off(before):
            minutes = str(round(abs(status.offset_ms or 0) / 60_000))
            self._tell(Message(M.CLOCK_OFF, Tone.WARN, {"minutes": minutes}, lasting=True))

    def _answer_person(self, status: SyncStatus) -> None:
        """Only what happened after the button was pressed answers it."""
        asked = self._asked_with
        if asked is None:
            return
        if status.in_flight:
            self._flying = True
        elif status.queued == 0:
            self._asked_with = None
            self._tell(Message(M.SENT_ALL, Tone.OK, {"count": str(asked)}))
        elif self._flying and status.last_error:
            self._asked_with = None
            self._tell(Message(M.SEND_FAILED, Tone.WARN))


def _pause_message(pause: Pause, grace_ms: int | None) -> Message:
    """What a person is told when sending begins to rest for this reason."""
    if pause is Pause.FENCED:
        return Message(M.TILL_FENCED, Tone.ERR, lasting=True)
    if pause is Pause.TERMINAL_DISABLED:
        hours = str((grace_ms or 0) // 3_600_000)
        return Message(M.TILL_DISABLED, Tone.WARN, {"hours": hours}, lasting=True)
    words = M.AUTH_PAUSED if pause in _ENROL_AGAIN else M.SENDING_RESTS
    return Message(words, Tone.WARN, lasting=True)


def _nothing() -> None:
    pass


def _ignored(status: SyncStatus) -> None:
    del status
