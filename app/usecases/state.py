"""What the till knows of the moment: who it is, who stands at it, which shift is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from typing import Final

from app.usecases.ports import Identity, OpenShift, StaffRecord
from core.domain.ages import Reached, TimeKnown, time_known
from core.domain.errors import DomainError
from core.domain.journal.events import EventContext
from core.domain.journal.rows import unix_ms
from core.domain.staff import EVERYDAY, Limits, grant_lapsed
from core.ports.clock import Clock

PANAMA_UTC_OFFSET: Final = timedelta(hours=-5)
"""Panama keeps UTC-5 all year (domain.md section 7); another shop may set another offset."""


@dataclass(slots=True)
class TillState:
    """Mutable state of one running till, owned by the composition root and used on the GUI thread.

    Attributes:
        boot_id: UUID of this start.
        started_s: Monotonic seconds at start; events carry microseconds since then.
        cites: Data versions in use, written into every event.
        offset_ms: Last known clock offset (server minus till), None when never measured (sync.md K2).
        grace_ms: Milliseconds until a disabled till is locked, 0 when it is; None while nobody disabled it.
        fenced: Another machine says to be this till too; the centre takes it for none until enrolled again.
        utc_offset: Local time of the shop.
        staff_until_ms: End of the signed staff list, Unix milliseconds; None for people from no list.
        best_sellers: Variants this shop sells most, best first, as the centre told.
        reached: What the centre's clock said last; no turned clock undoes it (sync.md K5).
    """

    identity: Identity
    boot_id: str
    clock: Clock
    started_s: float
    cites: Mapping[str, int] = field(default_factory=dict[str, int])
    utc_offset: timedelta = PANAMA_UTC_OFFSET
    person: StaffRecord | None = None
    shift: OpenShift | None = None
    offset_ms: int | None = None
    offset_err_ms: int | None = None
    grace_ms: int | None = None
    fenced: bool = False
    staff_until_ms: int | None = None
    reached: Reached | None = None
    best_sellers: tuple[str, ...] = ()

    def demand_unlocked(self) -> None:
        """What is begun ends, but nothing new begins at a till that was disabled long enough ago (X5).

        Raises:
            DomainError: ``till_locked``.
        """
        if self.grace_ms == 0:
            raise DomainError("till_locked")

    def context(self, approver_id: str | None = None) -> EventContext:
        """Surroundings of an event that happens now."""
        return EventContext(
            terminal_id=self.identity.terminal_id,
            local_id=self.identity.local_id,
            boot_id=self.boot_id,
            occurred_at=self.clock.now(),
            mono_us=int((self.clock.monotonic() - self.started_s) * 1_000_000),
            offset_ms=self.offset_ms,
            offset_err_ms=self.offset_err_ms,
            business_date=self.shift.business_date if self.shift else None,
            shift_id=self.shift.shift_id if self.shift else None,
            cashier_id=self.person.staff_id if self.person else None,
            approver_id=approver_id,
            training=self.identity.practice,
            cites=dict(self.cites),
        )

    def time_known(self) -> TimeKnown:
        """The centre's clock as well as it is known, and the latest moment that must have been reached."""
        wall, running = unix_ms(self.clock.now()), int(self.clock.monotonic() * 1000)
        return time_known(wall, running, self.offset_ms, self.reached)

    def lapsed(self, person: StaffRecord) -> bool:
        """Whether a person's privileged rights wait for the centre (sync.md D8)."""
        return grant_lapsed(person.offline_grant_days, self.staff_until_ms, self.time_known().latest_ms)

    def standing(self, person: StaffRecord) -> StaffRecord:
        """A person with the rights they have at this moment."""
        if not self.lapsed(person):
            return person
        return replace(person, permissions=person.permissions & EVERYDAY, limits=Limits())

    def local_time(self, moment: datetime | None = None) -> datetime:
        """Wall time of the shop, for people to read; never used for order or keys."""
        return (moment or self.clock.now()).astimezone(timezone(self.utc_offset))
