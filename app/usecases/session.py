"""Signing in and out. The counter of wrong PINs is committed before any verdict is given (sync.md X1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.usecases.ports import StaffRecord, StoreRunner, WriteUnit
from app.usecases.proving import Proof, Proving, Verdict
from app.usecases.state import TillState
from core.domain.journal.events import EventContext, EventKind, JsonObject


@dataclass(frozen=True, slots=True)
class SignInResult:
    """Verdict with what the screen needs: tries left before a wait, or the wait itself in seconds.

    ``person`` is whose badge was scanned; with OK their PIN is still to follow.
    """

    verdict: Verdict
    tries_left: int = 0
    wait_s: int = 0
    person: StaffRecord | None = None


class Session:
    """Who stands at the till.

    Args:
        badge_alone: Whether a badge signs its bearer in without a PIN; else it only picks the person.
    """

    def __init__(
        self, state: TillState, runner: StoreRunner, proving: Proving, *, badge_alone: bool = False
    ) -> None:
        self._state = state
        self._runner = runner
        self._proving = proving
        self._badge_alone = badge_alone

    def sign_in(
        self,
        staff_id: str,
        pin: str,
        done: Callable[[SignInResult], Any],
        failed: Callable[[Exception], Any],
    ) -> None:
        """Check a PIN: count the attempt durably, verify off the thread, then record the verdict."""

        def judged(proof: Proof) -> None:
            if proof.person is not None:
                self._enter(proof.person, "pin", proof.clear, done, failed)
            else:
                self._told(staff_id, proof, done, failed)

        self._proving.by_pin(staff_id, pin, judged, failed)

    def sign_in_by_badge(
        self, code: str, done: Callable[[SignInResult], Any], failed: Callable[[Exception], Any]
    ) -> None:
        """A badge picks its bearer, whose PIN follows; where the installer allows it, it signs them in.

        A badge can be lost or lent, so alone it opens no till unless somebody decided so.
        """

        def judged(proof: Proof) -> None:
            person = proof.person
            if person is None:
                self._told(None, proof, done, failed)
            elif self._badge_alone and person.active:
                self._enter(person, "badge", proof.uncount, done, failed)
            else:
                verdict = Verdict.OK if person.active else Verdict.UNAVAILABLE
                result = SignInResult(verdict, person=person)
                self._runner.submit(proof.uncount, lambda _: done(result), failed)

        self._proving.by_badge(code, judged, failed)

    def _enter(
        self,
        person: StaffRecord,
        method: str,
        settle: Callable[[WriteUnit], None],
        done: Callable[[SignInResult], Any],
        failed: Callable[[Exception], Any],
    ) -> None:
        self._state.person = person
        context = self._state.context()

        def operation(unit: WriteUnit) -> None:
            settle(unit)
            data: JsonObject = {"staff_id": person.staff_id, "method": method}
            unit.append(EventKind.LOGIN_SUCCEEDED, data, context)

        def undo(error: Exception) -> None:
            self._state.person = None
            failed(error)

        self._runner.submit(operation, lambda _: done(SignInResult(Verdict.OK)), undo)

    def _told(
        self,
        staff_id: str | None,
        proof: Proof,
        done: Callable[[SignInResult], Any],
        failed: Callable[[Exception], Any],
    ) -> None:
        """Tell a verdict that lets nobody in, on record first where a try was counted."""
        if not proof.failures:
            done(_result(proof))
            return
        data: JsonObject = {"staff_id": staff_id, "failures": proof.failures}
        operation = _append(EventKind.LOGIN_FAILED, data, self._state.context())
        self._runner.submit(operation, lambda _: done(_result(proof)), failed)

    def sign_out(self, done: Callable[[], Any], failed: Callable[[Exception], Any]) -> None:
        """Leave the till; the basket and the shift stay."""
        context = self._state.context()
        person = self._state.person
        self._state.person = None
        if person is None:
            done()
            return
        operation = _append(EventKind.LOGOUT, {"staff_id": person.staff_id}, context)
        self._runner.submit(operation, lambda _: done(), failed)


def _append(kind: EventKind, data: JsonObject, context: EventContext) -> Callable[[WriteUnit], None]:
    def operation(unit: WriteUnit) -> None:
        unit.append(kind, data, context)

    return operation


def _result(proof: Proof) -> SignInResult:
    return SignInResult(proof.verdict, proof.tries_left, proof.wait_s)
