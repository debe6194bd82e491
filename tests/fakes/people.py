"""People of a small shop, credentials in clear, and work done at once."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from app.usecases.ports import BadgeCredential, PinCredential, StaffRecord
from app.usecases.proving import CheckUnavailable
from core.domain.staff import ROLE_LIMITS, ROLE_PERMISSIONS, Role

T = TypeVar("T")


def person(
    staff_id: str, number: int, name: str, role: Role, pin: str, badge: str = "", *, active: bool = True
) -> StaffRecord:
    """Somebody with the rights and limits of their role."""
    return StaffRecord(
        staff_id,
        number,
        name,
        role.value,
        frozenset(str(right) for right in ROLE_PERMISSIONS[role]),
        active=active,
        pin=PinCredential(1, 1, 1, b"salt", "1", pin.encode()),
        limits=ROLE_LIMITS[role],
        badge=BadgeCredential("1", badge.encode()) if badge else None,
    )


ANA = person("ana", 1, "Ana Morales", Role.CASHIER, "2580", "CARNE-ANA-1")
MARTA = person("marta", 3, "Marta Ríos", Role.SUPERVISOR, "582947", "CARNE-MARTA-3")
IVAN = person("ivan", 4, "Iván Soto", Role.SUPERVISOR, "916350")
ELSA = person("elsa", 5, "Elsa Quintero", Role.MANAGER, "274861", "CARNE-ELSA-5")
EVERYBODY = {record.staff_id: record for record in (ANA, MARTA, IVAN, ELSA)}
SMALL = Decimal("1.63")


class PlainCheck:
    """Compares in clear; ``pepper_missing`` makes it unable to."""

    def __init__(self) -> None:
        self.pepper_missing = False
        self.checks = 0

    def pin(self, credential: PinCredential, pin: str) -> bool:
        self._count()
        return credential.hash == pin.encode()

    def badge(self, credential: BadgeCredential, code: str) -> bool:
        self._count()
        return credential.sha256 == code.encode()

    def _count(self) -> None:
        self.checks += 1
        if self.pepper_missing:
            raise CheckUnavailable


class InstantBackground:
    """Runs the work at once, or holds it back while ``held``."""

    def __init__(self) -> None:
        self.held = False
        self._waiting: list[Callable[[], None]] = []

    def run(
        self, work: Callable[[], T], done: Callable[[T], Any], failed: Callable[[Exception], Any]
    ) -> None:
        def go() -> None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 as the thread does
                failed(error)
            else:
                done(result)

        if self.held:
            self._waiting.append(go)
        else:
            go()

    def release(self) -> None:
        self.held = False
        waiting, self._waiting = self._waiting, []
        for go in waiting:
            go()


class HandTicker:
    """A ticker a test turns by hand."""

    def __init__(self) -> None:
        self.tick: Callable[[], Any] | None = None

    def start(self, tick: Callable[[], Any]) -> None:
        self.tick = tick

    def stop(self) -> None:
        self.tick = None
