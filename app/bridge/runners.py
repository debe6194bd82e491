"""The store thread and slow work, seen from the GUI thread: callbacks come back as GUI calls."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from app.bridge.mailbox import Mailbox

if TYPE_CHECKING:
    from app.usecases.ports import StoreRunner, WriteUnit

T = TypeVar("T")


class GuiStoreRunner:
    """A ``StoreRunner`` whose callbacks run on the GUI thread."""

    def __init__(self, runner: StoreRunner, mailbox: Mailbox) -> None:
        self._runner = runner
        self._mailbox = mailbox

    def submit(
        self,
        operation: Callable[[WriteUnit], T],
        done: Callable[[T], Any],
        failed: Callable[[Exception], Any],
        *,
        joins: bool = False,
    ) -> None:
        """Queue an operation on the store thread."""
        post = self._mailbox.post
        self._runner.submit(
            operation,
            lambda result: post(partial(done, result)),
            lambda error: post(partial(failed, error)),
            joins=joins,
        )


class ThreadBackground:
    """Runs one piece of slow work in a thread of its own (a PIN check, a file)."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    def run(
        self, work: Callable[[], T], done: Callable[[T], Any], failed: Callable[[Exception], Any]
    ) -> None:
        """Start the work; exactly one callback follows on the GUI thread."""
        thread = threading.Thread(
            target=self._work, args=(work, done, failed), name="cuadre-background", daemon=True
        )
        thread.start()

    def _work(
        self, work: Callable[[], T], done: Callable[[T], Any], failed: Callable[[Exception], Any]
    ) -> None:
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - outermost frame of the thread: the caller is told
            self._mailbox.post(partial(failed, error))
        else:
            self._mailbox.post(partial(done, result))
