"""Paying in the real window over a real store: keys counted as in the table of ux.md section 6."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bridge.application import Application
from app.compose.running import RunningTill
from app.compose.window import TillWindow
from app.presenters.messages import M
from app.presenters.states import FloorMode
from app.ui.main_window import Screen
from app.usecases.ports import OpenShift
from core.domain.documents import CompletedSale, SalePayment
from hardware.virtual.eft import EftFault, VirtualEft
from tests.app.compose.test_authorising import CountingHand
from tests.app.compose.test_window import WAIT_MS
from tests.fakes.demo_till import enrolled_launch


@dataclass
class Shop:
    """Ana at the till of the demo shop, something in the basket."""

    till: TillWindow
    running: RunningTill
    hand: CountingHand
    qtbot: QtBot

    def keys(self, text: str) -> None:
        self.hand.type(text)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.hand.press(key)

    def wait(self, mode: FloorMode) -> None:
        floor = self.till.window.floor
        self.qtbot.waitUntil(lambda: floor.mode is mode, timeout=WAIT_MS)

    @property
    def due(self) -> Decimal:
        return self.running.services.open_sale.sale.total

    def sold(self) -> CompletedSale:
        """The sale just completed, as the journal on the disk holds it."""
        self.wait(FloorMode.CHANGE)
        latest = self.running.reader.recent_sales(1)[0]
        found = self.running.reader.sold(latest.series, latest.number)
        assert found is not None
        return found.sale


@pytest.fixture(scope="module")
def gateway() -> Iterator[VirtualEft]:
    with VirtualEft() as virtual:
        yield virtual


@pytest.fixture(scope="module")
def opened(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, gateway: VirtualEft
) -> Iterator[TillWindow]:
    """One till for all tests here: opening it takes seconds."""
    launch = enrolled_launch(tmp_path_factory.mktemp("till"), "")
    launch = replace(launch, config=replace(launch.config, yappy_gateway=gateway.address))
    till = TillWindow(Application(), launch)
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
def shop(opened: TillWindow, qtbot: QtBot) -> Shop:
    running = opened.running
    assert running is not None
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow, timeout=WAIT_MS)
    running.state.person = running.reader.people()[0]
    running.state.shift = OpenShift("shift-1", 1, "2026-11-24", 0, "ana", 10_000)
    running.show_floor()
    goods = running.catalogue.search("arroz", 1)[0]
    running.floor.pick_tile(goods.product.variant_id)
    return Shop(opened, running, CountingHand(opened.window), qtbot)


def _facts(payment: SalePayment) -> tuple[str, str, str | None, str | None]:
    details = payment.details
    return payment.method, f"{payment.amount}", details.card_last4, details.authorization_code


def test_a_card_takes_three_keys_and_its_two_numbers(shop: Shop) -> None:
    due = shop.due
    shop.press(Qt.Key.Key_F10, Qt.Key.Key_F6)
    shop.keys("4242" + "AUTH_123")
    shop.press(Qt.Key.Key_Return)
    assert shop.hand.count == 3 + len("4242AUTH_123")
    assert [_facts(one) for one in shop.sold().payments] == [("card", f"{due}", "4242", "AUTH_123")]


def test_cash_and_a_card_take_four_keys_and_what_is_typed(shop: Shop) -> None:
    rest = shop.due - Decimal("1.00")
    shop.press(Qt.Key.Key_F10)
    shop.keys("1.00")
    shop.press(Qt.Key.Key_Return)
    shop.press(Qt.Key.Key_F6)
    shop.keys("4242" + "AUTH_124")
    shop.press(Qt.Key.Key_Return)
    assert shop.hand.count == 4 + len("1.004242AUTH_124")
    sale = shop.sold()
    expected = [("cash", "1.00", None, None), ("card", f"{rest}", "4242", "AUTH_124")]
    assert [_facts(one) for one in sale.payments] == expected
    assert sale.change_due == 0


def test_yappy_takes_three_keys_and_its_code(shop: Shop) -> None:
    shop.press(Qt.Key.Key_F10, Qt.Key.Key_F7)
    shop.keys("YP-8841TQ")
    shop.press(Qt.Key.Key_Return)
    assert shop.hand.count == 3 + len("YP-8841TQ")
    payment = shop.sold().payments[0]
    assert (payment.method, payment.state) == ("yappy", "unconfirmed")
    assert payment.details.confirmation_code == "YP-8841TQ"


def test_a_used_yappy_code_is_refused_by_the_journal_on_the_disk(shop: Shop) -> None:
    shop.press(Qt.Key.Key_F10, Qt.Key.Key_F7)
    shop.keys("YP-8841TQ")
    shop.press(Qt.Key.Key_Return)
    panel = shop.till.window.floor.panel.panel
    assert panel is not None
    assert panel.message is not None
    assert panel.message.id is M.CODE_USED
    shop.press(Qt.Key.Key_Escape, Qt.Key.Key_Return)
    assert shop.sold().payments[0].method == "cash"


def _shown(shop: Shop) -> str:
    panel = shop.till.window.floor.panel.panel
    return "" if panel is None else f"{panel.name} {panel.icon} {len(panel.blocks)}"


def test_a_qr_code_over_a_real_socket_shown_on_both_screens_and_paid(shop: Shop, gateway: VirtualEft) -> None:
    due = shop.due
    shop.press(Qt.Key.Key_F10, Qt.Key.Key_F7, Qt.Key.Key_Return)
    shop.qtbot.waitUntil(lambda: shop.running.feed.snapshot().qr is not None, timeout=WAIT_MS)
    code = shop.running.feed.snapshot().qr
    assert code is not None
    assert (code.data, code.amount) == (
        f"yappy://pay/{gateway.charges[-1].order}?c={due * 100:.0f}",
        f"{due}",
    )
    gateway.decide("approved")
    shop.press(Qt.Key.Key_Return)
    shop.wait(FloorMode.PAYMENT)
    assert shop.running.feed.snapshot().qr is None
    shop.press(Qt.Key.Key_Return)
    payment = shop.sold().payments[0]
    assert (payment.method, payment.state, payment.details.mode) == ("yappy", "confirmed", "dynamic_qr")
    assert payment.details.reference == gateway.charges[-1].order


def test_a_line_that_drops_after_the_payment_is_settled_by_asking(shop: Shop, gateway: VirtualEft) -> None:
    gateway.faults.add(EftFault.DROP)
    shop.press(Qt.Key.Key_F10, Qt.Key.Key_F7, Qt.Key.Key_Return)
    shop.qtbot.waitUntil(lambda: _shown(shop) == "qr alert 3", timeout=WAIT_MS)
    draft = shop.running.reader.draft()
    assert draft is not None
    assert draft.header["tenders"][0]["state"] == "unknown"
    gateway.decide("approved")
    gateway.faults.clear()
    shop.press(Qt.Key.Key_Return)
    shop.wait(FloorMode.PAYMENT)
    shop.press(Qt.Key.Key_Return)
    assert shop.sold().payments[0].state == "confirmed"
    assert gateway.questions[-2:] == ["sale", "query"]


def test_a_sale_without_an_answer_waits_while_others_sell_and_is_asked_about_when_it_comes_back(
    shop: Shop, gateway: VirtualEft
) -> None:
    due = shop.due
    gateway.faults.add(EftFault.DROP)
    shop.press(Qt.Key.Key_F10, Qt.Key.Key_F7, Qt.Key.Key_Return)
    shop.qtbot.waitUntil(lambda: _shown(shop) == "qr alert 3", timeout=WAIT_MS)
    shop.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape, Qt.Key.Key_F7)
    shop.qtbot.waitUntil(lambda: shop.running.services.open_sale.sale.is_empty, timeout=WAIT_MS)
    goods = shop.running.catalogue.search("leche", 1)[0]
    shop.running.floor.pick_tile(goods.product.variant_id)
    shop.press(Qt.Key.Key_F10, Qt.Key.Key_Return)
    assert shop.sold().payments[0].method == "cash"
    gateway.decide("approved")
    gateway.faults.clear()
    shop.hand.press(Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    shop.wait(FloorMode.PANEL)
    shop.press(Qt.Key.Key_Return)
    sale = shop.running.services.open_sale
    shop.qtbot.waitUntil(lambda: [one.state for one in sale.sale.tenders] == ["confirmed"], timeout=WAIT_MS)
    shop.wait(FloorMode.PAYMENT)
    shop.press(Qt.Key.Key_Return)
    assert [(one.method, one.amount) for one in shop.sold().payments] == [("yappy", due)]
