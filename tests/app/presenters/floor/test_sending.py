"""Screen 19, the sending half: it explains itself in every state and asks nothing on the GUI thread."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.presenters.floor.drain import Drain
from app.presenters.floor.sending_words import PAUSE_WORDS, reason
from app.presenters.messages import Tone
from app.presenters.panels import Facts, Label, Panel, Progress, Remark, Rows, Say
from app.presenters.review_wording import Word
from app.presenters.wording import W
from app.usecases.sending import Sort, Waiting, by_sort, sort_of
from core.domain.journal.events import EventKind
from core.domain.outbox import RowState
from sync.link import LinkState
from sync.status import Pause, SyncStatus
from tests.fakes.sending import ASIDE, SendingScreen


def said(panel: Panel) -> list[Word]:
    return [b.words.id for b in panel.blocks if isinstance(b, Remark) and isinstance(b.words, Say)]


def facts(panel: Panel) -> dict[Word, Label]:
    blocks = [block for block in panel.blocks if isinstance(block, Facts)]
    return {label.id: value for block in blocks for label, value in block.rows if isinstance(label, Say)}


def bar(panel: Panel) -> Progress | None:
    return next((block for block in panel.blocks if isinstance(block, Progress)), None)


def test_offline_tells_what_waits_since_when_and_what_happens_next() -> None:
    screen = SendingScreen()
    screen.hear(
        link=LinkState.OFFLINE,
        queued=12,
        oldest_at_ms=screen.ms_ago(1500),
        next_attempt_s=8.0,
        last_batch_items=50,
        last_batch_s=0.31,
        last_error="connect",
    )
    panel = screen.open()
    assert said(panel) == [W.SENDING_OFFLINE]
    assert panel.subtitle == Say(W.SENDING_QUEUED, {"count": "12"})
    assert facts(panel) == {
        W.SENDING_OLDEST: "25 min · 09:37",
        W.SENDING_NEXT: "8 s",
        W.SENDING_LAST: "50 · 0.3 s",
        W.SENDING_SALES: "9",
        W.SENDING_RETURNS: "1",
        W.SENDING_CASH: "2",
    }


def test_the_countdown_runs_by_itself_and_ends_at_zero() -> None:
    screen = SendingScreen()
    screen.hear(link=LinkState.OFFLINE, queued=1, next_attempt_s=3.4, last_error="connect")
    screen.open()
    counted = []
    for _ in range(5):
        counted.append(facts(screen.panel)[W.SENDING_NEXT])
        screen.clock.advance(1)
        screen.part.beat()
    assert counted == ["4 s", "3 s", "2 s", "1 s", "0 s"]


def test_what_flies_is_said_in_place_of_a_next_try() -> None:
    screen = SendingScreen()
    screen.hear(queued=80, in_flight=50)
    shown = facts(screen.open())
    assert shown[W.SENDING_GOES] == "50"
    assert W.SENDING_NEXT not in shown


def test_all_sent_says_when_and_the_button_rests() -> None:
    screen = SendingScreen(Waiting())
    screen.hear(last_acked_at_ms=screen.ms_ago(60))
    panel = screen.open()
    (remark,) = [block for block in panel.blocks if isinstance(block, Remark)]
    assert remark == Remark(Say(W.SENDING_ALL_SENT, {"time": "10:01"}), Tone.OK)
    assert panel.primary is not None
    assert panel.primary.idle


def test_every_pause_has_words_of_its_own() -> None:
    assert set(PAUSE_WORDS) == set(Pause)
    assert len(set(PAUSE_WORDS.values())) == len(Pause)


@pytest.mark.parametrize("pause", Pause)
def test_a_pause_says_what_to_do_and_can_be_tried(pause: Pause) -> None:
    screen = SendingScreen()
    screen.hear(queued=3, pause=pause, next_attempt_s=None if pause is Pause.FENCED else 240.0)
    panel = screen.open()
    assert said(panel) == [PAUSE_WORDS[pause]]
    assert (W.SENDING_NEXT in facts(panel)) is (pause is not Pause.FENCED)
    screen.desk.enter()
    assert screen.sent == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"last_error": "reply_invalid", "queued": 1}, W.SENDING_PORTAL),
        ({"last_error": "not_ours_302", "queued": 1, "link": LinkState.OFFLINE}, W.SENDING_PORTAL),
        ({"last_error": "http_503", "queued": 1}, W.SENDING_NO_ANSWER),
        ({"queued": 1}, W.SENDING_BY_ITSELF),
        ({}, W.SENDING_NOTHING),
    ],
)
def test_the_first_sentence_is_about_the_worst(values: dict[str, Any], words: W) -> None:
    screen = SendingScreen()
    screen.hear(**values)
    assert said(screen.open()) == [words]


def test_a_refused_certificate_alarms() -> None:
    screen = SendingScreen()
    screen.hear(queued=1, last_error="tls", tls_alarm=True)
    panel = screen.open()
    assert said(panel) == [W.SENDING_KEPT, W.SENDING_NOT_THE_CENTRE]
    assert [block.tone for block in panel.blocks if isinstance(block, Remark)] == [Tone.WARN, Tone.ERR]


@pytest.mark.parametrize(
    ("offset_ms", "words"),
    [
        (300_000, []),
        (-300_000, []),
        (360_000, [W.SENDING_CLOCK_SLOW]),
        (-360_000, [W.SENDING_CLOCK_FAST]),
    ],
)
def test_a_clock_more_than_five_minutes_off_is_said(offset_ms: int, words: list[W]) -> None:
    screen = SendingScreen()
    screen.hear(offset_ms=offset_ms, queued=1)
    assert said(screen.open())[1:] == words


def test_items_set_aside_are_named_with_number_and_reason() -> None:
    screen = SendingScreen(Waiting(aside=ASIDE))
    screen.hear(review=1, quarantined=1, fenced=1)
    (rows,) = [block for block in screen.open().blocks if isinstance(block, Rows)]
    assert [row.title for row in rows.items] == ["0001-000118", "0001-000109", Say(W.SENDING_SHIFTS)]
    assert [row.detail for row in rows.items] == [
        Say(W.SENDING_R_STOCK),
        Say(W.SENDING_R_CORRUPT),
        Say(W.SENDING_R_FENCED),
    ]
    assert [row.right for row in rows.items] == ["19.50", "42.53", ""]
    screen.desk.move(1)
    screen.desk.move(5)
    (rows,) = [block for block in screen.panel.blocks if isinstance(block, Rows)]
    assert rows.selected == 2


def test_what_the_centre_fails_on_by_itself_is_said_and_named_while_the_rest_goes() -> None:
    screen = SendingScreen(Waiting(aside=(replace(ASIDE[0], state=RowState.PENDING, code="http_500"),)))
    screen.hear(queued=1)
    panel = screen.open()
    assert said(panel) == [W.SENDING_BY_ITSELF, W.SENDING_ONE_FAILS]
    (rows,) = [block for block in panel.blocks if isinstance(block, Rows)]
    assert [row.detail for row in rows.items] == [Say(W.SENDING_R_ALONE)]


def test_what_has_no_words_of_its_own_shows_its_code() -> None:
    item = replace(ASIDE[0], code="SOMETHING_NEW")
    assert reason(item) == Say(W.SENDING_R_OTHER, {"code": "SOMETHING_NEW"})


def test_all_sent_is_not_said_while_something_waits_for_a_person() -> None:
    screen = SendingScreen(Waiting(aside=ASIDE[1:2]))
    screen.hear(quarantined=1, last_acked_at_ms=screen.ms_ago(60))
    assert said(screen.open()) == [W.SENDING_REST_ASIDE]


def test_a_backlog_of_days_is_told_in_days() -> None:
    screen = SendingScreen()
    screen.hear(queued=1, oldest_at_ms=screen.ms_ago(13.5 * 86_400))
    assert str(facts(screen.open())[W.SENDING_OLDEST]).startswith("13 d · 10/11/2026")


def test_it_reads_only_while_open_once_at_a_time_and_only_when_counts_moved() -> None:
    screen = SendingScreen()
    screen.hear(queued=1)
    assert (screen.asked, screen.later.jobs) == (0, [])
    screen.part.open()
    screen.hear(queued=2)
    screen.hear(queued=3)
    assert len(screen.later.jobs) == 1
    screen.later.finish()
    screen.part.beat()
    screen.later.finish()
    assert screen.asked == 2
    for _ in range(5):
        screen.part.beat()
    assert screen.later.jobs == []
    screen.desk.back()
    screen.hear(queued=9)
    assert screen.later.jobs == []


def test_a_reading_that_fails_leaves_the_counts_and_the_next_change_asks_again() -> None:
    screen = SendingScreen()
    screen.broken = True
    screen.hear(queued=2)
    assert screen.open().subtitle == Say(W.SENDING_QUEUED, {"count": "2"})
    screen.broken = False
    screen.hear(queued=3)
    screen.later.finish()
    assert facts(screen.panel)[W.SENDING_SALES] == "9"


def test_without_a_centre_the_button_rests() -> None:
    screen = SendingScreen(centre=False)
    assert said(screen.open()) == [W.SENDING_NO_CENTRE]
    screen.desk.enter()
    assert screen.sent == 0


def test_a_long_drain_shows_how_far_it_is_and_how_long_it_takes() -> None:
    screen = SendingScreen()
    screen.hear(queued=1000)
    screen.open()
    first = bar(screen.panel)
    assert first == Progress(Say(W.SENDING_PROGRESS, {"done": "0", "total": "1000"}), 0, 1000)
    for queued in (900, 800, 700, 600, 500):
        screen.clock.advance(1)
        screen.hear(queued=queued)
    assert bar(screen.panel) == Progress(
        Say(W.SENDING_PROGRESS_LEFT, {"done": "500", "total": "1000", "left": "5 s"}), 500, 1000
    )
    screen.hear(queued=0)
    assert bar(screen.panel) is None


def test_a_short_queue_has_no_bar() -> None:
    screen = SendingScreen()
    screen.hear(queued=99)
    assert bar(screen.open()) is None


def test_what_is_sold_meanwhile_makes_it_longer_and_not_less_done() -> None:
    drain = Drain()
    for now, queued in enumerate((200, 150, 170, 120)):
        drain.see(SyncStatus(link=LinkState.ONLINE, queued=queued), float(now))
    assert (drain.done, drain.total) == (100, 220)


def test_no_remaining_time_is_said_while_the_line_is_gone_and_its_time_does_not_count() -> None:
    drain = Drain()
    drain.see(SyncStatus(link=LinkState.ONLINE, queued=400), 0.0)
    drain.see(SyncStatus(link=LinkState.ONLINE, queued=300), 10.0)
    assert drain.left_s(10.0) == 30
    drain.see(SyncStatus(link=LinkState.OFFLINE, queued=300, next_attempt_s=60.0), 10.0)
    assert drain.left_s(500.0) is None
    drain.see(SyncStatus(link=LinkState.ONLINE, queued=300), 1000.0)
    assert drain.left_s(1000.0) == 30


def test_every_kind_of_event_has_a_sort_and_a_newer_one_is_among_the_others() -> None:
    assert sort_of("of.a.newer.program") is Sort.OTHER
    counts = by_sort({str(kind): 2 for kind in EventKind})
    assert sum(counts.values()) == 2 * len(EventKind)
    assert list(counts) == list(Sort)
