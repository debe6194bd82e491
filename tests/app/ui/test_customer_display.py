"""The customer's window: never stale, never in the way, where the second screen is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.presenters.display import DisplayMode, DisplaySnapshot
from app.ui.customer_display import STALE_S, CustomerDisplay
from app.ui.customer_screen import CustomerScreen, SeenScreen, pick_screen
from app.ui.paper.qr import qr_modules
from tests.app.ui.conftest import Till
from tests.screens.customer import sale

ROOT = Path(__file__).parents[3]


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Feed:
    """Says whether somebody watches."""

    def __init__(self) -> None:
        self.publish: Callable[[DisplaySnapshot], Any] | None = None

    def start(self, publish: Callable[[DisplaySnapshot], Any]) -> None:
        self.publish = publish

    def stop(self) -> None:
        self.publish = None


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def display(till: Till, qtbot: QtBot, clock: Clock) -> CustomerDisplay:
    display = CustomerDisplay(till.window.theme, clock)
    qtbot.addWidget(display)
    return display


def blank(display: CustomerDisplay) -> bool:
    return display.snapshot is None


def watched(feed: Feed) -> bool:
    return feed.publish is not None


def at(sequence: int, seconds: float, total: str = "1.00") -> DisplaySnapshot:
    return DisplaySnapshot(sequence, seconds, "La Esquina", DisplayMode.SALE, total=total)


def test_without_news_for_three_seconds_the_total_is_gone(display: CustomerDisplay, clock: Clock) -> None:
    display.show_snapshot(at(1, clock.now))
    clock.now += STALE_S
    display.check()
    assert not blank(display)
    clock.now += 0.1
    display.check()
    assert blank(display)
    display.show_snapshot(at(2, clock.now))
    assert not blank(display)


def test_a_snapshot_that_was_under_way_too_long_is_not_shown(display: CustomerDisplay, clock: Clock) -> None:
    display.show_snapshot(at(1, clock.now - STALE_S - 1))
    assert display.snapshot is None


def test_an_older_snapshot_never_replaces_a_newer(display: CustomerDisplay, clock: Clock) -> None:
    display.show_snapshot(at(2, clock.now, "2.00"))
    display.show_snapshot(at(1, clock.now, "1.00"))
    assert display.snapshot is not None
    assert display.snapshot.total == "2.00"


def test_a_blank_screen_differs_from_one_with_a_total_and_equals_the_idle_one(
    display: CustomerDisplay, clock: Clock
) -> None:
    display.resize(1024, 768)
    clock.now = 0.0
    display.show_snapshot(sale())
    busy = display.grab().toImage()
    display.forget()
    blank = display.grab().toImage()
    display.show_snapshot(DisplaySnapshot(2, 0.0, "Minisúper La Esquina"))
    assert busy != blank
    assert display.grab().toImage() == blank


@pytest.fixture
def screen(till: Till, clock: Clock) -> Iterator[CustomerScreen]:
    screen = CustomerScreen(till.window.theme, clock, till.window, "auto")
    yield screen
    screen.close()


def test_with_one_screen_nothing_appears_and_the_feed_rests(screen: CustomerScreen) -> None:
    feed = Feed()
    screen.follow(feed)
    assert not screen.display.isVisible()
    assert not watched(feed)


def test_as_a_window_it_takes_neither_focus_nor_input(
    screen: CustomerScreen, till: Till, qtbot: QtBot
) -> None:
    feed = Feed()
    screen.follow(feed)
    screen.open_window()
    qtbot.waitExposed(screen.display)
    assert watched(feed)
    qtbot.waitUntil(till.window.isActiveWindow)
    before = len(till.calls)
    QTest.mouseClick(screen.display, Qt.MouseButton.LeftButton)
    QTest.keyClick(screen.display, Qt.Key.Key_F10)
    assert till.window.isActiveWindow()
    assert len(till.calls) == before


def test_a_feed_rests_when_its_window_is_closed_and_when_another_takes_over(
    screen: CustomerScreen,
) -> None:
    first, second = Feed(), Feed()
    screen.follow(first)
    screen.open_window()
    screen.follow(second)
    assert not watched(first)
    assert watched(second)
    screen.display.close()
    assert not watched(second)
    screen.open_window()
    assert watched(second)
    screen.close()
    assert not watched(second)
    assert not screen.display.isVisible()


class Seen:
    def __init__(self, name: str, x: int) -> None:
        self._name, self._x = name, x

    def name(self) -> str:
        return self._name

    def geometry(self) -> QRect:
        return QRect(self._x, 0, 1024, 768)


OWN, SECOND, THIRD = Seen("eDP-1", 0), Seen("HDMI-1", 1024), Seen("HDMI-2", 2048)


@pytest.mark.parametrize(
    ("setting", "screens", "expected"),
    [
        ("auto", (OWN,), None),
        ("auto", (OWN, SECOND, THIRD), 1),
        ("auto", (SECOND, OWN), 0),
        ("auto", (OWN, Seen("mirror", 0)), None),
        ("off", (OWN, SECOND), None),
        ("HDMI-2", (OWN, SECOND, THIRD), 2),
        ("HDMI-2", (OWN, SECOND), None),
        ("eDP-1", (OWN, SECOND), None),
    ],
)
def test_the_customers_screen_is_never_the_tills(
    setting: str, screens: tuple[SeenScreen, ...], expected: int | None
) -> None:
    assert pick_screen(setting, screens, OWN) == expected


def test_a_code_too_long_for_any_qr_is_no_code() -> None:
    assert qr_modules("x" * 5000) == ()
    assert len(qr_modules("yappy")) == 21


CHILD = """
import json, sys, time
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from app.ui.customer_screen import CustomerScreen
from app.ui.theme.theme import Theme
app = QApplication([])
theme = Theme()
theme.install(app)
window = QWidget()
window.show()
found = []
def note(screen):
    shown = screen.display
    place = list(shown.geometry().getRect())
    found.append([shown.isVisible(), shown.screen().name(), place, shown.isFullScreen()])
for setting in ("auto", "off", "second"):
    screen = CustomerScreen(theme, time.monotonic, window, setting)
    note(screen)
    window.setScreen(QGuiApplication.screens()[1])
    window.setGeometry(QGuiApplication.screens()[1].geometry())
    screen.place()
    note(screen)
    window.setScreen(QGuiApplication.screens()[0])
    window.setGeometry(QGuiApplication.screens()[0].geometry())
    screen.close()
print(json.dumps(found))
"""


def test_on_a_second_screen_it_fills_that_screen_and_gives_way_to_the_till(tmp_path: Path) -> None:
    """Qt's own screens, two of them; a process of its own, since a process has its screens once."""
    places = [
        {
            "name": name,
            "x": x,
            "y": 0,
            "width": width,
            "height": 768,
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": 1,
        }
        for name, x, width in (("first", 0, 1366), ("second", 1366, 1024))
    ]
    file = tmp_path / "screens.json"
    file.write_text(json.dumps({"screens": places}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", CHILD],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={file}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    auto, moved, off, still_off, named, covered = json.loads(done.stdout)
    assert auto == [True, "second", [1366, 0, 1024, 768], True]
    assert moved[:2] == [True, "first"]
    assert not off[0]
    assert not still_off[0]
    assert named[:2] == [True, "second"]
    assert not covered[0]
