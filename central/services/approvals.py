"""Answers to remote challenges: the approver's half of docs/adr/0083."""

from __future__ import annotations

import logging
from decimal import Decimal
from typing import Final

from central.services.enrolment import UnknownTerminalError
from central.services.ports import Limiter, Secrets, Units
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
            TooManyCallsError: more than ten a minute.
            StoreUnavailableError: try again later.
        """
        if request.action not in principal.permissions:
            raise NotAllowedError("this person does not hold the right")
        wait = await self._limiter.allow(f"approval/{principal.cashier_id}", MOST_A_MINUTE, 60.0)
        if wait is not None:
            raise TooManyCallsError(wait)
        terminal = await self._terminal(request.terminal, principal)
        key = self._secrets.approval_key(principal.organization_id, terminal.terminal_id)
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

    async def _terminal(self, name: str, principal: Principal) -> Terminal:
        async with self._units.begin(principal.tenant) as unit:
            tills = await unit.terminals.tills_in_use()
        fitting = [till for till in tills if name in (till.terminal_id, till.name)]
        if len(fitting) != 1:
            raise UnknownTerminalError("no till of this name in the shop, or several")
        return fitting[0]
