"""Ctrl+Del on an empty basket or a receipt: a completed sale is undone as a whole, on the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.presenters.messages import M
from app.presenters.panels import Facts
from app.presenters.states import Act, FloorMode
from core.domain.journal.events import EventKind
from tests.app.presenters.floor.reversing import Reversing, code_of_another_till
from tests.fakes.catalogue import COLA, RICE
from tests.fakes.people import ANA, MARTA


@pytest.fixture
def till() -> Reversing:
    return Reversing()


def rows(till: Reversing) -> list[str]:
    return [str(value) for block in till.panel.blocks if isinstance(block, Facts) for _, value in block.rows]


def voided(till: Reversing) -> None:
    """Void the last sale up to its outcome."""
    till.act(Act.VOID)
    till.enter()
    till.allow()


def test_the_last_sale_is_voided_with_reason_and_a_second_person_and_says_what_to_give_back(
    till: Reversing,
) -> None:
    till.sell(RICE.barcode, COLA.barcode)
    till.act(Act.VOID)
    assert rows(till) == ["0001-000001", "10:02", "5.24", "5.24"]
    assert till.panel.primary is not None
    assert till.panel.primary.danger, "the step that undoes a sale is red"
    till.digit("2")
    till.enter()
    assert till.events(EventKind.SALE_VOIDED) == [], "nothing happens before it is allowed"
    till.allow()
    assert till.pressed == 3, "and nothing more but the second person"
    (event,) = till.events(EventKind.SALE_VOIDED)
    assert (event["reason"], event["total_amount"]) == ("wrong_tender", "5.24")
    (granted,) = till.events(EventKind.OVERRIDE_GRANTED)
    assert (granted["action"], granted["requester"], granted["approver"]) == ("sale.void", "ana", "marta")
    assert till.panel.name == "voided"
    assert rows(till) == ["5.24"]
    assert [job.kind for job in till.floor.store.jobs[-2:]] == ["drawer", "receipt"]
    till.enter()
    assert till.floor.view.panel is None
    assert till.floor.shows(FloorMode.SALE)
    assert till.floor.view.change is None, "the change of a sale that is undone is not shown any more"


def test_the_supervisor_who_asks_needs_nobody_else(till: Reversing) -> None:
    till.sell(RICE.barcode)
    till.floor.state.person = MARTA
    till.act(Act.VOID)
    till.enter()
    assert till.question is None
    assert len(till.events(EventKind.SALE_VOIDED)) == 1


def test_a_second_person_who_is_not_there_leaves_the_sale_as_it_was(till: Reversing) -> None:
    till.sell(RICE.barcode)
    till.act(Act.VOID)
    till.enter()
    till.modal.back()
    assert till.events(EventKind.SALE_VOIDED) == []
    assert till.panel.name == "void"


def test_money_on_a_card_goes_back_under_its_own_reference(till: Reversing) -> None:
    till.sell(RICE.barcode, card="2.00")
    till.act(Act.VOID)
    till.enter()
    till.enter()
    assert till.said() is M.REFERENCE_NEEDED
    till.type("4111 1111 1111 1111")
    till.enter()
    till.allow()
    assert till.said() is M.PAN_REFUSED
    assert till.events(EventKind.SALE_VOIDED) == []
    till.type("998877")
    till.enter()
    till.allow()
    assert rows(till) == ["2.00", "1.25"]
    (event,) = till.events(EventKind.SALE_VOIDED)
    payments = event["payments"]
    assert isinstance(payments, list)
    assert [(one["method"], one.get("reference")) for one in payments] == [("card", "998877"), ("cash", None)]


def test_the_same_sale_is_not_voided_twice_and_another_may_be_named(till: Reversing) -> None:
    till.sell(COLA.barcode)
    till.sell(RICE.barcode)
    voided(till)
    till.enter()
    till.act(Act.VOID)
    assert till.said() is M.RECEIPT_VOIDED
    till.type("1")
    till.enter()
    assert rows(till)[0] == "0001-000001"
    till.floor.presenter.scanned("0001-000002")
    assert till.said() is M.RECEIPT_VOIDED
    assert rows(till)[0] == "0001-000001", "the one that may be voided stays"


def test_a_sale_of_another_shift_is_refused_with_the_way_out(till: Reversing) -> None:
    till.sell(RICE.barcode)
    shift = till.floor.state.shift
    assert shift is not None
    till.floor.state.shift = replace(shift, shift_id="shift-2")
    till.act(Act.VOID)
    assert till.said() is M.VOID_OTHER_SHIFT
    till.type("77")
    till.enter()
    assert till.said() is M.RECEIPT_NOT_FOUND


def test_without_any_sale_there_is_nothing_to_void(till: Reversing) -> None:
    till.act(Act.VOID)
    assert till.floor.view.panel is None
    assert till.floor.view.message is not None
    assert till.floor.view.message.id is M.NO_RECEIPT


def test_with_goods_in_the_basket_the_key_gives_the_open_sale_up(till: Reversing) -> None:
    till.sell(RICE.barcode)
    till.floor.scan(COLA.barcode)
    till.act(Act.VOID)
    assert till.panel.name == "cancel"


def test_a_sale_being_given_up_keeps_its_panel_until_the_store_answers(till: Reversing) -> None:
    till.floor.state.person = replace(ANA, permissions=ANA.permissions | {"pos:cancel"})
    till.floor.scan(COLA.barcode)
    till.act(Act.VOID)
    till.floor.runner.held = True
    till.enter()
    till.act(Act.BACK)
    assert till.panel.busy, "what the store says is still to come"
    till.floor.runner.release()
    assert till.floor.view.panel is None
    assert till.floor.open_sale.sale.is_empty


def test_on_a_receipt_the_key_voids_that_receipt_even_beside_a_basket(till: Reversing) -> None:
    till.sell(RICE.barcode)
    till.floor.scan(COLA.barcode)
    till.act(Act.LAST_RECEIPT)
    till.act(Act.VOID)
    assert till.panel.name == "void"
    till.enter()
    till.allow()
    till.enter()
    assert till.floor.shows(FloorMode.SALE)
    assert till.floor.open_sale.sale.line_count == 1


def test_a_scan_over_the_outcome_begins_the_next_sale(till: Reversing) -> None:
    till.sell(RICE.barcode)
    voided(till)
    till.floor.presenter.scanned(COLA.barcode)
    assert till.floor.view.panel is None
    assert till.floor.open_sale.sale.line_count == 1


def test_while_it_is_stored_esc_and_a_second_enter_do_nothing(till: Reversing) -> None:
    till.sell(RICE.barcode)
    till.floor.state.person = MARTA
    till.act(Act.VOID)
    till.floor.runner.held = True
    till.enter()
    assert till.panel.busy
    till.enter()
    till.act(Act.BACK)
    assert till.panel.name == "void"
    till.floor.runner.release()
    assert till.panel.name == "voided"
    assert len(till.events(EventKind.SALE_VOIDED)) == 1


def test_a_full_disk_is_said_on_the_panel_and_nothing_is_undone(till: Reversing) -> None:
    from core.domain.errors import DomainError

    till.sell(RICE.barcode)
    till.floor.state.person = MARTA
    till.floor.store.fail_with = DomainError("store_full")
    till.act(Act.VOID)
    till.enter()
    assert till.said() is M.STORE_FULL
    assert till.panel.name == "void"
    assert till.events(EventKind.SALE_VOIDED) == []


def test_the_last_receipt_is_the_paper_of_the_void_and_prints_again(till: Reversing) -> None:
    till.sell(RICE.barcode)
    voided(till)
    till.enter()
    till.act(Act.LAST_RECEIPT)
    shown = till.floor.view.receipt
    assert shown is not None
    assert "ANULACIÓN" in shown.document
    till.act(Act.REPRINT)
    (copy,) = [job for job in till.floor.store.jobs if job.copy_no == 2]
    assert copy.document is not None
    assert "ANULACIÓN" in copy.document
    till.act(Act.VOID)
    assert till.said() is M.RECEIPT_VOIDED, "a void is not voided: the last sale is meant, and it is gone"


def test_a_sale_of_another_till_is_voided_there(till: Reversing) -> None:
    till.sell(RICE.barcode)
    till.act(Act.VOID)
    till.floor.presenter.scanned(code_of_another_till(till, RICE.barcode))
    assert till.said() is M.VOID_OTHER_TILL
    assert rows(till)[0] == "0001-000001"
