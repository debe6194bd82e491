"""Going into PRÁCTICA and out again: two tills, one window, never both at the screens (ADR 86)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from app.compose.opening import Opened
from app.compose.parts import TillParts
from app.compose.practice_shop import open_practice, practice_launch
from app.compose.running import RunningTill
from app.presenters.display import DisplayFeed
from app.presenters.lessons import Lessons, LessonShown
from app.presenters.messages import M, Message, Tone
from app.store.core import Committed
from app.ui.main_window import Screen
from app.usecases.training import NOT_ALLOWED
from core.domain.errors import DomainError

log = logging.getLogger(__name__)


class PracticeRoom:
    """Owns the till of practice; the real one stays open behind it, sending and printing what it has.

    Going in signs the person out of the real till, so that whoever practises never stands at a till that is
    signed in for another. The real basket stays where it is, in memory and on disk.

    Args:
        real: The till that sells.
        follow: Puts a till's feed on the customer's screen.
    """

    def __init__(self, parts: TillParts, real: RunningTill, follow: Callable[[DisplayFeed], Any]) -> None:
        self._parts = parts
        self._real = real
        self._follow = follow
        self._launch = practice_launch(parts.launch)
        self._hand_over = threading.Lock()
        self._closed = False
        self._waiting: Opened | None = None
        self._busy = False
        self._lessons = Lessons(self._show_lesson)
        self.till: RunningTill | None = None
        self.practising = False

    def toggle(self) -> None:
        """In, or out; nothing while something is being saved."""
        if self._busy:
            return
        if self.practising:
            self._leave()
        elif not self._real.floor.busy and not self._real.sign_in.busy:
            self._busy = self._real.work.leaving = True
            self._real.services.training.begin(self._begun, self._refused)

    def close(self) -> None:
        """The program ends; the open practice sale is on disk."""
        with self._hand_over:
            self._closed = True
            opened, self._waiting = self._waiting, None
        if opened is not None:
            opened.store.close()
        if self.till is not None:
            self.till.close()

    # ------------------------------------------------------------------ in

    def _begun(self, done: None) -> None:
        del done
        self._real.services.session.sign_out(self._signed_out, self._sign_out_failed)

    def _sign_out_failed(self, error: Exception) -> None:
        log.error("signing out was not recorded", exc_info=error)
        self._signed_out()

    def _signed_out(self) -> None:
        if self.till is not None:
            self._real.leave_window()
            self._parts.window.show_practice(True)
            self.till.take_window()
            self._entered(self.till)
            return
        self._parts.window.show_screen(Screen.START)
        self._parts.background.run(self._open, self._opened, self._not_opened)

    def _open(self) -> Opened:
        folder = self._launch.config.data_dir
        opened = open_practice(folder, self._real.opened, self._parts.clock, self._parts.ids)
        with self._hand_over:
            if not self._closed:
                self._waiting = opened
                return opened
        opened.store.close()
        raise DomainError("store_closed")

    def _opened(self, opened: Opened) -> None:
        with self._hand_over:
            self._waiting = None
        self._real.leave_window()
        self._parts.window.show_practice(True)
        try:
            till = RunningTill(self._parts.own(self._launch), opened, self.toggle)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with practice, the till goes on selling
            opened.store.close()
            self._parts.window.show_practice(False)
            self._not_opened(error)
            return
        self.till = till
        opened.store.runner.observe(self._committed)
        till.begin()
        self._entered(till)

    def _entered(self, till: RunningTill) -> None:
        self._busy = False
        self.practising = True
        self._lessons.begin()
        self._follow(till.feed)

    def _show_lesson(self, lesson: LessonShown) -> None:
        self._parts.window.practice.band.show_lesson(lesson)

    def _committed(self, committed: Committed) -> None:
        """On the store thread: what was stored may end a lesson."""
        for stored in committed.events:
            self._parts.mailbox.post(partial(self._lessons.happened, stored.event))

    def _not_opened(self, error: Exception) -> None:
        code = error.code if isinstance(error, DomainError) else type(error).__name__
        log.error("practice does not open", exc_info=error)
        self._end_record()
        self._back()
        self._real.sign_in.tell(Message(M.PRACTICE_CLOSED, Tone.WARN, {"code": code}, lasting=True))

    def _refused(self, error: Exception) -> None:
        self._busy = self._real.work.leaving = False
        if not (isinstance(error, DomainError) and error.code == NOT_ALLOWED):
            log.error("practice cannot be recorded, so it does not begin", exc_info=error)
        if self._parts.window.screen_now is Screen.SIGN_IN:  # they came in to practise, and stay out
            said = partial(self._real.refuse, error)
            self._real.services.session.sign_out(said, lambda _: said())
        else:
            self._real.refuse(error)

    # ------------------------------------------------------------------ out

    def _leave(self) -> None:
        if self.till is not None:
            self.till.leave_window()
        self._parts.window.show_practice(False)
        self._back()
        self._end_record()

    def _back(self) -> None:
        self.practising = self._busy = False
        self._real.take_window()
        self._follow(self._real.feed)

    def _end_record(self) -> None:
        self._real.services.training.end(
            _nothing, partial(log.error, "the end of practice was not recorded: %s")
        )


def _nothing(done: None) -> None:
    del done
