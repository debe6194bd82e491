"""People and sessions, as an administrator changes them over the API (central.md section 7.5).

Nobody gives rights that they do not hold, nor changes a person who holds more; nobody changes their own.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

from central.services.approvals import NotAllowedError
from central.services.enrolment import UnknownTerminalError
from central.services.permissions import permissions_of_person
from central.services.ports import Unit, Units
from central.services.review_ports import StateConflictError
from central.services.staff import StaffService
from central.services.values import Principal, StaffRow
from core.contract.changes import LimitsData
from core.contract.staff import NewStaff, RevokeRequest, StaffChange, StaffModel
from core.domain.staff import limits_from_data, limits_to_data
from core.ports.clock import Clock, IdSource

log = logging.getLogger(__name__)


class UnknownPersonError(Exception):
    """Nobody of this shop."""


class StaffDesk:
    """What an administrator does with the people of their shop."""

    def __init__(self, units: Units, staff: StaffService, clock: Clock, ids: IdSource) -> None:
        self._units = units
        self._staff = staff
        self._clock = clock
        self._ids = ids

    async def people(self, principal: Principal) -> list[StaffModel]:
        """Everybody who works or worked in the caller's shop, by number.

        Raises:
            StoreUnavailableError: try again later.
        """
        async with self._units.begin(principal.tenant) as unit:
            return [_model(row) for row in await unit.staff.people()]

    async def hire(self, principal: Principal, new: NewStaff) -> StaffModel:
        """Take a person on; tills know them once they have a PIN.

        Raises:
            NotAllowedError: the role has rights that the caller does not hold.
            StateConflictError: the code is taken.
            StoreUnavailableError: try again later.
        """
        row = StaffRow(self._ids.uuid7(), "person", new.code, new.name, str(new.role), (), True)
        _demand_own(principal, row)
        async with self._units.begin(principal.tenant) as unit:
            if await unit.staff.by_code(new.code) is not None:
                raise StateConflictError
            await unit.staff.add(row, principal.local_id, self._clock.now())
            await unit.commit()
        _tell("a person was taken on", principal, row.staff_id)
        return _model(await self._person(principal, row.staff_id))

    async def change(self, principal: Principal, staff_id: str, change: StaffChange) -> StaffModel:
        """Change a person; their sessions end, and tills are told.

        Raises:
            UnknownPersonError: nobody of this shop.
            NotAllowedError: it is the caller, or there are rights in it that the caller does not hold.
            StoreUnavailableError: try again later.
        """
        before = await self._other(principal, staff_id)
        given: dict[str, Any] = change.model_dump(exclude_unset=True)
        named = {name: value for name, value in given.items() if value is not None and name != "limits"}
        if "role" in named:
            named["role"] = str(named["role"])
        if "limits" in given:
            limits = change.limits
            data = None if limits is None else limits.model_dump(mode="json", exclude_none=True)
            named["limits"] = None if data is None else limits_from_data(data)
        after = replace(before, **named)
        _demand_own(principal, after)
        await self._staff.change(principal.tenant, after)
        _tell("a person was changed", principal, staff_id)
        return _model(after)

    async def set_pin(self, principal: Principal, staff_id: str, pin: str) -> None:
        """Give a person another PIN; their sessions end.

        Raises:
            UnknownPersonError: nobody of this shop.
            NotAllowedError: it is the caller, or they hold rights that the caller does not.
            CredentialRefusedError: the PIN may not be anybody's.
            StoreUnavailableError: try again later.
        """
        person = await self._other(principal, staff_id)
        await self._staff.set_pin(principal.tenant, person, pin)
        _tell("a person was given a PIN", principal, staff_id)

    async def revoke(self, principal: Principal, request: RevokeRequest) -> None:
        """End the sessions of a person or a terminal; an access token ends within 15 minutes.

        A till whose sessions ended sells on and sends again once it is enrolled anew.

        Raises:
            UnknownPersonError: nobody of this shop.
            UnknownTerminalError: no terminal of this shop.
            StoreUnavailableError: try again later.
        """
        now = self._clock.now()
        async with self._units.begin(principal.tenant) as unit:
            if request.terminal_id is not None:
                if await unit.terminals.get(request.terminal_id) is None:
                    raise UnknownTerminalError
                await unit.tokens.revoke_terminal(request.terminal_id, now)
            else:
                person = await _find(unit, request.staff_id or "")
                await unit.tokens.revoke_staff(person.staff_id, now)
            await unit.commit()
        _tell("sessions were ended", principal, request.terminal_id or request.staff_id or "")

    async def _other(self, principal: Principal, staff_id: str) -> StaffRow:
        person = await self._person(principal, staff_id)
        if person.staff_id == principal.cashier_id:
            raise NotAllowedError("nobody changes themselves")
        _demand_own(principal, person)
        return person

    async def _person(self, principal: Principal, staff_id: str) -> StaffRow:
        async with self._units.begin(principal.tenant) as unit:
            return await _find(unit, staff_id)


async def _find(unit: Unit, staff_id: str) -> StaffRow:
    for row in await unit.staff.people():
        if row.staff_id == staff_id:
            return row
    raise UnknownPersonError


def _demand_own(principal: Principal, person: StaffRow) -> None:
    if not permissions_of_person(replace(person, active=True)) <= principal.permissions:
        raise NotAllowedError("rights that the caller does not hold")


def _tell(what: str, principal: Principal, whom: str) -> None:
    log.info(what, extra={"by": principal.cashier_id, "whom": whom})


def _model(row: StaffRow) -> StaffModel:
    limits = None if row.limits is None else LimitsData.model_validate(limits_to_data(row.limits))
    return StaffModel(
        staff_id=row.staff_id,
        code=row.code,
        name=row.name,
        role=row.role,
        number=row.number,
        active=row.active,
        limits=limits,
        offline_grant_days=row.offline_grant_days,
    )
