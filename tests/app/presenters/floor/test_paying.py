"""Screens 5 to 7: taking cash, completing, change, receipt."""

from __future__ import annotations

import pytest

from app.presenters.messages import M
from app.presenters.states import Act, DrawerState, FloorMode, PrintShown, Sound
from app.store.errors import StoreFullError, StoreUnavailableError
from core.domain.journal.events import EventKind
from tests.app.presenters.floor.conftest import Floor, build_floor
from tests.fakes.till import MemoryReader, MemoryStore

RICE_CODE, COLA_CODE = "7450000000013", "7450000000020"


@pytest.fixture
def due(floor: Floor) -> Floor:
    """A floor where 18.54 is due and payment is open."""
    floor.scan(RICE_CODE)
    floor.presenter.act(Act.QUANTITY)
    floor.enter_text("3")
    floor.scan(COLA_CODE)
    floor.presenter.act(Act.QUANTITY)
    floor.enter_text("4")
    floor.scan("7450000000037")
    floor.presenter.act(Act.PAY)
    assert floor.view.payment is not None
    assert floor.view.payment.due == "18.46"
    return floor


def test_enter_on_an_empty_line_takes_the_exact_cash_and_completes(due: Floor) -> None:
    due.presenter.enter()
    assert due.shows(FloorMode.CHANGE)
    assert due.view.change is not None
    assert (due.view.change.number, due.view.change.change) == ("0001-000001", "0.00")
    assert due.store.kinds()[-1] == EventKind.SALE_COMPLETED


class CountingReader(MemoryReader):
    """Counts the numbers asked for."""

    asked = 0

    def next_number(self, doc_type: str) -> tuple[str, int] | None:
        self.asked += 1
        return super().next_number(doc_type)


def test_what_is_not_about_the_money_is_made_while_the_payment_is_open() -> None:
    store = MemoryStore()
    reader = CountingReader(store)
    floor = build_floor(store, reader=reader)
    for number in (1, 2):
        floor.scan(RICE_CODE)
        floor.presenter.act(Act.PAY)
        assert reader.asked == number
        floor.presenter.enter()
        assert reader.asked == number  # nothing is left to be asked after Enter
        assert floor.view.change is not None
        assert floor.view.change.number == f"0001-00000{number}"
        floor.presenter.enter()


def test_a_note_that_covers_completes_with_change_in_pieces(due: Floor) -> None:
    due.presenter.note("20")
    assert due.view.change is not None
    assert (due.view.change.change, due.view.change.received) == ("1.54", "20.00")
    assert [(piece.value, piece.count) for piece in due.view.change.pieces] == [
        ("1.00", 1),
        ("0.50", 1),
        ("0.01", 4),
    ]


def test_cash_below_the_total_says_what_is_missing_and_stays(due: Floor) -> None:
    due.enter_text("10")
    assert due.shows(FloorMode.PAYMENT)
    assert due.view.payment is not None
    assert (due.view.payment.received, due.view.payment.missing) == ("10.00", "8.46")
    assert due.view.sounds[-1] is Sound.ATTENTION
    assert EventKind.SALE_COMPLETED not in due.store.kinds()
    due.presenter.enter()
    assert due.shows(FloorMode.CHANGE)


def test_typed_digits_never_complete_by_themselves(due: Floor) -> None:
    due.type("20")
    assert due.shows(FloorMode.PAYMENT)
    assert due.view.payment is not None
    assert (due.view.payment.primary, due.view.payment.typed) == ("20.00", True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("veinte", M.AMOUNT_NOT_NUMBER),
        ("1,234", M.AMOUNT_AMBIGUOUS),
        ("20.005", M.AMOUNT_AMBIGUOUS),
        ("20.0051", M.AMOUNT_TOO_FINE),
        ("0", M.AMOUNT_NOT_POSITIVE),
        ("-5", M.AMOUNT_NOT_POSITIVE),
        ("99999999999999", M.AMOUNT_TOO_LARGE),
    ],
)
def test_an_amount_that_is_none_is_refused_and_nothing_is_taken(due: Floor, text: str, expected: M) -> None:
    due.enter_text(text)
    assert due.view.message is not None
    assert due.view.message.id is expected
    assert due.view.payment is not None
    assert due.view.payment.received == "0.00"


def test_a_tender_can_be_given_back(due: Floor) -> None:
    due.enter_text("5")
    due.presenter.act(Act.REMOVE)
    assert due.view.payment is not None
    assert due.view.payment.tenders == ()
    assert due.view.payment.missing == "18.46"


def test_back_to_the_sale_keeps_the_money_and_freezes_the_lines(due: Floor) -> None:
    due.enter_text("5")
    due.presenter.act(Act.BACK)
    assert due.shows(FloorMode.SALE)
    due.scan(RICE_CODE)
    assert due.view.message is not None
    assert due.view.message.id is M.TENDERS_FIRST
    due.presenter.act(Act.PAY)
    assert due.view.payment is not None
    assert due.view.payment.received == "5.00"


def test_a_scan_in_payment_is_refused_aloud(due: Floor) -> None:
    due.scan(RICE_CODE)
    assert due.view.message is not None
    assert due.view.message.id is M.SCAN_NOT_HERE
    assert due.view.payment is not None
    assert due.view.payment.due == "18.46"


def test_paying_an_empty_basket_says_so(floor: Floor) -> None:
    floor.presenter.plus()
    assert floor.shows(FloorMode.SALE)
    assert floor.view.message is not None
    assert floor.view.message.id is M.BASKET_EMPTY


def test_drawer_and_receipt_are_queued_with_the_sale_and_the_draft_goes(due: Floor) -> None:
    due.presenter.enter()
    assert [job.kind for job in due.store.jobs] == ["drawer", "receipt"]
    assert {job.event_id for job in due.store.jobs} == {due.store.events[-1].event.event_id}
    assert due.store.headers == {}


def test_until_the_store_answers_the_sale_is_not_called_saved(due: Floor) -> None:
    due.runner.held = True
    due.presenter.enter()
    assert due.shows(FloorMode.PAYMENT)
    assert due.view.payment is not None
    assert due.view.payment.busy
    due.presenter.enter()
    due.presenter.note("50")
    due.runner.release()
    assert due.shows(FloorMode.CHANGE)
    assert due.store.kinds().count(EventKind.SALE_COMPLETED) == 1


def test_the_till_is_not_locked_while_a_sale_is_being_saved(due: Floor) -> None:
    due.runner.held = True
    due.presenter.enter()
    due.presenter.act(Act.LOCK)
    assert due.calls == []
    due.runner.release()
    due.presenter.act(Act.LOCK)
    assert due.calls == ["locked"]


def test_a_full_disk_keeps_basket_and_money_and_a_later_try_completes(due: Floor) -> None:
    due.store.fail_with = StoreFullError()
    due.presenter.note("20")
    assert due.shows(FloorMode.PAYMENT)
    assert due.view.message is not None
    assert due.view.message.id is M.STORE_FULL
    assert due.store.jobs == []
    due.store.fail_with = None
    due.presenter.enter()
    assert due.shows(FloorMode.CHANGE)
    assert due.view.change is not None
    assert (due.view.change.number, due.view.change.change) == ("0001-000001", "1.54")


def test_the_next_scan_takes_the_change_away_and_starts_the_next_sale(due: Floor) -> None:
    due.presenter.note("20")
    due.scan(RICE_CODE)
    assert due.view.change is None
    assert due.shows(FloorMode.SALE)
    assert len(due.view.rows) == 1


def test_escape_folds_the_change_and_enter_does_not_clear_it(due: Floor) -> None:
    due.presenter.note("20")
    due.presenter.enter()
    assert due.view.change is not None
    due.presenter.act(Act.BACK)
    assert due.view.change.folded
    due.presenter.act(Act.BACK)
    assert due.view.change.folded, "Esc only ever goes back"


def test_devices_report_on_the_change_screen(due: Floor) -> None:
    due.presenter.note("20")
    event_id = due.store.events[-1].event.event_id
    due.after.drawer(DrawerState.OPEN)
    due.after.print_changed(event_id, PrintShown.PRINTED)
    assert due.view.change is not None
    assert (due.view.change.drawer, due.view.change.printed) == (DrawerState.OPEN, PrintShown.PRINTED)


def test_a_waiting_receipt_is_said_and_the_sale_stands(due: Floor) -> None:
    due.presenter.note("20")
    event_id = due.store.events[-1].event.event_id
    due.after.print_changed(event_id, PrintShown.WAITING)
    assert due.view.message is not None
    assert (due.view.message.id, due.view.message.values) == (
        M.RECEIPT_WAITING,
        {"number": "0001-000001"},
    )


def test_a_receipt_in_doubt_asks_and_the_answer_is_passed_on(due: Floor) -> None:
    due.presenter.note("20")
    due.scan(RICE_CODE)
    due.after.print_changed(due.store.events[-1].event.event_id, PrintShown.UNCERTAIN)
    assert due.view.message is not None
    assert (due.view.message.id, due.view.message.action) == (M.RECEIPT_UNCERTAIN, Act.PRINTED_YES)
    assert due.view.message.values == {"number": "0001-000001"}
    due.presenter.act(Act.PRINTED_YES)
    assert due.calls == ["printed_yes"]


def test_the_last_receipt_opens_and_prints_again_as_a_marked_copy(due: Floor) -> None:
    due.presenter.note("20")
    due.presenter.act(Act.LAST_RECEIPT)
    assert due.shows(FloorMode.RECEIPT)
    assert due.view.receipt is not None
    assert (due.view.receipt.number, due.view.receipt.total) == ("0001-000001", "18.46")
    due.presenter.enter()
    copy = due.store.jobs[-1]
    assert (copy.kind, copy.copy_no) == ("receipt", 2)
    (original,) = [job for job in due.store.jobs if job.kind == "receipt" and job.copy_no == 1]
    assert copy.document == original.document, "the printer marks it by its number"
    assert due.store.kinds()[-1] == EventKind.RECEIPT_REPRINTED
    due.presenter.act(Act.BACK)
    assert due.shows(FloorMode.CHANGE)


def test_a_receipt_that_waits_is_not_printed_a_second_time(due: Floor) -> None:
    due.presenter.note("20")
    due.store.under_way.add(due.store.events[-1].event.event_id)
    before = len(due.store.jobs)
    due.presenter.act(Act.REPRINT)
    assert len(due.store.jobs) == before
    assert due.view.message is not None
    assert (due.view.message.id, due.view.message.values) == (M.RECEIPT_WAITING, {"number": "0001-000001"})


def test_without_a_sale_there_is_no_receipt_to_show(floor: Floor) -> None:
    floor.presenter.act(Act.LAST_RECEIPT)
    assert floor.shows(FloorMode.SALE)
    assert floor.view.message is not None
    assert floor.view.message.id is M.NO_RECEIPT


def test_nobody_signed_in_completes_nothing(due: Floor) -> None:
    due.state.person = None
    due.presenter.enter()
    assert due.shows(FloorMode.PAYMENT)
    assert EventKind.SALE_COMPLETED not in due.store.kinds()


def test_a_scan_while_saving_belongs_to_the_next_sale_and_the_change_is_said(due: Floor) -> None:
    due.runner.held = True
    due.presenter.note("20")
    due.scan(COLA_CODE)
    due.runner.release()
    assert due.shows(FloorMode.SALE)
    assert [row.name for row in due.view.rows] == ["Refresco de cola 2 L"]
    assert due.view.message is not None
    assert (due.view.message.id, due.view.message.values) == (
        M.SALE_SAVED,
        {"number": "0001-000001", "change": "1.54"},
    )


def test_far_too_much_cash_is_asked_about_once(due: Floor) -> None:
    due.enter_text("999999")
    assert due.shows(FloorMode.PAYMENT)
    assert due.view.message is not None
    assert due.view.message.id is M.AMOUNT_UNUSUAL
    due.presenter.enter()
    assert due.shows(FloorMode.CHANGE)


def test_another_person_does_not_see_the_change_or_receipt_of_the_last(due: Floor) -> None:
    due.presenter.note("20")
    due.presenter.act(Act.LAST_RECEIPT)
    due.presenter.act(Act.LOCK)
    due.presenter.open()
    assert (due.view.change, due.view.receipt) == (None, None)
    due.scan(COLA_CODE)
    due.presenter.act(Act.PAY)
    due.presenter.enter()
    due.presenter.act(Act.REPRINT)
    assert due.store.events[-1].event.data["number"] == "0001-000002"


def test_keys_do_nothing_to_a_basket_hidden_by_a_receipt(due: Floor) -> None:
    due.presenter.note("20")
    due.scan(RICE_CODE, COLA_CODE)
    due.presenter.act(Act.LAST_RECEIPT)
    for act in (Act.REMOVE, Act.UNDO, Act.REPEAT, Act.QUANTITY):
        due.presenter.act(act)
    due.presenter.step_quantity(1)
    assert [row.quantity for row in due.view.rows] == ["1", "1"]
    due.presenter.act(Act.BACK)
    assert due.shows(FloorMode.SALE)
    assert due.view.change is None


def test_a_scan_over_a_receipt_goes_into_the_sale(due: Floor) -> None:
    due.presenter.note("20")
    due.presenter.act(Act.LAST_RECEIPT)
    due.scan(COLA_CODE)
    assert due.shows(FloorMode.SALE)
    assert (len(due.view.rows), due.view.receipt) == (1, None)


def test_the_question_about_a_receipt_outlives_the_next_scans(due: Floor) -> None:
    due.presenter.note("20")
    event_id = due.store.events[-1].event.event_id
    due.after.print_changed(event_id, PrintShown.UNCERTAIN)
    due.scan(RICE_CODE, COLA_CODE)
    assert due.view.message is not None
    assert due.view.message.id is M.RECEIPT_UNCERTAIN
    assert due.after.asked_of == event_id
    due.after.print_changed(event_id, PrintShown.PRINTED)
    assert due.view.message is None


def test_a_drawer_that_stayed_shut_is_said_once(due: Floor) -> None:
    due.presenter.note("20")
    event_id = due.store.events[-1].event.event_id
    due.after.drawer_stuck(event_id)
    assert due.view.message is not None
    assert due.view.message.id is M.DRAWER_BY_KEY
    due.after.calm()
    due.after.drawer_stuck(event_id)
    assert due.view.message is None


def test_a_sale_stored_though_its_answer_was_lost_is_completed_and_never_sold_anew(due: Floor) -> None:
    due.store.answer_lost = StoreUnavailableError("missed")
    due.presenter.enter()
    assert due.shows(FloorMode.PAYMENT)
    due.presenter.enter()
    assert due.shows(FloorMode.CHANGE)
    assert due.store.kinds().count(EventKind.SALE_COMPLETED) == 1
    assert due.view.change is not None
    assert (due.view.change.number, due.view.change.change) == ("0001-000001", "0.00")
    assert due.view.message is not None
    assert due.view.message.id is M.SALE_STOOD
    assert not due.store.headers, "the draft went with the sale that stands"
    due.scan(RICE_CODE)
    due.presenter.act(Act.PAY)
    due.presenter.enter()
    assert due.view.change.number == "0001-000002", "the next sale goes on with the next number"


def test_a_payment_is_heard_from_its_opening_to_its_end_also_beneath_a_panel(floor: Floor) -> None:
    heard: list[bool] = []
    floor.presenter.on_payment(heard.append)
    floor.scan(RICE_CODE)
    assert heard == []
    floor.presenter.act(Act.PAY)
    assert heard == [True]
    floor.presenter.act(Act.CUSTOMER)
    floor.presenter.act(Act.BACK)
    assert heard == [True]
    floor.presenter.act(Act.BACK)
    assert heard == [True, False]
    floor.presenter.act(Act.PAY)
    floor.presenter.enter()
    assert heard == [True, False, True, False]
