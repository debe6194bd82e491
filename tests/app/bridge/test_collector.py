"""A widget in a reference cycle dies on the GUI thread, whatever the other threads allocate."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.bridge.collector import GuiCollector


class Panel(QWidget):
    """A widget that holds itself, as one does by keeping its own bound method."""

    def __init__(self) -> None:
        super().__init__()
        self.call = self.update


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[GuiCollector]:
    """One that runs every few milliseconds; afterwards the suite's own rule holds again."""
    made = GuiCollector(milliseconds=5)
    yield made
    made.stop()
    gc.unfreeze()
    gc.disable()


def dropped_panel(died_on: list[int]) -> None:
    panel = Panel()
    weakref.finalize(panel, lambda: died_on.append(threading.get_ident()))


def allocate() -> None:
    """More than Python's collector would wait for, three generations deep."""
    for _ in range(200):
        assert len([[n] for n in range(2_000)]) == 2_000


def test_other_threads_free_no_widget(collector: GuiCollector, qtbot: QtBot) -> None:
    gc.enable()
    collector.start()
    died_on: list[int] = []
    dropped_panel(died_on)
    thread = threading.Thread(target=allocate)
    thread.start()
    thread.join()
    assert died_on == []
    kept = [[n] for n in range(gc.get_threshold()[0] * 2)]
    qtbot.waitUntil(lambda: bool(died_on), timeout=5000)
    assert died_on == [threading.get_ident()]
    assert kept


def test_what_is_kept_is_not_searched(collector: GuiCollector) -> None:
    collector.start()
    collector.stop()
    promotions = [[number] for number in range(1_000)]
    searched = len(gc.get_objects())
    collector.keep()
    assert len(gc.get_objects()) < searched - len(promotions)
    died_on: list[int] = []
    dropped_panel(died_on)
    gc.collect()
    assert died_on == [threading.get_ident()]


def test_little_to_collect_is_left_alone(collector: GuiCollector) -> None:
    collector.start()
    collector.stop()
    gc.collect()
    died_on: list[int] = []
    dropped_panel(died_on)
    collector.collect_due()
    assert died_on == []
