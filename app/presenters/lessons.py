"""The lessons of PRÁCTICA: what to try next, and the event that says it was done (ux.md screen 23).

The journal of practice is the only judge: a lesson is done when its event is stored, whichever way the person
took. Progress begins anew with each visit, since nobody knows who practises.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from core.domain.document_data import sale_from_data
from core.domain.documents import CompletedSale
from core.domain.journal.events import Event, EventKind

_PIECE: Final = "u"
_ONE: Final = Decimal(1)


class Lesson(StrEnum):
    """In their order."""

    SELL = "sell"
    CHANGE = "change"
    WEIGHT = "weight"
    MANY = "many"
    REMOVE = "remove"
    PRICE = "price"
    REPRINT = "reprint"
    LOCK = "lock"


LESSONS: Final = tuple(Lesson)


@dataclass(frozen=True, slots=True)
class LessonShown:
    """The lesson of now, its number from 1, and how many there are; without a lesson all are done."""

    lesson: Lesson | None
    number: int
    total: int = len(LESSONS)


class Lessons:
    """Keeps the place; called on the GUI thread.

    Args:
        show: Draws the lesson of now.
    """

    def __init__(self, show: Callable[[LessonShown], Any]) -> None:
        self._show = show
        self._done = 0

    def begin(self) -> None:
        """From the first lesson."""
        self._done = 0
        self._draw()

    def happened(self, event: Event) -> None:
        """Something was stored in the journal of practice."""
        if self._done < len(LESSONS) and teaches(LESSONS[self._done], event):
            self._done += 1
            self._draw()

    def _draw(self) -> None:
        lesson = LESSONS[self._done] if self._done < len(LESSONS) else None
        self._show(LessonShown(lesson, min(self._done + 1, len(LESSONS))))


def teaches(lesson: Lesson, event: Event) -> bool:
    """Whether this event is what the lesson asks for."""
    of_sale = _OF_SALE.get(lesson)
    if of_sale is not None:
        return event.kind == EventKind.SALE_COMPLETED and of_sale(sale_from_data(event.data))
    return event.kind == _OF_KIND[lesson]


_OF_KIND: Final[Mapping[Lesson, EventKind]] = {
    Lesson.REMOVE: EventKind.LINE_REMOVED,
    Lesson.PRICE: EventKind.PRICE_CHECKED,
    Lesson.REPRINT: EventKind.RECEIPT_REPRINTED,
    Lesson.LOCK: EventKind.LOGIN_SUCCEEDED,
}
"""Lessons that one kind of event ends."""


def _exact(sale: CompletedSale) -> bool:
    return not sale.change_due


def _with_change(sale: CompletedSale) -> bool:
    return sale.change_due > 0


def _by_weight(sale: CompletedSale) -> bool:
    return any(item.unit != _PIECE for item in sale.items)


def _several(sale: CompletedSale) -> bool:
    return any(item.unit == _PIECE and item.quantity > _ONE for item in sale.items)


_OF_SALE: Final[Mapping[Lesson, Callable[[CompletedSale], bool]]] = {
    Lesson.SELL: _exact,
    Lesson.CHANGE: _with_change,
    Lesson.WEIGHT: _by_weight,
    Lesson.MANY: _several,
}
"""Lessons that a completed sale of some kind ends."""
