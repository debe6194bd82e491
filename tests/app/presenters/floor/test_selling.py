"""Screens 3 and 4 as a cashier uses them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from app.presenters.floor.rows import promotion_is_better
from app.presenters.messages import M
from app.presenters.states import Act, FloorMode, RowKind, Sound
from app.store.errors import StoreFullError
from core.domain.discount import Discount, DiscountKind
from core.domain.journal.events import EventKind
from core.domain.promotion.amount_terms import Percent
from core.domain.promotion.book import RuleBook
from core.domain.promotion.pack_terms import NPayM
from core.domain.promotion.promoter import Promoter
from core.domain.promotion.rules import Promotion
from core.domain.promotion.targets import Targets
from core.domain.sale import Sale
from tests.app.presenters.floor.conftest import Floor, build_floor
from tests.fakes.catalogue import COLA, RICE
from tests.fakes.till import MemoryStore

RICE_CODE, COLA_CODE = "7450000000013", "7450000000020"
CHEESE_LABEL = "2100042012356"


def names(floor: Floor) -> list[str]:
    return [row.name for row in floor.view.rows]


def test_a_scan_adds_a_row_and_the_total_follows(floor: Floor) -> None:
    floor.scan(RICE_CODE, COLA_CODE)
    assert names(floor) == [RICE.name, COLA.name]
    assert floor.view.totals is not None
    assert (floor.view.totals.total, floor.view.totals.lines) == ("5.24", 2)
    assert floor.view.selected == 1
    assert floor.view.sounds[-1] is Sound.OK


def test_the_same_goods_again_count_on_the_last_row_without_a_reset(floor: Floor) -> None:
    resets = floor.view.resets
    floor.scan(COLA_CODE, COLA_CODE, COLA_CODE)
    assert [row.quantity for row in floor.view.rows] == ["3"]
    assert floor.view.rows[0].amount == "5.97"
    assert floor.view.resets == resets


def test_twelve_times_counts_the_next_scan_twelve_times(floor: Floor) -> None:
    floor.type("12*")
    floor.scan(COLA_CODE)
    assert floor.view.rows[0].quantity == "12"
    assert floor.view.command == ""


def test_a_weight_label_brings_its_weight(floor: Floor) -> None:
    floor.scan(CHEESE_LABEL)
    row = floor.view.rows[0]
    assert (row.quantity, row.unit, row.amount, row.measured) == ("1.235", "kg", "10.99", True)


def test_an_unknown_code_is_an_error_row_and_nothing_is_typed(floor: Floor) -> None:
    floor.scan(RICE_CODE, "7450000000099")
    assert floor.view.rows[1].kind is RowKind.ERROR
    assert floor.view.rows[1].message is not None
    assert floor.view.rows[1].message.id is M.UNKNOWN_CODE
    assert floor.view.command == ""
    assert floor.view.sounds[-1] is Sound.ERROR
    assert floor.view.totals is not None
    assert floor.view.totals.total == "3.25"


def test_a_receipt_scanned_into_the_sale_is_told_apart_from_goods(floor: Floor) -> None:
    for code in ("0001-000123", "CUADRE" + "A7" * 100):
        floor.scan(code)
        assert floor.view.message is not None
        assert floor.view.message.id is M.RECEIPT_SCANNED
        assert (floor.view.rows, floor.view.command) == ([], "")
        assert floor.view.sounds[-1] is Sound.ERROR


def test_a_wrong_check_digit_is_an_error_row_with_its_raw_text(floor: Floor) -> None:
    floor.scan("7450000000014")
    row = floor.view.rows[0]
    assert row.name == "7450000000014"
    assert row.message is not None
    assert row.message.id is M.BAD_SCAN


def test_control_characters_in_a_scan_do_not_reach_the_screen(floor: Floor) -> None:
    floor.scan("abc\x1b[2Jdef")
    assert "\x1b" not in floor.view.rows[0].name


def test_an_error_row_goes_by_its_button_and_leaves_the_lines(floor: Floor) -> None:
    floor.scan("7450000000014", RICE_CODE)
    floor.presenter.remove_row(0)
    assert names(floor) == [RICE.name]
    floor.presenter.step_quantity(1)
    assert floor.view.rows[0].quantity == "2"


def test_delete_with_no_line_chosen_takes_the_newest_refused_scan(floor: Floor) -> None:
    floor.scan("7450000000014", "7450000000021")
    floor.presenter.act(Act.REMOVE)
    assert names(floor) == ["7450000000014"]
    floor.presenter.act(Act.REMOVE)
    assert names(floor) == []


def test_typing_searches_and_enter_adds_the_selected_hit(floor: Floor) -> None:
    floor.type("cana")
    assert floor.shows(FloorMode.SEARCH)
    assert floor.view.search is not None
    assert [row.name for row in floor.view.search.rows] == ["Caña de azúcar"]
    floor.presenter.enter()
    assert names(floor) == ["Caña de azúcar"]
    assert floor.shows(FloorMode.SALE)
    assert floor.view.search is None


def test_enter_on_words_that_nothing_has_says_so_and_keeps_them(floor: Floor) -> None:
    floor.enter_text("zzz")
    assert floor.view.message is not None
    assert floor.view.message.id is M.NO_RESULTS
    assert floor.view.rows == []


def test_enter_on_an_empty_line_does_nothing(floor: Floor) -> None:
    floor.scan(RICE_CODE)
    floor.presenter.enter()
    assert floor.shows(FloorMode.SALE)
    assert len(floor.view.rows) == 1


def test_a_typed_code_is_added_like_a_scanned_one(floor: Floor) -> None:
    floor.enter_text(f"2*{RICE_CODE}")
    assert (floor.view.rows[0].name, floor.view.rows[0].quantity) == (RICE.name, "2")


def test_goods_by_weight_without_a_label_ask_for_the_weight(floor: Floor) -> None:
    floor.enter_text("queso")
    assert floor.view.message is not None
    assert floor.view.message.id is M.WEIGHT_NEEDED
    floor.enter_text("0.735")
    assert (floor.view.rows[0].quantity, floor.view.rows[0].amount) == ("0.735", "6.54")
    assert floor.store.kinds() == [EventKind.WEIGHT_ENTERED]


def test_the_quantity_key_takes_the_number_typed_after_it(floor: Floor) -> None:
    floor.scan(COLA_CODE)
    floor.presenter.act(Act.QUANTITY)
    floor.enter_text("3")
    assert floor.view.rows[0].quantity == "3"


def test_the_quantity_key_takes_the_number_typed_before_it(floor: Floor) -> None:
    floor.scan(COLA_CODE)
    floor.type("3")
    floor.presenter.act(Act.QUANTITY)
    assert floor.view.rows[0].quantity == "3"


def test_a_quantity_with_letters_or_zero_is_refused_and_nothing_changes(floor: Floor) -> None:
    floor.scan(COLA_CODE)
    for text, expected in (
        ("0", M.QUANTITY_NOT_POSITIVE),
        ("2.5", M.QUANTITY_NOT_WHOLE),
        ("tres", M.QUANTITY_NOT_NUMBER),
        ("74500000", M.QUANTITY_IS_CODE),
    ):
        floor.presenter.act(Act.QUANTITY)
        floor.enter_text(text)
        assert floor.view.message is not None
        assert floor.view.message.id is expected
    assert floor.view.rows[0].quantity == "1"


def test_an_unusual_quantity_is_asked_about(floor: Floor) -> None:
    floor.scan(COLA_CODE)
    floor.presenter.act(Act.QUANTITY)
    floor.enter_text("1000")
    assert floor.view.message is not None
    assert floor.view.message.id is M.QUANTITY_LARGE


def test_a_removed_row_comes_back_to_its_place_with_undo(floor: Floor) -> None:
    floor.scan(RICE_CODE, COLA_CODE, "7450000000037")
    floor.presenter.select_row(1)
    floor.presenter.act(Act.REMOVE)
    assert names(floor) == [RICE.name, "Caña de azúcar"]
    assert floor.view.message is not None
    assert (floor.view.message.id, floor.view.message.action) == (M.LINE_REMOVED, Act.UNDO)
    floor.presenter.act(Act.UNDO)
    assert names(floor) == [RICE.name, COLA.name, "Caña de azúcar"]
    assert floor.store.kinds() == [EventKind.LINE_REMOVED]


def test_more_of_what_a_second_person_allowed_is_refused_in_words(floor: Floor) -> None:
    floor.scan(COLA_CODE)
    key = floor.open_sale.sale.line_at(-1).key
    allowed = Discount(DiscountKind.MANUAL, "damaged", percent=Decimal(50), approver_id="marta")
    floor.open_sale.set_discount(key, allowed)
    floor.presenter.step_quantity(1)
    assert floor.view.message is not None
    assert floor.view.message.id is M.QUANTITY_APPROVED
    floor.type("100")
    floor.presenter.act(Act.QUANTITY)
    assert floor.open_sale.sale.line(key).quantity == 1
    floor.scan(COLA_CODE)
    assert names(floor) == [COLA.name, COLA.name]


def test_a_promotion_that_overtakes_the_law_is_said_and_can_be_taken_back(floor: Floor) -> None:
    three = Promotion(
        "3x2", 1, "3x2", NPayM(3, 2), Targets(everything=True), datetime(2020, 1, 1, tzinfo=UTC)
    )
    promoter = Promoter(RuleBook((three,)), floor.clock.now())
    floor.open_sale.sale = Sale(floor.open_sale.sale.sale_id, promoter=promoter)
    floor.scan(COLA_CODE)
    key = floor.open_sale.sale.line_at(-1).key
    law = Discount(DiscountKind.STATUTORY, "medicamento", percent=Decimal(20))
    floor.open_sale.set_discount(key, law)
    floor.type("3")
    floor.presenter.act(Act.QUANTITY)
    message = floor.view.message
    assert message is not None
    assert (message.id, message.action) == (M.PROMOTION_IS_BETTER, Act.UNDO)
    assert message.values == {"promotion": "1.99", "discount": "1.19"}
    floor.presenter.act(Act.UNDO)
    assert floor.open_sale.sale.line(key).terms.discount == law


def test_a_discount_by_law_that_a_promotion_beats_is_kept_in_waiting_and_said(floor: Floor) -> None:
    half = Promotion(
        "mitad",
        1,
        "mitad",
        Percent(50_000),
        Targets(everything=True),
        datetime(2020, 1, 1, tzinfo=UTC),
        valid_to=floor.clock.now() + timedelta(hours=1),
    )
    floor.open_sale.sale = Sale(
        floor.open_sale.sale.sale_id, promoter=Promoter(RuleBook((half,)), floor.clock.now())
    )
    floor.scan(COLA_CODE)
    law = Discount(DiscountKind.STATUTORY, "medicamento", percent=Decimal(20))
    change = floor.open_sale.set_discount(floor.open_sale.sale.line_at(-1).key, law)
    assert change.after is not None
    said = promotion_is_better(change.after)
    assert said is not None
    assert (said.id, said.values) == (M.PROMOTION_IS_BETTER, {"promotion": "1.00", "discount": "0.40"})
    floor.clock.advance(3_600)
    floor.presenter.act(Act.PAY)
    assert floor.open_sale.sale.total == Decimal("1.59"), "it ended before money was taken"
    floor.presenter.enter()
    (stored,) = [one.event.data for one in floor.store.events if one.event.kind == EventKind.SALE_COMPLETED]
    assert [(one["kind"], one["amount"]) for one in stored["discounts"]] == [("statutory", "0.40")]


def test_the_stepper_below_one_removes_the_row(floor: Floor) -> None:
    floor.scan(COLA_CODE)
    floor.presenter.step_quantity(-1)
    assert floor.view.rows == []
    assert floor.view.totals is not None
    assert floor.view.totals.zero


def test_escape_clears_the_line_and_never_the_basket(floor: Floor) -> None:
    floor.scan(COLA_CODE)
    floor.type("arr")
    floor.presenter.act(Act.BACK)
    assert floor.view.search is None
    assert len(floor.view.rows) == 1
    floor.presenter.act(Act.BACK)
    assert len(floor.view.rows) == 1


def test_every_change_is_kept_as_a_draft_that_a_crash_leaves_behind(floor: Floor) -> None:
    floor.scan(RICE_CODE, COLA_CODE, COLA_CODE, CHEESE_LABEL)
    floor.presenter.select_row(0)
    floor.presenter.act(Act.REMOVE)
    before = (names(floor), floor.view.totals)

    again = build_floor(floor.store)
    draft = again.after._reader.draft()
    assert draft is not None
    again.open_sale.restore(draft)
    again.presenter.open(restored_lines=again.open_sale.sale.line_count)
    assert (names(again), again.view.totals) == before
    assert again.view.message is not None
    assert again.view.message.id is M.BASKET_RESTORED


def test_a_basket_of_a_hundred_lines_is_sold_whole(floor: Floor) -> None:
    for _ in range(50):
        floor.scan(RICE_CODE, COLA_CODE)
    assert floor.view.totals is not None
    assert floor.view.totals.lines == 100
    floor.presenter.act(Act.PAY)
    floor.presenter.enter()
    assert floor.shows(FloorMode.CHANGE)
    sale = floor.store.events[-1].event
    assert (len(sale.data["items"]), sale.data["total_amount"]) == (100, "262.00")


def test_a_draft_that_cannot_be_written_is_said_and_the_basket_stands() -> None:
    store = MemoryStore()
    floor = build_floor(store)
    floor.presenter.open()

    store.fail_with = StoreFullError()
    floor.runner.held = True
    floor.scan(RICE_CODE)
    floor.runner.release()
    assert names(floor) == [RICE.name]
    assert floor.view.message is not None
    assert floor.view.message.id is M.STORE_FULL


def test_a_label_counted_several_times_is_refused_and_invents_no_weight(floor: Floor) -> None:
    floor.type("3*")
    floor.scan(CHEESE_LABEL)
    assert floor.view.rows == []
    assert floor.view.message is not None
    assert (floor.view.message.id, floor.view.message.values["name"]) == (M.LABEL_TIMES, "Queso blanco")


def test_every_weight_given_by_hand_is_on_record(floor: Floor) -> None:
    floor.enter_text("2*queso")
    floor.presenter.act(Act.QUANTITY)
    floor.enter_text("1.5")
    floor.scan(CHEESE_LABEL)
    assert floor.store.kinds() == [EventKind.WEIGHT_ENTERED, EventKind.WEIGHT_ENTERED]


def test_paying_takes_the_weight_that_stands_typed_first(floor: Floor) -> None:
    floor.enter_text("queso")
    floor.type("1.5")
    floor.presenter.act(Act.PAY)
    assert floor.shows(FloorMode.PAYMENT)
    assert floor.view.payment is not None
    assert floor.view.payment.due == "13.35"


def test_paying_without_the_weight_asked_for_asks_again(floor: Floor) -> None:
    floor.scan(RICE_CODE)
    floor.enter_text("queso")
    floor.presenter.act(Act.PAY)
    assert floor.shows(FloorMode.SALE)
    assert floor.view.message is not None
    assert floor.view.message.id is M.WEIGHT_NEEDED


def test_a_scan_in_place_of_the_weight_leaves_the_goods_in_sight(floor: Floor) -> None:
    floor.enter_text("queso")
    floor.scan(RICE_CODE)
    assert [(row.kind, row.name) for row in floor.view.rows] == [
        (RowKind.ERROR, "Queso blanco"),
        (RowKind.ITEM, RICE.name),
    ]


def test_repeating_weighed_goods_asks_for_the_weight_by_name(floor: Floor) -> None:
    floor.scan(CHEESE_LABEL)
    floor.presenter.act(Act.REPEAT)
    assert floor.view.message is not None
    assert (floor.view.message.id, floor.view.message.values["name"]) == (M.WEIGHT_NEEDED, "Queso blanco")
    floor.enter_text("0.5")
    assert len(floor.view.rows) == 2


def test_a_line_removed_while_its_quantity_is_awaited_is_simply_gone(floor: Floor) -> None:
    floor.scan(RICE_CODE, COLA_CODE)
    floor.presenter.act(Act.QUANTITY)
    floor.presenter.act(Act.REMOVE)
    floor.enter_text("arroz")
    assert names(floor) == [RICE.name]
    assert floor.view.rows[0].quantity == "2"


def test_a_refused_quantity_says_of_which_goods(floor: Floor) -> None:
    floor.enter_text(f"1.5*{COLA_CODE}")
    assert floor.view.message is not None
    assert floor.view.message.values["name"] == COLA.name
