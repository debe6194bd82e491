"""People sign in for what only the centre does, with their PIN and the till's key (sync.md X1, X3)."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from central.services.credential_ports import PinVault
from central.services.ports import Unit, Units
from central.services.sessions import SessionService
from central.services.values import PinRow, StaffRow, Tenant
from core.contract.tokens import TokenAnswer
from core.domain.badge import badge_code
from core.domain.ids import is_uuid
from core.domain.lockout import remaining_ms, wait_ms
from core.ports.clock import Clock

log = logging.getLogger(__name__)


class PinRefusedError(Exception):
    """Person and PIN do not match; whether there is such a person is not told.

    Attributes:
        wait_s: Seconds until the next try, 0 when there is none to wait.
        locked: The PIN was not even looked at: the wait of earlier tries is not over.
    """

    def __init__(self, wait_s: float = 0.0, *, locked: bool = False) -> None:
        super().__init__("locked" if locked else "refused")
        self.wait_s = wait_s
        self.locked = locked


@dataclass(frozen=True, slots=True)
class Claim:
    """Who somebody says to be, and their proof."""

    staff_id: str | None = None
    badge: str | None = field(default=None, repr=False)
    pin: str = field(default="", repr=False)


class CashierService:
    """Gives people tokens of their own, for the till they stand at."""

    def __init__(self, units: Units, sessions: SessionService, vault: PinVault, clock: Clock) -> None:
        self._units = units
        self._sessions = sessions
        self._vault = vault
        self._clock = clock

    async def sign_in(self, claim: Claim, assertion: str, address: str) -> TokenAnswer:
        """Tokens of a person with exactly their own rights; committed when this returns.

        A try counts as failed, durably, before the PIN is looked at: a crash or a lost answer gives none
        away.

        Args:
            claim: ``staff_id`` or ``badge``, and the PIN.
            assertion: As in `SessionService.refresh`.
            address: Likewise.

        Raises:
            PinRefusedError: unknown here, wrong, or locked for a while.
            GrantError: the assertion does not hold.
            TerminalInactiveError: a person has disabled the terminal.
            TooManyCallsError: too many calls by this terminal or address.
            StoreUnavailableError: try again later.
        """
        tenant, terminal_id = await self._sessions.knock(assertion, address)
        now = self._clock.now()
        async with self._units.begin(tenant) as unit:
            terminal = await self._sessions.prove(unit, terminal_id, assertion, now)
            person = await self._find(unit, tenant, claim)
            row = None if person is None else await _count_try(unit, person, now)
            await unit.commit()
        good = await self._vault.fits(tenant.organization_id, None if row is None else row.pin, claim.pin)
        if person is None or row is None or not good:
            wait = 0.0 if row is None else wait_ms(row.failures + 1) / 1000
            log.info(
                "a PIN was refused at the centre",
                extra={"terminal_id": terminal_id, "staff_id": None if person is None else person.staff_id},
            )
            raise PinRefusedError(wait)
        async with self._units.begin(tenant) as unit:
            await unit.credentials.count_failure(person.staff_id, 0, None)
            answer = await self._sessions.open_cashier(unit, terminal, person, now)
            await unit.commit()
        return answer

    async def _find(self, unit: Unit, tenant: Tenant, claim: Claim) -> StaffRow | None:
        if claim.badge is not None:
            code = badge_code(claim.badge)
            if code is None:
                return None
            return await unit.credentials.bearer(self._vault.badge(tenant.organization_id, code)[1])
        if claim.staff_id is None or not is_uuid(claim.staff_id):
            return None
        return await unit.credentials.person(claim.staff_id)


async def _count_try(unit: Unit, person: StaffRow, now: datetime) -> PinRow | None:
    row = await unit.credentials.claim_pin(person.staff_id)
    if row is None:
        return None
    waited = timedelta() if row.failed_at is None else now - row.failed_at
    left = remaining_ms(row.failures, int(waited.total_seconds() * 1000))
    if left > 0:
        raise PinRefusedError(left / 1000, locked=True)
    await unit.credentials.count_failure(person.staff_id, row.failures + 1, now)
    return row
