"""The tenders of an open sale: money offered, in order, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from core.domain.documents import TenderDetails
from core.domain.errors import DomainError
from core.domain.payment import CASH, UNKNOWN, Tally, Tender, own_cents, standing, tally


class Tenders:
    """A list that only takes what fits what is due, and nothing while an outcome is unknown."""

    def __init__(self, taken: Iterable[Tender] = ()) -> None:
        self._taken = list(taken)

    def __len__(self) -> int:
        """How many stand."""
        return len(self._taken)

    @property
    def all(self) -> tuple[Tender, ...]:
        """All of them, in order."""
        return tuple(self._taken)

    @property
    def has_unknown(self) -> bool:
        """Whether the outcome of one is not known."""
        return any(tender.state == UNKNOWN for tender in self._taken)

    def tally(self, total: Decimal) -> Tally:
        """Where the payment of ``total`` stands, also one that was paid too much elsewhere."""
        return standing(total, self._taken)

    def take(self, total: Decimal, tender: Tender) -> Tally:
        """Take one more.

        Raises:
            DomainError: ``tender_unresolved`` while the outcome of another is not known; or as
                `core.domain.payment.tally`; nothing is taken then.
        """
        if self.has_unknown:
            raise DomainError("tender_unresolved")
        offered = [*self._taken, tender]
        result = tally(total, offered)
        self._taken = offered
        return result

    def settle(self, index: int, details: TenderDetails, state: str) -> None:
        """Say what became of one whose outcome was not known: it counts.

        Raises:
            DomainError: ``tender_unknown`` (no such tender), ``tender_settled`` (its outcome is known).
        """
        if self._at(index).state != UNKNOWN:
            raise DomainError("tender_settled")
        self._taken[index] = replace(self._taken[index], details=details, state=state)

    def unsettle(self, index: int) -> None:
        """Leave open again what becomes of one that counts: whoever charged it is asked to give it back.

        Raises:
            DomainError: ``tender_unknown`` (no such tender), ``tender_unresolved`` (one is open already).
        """
        tender = self._at(index)
        if self.has_unknown:
            raise DomainError("tender_unresolved")
        self._taken[index] = replace(tender, state=UNKNOWN)

    def remove(self, index: int, *, declined: bool = False) -> None:
        """Give one back; ``declined`` for one whose outcome is known at last: nothing was charged.

        Raises:
            DomainError: ``tender_unknown`` (none there), ``tender_unresolved`` (its outcome is not known).
        """
        if self._at(index).state == UNKNOWN and not declined:
            raise DomainError("tender_unresolved")
        del self._taken[index]

    def forget_cash(self, total: Decimal) -> Decimal:
        """Let go of the cash when all of them no longer fit ``total``; it is counted again.

        Money that moved elsewhere stays, whatever the total became: dropping its row moves nothing back.

        Returns:
            The cash let go of.

        Raises:
            DomainError: as `own_cents`, for money that moved elsewhere.
        """
        elsewhere = [tender for tender in self._taken if tender.method != CASH]
        for tender in elsewhere:
            own_cents(tender)
        try:
            tally(total, self._taken)
        except DomainError:
            cash = sum((tender.amount for tender in self._taken if tender.method == CASH), Decimal("0.00"))
            self._taken = elsewhere
            return cash
        return Decimal("0.00")

    def _at(self, index: int) -> Tender:
        if not 0 <= index < len(self._taken):
            raise DomainError("tender_unknown", index=str(index))
        return self._taken[index]
