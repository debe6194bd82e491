"""A sale whose total changed under money that was taken: what moved elsewhere stays until it is settled."""

from __future__ import annotations

from decimal import Decimal

from app.presenters.messages import M
from app.presenters.states import Act, FloorMode
from tests.app.presenters.floor.paying import Payment, build_payment, open_payment
from tests.fakes.till import MemoryReader, MemoryStore

RICE_CODE = "7450000000013"


def cut_short(payment: Payment) -> Payment:
    """The till after a power cut that lost six of the seven canes in the basket."""
    store: MemoryStore = payment.floor.store
    found = MemoryReader(store).draft()
    assert found is not None
    key, line = found.lines[1]
    store.lines[found.local_transaction_id][key] = line | {"quantity": "1"}
    found = MemoryReader(store).draft()
    assert found is not None
    later = build_payment(store)
    later.floor.open_sale.restore(found)
    later.floor.presenter.open(2)
    return later


def said(payment: Payment) -> tuple[M, dict[str, str]]:
    message = payment.floor.view.message
    assert message is not None
    return message.id, dict(message.values)


def test_a_card_beyond_the_total_reopens_in_payment_and_says_by_how_much() -> None:
    payment = open_payment()
    payment.card(amount="124.50")
    later = cut_short(payment)
    assert later.floor.shows(FloorMode.PAYMENT)
    message, values = said(later)
    assert message is M.PAID_TOO_MUCH
    total = later.floor.open_sale.sale.due
    assert values == {"amount": f"{Decimal('124.50') - total}"}
    assert (later.state.excess, later.state.missing) == (values["amount"], "0.00")
    later.floor.view.message = None
    for press in (later.floor.presenter.enter, lambda: later.floor.presenter.note("20")):
        press()
        assert (said(later)[0], later.completed) == (M.PAID_TOO_MUCH, False)


def test_goods_make_up_for_it() -> None:
    payment = open_payment()
    payment.card(amount="124.50")
    later = cut_short(payment)
    later.floor.presenter.act(Act.BACK)
    later.floor.type("9*")
    later.floor.scan(RICE_CODE)
    later.floor.presenter.act(Act.PAY)
    later.floor.presenter.enter()
    assert later.completed
    card, cash = later.payments
    assert (card["amount"], card["authorization_code"], cash["method"]) == ("124.50", "AUTH_123", "cash")


def test_or_the_payment_goes_back_and_the_sale_is_open_again() -> None:
    payment = open_payment()
    payment.card(amount="124.50")
    later = cut_short(payment)
    later.floor.presenter.act(Act.REMOVE)
    assert (said(later)[0], later.floor.open_sale.sale.tenders) == (M.TENDER_BACK, ())
    later.floor.presenter.enter()
    assert later.completed


def test_cash_that_no_longer_fits_is_named_and_taken_anew() -> None:
    payment = open_payment()
    payment.floor.enter_text("124")
    payment.floor.enter_text("1")
    later = cut_short(payment)
    message, values = said(later)
    assert (message, values["cash"]) == (M.CASH_AGAIN, "125.00")
    later.floor.presenter.act(Act.PAY)
    later.floor.presenter.enter()
    assert later.completed


def test_both_at_once_are_said_together() -> None:
    payment = open_payment()
    payment.card(amount="124.00")
    payment.floor.enter_text("1")
    message, values = said(cut_short(payment))
    assert (message, values["cash"]) == (M.PAID_TOO_MUCH_CASH, "1.00")
