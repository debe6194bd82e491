"""Yappy and transfers as typed: they count unconfirmed, a code serves once, people release goods."""

from __future__ import annotations

import pytest

from app.presenters.messages import M
from app.presenters.states import Act, FloorMode
from core.domain.journal.events import EventKind
from tests.app.presenters.floor.paying import Payment, build_payment, open_payment

MARTA = "582947"


@pytest.fixture
def due() -> Payment:
    return open_payment()


def transfer(payment: Payment, reference: str = "ACH 0091", *, seen: bool = False, **texts: str) -> None:
    payment.panel_for(Act.PAY_TRANSFER, reference=reference, **texts)
    if seen:
        payment.floor.presenter.desk.choose("state", "seen")
    payment.floor.presenter.enter()


def allow(payment: Payment, pin: str = MARTA) -> None:
    assert payment.authorising.is_open
    payment.authorising.pick("marta")
    for digit in pin:
        payment.authorising.digit(digit)
    payment.authorising.enter()


def test_a_yappy_code_counts_and_is_confirmed_later(due: Payment) -> None:
    due.yappy("#yp-8841tq", "25.50")
    row = due.state.tenders[0]
    assert (row.detail, row.state, due.state.missing) == ("YP-8841TQ", "unconfirmed", "100.00")
    due.floor.presenter.note("100")
    yappy, cash = due.payments
    assert (yappy["state"], yappy["confirmation_code"], yappy["mode"]) == (
        "unconfirmed",
        "YP-8841TQ",
        "manual",
    )
    assert (cash["state"], due.completed) == ("confirmed", True)


def test_a_code_serves_once_in_this_sale_and_after_it(due: Payment) -> None:
    due.yappy("YP-8841TQ", "25.50")
    due.yappy("yp-8841tq")
    assert due.refusal is M.CODE_USED
    assert len(due.floor.open_sale.sale.tenders) == 1
    due.floor.presenter.act(Act.BACK)
    due.floor.presenter.enter()
    assert due.completed
    later = build_payment(due.floor.store)
    later.floor.presenter.open()
    later.fill()
    later.yappy("YP-8841TQ")
    assert later.refusal is M.CODE_USED
    assert later.floor.open_sale.sale.tenders == ()


def test_a_code_of_a_sale_that_was_set_aside_serves_no_other(due: Payment) -> None:
    due.yappy("YP-8841TQ", "25.50")
    due.floor.open_sale.sale.park("paraguas")
    due.floor.open_sale.keep_header()
    due.floor.open_sale.start_next()
    due.floor.presenter.basket_changed()
    due.fill()
    due.yappy("YP-8841TQ")
    assert due.refusal is M.CODE_USED


def test_a_code_that_is_none_is_refused(due: Payment) -> None:
    due.yappy("abc")
    assert due.refusal is M.CODE_UNREADABLE
    assert due.field("confirmation").active


def test_of_who_paid_only_the_end_is_kept(due: Payment) -> None:
    due.panel_for(Act.PAY_YAPPY, payer="6612-3456", confirmation="YP-8841TQ")
    due.floor.presenter.enter()
    assert due.payments[0]["payer"] == "*****3456"


def test_a_transfer_seen_on_the_account_asks_nobody(due: Payment) -> None:
    transfer(due, seen=True, payer="Rosa Pinto")
    payment = due.payments[0]
    assert (payment["state"], payment["bank"], payment["reference"]) == (
        "confirmed",
        "Banco General",
        "ACH 0091",
    )
    assert payment["payer"] == "Rosa Pinto"
    assert due.events(EventKind.OVERRIDE_GRANTED) == []


def test_goods_on_a_transfer_not_seen_are_released_by_a_second_person_on_record(due: Payment) -> None:
    transfer(due)
    assert due.floor.open_sale.sale.tenders == ()
    allow(due)
    payment = due.payments[0]
    assert (payment["state"], payment["approver_id"]) == ("unconfirmed", "marta")
    granted = due.events(EventKind.OVERRIDE_GRANTED)[0]
    assert (granted["action"], granted["amount"], granted["permission"]) == (
        "tender.release",
        "125.50",
        "pos:release",
    )


def test_without_a_yes_nothing_is_taken_and_the_panel_stays(due: Payment) -> None:
    transfer(due)
    due.authorising.cancel()
    assert due.floor.shows(FloorMode.PANEL)
    assert due.floor.open_sale.sale.tenders == ()
    assert due.field("reference").text == "ACH 0091"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [({"reference": "A"}, M.REFERENCE_WRONG), ({"reference": "ACH 1", "amount": "200"}, M.EXCEEDS_DUE)],
)
def test_a_transfer_that_cannot_be_is_refused(due: Payment, texts: dict[str, str], expected: M) -> None:
    due.panel_for(Act.PAY_TRANSFER, **texts)
    due.floor.presenter.desk.choose("state", "seen")
    due.floor.presenter.enter()
    assert due.refusal is expected


def test_a_transfer_serves_once_in_this_sale_and_beside_one_set_aside(due: Payment) -> None:
    transfer(due, seen=True, amount="10")
    transfer(due, "ach 0091", seen=True)
    assert (due.refusal, len(due.floor.open_sale.sale.tenders)) == (M.CODE_USED, 1)
    due.floor.presenter.act(Act.BACK)
    due.floor.open_sale.sale.park("paraguas")
    due.floor.open_sale.keep_header()
    due.floor.open_sale.start_next()
    due.floor.presenter.basket_changed()
    due.fill()
    transfer(due, seen=True)
    assert (due.refusal, due.floor.open_sale.sale.tenders) == (M.CODE_USED, ())


def test_a_transfer_that_paid_a_completed_sale_pays_no_other(due: Payment) -> None:
    transfer(due, seen=True)
    assert due.completed
    later = build_payment(due.floor.store)
    later.floor.presenter.open()
    later.fill()
    transfer(later, "ach 0091", seen=True)
    assert (later.refusal, later.floor.open_sale.sale.tenders) == (M.CODE_USED, ())


def test_the_same_reference_of_another_bank_is_another_transfer(due: Payment) -> None:
    transfer(due, seen=True, amount="10")
    due.floor.presenter.act(Act.PAY_TRANSFER)
    due.floor.presenter.desk.choose("bank", "BAC")
    due.floor.presenter.desk.choose("state", "seen")
    due.edit(reference="ACH 0091", amount="20")
    due.floor.presenter.enter()
    assert [tender.details.bank for tender in due.floor.open_sale.sale.tenders] == ["Banco General", "BAC"]


def test_another_bank_is_typed_and_stands_for_the_next_transfer(due: Payment) -> None:
    due.floor.presenter.act(Act.PAY_TRANSFER)
    due.floor.presenter.desk.choose("bank", "other")
    due.floor.presenter.desk.choose("state", "seen")
    due.edit(reference="ACH 1")
    due.floor.presenter.enter()
    assert due.refusal is M.BANK_MISSING
    due.edit(bank="Multibank", amount="10")
    due.floor.presenter.enter()
    assert due.state.tenders[0].detail == "Multibank · ACH 1"
    due.floor.presenter.act(Act.PAY_TRANSFER)
    assert due.field("bank").text == "Multibank"


@pytest.mark.parametrize(("act", "name"), [(Act.PAY_YAPPY, "confirmation"), (Act.PAY_TRANSFER, "reference")])
def test_a_card_number_is_wiped_here_too(due: Payment, act: Act, name: str) -> None:
    due.floor.presenter.act(act)
    due.floor.presenter.desk.edited(name, "5555 5555 5555 4444")
    assert due.refusal is M.PAN_REFUSED
    assert due.field(name).text == ""
