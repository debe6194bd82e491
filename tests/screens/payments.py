"""Taking money in every way and state; panels are those of the real parts over a floor in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from app.compose.payment_tasks import plug_awaited, plug_corrections
from app.presenters.messages import M, Message, Tone
from app.presenters.states import Act, FloorMode, TenderRow
from app.ui.main_window import MainWindow
from app.usecases.change_corrections import ChangeCorrections
from app.usecases.payment_outcomes import PaymentOutcomes
from tests.app.presenters.floor.paying import Payment, build_payment, open_payment
from tests.fakes import presenters as fake
from tests.fakes.customers import ROSA
from tests.fakes.eft import MemoryEft
from tests.fakes.people import MARTA
from tests.fakes.till import InstantRunner, MemoryReader
from tests.screens.floors import show_floor

CASH: Final = TenderRow("cash", "50.00", "10:02")
CARD: Final = TenderRow("card", "40.00", "10:03", "Visa ···4242")


def _show(window: MainWindow, payment: Payment) -> None:
    show_floor(window)
    window.floor.show_mode(FloorMode.PAYMENT)
    window.floor.show_payment(payment.state)
    window.floor.show_mode(FloorMode.PANEL)
    window.floor.show_panel(payment.panel)
    window.floor.show_customer(payment.floor.view.customer)
    if payment.floor.view.totals is not None:
        window.floor.show_totals(payment.floor.view.totals)


def _tenders(window: MainWindow, *tenders: TenderRow, missing: str) -> None:
    show_floor(window)
    window.floor.show_mode(FloorMode.PAYMENT)
    received = "125.50" if missing == "0.00" else "90.00"
    window.floor.show_payment(fake.payment(received=received, missing=missing, due="125.50", tenders=tenders))


def mixed(window: MainWindow) -> None:
    _tenders(window, CASH, CARD, missing="35.50")


def many(window: MainWindow) -> None:
    _tenders(window, *(CASH, CARD) * 5, missing="35.50")


def covered(window: MainWindow) -> None:
    _tenders(window, CASH, CARD, missing="0.00")


def _came_back(window: MainWindow, message: M, **values: str) -> None:
    """After a power cut the total is another than was paid."""
    show_floor(window)
    window.floor.show_mode(FloorMode.PAYMENT)
    card = replace(CARD, amount="124.50")
    shown = fake.payment(received="124.50", missing="0.00", due="122.00", tenders=(card,))
    window.floor.show_payment(replace(shown, excess="2.50"))
    window.floor.notify(Message(message, Tone.ERR, values, lasting=True))


def too_much(window: MainWindow) -> None:
    _came_back(window, M.PAID_TOO_MUCH, amount="2.50")


def too_much_cash(window: MainWindow) -> None:
    _came_back(window, M.PAID_TOO_MUCH_CASH, amount="2.50", cash="1,020.00")


def card(window: MainWindow) -> None:
    payment = open_payment()
    payment.floor.enter_text("50")
    payment.floor.presenter.act(Act.PAY_CARD)
    payment.keys("4242AUTH_123")
    _show(window, payment)


def card_more(window: MainWindow) -> None:
    payment = open_payment()
    payment.floor.presenter.act(Act.PAY_CARD)
    payment.floor.presenter.desk.press("more")
    payment.edit(terminal="BG-004512", batch="0007", trace="000123", last4="4242")
    _show(window, payment)


def card_number(window: MainWindow) -> None:
    payment = open_payment()
    payment.floor.presenter.act(Act.PAY_CARD)
    payment.keys("5555555555554444")
    _show(window, payment)


def yappy(window: MainWindow) -> None:
    payment = open_payment()
    payment.panel_for(Act.PAY_YAPPY, confirmation="YP-8841TQ")
    _show(window, payment)


def yappy_used(window: MainWindow) -> None:
    payment = open_payment()
    payment.yappy("YP-8841TQ", "25.00")
    payment.yappy("YP-8841TQ")
    _show(window, payment)


def transfer(window: MainWindow) -> None:
    payment = open_payment()
    payment.panel_for(Act.PAY_TRANSFER, reference="ACH 20261124-0091")
    _show(window, payment)


def waiting(window: MainWindow) -> None:
    yappy = TenderRow("yappy", "20.00", "10:04", "YP-8841TQ", "unconfirmed")
    bank = TenderRow("transfer", "20.00", "10:05", "Banco General · ACH 20261124-0091", "unconfirmed")
    _tenders(window, CASH, yappy, bank, missing="35.50")


def qr(window: MainWindow) -> None:
    payment = open_payment(gateway=MemoryEft())
    payment.panel_for(Act.PAY_YAPPY)
    payment.floor.presenter.enter()
    _show(window, payment)


def yappy_qr(window: MainWindow) -> None:
    payment = open_payment(gateway=MemoryEft())
    payment.panel_for(Act.PAY_YAPPY)
    _show(window, payment)


def qr_unknown(window: MainWindow) -> None:
    payment = open_payment(gateway=MemoryEft(silent=True))
    payment.panel_for(Act.PAY_YAPPY)
    payment.floor.presenter.enter()
    _show(window, payment)


def no_answer(window: MainWindow) -> None:
    show_floor(window)
    window.floor.show_mode(FloorMode.PAYMENT)
    yappy = TenderRow("yappy", "75.50", "10:04", "", "unknown")
    state = fake.payment(received="50.00", missing="75.50", due="125.50", tenders=(CASH, yappy))
    window.floor.show_payment(replace(state, unknown=True))


def qr_asking(window: MainWindow) -> None:
    payment = open_payment(gateway=MemoryEft())
    payment.background.held = True
    payment.panel_for(Act.PAY_YAPPY)
    payment.floor.presenter.enter()
    _show(window, payment)


def _rosa() -> Payment:
    """Rosa pays, whose figures the centre told at 09:50."""
    payment = build_payment()
    payment.floor.presenter.open()
    payment.floor.customers.use(ROSA)
    payment.fill()
    return payment


def points(window: MainWindow) -> None:
    payment = _rosa()
    payment.panel_for(Act.PAY_OTHER)
    _show(window, payment)


def points_refused(window: MainWindow) -> None:
    payment = _rosa()
    payment.panel_for(Act.PAY_OTHER, points="500")
    payment.floor.presenter.enter()
    _show(window, payment)


def credit(window: MainWindow) -> None:
    payment = _rosa()
    payment.panel_for(Act.PAY_OTHER)
    payment.floor.presenter.desk.choose("kind", "store_credit")
    _show(window, payment)


def _awaited() -> Payment:
    """A morning's payments that nobody has confirmed yet."""
    payment = build_payment()
    floor = payment.floor
    floor.state.person = MARTA
    outcomes = PaymentOutcomes(floor.state, MemoryReader(floor.store), InstantRunner(floor.store))
    plug_awaited(floor.presenter, floor.state, outcomes, payment.authorising)
    floor.presenter.open()
    for code in ("YP-8841TQ", "YP-8842KD", "YP-8850AA"):
        payment.fill()
        payment.yappy(code)
    payment.fill()
    payment.panel_for(Act.PAY_TRANSFER, reference="ACH 20261124-0091")
    floor.presenter.enter()
    floor.presenter.act(Act.AWAITED)
    return payment


def _over_sale(window: MainWindow, payment: Payment) -> None:
    show_floor(window)
    window.floor.show_mode(FloorMode.PANEL)
    window.floor.show_panel(payment.panel)


def awaited(window: MainWindow) -> None:
    _over_sale(window, _awaited())


def awaited_one(window: MainWindow) -> None:
    payment = _awaited()
    payment.floor.presenter.desk.select("payments", 3)
    _over_sale(window, payment)


def awaited_lost(window: MainWindow) -> None:
    payment = _awaited()
    payment.floor.presenter.enter()
    payment.floor.presenter.desk.choose("outcome", "not_in_account")
    _over_sale(window, payment)


def awaited_told(window: MainWindow) -> None:
    payment = _awaited()
    payment.floor.presenter.enter()
    payment.floor.presenter.desk.choose("outcome", "not_in_account")
    payment.floor.presenter.enter()
    _over_sale(window, payment)


def awaited_none(window: MainWindow) -> None:
    payment = build_payment()
    floor = payment.floor
    outcomes = PaymentOutcomes(floor.state, MemoryReader(floor.store), InstantRunner(floor.store))
    plug_awaited(floor.presenter, floor.state, outcomes, payment.authorising)
    floor.presenter.open()
    floor.presenter.act(Act.AWAITED)
    _over_sale(window, payment)


def _received(note: str) -> Payment:
    """A sale that was paid with a note of 20, they said."""
    payment = build_payment()
    floor = payment.floor
    plug_corrections(floor.presenter, floor.after, ChangeCorrections(floor.state, floor.runner))
    floor.presenter.open()
    floor.scan("7450000000013")
    floor.presenter.act(Act.PAY)
    floor.presenter.note("20")
    floor.presenter.act(Act.CORRECT_CHANGE)
    floor.presenter.desk.edited("received", note)
    return payment


def change_fix(window: MainWindow) -> None:
    _over_sale(window, _received("50"))


def change_fix_refused(window: MainWindow) -> None:
    payment = _received("1")
    payment.floor.presenter.enter()
    _over_sale(window, payment)


STATES: tuple[tuple[str, Callable[[MainWindow], None]], ...] = (
    ("mixed", mixed),
    ("many", many),
    ("covered", covered),
    ("too-much", too_much),
    ("too-much-cash", too_much_cash),
    ("card", card),
    ("card-more", card_more),
    ("card-number", card_number),
    ("yappy", yappy),
    ("yappy-qr", yappy_qr),
    ("qr", qr),
    ("qr-asking", qr_asking),
    ("qr-unknown", qr_unknown),
    ("no-answer", no_answer),
    ("yappy-used", yappy_used),
    ("transfer", transfer),
    ("waiting", waiting),
    ("points", points),
    ("points-refused", points_refused),
    ("credit", credit),
    ("awaited", awaited),
    ("awaited-one", awaited_one),
    ("awaited-lost", awaited_lost),
    ("awaited-told", awaited_told),
    ("awaited-none", awaited_none),
    ("change-fix", change_fix),
    ("change-fix-refused", change_fix_refused),
)
