"""A review from beginning to end: stock falls below zero, the till hears, Marta decides at its window.

Real centre, real PostgreSQL, real HTTP, real window (sync.md section 6; central.md sections 7.4 and 11).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.bridge.application import Application
from app.compose.window import TillWindow
from app.demo.centre import DemoCentre
from app.demo.launch import demo_launch
from app.presenters.panels import Say
from app.presenters.review_wording import V
from app.presenters.wording import W
from resources import demo
from tests.app.actions.till import FIRST_APPROVER, MARTA, PINS, Till, until
from tests.fakes.windows import drop_windows

RICE: Final = next(product for product in demo.load().products if product.barcode and not product.measured)
HEARD_S: Final = 30
K = Qt.Key


@pytest.fixture
def till(qtbot: QtBot, centre: DemoCentre, tmp_path: Path) -> Iterator[Till]:
    """Ana before an empty basket at a till that the centre enrolled."""
    del qtbot
    launch = demo_launch(tmp_path / "till", "", centre.url, centre.pairing_code("Caja 41"))
    window = TillWindow(Application(), launch)
    window.show()
    until(lambda: window.running is not None)
    made = Till(window)
    made.main.activateWindow()
    made.sign_in()
    made.at_rest()
    yield made
    window.close()
    window.parts.translator.remove()
    drop_windows()


def heard(till: Till, seen: Callable[[], bool]) -> None:
    """Ask the centre for its reviews until something is to be seen."""
    deadline = time.monotonic() + HEARD_S
    while not seen():
        assert time.monotonic() < deadline, "the centre did not tell"
        till.running.sync.pull_reviews()
        QTest.qWait(300)


def test_stock_below_zero_is_told_to_the_till_decided_there_and_seen_beside_the_sale(
    centre: DemoCentre, till: Till, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.presenters.floor.review_watch.EVERY_S", 0.0)
    counted = {"quantity": "1", "as_of": "2026-11-24T12:00:00Z"}
    file = tmp_path / "stock.jsonl"
    file.write_text(json.dumps({"op": "upsert", "id": RICE.variant_id, "data": counted}) + "\n")
    centre.put("stock", file)
    till.scan(RICE.barcode, RICE.barcode, RICE.barcode)
    till.sell()
    sale = till.running.reader.recent_sales(1)[0]

    def standing() -> Say | None:
        said = till.running.after.standing(sale.event_id)
        return None if said is None else said[1]

    heard(till, till.main.strip.reviews.isVisible)
    assert standing() == Say(W.RECEIPTS_IN_REVIEW)
    till.hand.press(K.Key_F9, Qt.KeyboardModifier.ControlModifier)
    assert till.panel == "review"
    till.hand.type("1")
    till.hand.type(FIRST_APPROVER)
    till.hand.type(PINS[MARTA])
    till.hand.press(K.Key_Return)

    ended = Say(V.RESOLVED, {"done": Say(V.E_ACCEPT, {"who": "Marta Ríos"})})
    until(lambda: standing() == ended)
    assert not till.main.strip.reviews.isVisible()
    listed = till.running.opened.store.streams()
    try:
        heard(till, lambda: all(review.resolved for review in listed.reviews()))
    finally:
        listed.close()
    assert standing() == ended
