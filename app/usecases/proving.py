"""Showing who one is: an attempt is counted durably before any verdict is given (sync.md X1).

Signing in and authorising share this: one operation counts the attempt as a failure, the check runs off the
thread, and whoever asked records the verdict in an operation of its own (`Proof.clear` there on success). A
power cut between the two leaves the attempt counted, never forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Generic, Protocol, TypeVar

from app.usecases.ports import BadgeCredential, PinCredential, StaffRecord, StoreRunner, WriteUnit
from core.domain.lockout import remaining_ms, tries_left, wait_ms

T = TypeVar("T")
S = TypeVar("S")

BADGE_COUNTER: Final = "badge"
"""Counter of badges nobody carries: whose failures they are cannot be known, so they are counted together."""


class CheckUnavailable(Exception):  # noqa: N818 - a state of the keyring, not a mistake
    """The pepper is missing: nothing can be checked on this till (sync.md X1)."""


class Verdict(StrEnum):
    """Outcome of one attempt."""

    OK = "ok"
    WRONG = "wrong"
    WAIT = "wait"
    UNAVAILABLE = "unavailable"


class Background(Protocol):
    """Runs slow work off the GUI thread and calls back on it."""

    def run(
        self, work: Callable[[], T], done: Callable[[T], Any], failed: Callable[[Exception], Any]
    ) -> None:
        """Exactly one of the callbacks is called."""
        ...


class CredentialCheck(Protocol):
    """Compares what a person shows with what is stored; raises `CheckUnavailable` without the pepper."""

    def pin(self, credential: PinCredential, pin: str) -> bool:
        """Whether a PIN fits; slow on purpose."""
        ...

    def badge(self, credential: BadgeCredential, code: str) -> bool:
        """Whether a badge's code fits."""
        ...


@dataclass(frozen=True, slots=True)
class Proof:
    """What an attempt came to.

    Attributes:
        person: Who it is, None unless OK.
        counter: Where failures are counted.
        tries_left: Tries before a wait, after a wrong one.
        wait_s: Seconds to wait, 0 when another try is free.
        failures: Wrong attempts in a row on this counter, this one included; 0 when this one did not count.
    """

    verdict: Verdict
    counter: str
    person: StaffRecord | None = None
    tries_left: int = 0
    wait_s: int = 0
    failures: int = 0

    def clear(self, unit: WriteUnit) -> None:
        """The attempt was right: nothing is counted any more."""
        unit.set_pin_failures(self.counter, 0)

    def uncount(self, unit: WriteUnit) -> None:
        """The attempt was right but wins nothing on a counter that others share: it alone counts no more."""
        unit.set_pin_failures(self.counter, max(0, self.failures - 1))


@dataclass(frozen=True, slots=True)
class _Claim(Generic[S]):
    """An attempt already counted as a failure, waiting for its verdict; no subject, nothing counted."""

    subject: S | None
    failures: int
    wait_s: int


class Proving:
    """Counts and checks attempts; records no event, since what an attempt was for is the caller's."""

    def __init__(self, runner: StoreRunner, background: Background, check: CredentialCheck) -> None:
        self._runner = runner
        self._background = background
        self._check = check

    def by_pin(
        self,
        staff_id: str,
        pin: str,
        judged: Callable[[Proof], Any],
        failed: Callable[[Exception], Any],
        admit: Callable[[StaffRecord], Any] | None = None,
    ) -> None:
        """Check the PIN of one person.

        Args:
            staff_id: Whose PIN it is said to be.
            pin: Its digits.
            judged: Receives the verdict.
            failed: An error of the store, or what ``admit`` raised.
            admit: Refuses a person, by raising, before anything is counted.
        """

        def load(unit: WriteUnit) -> StaffRecord | None:
            record = unit.staff(staff_id)
            if record is not None and admit is not None:
                admit(record)
            usable = record is not None and record.active and record.pin is not None
            return record if usable else None

        def fits(record: StaffRecord) -> StaffRecord | None:
            return record if record.pin is not None and self._check.pin(record.pin, pin) else None

        self.attempt(staff_id, load, fits, judged, failed)

    def by_badge(self, code: str, judged: Callable[[Proof], Any], failed: Callable[[Exception], Any]) -> None:
        """Find whose badge was scanned, among all people the till knows, those no longer active included."""

        def load(unit: WriteUnit) -> tuple[StaffRecord, ...] | None:
            return tuple(person for person in unit.people() if person.badge is not None) or None

        def bearer(people: tuple[StaffRecord, ...]) -> StaffRecord | None:
            found = [p for p in people if p.badge is not None and self._check.badge(p.badge, code)]
            return found[0] if found else None

        self.attempt(BADGE_COUNTER, load, bearer, judged, failed)

    def attempt(
        self,
        counter: str,
        load: Callable[[WriteUnit], S | None],
        verify: Callable[[S], StaffRecord | None],
        judged: Callable[[Proof], Any],
        failed: Callable[[Exception], Any],
    ) -> None:
        """Count an attempt, then check it.

        Args:
            counter: Whose failures: a person's id, or a name for what nobody in particular gets wrong.
            load: Reads what is compared, on the store thread; None: there is nothing to compare with, the
                verdict is UNAVAILABLE and nothing is counted.
            verify: Who it is, None for nobody; off the GUI thread.
            judged: Receives the verdict.
            failed: An error of the store, or what ``load`` raised.
        """

        def claimed(claim: _Claim[S]) -> None:
            if claim.wait_s > 0:
                judged(Proof(Verdict.WAIT, counter, wait_s=claim.wait_s))
            elif claim.subject is None:
                judged(Proof(Verdict.UNAVAILABLE, counter))
            else:
                subject, failures = claim.subject, claim.failures
                self._background.run(
                    lambda: verify(subject), lambda person: judged(_proof(counter, person, failures)), broken
                )

        def broken(error: Exception) -> None:
            if isinstance(error, CheckUnavailable):
                judged(Proof(Verdict.UNAVAILABLE, counter))
            else:
                failed(error)

        self._runner.submit(_claim(counter, load), claimed, failed)


def _claim(counter: str, load: Callable[[WriteUnit], S | None]) -> Callable[[WriteUnit], _Claim[S]]:
    def operation(unit: WriteUnit) -> _Claim[S]:
        subject = load(unit)
        before = unit.pin_failures(counter)
        remaining = remaining_ms(before.failures, before.waited_ms)
        if subject is None or remaining > 0:
            return _Claim(subject, before.failures, (remaining + 999) // 1000)
        unit.set_pin_failures(counter, before.failures + 1)
        return _Claim(subject, before.failures + 1, 0)

    return operation


def _proof(counter: str, person: StaffRecord | None, failures: int) -> Proof:
    if person is not None:
        return Proof(Verdict.OK, counter, person, failures=failures)
    pause = wait_ms(failures)
    if pause > 0:
        return Proof(Verdict.WAIT, counter, wait_s=pause // 1000, failures=failures)
    return Proof(Verdict.WRONG, counter, tries_left=tries_left(failures), failures=failures)
