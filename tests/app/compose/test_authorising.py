"""The five-second flow in the real window over a real store: one key, the PIN, Enter; or a badge."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bridge.application import Application
from app.compose.running import RunningTill
from app.compose.window import TillWindow
from app.presenters.authorise import Asked
from app.presenters.messages import M
from app.ui.input_driver import Hand
from app.ui.main_window import Screen
from app.usecases.approvals import Approval, Override
from app.usecases.ports import OpenShift, WriteUnit
from core.domain.approval import Act, Method
from core.domain.journal.events import Event, EventKind
from core.domain.remote_code import answer_to, normalize_challenge
from core.domain.staff import LimitName, Measure
from tests.app.compose.test_window import WAIT_MS
from tests.fakes.demo_till import enrolled_launch

ACT = Act(
    "line.discount",
    "pos:discount",
    "0198f0c0-1111-7000-8000-0000000000aa",
    Decimal("1.63"),
    "damaged",
    (Measure(LimitName.DISCOUNT_PERCENT, Decimal(25)),),
    before="6.50",
    after="4.87",
)
ASKED = Asked("Descuento 25 % (límite 10 %)", "producto golpeado")

# Marta proves who she is; Iván is guessed at, and answers from afar.
MARTA_PIN, MARTA_BADGE = "582947", "CARNE-0003-X3TB"


class CountingHand(Hand):
    """Counts the keys that go down."""

    count = 0

    def _key(
        self, key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.count += 1
        super()._key(key, text, modifiers)


@dataclass
class Floor:
    """Ana at the till of the demo shop."""

    till: TillWindow
    running: RunningTill
    hand: CountingHand
    qtbot: QtBot
    approvals: list[Approval] = field(default_factory=list)
    cancelled: list[None] = field(default_factory=list)

    def ask(self) -> None:
        self.running.authorising.ask(ACT, ASKED, self.approvals.append, self._cancelled)

    def allowed(self) -> Approval:
        self.qtbot.waitUntil(lambda: bool(self.approvals), timeout=WAIT_MS)
        return self.approvals[-1]

    def _cancelled(self) -> None:
        self.cancelled.append(None)


@pytest.fixture(scope="module")
def opened(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TillWindow]:
    """One demo till for all tests here: opening it takes seconds."""
    till = TillWindow(Application(), enrolled_launch(tmp_path_factory.mktemp("till"), ""))
    till.show()
    deadline = time.monotonic() + WAIT_MS / 1000
    while till.window.screen_now is not Screen.SIGN_IN and time.monotonic() < deadline:
        QTest.qWait(10)
    yield till
    till.close()
    till.parts.translator.remove()
    till.window.close()
    till.window.deleteLater()
    qapp.sendPostedEvents(till.window, QEvent.Type.DeferredDelete)


@pytest.fixture
def floor(opened: TillWindow, qtbot: QtBot) -> Iterator[Floor]:
    running = opened.running
    assert running is not None
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow, timeout=WAIT_MS)
    running.state.person = running.reader.people()[0]
    running.state.shift = OpenShift("shift-1", 1, "2026-11-24", 0, "ana", 10_000)
    running.show_floor()
    yield Floor(opened, running, CountingHand(opened.window), qtbot)
    running.authorising.cancel()
    opened.window.floor.set_command("")


def test_one_key_the_pin_and_enter_and_both_people_are_in_the_journal(floor: Floor) -> None:
    floor.ask()
    floor.hand.type("1" + MARTA_PIN)
    floor.hand.press(Qt.Key.Key_Return)
    approval = floor.allowed()
    assert floor.hand.count == 1 + len(MARTA_PIN) + 1
    assert (approval.approver.name, approval.method) == ("Marta Ríos", Method.PIN)
    override = approval.spend(ACT, floor.running.state)
    granted = _record(floor, override)
    assert granted.kind == EventKind.OVERRIDE_GRANTED
    ana = floor.running.reader.people()[0]
    assert (granted.context.cashier_id, granted.context.approver_id) == (
        ana.staff_id,
        approval.approver.staff_id,
    )
    assert {granted.data[name] for name in ("before", "after", "reason")} == {"6.50", "4.87", "damaged"}


def test_a_badge_takes_no_key(floor: Floor) -> None:
    floor.ask()
    floor.hand.scan(MARTA_BADGE)
    assert floor.allowed().method is Method.BADGE
    assert floor.running.services.open_sale.sale.is_empty


def test_esc_goes_back_to_the_sale_and_keys_are_the_floors_again(floor: Floor) -> None:
    floor.ask()
    floor.hand.type("15")
    floor.hand.press(Qt.Key.Key_Escape)
    assert (len(floor.cancelled), floor.approvals) == (1, [])
    floor.hand.type("caf")
    command = floor.till.window.floor.command
    floor.qtbot.waitUntil(lambda: command.text() == "caf", timeout=WAIT_MS)


def test_goods_scanned_while_it_stands_are_no_guess_and_not_sold(floor: Floor) -> None:
    floor.ask()
    floor.hand.scan("7501031311309")
    panel = floor.till.window.authorise
    assert panel.stands
    assert floor.running.services.open_sale.sale.is_empty
    assert floor.running.authorising.is_open
    floor.hand.type("1" + MARTA_PIN)
    floor.hand.press(Qt.Key.Key_Return)
    assert floor.allowed().method is Method.PIN


def test_an_answer_from_afar_by_keys_alone(floor: Floor) -> None:
    key = floor.running.opened.approval_key
    assert key is not None
    ivan = floor.running.reader.people()[3]
    floor.ask()
    floor.hand.press(Qt.Key.Key_F9)
    remote = floor.till.window.authorise.shown
    assert remote is not None
    assert remote.remote is not None
    challenge = normalize_challenge(remote.remote.challenge)
    assert challenge is not None
    floor.hand.type(answer_to(key, challenge, ACT.permission, ACT.amount, ivan.staff_id))
    floor.hand.press(Qt.Key.Key_Return)
    assert floor.allowed().approver.name == "Iván Soto"


def test_a_badge_at_sign_in_picks_its_bearer(floor: Floor) -> None:
    floor.till.window.show_screen(Screen.SIGN_IN)
    floor.running.sign_in.open(floor.running.reader.people())
    floor.hand.scan(MARTA_BADGE)
    sign_in = floor.till.window.sign_in
    floor.qtbot.waitUntil(lambda: any(card.chosen for card in sign_in.people), timeout=WAIT_MS)
    assert [card.words for card in sign_in.people if card.chosen] == ["Marta Ríos"]


def test_wrong_pins_wait_over_a_restart_of_the_question(floor: Floor) -> None:
    floor.ask()
    floor.hand.type("2")
    for _ in range(5):
        floor.hand.type("000000")
        floor.hand.press(Qt.Key.Key_Return)
        floor.qtbot.waitUntil(_settled(floor), timeout=WAIT_MS)
    shown = floor.till.window.authorise.shown
    assert shown is not None
    assert shown.message is not None
    assert shown.message.id is M.APPROVER_WAIT
    floor.hand.press(Qt.Key.Key_Escape)
    floor.ask()
    floor.hand.type("2")
    panel = floor.till.window.authorise
    floor.qtbot.waitUntil(lambda: panel.shown is not None and panel.shown.wait_s > 0, timeout=WAIT_MS)


def _settled(floor: Floor) -> Callable[[], bool]:
    def settled() -> bool:
        shown = floor.till.window.authorise.shown
        return shown is not None and not shown.busy and shown.message is not None

    return settled


def _record(floor: Floor, override: Override) -> Event:
    context = floor.running.state.context()

    def operation(unit: WriteUnit) -> Event:
        return override.record(unit, context).event

    return floor.running.opened.store.runner.run(operation)
