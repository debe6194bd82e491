"""PRÁCTICA through the real window: own data and numbers, nothing sent, the real till untouched behind it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.bridge.application import Application
from app.compose.opening import Launch, open_till
from app.compose.practice_shop import FOLDER, PAPER_FILE, NoSecrets, open_practice
from app.compose.running import RunningTill
from app.compose.window import TillWindow
from app.presenters.lessons import Lesson, LessonShown
from app.presenters.messages import M, Message
from app.presenters.states import Act, FloorMode
from app.smoke.shop import smoke_launch
from app.store.driver import connect_reader
from app.store.errors import PracticeNeverSendsError
from app.system import SystemClock, SystemIds
from app.ui.main_window import Screen
from app.usecases.ports import OpenShift, WriteUnit
from core.domain.documents import format_number
from core.domain.journal.events import Event, decode_event
from core.domain.receipt.document import ReceiptDocument
from core.domain.receipt.text import render_text
from core.ports.secrets import SecretState
from resources import demo
from tests.fakes.windows import drop_windows
from tests.strictness import ExpectedLogs

WAIT_MS = 60_000
CODES = [product.barcode for product in demo.load().products if product.barcode][:3]


class Shop:
    """A till's window on its own data."""

    def __init__(self, qtbot: QtBot, launch: Launch) -> None:
        self.qtbot = qtbot
        self.window_of = TillWindow(Application(), launch)
        qtbot.addWidget(self.window_of.window)
        self.window_of.show()
        qtbot.waitUntil(lambda: self.screen is Screen.SIGN_IN, timeout=WAIT_MS)

    @property
    def window(self) -> Any:
        return self.window_of.window

    @property
    def screen(self) -> Screen:
        return self.window_of.window.screen_now

    @property
    def real(self) -> RunningTill:
        assert self.window_of.running is not None
        return self.window_of.running

    @property
    def practice(self) -> RunningTill:
        assert self.window_of.room is not None
        assert self.window_of.room.till is not None
        return self.window_of.room.till

    @property
    def practising(self) -> bool:
        assert self.window_of.room is not None
        return self.window_of.room.practising

    def button(self, name: str) -> QAbstractButton:
        """The one that shows; practice and the real till have screens of their own."""
        found = [one for one in self.window_of.window.findChildren(QAbstractButton, name) if one.isVisible()]
        assert len(found) == 1, name
        return found[0]

    def offers(self, name: str) -> bool:
        found = self.window_of.window.findChildren(QAbstractButton, name)
        return any(one.isVisible() for one in found)

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=WAIT_MS)

    def stand(self) -> None:
        """A cashier stands at the real till with a shift open."""
        self.real.state.person = self.real.reader.people()[0]
        self.real.state.shift = OpenShift("shift-1", 1, "2026-11-24", 0, "ana", 10_000)
        self.real.show_floor()

    def enter(self) -> None:
        """Into practice by the button of the sign-in screen, and its shift opened the first time."""
        self.button("practice").click()
        self.show_pin()
        self.until(lambda: self.practising)
        if self.screen is Screen.OPEN_SHIFT:
            self.practice.open_shift.enter()
        self.until(lambda: self.screen is Screen.FLOOR)

    def show_pin(self) -> None:
        """The first person of the shop, by the PIN that its screen shows."""
        person = self.real.reader.people()[0]
        for digit in (str(person.number), *self.real.opened.setup.demo_pins[person.staff_id]):
            self.real.sign_in.digit(digit)
        self.real.sign_in.enter()

    def leave(self) -> None:
        self.button("band.leave").click()
        assert not self.practising

    def sell(self, code: str) -> str:
        """Scan, exact cash; the number on the screen."""
        self.window_of.window.scanned(code)
        floor = self.practice.floor
        floor.act(Act.PAY)
        floor.act(Act.EXACT)
        self.until(lambda: self.practice.after.change is not None and not floor.busy)
        change = self.practice.after.change
        assert change is not None
        return change.number

    def close(self) -> None:
        self.window_of.close()
        del self.window_of


Opens = Callable[[Path], Shop]


@pytest.fixture
def shop_at(qtbot: QtBot) -> Iterator[Opens]:
    opened: list[Shop] = []

    def start(folder: Path) -> Shop:
        opened.append(Shop(qtbot, smoke_launch(folder, "")))
        return opened[-1]

    yield start
    for shop in opened:
        shop.close()
    drop_windows()  # else a later test's thread collects them


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A till as it is after its first start: made once, copied for each test."""
    folder = tmp_path_factory.mktemp("enrolled")
    open_till(smoke_launch(folder, ""), SystemClock(), SystemIds()).store.close()
    return folder


@pytest.fixture
def shop(shop_at: Opens, enrolled: Path, tmp_path: Path) -> Shop:
    for part in ("data", "config"):
        shutil.copytree(enrolled / part, tmp_path / part)
    return shop_at(tmp_path)


def events(data_dir: Path) -> list[Event]:
    connection = connect_reader(data_dir / "till.db")
    try:
        return [
            decode_event(row[0]) for row in connection.execute("SELECT payload FROM journal ORDER BY pos")
        ]
    finally:
        connection.close()


def settled(till: RunningTill) -> None:
    """All that was queued before is on disk."""
    till.opened.store.runner.run(_nothing)


def _says(shop: Shop) -> M | None:
    message = shop.window.sign_in._state.message
    return None if message is None else message.id


def _nothing(unit: WriteUnit) -> None:
    del unit


def names(till: RunningTill) -> list[str]:
    return [line.product.name for line in till.services.open_sale.sale.lines]


def test_a_practised_sale_has_its_own_number_journal_and_marked_paper(shop: Shop, tmp_path: Path) -> None:
    shop.enter()
    assert [shop.sell(CODES[0]), shop.sell(CODES[1])] == ["P-000001", "P-000002"]
    practised = events(tmp_path / "data" / FOLDER)
    assert [event.kind for event in practised][-2:] == ["sale.completed", "sale.completed"]
    assert all(event.context.training for event in practised)
    assert shop.practice.reader.totals()[0] == 2
    assert shop.real.reader.totals() == (0, 0)
    assert not any(event.context.training for event in events(tmp_path / "data"))
    newest = shop.practice.reader.recent_sales(1)[0]
    document = shop.practice.reader.receipt_document(newest.event_id)
    assert document is not None
    paper = [line.strip() for line in render_text(ReceiptDocument.from_json(document), 42).splitlines()]
    inked = [line for line in paper if line.strip("- ")]
    assert (inked[0], inked[-1]) == ("*** PRÁCTICA ***", "*** PRÁCTICA ***")
    assert "DEMOSTRACIÓN" not in inked
    assert any(format_number(newest.series, newest.number) in line for line in paper)


def test_practice_opens_no_socket_and_builds_nothing_that_could_send(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, socket_disabled: None
) -> None:
    from sync.transport.client import CentreClient

    def built(*arguments: object, **named: object) -> None:
        raise AssertionError("a transport was built")

    monkeypatch.setattr(CentreClient, "__init__", built)
    shop.enter()
    shop.sell(CODES[0])
    opened = shop.practice.opened
    assert opened.centre_url == ""
    assert isinstance(opened.secrets, NoSecrets)
    shop.practice.sync.start(
        "http://127.0.0.1:9", opened.identity, opened.store.outbox, opened.secrets, *_clock(shop)
    )
    shop.practice.sync.send_now()
    with pytest.raises(PracticeNeverSendsError):
        opened.store.outbox.take(50, 1 << 20)
    shop.leave()


def _clock(shop: Shop) -> tuple[Any, Any]:
    return shop.window_of.parts.clock, shop.window_of.parts.ids


def test_the_real_basket_is_untouched_and_the_practised_one_waits_for_the_next_time(shop: Shop) -> None:
    shop.stand()
    shop.window.scanned(CODES[0])
    mine = names(shop.real)
    shop.window.toggle_actions()
    shop.button("list.practice").click()
    shop.until(lambda: shop.practising)
    shop.practice.open_shift.enter()
    shop.until(lambda: shop.screen is Screen.FLOOR)
    shop.window.scanned(CODES[1])
    shop.window.scanned(CODES[2])
    practised = names(shop.practice)
    assert names(shop.real) == mine
    shop.window.toggle_actions()
    assert not shop.offers("list.practice")
    shop.button("list.leave_practice").click()
    assert shop.screen is Screen.SIGN_IN
    shop.stand()
    assert names(shop.real) == mine
    assert shop.window.floor.basket.model.rowCount() == 1
    shop.window.toggle_actions()
    assert shop.offers("list.practice")
    assert not shop.offers("list.leave_practice")
    shop.window.toggle_actions()
    shop.window.scanned(CODES[2])
    assert len(names(shop.real)) == 2
    assert names(shop.practice) == practised
    shop.window.show_screen(Screen.SIGN_IN)
    shop.enter()
    assert shop.window.floor.basket.model.rowCount() == 2
    assert names(shop.practice) == practised


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
    shop.until(lambda: _says(shop) is M.TRAINING_NOT_ALLOWED)
    assert (shop.screen, shop.practising, shop.real.state.person) == (Screen.SIGN_IN, False, None)


def test_a_power_cut_in_practice_keeps_both_baskets(shop: Shop, shop_at: Opens, tmp_path: Path) -> None:
    shop.stand()
    shop.window.scanned(CODES[0])
    shop.window.show_screen(Screen.SIGN_IN)
    shop.enter()
    shop.window.scanned(CODES[1])
    shop.window.scanned(CODES[2])
    mine, practised = names(shop.real), names(shop.practice)
    settled(shop.real)
    settled(shop.practice)
    cut = tmp_path / "cut"
    shutil.copytree(tmp_path / "data", cut / "data")  # what is on disk now is what a power cut leaves
    shutil.copytree(tmp_path / "config", cut / "config")
    again = shop_at(cut)
    assert not again.practising
    assert names(again.real) == mine
    again.enter()
    assert names(again.practice) == practised
    assert again.practice.opened.identity == shop.practice.opened.identity
    again.leave()
    assert again.screen is Screen.SIGN_IN


def test_the_dress_is_on_every_screen_of_practice_and_on_none_of_the_real_till(shop: Shop) -> None:
    band, strip = shop.window.practice.band, shop.window.strip
    assert (band.isVisible(), strip.isVisible()) == (False, True)
    shop.enter()
    shop.practice.floor.act(Act.LOCK)
    shop.until(lambda: shop.screen is Screen.SIGN_IN)
    assert (band.isVisible(), strip.isVisible()) == (True, False)
    assert [person.name for person in shop.practice.reader.people()] == ["Práctica 1", "Práctica 2"]
    for digit in "11111":
        shop.practice.sign_in.digit(digit)
    shop.practice.sign_in.enter()
    shop.until(lambda: shop.screen is Screen.FLOOR)
    assert band.isVisible()
    shop.leave()
    assert (band.isVisible(), strip.isVisible()) == (False, True)


def test_what_the_real_till_hears_meanwhile_is_not_drawn_over_practice(shop: Shop) -> None:
    shop.enter()
    shop.real._till.mailbox.post(partial(shop.real._sent, _message()))
    shop.window.scanned(CODES[0])
    shop.until(lambda: shop.window.floor.basket.model.rowCount() == 1)
    assert shop.window.floor.notice.message is None
    shop.leave()
    shop.until(lambda: shop.window.floor.notice.message is not None)


def _message() -> Message:
    return Message(M.SENT_ALL, values={"count": "3"})


def test_practice_left_while_paying_leaves_the_real_floor_selling(shop: Shop) -> None:
    shop.enter()
    shop.window.scanned(CODES[0])
    shop.practice.floor.act(Act.PAY)
    shop.leave()
    shop.stand()
    assert (shop.practice.floor.mode, shop.window.floor.mode) == (FloorMode.PAYMENT, FloorMode.SALE)
    assert shop.window.floor.basket.model.rowCount() == 0
    shop.window.show_screen(Screen.SIGN_IN)
    shop.enter()
    assert shop.window.floor.basket.model.rowCount() == 1


def test_a_lesson_ends_when_its_event_is_stored_and_the_next_visit_begins_anew(shop: Shop) -> None:
    band = shop.window.practice.band
    shop.enter()
    assert band.lesson == LessonShown(Lesson.SELL, 1)
    shop.sell(CODES[0])
    shop.until(lambda: band.lesson == LessonShown(Lesson.CHANGE, 2))
    shop.leave()
    shop.enter()
    assert band.lesson == LessonShown(Lesson.SELL, 1)


def test_paper_of_practice_is_a_file_and_no_drawer_opens(shop: Shop, tmp_path: Path) -> None:
    shop.enter()
    shop.sell(CODES[0])
    paper = tmp_path / "data" / FOLDER / PAPER_FILE
    shop.until(lambda: paper.exists() and paper.stat().st_size > 0)
    assert {job.kind.value for job in shop.practice.opened.store.print_jobs.recent(10)} == {"receipt"}
    assert shop.real.opened.store.print_jobs.recent(10) == ()


def test_practice_that_cannot_open_leaves_the_till_selling(
    shop: Shop, tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("practice does not open")
    (tmp_path / "data" / FOLDER).write_text("in the way", encoding="utf-8")
    shop.button("practice").click()
    shop.show_pin()
    shop.until(lambda: _says(shop) is M.PRACTICE_CLOSED)
    assert not shop.practising
    shop.stand()
    shop.window.scanned(CODES[0])
    assert shop.real.floor.mode is FloorMode.SALE
    assert len(names(shop.real)) == 1


def test_another_tills_data_are_never_opened_as_practice(shop: Shop, tmp_path: Path) -> None:
    other = tmp_path / "other"
    settled(shop.real)
    shutil.copytree(tmp_path / "data", other)
    with pytest.raises(Exception, match="practice_not_practice"):
        open_practice(other, shop.real.opened, *_clock(shop))


def test_the_secrets_of_practice_hold_nothing() -> None:
    secrets = NoSecrets()
    assert secrets.put("token", b"x") is SecretState.UNAVAILABLE
    secrets.delete("token")
    assert secrets.get("token") is SecretState.MISSING
    assert secrets.describe() == "none"
