"""Terminals of a shop as an administrator sees them, and their disabling (central.md section 7.5, X5)."""

from __future__ import annotations

from central.services.enrolment import UnknownTerminalError
from central.services.ports import Units
from central.services.shop_config import ShopPublisher
from central.services.values import Principal, Terminal
from core.contract.terminals import TerminalModel
from core.ports.clock import Clock


class TerminalService:
    """Lists terminals and disables them; a terminal comes back by a new enrolment alone."""

    def __init__(self, units: Units, publisher: ShopPublisher, clock: Clock) -> None:
        self._units = units
        self._publisher = publisher
        self._clock = clock

    async def list(self, principal: Principal) -> list[TerminalModel]:
        """All terminals of the principal's shop.

        Raises:
            StoreUnavailableError: try again later.
        """
        async with self._units.begin(principal.tenant) as unit:
            return [_model(terminal) for terminal in await unit.terminals.all()]

    async def disable(self, name: str, principal: Principal) -> TerminalModel:
        """Let a terminal send no more, and end its tokens; committed when this returns.

        It is told ``TERMINAL_DISABLED``, goes on selling for its grace, and keeps all it holds. Again changes
        nothing.

        Args:
            name: Identifier, or name where only one terminal of the shop bears it.
            principal: Who decides.

        Raises:
            UnknownTerminalError: no terminal of this name or identifier in the shop, or several of the name.
            StoreUnavailableError: try again later.
        """
        async with self._units.begin(principal.tenant) as unit:
            fitting = [
                terminal
                for terminal in await unit.terminals.all()
                if name in (terminal.terminal_id, terminal.name)
            ]
            if len(fitting) != 1:
                raise UnknownTerminalError("no terminal of this name in the shop, or several")
            terminal = fitting[0]
            now = self._clock.now()
            await unit.terminals.disable(terminal.terminal_id, now)
            await unit.tokens.revoke_terminal(terminal.terminal_id, now)
            await self._publisher.publish(unit, principal.tenant, now)
            await unit.commit()
        return _model(terminal).model_copy(update={"status": "disabled"})


def _model(terminal: Terminal) -> TerminalModel:
    return TerminalModel(
        terminal_id=terminal.terminal_id,
        name=terminal.name,
        kind=terminal.kind,
        status=terminal.status,
        epoch=terminal.epoch,
        app_version=terminal.app_version,
        os=terminal.os,
        last_seen=terminal.last_seen,
        offset_ms=terminal.offset_ms,
    )
