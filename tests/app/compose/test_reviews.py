"""Reviews in the real window: what the stream brought is on the strip, in the list and beside the sale."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.compose.reviews import CentreDesk
from app.ui.input_driver import Hand
from app.usecases.state import TillState
from core.domain.reviews import Outcome
from core.ports.reviews import Decided, Decision
from tests.app.compose.practising import Shop
from tests.app.compose.streamed import told
from tests.fakes.clock import ManualClock, SeededIds
from tests.fakes.secrets import MemorySecrets
from tests.fakes.till import IDENTITY


def test_what_the_stream_brings_is_on_the_strip_and_one_touch_leads_to_it(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.presenters.floor.review_watch.EVERY_S", 0.0)
    shop.stand()
    desk = shop.real.floor.desk
    assert not shop.offers("strip.reviews")
    told(shop.real, 1)
    shop.until(lambda: shop.offers("strip.reviews"))

    shop.button("strip.reviews").click()
    assert desk.name == "review"
    hand = Hand(shop.window)
    hand.press(Qt.Key.Key_1)
    assert desk.name == "review"  # without a centre nobody can decide
    hand.press(Qt.Key.Key_Escape)
    assert desk.name == "reviews"
    hand.press(Qt.Key.Key_Return)
    assert desk.name == "review"
    hand.press(Qt.Key.Key_Escape)
    told(shop.real, 2, state="resolved", outcome="accept", resolved_at="2026-11-24T15:00:00Z")
    hand.press(Qt.Key.Key_Escape)
    hand.press(Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier)
    assert desk.name == "review"
    shop.until(lambda: not shop.offers("strip.reviews"))  # it was read anew


def test_the_screen_of_sending_leads_to_the_reviews(shop: Shop) -> None:
    shop.stand()
    shop.button("strip.link").click()
    shop.button("panel.sending.reviews").click()
    assert shop.real.floor.desk.name == "reviews"
    shop.real.floor.desk.back()
    assert shop.real.floor.desk.name == "sending"


def test_without_a_centre_nothing_is_sent() -> None:
    clock = ManualClock()
    state = TillState(IDENTITY, "boot", clock, clock.monotonic())
    desk = CentreDesk("", MemorySecrets({}), SeededIds(), state)
    verdict = desk.resolve(Decision("d1", "r1", "marta", "582947", Outcome.ACCEPT))
    assert verdict.decided is Decided.OFFLINE
