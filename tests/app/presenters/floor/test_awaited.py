"""Shift+F8: payments nobody has confirmed yet are looked up and told, each once and on record."""

from __future__ import annotations

import pytest

from app.compose.payment_tasks import plug_awaited
from app.presenters.messages import M
from app.presenters.panels import Choices, Facts, Remark, Rows, Say
from app.presenters.review_wording import Word
from app.presenters.states import Act
from app.presenters.wording import W
from app.store.errors import StoreUnavailableError
from app.usecases.payment_outcomes import PaymentOutcomes
from core.domain.journal.events import EventKind
from core.domain.payment_outcome import Outcome
from tests.app.presenters.floor.paying import Payment, build_payment
from tests.fakes.people import MARTA
from tests.fakes.till import InstantRunner, MemoryReader

TOLD = EventKind.PAYMENT_CONFIRMED


@pytest.fixture
def sold() -> Payment:
    """Two sales by Yappy code and one by transfer, released by the supervisor."""
    payment = build_payment()
    floor = payment.floor
    outcomes = PaymentOutcomes(floor.state, MemoryReader(floor.store), InstantRunner(floor.store))
    plug_awaited(floor.presenter, floor.state, outcomes, payment.authorising)
    floor.presenter.open()
    for code in ("YP-8841TQ", "YP-0002"):
        payment.fill()
        payment.yappy(code)
    payment.fill()
    payment.panel_for(Act.PAY_TRANSFER, reference="ACH 0091")
    floor.presenter.enter()
    allow(payment)
    floor.presenter.act(Act.AWAITED)
    return payment


def allow(payment: Payment) -> None:
    payment.authorising.pick("marta")
    for digit in "582947":
        payment.authorising.digit(digit)
    payment.authorising.enter()


def listed(payment: Payment) -> list[tuple[str, str, str]]:
    rows = next(block for block in payment.panel.blocks if isinstance(block, Rows))
    return [(str(row.title), str(row.detail), row.right) for row in rows.items]


def remark(payment: Payment) -> Word | None:
    said = next((block.words for block in payment.panel.blocks if isinstance(block, Remark)), None)
    return said.id if isinstance(said, Say) else None


def answers(payment: Payment) -> list[str]:
    block = next(block for block in payment.panel.blocks if isinstance(block, Choices))
    return [f"{choice.key} {choice.id}" for choice in block.items]


def test_they_are_listed_oldest_first_with_what_they_are_looked_up_by(sold: Payment) -> None:
    assert listed(sold) == [
        ("0001-000001", "10:02 · YP-8841TQ", "125.50"),
        ("0001-000002", "10:02 · YP-0002", "125.50"),
        ("0001-000003", "10:02 · Banco General · ACH 0091", "125.50"),
    ]


def test_one_that_arrived_is_told_by_two_people_and_leaves_the_list(sold: Payment) -> None:
    sold.floor.presenter.enter()
    facts = next(block for block in sold.panel.blocks if isinstance(block, Facts))
    assert [value for _, value in facts.rows] == ["0001-000001", "10:02", "YP-8841TQ", "125.50"]
    sold.floor.presenter.enter()
    assert sold.events(TOLD) == [], "nothing is told before it is allowed"
    allow(sold)
    (told,) = sold.events(TOLD)
    assert (told["outcome"], told["reason"], told["n"], told["reference"]) == (
        "confirmed",
        None,
        1,
        "YP-8841TQ",
    )
    event = next(s.event for s in sold.floor.store.events if s.event.kind == TOLD)
    sale = next(s.event for s in sold.floor.store.events if s.event.kind == EventKind.SALE_COMPLETED)
    assert (event.cause_id, event.context.approver_id, event.context.cashier_id) == (
        sale.event_id,
        "marta",
        "ana",
    )
    granted = sold.events(EventKind.OVERRIDE_GRANTED)[-1]
    assert (granted["action"], granted["permission"]) == ("payment.confirmed", "pos:release")
    assert (remark(sold), len(listed(sold))) == (W.AWAITED_TOLD, 2)


def test_one_that_did_not_arrive_is_a_record_with_its_reason_and_the_sale_stands(sold: Payment) -> None:
    sold.floor.state.person = MARTA
    sold.floor.presenter.desk.move(1)
    sold.floor.presenter.enter()
    assert answers(sold) == ["1 confirmed", "2 not_in_account", "3 other_amount", "4 sent_back"]
    sold.floor.presenter.desk.choose("outcome", "other_amount")
    sold.floor.presenter.enter()
    (told,) = sold.events(TOLD)
    assert (told["outcome"], told["reason"], told["original"]["number"]) == ("rejected", "other_amount", 2)
    assert (remark(sold), [row[0] for row in listed(sold)]) == (
        W.AWAITED_TOLD_LOST,
        ["0001-000001", "0001-000003"],
    )
    assert sold.events(EventKind.SALE_VOIDED) == []


def test_a_touch_asks_and_the_way_back_tells_nothing(sold: Payment) -> None:
    sold.floor.presenter.desk.select("payments", 2)
    assert sold.panel.primary is not None
    sold.floor.presenter.act(Act.BACK)
    assert len(listed(sold)) == 3
    sold.floor.presenter.act(Act.BACK)
    assert (sold.floor.view.panel, sold.events(TOLD)) == (None, [])


def test_one_that_was_told_meanwhile_is_told_once(sold: Payment) -> None:
    sold.floor.state.person = MARTA
    sold.floor.presenter.enter()
    store = sold.floor.store
    other = PaymentOutcomes(sold.floor.state, MemoryReader(store), InstantRunner(store))
    first = other.page().items[0]
    told: list[object] = []
    other.complete(first, Outcome.CONFIRMED, None, None, told.append, told.append)
    sold.floor.presenter.enter()
    assert (len(sold.events(TOLD)), sold.refusal) == (1, M.PAYMENT_TOLD)


def test_what_cannot_be_stored_was_not_told(sold: Payment) -> None:
    sold.floor.state.person = MARTA
    sold.floor.presenter.enter()
    sold.floor.store.fail_with = StoreUnavailableError("disk")
    sold.floor.presenter.enter()
    sold.floor.store.fail_with = None
    assert (sold.events(TOLD), sold.panel.busy) == ([], False)
    sold.floor.presenter.enter()
    assert len(sold.events(TOLD)) == 1


def test_a_till_without_any_says_so() -> None:
    payment = build_payment()
    floor = payment.floor
    outcomes = PaymentOutcomes(floor.state, MemoryReader(floor.store), InstantRunner(floor.store))
    plug_awaited(floor.presenter, floor.state, outcomes, payment.authorising)
    floor.presenter.open()
    floor.presenter.act(Act.AWAITED)
    rows = next(block for block in payment.panel.blocks if isinstance(block, Rows))
    assert (rows.items, rows.empty) == ((), Say(W.AWAITED_NONE))
    assert payment.panel.primary is not None
    assert payment.panel.primary.idle
    floor.presenter.enter()
    assert payment.panel.name == "awaited"
