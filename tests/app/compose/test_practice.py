"""PRÁCTICA through the real window: own data and numbers, nothing sent, the real till untouched behind it."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.compose.practice_shop import FOLDER, PAPER_FILE, NoSecrets, open_practice
from app.presenters.lessons import Lesson, LessonShown
from app.presenters.messages import M, Message
from app.presenters.states import Act, FloorMode
from app.store.errors import PracticeNeverSendsError
from app.ui.main_window import Screen
from core.domain.documents import format_number
from core.domain.receipt.document import ReceiptDocument
from core.domain.receipt.text import render_text
from core.ports.secrets import SecretState
from tests.app.compose.practising import CODES, Opens, Shop, events, names, says, settled
from tests.strictness import ExpectedLogs


def test_a_practised_sale_has_its_own_number_journal_and_marked_paper(shop: Shop, tmp_path: Path) -> None:
    shop.enter()
    assert [shop.sell(CODES[0]), shop.sell(CODES[1])] == ["P-000001", "P-000002"]
    practised = events(tmp_path / "data" / FOLDER)
    assert [event.kind for event in practised][-2:] == ["sale.completed", "sale.completed"]
    assert all(event.context.training for event in practised)
    assert shop.practice.reader.totals()[0] == 2
    assert shop.real.reader.totals() == (0, 0)
    assert not any(event.context.training for event in events(tmp_path / "data"))
    newest = shop.practice.reader.recent_sales(1)[0]
    document = shop.practice.reader.receipt_document(newest.event_id)
    assert document is not None
    paper = [line.strip() for line in render_text(ReceiptDocument.from_json(document), 42).splitlines()]
    inked = [line for line in paper if line.strip("- ")]
    assert (inked[0], inked[-1]) == ("*** PRÁCTICA ***", "*** PRÁCTICA ***")
    assert "DEMOSTRACIÓN" not in inked
    assert any(format_number(newest.series, newest.number) in line for line in paper)


def test_practice_opens_no_socket_and_builds_nothing_that_could_send(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, socket_disabled: None
) -> None:
    from sync.transport.client import CentreClient

    def built(*arguments: object, **named: object) -> None:
        raise AssertionError("a transport was built")

    monkeypatch.setattr(CentreClient, "__init__", built)
    shop.enter()
    shop.sell(CODES[0])
    opened = shop.practice.opened
    assert opened.centre_url == ""
    assert isinstance(opened.secrets, NoSecrets)
    shop.practice.sync.start(
        "http://127.0.0.1:9", opened.identity, opened.store.outbox, opened.secrets, *_clock(shop), {}
    )
    shop.practice.sync.send_now()
    with pytest.raises(PracticeNeverSendsError):
        opened.store.outbox.take(50, 1 << 20)
    shop.leave()


def _clock(shop: Shop) -> tuple[Any, Any]:
    return shop.window_of.parts.clock, shop.window_of.parts.ids


def test_the_real_basket_is_untouched_and_the_practised_one_waits_for_the_next_time(shop: Shop) -> None:
    shop.stand()
    shop.window.scanned(CODES[0])
    mine = names(shop.real)
    shop.window.toggle_actions()
    shop.button("list.practice").click()
    shop.until(lambda: shop.practising)
    shop.practice.open_shift.enter()
    shop.until(lambda: shop.screen is Screen.FLOOR)
    shop.window.scanned(CODES[1])
    shop.window.scanned(CODES[2])
    practised = names(shop.practice)
    assert names(shop.real) == mine
    shop.window.toggle_actions()
    assert not shop.offers("list.practice")
    shop.button("list.leave_practice").click()
    assert shop.screen is Screen.SIGN_IN
    shop.stand()
    assert names(shop.real) == mine
    assert shop.window.floor.basket.model.rowCount() == 1
    shop.window.toggle_actions()
    assert shop.offers("list.practice")
    assert not shop.offers("list.leave_practice")
    shop.window.toggle_actions()
    shop.window.scanned(CODES[2])
    assert len(names(shop.real)) == 2
    assert names(shop.practice) == practised
    shop.window.show_screen(Screen.SIGN_IN)
    shop.enter()
    assert shop.window.floor.basket.model.rowCount() == 2
    assert names(shop.practice) == practised


def test_a_power_cut_in_practice_keeps_both_baskets(shop: Shop, shop_at: Opens, tmp_path: Path) -> None:
    shop.stand()
    shop.window.scanned(CODES[0])
    shop.window.show_screen(Screen.SIGN_IN)
    shop.enter()
    shop.window.scanned(CODES[1])
    shop.window.scanned(CODES[2])
    mine, practised = names(shop.real), names(shop.practice)
    settled(shop.real)
    settled(shop.practice)
    cut = tmp_path / "cut"
    shutil.copytree(tmp_path / "data", cut / "data")  # what is on disk now is what a power cut leaves
    shutil.copytree(tmp_path / "config", cut / "config")
    again = shop_at(cut)
    assert not again.practising
    assert names(again.real) == mine
    again.enter()
    assert names(again.practice) == practised
    assert again.practice.opened.identity == shop.practice.opened.identity
    again.leave()
    assert again.screen is Screen.SIGN_IN


def test_the_dress_is_on_every_screen_of_practice_and_on_none_of_the_real_till(shop: Shop) -> None:
    band, strip = shop.window.practice.band, shop.window.strip
    assert (band.isVisible(), strip.isVisible()) == (False, True)
    shop.enter()
    shop.practice.floor.act(Act.LOCK)
    shop.until(lambda: shop.screen is Screen.SIGN_IN)
    assert (band.isVisible(), strip.isVisible()) == (True, False)
    assert [person.name for person in shop.practice.reader.people()] == ["Práctica 1", "Práctica 2"]
    for digit in "11111":
        shop.practice.sign_in.digit(digit)
    shop.practice.sign_in.enter()
    shop.until(lambda: shop.screen is Screen.FLOOR)
    assert band.isVisible()
    shop.leave()
    assert (band.isVisible(), strip.isVisible()) == (False, True)


def test_what_the_real_till_hears_meanwhile_is_not_drawn_over_practice(shop: Shop) -> None:
    shop.enter()
    real: Any = shop.real
    real._till.mailbox.post(partial(real._sent, _message()))
    shop.window.scanned(CODES[0])
    shop.until(lambda: shop.window.floor.basket.model.rowCount() == 1)
    assert shop.window.floor.notice.message is None
    shop.leave()
    shop.until(lambda: shop.window.floor.notice.message is not None)


def _message() -> Message:
    return Message(M.SENT_ALL, values={"count": "3"})


def test_practice_left_while_paying_leaves_the_real_floor_selling(shop: Shop) -> None:
    shop.enter()
    shop.window.scanned(CODES[0])
    shop.practice.floor.act(Act.PAY)
    shop.leave()
    shop.stand()
    assert (shop.practice.floor.mode, shop.window.floor.mode) == (FloorMode.PAYMENT, FloorMode.SALE)
    assert shop.window.floor.basket.model.rowCount() == 0
    shop.window.show_screen(Screen.SIGN_IN)
    shop.enter()
    assert shop.window.floor.basket.model.rowCount() == 1


def test_a_lesson_ends_when_its_event_is_stored_and_the_next_visit_begins_anew(shop: Shop) -> None:
    band = shop.window.practice.band
    shop.enter()
    assert band.lesson == LessonShown(Lesson.SELL, 1)
    shop.sell(CODES[0])
    shop.until(lambda: band.lesson == LessonShown(Lesson.CHANGE, 2))
    shop.leave()
    shop.enter()
    assert band.lesson == LessonShown(Lesson.SELL, 1)


def test_paper_of_practice_is_a_file_and_no_drawer_opens(shop: Shop, tmp_path: Path) -> None:
    shop.enter()
    shop.sell(CODES[0])
    paper = tmp_path / "data" / FOLDER / PAPER_FILE
    shop.until(lambda: paper.exists() and paper.stat().st_size > 0)
    assert {job.kind.value for job in shop.practice.opened.store.print_jobs.recent(10)} == {"receipt"}
    assert shop.real.opened.store.print_jobs.recent(10) == ()


def test_practice_that_cannot_open_leaves_the_till_selling(
    shop: Shop, tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("practice does not open")
    (tmp_path / "data" / FOLDER).write_text("in the way", encoding="utf-8")
    shop.button("practice").click()
    shop.show_pin()
    shop.until(lambda: says(shop) is M.PRACTICE_CLOSED)
    assert not shop.practising
    shop.stand()
    shop.window.scanned(CODES[0])
    assert shop.real.floor.mode is FloorMode.SALE
    assert len(names(shop.real)) == 1


def test_another_tills_data_are_never_opened_as_practice(shop: Shop, tmp_path: Path) -> None:
    other = tmp_path / "other"
    settled(shop.real)
    shutil.copytree(tmp_path / "data", other)
    with pytest.raises(Exception, match="practice_not_practice"):
        open_practice(other, shop.real.opened, *_clock(shop))


def test_the_secrets_of_practice_hold_nothing() -> None:
    secrets = NoSecrets()
    assert secrets.put("token", b"x") is SecretState.UNAVAILABLE
    secrets.delete("token")
    assert secrets.get("token") is SecretState.MISSING
    assert secrets.describe() == "none"
