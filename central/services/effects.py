"""Effects this program carries out by itself: goods, points and credit that move, and what a person is asked.

A till checks a return against what it knows; two tills without a network may each take back the same goods,
or each sell against the same payment. Only the centre sees both, after the fact: it undoes nothing and asks
a person (sync.md C11, section 6; docs/adr/0087, 0112).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from central.services import accounts, stock
from central.services import effect_kinds as kinds
from central.services.closings import mismatch
from central.services.drift import drifts
from central.services.effect_ports import (
    NO_PART,
    DueEffect,
    EffectLine,
    EffectStore,
    EffectUnit,
    Finding,
    OpenTender,
    Part,
    SaleReturns,
    UsedCode,
)
from central.services.ports import StoreUnavailableError
from central.services.review_codes import RULES
from central.services.turns import Turns
from core.domain.money import from_cents, from_millis
from core.ports.clock import Clock, IdSource

_LOG: Final = logging.getLogger("cuadre.central")
PATIENCE: Final = timedelta(hours=24)
"""After it a person is asked about what is not here (sync.md U8, U9)."""
_AT_ONCE: Final = 200
_LONGEST: Final = timedelta(minutes=5)
_ASKED: Final = timedelta(hours=1)
"""Between two looks for what a person has been asked about: it may come at any time, and then it moves."""
_NO_SALE: Final = "MISSING_CAUSE"


class EffectConsumer:
    """Carries out what is due; ``turns``: what it gives way to."""

    def __init__(self, store: EffectStore, clock: Clock, ids: IdSource, turns: Turns | None = None) -> None:
        self._turns = turns or Turns()
        self._store = store
        self._clock = clock
        self._ids = ids
        self._acts: dict[str, Callable[[DueEffect, EffectUnit, datetime], Awaitable[timedelta | None]]] = {
            kinds.STOCK: self._stock,
            kinds.CUSTOMER: self._customer,
            kinds.DRIFT: self._drift,
            kinds.OVER_RETURN: self._over_return,
            kinds.CONFIRMATION_CODE: self._money,
            kinds.Z_RECONCILE: self._closing,
        }

    async def run_once(self) -> int:
        """One round; returns how many effects were due.

        Raises:
            StoreUnavailableError: the database went away; what was not committed did not happen.
        """
        due = await self._store.due(self._clock.now(), _AT_ONCE)
        moving = [effect for effect in due if _base(effect) in kinds.MOVING]
        checks = [effect for effect in due if _base(effect) not in kinds.MOVING]
        # Side by side: what one waits for in the database the other does not touch.
        for ended in await asyncio.gather(self._along(moving), self._along(checks), return_exceptions=True):
            if isinstance(ended, BaseException):
                raise ended
        return len(due)

    async def _along(self, due: Sequence[DueEffect]) -> None:
        if due:
            async with self._store.line() as line:
                for effect in due:
                    began = self._clock.monotonic()
                    await self._one(effect, line)
                    await self._turns.give_way(self._clock.monotonic() - began)

    async def _one(self, effect: DueEffect, line: EffectLine) -> None:
        try:
            async with line.unit(effect) as unit:
                if unit is not None:
                    await self._carry_out(effect, unit)
        except StoreUnavailableError:
            # A statement that ran out of time looks like a database that is away. If it answers now, this
            # effect alone waits: tried first again and again it would let none behind it through.
            await self._put_off(effect, line)
        except Exception:  # noqa: BLE001 whatever it is, it is told and tried again
            # One effect that cannot be carried out holds up no other; it is tried again, in plain sight.
            _LOG.exception("effect %s of event %s failed", effect.kind, effect.event_id)
            await self._put_off(effect, line)

    async def _put_off(self, effect: DueEffect, line: EffectLine) -> None:
        async with line.unit(effect) as unit:
            if unit is not None:
                await unit.put_off(self._clock.now() + self._pause(effect.attempts))

    async def _carry_out(self, effect: DueEffect, unit: EffectUnit) -> None:
        now = self._clock.now()
        wait = await self._acts[_base(effect)](effect, unit, now)
        if wait is None:
            await unit.done(now)
        else:
            await unit.put_off(now + wait)

    async def _stock(self, effect: DueEffect, unit: EffectUnit, now: datetime) -> timedelta | None:
        moved = await unit.movements()
        if moved is None:
            return await self._missing(effect, unit, (_NO_SALE, {}, ""), now)
        await self._came(effect, unit, (_NO_SALE, ""), now)
        for one in moved:
            if not one.known:
                cause = f"{one.variant_id}/{effect.event_id}"
                await self._open(unit, stock.UNKNOWN, stock.unknown_params(one), now, cause)
        left = await unit.move([one for one in moved if one.known and one.counted], now)
        for one in moved:
            after = left.get(one.variant_id, 0)
            if after < 0 and one.moved < 0:
                add = partial(stock.added, movement=one, after=after, event_id=effect.event_id)
                found = self._finding(stock.NEGATIVE, stock.negative_params(one, after), one.variant_id)
                await unit.open_or_add(found, add, now)
        back = [one for one in moved if one.moved > 0 and one.variant_id in left]
        sale = await unit.undone_sale() if back else None
        for one in back if sale is not None else ():

            def change(params: Mapping[str, Any], first: str, one: stock.Movement = one) -> Any:
                return stock.given_back(params, (first, str(sale)), one, left[one.variant_id])

            await unit.change_open(stock.NEGATIVE, one.variant_id, change, now)
        return None

    async def _customer(self, effect: DueEffect, unit: EffectUnit, now: datetime) -> timedelta | None:
        moves = await unit.account_moves()
        if moves is None:
            return await self._missing(effect, unit, (_NO_SALE, {}, ""), now)
        await self._came(effect, unit, (_NO_SALE, ""), now)
        # Whoever receives comes last and is looked for first; from whom it is taken may be gone.
        for place, move in enumerate(reversed(moves)):
            account, cause = await unit.move_account(move, now), str(move.customer_id)
            if account is None and place == 0:
                params = accounts.unknown_params(moves, effect.kind)
                return await self._missing(effect, unit, (accounts.BLOCKED, params, cause), now)
            if account is None:
                continue
            await self._came(effect, unit, (accounts.BLOCKED, cause), now)
            for code, found in accounts.account_findings(move, account):
                await self._open(unit, code, found, now)
        return None

    async def _drift(self, effect: DueEffect, unit: EffectUnit, now: datetime) -> timedelta | None:
        add = partial(stock.with_event, event_id=effect.event_id)
        for drift in drifts(await unit.facts()):
            found = self._finding(drift.code, drift.params, drift.cause)
            if drift.cause:
                await unit.open_or_add(found, add, now)
            else:
                await unit.open_review(found, now)
        return None

    async def _over_return(self, effect: DueEffect, unit: EffectUnit, now: datetime) -> timedelta | None:
        returns = await unit.sale_returns()
        if returns.sold is None:
            return self._pause(effect.attempts)
        await self._open(unit, "OVER_RETURN", over_return(returns, returns.sold), now)
        await unit.end_credit_notes(now)
        return None

    async def _money(self, _: DueEffect, unit: EffectUnit, now: datetime) -> timedelta | None:
        params = used_twice(await unit.used_codes()) or still_open(await unit.open_tenders())
        await self._open(unit, "TENDER_UNCONFIRMED", params, now)
        return None

    async def _closing(self, effect: DueEffect, unit: EffectUnit, now: datetime) -> timedelta | None:
        view = await unit.closing()
        patience = view.received_at + PATIENCE - now
        if not view.complete and patience > timedelta():
            return min(self._pause(effect.attempts), patience)
        await self._open(unit, "Z_MISMATCH", mismatch(view), now)
        for gap in view.gaps if view.complete else ():
            await self._open(unit, "NUMBER_GAP", gap.params, now, f"{gap.series}/{gap.first}")
        return None

    async def _missing(
        self, effect: DueEffect, unit: EffectUnit, review: tuple[str, Mapping[str, Any], str], now: datetime
    ) -> timedelta:
        """How long to wait for what is not here; who has waited a day asks a person once, and looks on."""
        if now - effect.since < PATIENCE:
            return self._pause(effect.attempts)
        code, params, cause = review
        await self._open(unit, code, params, now, cause)
        return _ASKED

    async def _came(
        self, effect: DueEffect, unit: EffectUnit, review: tuple[str, str], now: datetime
    ) -> None:
        """What was waited for is here; nobody is asked about it any more."""
        if effect.attempts:
            await unit.end_wait(*review, now)

    async def _open(
        self, unit: EffectUnit, code: str, params: Mapping[str, Any] | None, at: datetime, cause: str = ""
    ) -> None:
        if params is not None:
            await unit.open_review(self._finding(code, params, cause), at)

    def _finding(self, code: str, params: Mapping[str, Any], cause: str) -> Finding:
        return Finding(self._ids.uuid7(), code, RULES[code], params, cause)

    def _pause(self, attempts: int) -> timedelta:
        longest = min(_LONGEST.total_seconds(), 2.0 ** min(attempts, 16))
        return timedelta(seconds=self._ids.uniform(longest / 2, longest))


def _base(effect: DueEffect) -> str:
    return effect.kind.partition(":")[0]


def over_return(returns: SaleReturns, sold: Mapping[int, Part]) -> dict[str, Any] | None:
    """Parameters of an ``OVER_RETURN``; None where no line came back beyond what was sold, in goods or money.

    A till that is right by itself gives back shares of what was charged, never more.
    """
    lines: list[dict[str, Any]] = []
    for n, part in sorted(returns.now.items()):
        whole, back = sold.get(n, NO_PART), returns.before.get(n, NO_PART).plus(part)
        if back.quantity > whole.quantity or back.minor > whole.minor:
            lines.append(
                {
                    "n": n,
                    "sold": str(from_millis(whole.quantity)),
                    "returned": str(from_millis(back.quantity)),
                    "charged": str(from_cents(whole.minor)),
                    "given_back": str(from_cents(back.minor)),
                }
            )
    return {"series": returns.series, "number": returns.number, "lines": lines} if lines else None


def used_twice(codes: Sequence[UsedCode]) -> dict[str, Any] | None:
    """Parameters of a ``TENDER_UNCONFIRMED``: one payment stands for two sales; None without any."""
    if not codes:
        return None
    found = [{"method": c.method, "code": c.code, "series": c.series, "number": c.number} for c in codes]
    return {"rule": "code_used_twice", "payments": found}


def still_open(tenders: Sequence[OpenTender]) -> dict[str, Any] | None:
    """Parameters of a ``TENDER_UNCONFIRMED``: nobody has said whether the money came; None without."""
    if not tenders:
        return None
    return {
        "rule": "still_open",
        "method": tenders[0].method,
        "amount": str(from_cents(sum(one.amount_minor for one in tenders))),
        "payments": [
            {"n": one.n, "method": one.method, "amount": str(from_cents(one.amount_minor))} for one in tenders
        ],
    }
