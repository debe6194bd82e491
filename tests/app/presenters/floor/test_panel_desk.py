"""Panels over the sale: who hears what, what waits, and what comes back."""

from __future__ import annotations

import pytest

from app.presenters.messages import M, Message, Tone
from app.presenters.panels import PanelButton
from app.presenters.states import WHILE_PAYING, WHILE_SELLING, Act, FloorMode, Sound
from tests.app.presenters.floor.conftest import Floor
from tests.fakes.panels import RecordingPart, lines

RICE_CODE, COLA_CODE = "7450000000013", "7450000000020"


def opened(floor: Floor) -> RecordingPart:
    part = RecordingPart(floor.presenter.desk)
    floor.presenter.desk.open_panel(part)
    return part


def on_panel(floor: Floor) -> Message | None:
    """The message on the panel."""
    assert floor.view.panel is not None
    return floor.view.panel.message


def said(message: Message | None) -> M | None:
    return None if message is None else message.id


def test_a_registered_action_opens_its_panel_over_the_sale(floor: Floor) -> None:
    assert Act.DISCOUNT not in floor.view.acts
    floor.presenter.register(Act.DISCOUNT, lambda: opened(floor))
    assert {Act.DISCOUNT, Act.PAY, Act.QUANTITY} <= floor.view.acts
    floor.scan(RICE_CODE)
    floor.presenter.act(Act.DISCOUNT)
    assert floor.shows(FloorMode.PANEL)
    assert floor.view.panel is not None
    assert floor.view.panel.name == "form"
    assert len(floor.view.rows) == 1


def test_an_action_without_a_task_does_nothing(floor: Floor) -> None:
    floor.presenter.act(Act.RETURN)
    assert floor.shows(FloorMode.SALE)
    assert floor.view.message is None


def test_scans_enter_pay_and_escape_go_to_the_part(floor: Floor) -> None:
    part = opened(floor)
    floor.scan(COLA_CODE)
    floor.presenter.enter()
    floor.presenter.plus()
    floor.presenter.act(Act.PAY)
    assert part.heard == [("scanned", COLA_CODE), ("enter",), ("enter",), ("enter",)]
    assert floor.view.rows == []
    floor.presenter.act(Act.BACK)
    assert floor.shows(FloorMode.SALE)
    assert floor.view.panel is None


def test_the_screen_s_intents_reach_the_part_as_they_are(floor: Floor) -> None:
    part = opened(floor)
    asked = floor.presenter.panel_actions
    asked.edited("name", "Ana")
    asked.digit("4")
    asked.erase()
    asked.focus("id")
    asked.choose("reason", "broken")
    asked.select("lines", 2)
    asked.move(-1)
    asked.mark("lines", 1)
    asked.step("lines", 1, 1)
    asked.press("search")
    assert part.heard == [
        ("edited", "name", "Ana"),
        ("digit", "4"),
        ("erase",),
        ("focus", "id"),
        ("choose", "reason", "broken"),
        ("select", "lines", 2),
        ("move", -1),
        ("mark", "lines", 1),
        ("step", "lines", 1, 1),
        ("press", "search"),
    ]


def test_other_actions_wait_and_say_so_on_the_panel(floor: Floor) -> None:
    floor.presenter.register(Act.RETURN, lambda: opened(floor))
    floor.scan(RICE_CODE)
    opened(floor)
    for act in (Act.RETURN, Act.REMOVE, Act.UNDO, Act.LAST_RECEIPT):
        floor.presenter.act(act)
        assert said(on_panel(floor)) is M.PANEL_FIRST
        assert floor.view.sounds[-1] is Sound.ERROR
    floor.presenter.pick_tile("0198f0c0-0000-7000-8000-000000000001")
    assert len(floor.view.rows) == 1
    assert floor.shows(FloorMode.PANEL)


def test_a_refusal_stands_until_the_next_key(floor: Floor) -> None:
    part = opened(floor)
    floor.presenter.desk.refuse(Message(M.AMOUNT_TOO_FINE, Tone.WARN))
    assert on_panel(floor) == Message(M.AMOUNT_TOO_FINE, Tone.WARN)
    assert floor.view.message is None
    floor.presenter.panel_actions.edited("credit", "60.0")
    assert on_panel(floor) is None
    assert part.heard[-1] == ("edited", "credit", "60.0")


def test_a_refusal_without_a_panel_stands_over_the_basket(floor: Floor) -> None:
    floor.presenter.desk.refuse(Message(M.NOTHING_TO_UNDO))
    assert floor.view.message == Message(M.NOTHING_TO_UNDO)
    floor.presenter.desk.say(None)
    assert floor.view.message is None


def test_a_part_over_another_comes_first_and_gives_way_again(floor: Floor) -> None:
    below = opened(floor)
    above = RecordingPart(floor.presenter.desk, lines())
    floor.presenter.desk.open_panel(above)
    below.show(title="Otro")
    assert floor.view.panel == above.panel()
    floor.presenter.act(Act.BACK)
    assert floor.view.panel == below.panel()
    assert floor.shows(FloorMode.PANEL)
    floor.presenter.act(Act.BACK)
    assert floor.shows(FloorMode.SALE)


def test_while_a_part_is_busy_nothing_acts_twice(floor: Floor) -> None:
    part = opened(floor)
    part.show(busy=True)
    floor.presenter.enter()
    floor.presenter.panel_actions.press("search")
    floor.presenter.panel_actions.choose("reason", "broken")
    floor.scan(COLA_CODE)
    floor.presenter.act(Act.LOCK)
    assert part.heard == []
    assert said(on_panel(floor)) is M.SCAN_NOT_HERE
    assert floor.calls == []
    part.show(busy=False, primary=PanelButton("save", "Guardar"))
    floor.presenter.enter()
    assert part.heard == [("enter",)]


def test_locking_leaves_the_panel_behind(floor: Floor) -> None:
    opened(floor)
    floor.presenter.act(Act.LOCK)
    assert floor.calls == ["locked"]
    floor.presenter.open()
    assert floor.shows(FloorMode.SALE)
    assert not floor.presenter.desk.is_open


def test_a_search_is_over_and_the_line_empty_when_a_panel_opens(floor: Floor) -> None:
    floor.type("arro")
    assert floor.shows(FloorMode.SEARCH)
    opened(floor)
    assert floor.view.command == ""
    floor.presenter.command_changed("typed behind the panel")
    floor.presenter.act(Act.BACK)
    assert floor.shows(FloorMode.SALE)


def test_a_panel_over_the_payment_returns_to_it_with_the_sums_of_now(floor: Floor) -> None:
    floor.scan(RICE_CODE)
    floor.presenter.act(Act.PAY)
    opened(floor)
    drawn = floor.view.payment
    floor.open_sale.scan(RICE_CODE)
    floor.presenter.act(Act.BACK)
    assert floor.shows(FloorMode.PAYMENT)
    assert drawn is not None
    assert floor.view.payment is not None
    assert (drawn.due, floor.view.payment.due) == ("3.25", "6.50")


def test_a_panel_over_change_returns_to_it_only_while_no_sale_has_begun(floor: Floor) -> None:
    floor.scan(RICE_CODE)
    floor.presenter.act(Act.PAY)
    floor.presenter.enter()
    opened(floor)
    floor.presenter.act(Act.BACK)
    assert floor.shows(FloorMode.CHANGE)
    part = opened(floor)
    floor.open_sale.scan(COLA_CODE)
    part.back()
    assert floor.shows(FloorMode.SALE)
    assert floor.view.change is None


def test_a_sale_completed_from_a_panel_leaves_it(floor: Floor) -> None:
    floor.scan(RICE_CODE)
    floor.presenter.act(Act.PAY)
    floor.runner.held = True
    floor.presenter.enter()
    opened(floor)
    floor.runner.release()
    assert floor.shows(FloorMode.CHANGE)
    assert floor.view.panel is None
    floor.presenter.desk.close_panel()
    assert floor.shows(FloorMode.CHANGE)


def test_no_task_begins_while_a_sale_is_being_saved(floor: Floor) -> None:
    asked: list[str] = []
    floor.presenter.register(Act.PAY_CARD, lambda: asked.append("card"))
    floor.scan(RICE_CODE)
    floor.presenter.act(Act.PAY)
    floor.runner.held = True
    floor.presenter.enter()
    floor.presenter.act(Act.PAY_CARD)
    assert asked == []


@pytest.mark.parametrize("act", sorted(WHILE_PAYING | WHILE_SELLING))
def test_a_task_is_done_only_where_it_belongs(floor: Floor, act: Act) -> None:
    asked: list[Act] = []
    floor.presenter.register(act, lambda: asked.append(act))
    floor.scan(RICE_CODE)
    floor.presenter.act(act)
    sale = list(asked)
    floor.presenter.act(Act.PAY)
    floor.presenter.act(act)
    paying = asked[len(sale) :]
    refused = floor.view.message
    if act in WHILE_PAYING:
        assert (sale, paying) == ([], [act])
    else:
        assert (sale, paying) == ([act], [])
        assert said(refused) is M.SALE_FIRST


def test_a_way_to_pay_chosen_in_the_sale_says_what_comes_first(floor: Floor) -> None:
    floor.presenter.register(Act.PAY_CARD, lambda: None)
    floor.presenter.act(Act.PAY_CARD)
    assert said(floor.view.message) is M.PAYMENT_FIRST
