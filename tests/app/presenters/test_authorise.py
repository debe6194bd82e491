"""Screen 8: one question, one person, one code; nobody's digits are shown, nothing is allowed twice."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest

from app.presenters.authorisation_state import AuthorisationState
from app.presenters.authorise import Asked, Authorising
from app.presenters.messages import M, Message
from app.presenters.panels import BeforeAfter
from app.presenters.states import Sound
from app.usecases.approvals import Approval
from app.usecases.authorising import Authoriser
from app.usecases.proving import Proving
from app.usecases.state import TillState
from core.domain.approval import Act, Method
from core.domain.remote_code import answer_to, normalize_challenge
from core.domain.staff import LimitName, Measure
from tests.fakes.clock import ManualClock
from tests.fakes.people import ANA, ELSA, EVERYBODY, IVAN, MARTA, HandTicker, InstantBackground, PlainCheck
from tests.fakes.till import IDENTITY, InstantRunner, MemoryReader, MemoryStore

KEY = bytes(range(32))
ACT = Act(
    "line.discount",
    "pos:discount",
    "sale-1",
    Decimal("1.63"),
    "damaged",
    (Measure(LimitName.DISCOUNT_PERCENT, Decimal(25)),),
)
ASKED = Asked(
    "Descuento 25 % (límite 10 %)",
    "producto golpeado",
    BeforeAfter("Arroz blanco 5 lb · 2 a 3.25", "Descuento 1.63", "6.50", "4.87"),
)


@dataclass
class Desk:
    """The modal over a floor at which Ana stands."""

    key: bytes | None = KEY
    store: MemoryStore = field(default_factory=MemoryStore)
    clock: ManualClock = field(default_factory=ManualClock)
    ticker: HandTicker = field(default_factory=HandTicker)
    background: InstantBackground = field(default_factory=InstantBackground)
    shown: AuthorisationState | None = None
    approvals: list[Approval] = field(default_factory=list)
    cancelled: int = 0
    notices: list[M] = field(default_factory=list)
    sounds: list[Sound] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store.people = dict(EVERYBODY)
        self.state = TillState(IDENTITY, "boot", self.clock, self.clock.monotonic(), person=ANA)
        runner = InstantRunner(self.store)
        proving = Proving(runner, self.background, PlainCheck())
        authoriser = Authoriser(
            self.state, MemoryReader(self.store), runner, proving, self.store.ids, self.key
        )
        self.modal = Authorising(
            self, authoriser, self.state, self.ticker, notify=self._notify, sound=self.sounds.append
        )

    def ask(self, act: Act = ACT) -> None:
        self.modal.ask(act, ASKED, self.approvals.append, self._cancelled)

    def show_authorisation(self, state: AuthorisationState | None) -> None:
        self.shown = state

    @property
    def now(self) -> AuthorisationState:
        assert self.shown is not None
        return self.shown

    def type(self, digits: str) -> None:
        for digit in digits:
            self.modal.digit(digit)

    def said(self) -> M | None:
        return None if self.now.message is None else self.now.message.id

    def pass_time(self, seconds: int) -> None:
        for _ in range(seconds):
            self.clock.advance(1)
            if self.ticker.tick is not None:
                self.ticker.tick()

    def _notify(self, message: Message) -> None:
        self.notices.append(message.id)

    def _cancelled(self) -> None:
        self.cancelled += 1


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.ask()
    return desk


def test_the_act_and_those_who_may_allow_it_are_shown(desk: Desk) -> None:
    state = desk.now
    assert (state.title, state.reason, state.change) == (ASKED.title, ASKED.reason, ASKED.change)
    assert state.requester == "Ana Morales"
    assert [(card.number, card.name) for card in state.people] == [
        (1, "Marta Ríos"),
        (2, "Iván Soto"),
        (3, "Elsa Quintero"),
    ]
    assert (state.selected, state.typed, state.left) == (None, 0, "1:00")


def test_one_digit_picks_the_person_and_the_pin_allows(desk: Desk) -> None:
    desk.type("1582947")
    assert (desk.now.selected, desk.now.typed, desk.now.slots) == ("marta", 6, 6)
    desk.modal.enter()
    [approval] = desk.approvals
    assert (approval.act, approval.approver, approval.method) == (ACT, MARTA, Method.PIN)
    assert (desk.shown, desk.modal.is_open, desk.ticker.tick) == (None, False, None)


def test_a_badge_alone_allows_at_any_moment(desk: Desk) -> None:
    desk.type("258")
    desk.modal.scanned("CARNE-ELSA-5")
    assert desk.approvals[0].approver is ELSA
    assert desk.approvals[0].method is Method.BADGE


def test_goods_scanned_meanwhile_are_refused_and_count_as_no_try(desk: Desk) -> None:
    desk.modal.scanned("7450000000013")
    assert (desk.said(), desk.sounds) == (M.NOT_A_BADGE, [Sound.ERROR])
    assert desk.store.failures == {}
    desk.modal.scanned("CARNE-NADIE")
    assert desk.said() is M.WRONG_BADGE


def test_digits_of_one_person_are_not_tried_as_anothers(desk: Desk) -> None:
    desk.type("2916350")
    desk.modal.pick("marta")
    assert (desk.now.selected, desk.now.typed) == ("marta", 0)
    desk.modal.enter()
    assert desk.said() is M.PIN_TOO_SHORT
    for _ in range(2):
        desk.type("0")
        desk.modal.erase()
    desk.modal.erase()
    assert desk.now.selected is None


def test_enter_before_a_person_is_picked_asks_for_one(desk: Desk) -> None:
    desk.type("9")
    desk.modal.enter()
    assert desk.said() is M.PICK_APPROVER


def test_wrong_pins_say_what_is_left_and_then_count_the_wait_down(desk: Desk) -> None:
    for left in ("4", "3", "2", "1"):
        desk.type("1000000" if desk.now.selected is None else "000000")
        desk.modal.enter()
        assert (desk.said(), desk.now.message and desk.now.message.values["left"]) == (
            M.APPROVER_WRONG_PIN,
            left,
        )
    desk.type("000000")
    desk.modal.enter()
    assert (desk.said(), desk.now.wait_s) == (M.APPROVER_WAIT, 60)
    desk.type("5")
    assert desk.now.typed == 0
    desk.modal.pick("ivan")
    assert (desk.said(), desk.now.wait_s) == (None, 0)
    desk.pass_time(10)
    desk.modal.pick("marta")
    assert desk.now.message is not None
    assert desk.now.message.values == {"wait": "50 s"}
    desk.modal.pick("ivan")
    desk.type("916350")
    desk.modal.enter()
    assert desk.approvals[0].approver is IVAN


def test_after_a_minute_the_question_is_gone_and_nothing_happened(desk: Desk) -> None:
    desk.pass_time(12)
    assert desk.now.left == "48 s"
    desk.pass_time(48)
    assert (desk.shown, desk.cancelled, desk.notices) == (None, 1, [M.AUTHORIZATION_EXPIRED])
    desk.type("1")
    desk.modal.enter()
    assert desk.approvals == []


@pytest.mark.parametrize("way", ["back", "cancel"])
def test_esc_gives_the_act_up(desk: Desk, way: str) -> None:
    desk.type("15829")
    getattr(desk.modal, way)()
    assert (desk.shown, desk.cancelled, desk.approvals) == (None, 1, [])


def test_given_up_while_the_pin_is_checked_it_stays_given_up(desk: Desk) -> None:
    desk.background.held = True
    desk.type("1582947")
    desk.modal.enter()
    assert desk.now.busy
    desk.type("7")
    desk.modal.enter()
    assert desk.now.typed == 0
    desk.modal.cancel()
    desk.background.release()
    assert (desk.cancelled, desk.approvals, desk.shown) == (1, [], None)


def test_a_second_question_waits_for_nobody(desk: Desk) -> None:
    desk.ask(replace(ACT, amount=Decimal("9.99")))
    assert desk.cancelled == 1
    assert desk.modal.is_open


def test_a_supervisor_withdrawn_meanwhile_is_refused_with_words(desk: Desk) -> None:
    desk.store.people["marta"] = replace(MARTA, active=False)
    desk.type("1582947")
    desk.modal.enter()
    assert desk.said() is M.APPROVER_INACTIVE
    desk.modal.scanned("CARNE-ANA-1")
    assert desk.said() is M.APPROVER_SELF


def test_where_nobody_may_it_is_said_over_the_sale() -> None:
    desk = Desk()
    desk.store.people = {"ana": ANA}
    desk.ask()
    assert (desk.shown, desk.cancelled, desk.notices) == (None, 1, [M.NO_APPROVER])


def test_where_nobody_who_may_shows_up_here_the_remote_code_comes_first() -> None:
    desk = Desk()
    desk.store.people = {"ana": ANA, "marta": replace(MARTA, pin=None, badge=None)}
    desk.ask()
    assert desk.now.remote is not None
    desk.modal.back()
    assert desk.cancelled == 1


def test_a_remote_code_is_read_answered_and_allows(desk: Desk) -> None:
    desk.modal.remote()
    assert desk.now.remote is not None
    assert (desk.now.remote.permission, desk.now.remote.amount) == ("pos:discount", "1.63")
    assert desk.now.left == "5:00"
    challenge = normalize_challenge(desk.now.remote.challenge)
    assert challenge is not None
    answer = answer_to(KEY, challenge, "pos:discount", Decimal("1.63"), "ivan")
    desk.pass_time(90)
    desk.type(answer[:4])
    desk.modal.enter()
    assert desk.said() is M.REMOTE_CODE_SHORT
    desk.type(answer[4:] + "9")
    assert desk.now.remote.answer == f"{answer[:4]}-{answer[4:]}"
    desk.modal.enter()
    assert (desk.approvals[0].approver, desk.approvals[0].method) == (IVAN, Method.CODE)


def test_wrong_answers_wait_and_the_people_here_do_not(desk: Desk) -> None:
    desk.modal.remote()
    for _ in range(4):
        desk.type("00000000")
        desk.modal.enter()
    assert desk.said() is M.REMOTE_CODE_WRONG
    desk.type("00000000")
    desk.modal.enter()
    assert (desk.said(), desk.now.wait_s) == (M.APPROVER_WAIT, 60)
    desk.modal.back()
    assert (desk.now.remote, desk.now.message, desk.now.left) == (None, None, "1:00")
    desk.type("1582947")
    desk.modal.enter()
    assert len(desk.approvals) == 1


def test_a_till_without_the_shared_key_offers_no_remote_code() -> None:
    desk = Desk(key=None)
    desk.ask()
    assert not desk.now.offers_remote
    desk.modal.remote()
    assert desk.now.remote is None


def test_a_till_found_to_be_one_of_two_meanwhile_takes_no_remote_code_and_goes_back_to_the_people(
    desk: Desk,
) -> None:
    desk.modal.remote()
    asked = desk.now.remote
    challenge = normalize_challenge("" if asked is None else asked.challenge)
    assert challenge is not None
    desk.state.fenced = True
    desk.type(answer_to(KEY, challenge, "pos:discount", Decimal("1.63"), "ivan"))
    desk.modal.enter()
    assert (desk.said(), desk.approvals) == (M.TILL_FENCED, [])
    desk.modal.back()
    assert (desk.now.remote, desk.now.offers_remote) == (None, False)
    desk.modal.remote()
    assert desk.now.remote is None
    desk.type("1582947")
    desk.modal.enter()
    assert len(desk.approvals) == 1


def test_a_store_that_fails_is_said_and_nothing_is_allowed(desk: Desk) -> None:
    desk.store.fail_with = OSError("disk")
    desk.type("1582947")
    desk.modal.enter()
    assert (desk.said(), desk.approvals) == (M.STORE_UNAVAILABLE, [])
