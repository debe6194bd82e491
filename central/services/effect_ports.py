"""What carries effects out, and what each of them looks at (docs/adr/0087, 0112)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from central.services.accounts import Account, AccountMove
from central.services.closings import ZView
from central.services.drift import SaleFacts
from central.services.review_codes import ReviewRule
from central.services.stock import Movement
from central.services.values import Tenant


@dataclass(frozen=True, slots=True)
class DueEffect:
    """An effect whose time has come.

    Attributes:
        attempts: How often it was put off.
        since: When the centre wrote it.
    """

    tenant: Tenant
    event_id: str
    kind: str
    attempts: int
    since: datetime


class Part(NamedTuple):
    """Of one line: quantity in thousandths, and what was charged or given back for it in cents."""

    quantity: int
    minor: int

    def plus(self, other: Part, times: int = 1) -> Part:
        """Both together."""
        return Part(self.quantity + times * other.quantity, self.minor + times * other.minor)


NO_PART = Part(0, 0)


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
class OpenTender:
    """A tender nobody has confirmed or refused."""

    n: int
    method: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A review to open on the effect's event.

    Attributes:
        cause: What besides the event it is about; one is open per cause where events are added to it.
    """

    review_id: str
    code: str
    rule: ReviewRule
    params: Mapping[str, Any]
    cause: str = ""


class EffectUnit(Protocol):
    """One effect in one transaction, its row locked; nothing of it happened when left by an error."""

    async def sale_returns(self) -> SaleReturns:
        """The sale of this return or void. Others that count the same sale wait until this unit ends."""
        ...

    async def used_codes(self) -> Sequence[UsedCode]:
        """Codes of this sale that a sale counted before names too; likewise."""
        ...

    async def open_tenders(self) -> Sequence[OpenTender]:
        """Tenders of this sale still open. Who finds out about one waits until this unit ends."""
        ...

    async def closing(self) -> ZView:
        """What this Z says, and what is held of its shift."""
        ...

    async def movements(self) -> Sequence[Movement] | None:
        """What this event moves; None while the sale it takes back has not arrived."""
        ...

    async def move(self, movements: Sequence[Movement], at: datetime) -> Mapping[str, int]:
        """Move counted goods and tell the tills; thousandths left, by variant."""
        ...

    async def account_moves(self) -> Sequence[AccountMove] | None:
        """What this event does to whose account; None while the sale it takes back has not arrived."""
        ...

    async def move_account(self, move: AccountMove, at: datetime) -> Account | None:
        """Move points and credit and tell the tills; None for a customer nobody has heard of yet."""
        ...

    async def facts(self) -> SaleFacts:
        """The sale, return or void with what held when it was made."""
        ...

    async def end_credit_notes(self, at: datetime) -> None:
        """End the reviews that waited for this very return or void."""
        ...

    async def open_review(self, finding: Finding, at: datetime) -> None:
        """Open a review on the event; a second of the same code and cause changes nothing."""
        ...

    async def open_or_add(
        self, finding: Finding, add: Callable[[Mapping[str, Any]], Mapping[str, Any]], at: datetime
    ) -> None:
        """Add the event to the open review of the cause, whose params ``add`` makes; without one open it."""
        ...

    async def change_open(
        self,
        code: str,
        cause: str,
        change: Callable[[Mapping[str, Any], str], Mapping[str, Any] | None],
        at: datetime,
    ) -> None:
        """Say something else in the open review of a cause, if there is one.

        Args:
            code: Of the review.
            cause: Likewise.
            change: Makes its params from those it has and the event it was opened on; None leaves it.
            at: The centre's clock.
        """
        ...

    async def undone_sale(self) -> str | None:
        """Event of the sale that this return or void takes back; None for others and where it is not here."""
        ...

    async def end_wait(self, code: str, cause: str, at: datetime) -> None:
        """What an open review of this event asked about has come: it ends, and holds nothing more."""
        ...

    async def done(self, at: datetime) -> None:
        """The effect is carried out."""
        ...

    async def put_off(self, until: datetime) -> None:
        """Try again later."""
        ...


class EffectLine(Protocol):
    """One connection, for one effect after the other."""

    def unit(self, effect: DueEffect) -> AbstractAsyncContextManager[EffectUnit | None]:
        """Its transaction, committed when left; None when another worker has it or it is done."""
        ...


class EffectStore(Protocol):
    """Effects of all tenants."""

    async def due(self, now: datetime, limit: int) -> Sequence[DueEffect]:
        """Those whose time has come, the longest due first.

        Raises:
            StoreUnavailableError: the database is away.
        """
        ...

    def line(self) -> AbstractAsyncContextManager[EffectLine]:
        """A connection for a round."""
        ...
