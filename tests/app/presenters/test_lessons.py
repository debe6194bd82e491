"""The lessons of PRÁCTICA go on when the journal says so, in their order and whichever way was taken."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.presenters.lessons import LESSONS, Lesson, Lessons, LessonShown
from core.domain.document_data import sale_to_data
from core.domain.documents import CompletedSale
from core.domain.journal.events import Event, EventKind, JsonObject
from tests.fakes.store import context, make_sale

BASKET = "0198f0c0-0000-7000-8000-0000000000b1"


def event(kind: EventKind, data: JsonObject | None = None) -> Event:
    return Event("0198f0c0-0000-7000-8000-0000000000e1", 1, 1, str(kind), context(), data or {})


def sold(sale: CompletedSale) -> Event:
    return event(EventKind.SALE_COMPLETED, sale_to_data(sale))


WITH_CHANGE = make_sale(1, BASKET)
EXACT = replace(WITH_CHANGE, change_due=Decimal("0.00"))
FIRST = EXACT.items[0]
WEIGHED = replace(EXACT, items=(replace(FIRST, unit="kg", quantity=Decimal("0.735")),))
SEVERAL = replace(EXACT, items=(replace(FIRST, quantity=Decimal(12)),))
DONE: dict[Lesson, Event] = {
    Lesson.SELL: sold(EXACT),
    Lesson.CHANGE: sold(WITH_CHANGE),
    Lesson.WEIGHT: sold(WEIGHED),
    Lesson.MANY: sold(SEVERAL),
    Lesson.REMOVE: event(EventKind.LINE_REMOVED),
    Lesson.PRICE: event(EventKind.PRICE_CHECKED),
    Lesson.REPRINT: event(EventKind.RECEIPT_REPRINTED),
    Lesson.LOCK: event(EventKind.LOGIN_SUCCEEDED),
}


class Band:
    def __init__(self) -> None:
        self.shown: list[LessonShown] = []
        self.lessons = Lessons(self.shown.append)
        self.lessons.begin()

    @property
    def now(self) -> LessonShown:
        return self.shown[-1]


@pytest.fixture
def band() -> Band:
    return Band()


def test_there_are_eight_each_ended_by_its_own_event(band: Band) -> None:
    assert len(LESSONS) == 8
    for number, lesson in enumerate(LESSONS, start=1):
        assert band.now == LessonShown(lesson, number, 8)
        band.lessons.happened(DONE[lesson])
    assert band.now == LessonShown(None, 8, 8)
    band.lessons.happened(DONE[Lesson.SELL])
    assert len(band.shown) == 9


def test_another_act_leaves_the_lesson_where_it_is(band: Band) -> None:
    for other in (DONE[Lesson.CHANGE], DONE[Lesson.REMOVE], event(EventKind.SHIFT_OPENED)):
        band.lessons.happened(other)
    assert band.now.number == 1


@pytest.mark.parametrize("lesson", [Lesson.WEIGHT, Lesson.MANY])
def test_a_plain_sale_teaches_neither_weight_nor_several(band: Band, lesson: Lesson) -> None:
    for before in LESSONS[: LESSONS.index(lesson)]:
        band.lessons.happened(DONE[before])
    band.lessons.happened(DONE[Lesson.SELL])
    assert band.now.lesson is lesson


def test_the_next_person_begins_with_the_first(band: Band) -> None:
    band.lessons.happened(DONE[Lesson.SELL])
    band.lessons.begin()
    assert band.now.number == 1
