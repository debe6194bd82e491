"""Cards on the payment screen: the slip's numbers, a mix with cash, and no card number anywhere."""

from __future__ import annotations

import logging
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.presenters.floor.pay_card import CardPaying
from app.presenters.messages import M
from app.presenters.panels import Choices, Remark
from app.presenters.states import Act, FloorMode
from app.store.errors import StoreUnavailableError
from core.domain.documents import TenderDetails, money_text
from core.domain.journal.events import EventKind
from core.domain.money import from_cents
from tests.app.presenters.floor.conftest import build_floor
from tests.app.presenters.floor.paying import RICE_CODE, Payment, build_payment, open_payment
from tests.fakes.till import MemoryReader

PAN, OTHER_PAN = "4242424242424242", "5555555555554444"


@pytest.fixture
def due() -> Payment:
    payment = open_payment()
    assert payment.state.due == "125.50"
    return payment


def test_the_mixed_example_from_the_screen_to_the_journal(due: Payment) -> None:
    due.floor.enter_text("50.00")
    due.card("4242", "AUTH_123")
    assert due.completed
    assert due.floor.view.change is not None
    assert (due.floor.view.change.total, due.floor.view.change.change) == ("125.50", "0.00")
    cash, card = due.payments
    assert (cash["method"], cash["amount"], cash["received"]) == ("cash", "50.00", "50.00")
    assert (card["method"], card["amount"], card["received"]) == ("card", "75.50", None)
    assert (card["card_last4"], card["authorization_code"], card["card_brand"]) == (
        "4242",
        "AUTH_123",
        "visa",
    )


def test_four_digits_move_on_by_themselves_and_the_amount_is_what_is_missing(due: Payment) -> None:
    due.floor.presenter.act(Act.PAY_CARD)
    assert due.field("amount").placeholder == "125.50"
    assert due.field("last4").active
    due.edit(last4="4242")
    assert due.field("authorization").active
    assert due.panel.primary is not None
    assert due.panel.primary.amount == "125.50"


def test_an_amount_typed_before_the_key_is_the_card_s(due: Payment) -> None:
    due.floor.type("75.50")
    due.card()
    assert due.floor.shows(FloorMode.PAYMENT)
    assert (due.state.missing, due.floor.view.command) == ("50.00", "")
    assert due.state.tenders[0].detail == "Visa ···4242"
    due.floor.presenter.enter()
    assert [payment["amount"] for payment in due.payments] == ["75.50", "50.00"]


def test_only_cash_exceeds_what_is_due(due: Payment) -> None:
    due.card(amount="125.51")
    assert due.refusal is M.EXCEEDS_DUE
    assert due.field("amount").active
    assert due.floor.open_sale.sale.tenders == ()


def test_a_card_takes_no_amount_of_nothing(due: Payment) -> None:
    due.card(amount="0")
    assert due.refusal is M.AMOUNT_NOT_POSITIVE


@pytest.mark.parametrize(
    ("last4", "authorization", "more", "expected", "where"),
    [
        ("424", "A1", {}, M.LAST4_WRONG, "last4"),
        ("4242", "", {}, M.APPROVAL_WRONG, "authorization"),
        ("4242", "A 1", {}, M.APPROVAL_WRONG, "authorization"),
        ("4242", "A1", {"terminal": "caja uno"}, M.TERMINAL_WRONG, "terminal"),
        ("4242", "A1", {"batch": "?"}, M.BATCH_WRONG, "batch"),
        ("4242", "A1", {"trace": "?"}, M.TRACE_WRONG, "trace"),
    ],
)
def test_a_slip_that_cannot_be_is_refused_in_words_at_its_field(
    due: Payment, last4: str, authorization: str, more: dict[str, str], expected: M, where: str
) -> None:
    due.card(last4, authorization, **more)
    assert due.refusal is expected
    assert due.field(where).active
    assert due.floor.open_sale.sale.tenders == ()


def test_brand_kind_terminal_and_batch_stand_as_on_the_last_slip_also_after_a_restart(due: Payment) -> None:
    due.floor.presenter.act(Act.PAY_CARD)
    due.floor.presenter.desk.choose("brand", "clave")
    due.floor.presenter.desk.press("more")
    due.edit(last4="1111", authorization="A1", terminal="T-01", batch="0007", trace="000123")
    due.floor.presenter.enter()
    assert due.completed
    later = build_payment(due.floor.store)
    for again in (due, later):
        again.floor.scan(RICE_CODE)
        again.floor.presenter.act(Act.PAY)
        again.floor.presenter.act(Act.PAY_CARD)
        again.floor.presenter.desk.press("more")
        chosen = [block.selected for block in again.panel.blocks if isinstance(block, Choices)]
        assert chosen == ["clave", "debit"]
        texts = [again.field(name).text for name in ("terminal", "batch", "trace", "last4")]
        assert texts == ["T-01", "0007", "", ""]


def test_a_brand_of_one_kind_takes_no_other(due: Payment) -> None:
    due.floor.presenter.act(Act.PAY_CARD)
    due.floor.presenter.desk.choose("brand", "clave")
    due.floor.presenter.desk.choose("kind", "credit")
    chosen = [block.selected for block in due.panel.blocks if isinstance(block, Choices)]
    assert chosen == ["clave", "debit"]


def test_the_same_slip_twice_is_asked_about_once(due: Payment) -> None:
    due.card(amount="10.00")
    due.card(amount="10.00")
    assert due.refusal is M.SLIP_TWICE
    due.floor.presenter.enter()
    assert [tender.amount for tender in due.state.tenders] == ["10.00", "10.00"]


def test_a_slip_that_was_taken_back_is_no_repetition(due: Payment) -> None:
    due.card(amount="10.00")
    due.floor.presenter.act(Act.REMOVE)
    assert due.refusal is M.TENDER_BACK
    assert due.state.tenders == ()
    due.card(amount="10.00")
    assert len(due.state.tenders) == 1


@pytest.mark.parametrize("name", ["authorization", "terminal", "trace"])
@pytest.mark.parametrize("text", [PAN, OTHER_PAN, "4000 0566 5566 5556"])
def test_a_card_number_is_wiped_from_every_field_that_could_hold_one(
    due: Payment, name: str, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    due.floor.presenter.act(Act.PAY_CARD)
    due.floor.presenter.desk.press("more")
    due.floor.presenter.desk.edited(name, text)
    assert due.refusal is M.PAN_REFUSED
    assert due.field("last4").active
    assert not any(text[-6:] in shown for shown in (str(due.panel), caplog.text))


@pytest.mark.parametrize("text", [PAN, OTHER_PAN])
def test_a_card_number_that_runs_on_from_the_four_digits_is_wiped_and_said_until_four_stand(
    due: Payment, text: str
) -> None:
    due.floor.presenter.act(Act.PAY_CARD)
    due.keys(text)
    assert due.field("authorization").text == ""
    assert len(due.field("last4").text) < 4
    remarks = [block for block in due.panel.blocks if isinstance(block, Remark)]
    assert remarks or due.refusal is M.PAN_REFUSED
    due.floor.presenter.desk.edited("last4", "4242")
    due.keys("AUTH_123")
    due.floor.presenter.enter()
    assert due.payments[0]["card_last4"] == "4242"


def test_a_card_number_in_the_amount_line_stands_in_no_message(due: Payment) -> None:
    due.floor.type(PAN)
    message = due.floor.view.message
    assert message is not None
    assert message.id is M.PAN_REFUSED
    assert PAN not in str(message.values)
    assert due.floor.view.command == ""


def test_a_stripe_reader_s_frame_is_kept_nowhere(due: Payment) -> None:
    due.floor.presenter.act(Act.PAY_CARD)
    due.floor.scan(f"%B{PAN}^MORALES/ANA^28011010000000000000?")
    assert due.refusal is M.SCAN_NOT_HERE
    assert PAN not in str(due.panel)


def test_nothing_due_opens_no_panel(due: Payment) -> None:
    due.floor.runner.held = True
    due.floor.presenter.enter()
    due.floor.runner.held = False
    CardPaying(due.floor.presenter.desk, due.floor.paying, due.slips).open()
    assert due.refusal is M.NOTHING_DUE
    assert due.floor.view.panel is None


def test_a_restart_between_tender_and_completion_finds_the_tenders(due: Payment) -> None:
    due.floor.enter_text("50")
    due.card(amount="25.00", batch="0007")
    draft = MemoryReader(due.floor.store).draft()
    assert draft is not None
    later = build_payment(due.floor.store)
    later.floor.open_sale.restore(draft)
    later.floor.presenter.open(1)
    assert later.floor.shows(FloorMode.PAYMENT)
    assert [(row.method, row.amount, row.detail) for row in later.state.tenders] == [
        ("cash", "50.00", ""),
        ("card", "25.00", "Visa ···4242"),
    ]
    assert later.floor.open_sale.sale.tenders[1].details == TenderDetails(
        card_brand="visa", card_type="credit", card_last4="4242", authorization_code="AUTH_123", batch="0007"
    )
    later.card(amount="25.00", batch="0007")
    assert later.refusal is M.SLIP_TWICE


def test_a_failed_write_leaves_the_tender_to_be_tried_again(due: Payment) -> None:
    due.floor.store.fail_with = StoreUnavailableError("disk")
    due.card()
    assert due.floor.shows(FloorMode.PAYMENT)
    assert due.state.missing == "0.00"
    due.floor.store.fail_with = None
    due.floor.presenter.enter()
    assert due.payments[0]["card_last4"] == "4242"


def test_the_card_waits_until_payment_is_open() -> None:
    floor = build_floor()
    floor.presenter.open()
    floor.presenter.register(Act.PAY_CARD, lambda: None)
    floor.presenter.act(Act.PAY_CARD)
    assert floor.view.message is not None
    assert floor.view.message.id is M.PAYMENT_FIRST
    assert EventKind.SALE_COMPLETED not in floor.store.kinds()


CENTS = st.integers(min_value=1, max_value=20_000)
OFFERS = st.lists(st.tuples(st.sampled_from(["cash", "card", "back"]), CENTS), max_size=8)


@settings(max_examples=40, deadline=None)
@given(OFFERS)
def test_payments_less_change_are_the_total_whatever_the_mix(offers: list[tuple[str, int]]) -> None:
    payment = build_payment()
    payment.floor.presenter.open()
    payment.floor.type("7*")
    payment.floor.scan(RICE_CODE)
    payment.floor.presenter.act(Act.PAY)
    for number, (method, cents) in enumerate(offers):
        amount = money_text(from_cents(cents))
        if payment.completed:
            break
        if method == "back":
            payment.floor.presenter.act(Act.REMOVE)
        elif method == "card":
            payment.card(authorization=f"A{number}", amount=amount)
            payment.floor.presenter.desk.clear()
        else:
            payment.floor.enter_text(amount)
    if not payment.completed:
        payment.floor.presenter.enter()
    change = payment.floor.view.change
    assert change is not None
    paid = sum((Decimal(one["amount"]) for one in payment.payments), Decimal(0))
    handed = sum((Decimal(one["received"] or one["amount"]) for one in payment.payments), Decimal(0))
    assert paid == Decimal("22.75")
    assert handed - Decimal(change.change) == Decimal("22.75")


def test_the_card_that_completes_the_sale_is_kept_before_the_sale_is_stored() -> None:
    due = open_payment()
    due.floor.state.shift = None  # the sale cannot be stored
    due.card()
    assert not due.completed
    found = MemoryReader(due.floor.store).draft()
    assert found is not None
    assert [(kept["method"], kept["amount"]) for kept in found.header["tenders"]] == [("card", "125.50")]
    later = build_payment(due.floor.store)
    later.floor.open_sale.restore(found)
    later.floor.presenter.open(2)
    later.floor.presenter.enter()
    assert [payment["authorization_code"] for payment in later.payments] == ["AUTH_123"]


def test_an_exact_sale_in_cash_is_spared_that_write() -> None:
    due = open_payment()
    due.floor.state.shift = None
    due.floor.presenter.enter()
    found = MemoryReader(due.floor.store).draft()
    assert found is not None
    assert not found.header.get("tenders")
