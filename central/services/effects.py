"""Effects this program carries out by itself: what several tills, each right by itself, did together.

A till checks a return against what it knows; two tills without a network may each take back the same goods,
or each sell against the same payment. Only the centre sees both, after the fact: it undoes nothing and asks
a person (sync.md C11, section 6; docs/adr/0087).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple, Protocol

from central.services.closings import ZView, mismatch
from central.services.ports import StoreUnavailableError
from central.services.review_codes import RULES, ReviewRule
from central.services.values import Tenant
from core.domain.money import from_cents, from_millis
from core.ports.clock import Clock, IdSource

_LOG: Final = logging.getLogger("cuadre.central")
OVER_RETURN: Final = "over_return"
"""Count what came back of a sale over all tills."""
CONFIRMATION_CODE: Final = "confirmation_code"
"""Find the sales that name one payment's code a second time."""
Z_RECONCILE: Final = "z_reconcile"
"""Hold what a Z says against what is here."""
Z_PATIENCE: Final = timedelta(hours=24)
_AT_ONCE: Final = 50
_LONGEST: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class DueEffect:
    """An effect whose time has come.

    Attributes:
        attempts: How often it was put off.
    """

    tenant: Tenant
    event_id: str
    kind: str
    attempts: int


class Part(NamedTuple):
    """Of one line: quantity in thousandths, and what was charged or given back for it in cents."""

    quantity: int
    minor: int

    def plus(self, other: Part, times: int = 1) -> Part:
        """Both together."""
        return Part(self.quantity + times * other.quantity, self.minor + times * other.minor)


NO_PART: Final = Part(0, 0)


@dataclass(frozen=True, slots=True)
class SaleReturns:
    """What the centre knows of a sale that something came back of, by line.

    Attributes:
        sold: None when the sale itself has not arrived.
        before: What came back by events that were counted already.
        now: What comes back by this one: all that was sold when it is a void.
    """

    series: str
    number: int
    sold: Mapping[int, Part] | None
    before: Mapping[int, Part]
    now: Mapping[int, Part]


@dataclass(frozen=True, slots=True)
class UsedCode:
    """A payment's code that an earlier sale of the organization names too."""

    method: str
    code: str
    series: str
    number: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A review to open on the effect's event."""

    review_id: str
    code: str
    rule: ReviewRule
    params: Mapping[str, Any]


class EffectUnit(Protocol):
    """One effect in one transaction, its row locked; nothing of it happened when left by an error."""

    async def sale_returns(self) -> SaleReturns:
        """The sale of this return or void. Others that count the same sale wait until this unit ends."""
        ...

    async def used_codes(self) -> Sequence[UsedCode]:
        """Codes of this sale that a sale counted before names too; likewise."""
        ...

    async def closing(self) -> ZView:
        """What this Z says, and what is held of its shift."""
        ...

    async def open_review(self, finding: Finding, at: datetime) -> None:
        """Open a review on the event; a second of the same code changes nothing."""
        ...

    async def done(self, at: datetime) -> None:
        """The effect is carried out."""
        ...

    async def put_off(self, until: datetime) -> None:
        """Try again later."""
        ...


class EffectStore(Protocol):
    """Effects of all tenants."""

    async def due(self, now: datetime, limit: int) -> Sequence[DueEffect]:
        """Those whose time has come, the longest due first.

        Raises:
            StoreUnavailableError: the database is away.
        """
        ...

    def unit(self, effect: DueEffect) -> AbstractAsyncContextManager[EffectUnit | None]:
        """Its transaction, committed when left; None when another worker has it or it is done."""
        ...


class EffectConsumer:
    """Carries out what is due."""

    def __init__(self, store: EffectStore, clock: Clock, ids: IdSource) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids

    async def run_once(self) -> int:
        """One round; returns how many effects were due.

        Raises:
            StoreUnavailableError: the database went away; what was not committed did not happen.
        """
        due = await self._store.due(self._clock.now(), _AT_ONCE)
        for effect in due:
            try:
                async with self._store.unit(effect) as unit:
                    if unit is not None:
                        await self._carry_out(effect, unit)
            except StoreUnavailableError:
                raise
            except Exception:  # noqa: BLE001 whatever it is, it is told and tried again
                # One effect that cannot be carried out holds up no other; it is tried again, in plain sight.
                _LOG.exception("effect %s of event %s failed", effect.kind, effect.event_id)
                await self._put_off(effect)
        return len(due)

    async def _put_off(self, effect: DueEffect) -> None:
        async with self._store.unit(effect) as unit:
            if unit is not None:
                await unit.put_off(self._clock.now() + self._pause(effect.attempts))

    async def _carry_out(self, effect: DueEffect, unit: EffectUnit) -> None:
        now = self._clock.now()
        if effect.kind == Z_RECONCILE:
            view = await unit.closing()
            if not view.complete and now < view.received_at + Z_PATIENCE:
                await unit.put_off(min(now + self._pause(effect.attempts), view.received_at + Z_PATIENCE))
                return
            params = mismatch(view)
            code = "Z_MISMATCH"
        elif effect.kind == OVER_RETURN:
            returns = await unit.sale_returns()
            if returns.sold is None:
                await unit.put_off(now + self._pause(effect.attempts))
                return
            params = over_return(returns, returns.sold)
            code = "OVER_RETURN"
        else:
            params = used_twice(await unit.used_codes())
            code = "TENDER_UNCONFIRMED"
        if params is not None:
            await unit.open_review(Finding(self._ids.uuid7(), code, RULES[code], params), now)
        await unit.done(now)

    def _pause(self, attempts: int) -> timedelta:
        longest = min(_LONGEST.total_seconds(), 2.0 ** min(attempts, 16))
        return timedelta(seconds=self._ids.uniform(longest / 2, longest))


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
