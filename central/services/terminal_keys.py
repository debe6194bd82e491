"""A terminal changes its key: the new one is offered by the old one, and takes over once it has signed."""

from __future__ import annotations

from central.services.ports import Units
from central.services.sessions import GrantError, SessionService
from central.services.values import Principal
from core.ports.clock import Clock


class TerminalKeyService:
    """Takes new keys; see `SessionService.prove` for how they take over."""

    def __init__(self, units: Units, sessions: SessionService, clock: Clock) -> None:
        self._units = units
        self._sessions = sessions
        self._clock = clock

    async def renew(self, key: bytes, assertion: str, principal: Principal, address: str) -> None:
        """Let a new key (32 raw bytes) hold beside the one in use; committed when this returns.

        Again changes nothing; another one replaces an offer that has not signed yet.

        Raises:
            GrantError: the assertion is not by a key of the caller's terminal.
            TerminalInactiveError: a person has disabled the terminal.
            TooManyCallsError: too many calls by this terminal or address.
            StoreUnavailableError: try again later.
        """
        tenant, terminal_id = await self._sessions.knock(assertion, address)
        if (tenant, terminal_id) != (principal.tenant, principal.terminal_id):
            raise GrantError
        async with self._units.begin(tenant) as unit:
            terminal = await self._sessions.prove(unit, terminal_id, assertion, self._clock.now())
            if key != terminal.public_key:
                await unit.terminals.offer_key(terminal_id, key)
            await unit.commit()
