"""Screen 1: pick the person, then the PIN; wrong tries wait, whatever the clock does."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from app.presenters.messages import M, Message, Tone
from app.presenters.sign_in import SignInPresenter
from app.presenters.sign_in_state import SignInState
from app.usecases.ports import BadgeCredential, PinCredential, StaffRecord
from app.usecases.proving import Proving
from app.usecases.session import Session
from app.usecases.state import TillState
from core.domain.journal.events import EventKind
from tests.fakes.clock import ManualClock
from tests.fakes.people import HandTicker, InstantBackground, PlainCheck
from tests.fakes.till import IDENTITY, InstantRunner, MemoryStore

PIN = PinCredential(1, 1, 1, b"salt", "1", b"2580")
BADGE = BadgeCredential("1", b"CARNE-ANA-1")
ANA = StaffRecord(
    "ana", 1, "Ana Morales", "cashier", frozenset({"pos:create"}), active=True, pin=PIN, badge=BADGE
)
MARTA = StaffRecord("marta", 3, "Marta Ríos", "supervisor", frozenset(), active=True, pin=PIN)


@dataclass
class Desk:
    """A sign-in screen with its store."""

    store: MemoryStore = field(default_factory=MemoryStore)
    clock: ManualClock = field(default_factory=ManualClock)
    ticker: HandTicker = field(default_factory=HandTicker)
    shown: list[SignInState] = field(default_factory=list)
    entered: int = 0
    practised: int = 0
    check: PlainCheck = field(default_factory=PlainCheck)
    badge_alone: bool = False

    def __post_init__(self) -> None:
        self.store.people = {"ana": ANA, "marta": MARTA}
        self.state = TillState(IDENTITY, "boot", self.clock, self.clock.monotonic())
        runner = InstantRunner(self.store)
        proving = Proving(runner, InstantBackground(), self.check)
        session = Session(self.state, runner, proving, badge_alone=self.badge_alone)
        self.presenter = SignInPresenter(
            self,
            session,
            self.state,
            self.ticker,
            shop="Minisúper La Esquina",
            demo_pins={"ana": "2580"},
            language="es",
            entered=self._entered,
            language_changed=self._language,
            practice=self._practice,
            practising=False,
        )
        self.presenter.open((ANA, MARTA))

    def show_sign_in(self, state: SignInState) -> None:
        self.shown.append(state)

    @property
    def now(self) -> SignInState:
        return self.shown[-1]

    def type(self, digits: str) -> None:
        for digit in digits:
            self.presenter.digit(digit)

    def message(self) -> M | None:
        return None if self.now.message is None else self.now.message.id

    def _entered(self) -> None:
        self.entered += 1

    def _practice(self) -> None:
        self.practised += 1

    def _language(self, code: str) -> None:
        assert code in {"es", "en"}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_number_picks_the_person_and_the_pin_lets_them_in(desk: Desk) -> None:
    desk.type("12580")
    assert (desk.now.selected, desk.now.typed) == ("ana", 4)
    desk.presenter.enter()
    assert desk.entered == 1
    assert desk.state.person == ANA
    assert desk.store.kinds() == [EventKind.LOGIN_SUCCEEDED]
    assert desk.store.failures["ana"] == 0


def test_the_digits_never_reach_the_shown_state_or_an_event(desk: Desk) -> None:
    desk.type("10000")
    desk.presenter.enter()
    desk.type("9")
    assert not any("0000" in repr(state) for state in desk.shown)
    assert "0000" not in repr(desk.store.events[-1].event.data)


def test_a_wrong_pin_counts_before_the_verdict_and_says_how_many_are_left(desk: Desk) -> None:
    desk.type("11111")
    desk.presenter.enter()
    assert desk.entered == 0
    assert desk.store.failures["ana"] == 1
    assert (desk.message(), desk.now.tries_left) == (M.WRONG_PIN, 4)
    assert desk.now.typed == 0
    assert desk.store.kinds() == [EventKind.LOGIN_FAILED]


def test_the_fifth_wrong_pin_makes_this_person_wait_and_others_may_enter(desk: Desk) -> None:
    for _ in range(5):
        desk.presenter.pick("ana")
        desk.type("1111")
        desk.presenter.enter()
    assert desk.message() is M.PIN_WAIT
    assert desk.now.wait_s == 60
    desk.type("2580")
    assert desk.now.typed == 0
    desk.presenter.pick("marta")
    assert desk.now.wait_s == 0
    desk.store.people["marta"] = MARTA
    desk.type("258000")
    assert desk.now.typed == 6


def test_the_wait_counts_down_on_the_monotonic_clock_alone(desk: Desk) -> None:
    desk.store.failures["ana"] = 4
    desk.type("11111")
    desk.presenter.enter()
    desk.clock.jump(86_400)
    assert desk.ticker.tick is not None
    desk.ticker.tick()
    assert desk.message() is M.PIN_WAIT
    desk.clock.advance(61)
    desk.ticker.tick()
    assert desk.message() is None
    assert desk.ticker.tick is None


def test_a_wait_left_from_before_a_restart_still_holds(desk: Desk) -> None:
    desk.store.failures["ana"] = 5
    desk.store.waited_ms["ana"] = 20_000
    desk.type("12580")
    desk.presenter.enter()
    assert desk.entered == 0
    assert (desk.message(), desk.now.wait_s) == (M.PIN_WAIT, 40)


def test_a_short_pin_is_not_a_try(desk: Desk) -> None:
    desk.presenter.pick("marta")
    desk.type("2580")
    desk.presenter.enter()
    assert desk.message() is M.PIN_TOO_SHORT
    assert desk.store.failures == {}


def test_another_person_does_not_get_the_digits_typed_so_far(desk: Desk) -> None:
    desk.type("125")
    desk.presenter.pick("marta")
    assert desk.now.typed == 0


def test_without_the_pepper_nobody_is_let_in_and_it_is_said(desk: Desk) -> None:
    desk.check.pepper_missing = True
    desk.type("12580")
    desk.presenter.enter()
    assert desk.entered == 0
    assert desk.message() is M.PIN_UNAVAILABLE


def test_escape_clears_the_pin_then_the_person(desk: Desk) -> None:
    desk.type("125")
    desk.presenter.back()
    assert (desk.now.selected, desk.now.typed) == ("ana", 0)
    desk.presenter.back()
    assert desk.now.selected is None


def test_letters_are_ignored_and_enter_without_a_person_asks_for_one(desk: Desk) -> None:
    desk.type("x")
    desk.presenter.enter()
    assert desk.message() is M.PICK_PERSON


def test_demo_pins_are_shown_only_where_the_demo_gives_them(desk: Desk) -> None:
    assert [card.demo_pin for card in desk.now.people] == ["2580", ""]


def test_a_badge_picks_its_bearer_whose_pin_follows(desk: Desk) -> None:
    assert desk.now.badges
    desk.type("3000")
    desk.presenter.scanned("CARNE-ANA-1")
    assert (desk.now.selected, desk.now.typed, desk.entered) == ("ana", 0, 0)
    assert desk.store.events == []
    desk.type("2580")
    desk.presenter.enter()
    assert desk.entered == 1


def test_where_the_installer_allows_it_a_badge_signs_in(desk: Desk) -> None:
    alone = Desk(badge_alone=True)
    alone.presenter.scanned("CARNE-ANA-1")
    assert (alone.entered, alone.state.person) == (1, ANA)
    assert alone.store.events[-1].event.data == {"staff_id": "ana", "method": "badge"}


def test_goods_scanned_at_sign_in_are_no_try(desk: Desk) -> None:
    desk.presenter.scanned("7450000000013")
    assert desk.message() is M.NOT_A_BADGE
    assert desk.store.failures == {}


def test_unknown_badges_are_counted_together_and_then_wait(desk: Desk) -> None:
    for _ in range(4):
        desk.presenter.scanned("CARNE-NADIE")
    assert desk.message() is M.WRONG_BADGE
    desk.presenter.scanned("CARNE-ANA-1")
    assert desk.now.selected == "ana"
    desk.presenter.scanned("CARNE-NADIE")
    assert desk.message() is M.BADGE_WAIT, "a right badge in between wins no new tries"
    assert set(desk.store.kinds()) == {EventKind.LOGIN_FAILED}
    desk.type("12580")
    desk.presenter.enter()
    assert desk.entered == 1


def test_the_badge_of_somebody_who_left_opens_nothing(desk: Desk) -> None:
    desk.store.people["ana"] = replace(ANA, active=False)
    desk.presenter.scanned("CARNE-ANA-1")
    assert (desk.message(), desk.entered, desk.now.selected) == (M.BADGE_NOT_HERE, 0, None)


def test_practice_is_offered_while_no_pin_is_being_checked(desk: Desk) -> None:
    desk.presenter.practice()
    assert (desk.practised, desk.message(), desk.now.practice) == (0, M.PRACTICE_WHO, False)


def test_a_till_that_gave_the_screen_away_counts_down_no_more(desk: Desk) -> None:
    desk.ticker.start(desk.presenter.erase)
    desk.presenter.rest()
    assert desk.ticker.tick is None


def test_a_message_about_something_else_stands_until_a_person_is_picked(desk: Desk) -> None:
    desk.presenter.tell(Message(M.PRACTICE_CLOSED, Tone.WARN, {"code": "x"}, lasting=True))
    assert desk.message() is M.PRACTICE_CLOSED
    desk.presenter.pick("ana")
    assert desk.message() is None


def test_who_wants_to_practise_shows_who_they_are_first(desk: Desk) -> None:
    desk.presenter.practice()
    assert (desk.practised, desk.message()) == (0, M.PRACTICE_WHO)
    desk.type("1")
    assert desk.message() is M.PRACTICE_WHO
    desk.type("2580")
    desk.presenter.enter()
    assert (desk.practised, desk.entered) == (1, 0)


def test_escape_gives_the_wish_to_practise_up(desk: Desk) -> None:
    desk.presenter.practice()
    desk.type("1")
    desk.presenter.back()
    assert desk.message() is M.PRACTICE_WHO
    desk.presenter.back()
    assert desk.message() is None
    desk.type("12580")
    desk.presenter.enter()
    assert (desk.practised, desk.entered) == (0, 1)


def test_a_badge_that_lets_in_alone_lets_in_to_practise() -> None:
    desk = Desk(badge_alone=True)
    desk.presenter.practice()
    desk.presenter.scanned("CARNE-ANA-1")
    assert (desk.practised, desk.entered) == (1, 0)
