"""Who decides a review, where many may, and what fails while another review is open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.presenters.messages import M
from app.presenters.panels import Say
from app.presenters.wording import W
from core.domain.reviews import Outcome
from core.ports.reviews import Decided, Decision, Verdict
from tests.app.presenters.floor.test_reviews import LATE, STOCK, _people, over_the_sale, refused
from tests.fakes.people import MARTA
from tests.fakes.reviews import ReviewScreen


def busy(screen: ReviewScreen) -> bool:
    return screen.panel.busy


def test_what_fails_is_settled_for_the_review_that_was_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = ReviewScreen(STOCK, LATE)
    screen.open()
    screen.host.move(1)
    screen.host.enter()
    screen.way(Outcome.ACCEPT)
    screen.host.choose("people", "marta")

    def breaks(decision: Decision) -> Verdict:
        raise OSError(decision.review_id)

    monkeypatch.setattr(screen.centre, "resolve", breaks)
    screen.pin("582947")
    asked_first, screen.later.jobs = screen.later.jobs, []
    for _ in range(2):
        screen.host.back()
    screen.host.move(-1)
    screen.host.enter()
    screen.way(Outcome.ACCEPT)
    screen.host.choose("people", "marta")
    screen.pin("582947")
    assert busy(screen)
    for job in asked_first:
        job()
    assert busy(screen), "the second one is still asked about"
    assert refused(screen) is None
    assert over_the_sale(screen) is M.REVIEW_REFUSED
    screen.later.finish()
    assert not busy(screen)
    assert refused(screen) is M.REVIEW_REFUSED


def test_without_network_after_an_open_answer_nothing_is_called_undecided() -> None:
    screen = ReviewScreen(STOCK, answer=Verdict(Decided.UNKNOWN, code="timeout"))
    screen.see()
    away = Verdict(Decided.OFFLINE, code="connect")
    for answer, outcome, said in (
        (away, Outcome.ACCEPT, M.REVIEW_OFFLINE),
        (Verdict(Decided.UNKNOWN, code="timeout"), Outcome.ACCEPT, M.REVIEW_UNKNOWN),
        (away, Outcome.ACCEPT, M.REVIEW_UNKNOWN),
        (away, Outcome.COUNT_STOCK, M.REVIEW_UNKNOWN),
        (Verdict(Decided.PIN_REFUSED), Outcome.COUNT_STOCK, M.REVIEW_PIN_REFUSED),
        (away, Outcome.COUNT_STOCK, M.REVIEW_UNKNOWN),
    ):
        screen.centre.answer = answer
        screen.way(outcome)
        if outcome is Outcome.COUNT_STOCK:
            screen.host.edited("note", "quedaban 4")
        screen.host.choose("people", "marta")
        screen.pin("582947")
        screen.later.finish()
        assert refused(screen) is said
        screen.host.back()


def test_more_people_than_keys_stand_on_further_pages() -> None:
    many = [replace(MARTA, staff_id=f"s{n:02}", name=f"Supervisora {n:02}") for n in range(18)]
    screen = ReviewScreen(STOCK, people=many)
    screen.see()
    screen.way(Outcome.ACCEPT)
    seen: list[str] = []
    for count in (8, 8, 2):
        items = _people(screen).items
        assert [item.key for item in items] == [str(key) for key in (*range(1, count + 1), 9)]
        seen += [item.id for item in items[:-1]]
        assert items[-1].words == Say(W.PEOPLE_MORE)
        screen.host.choose("people", items[-1].id)
    assert seen == [person.staff_id for person in many]
    assert _people(screen).items[0].id == "s00"
    screen.host.choose("people", "s03")
    assert _people(screen).selected == "s03"
