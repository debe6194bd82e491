"""Signing in and out. The counter of wrong PINs is committed before any verdict is given (sync.md X1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from app.usecases.ports import PinCredential, StaffRecord, StoreRunner, WriteUnit
from app.usecases.state import TillState
from core.domain.journal.events import EventContext, EventKind
from core.domain.lockout import remaining_ms, tries_left, wait_ms

T = TypeVar("T")


class PinCheckUnavailable(Exception):  # noqa: N818 - a state of the keyring, not a mistake
    """The pepper is missing: no PIN can be checked on this till (sync.md X1)."""


class Verdict(StrEnum):
    """Outcome of one attempt to sign in."""

    OK = "ok"
    WRONG = "wrong"
    WAIT = "wait"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class SignInResult:
    """Verdict with what the screen needs: tries left before a wait, or the wait itself in seconds."""

    verdict: Verdict
    tries_left: int = 0
    wait_s: int = 0


class Background(Protocol):
    """Runs slow work off the GUI thread and calls back on it."""

    def run(
        self, work: Callable[[], T], done: Callable[[T], Any], failed: Callable[[Exception], Any]
    ) -> None:
        """Exactly one of the callbacks is called."""
        ...


PinCheck = Callable[[PinCredential, str], bool]


@dataclass(frozen=True, slots=True)
class _Claim:
    """An attempt already counted as a failure, waiting for its verdict."""

    record: StaffRecord | None
    failures: int
    wait_s: int


def _claim_attempt(staff_id: str) -> Callable[[WriteUnit], _Claim]:
    def operation(unit: WriteUnit) -> _Claim:
        record = unit.staff(staff_id)
        before = unit.pin_failures(staff_id)
        remaining = remaining_ms(before.failures, before.waited_ms)
        if record is None or remaining > 0:
            return _Claim(record, before.failures, max(0, (remaining + 999) // 1000))
        unit.set_pin_failures(staff_id, before.failures + 1)
        return _Claim(record, before.failures + 1, 0)

    return operation


def _record_success(staff_id: str, context: EventContext) -> Callable[[WriteUnit], None]:
    def operation(unit: WriteUnit) -> None:
        unit.set_pin_failures(staff_id, 0)
        unit.append(EventKind.LOGIN_SUCCEEDED, {"staff_id": staff_id, "method": "pin"}, context)

    return operation


def _record_failure(staff_id: str, failures: int, context: EventContext) -> Callable[[WriteUnit], None]:
    def operation(unit: WriteUnit) -> None:
        unit.append(EventKind.LOGIN_FAILED, {"staff_id": staff_id, "failures": failures}, context)

    return operation


class Session:
    """Who stands at the till."""

    def __init__(
        self, state: TillState, runner: StoreRunner, background: Background, check: PinCheck
    ) -> None:
        self._state = state
        self._runner = runner
        self._background = background
        self._check = check

    def sign_in(
        self,
        staff_id: str,
        pin: str,
        done: Callable[[SignInResult], Any],
        failed: Callable[[Exception], Any],
    ) -> None:
        """Check a PIN: count the attempt durably, verify off the thread, then record the verdict."""

        def claimed(claim: _Claim) -> None:
            record = claim.record
            if claim.wait_s > 0:
                done(SignInResult(Verdict.WAIT, wait_s=claim.wait_s))
            elif record is None or record.pin is None or not record.active:
                done(SignInResult(Verdict.UNAVAILABLE))
            else:
                self._verify(record, record.pin, pin, claim.failures, done, failed)

        self._runner.submit(_claim_attempt(staff_id), claimed, failed)

    def _verify(
        self,
        record: StaffRecord,
        credential: PinCredential,
        pin: str,
        failures: int,
        done: Callable[[SignInResult], Any],
        failed: Callable[[Exception], Any],
    ) -> None:
        def judged(fits: bool) -> None:
            if fits:
                self._state.person = record
                self._runner.submit(
                    _record_success(record.staff_id, self._state.context()),
                    lambda _: done(SignInResult(Verdict.OK)),
                    undo,
                )
                return
            result = _wrong(failures)
            self._runner.submit(
                _record_failure(record.staff_id, failures, self._state.context()),
                lambda _: done(result),
                failed,
            )

        def undo(error: Exception) -> None:
            self._state.person = None
            failed(error)

        def unavailable(error: Exception) -> None:
            if isinstance(error, PinCheckUnavailable):
                done(SignInResult(Verdict.UNAVAILABLE))
            else:
                failed(error)

        self._background.run(lambda: self._check(credential, pin), judged, unavailable)

    def sign_out(self, done: Callable[[], Any], failed: Callable[[Exception], Any]) -> None:
        """Leave the till; the basket and the shift stay."""
        context = self._state.context()
        person = self._state.person
        self._state.person = None
        if person is None:
            done()
            return

        def operation(unit: WriteUnit) -> None:
            unit.append(EventKind.LOGOUT, {"staff_id": person.staff_id}, context)

        self._runner.submit(operation, lambda _: done(), failed)


def _wrong(failures: int) -> SignInResult:
    pause = wait_ms(failures)
    if pause > 0:
        return SignInResult(Verdict.WAIT, wait_s=pause // 1000)
    return SignInResult(Verdict.WRONG, tries_left=tries_left(failures))
