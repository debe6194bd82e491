"""F8, or a receipt scanned on the floor: goods come back piece by piece, and their money too."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.presenters.messages import M
from app.presenters.panels import Facts
from app.presenters.states import Act, FloorMode
from app.presenters.wording import W
from core.domain.errors import DomainError
from core.domain.journal.events import EventKind
from core.domain.staff import Limits
from tests.app.presenters.floor.reversing import OTHER_TILL, Reversing, code_of_another_till
from tests.fakes.catalogue import COLA, RICE
from tests.fakes.people import ANA, MARTA

CHEESE_LABEL = "2100042007352"


@pytest.fixture
def till() -> Reversing:
    """A till that sold three colas and one rice for cash."""
    made = Reversing()
    made.floor.type("3*")
    made.sell(COLA.barcode, RICE.barcode)
    return made


def rows(till: Reversing) -> list[str]:
    return [str(value) for block in till.panel.blocks if isinstance(block, Facts) for _, value in block.rows]


def steppers(till: Reversing) -> list[tuple[str, bool | None]]:
    return [(item.stepper, item.marked) for item in till.rows.items]


def items(till: Reversing) -> list[list[tuple[object, object]]]:
    found = []
    for event in till.events(EventKind.REFUND_COMPLETED):
        lines = event["items"]
        assert isinstance(lines, list)
        found.append([(line["original_n"], line["quantity"]) for line in lines])
    return found


def test_one_line_of_a_receipt_in_hand_comes_back_in_four_keys_and_the_second_person(till: Reversing) -> None:
    till.floor.scan("0001-000001")
    assert till.panel.name == "return", "the receipt opens its return by itself"
    till.space()
    till.enter()
    till.digit("1")
    till.enter()
    assert till.events(EventKind.REFUND_COMPLETED) == [], "nothing goes back before it is allowed"
    till.allow()
    assert till.pressed == 4
    (refund,) = till.events(EventKind.REFUND_COMPLETED)
    assert (refund["total_amount"], refund["reason"]) == ("5.97", "damaged")
    (granted,) = till.events(EventKind.OVERRIDE_GRANTED)
    assert (granted["permission"], granted["approver"], granted["amount"]) == (
        "pos:refund_cash",
        "marta",
        "5.97",
    )
    assert till.panel.name == "returned"
    assert rows(till) == ["5.97"]
    assert [job.kind for job in till.floor.store.jobs[-2:]] == ["drawer", "receipt"]
    till.enter()
    assert till.floor.view.panel is None


def test_quantities_by_keys_by_touch_and_typed_and_never_more_than_is_left(till: Reversing) -> None:
    till.act(Act.RETURN)
    till.desk.press("last")
    assert steppers(till) == [("0", False), ("0", False)]
    till.desk.step("lines", 0, 1)
    till.desk.step("lines", 0, 1)
    till.desk.step("lines", 0, -1)
    till.desk.mark("lines", 1)
    assert steppers(till) == [("1", True), ("1", True)]
    for _ in range(4):
        till.desk.step("lines", 0, 1)
    assert steppers(till)[0] == ("3", True)
    till.desk.edited("quantity", "2")
    assert steppers(till)[0] == ("2", True)
    till.desk.edited("quantity", "25")
    till.enter()
    assert till.said() is M.EXCEEDS_SOLD
    assert till.panel.primary is not None
    assert till.panel.primary.id == "next", "it stays on the lines"
    till.desk.edited("quantity", "0")
    assert steppers(till)[0] == ("0", False)
    till.desk.press("all")
    assert steppers(till) == [("3", True), ("1", True)]
    till.desk.press("none")
    till.enter()
    assert till.said() is M.NOTHING_MARKED


def test_what_came_back_is_told_with_its_number_and_the_rest_may_follow(till: Reversing) -> None:
    till.floor.state.person = MARTA
    till.floor.scan("0001-000001")
    till.desk.step("lines", 0, 1)
    till.enter()
    till.enter()
    till.enter()
    till.floor.scan("0001-000001")
    assert W.RETURN_BEFORE in till.remarks
    till.desk.press("all")
    till.enter()
    till.enter()
    assert items(till) == [[(1, "1")], [(1, "2"), (2, "1")]]
    totals = [Decimal(str(event["total_amount"])) for event in till.events(EventKind.REFUND_COMPLETED)]
    assert sum(totals) == Decimal("9.22")
    till.enter()
    till.floor.scan("0001-000001")
    assert till.said() is M.ALL_RETURNED
    assert till.panel.message is not None
    assert till.panel.message.values["name"] == "R0001-000001, R0001-000002"


def test_a_cashier_with_a_limit_gives_cash_back_alone_up_to_it(till: Reversing) -> None:
    till.floor.state.person = replace(ANA, limits=Limits(cash_refund=Decimal("5.00")))
    till.floor.scan("0001-000001")
    till.desk.step("lines", 0, 1)
    till.enter()
    till.enter()
    assert till.asked == []
    assert len(items(till)) == 1
    till.enter()
    till.floor.scan("0001-000001")
    till.desk.press("all")
    till.enter()
    till.enter()
    assert len(till.asked) > 0, "above it a second person is asked"
    assert len(items(till)) == 1


def test_money_goes_back_the_way_it_came_with_its_own_reference() -> None:
    till = Reversing()
    till.sell(RICE.barcode, COLA.barcode, card="4.00")
    till.floor.scan("0001-000001")
    till.desk.press("all")
    till.enter()
    assert rows(till) == ["4.00", "1.24", "5.24"]
    till.enter()
    till.enter()
    assert till.said() is M.REFERENCE_NEEDED
    till.type("998877")
    till.enter()
    till.allow()
    (refund,) = till.events(EventKind.REFUND_COMPLETED)
    payments = refund["payments"]
    assert isinstance(payments, list)
    assert [(one["method"], one["amount"], one.get("reference")) for one in payments] == [
        ("card", "4.00", "998877"),
        ("cash", "1.24", None),
    ]


def test_a_return_to_the_card_alone_needs_the_right_to_return_and_no_cash(till: Reversing) -> None:
    till.sell(RICE.barcode, card="3.25")
    till.floor.scan("0001-000002")
    till.desk.press("all")
    till.enter()
    till.enter()
    till.type("77")
    till.enter()
    till.allow()
    (granted,) = till.events(EventKind.OVERRIDE_GRANTED)
    assert granted["permission"] == "pos:return"
    assert till.floor.store.jobs[-1].kind == "receipt"
    assert till.floor.store.jobs[-2].kind == "receipt", "no drawer opens"


def test_weighed_goods_come_back_whole_or_by_weight(till: Reversing) -> None:
    till.floor.state.person = MARTA
    till.sell(CHEESE_LABEL)
    till.floor.scan("0001-000002")
    assert steppers(till) == [("", False)]
    till.desk.edited("quantity", "0.3005")
    till.enter()
    assert till.said() is M.QUANTITY_NOT_NUMBER
    till.desk.edited("quantity", "0.300")
    till.enter()
    till.enter()
    till.enter()
    till.floor.scan("0001-000002")
    till.desk.mark("lines", 0)
    till.enter()
    till.enter()
    assert items(till) == [[(1, "0.3")], [(1, "0.435")]]
    totals = [Decimal(str(event["total_amount"])) for event in till.events(EventKind.REFUND_COMPLETED)]
    assert sum(totals) == Decimal("6.54")


@pytest.mark.parametrize(
    ("scanned", "said"),
    [("0001-000077", M.RECEIPT_NOT_FOUND), ("0002-000001", M.RECEIPT_OTHER_TILL), ("R0001-000001", None)],
)
def test_a_receipt_that_cannot_be_found_says_why_and_asks_for_another(
    till: Reversing, scanned: str, said: M | None
) -> None:
    till.floor.scan(scanned)
    assert till.panel.name == "return"
    assert till.message is (said or M.RECEIPT_NOT_FOUND)
    till.type("1")
    till.enter()
    assert len(till.rows.items) == 2


def test_esc_goes_back_one_step_and_keeps_what_was_marked(till: Reversing) -> None:
    till.floor.scan("0001-000001")
    till.desk.step("lines", 0, 1)
    till.enter()
    till.act(Act.BACK)
    assert steppers(till)[0] == ("1", True)
    till.act(Act.BACK)
    assert till.floor.view.panel is None
    assert items(till) == []


def test_from_its_receipt_a_sale_may_be_voided_whole(till: Reversing) -> None:
    till.floor.scan("0001-000001")
    till.desk.press("void")
    assert till.panel.name == "void"
    till.enter()
    till.allow()
    assert len(till.events(EventKind.SALE_VOIDED)) == 1


def test_units_taken_back_meanwhile_are_seen_inside_the_transaction_and_marked_anew(till: Reversing) -> None:
    till.floor.state.person = MARTA
    till.floor.scan("0001-000001")
    till.desk.press("all")
    till.enter()
    other = Reversing(till.floor.store)
    other.floor.state.person = MARTA
    other.floor.scan("0001-000001")
    other.desk.step("lines", 0, 1)
    other.enter()
    other.enter()
    till.enter()
    assert till.said() in (M.EXCEEDS_SOLD, M.RETURN_CHANGED)
    assert len(items(till)) == 1
    till.desk.press("all")
    assert steppers(till) == [("2", True), ("1", True)]


def test_an_answer_that_was_lost_never_gives_the_money_twice(till: Reversing) -> None:
    till.floor.state.person = MARTA
    till.floor.scan("0001-000001")
    till.desk.step("lines", 0, 1)
    till.enter()
    till.floor.store.answer_lost = DomainError("store_unavailable")
    till.enter()
    assert till.said() is M.STORE_UNAVAILABLE
    till.enter()
    assert till.panel.name == "returned"
    assert len(items(till)) == 1


def test_a_scan_over_the_outcome_begins_the_next_sale(till: Reversing) -> None:
    till.floor.state.person = MARTA
    till.floor.scan("0001-000001")
    till.space()
    till.enter()
    till.enter()
    till.floor.scan(RICE.barcode)
    assert till.floor.shows(FloorMode.SALE)
    assert till.floor.open_sale.sale.line_count == 1


def test_a_return_beside_an_open_basket_leaves_the_basket(till: Reversing) -> None:
    till.floor.state.person = MARTA
    till.floor.scan(RICE.barcode, "0001-000001")
    till.space()
    till.enter()
    till.enter()
    till.enter()
    assert till.floor.open_sale.sale.line_count == 1
    assert till.floor.store.headers, "and its draft"


def test_on_the_receipt_in_sight_the_key_opens_its_return(till: Reversing) -> None:
    till.act(Act.LAST_RECEIPT)
    till.act(Act.RETURN)
    assert till.panel.name == "return"
    assert len(till.rows.items) == 2


def test_a_receipt_of_another_till_comes_back_by_its_signed_code_to_be_checked(till: Reversing) -> None:
    till.floor.state.person = MARTA
    till.floor.scan(code_of_another_till(till, RICE.barcode, COLA.barcode))
    assert W.RETURN_FOREIGN in till.remarks
    assert "void" not in [button.id for button in till.panel.buttons], "its own till voids it"
    till.space()
    till.enter()
    till.enter()
    (refund,) = till.events(EventKind.REFUND_COMPLETED)
    original = refund["original"]
    assert isinstance(original, dict)
    assert (original["terminal_id"], original["event_id"], original["series"]) == (OTHER_TILL, None, "0002")
    assert refund["total_amount"] == "3.25"


@pytest.mark.parametrize("paid", ["points", "exchange"])
def test_money_whose_owner_no_code_tells_is_refused_before_a_second_person_is_asked(
    till: Reversing, paid: str
) -> None:
    till.floor.scan(code_of_another_till(till, RICE.barcode, paid=paid))
    till.space()
    till.enter()
    till.enter()
    assert till.said() is M.REFUND_WAY_UNKNOWN
    assert till.question is None
    assert items(till) == []
    till.desk.choose("how", "exchange")
    till.enter()
    assert till.question is not None, "goods for goods may be allowed"


def test_an_article_nobody_here_knows_waits_for_the_network_and_the_others_come_back(till: Reversing) -> None:
    till.floor.state.person = MARTA
    till.floor.scan(code_of_another_till(till, RICE.barcode, COLA.barcode, unknown="99999"))
    known, unknown = till.rows.items
    assert (known.marked, unknown.marked, unknown.stepper) == (False, None, "")
    till.desk.mark("lines", 1)
    assert till.said() is M.LINE_UNRESOLVED
    till.desk.press("all")
    till.enter()
    till.enter()
    assert items(till) == [[(1, "1")]]


def test_a_code_that_does_not_hold_gives_nothing_back(till: Reversing) -> None:
    code = code_of_another_till(till, RICE.barcode)
    till.floor.store.till_keys.clear()
    till.floor.scan(code)
    assert till.said() is M.RECEIPT_TILL_UNKNOWN
    till.floor.presenter.scanned(code[:-4] + "AAAA")
    assert till.said() is not None
    assert till.panel.name == "return"
    assert items(till) == []
