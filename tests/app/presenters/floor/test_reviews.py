"""Screen 19, the review half: what waits for whom, each way to end it, and what the centre answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.presenters.messages import M, Tone
from app.presenters.panels import Choices, Facts, Field, Remark, Rows, Say
from app.presenters.review_wording import V
from app.presenters.wording import W
from core.domain.reviews import Outcome, Review
from core.ports.reviews import Decided, Decision, Verdict
from tests.fakes.catalogue import COLA
from tests.fakes.people import ANA, MARTA
from tests.fakes.reviews import NOON, ReviewScreen, resolved, review

STOCK = review("STOCK_NEGATIVE")
LATE = review("PRICE_DRIFT", 109, due=NOON - timedelta(hours=2))
DONE = resolved(review("PROMO_EXPIRED", 104), Outcome.ACCEPT)


def rows(screen: ReviewScreen) -> Rows:
    return next(block for block in screen.panel.blocks if isinstance(block, Rows))


def ways(screen: ReviewScreen) -> Choices:
    return next(block for block in screen.panel.blocks if isinstance(block, Choices))


def said(screen: ReviewScreen) -> list[object]:
    blocks = (block.words for block in screen.panel.blocks if isinstance(block, Remark))
    return [words.id if isinstance(words, Say) else words for words in blocks]


def refused(screen: ReviewScreen) -> M | None:
    return None if screen.panel.message is None else screen.panel.message.id


def over_the_sale(screen: ReviewScreen) -> M | None:
    return None if screen.view.message is None else screen.view.message.id


def fields(screen: ReviewScreen) -> dict[str, Field]:
    return {block.id: block for block in screen.panel.blocks if isinstance(block, Field)}


# ---------------------------------------------------------------------- the list and the badge


def test_the_list_has_the_most_urgent_first_marks_what_is_late_and_ends_with_what_was_decided() -> None:
    screen = ReviewScreen(STOCK, DONE, LATE)
    screen.open()

    items = rows(screen).items
    assert [item.key for item in items] == [LATE.review_id, STOCK.review_id, DONE.review_id]
    assert [item.tone for item in items] == [Tone.WARN, Tone.INFO, Tone.OK]
    assert items[0].right_note == Say(V.LATE, {"age": "2 h 00"})
    assert items[1].detail == Say(V.RECEIPT_ROLE, {"number": "0001-000118", "role": Say(V.SUPERVISOR)})
    assert items[2].detail == Say(
        V.DONE_ROW, {"number": "0001-000104", "done": Say(V.E_ACCEPT, {"who": "Marta Ríos"})}
    )
    assert screen.panel.subtitle == Say(V.COUNTS, {"open": "2", "done": "1"})


def test_an_empty_list_says_so_and_has_no_next_step() -> None:
    screen = ReviewScreen()
    panel = screen.open()

    assert rows(screen).empty == Say(V.NONE)
    assert panel.primary is not None
    assert panel.primary.idle
    screen.host.enter()
    screen.host.move(1)
    assert screen.host.name == "reviews"


def test_the_strip_counts_what_somebody_here_may_decide_and_knows_when_one_is_late() -> None:
    screen = ReviewScreen(STOCK, review("CREDIT_LIMIT"), DONE)
    screen.watch.beat()
    screen.later.finish()
    assert screen.badges == [(1, False)]

    screen.clock.advance(25 * 3600)
    screen.watch.beat()
    screen.later.finish()
    assert screen.badges[-1] == (1, True)


def test_a_single_one_that_waits_is_shown_at_once_before_the_list() -> None:
    screen = ReviewScreen(STOCK, DONE)
    screen.watch.read()
    screen.later.finish()
    screen.open()
    assert screen.host.name == "review"
    screen.host.back()
    assert screen.host.name == "reviews"


def test_they_are_read_again_after_a_while_and_never_twice_at_once() -> None:
    screen = ReviewScreen(STOCK)
    for _ in range(3):
        screen.watch.beat()
        screen.watch.read()
    assert len(screen.later.jobs) == 1
    screen.later.finish()
    screen.watch.beat()
    assert screen.later.jobs == []
    screen.clock.advance(16)
    screen.watch.beat()
    assert len(screen.later.jobs) == 1


def test_what_others_decide_meanwhile_changes_its_row_and_the_chosen_one_stays() -> None:
    screen = ReviewScreen(STOCK, LATE)
    screen.open()
    screen.host.move(1)
    screen.reader.kept = (STOCK, resolved(LATE, Outcome.ACCEPT, "Contadora Ruiz"))
    screen.watch.read()
    screen.later.finish()

    assert [item.key for item in rows(screen).items] == [STOCK.review_id, LATE.review_id]
    assert rows(screen).selected == 0
    assert screen.view.message is None


# ---------------------------------------------------------------------- one review


def test_a_review_says_what_it_means_who_decides_until_when_and_each_way_by_one_key() -> None:
    screen = ReviewScreen(STOCK)
    screen.see()

    facts = next(block for block in screen.panel.blocks if isinstance(block, Facts))
    assert facts.rows == (
        (Say(V.BEFORE), "3"),
        (Say(V.SOLD), "6"),
        (Say(V.AFTER), "−3"),
        (
            Say(V.WHO),
            Say(
                V.WHO_UNTIL,
                {
                    "role": Say(V.SUPERVISOR),
                    "until": Say(V.UNTIL, {"when": Say(V.TOMORROW, {"time": "10:02"})}),
                },
            ),
        ),
    )
    assert said(screen) == [V.V_STOCK]
    assert [(way.key, way.id, way.idle) for way in ways(screen).items] == [
        ("1", "accept", False),
        ("2", "count_stock", False),
        ("3", "substitute", False),
        ("4", "credit_note", False),
    ]


def test_offline_it_is_shown_and_says_that_deciding_needs_the_network() -> None:
    screen = ReviewScreen(STOCK, online=False)
    screen.see()

    assert said(screen) == [V.V_STOCK, V.OFFLINE]
    assert all(way.idle for way in ways(screen).items)
    screen.way(Outcome.ACCEPT)
    assert refused(screen) is M.REVIEW_OFFLINE
    assert screen.host.name == "review"

    screen.online = True
    screen.task.refresh()
    assert said(screen) == [V.V_STOCK]


def test_where_nobody_may_decide_it_says_who_does() -> None:
    screen = ReviewScreen(review("CREDIT_LIMIT"))
    screen.see()

    assert V.NOBODY in said(screen)
    screen.way(Outcome.ACCEPT)
    assert refused(screen) is M.REVIEW_NOBODY


def test_a_way_that_only_a_newer_centre_knows_is_left_to_it() -> None:
    screen = ReviewScreen(review("STOCK_AGED", choices=("accept", "recount")))
    screen.see()
    screen.way("recount")
    assert refused(screen) is M.REVIEW_ELSEWHERE


def test_a_credit_note_is_chosen_and_leads_to_the_return_of_that_receipt() -> None:
    waits = replace(STOCK, outcome="credit_note", resolved_by="marta")
    screen = deciding(outcome=Outcome.CREDIT_NOTE, answer=Verdict(Decided.DONE, waits))
    marta(screen)
    assert screen.returned == ["0001-000118"]
    assert said(screen) == [V.V_STOCK, V.AWAITS_RETURN]


def test_what_waits_for_its_return_leads_there_also_offline() -> None:
    screen = ReviewScreen(replace(STOCK, outcome="credit_note", resolved_by="marta"), online=False)
    screen.see()
    screen.way(Outcome.CREDIT_NOTE)
    assert screen.returned == ["0001-000118"]
    assert screen.centre.asked == []


def test_a_resolved_one_says_how_it_ended_and_offers_nothing() -> None:
    screen = ReviewScreen(resolved(STOCK, Outcome.COUNT_STOCK, note="quedaban 4"))
    screen.see()

    assert said(screen) == [V.V_STOCK, V.ELSEWHERE]
    facts = next(block for block in screen.panel.blocks if isinstance(block, Facts))
    assert facts.rows[-1] == (Say(V.NOTE), "quedaban 4")
    assert not any(isinstance(block, Choices) for block in screen.panel.blocks)


# ---------------------------------------------------------------------- deciding


def deciding(
    what: Review = STOCK, outcome: Outcome = Outcome.ACCEPT, answer: Verdict | None = None
) -> ReviewScreen:
    """A way was chosen."""
    screen = ReviewScreen(what, answer=answer)
    screen.see()
    screen.way(outcome)
    return screen


def marta(screen: ReviewScreen) -> Decision:
    """Marta is picked and types her PIN; what the centre was asked."""
    screen.host.choose("people", "marta")
    screen.pin("582947")
    screen.later.finish()
    return screen.centre.asked[-1]


def test_the_person_then_the_pin_and_the_outcome_stands_beside_the_sale_at_once() -> None:
    told = replace(resolved(STOCK, Outcome.ACCEPT), resolved_at=NOON)
    screen = deciding(answer=Verdict(Decided.DONE, told))
    screen.reader.kept = (STOCK,)  # the stream has not brought it yet
    asked = marta(screen)

    assert (asked.review_id, asked.staff_id, asked.pin) == (STOCK.review_id, "marta", "582947")
    assert "582947" not in repr(asked)
    assert screen.host.name == "review"
    assert said(screen) == [V.V_STOCK, V.ELSEWHERE]
    assert screen.watch.standing("e118") == (
        False,
        Say(V.RESOLVED, {"done": Say(V.E_ACCEPT, {"who": "Marta Ríos"})}),
    )
    assert screen.pulls == 2, "as the list was opened, and after the decision"
    assert over_the_sale(screen) is M.REVIEW_DECIDED


def test_the_only_one_who_may_is_not_asked_for() -> None:
    screen = ReviewScreen(STOCK, people=(ANA, MARTA))
    screen.see()
    screen.way(Outcome.ACCEPT)
    assert fields(screen)["pin"].active
    screen.pin("582947")
    assert screen.panel.busy
    screen.later.finish()
    assert screen.centre.asked[0].staff_id == "marta"


def test_what_is_missing_is_asked_for_in_its_order_and_nothing_is_sent() -> None:
    screen = deciding(outcome=Outcome.COUNT_STOCK)
    screen.host.enter()
    assert refused(screen) is M.REVIEW_NOTE_MISSING
    screen.host.edited("note", "quedan 4")
    screen.host.enter()
    screen.host.enter()
    assert refused(screen) is M.PICK_APPROVER
    screen.host.choose("people", "marta")
    screen.pin("58")
    assert refused(screen) is M.PIN_TOO_SHORT
    screen.host.erase()
    screen.host.erase()
    screen.host.erase()
    assert screen.panel.blocks[2] == replace(_people(screen), selected="")
    assert screen.centre.asked == []
    asked = marta(screen)
    assert (asked.outcome, asked.note) == (Outcome.COUNT_STOCK, "quedan 4")


def _people(screen: ReviewScreen) -> Choices:
    return next(block for block in screen.panel.blocks if isinstance(block, Choices))


def test_a_card_number_is_no_note() -> None:
    screen = deciding(outcome=Outcome.COUNT_STOCK)
    screen.host.edited("note", "4111 1111 1111 1111")
    screen.host.enter()
    assert refused(screen) is M.PAN_REFUSED
    assert fields(screen)["note"].text == ""


def test_another_persons_digits_do_not_carry_over() -> None:
    screen = deciding()
    screen.host.choose("people", "marta")
    screen.host.digit("5")
    screen.host.choose("people", "ivan")
    assert fields(screen)["pin"].typed == 0


@pytest.mark.parametrize(
    ("verdict", "message"),
    [
        (Verdict(Decided.PIN_REFUSED), M.REVIEW_PIN_REFUSED),
        (Verdict(Decided.WAIT, wait_s=60), M.REVIEW_WAIT),
        (Verdict(Decided.NOT_ALLOWED), M.REVIEW_NOT_ALLOWED),
        (Verdict(Decided.REFUSED, code="INVALID"), M.REVIEW_REFUSED),
        (Verdict(Decided.OFFLINE), M.REVIEW_OFFLINE),
        (Verdict(Decided.UNKNOWN), M.REVIEW_UNKNOWN),
        (Verdict(Decided.NO_KEY), M.REVIEW_NO_KEY),
    ],
)
def test_a_no_is_said_where_the_person_stands_and_the_pin_is_gone(verdict: Verdict, message: M) -> None:
    screen = deciding(answer=verdict)
    marta(screen)

    assert screen.host.name == "deciding"
    assert refused(screen) is message
    assert fields(screen)["pin"].typed == 0
    assert not screen.panel.busy
    assert screen.watch.book.open() == (STOCK,)
    assert screen.pulls == (2 if verdict.decided is Decided.UNKNOWN else 1)


def test_the_same_decision_keeps_its_identity_and_another_has_its_own() -> None:
    screen = deciding(answer=Verdict(Decided.UNKNOWN))
    first, again = marta(screen), marta(screen)
    screen.host.choose("people", "ivan")
    screen.pin("916350")
    screen.later.finish()
    other = screen.centre.asked[-1]

    assert first.decision_id == again.decision_id
    assert other.decision_id not in ("", first.decision_id)


def test_somebody_was_first_and_the_review_says_who() -> None:
    theirs = resolved(STOCK, Outcome.COUNT_STOCK, "ivan")
    screen = deciding(answer=Verdict(Decided.ALREADY, theirs))
    marta(screen)

    assert screen.host.name == "review"
    assert refused(screen) is M.REVIEW_ALREADY
    assert said(screen) == [V.V_STOCK, V.ELSEWHERE]


def test_who_goes_back_to_the_sale_meanwhile_is_told_there() -> None:
    screen = deciding(answer=Verdict(Decided.PIN_REFUSED))
    screen.host.choose("people", "marta")
    screen.pin("582947")
    for _ in range(3):
        screen.host.back()
    assert not screen.host.is_open
    screen.later.finish()

    assert over_the_sale(screen) is M.REVIEW_PIN_REFUSED


def test_what_left_really_is_found_and_named() -> None:
    screen = deciding(outcome=Outcome.SUBSTITUTE)
    assert screen.host.name == "picking"
    screen.host.edited("query", "cola")
    assert rows(screen).items[0].key == COLA.variant_id
    screen.host.enter()

    assert screen.panel.title == Say(V.PICKED, {"outcome": Say(V.O_SUBSTITUTE), "what": COLA.name})
    asked = marta(screen)
    assert (asked.variant_id, asked.customer_id) == (COLA.variant_id, None)


def test_who_bought_really_is_found_or_scanned() -> None:
    screen = deciding(review("CUSTOMER_BLOCKED"), Outcome.ASSIGN_CUSTOMER)
    screen.host.scanned("7501031311309")
    assert refused(screen) is M.SCAN_NOT_HERE
    screen.host.scanned("CLIENTE-7")
    assert marta(screen).customer_id == "c7"


def test_a_review_in_the_list_of_receipts_is_said_until_it_ends() -> None:
    screen = ReviewScreen(STOCK)
    screen.open()
    assert screen.watch.standing("e118") == (True, Say(W.RECEIPTS_IN_REVIEW))
    assert screen.watch.standing("e1") is None
