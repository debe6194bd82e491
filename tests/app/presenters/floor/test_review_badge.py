"""A badge at the review desk says who decides; the centre still asks for their PIN."""

from __future__ import annotations

from app.presenters.messages import M
from app.presenters.panels import Choices, Field
from core.domain.reviews import Outcome
from tests.fakes.people import MARTA
from tests.fakes.reviews import ReviewScreen, review


def picked(screen: ReviewScreen) -> str:
    return next(block.selected for block in screen.panel.blocks if isinstance(block, Choices))


def test_a_badge_says_who_decides_and_the_pin_follows() -> None:
    screen = ReviewScreen(review("STOCK_NEGATIVE"))
    screen.see()
    screen.way(Outcome.ACCEPT)
    screen.host.choose("people", "ivan")
    screen.host.digit("5")
    for code, message in (("7501055300075", M.NOT_A_BADGE), ("CARNE-NOBODYKNOWS", M.REVIEW_BADGE)):
        screen.host.scanned(code)
        assert screen.panel.message is not None
        assert screen.panel.message.id is message
        assert picked(screen) == "ivan"
    assert MARTA.badge is not None
    screen.host.scanned(MARTA.badge.sha256.decode())
    assert picked(screen) == "marta"
    pin = next(block for block in screen.panel.blocks if isinstance(block, Field))
    assert (pin.active, pin.typed) == (True, 0)
    screen.pin("582947")
    screen.later.finish()
    assert screen.centre.asked[-1].staff_id == "marta"
