"""Reviews as a till knows them: in which order, of which receipt, and who may decide."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.usecases.reviews import ReviewBook, deciders
from core.domain.reviews import Outcome
from tests.fakes.people import ANA, ELSA, EVERYBODY, IVAN, MARTA
from tests.fakes.reviews import NOON, resolved, review

STOCK = review("STOCK_NEGATIVE")
PRICE = review("PRICE_DRIFT", 117, due=NOON - timedelta(hours=2))


def test_the_most_urgent_comes_first_and_what_was_decided_last_leads_the_rest() -> None:
    book = ReviewBook()
    early = resolved(review("CLOCK_SKEW", 110), Outcome.ACCEPT)
    later = replace(resolved(review("CLOCK_SKEW", 111), Outcome.ACCEPT), resolved_at=NOON)
    book.read((STOCK, early, PRICE, later))

    assert book.open() == (PRICE, STOCK)
    assert book.resolved() == (later, early)
    assert [one.late(NOON) for one in book.open()] == [True, False]


def test_reading_the_same_again_is_no_news() -> None:
    book = ReviewBook()

    assert book.read((STOCK,)) is True
    assert book.read((STOCK,)) is False


def test_what_was_decided_here_holds_until_the_stream_brings_it() -> None:
    book = ReviewBook()
    book.read((STOCK,))
    book.learn(resolved(STOCK, Outcome.ACCEPT))
    book.read((STOCK,))
    assert book.open() == ()

    told = resolved(STOCK, Outcome.ACCEPT, note="from the centre")
    book.read((told,))
    assert book.resolved() == (told,)


def test_a_receipt_finds_its_review_also_when_it_was_added_later_and_an_open_one_first() -> None:
    book = ReviewBook()
    done = resolved(review("PRICE_DRIFT", 118), Outcome.ACCEPT)
    joined = review("STOCK_NEGATIVE", 90, params={"events": ["e118"]})
    book.read((done,))
    assert book.of_event("e118") == done
    book.read((done, joined))

    assert book.of_event("e118") == joined
    assert book.of_event("e1") is None


def test_role_right_and_pin_decide_who_may_and_never_about_their_own_act() -> None:
    everybody = EVERYBODY.values()

    assert deciders(everybody, STOCK) == (MARTA, IVAN, ELSA)
    assert deciders(everybody, review("PERMISSION_REVOKED")) == (ELSA,)
    assert deciders(everybody, review("CREDIT_LIMIT")) == ()
    assert deciders((MARTA, IVAN), review("STOCK_NEGATIVE", params={"approver_id": "ivan"})) == (MARTA,)
    gone = (replace(MARTA, active=False), replace(IVAN, pin=None), replace(ELSA, permissions=frozenset()))
    assert deciders((*gone, ANA), STOCK) == ()
