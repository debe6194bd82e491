"""The screen of sending in the real window, and what the desk says once when something begins."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.compose.syncing import SyncDesk
from app.presenters.messages import M, Message
from app.presenters.panels import Facts, Label, Panel, Say
from app.presenters.strip import StripPresenter
from app.presenters.wording import W
from app.ui.input_driver import Hand
from app.usecases.state import TillState
from sync.status import Pause, SyncStatus
from tests.app.compose.practising import Shop
from tests.app.presenters.test_strip import Strip
from tests.fakes.clock import ManualClock
from tests.fakes.sending import ONLINE
from tests.fakes.till import IDENTITY


def test_a_touch_on_the_connection_or_the_key_shows_what_waits(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.stand()
    floor = shop.window.floor
    drawn: list[Panel | None] = []
    show = floor.show_panel

    def draw(panel: Panel | None) -> None:
        drawn.append(panel)
        show(panel)

    def sorts() -> list[Label]:
        panel = drawn[-1]
        blocks = () if panel is None else panel.blocks
        return [label for block in blocks if isinstance(block, Facts) for label, _ in block.rows]

    monkeypatch.setattr(floor, "show_panel", draw)
    shop.button("strip.link").click()
    assert shop.real.floor.desk.name == "sending"
    shop.until(lambda: Say(W.SENDING_OTHER) in sorts())  # the till's first event was read from its journal
    shop.real.floor.desk.back()
    Hand(shop.window).press(Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert shop.real.floor.desk.name == "sending"


class Desk:
    """A desk whose worker says what a test wants."""

    def __init__(self) -> None:
        clock = ManualClock()
        self.state = TillState(IDENTITY, "boot", clock, clock.monotonic())
        self.told: list[Message] = []
        strip = StripPresenter(Strip(), place="Caja 01", demo=False)
        self.desk = SyncDesk(self._now, strip, self.state, self.told.append)

    def hear(self, **values: Any) -> None:
        self.desk.observed(SyncStatus(**{**ONLINE, **values}))

    @property
    def said(self) -> list[M]:
        return [message.id for message in self.told]

    @staticmethod
    def _now(call: Any) -> None:
        call()


SAID = {
    Pause.AUTH_REFUSED: M.AUTH_PAUSED,
    Pause.SECRETS_MISSING: M.AUTH_PAUSED,
    Pause.SECRETS_CORRUPT: M.AUTH_PAUSED,
    Pause.FENCED: M.TILL_FENCED,
    Pause.TERMINAL_DISABLED: M.TILL_DISABLED,
}


@pytest.mark.parametrize("pause", Pause)
def test_a_rest_is_said_once_when_it_begins(pause: Pause) -> None:
    desk = Desk()
    desk.hear(queued=1, pause=pause)
    desk.hear(queued=2, pause=pause)
    assert desk.said == [SAID.get(pause, M.SENDING_RESTS)]


def test_what_is_allowed_from_afar_hears_of_a_copy_of_this_till_and_of_its_end() -> None:
    desk = Desk()
    desk.hear(queued=1, pause=Pause.FENCED)
    assert desk.state.fenced
    desk.hear(queued=1, fenced=2)
    assert desk.state.fenced
    desk.hear(queued=1)
    assert not desk.state.fenced


def test_an_unproved_centre_and_a_wrong_clock_are_said_once_each_time_they_begin() -> None:
    desk = Desk()
    for alarm in (True, True, False, True):
        desk.hear(tls_alarm=alarm)
    for offset_ms in (300_000, 300_001, 420_000, 0, -400_000):
        desk.hear(offset_ms=offset_ms)
    assert desk.said == [M.NOT_THE_CENTRE] * 2 + [M.CLOCK_OFF] * 2
    assert desk.told[-1].values == {"minutes": "7"}
