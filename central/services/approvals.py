"""Answers to remote challenges: the approver's half of docs/adr/0083."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from central.services.enrolment import UnknownTerminalError
from central.services.ports import (
    Limiter,
    Secrets,
    TerminalFencedError,
    TerminalInactiveError,
    Units,
)
from central.services.sessions import TooManyCallsError
from central.services.values import Principal, Terminal
from core.contract.approvals import ApprovalRequest
from core.domain.remote_code import answer_to

MOST_A_MINUTE: Final = 10
log = logging.getLogger(__name__)


class NotAllowedError(Exception):
    """The person does not hold the right that is asked for."""


class ApprovalService:
    """Computes answers; keeps nothing: the till's journal holds what was allowed, by whom and to whom."""

    def __init__(self, units: Units, secrets: Secrets, limiter: Limiter) -> None:
        self._units = units
        self._secrets = secrets
        self._limiter = limiter

    async def answer(self, request: ApprovalRequest, principal: Principal) -> str:
        """The eight digits of this person's yes.

        Whether the amount is within their limits and they are not who asks, the till decides: it knows both.

        Raises:
            NotAllowedError: they do not hold the right.
            UnknownTerminalError: no till of this name or identifier in their shop, or several of the name.
            TerminalFencedError: two machines say to be it; which of them asks cannot be told.
            TerminalInactiveError: a person has disabled it.
            TooManyCallsError: more than ten a minute.
            StoreUnavailableError: try again later.
        """
        if request.action not in principal.permissions:
            raise NotAllowedError("this person does not hold the right")
        wait = await self._limiter.allow(f"approval/{principal.cashier_id}", MOST_A_MINUTE, 60.0)
        if wait is not None:
            raise TooManyCallsError(wait)
        terminal, nonce = await self._terminal(request.terminal, principal)
        key = self._secrets.approval_key(principal.organization_id, terminal.terminal_id, nonce)
        log.info(
            "remote approval answered",
            extra={
                "approver_id": principal.cashier_id,
                "terminal_id": terminal.terminal_id,
                "challenge": request.challenge,
                "action": str(request.action),
                "amount": request.amount,
            },
        )
        return answer_to(
            key, request.challenge, request.action, Decimal(request.amount), principal.cashier_id
        )

    async def _terminal(self, name: str, principal: Principal) -> tuple[Terminal, bytes]:
        """A till in use, and the nonce of its enrolment; one that took an old one's name is no second one."""
        async with self._units.begin(principal.tenant) as unit:
            tills = [till for till in await unit.terminals.all() if till.kind == "till"]
            fitting = [till for till in tills if name in (till.terminal_id, till.name)]
            active = [till for till in fitting if till.status == "active"]
            if len(active) != 1:
                raise _none_of(fitting, active)
            nonce = await unit.terminals.latest_nonce(active[0].terminal_id)
        if nonce is None:
            raise UnknownTerminalError("the till was never enrolled")
        return active[0], nonce


def _none_of(fitting: Sequence[Terminal], active: Sequence[Terminal]) -> Exception:
    states = {till.status for till in fitting}
    if not active and "fenced" in states:
        return TerminalFencedError("two machines say to be this till: enrol the true one again")
    if not active and states:
        return TerminalInactiveError("the till was disabled")
    return UnknownTerminalError("no till of this name in the shop, or several")
