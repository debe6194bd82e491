"""What a start found, said once to whoever signs in first."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from app.presenters.messages import M, Message, Tone
from app.store.startup import StartReport
from app.usecases.open_sale import OpenSale
from app.usecases.ports import TillReader
from core.domain.errors import DomainError

log = logging.getLogger(__name__)


class Greeting:
    """The basket a crash left behind, and what recovery found.

    Args:
        notify: Says it over the floor.
    """

    def __init__(
        self,
        report: StartReport,
        reader: TillReader,
        open_sale: OpenSale,
        notify: Callable[[Message], Any],
    ) -> None:
        self._report = report
        self._reader = reader
        self._open = open_sale
        self._notify = notify
        self._restored = 0
        self._unreadable = False
        self._greeted = False

    def restore_basket(self) -> None:
        """Take up the basket that was left open."""
        draft = self._reader.draft()
        if draft is None:
            return
        try:
            self._open.restore(draft)
        except DomainError as error:
            log.error("the basket left open cannot be read: %s", error)
            self._unreadable = True
        else:
            sale = self._open.sale
            self._restored = sale.line_count + (0 if sale.back is None else len(sale.back.wanted))

    def restored(self) -> int:
        """Lines of that basket, asked once; 0 afterwards."""
        lines, self._restored = self._restored, 0
        return lines

    def say(self, restored: int) -> None:
        """Once a start: what recovery found comes before anything else."""
        if self._greeted:
            return
        self._greeted = True
        if self._unreadable:
            self._notify(Message(M.BASKET_UNREADABLE, Tone.ERR, lasting=True))
        elif self._report.replayed:
            values = {"count": str(self._report.replayed)}
            self._notify(Message(M.SALES_RECOVERED, Tone.WARN, values, lasting=True))
        elif self._report.after_crash and not restored:
            self._notify(Message(M.UNEXPECTED_CLOSE, Tone.INFO))
