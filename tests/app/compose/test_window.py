"""The window from its first paint: opens, refuses with words, and leaves nothing open behind it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.bridge.application import Application
from app.choices import FILE_NAME
from app.compose.opening import Launch
from app.compose.setup import shop_of
from app.compose.window import TillWindow
from app.config import TillConfig
from app.labels import keep_learnt
from app.presenters.messages import M
from app.smoke.shop import smoke_launch
from app.store.lock import DataLock
from app.store.paths import StorePaths
from app.ui.input_driver import Hand
from app.ui.main_window import Screen
from app.ui.theme.tokens import ThemeName
from app.usecases.ports import OpenShift, WriteUnit
from core.domain.embedded import parse_template
from resources import demo
from tests.fakes.demo_till import enrolled_launch
from tests.fakes.windows import drop_windows
from tests.strictness import ExpectedLogs

WAIT_MS = 60_000


class Started:
    """Windows a test started; all are closed at its end."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._open: list[TillWindow] = []

    def __call__(self, launch: Launch) -> TillWindow:
        till = TillWindow(Application(), launch)
        self._open.append(till)
        self._qtbot.addWidget(till.window)
        till.show()
        return till

    def close(self) -> None:
        for till in self._open:
            till.close()


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Started]:
    started = Started(qtbot)
    yield started
    started.close()
    drop_windows()  # else a later test's thread collects them


def empty(folder: Path) -> Launch:
    config = TillConfig(folder / "data", folder / "config", vault="machine-file")
    return Launch(config=config, load_setup=lambda: shop_of(config))


def free(folder: Path) -> bool:
    """Whether nobody holds the data of a till."""
    DataLock(StorePaths.of(folder / "data").lock).release()
    return True


def test_a_second_till_on_the_same_data_says_so_and_touches_nothing(
    start: Started, qtbot: QtBot, tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("store_already_open")
    paths = StorePaths.of(tmp_path / "data")
    paths.data_dir.mkdir()
    held = DataLock(paths.lock)
    till = start(empty(tmp_path))
    qtbot.waitUntil(till.window.start.leave.isVisible, timeout=WAIT_MS)
    assert till.window.screen_now is Screen.START
    assert not paths.database.exists()
    held.release()


def test_a_till_without_identity_offers_the_demo_shop(
    start: Started, qtbot: QtBot, tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("not_enrolled")
    till = start(empty(tmp_path))
    qtbot.waitUntil(till.window.start.demo.isVisible, timeout=WAIT_MS)
    assert free(tmp_path)


def test_an_enrolled_till_opens_on_sign_in_and_frees_its_data_when_closed(
    start: Started, qtbot: QtBot, tmp_path: Path
) -> None:
    till = start(smoke_launch(tmp_path, ""))
    qtbot.waitUntil(lambda: till.window.screen_now is Screen.SIGN_IN, timeout=WAIT_MS)
    till.close()
    assert free(tmp_path)


def test_the_shops_customers_can_be_looked_up_by_name(start: Started, qtbot: QtBot, tmp_path: Path) -> None:
    till = start(enrolled_launch(tmp_path, ""))
    qtbot.waitUntil(lambda: till.running is not None, timeout=WAIT_MS)
    assert till.running is not None
    customers, person = till.running.customers, demo.load().customers[0]
    assert [found.name for found in customers.find(person.cards[0], 5)] == [person.name]
    qtbot.waitUntil(lambda: bool(customers.find(person.name, 5)), timeout=WAIT_MS)


def test_a_label_layout_learnt_here_is_in_force_at_the_next_start(
    start: Started, qtbot: QtBot, tmp_path: Path
) -> None:
    learnt = parse_template("29 IIIII WWWWW C")
    (tmp_path / "data").mkdir()
    keep_learnt(tmp_path / "data", learnt)
    till = start(enrolled_launch(tmp_path, ""))
    qtbot.waitUntil(lambda: till.running is not None, timeout=WAIT_MS)
    assert till.running is not None
    templates = till.running.services.labels.templates
    assert templates[-1] == learnt
    assert set(demo.load().label_templates) < set(templates)


def test_a_code_scanned_at_sign_in_is_no_pin_and_picks_nobody(
    start: Started, qtbot: QtBot, tmp_path: Path
) -> None:
    till = start(enrolled_launch(tmp_path, ""))
    qtbot.waitUntil(lambda: till.window.screen_now is Screen.SIGN_IN, timeout=WAIT_MS)
    assert till.running is not None
    hand = Hand(till.window)
    for _ in range(3):
        hand.scan("7501031311309")
    runner = till.running.opened.store.runner
    failures = [runner.run(partial(failures_of, person.staff_id)) for person in till.running.reader.people()]
    assert till.window.screen_now is Screen.SIGN_IN
    assert till.running.state.person is None
    assert failures == [0] * 6


def test_theme_and_language_chosen_by_a_person_are_there_at_the_next_start(
    start: Started, qtbot: QtBot, tmp_path: Path
) -> None:
    till = start(enrolled_launch(tmp_path, ""))
    qtbot.waitUntil(lambda: till.window.screen_now is Screen.SIGN_IN, timeout=WAIT_MS)
    assert (till.window.theme.name, till.window.translator.language) == (ThemeName.LIGHT, "es")
    for line in ("list.theme", "list.language"):
        till.window.show_screen(Screen.FLOOR)
        till.window.toggle_actions()
        entry = till.window.findChild(QAbstractButton, line)
        assert isinstance(entry, QAbstractButton)
        entry.click()
    kept = tmp_path / "data" / FILE_NAME
    qtbot.waitUntil(
        lambda: kept.exists() and kept.read_text() == "theme=dark\nlanguage=en\n", timeout=WAIT_MS
    )
    till.close()
    again = start(enrolled_launch(tmp_path, ""))
    assert (again.window.theme.name, again.window.translator.language) == (ThemeName.DARK, "en")


def test_a_basket_that_cannot_be_read_is_said_to_whoever_signs_in(
    start: Started, qtbot: QtBot, tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("basket left open cannot be read")
    till = start(enrolled_launch(tmp_path, ""))
    qtbot.waitUntil(lambda: till.window.screen_now is Screen.SIGN_IN, timeout=WAIT_MS)
    assert till.running is not None
    till.running.opened.store.runner.run(newer_draft)
    till.close()
    again = start(enrolled_launch(tmp_path, ""))
    qtbot.waitUntil(lambda: again.window.screen_now is Screen.SIGN_IN, timeout=WAIT_MS)
    assert again.running is not None
    again.running.state.person = again.running.reader.people()[0]
    again.running.state.shift = OpenShift("shift-1", 1, "2026-11-24", 0, "ana", 10_000)
    again.running.show_floor()
    message = again.window.floor.notice.message
    assert message is not None
    assert message.id is M.BASKET_UNREADABLE
    assert again.running.services.open_sale.sale.is_empty


def newer_draft(unit: WriteUnit) -> None:
    unit.save_draft_header("0198f0c0-1111-7000-8000-0000000000aa", {"v": 99})


def failures_of(staff_id: str, unit: WriteUnit) -> int:
    return unit.pin_failures(staff_id).failures


def test_a_window_closed_while_its_data_are_being_opened_leaves_nothing_open(
    start: Started, qtbot: QtBot, tmp_path: Path
) -> None:
    till = start(smoke_launch(tmp_path, ""))
    with qtbot.waitCallback(timeout=WAIT_MS) as painted:
        till.on_painted.append(painted)
    till.close()
    lock = StorePaths.of(tmp_path / "data").lock

    def closed() -> bool:
        if not lock.exists():
            return False
        try:
            return free(tmp_path)
        except Exception:  # noqa: BLE001 - still being opened
            return False

    qtbot.waitUntil(closed, timeout=WAIT_MS)


def test_in_the_demo_the_list_of_actions_opens_the_customers_screen_which_follows_the_sale(
    start: Started, qtbot: QtBot, tmp_path: Path
) -> None:
    till = start(enrolled_launch(tmp_path, ""))
    qtbot.waitUntil(lambda: till.window.screen_now is Screen.SIGN_IN, timeout=WAIT_MS)
    assert till.running is not None
    assert till.customer is not None
    display = till.customer.display
    assert not display.isVisible()
    till.running.state.person = till.running.reader.people()[0]
    till.running.state.shift = OpenShift("shift-1", 1, "2026-11-24", 0, "ana", 10_000)
    till.running.show_floor()
    till.window.toggle_actions()
    entry = till.window.findChild(QAbstractButton, "list.customer_display")
    assert isinstance(entry, QAbstractButton)
    entry.click()
    assert display.isVisible()
    code = next(product.barcode for product in demo.load().products if product.barcode)
    till.window.scanned(code)
    qtbot.waitUntil(
        lambda: display.snapshot is not None and len(display.snapshot.lines) == 1, timeout=WAIT_MS
    )
    assert display.snapshot is not None
    assert display.snapshot.total == till.running.floor.due
    till.close()
    assert not display.isVisible()


def test_a_scanned_loyalty_card_is_its_customer(start: Started, qtbot: QtBot, tmp_path: Path) -> None:
    till = start(enrolled_launch(tmp_path, ""))
    qtbot.waitUntil(lambda: till.window.screen_now is Screen.SIGN_IN, timeout=WAIT_MS)
    running = till.running
    assert running is not None
    running.state.person = running.reader.people()[0]
    running.state.shift = OpenShift("shift-1", 1, "2026-11-24", 0, "ana", 10_000)
    running.show_floor()
    person = demo.load().customers[0]
    till.window.scanned(person.cards[0])
    buyer = running.services.open_sale.sale.buyer
    assert buyer is not None
    assert (buyer.name, buyer.groups) == (person.name, person.groups)
