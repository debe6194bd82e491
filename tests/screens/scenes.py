"""Every screen in its states, built from the believable states of `tests.fakes.presenters`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from app.presenters.lessons import Lesson, LessonShown
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import Say
from app.presenters.review_wording import V
from app.presenters.sign_in_state import PersonCard
from app.presenters.states import (
    DrawerState,
    FloorMode,
    Level,
    Link,
    PrinterState,
    PrintShown,
    ReceiptState,
)
from app.ui.main_window import MainWindow
from app.ui.pages import Screen
from core.domain.receipt.practice import practice_paper
from core.domain.receipt.words_es import SPANISH
from tests.fakes import presenters as fake
from tests.screens import (
    authorise_scenes,
    basket_tasks,
    centre_data,
    customer,
    customers,
    goods_scenes,
    messages,
    payments,
    receipts,
    reversals,
    reviews,
    sending,
    sign_in_scenes,
)
from tests.screens import panels as panel_scenes
from tests.screens.actions import sale_actions_last, sale_actions_many
from tests.screens.floors import receipt_document, sale_best, show_floor, show_strip


@dataclass(frozen=True)
class Scene:
    """A screen in a state; ``build`` brings a fresh window to it."""

    screen: str
    state: str
    build: Callable[[MainWindow], None]

    @property
    def name(self) -> str:
        return f"{self.screen}.{self.state}"


def start_opening(window: MainWindow) -> None:
    show_strip(window, link=Link.CONNECTING, shift="", person="", clock="")


def start_refused(window: MainWindow) -> None:
    show_strip(window, link=Link.CONNECTING, shift="", person="", clock="")
    window.start.show_refused(Message(M.ALREADY_OPEN, Tone.WARN), _nothing)
    window.show_screen(Screen.START)


def start_newer(window: MainWindow) -> None:
    show_strip(window, link=Link.CONNECTING, shift="", person="", clock="")
    window.start.show_refused(Message(M.DATABASE_NEWER, Tone.ERR), _nothing)
    window.show_screen(Screen.START)


def start_not_enrolled(window: MainWindow) -> None:
    show_strip(
        window, link=Link.NONE, shift="", person="", printer=PrinterState.NONE, drawer=DrawerState.NONE
    )
    window.start.show_not_enrolled(Message(M.NOT_ENROLLED), _nothing, _nothing)
    window.show_screen(Screen.START)


def _nothing() -> None:
    pass


def shift_fixed(window: MainWindow) -> None:
    show_strip(window, shift="", clock="08:01")
    window.open_shift.show_open_shift(fake.open_shift())
    window.show_screen(Screen.OPEN_SHIFT)


def shift_counting(window: MainWindow) -> None:
    shift_fixed(window)
    window.open_shift.show_open_shift(fake.open_shift(counting=True))


def sale_normal(window: MainWindow) -> None:
    show_floor(window)


def sale_taken_off(window: MainWindow) -> None:
    show_floor(window)
    window.floor.show_totals(replace(fake.totals(), subtotal="1,043.00", discount="−104.25", total="938.28"))


def sale_empty(window: MainWindow) -> None:
    show_floor(window, 0)


def sale_error(window: MainWindow) -> None:
    show_floor(window)
    window.floor.append_row(fake.error_row())
    window.floor.append_row(fake.error_row(100, "7501031311309", M.UNKNOWN_CODE))


def sale_offline(window: MainWindow) -> None:
    show_floor(window, link=Link.OFFLINE, queued=12, queue_level=Level.WARN, demo=True)


def sale_trouble(window: MainWindow) -> None:
    show_floor(
        window,
        link=Link.OFFLINE,
        queued=148,
        queue_level=Level.ERR,
        printer=PrinterState.PAPER_OUT,
        drawer=DrawerState.OPEN,
    )


def sale_notice(window: MainWindow) -> None:
    show_floor(window, 14)
    values = {"name": "Detergente líquido limón 1.8 L"}
    window.floor.notify(Message(M.LINE_REMOVED, Tone.INFO, values, action="undo"))


def sale_unreadable(window: MainWindow) -> None:
    show_floor(window, 0)
    window.floor.notify(Message(M.BASKET_UNREADABLE, Tone.ERR, lasting=True))


def sale_long(window: MainWindow) -> None:
    show_floor(window, 100)
    window.floor.select_row(97)
    window.floor.notify(
        Message(M.RECEIPT_UNCERTAIN, Tone.WARN, {"number": "0001-000123"}, action="reprint", lasting=True)
    )


def sale_products(window: MainWindow) -> None:
    show_floor(window)
    window.floor.side.to_tiles.click()


def sale_bakery(window: MainWindow) -> None:
    sale_products(window)
    window.floor.show_tiles(fake.bakery())


def sale_actions(window: MainWindow) -> None:
    show_floor(window)
    window.toggle_actions()


def _search(window: MainWindow, *, found: bool) -> None:
    show_floor(window)
    query = "cafe mol" if found else "zapat"
    window.floor.set_command(query)
    window.floor.show_search(fake.search(query, found=found))
    window.floor.show_mode(FloorMode.SEARCH)


def search_normal(window: MainWindow) -> None:
    _search(window, found=True)


def search_similar(window: MainWindow) -> None:
    show_floor(window)
    window.floor.set_command("cafee istmo")
    window.floor.show_search(fake.similar())
    window.floor.show_mode(FloorMode.SEARCH)


def search_keyboard(window: MainWindow) -> None:
    search_normal(window)
    window.floor.typing.open()


def search_empty(window: MainWindow) -> None:
    _search(window, found=False)


def pay_nothing(window: MainWindow) -> None:
    show_floor(window)
    window.floor.show_mode(FloorMode.PAYMENT)
    window.floor.show_payment(fake.payment(received="0.00", missing="43.00"))


def pay_partial(window: MainWindow) -> None:
    show_floor(window)
    window.floor.show_mode(FloorMode.PAYMENT)
    window.floor.show_payment(fake.payment())


def pay_error(window: MainWindow) -> None:
    pay_partial(window)
    window.floor.set_command("1,234")
    values = {"text": "1,234", "whole": "1234", "decimal": "1.23"}
    window.floor.notify(Message(M.AMOUNT_AMBIGUOUS, Tone.WARN, values))


def _change(window: MainWindow, **changes: object) -> None:
    show_floor(window, 0, drawer=DrawerState.OPEN)
    window.floor.show_mode(FloorMode.CHANGE)
    window.floor.show_change(fake.change(**changes))


def change_normal(window: MainWindow) -> None:
    _change(window)


def change_exact(window: MainWindow) -> None:
    _change(window, change="0.00", received="43.00", pieces=(), drawer=DrawerState.CLOSED)


def change_points(window: MainWindow) -> None:
    _change(
        window,
        change="0.00",
        received="0.00",
        pieces=(),
        drawer=DrawerState.CLOSED,
        earned="125",
        balance="1,339",
    )


def change_without_cash(window: MainWindow) -> None:
    _change(window, change="0.00", received="0.00", pieces=(), drawer=DrawerState.CLOSED)


def change_error(window: MainWindow) -> None:
    _change(window, printed=PrintShown.UNCERTAIN)
    window.strip.show_strip(fake.strip(printer=PrinterState.UNCERTAIN, drawer=DrawerState.OPEN))


def change_stood(window: MainWindow) -> None:
    _change(window)
    values = {"number": "0001-000123", "change": "7.37"}
    window.floor.notify(Message(M.SALE_STOOD, Tone.WARN, values, lasting=True))


def change_folded(window: MainWindow) -> None:
    _change(window, folded=True)


def _receipt(window: MainWindow, printed: PrintShown, sent: str, reviewed: Say | None = None) -> None:
    show_floor(window, 0)
    paper = receipt_document()
    state = ReceiptState("0001-000123", "10:02", "43.00", paper, 42, printed, sent, reviewed=reviewed)
    window.floor.show_mode(FloorMode.RECEIPT)
    window.floor.show_receipt(state)


def receipt_normal(window: MainWindow) -> None:
    _receipt(window, PrintShown.PRINTED, "acked")


def receipt_reviewed(window: MainWindow) -> None:
    _receipt(
        window, PrintShown.PRINTED, "review", Say(V.RESOLVED, {"done": Say(V.E_COUNT, {"who": "Marta"})})
    )


def receipt_error(window: MainWindow) -> None:
    _receipt(window, PrintShown.UNCERTAIN, "pending")


PRACTISING = "Práctica 1"


def _practice(window: MainWindow, scene: Callable[[MainWindow], None]) -> None:
    window.show_practice(True)
    window.practice.band.show_strip(fake.strip(link=Link.NONE, person=PRACTISING, shift="0001"))
    window.practice.band.show_lesson(LessonShown(Lesson.WEIGHT, 3))
    scene(window)


def practice_sign_in(window: MainWindow) -> None:
    people = (
        PersonCard("p1", 1, PRACTISING, "cashier", "1111"),
        PersonCard("p2", 2, "Práctica 2", "supervisor", "222222"),
    )
    _practice(window, partial(sign_in_scenes.show, people=people, practice=True, selected=None, typed=0))


def practice_sale(window: MainWindow) -> None:
    _practice(window, sale_normal)


def practice_pay(window: MainWindow) -> None:
    _practice(window, pay_partial)


def practice_change(window: MainWindow) -> None:
    _practice(
        window, partial(_change, number="P-000017", drawer=DrawerState.NONE, printed=PrintShown.PREVIEW)
    )


def practice_receipt(window: MainWindow) -> None:
    _practice(window, receipt_normal)
    state = ReceiptState(
        "P-000017",
        "10:02",
        "43.00",
        practice_paper(receipt_document(), SPANISH),
        42,
        PrintShown.PREVIEW,
        "practice",
    )
    window.floor.show_receipt(state)


def practice_actions(window: MainWindow) -> None:
    _practice(window, sale_actions)


SCENES: tuple[Scene, ...] = (
    Scene("00-start", "normal", start_opening),
    Scene("00-start", "refused", start_refused),
    Scene("00-start", "newer", start_newer),
    Scene("00-start", "not-enrolled", start_not_enrolled),
    Scene("01-sign-in", "normal", sign_in_scenes.normal),
    Scene("01-sign-in", "demo", sign_in_scenes.demo),
    Scene("01-sign-in", "error", sign_in_scenes.wrong),
    Scene("01-sign-in", "wait", sign_in_scenes.wait),
    Scene("01-sign-in", "practice", sign_in_scenes.practice),
    Scene("02-open-shift", "normal", shift_fixed),
    Scene("02-open-shift", "counting", shift_counting),
    Scene("03-sale", "normal", sale_normal),
    Scene("03-sale", "taken-off", sale_taken_off),
    Scene("03-sale", "empty", sale_empty),
    Scene("03-sale", "error", sale_error),
    Scene("03-sale", "offline", sale_offline),
    Scene("03-sale", "trouble", sale_trouble),
    Scene("03-sale", "notice", sale_notice),
    Scene("03-sale", "unreadable", sale_unreadable),
    Scene("03-sale", "long", sale_long),
    Scene("03-sale", "products", sale_products),
    Scene("03-sale", "bakery", sale_bakery),
    Scene("03-sale", "best", sale_best),
    Scene("04-search", "normal", search_normal),
    Scene("04-search", "keyboard", search_keyboard),
    Scene("04-search", "similar", search_similar),
    Scene("04-search", "empty", search_empty),
    Scene("05-pay", "empty", pay_nothing),
    Scene("05-pay", "normal", pay_partial),
    Scene("05-pay", "error", pay_error),
    *(Scene("05-pay", state, build) for state, build in payments.STATES),
    Scene("06-change", "normal", change_normal),
    Scene("06-change", "exact", change_exact),
    Scene("06-change", "points", change_points),
    Scene("06-change", "without-cash", change_without_cash),
    Scene("06-change", "error", change_error),
    Scene("06-change", "stood", change_stood),
    Scene("06-change", "folded", change_folded),
    Scene("07-receipt", "normal", receipt_normal),
    Scene("07-receipt", "reviewed", receipt_reviewed),
    Scene("07-receipt", "error", receipt_error),
    *(Scene("08-panel", state, build) for state, build in panel_scenes.STATES),
    *(Scene("09-reversal", state, build) for state, build in reversals.STATES),
    *(Scene("09-authorise", state, build) for state, build in authorise_scenes.states(sale_normal)),
    *(Scene("10-basket", state, build) for state, build in basket_tasks.STATES),
    *(Scene("11-customers", state, build) for state, build in customers.STATES),
    *(Scene("16-receipts", state, build) for state, build in receipts.STATES),
    *(Scene("19-sending", state, build) for state, build in sending.STATES),
    *(Scene("19-reviews", state, build) for state, build in reviews.STATES),
    *(Scene("19-data", state, build) for state, build in centre_data.STATES),
    *(Scene("13-goods", state, build) for state, build in goods_scenes.STATES),
    *(Scene("22-display", state, build) for state, build in customer.STATES),
    Scene("23-practice", "sign-in", practice_sign_in),
    Scene("23-practice", "sale", practice_sale),
    Scene("23-practice", "pay", practice_pay),
    Scene("23-practice", "change", practice_change),
    Scene("23-practice", "receipt", practice_receipt),
    Scene("23-practice", "actions", practice_actions),
    Scene("24-actions", "normal", sale_actions),
    Scene("24-actions", "many", sale_actions_many),
    Scene("24-actions", "last", sale_actions_last),
    *(Scene("25-messages", state, build) for state, build in messages.STATES),
)
