"""Yappy with a QR code: asked, shown, settled; and what nobody knows, which must be settled by somebody."""

from __future__ import annotations

from typing import Any

import pytest

from app.presenters.messages import M
from app.presenters.panels import PanelButton, QrPicture, Remark
from app.presenters.states import Act, FloorMode
from app.store.errors import StoreUnavailableError
from tests.app.presenters.floor.paying import Payment, build_payment, open_payment
from tests.fakes.eft import MemoryEft
from tests.fakes.till import MemoryReader


@pytest.fixture
def gateway() -> MemoryEft:
    return MemoryEft()


@pytest.fixture
def due(gateway: MemoryEft) -> Payment:
    return open_payment(gateway=gateway)


def ask(payment: Payment, amount: str = "") -> None:
    """F7, Enter."""
    payment.panel_for(Act.PAY_YAPPY, **({"amount": amount} if amount else {}))
    payment.floor.presenter.enter()


def tick(payment: Payment, seconds: float = 1) -> None:
    payment.floor.clock.advance(seconds)
    assert payment.second.tick is not None
    payment.second.tick()


def tenders(payment: Payment) -> list[tuple[str, str]]:
    return [(f"{tender.amount}", tender.state) for tender in payment.floor.open_sale.sale.tenders]


def draft(payment: Payment) -> dict[str, Any]:
    found = MemoryReader(payment.floor.store).draft()
    assert found is not None
    return dict(found.header["tenders"][-1])


def primary(payment: Payment) -> PanelButton:
    found = payment.panel.primary
    assert found is not None
    return found


def unanswered(payment: Payment) -> bool:
    return payment.floor.view.panel is not None and payment.panel.icon == "alert"


def test_the_code_is_shown_here_and_to_the_customer_and_runs_down(due: Payment) -> None:
    ask(due)
    picture = due.panel.blocks[0]
    assert isinstance(picture, QrPicture)
    assert due.customer.qr is not None
    assert (due.customer.qr.data, due.customer.qr.amount, due.customer.qr.expires) == (
        picture.data,
        "125.50",
        "1:40",
    )
    tick(due)
    assert due.customer.qr.expires == "1:40"  # the gateway has just said so again


def test_paid_it_counts_as_confirmed_and_enter_finishes(due: Payment, gateway: MemoryEft) -> None:
    ask(due)
    gateway.decide("approved")
    tick(due)
    assert (due.floor.shows(FloorMode.PAYMENT), due.customer.qr) == (True, None)
    assert due.refusal is M.QR_APPROVED
    assert not due.completed
    due.floor.presenter.enter()
    payment = due.payments[0]
    assert (payment["state"], payment["mode"], payment["amount"]) == ("confirmed", "dynamic_qr", "125.50")
    assert payment["confirmation_code"].startswith("YP-")
    assert payment["payer"] == "*****3456"


@pytest.mark.parametrize(
    ("state", "why"), [("declined", M.QR_DECLINED), ("expired", M.QR_EXPIRED), ("cancelled", M.QR_CANCELLED)]
)
def test_unpaid_it_leaves_nothing_but_a_word(due: Payment, gateway: MemoryEft, state: str, why: M) -> None:
    ask(due)
    gateway.decide(state)
    tick(due)
    assert (tenders(due), due.refusal) == ([], why)
    assert due.state.missing == "125.50"
    due.floor.presenter.enter()
    assert due.payments[0]["method"] == "cash"


def test_part_of_the_sale_by_code_and_the_rest_in_cash(due: Payment, gateway: MemoryEft) -> None:
    ask(due, "100.00")
    gateway.decide("approved")
    tick(due)
    due.floor.presenter.enter()
    assert [(one["method"], one["amount"]) for one in due.payments] == [
        ("yappy", "100.00"),
        ("cash", "25.50"),
    ]


def test_more_than_is_missing_is_never_asked_for(due: Payment, gateway: MemoryEft) -> None:
    ask(due, "200")
    assert due.refusal is M.EXCEEDS_DUE
    assert gateway.charges == {}


def test_a_typed_code_is_taken_without_the_gateway(due: Payment, gateway: MemoryEft) -> None:
    due.yappy("YP-8841TQ")
    assert due.payments[0]["mode"] == "manual"
    assert gateway.questions == []


def test_the_intent_is_on_the_disk_before_the_gateway_hears_of_it(due: Payment, gateway: MemoryEft) -> None:
    due.floor.runner.held = True
    ask(due)
    assert gateway.questions == []
    due.floor.runner.release()
    assert (draft(due)["state"], draft(due)["mode"]) == ("unknown", "dynamic_qr")
    assert list(gateway.charges) == [draft(due)["reference"]]


def test_an_intent_that_cannot_be_stored_asks_nothing(due: Payment, gateway: MemoryEft) -> None:
    due.floor.store.fail_with = StoreUnavailableError("disk")
    ask(due)
    assert (gateway.questions, tenders(due)) == ([], [])
    assert due.floor.shows(FloorMode.PAYMENT)
    assert due.refusal is M.STORE_UNAVAILABLE


def test_a_gateway_that_is_not_there_was_asked_nothing(due: Payment, gateway: MemoryEft) -> None:
    gateway.away = True
    ask(due)
    assert (tenders(due), due.refusal) == ([], M.QR_NOT_ASKED)


def test_three_silences_are_no_answer_and_one_is_not(due: Payment, gateway: MemoryEft) -> None:
    ask(due)
    gateway.silent = True
    tick(due)
    tick(due)
    assert not unanswered(due)
    tick(due)
    assert unanswered(due)
    assert due.customer.qr is None
    assert tenders(due) == [("125.50", "unknown")]


@pytest.fixture
def unknown(due: Payment, gateway: MemoryEft) -> Payment:
    """The gateway heard of it, and nobody heard of the gateway."""
    gateway.silent = True
    ask(due)
    assert unanswered(due)
    return due


def test_without_an_answer_nothing_completes_and_nothing_else_is_taken(unknown: Payment) -> None:
    presenter = unknown.floor.presenter
    for attempt in (presenter.enter, lambda: presenter.note("100"), lambda: presenter.act(Act.EXACT)):
        presenter.act(Act.BACK)
        assert unknown.floor.shows(FloorMode.PAYMENT)
        assert (unknown.state.unknown, unknown.state.missing, unknown.state.received) == (
            True,
            "125.50",
            "0.00",
        )
        attempt()
        assert unanswered(unknown)
    assert not unknown.completed
    assert tenders(unknown) == [("125.50", "unknown")]


@pytest.mark.parametrize("act", [Act.PAY_CARD, Act.PAY_YAPPY, Act.PAY_TRANSFER])
def test_another_way_to_pay_comes_after_the_answer(unknown: Payment, act: Act) -> None:
    unknown.floor.presenter.act(Act.BACK)
    unknown.floor.presenter.act(act)
    assert unanswered(unknown)


def test_it_is_not_taken_back_by_del_but_asked_about(unknown: Payment) -> None:
    unknown.floor.presenter.act(Act.BACK)
    unknown.floor.presenter.act(Act.REMOVE)
    assert unanswered(unknown)
    assert tenders(unknown) == [("125.50", "unknown")]


def test_asking_again_charges_nothing_twice(unknown: Payment, gateway: MemoryEft) -> None:
    gateway.silent = False
    gateway.decide("approved")
    unknown.floor.presenter.enter()
    assert tenders(unknown) == [("125.50", "confirmed")]
    assert (len(gateway.charges), gateway.questions) == (1, ["sale", "query"])


def test_asking_again_may_find_the_code_still_waiting(unknown: Payment, gateway: MemoryEft) -> None:
    gateway.silent = False
    unknown.floor.presenter.enter()
    assert isinstance(unknown.panel.blocks[0], QrPicture)
    assert unknown.customer.qr is not None


def test_a_person_says_paid_with_the_code_they_saw(unknown: Payment) -> None:
    unknown.keys("yp-8841tq")
    unknown.floor.presenter.enter()
    assert tenders(unknown) == [("125.50", "unconfirmed")]
    unknown.floor.presenter.enter()
    payment = unknown.payments[0]
    assert (payment["confirmation_code"], payment["mode"]) == ("YP-8841TQ", "dynamic_qr")


@pytest.mark.parametrize(("code", "why"), [("x", M.CODE_UNREADABLE), ("5555555555554444", M.PAN_REFUSED)])
def test_a_code_that_is_none_settles_nothing(unknown: Payment, code: str, why: M) -> None:
    unknown.keys(code)
    unknown.floor.presenter.enter()
    assert unknown.refusal is why
    assert tenders(unknown) == [("125.50", "unknown")]


def test_a_person_says_not_paid_and_the_code_is_withdrawn(unknown: Payment, gateway: MemoryEft) -> None:
    gateway.silent = False
    unknown.floor.presenter.desk.press("unpaid")
    assert (tenders(unknown), unknown.refusal) == ([], M.QR_CANCELLED)
    assert [state for _, state in gateway.charges.values()] == ["cancelled"]


def test_not_paid_is_a_person_s_word_where_the_gateway_is_silent(unknown: Payment) -> None:
    unknown.floor.presenter.desk.press("unpaid")
    assert (tenders(unknown), unknown.refusal) == ([], M.QR_GIVEN_UP)


def test_not_paid_is_corrected_by_the_gateway_that_knows_better(unknown: Payment, gateway: MemoryEft) -> None:
    gateway.silent = False
    gateway.decide("approved")
    unknown.floor.presenter.desk.press("unpaid")
    assert tenders(unknown) == [("125.50", "confirmed")]


@pytest.mark.parametrize("step", ["without an answer", "waiting"])
def test_a_charge_that_could_not_be_withdrawn_can_still_be_paid_and_stays(
    due: Payment, gateway: MemoryEft, step: str
) -> None:
    gateway.keeps = True
    gateway.silent = step != "waiting"
    ask(due)
    gateway.silent = False
    if step == "waiting":
        due.floor.presenter.act(Act.BACK)
    else:
        due.floor.presenter.desk.press("unpaid")
    assert (tenders(due), due.refusal) == ([("125.50", "unknown")], M.QR_STILL_OPEN)
    assert isinstance(due.panel.blocks[0], QrPicture)
    gateway.decide("approved")
    tick(due)
    assert tenders(due) == [("125.50", "confirmed")]


def test_esc_on_a_waiting_code_withdraws_it(due: Payment, gateway: MemoryEft) -> None:
    ask(due)
    due.floor.presenter.act(Act.BACK)
    assert (tenders(due), due.refusal, due.customer.qr) == ([], M.QR_CANCELLED, None)
    assert [state for _, state in gateway.charges.values()] == ["cancelled"]


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_crash_leaves_it_unknown_and_the_restart_asks(
    due: Payment, gateway: MemoryEft, moment: str
) -> None:
    due.background.held = moment == "before"
    gateway.silent = moment == "after"
    ask(due)
    later = build_payment(due.floor.store, gateway)
    found = MemoryReader(due.floor.store).draft()
    assert found is not None
    later.floor.open_sale.restore(found)
    gateway.silent = False
    if moment == "after":
        gateway.decide("approved")
    later.floor.presenter.open(2)
    assert tenders(later) == ([("125.50", "confirmed")] if moment == "after" else [])
    assert len(gateway.charges) == (1 if moment == "after" else 0)


def test_a_till_that_lost_its_gateway_still_lets_a_person_settle(due: Payment, gateway: MemoryEft) -> None:
    gateway.silent = True
    ask(due)
    later = build_payment(due.floor.store, None)
    found = MemoryReader(due.floor.store).draft()
    assert found is not None
    later.floor.open_sale.restore(found)
    later.floor.presenter.open(2)
    assert unanswered(later)
    later.keys("YP-8841TQ")
    later.floor.presenter.enter()
    assert tenders(later) == [("125.50", "unconfirmed")]


def test_an_answer_about_a_sale_that_was_set_aside_changes_nothing_here(
    due: Payment, gateway: MemoryEft
) -> None:
    gateway.silent = True
    ask(due)
    due.background.held = True
    due.floor.presenter.enter()
    due.floor.open_sale.sale.park("paraguas")
    due.floor.open_sale.keep_header()
    due.floor.open_sale.start_next()
    due.floor.presenter.desk.clear()
    due.floor.presenter.basket_changed()
    gateway.silent = False
    due.background.release()
    assert tenders(due) == []
    due.fill()
    due.floor.presenter.enter()
    assert due.payments[0]["method"] == "cash"


def test_while_an_answer_is_awaited_nothing_is_asked_twice(due: Payment, gateway: MemoryEft) -> None:
    due.background.held = True
    ask(due)
    assert due.panel.busy
    assert isinstance(due.panel.blocks[0], Remark)
    due.floor.presenter.enter()
    due.floor.presenter.act(Act.BACK)
    due.background.release()
    assert gateway.questions == ["sale"]
    assert primary(due).id == "ask"
