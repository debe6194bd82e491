"""Screen 1, sign-in: pick the person, then the PIN; in three seconds (ux.md section 3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from app.presenters import format as fmt
from app.presenters.messages import M, Message, Tone
from app.presenters.sign_in_state import PersonCard, SignInState
from app.presenters.views import SignInView
from app.usecases.ports import StaffRecord
from app.usecases.proving import Verdict
from app.usecases.session import Session, SignInResult
from app.usecases.state import TillState
from core.domain.badge import badge_code

PIN_MIN: Final = {"cashier": 4}
PIN_MIN_OTHERS: Final = 6
PIN_MAX: Final = 12
_WHO_PRACTISES: Final = Message(M.PRACTICE_WHO, Tone.INFO, lasting=True)


class Ticker(Protocol):
    """Calls back about once a second until told to stop (the countdown of a blocked PIN)."""

    def start(self, tick: Callable[[], Any]) -> None:
        """Begin calling ``tick``; a second start replaces the first."""
        ...

    def stop(self) -> None:
        """End the calls."""
        ...


class SignInPresenter:
    """Implements ``SignInActions``. The PIN lives here for a moment and is cleared with every change."""

    def __init__(
        self,
        view: SignInView,
        session: Session,
        state: TillState,
        ticker: Ticker,
        *,
        shop: str,
        demo_pins: Mapping[str, str],
        language: str,
        entered: Callable[[], Any],
        language_changed: Callable[[str], Any],
        practice: Callable[[], Any],
        practising: bool,
    ) -> None:
        self._view = view
        self._session = session
        self._state = state
        self._ticker = ticker
        self._shop = shop
        self._demo_pins = dict(demo_pins)
        self._language = language
        self._entered = entered
        self._language_changed = language_changed
        self._practice = practice
        self._practising = practising
        self._people: tuple[StaffRecord, ...] = ()
        self._selected: StaffRecord | None = None
        self._pin = ""
        self._tries_left: int | None = None
        self._blocked_until = 0.0
        self._busy = False
        self._message: Message | None = None
        self._to_practise = False

    @property
    def busy(self) -> bool:
        """Whether a PIN is being checked."""
        return self._busy

    def open(self, people: tuple[StaffRecord, ...]) -> None:
        """Show the screen anew: nobody chosen, no PIN."""
        self._people = people
        self._selected = None
        self._to_practise = False
        self._reset_person(None)

    def refresh(self, people: tuple[StaffRecord, ...]) -> None:
        """Other people may sign in; who is chosen stays so, with the digits typed, as long as they may."""
        self._people = people
        chosen = self._selected
        if chosen is None:
            self._show()
            return
        self._selected = next((one for one in people if one.staff_id == chosen.staff_id), None)
        if self._selected is None and not self._busy:
            self._reset_person(None)
        else:
            self._show()

    def pick(self, staff_id: str) -> None:
        """Choose a person; another person's digits and failures do not carry over."""
        if self._busy:
            return
        chosen = next((person for person in self._people if person.staff_id == staff_id), None)
        self._reset_person(chosen)

    def digit(self, digit: str) -> None:
        """First digit picks the person with that number, later ones go to the PIN."""
        if self._busy or len(digit) != 1 or digit not in "0123456789":
            return
        if self._selected is None:
            chosen = next((p for p in self._people if str(p.number) == digit), None)
            if chosen is not None:
                self._reset_person(chosen)
            return
        if self._waiting() == 0 and len(self._pin) < PIN_MAX:
            self._pin += digit
            self._message = None
            self._show()

    def scanned(self, text: str) -> None:
        """A badge picks its bearer, or signs them in where the installer allows that."""
        if self._busy:
            return
        code = badge_code(text)
        if code is None:
            self._say(M.NOT_A_BADGE)
            return
        self._reset_person(None)
        self._busy = True
        self._show()
        self._session.sign_in_by_badge(code, self._badge_judged, self._failed)

    def erase(self) -> None:
        """Take the last digit back."""
        if not self._busy:
            self._pin = self._pin[:-1]
            self._show()

    def back(self) -> None:
        """Clear the PIN; with an empty PIN, clear the person, and then the wish to practise."""
        if self._busy:
            return
        if self._pin:
            self._pin = ""
            self._show()
        else:
            self._to_practise = self._to_practise and self._selected is not None
            self._reset_person(None)

    def language(self, code: str) -> None:
        """Switch the screen's language; nothing typed is lost."""
        self._language = code
        self._language_changed(code)
        self._show()

    def practice(self) -> None:
        """Out of PRÁCTICA; or into it, once somebody has shown by their PIN who practises.

        Not while a PIN is being checked.
        """
        if self._busy:
            return
        if self._practising:
            self._practice()
            return
        self._to_practise = True
        self._message = _WHO_PRACTISES
        self._show()

    def rest(self) -> None:
        """Another till has the screen: no countdown is drawn any more."""
        self._ticker.stop()

    def tell(self, message: Message) -> None:
        """Say something that is not about a PIN."""
        self._message = message
        self._show()

    def enter(self) -> None:
        """Check the PIN of the chosen person."""
        if self._busy or self._waiting() > 0:
            return
        if self._selected is None:
            self._say(M.PICK_PERSON)
            return
        if len(self._pin) < self._shortest():
            self._say(M.PIN_TOO_SHORT)
            return
        pin, self._pin = self._pin, ""
        self._busy = True
        self._message = None
        self._show()
        self._session.sign_in(self._selected.staff_id, pin, self._judged, self._failed)

    def _judged(self, result: SignInResult) -> None:
        self._busy = False
        if result.verdict is Verdict.OK:
            self._go_in()
            return
        if result.verdict is Verdict.WAIT:
            self._block(result.wait_s)
        elif result.verdict is Verdict.UNAVAILABLE:
            self._say(M.PIN_UNAVAILABLE, Tone.ERR)
        else:
            self._tries_left = result.tries_left
            self._say(M.WRONG_PIN, Tone.ERR, left=str(result.tries_left))

    def _badge_judged(self, result: SignInResult) -> None:
        self._busy = False
        bearer = result.person
        shown = bearer is not None and any(p.staff_id == bearer.staff_id for p in self._people)
        if result.verdict is Verdict.OK and bearer is None:
            self._go_in()
        elif result.verdict is Verdict.OK and shown:
            self._reset_person(bearer)
        elif result.verdict is Verdict.WAIT:
            self._say(M.BADGE_WAIT, wait=fmt.wait(result.wait_s))
        elif result.verdict is Verdict.WRONG:
            self._say(M.WRONG_BADGE, Tone.ERR, left=str(result.tries_left))
        else:
            self._say(M.BADGE_NOT_HERE, Tone.ERR)

    def _go_in(self) -> None:
        """To the till, or to PRÁCTICA where that was asked for."""
        practise, self._to_practise = self._to_practise, False
        self._reset_person(None)
        if practise:
            self._practice()
        else:
            self._entered()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._say(M.STORE_UNAVAILABLE, Tone.ERR, code=type(error).__name__)

    def _block(self, seconds: int) -> None:
        self._tries_left = 0
        self._blocked_until = self._state.clock.monotonic() + seconds
        self._ticker.start(self._tick)
        self._tick()

    def _tick(self) -> None:
        left = self._waiting()
        if left == 0:
            self._ticker.stop()
            self._message = None
            self._tries_left = None
            self._show()
        else:
            self._say(M.PIN_WAIT, Tone.WARN, wait=fmt.wait(left))

    def _waiting(self) -> int:
        left = self._blocked_until - self._state.clock.monotonic()
        return max(0, int(left + 0.999))

    def _shortest(self) -> int:
        role = self._selected.role if self._selected else "cashier"
        return PIN_MIN.get(role, PIN_MIN_OTHERS)

    def _reset_person(self, person: StaffRecord | None) -> None:
        self._ticker.stop()
        self._selected = person
        self._pin = ""
        self._tries_left = None
        self._blocked_until = 0.0
        self._message = _WHO_PRACTISES if self._to_practise else None
        self._show()

    def _say(self, message: M, tone: Tone = Tone.WARN, **values: str) -> None:
        self._message = Message(message, tone, values, lasting=True)
        self._show()

    def _show(self) -> None:
        now = self._state.local_time()
        self._view.show_sign_in(
            SignInState(
                shop=self._shop,
                till=self._state.identity.terminal_name,
                date=fmt.long_date(now, self._language),
                people=tuple(
                    PersonCard(
                        person.staff_id,
                        person.number,
                        person.name,
                        person.role,
                        self._demo_pins.get(person.staff_id, ""),
                    )
                    for person in self._people
                ),
                selected=self._selected.staff_id if self._selected else None,
                typed=len(self._pin),
                slots=max(self._shortest(), len(self._pin)),
                tries_left=self._tries_left,
                wait_s=self._waiting(),
                busy=self._busy,
                message=self._message,
                language=self._language,
                badges=any(person.badge is not None for person in self._people),
                practice=self._practising,
            )
        )
