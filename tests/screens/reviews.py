"""Screen 19, the review half, in every state, as the real panels draw it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from app.presenters.states import Link
from app.ui.main_window import MainWindow
from core.domain.reviews import Outcome, Review
from core.ports.reviews import Decided, Verdict
from tests.fakes.people import ANA, MARTA
from tests.fakes.reviews import NOON, ReviewScreen, resolved, review
from tests.screens.floors import show_strip
from tests.screens.panels import show_panel

STOCK = review("STOCK_NEGATIVE")
LATE = review("PRICE_DRIFT", 109, due=NOON - timedelta(hours=2, minutes=20))
DONE = resolved(review("PROMO_EXPIRED", 104), Outcome.ACCEPT)
ALL = (
    STOCK,
    LATE,
    review("CREDIT_LIMIT", 117, due=NOON + timedelta(hours=3)),
    review("TENDER_UNCONFIRMED", 112, due=NOON + timedelta(hours=60)),
    review("CHAIN_BREAK", 0, document="", due=NOON + timedelta(minutes=40)),
    DONE,
    resolved(review("CLOCK_SKEW", 98), Outcome.ACCEPT, "0198f0c0-0000-7000-8000-0000000000cc"),
    resolved(review("STOCK_NEGATIVE", 91), Outcome.COUNT_STOCK, "elsa", "quedaban 4"),
)


def _show(window: MainWindow, screen: ReviewScreen, link: Link = Link.ONLINE) -> None:
    show_panel(window, screen.panel, 0)
    count, late = screen.badges[-1] if screen.badges else (0, False)
    show_strip(window, link=link, queued=0, reviews=count, reviews_late=late)


def empty(window: MainWindow) -> None:
    screen = ReviewScreen()
    screen.open()
    _show(window, screen)


def listed(window: MainWindow) -> None:
    screen = ReviewScreen(*ALL)
    screen.open()
    _show(window, screen)


def one(window: MainWindow, what: Review, *, link: Link = Link.ONLINE) -> None:
    screen = ReviewScreen(what, online=link is Link.ONLINE)
    screen.see()
    _show(window, screen, link)


def nobody(window: MainWindow) -> None:
    screen = ReviewScreen(review("CREDIT_LIMIT", 117), people=(ANA,))
    screen.see()
    _show(window, screen)


def substitute(window: MainWindow) -> None:
    screen = ReviewScreen(STOCK)
    screen.see()
    screen.way(Outcome.SUBSTITUTE)
    screen.host.edited("query", "a")
    _show(window, screen)


def person(window: MainWindow) -> None:
    screen = ReviewScreen(STOCK)
    screen.see()
    screen.way(Outcome.ACCEPT)
    _show(window, screen)


def many_people(window: MainWindow) -> None:
    people = [replace(MARTA, staff_id=f"s{n:02}", name=f"Supervisora Número {n:02}") for n in range(18)]
    screen = ReviewScreen(STOCK, people=people)
    screen.see()
    screen.way(Outcome.ACCEPT)
    _show(window, screen)


def counted(window: MainWindow) -> None:
    screen = ReviewScreen(STOCK)
    screen.see()
    screen.way(Outcome.COUNT_STOCK)
    screen.host.edited("note", "en el estante hay 2, en depósito 4")
    screen.host.choose("people", "marta")
    for digit in "5829":
        screen.host.digit(digit)
    _show(window, screen)


def asking(window: MainWindow) -> None:
    screen = _asked(Verdict(Decided.DONE))
    _show(window, screen)


def refused_pin(window: MainWindow) -> None:
    screen = _asked(Verdict(Decided.PIN_REFUSED))
    screen.later.finish()
    _show(window, screen)


def unknown(window: MainWindow) -> None:
    screen = _asked(Verdict(Decided.UNKNOWN))
    screen.later.finish()
    _show(window, screen)


def _asked(verdict: Verdict) -> ReviewScreen:
    screen = ReviewScreen(STOCK, answer=verdict)
    screen.see()
    screen.way(Outcome.ACCEPT)
    screen.host.choose("people", "marta")
    screen.pin("582947")
    return screen


_NEWER = replace(review("STOCK_AGED", 120), params={}, choices=("accept", "recount"), role="owner")

_BLOCKED = review("CUSTOMER_BLOCKED", 113)
_NOBODY = replace(_BLOCKED, params=dict(_BLOCKED.params) | {"rule": "unknown_customer"})
STATES: tuple[tuple[str, Callable[[MainWindow], None]], ...] = (
    ("empty", empty),
    ("list", listed),
    ("stock", partial(one, what=STOCK)),
    ("late", partial(one, what=LATE)),
    ("tender", partial(one, what=replace(review("TENDER_UNCONFIRMED", 112), role="supervisor"))),
    ("customer", partial(one, what=review("CUSTOMER_BLOCKED", 113))),
    ("customer unknown", partial(one, what=_NOBODY)),
    ("newer", partial(one, what=_NEWER)),
    ("nobody", nobody),
    ("offline", partial(one, what=STOCK, link=Link.OFFLINE)),
    ("substitute", substitute),
    ("person", person),
    ("many people", many_people),
    ("counted", counted),
    ("asking", asking),
    ("refused-pin", refused_pin),
    ("unknown", unknown),
    (
        "resolved",
        partial(one, what=resolved(review("STOCK_NEGATIVE", 91), Outcome.COUNT_STOCK, "elsa", "quedaban 4")),
    ),
)
