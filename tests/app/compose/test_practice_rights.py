"""Who goes into PRÁCTICA, and what the real journal says of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.presenters.messages import M
from app.ui.main_window import Screen
from app.usecases.ports import WriteUnit
from tests.app.compose.practising import Shop, events, says, settled


def test_the_real_journal_says_who_practised_and_until_when(shop: Shop, tmp_path: Path) -> None:
    shop.stand()
    cashier = shop.real.reader.people()[0].staff_id
    shop.window.toggle_actions()
    shop.button("list.practice").click()
    shop.until(lambda: shop.practising)
    assert shop.real.state.person is None
    shop.leave()
    settled(shop.real)
    found = [event for event in events(tmp_path / "data") if event.kind in ("training.changed", "logout")]
    assert [(event.kind, event.data.get("on"), event.data["staff_id"]) for event in found] == [
        ("training.changed", True, cashier),
        ("logout", None, cashier),
        ("training.changed", False, cashier),
    ]
    assert not any(event.context.training for event in found)


def test_from_the_sign_in_screen_whoever_practises_shows_their_pin_and_is_named(
    shop: Shop, tmp_path: Path
) -> None:
    shop.button("practice").click()
    assert (shop.screen, shop.practising) == (Screen.SIGN_IN, False)
    shop.show_pin()
    shop.until(lambda: shop.practising)
    assert shop.real.state.person is None, "nobody stands at the real till meanwhile"
    shop.leave()
    settled(shop.real)
    cashier = shop.real.reader.people()[0].staff_id
    kinds = ("login.succeeded", "training.changed", "logout")
    found = [event for event in events(tmp_path / "data") if event.kind in kinds]
    assert [(event.kind, event.data["staff_id"]) for event in found] == [
        ("login.succeeded", cashier),
        ("training.changed", cashier),
        ("logout", cashier),
        ("training.changed", cashier),
    ]


def test_without_the_right_to_practise_nobody_goes_in_nor_stays_signed_in(shop: Shop) -> None:
    person = shop.real.reader.people()[0]

    def withdraw(unit: WriteUnit) -> None:
        rest = [one for one in unit.people() if one.staff_id != person.staff_id]
        unit.replace_staff([replace(person, permissions=person.permissions - {"pos:training"}), *rest])

    shop.real.opened.store.runner.run(withdraw)
    shop.real.sign_in.open(shop.real.reader.people())
    shop.button("practice").click()
    shop.show_pin()
    shop.until(lambda: says(shop) is M.TRAINING_NOT_ALLOWED)
    assert (shop.screen, shop.practising, shop.real.state.person) == (Screen.SIGN_IN, False, None)
