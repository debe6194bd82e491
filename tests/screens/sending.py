"""Screen 19, the sending half, in every state, as the real part draws it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from app.presenters.states import Level, Link
from app.ui.main_window import MainWindow
from app.usecases.sending import Sort, Waiting
from core.domain.outbox import RowState
from sync.link import LinkState
from sync.status import Pause
from tests.fakes.sending import ASIDE, WAITS, SendingScreen
from tests.screens.floors import show_strip
from tests.screens.panels import show_panel

ONE_FAILS = Waiting({Sort.SALES: 1}, (replace(ASIDE[0], state=RowState.PENDING, code="http_500"),))
LONG = Waiting({Sort.SALES: 4188, Sort.RETURNS: 31, Sort.CASH: 122, Sort.SHIFTS: 56})


def shown(
    window: MainWindow,
    pill: Link,
    waiting: Waiting,
    age_s: float,
    level: Level = Level.OK,
    *,
    centre: bool = True,
    **values: Any,
) -> None:
    """The panel over an empty sale, with the strip that goes with it."""
    screen = SendingScreen(waiting, centre=centre)
    oldest = screen.ms_ago(age_s) if values.get("queued") else None
    screen.hear(oldest_at_ms=oldest, last_acked_at_ms=screen.ms_ago(900), **values)
    panel = screen.open()
    show_panel(window, panel, 0)
    show_strip(window, link=pill, queued=values.get("queued", 0), queue_level=level)


def draining(window: MainWindow) -> None:
    screen = SendingScreen(LONG)
    batch: dict[str, Any] = {"last_batch_items": 50, "last_batch_s": 0.42}
    for left in range(10_000, 4_350, -50):
        screen.hear(queued=left, in_flight=50, oldest_at_ms=screen.ms_ago(1_209_000), **batch)
        screen.clock.advance(0.4)
    show_panel(window, screen.open(), 0)
    show_strip(window, link=Link.ONLINE, queued=4397, queue_level=Level.ERR)


_BATCH: dict[str, Any] = {"last_batch_items": 50, "last_batch_s": 0.31}
_AWAY: dict[str, Any] = {"link": LinkState.OFFLINE, "queued": 12, "last_error": "connect", **_BATCH}
_AUTH: dict[str, Any] = {"queued": 12, "next_attempt_s": 240.0}

STATES: tuple[tuple[str, Callable[[MainWindow], None]], ...] = (
    ("empty", partial(shown, pill=Link.ONLINE, waiting=Waiting(), age_s=0)),
    ("flying", partial(shown, pill=Link.ONLINE, waiting=WAITS, age_s=4, queued=12, in_flight=12, **_BATCH)),
    (
        "one-fails",
        partial(
            shown, pill=Link.ONLINE, waiting=ONE_FAILS, age_s=610_000, level=Level.ERR, queued=1, **_BATCH
        ),
    ),
    ("draining", draining),
    (
        "offline",
        partial(
            shown, pill=Link.OFFLINE, waiting=WAITS, age_s=1500, level=Level.WARN, next_attempt_s=8.0, **_AWAY
        ),
    ),
    (
        "portal",
        partial(
            shown,
            pill=Link.OFFLINE,
            waiting=WAITS,
            age_s=300,
            next_attempt_s=48.0,
            **_AWAY | {"last_error": "reply_invalid"},
        ),
    ),
    (
        "no-answer",
        partial(
            shown,
            pill=Link.ONLINE,
            waiting=WAITS,
            age_s=40,
            queued=12,
            last_error="http_503",
            next_attempt_s=60.0,
        ),
    ),
    (
        "not-the-centre",
        partial(
            shown, pill=Link.OFFLINE, waiting=WAITS, age_s=90, tls_alarm=True, next_attempt_s=3.0, **_AWAY
        ),
    ),
    (
        "clock-and-incident",
        partial(
            shown,
            pill=Link.ONLINE,
            waiting=WAITS,
            age_s=4,
            queued=12,
            offset_ms=420_000,
            incident="CHAIN_BREAK",
        ),
    ),
    (
        "aside",
        partial(
            shown,
            pill=Link.ONLINE,
            waiting=Waiting(aside=ASIDE),
            age_s=0,
            review=1,
            quarantined=1,
            fenced=1,
        ),
    ),
    ("no-centre", partial(shown, pill=Link.NONE, waiting=WAITS, age_s=4, centre=False, queued=12)),
    *(
        (
            f"pause-{pause.replace('_', '-')}",
            partial(
                shown, pill=Link.PAUSED, waiting=WAITS, age_s=20_000, level=Level.ERR, pause=pause, **_AUTH
            ),
        )
        for pause in Pause
    ),
)
