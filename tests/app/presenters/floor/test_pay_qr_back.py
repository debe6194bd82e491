"""Del on a paid QR charge: its tender goes only when the gateway says that the money went back."""

from __future__ import annotations

import pytest

from app.presenters.messages import M
from app.presenters.states import Act, FloorMode
from app.store.errors import StoreUnavailableError
from tests.app.presenters.floor.paying import Payment, build_payment, open_payment
from tests.fakes.eft import MemoryEft
from tests.fakes.till import MemoryReader


@pytest.fixture
def gateway() -> MemoryEft:
    return MemoryEft()


@pytest.fixture
def paid(gateway: MemoryEft) -> Payment:
    """100.00 of 125.50 paid by code."""
    payment = open_payment(gateway=gateway)
    payment.panel_for(Act.PAY_YAPPY, amount="100")
    payment.floor.presenter.enter()
    gateway.decide("approved")
    payment.floor.presenter.enter()
    assert tenders(payment) == [("100.00", "confirmed")]
    return payment


def tenders(payment: Payment) -> list[tuple[str, str]]:
    return [(f"{tender.amount}", tender.state) for tender in payment.floor.open_sale.sale.tenders]


def again(payment: Payment, gateway: MemoryEft | None) -> Payment:
    """The till after a power cut."""
    later = build_payment(payment.floor.store, gateway)
    found = MemoryReader(payment.floor.store).draft()
    assert found is not None
    later.floor.open_sale.restore(found)
    later.floor.presenter.open(2)
    return later


def test_a_gateway_that_keeps_the_money_keeps_the_tender(paid: Payment, gateway: MemoryEft) -> None:
    paid.floor.presenter.act(Act.REMOVE)
    assert gateway.questions[-1] == "void"
    assert (tenders(paid), paid.refusal) == ([("100.00", "confirmed")], M.QR_NOT_RETURNED)
    paid.floor.presenter.enter()
    yappy, cash = paid.payments
    assert (yappy["state"], yappy["amount"], cash["amount"]) == ("confirmed", "100.00", "25.50")
    assert yappy["confirmation_code"].startswith("YP-")


def test_money_that_went_back_takes_the_tender_with_it(paid: Payment, gateway: MemoryEft) -> None:
    gateway.returns = True
    paid.floor.presenter.remove_tender(0)
    assert (tenders(paid), paid.refusal, paid.state.missing) == ([], M.QR_RETURNED, "125.50")
    found = MemoryReader(paid.floor.store).draft()
    assert found is not None
    assert not found.header.get("tenders")


def test_silence_leaves_it_open_and_nobody_can_call_it_unpaid(paid: Payment, gateway: MemoryEft) -> None:
    gateway.silent = True
    paid.floor.presenter.act(Act.REMOVE)
    assert tenders(paid) == [("100.00", "unknown")]
    assert (paid.panel.icon, paid.panel.buttons) == ("alert", ())
    paid.floor.presenter.desk.press("unpaid")
    assert tenders(paid) == [("100.00", "unknown")]
    gateway.silent = False
    paid.floor.presenter.enter()
    assert (tenders(paid), paid.refusal) == ([("100.00", "confirmed")], M.QR_APPROVED)


def test_its_own_code_settles_it_where_the_gateway_stays_silent(paid: Payment, gateway: MemoryEft) -> None:
    gateway.silent = True
    code = paid.floor.open_sale.sale.tenders[0].details.confirmation_code or ""
    paid.floor.presenter.act(Act.REMOVE)
    paid.keys(code)
    paid.floor.presenter.enter()
    assert tenders(paid) == [("100.00", "unconfirmed")]


def test_a_gateway_that_is_not_there_was_asked_nothing(paid: Payment, gateway: MemoryEft) -> None:
    gateway.away = True
    paid.floor.presenter.act(Act.REMOVE)
    assert (tenders(paid), paid.refusal) == ([("100.00", "confirmed")], M.QR_NOT_RETURNED)


def test_a_till_that_lost_its_gateway_gives_nothing_back(paid: Payment) -> None:
    later = again(paid, None)
    later.floor.presenter.act(Act.REMOVE)
    assert (tenders(later), later.refusal) == ([("100.00", "confirmed")], M.QR_NOT_RETURNED)


def test_a_doubt_that_cannot_be_stored_asks_nothing(paid: Payment, gateway: MemoryEft) -> None:
    asked = len(gateway.questions)
    paid.floor.store.fail_with = StoreUnavailableError("disk")
    paid.floor.presenter.act(Act.REMOVE)
    assert (tenders(paid), len(gateway.questions)) == ([("100.00", "confirmed")], asked)
    assert paid.floor.shows(FloorMode.PAYMENT)


def test_a_power_cut_while_the_money_goes_back_sells_nothing_for_it(
    paid: Payment, gateway: MemoryEft
) -> None:
    gateway.returns = gateway.silent = True
    paid.floor.presenter.act(Act.REMOVE)
    gateway.silent = False
    later = again(paid, gateway)
    assert (tenders(later), later.completed) == ([], False)


@pytest.fixture
def by_hand(gateway: MemoryEft) -> Payment:
    """100.00 of 125.50 asked for by code, where the gateway fell silent; a person typed it."""
    payment = open_payment(gateway=gateway)
    payment.panel_for(Act.PAY_YAPPY, amount="100")
    gateway.silent = True
    payment.floor.presenter.enter()
    payment.keys("YP-8841TQ")
    payment.floor.presenter.enter()
    assert tenders(payment) == [("100.00", "unconfirmed")]
    gateway.silent = False
    return payment


@pytest.mark.parametrize("end", ["declined", "expired"])
def test_a_code_somebody_saw_goes_when_the_gateway_says_that_nobody_paid(
    by_hand: Payment, gateway: MemoryEft, end: str
) -> None:
    gateway.decide(end)
    by_hand.floor.presenter.act(Act.REMOVE)
    assert (gateway.questions[-1], tenders(by_hand)) == ("void", [])
    assert by_hand.refusal == {"declined": M.QR_DECLINED, "expired": M.QR_EXPIRED}[end]


def test_one_that_was_paid_goes_when_the_money_went_back(by_hand: Payment, gateway: MemoryEft) -> None:
    gateway.decide("approved")
    gateway.returns = True
    by_hand.floor.presenter.act(Act.REMOVE)
    assert (tenders(by_hand), by_hand.refusal) == ([], M.QR_RETURNED)


def test_one_whose_money_is_kept_counts_as_before(by_hand: Payment, gateway: MemoryEft) -> None:
    gateway.decide("approved")
    by_hand.floor.presenter.act(Act.REMOVE)
    assert (tenders(by_hand), by_hand.refusal) == ([("100.00", "unconfirmed")], M.QR_NOT_RETURNED)


def test_one_that_still_waits_is_open_again(by_hand: Payment, gateway: MemoryEft) -> None:
    gateway.keeps = True
    by_hand.floor.presenter.act(Act.REMOVE)
    assert tenders(by_hand) == [("100.00", "unknown")]
    gateway.decide("approved")
    by_hand.floor.presenter.enter()
    assert (tenders(by_hand), by_hand.refusal) == ([("100.00", "confirmed")], M.QR_APPROVED)


def test_silence_about_it_stays_a_doubt_over_a_power_cut_too(by_hand: Payment, gateway: MemoryEft) -> None:
    gateway.silent = True
    by_hand.floor.presenter.act(Act.REMOVE)
    assert (tenders(by_hand), by_hand.panel.icon) == ([("100.00", "unknown")], "alert")
    later = again(by_hand, gateway)
    assert (tenders(later), later.panel.icon) == ([("100.00", "unknown")], "alert")
    later.keys("YP-8841TQ")
    later.floor.presenter.enter()
    assert tenders(later) == [("100.00", "unconfirmed")]


def test_a_till_that_lost_its_gateway_drops_no_code_somebody_saw(by_hand: Payment) -> None:
    later = again(by_hand, None)
    later.floor.presenter.act(Act.REMOVE)
    assert (tenders(later), later.refusal) == ([("100.00", "unconfirmed")], M.QR_NOT_RETURNED)
