"""Refresh tokens of terminals and of people at them: rotation, and what reuse means (central.md section 11).

Reuse is judged by use, not by time. The predecessor stays good until its successor has been presented once,
so a reply lost before an outage of days locks no till out. Only an older token, shown with a fresh assertion
by the terminal's own key, is theft and ends the family.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from central.services.permissions import permissions_of_person
from central.services.ports import (
    AccessTokens,
    Assertions,
    Limiter,
    TerminalInactiveError,
    TokenError,
    Unit,
    Units,
)
from central.services.values import Principal, StaffRow, Tenant, Terminal, TokenRow
from core.contract.tokens import TokenAnswer
from core.ports.clock import Clock, IdSource

ACCESS_SECONDS: Final = 900
TERMINAL_LIFE: Final = timedelta(days=400)
"""From the last use: a till may be off for weeks."""
CASHIER_LIFE: Final = timedelta(hours=12)
"""From the sign-in, however often it is used: the next shift signs in anew."""
_WINDOW_S: Final = 60.0
_PER_TERMINAL: Final = 60
_PER_ADDRESS: Final = 300
"""All tills of a chain may stand behind one address."""


class GrantError(Exception):
    """The refresh token or the assertion gives nothing; no reason is told to the caller.

    Attributes:
        expired: The assertion only came too late or too early: the till's clock is off.
        theft: The family was ended by this very call.
    """

    def __init__(self, *, expired: bool = False, theft: bool = False) -> None:
        super().__init__("expired" if expired else "theft" if theft else "invalid")
        self.expired = expired
        self.theft = theft


class TooManyCallsError(Exception):
    """The caller is counted out for a while.

    Attributes:
        retry_after_s: Seconds until it may call again.
    """

    def __init__(self, retry_after_s: float) -> None:
        super().__init__("too many calls")
        self.retry_after_s = retry_after_s


class SessionService:
    """Gives terminals, and people at them, their tokens."""

    def __init__(
        self,
        units: Units,
        tokens: AccessTokens,
        assertions: Assertions,
        clock: Clock,
        ids: IdSource,
        limiter: Limiter,
    ) -> None:
        self._units = units
        self._tokens = tokens
        self._assertions = assertions
        self._clock = clock
        self._ids = ids
        self._limiter = limiter

    async def refresh(
        self, refresh_token: str, assertion: str, permissions: frozenset[str], address: str
    ) -> TokenAnswer:
        """Exchange a refresh token; committed when this returns.

        Args:
            refresh_token: As given by the last answer.
            assertion: Signed by the terminal's key, at most 60 s old, never seen before.
            permissions: Of terminals.
            address: Network address of the caller. It is counted first, the terminal only once its key has
                signed: else a stranger's junk would use up what a terminal may ask for.

        Raises:
            GrantError: no token for this.
            TerminalInactiveError: a person has disabled the terminal.
            TooManyCallsError: more than 60 in a minute by one terminal, or 300 from one address.
            StoreUnavailableError: try again later.
        """
        tenant, terminal_id = await self.knock(assertion, address)
        now = self._clock.now()
        async with self._units.begin(tenant) as unit:
            terminal = await self.prove(unit, terminal_id, assertion, now)
            row = await unit.tokens.claim(_digest(refresh_token))
            theft = await self._judge(unit, row, terminal, now)
            if theft or row is None:
                await unit.commit()
                raise GrantError(theft=theft)
            answer = await self._rotate(unit, terminal, row, now, permissions)
            await unit.commit()
        return answer

    async def knock(self, assertion: str, address: str) -> tuple[Tenant, str]:
        """Count a caller and read whose tenant and terminal it says to be; nothing of it is proven yet.

        Raises:
            GrantError: the assertion is none.
            TooManyCallsError: more than 300 in a minute from one address.
        """
        await self._count(f"token-from/{address}", _PER_ADDRESS)
        try:
            claims = self._assertions.claims(assertion)
        except TokenError as error:
            raise GrantError from error
        return Tenant(claims["organization_id"], claims["local_id"]), claims["terminal_id"]

    async def open_cashier(
        self, unit: Unit, terminal: Terminal, person: StaffRow, now: datetime
    ) -> TokenAnswer:
        """Open a family for a person who signed in at a terminal, inside the caller's unit."""
        family_id, token = self._ids.uuid7(), self._fresh_token()
        await unit.tokens.open_family(family_id, terminal.terminal_id, person.staff_id, now)
        await unit.tokens.add(family_id, 1, _digest(token), now, now + CASHIER_LIFE)
        return self._answer(_cashier(terminal, person), token, now)

    async def first(
        self, unit: Unit, terminal: Terminal, refresh_token: str, now: datetime, permissions: frozenset[str]
    ) -> TokenAnswer:
        """Open a family for a terminal that enrols, inside the caller's unit; older families end."""
        await unit.tokens.revoke_terminal(terminal.terminal_id, now)
        family_id = self._ids.uuid7()
        await unit.tokens.open_family(family_id, terminal.terminal_id, terminal.staff_id, now)
        await unit.tokens.add(family_id, 1, _digest(refresh_token), now, now + TERMINAL_LIFE)
        return self.answer(terminal, refresh_token, now, permissions)

    def answer(
        self, terminal: Terminal, refresh_token: str, now: datetime, permissions: frozenset[str]
    ) -> TokenAnswer:
        """Tokens of a terminal as they travel."""
        return self._answer(_principal(terminal, terminal.staff_id, permissions), refresh_token, now)

    def _answer(self, principal: Principal, refresh_token: str, now: datetime) -> TokenAnswer:
        return TokenAnswer(
            access_token=self._tokens.issue(principal, now, ACCESS_SECONDS),
            expires_in=ACCESS_SECONDS,
            refresh_token=refresh_token,
        )

    async def prove(self, unit: Unit, terminal_id: str, assertion: str, now: datetime) -> Terminal:
        """The terminal whose key has signed; its ``jti`` is used up once the unit is committed.

        Raises:
            GrantError: no such terminal, or the assertion does not hold or was seen before.
            TerminalInactiveError: a person has disabled the terminal.
            TooManyCallsError: more than 60 in a minute by one terminal.
        """
        terminal = await unit.terminals.get(terminal_id)
        if terminal is None:
            raise GrantError
        jti, ends, successor = self._verify(terminal, assertion, now)
        if terminal.status == "disabled":
            raise TerminalInactiveError
        if not await unit.tokens.first_assertion(terminal.terminal_id, jti, now, ends):
            raise GrantError  # networks duplicate: a repeated jti revokes nothing
        await self._count(f"token/{terminal.terminal_id}", _PER_TERMINAL)
        if successor is not None:
            await unit.terminals.take_key(terminal_id, successor, now)
            terminal = replace(terminal, public_key=successor, next_public_key=None)
        return terminal

    def _verify(
        self, terminal: Terminal, assertion: str, now: datetime
    ) -> tuple[str, datetime, bytes | None]:
        """(jti, end, the successor's key where it is what signed): both hold until the new one has signed."""
        try:
            return *self._assertions.verify(assertion, terminal.public_key, now), None
        except TokenError as error:
            successor = terminal.next_public_key
            if successor is None:
                raise GrantError(expired=error.expired) from error
        try:
            return *self._assertions.verify(assertion, successor, now), successor
        except TokenError as error:
            raise GrantError(expired=error.expired) from error

    async def _count(self, key: str, limit: int) -> None:
        wait = await self._limiter.allow(key, limit, _WINDOW_S)
        if wait is not None:
            raise TooManyCallsError(wait)

    async def _judge(self, unit: Unit, row: TokenRow | None, terminal: Terminal, now: datetime) -> bool:
        """Whether the family had to be ended; raises for a token that is merely no good."""
        if row is None:
            return False
        if row.terminal_id != terminal.terminal_id or row.revoked or row.expires_at <= now:
            raise GrantError
        if row.generation < row.presented:
            await unit.tokens.revoke(row.family_id, now)
            return True
        return False

    async def _rotate(
        self, unit: Unit, terminal: Terminal, row: TokenRow, now: datetime, permissions: frozenset[str]
    ) -> TokenAnswer:
        principal, ends = _principal(terminal, terminal.staff_id, permissions), now + TERMINAL_LIFE
        if row.staff_id != terminal.staff_id:
            person = await unit.credentials.person(row.staff_id)
            if person is None:  # works here no more
                raise GrantError
            principal, ends = _cashier(terminal, person), row.opened_at + CASHIER_LIFE
        successor = self._fresh_token()
        await unit.tokens.present(row.family_id, row.generation)
        await unit.tokens.add(row.family_id, row.generation + 1, _digest(successor), now, ends)
        return self._answer(principal, successor, now)

    def _fresh_token(self) -> str:
        return base64.urlsafe_b64encode(self._ids.random_bytes(32)).rstrip(b"=").decode("ascii")


def _cashier(terminal: Terminal, person: StaffRow) -> Principal:
    return _principal(terminal, person.staff_id, permissions_of_person(person))


def _principal(terminal: Terminal, cashier_id: str, permissions: frozenset[str]) -> Principal:
    return Principal(
        organization_id=terminal.organization_id,
        local_id=terminal.local_id,
        cashier_id=cashier_id,
        permissions=permissions,
        terminal_id=terminal.terminal_id,
        epoch=terminal.epoch,
    )


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
