"""Cards on a stand-alone terminal: a slip becomes a tender, and most of it comes again with the next.

Brand, kind of card, terminal and batch stand as on the slip before (ux.md section 1, principle 6), also after
a restart: the till's own journal remembers them. A slip entered twice is asked about once (domain.md
section 9): batches restart, so it is never refused for good.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from app.usecases.open_sale import OpenSale
from app.usecases.tenders_port import TillTenders
from core.domain.card import CardBrand, CardEntry, CardType, card_details, same_charge
from core.domain.documents import TenderDetails
from core.domain.errors import DomainError
from core.domain.payment import Tender

CARD: Final = "card"
_FIRST: Final = CardEntry(CardBrand.VISA, CardType.CREDIT, "", "")
_REMEMBERED: Final = 200
"""Slips of this start that are compared with a new one: more than a batch of a busy day."""


@dataclass(slots=True)
class _Memory:
    """What was taken since the start."""

    entry: CardEntry
    charges: list[tuple[str, ...]]


class CardSlips:
    """Checks slips and remembers what the next one has in common with them."""

    def __init__(self, journal: TillTenders, open_sale: OpenSale) -> None:
        self._journal = journal
        self._open = open_sale
        self._memory: _Memory | None = None
        self._asked: tuple[str, ...] | None = None

    def blank(self) -> CardEntry:
        """The next slip, with what stands on every slip of this terminal filled in."""
        return replace(self._remembered().entry, last4="", authorization="", trace="")

    def tender(self, entry: CardEntry, amount: Decimal) -> Tender:
        """Check a slip; the same one a second time is refused once and taken when it is offered again.

        Raises:
            DomainError: as `core.domain.card.card_details`; ``slip_twice`` (``authorization``).
        """
        details = card_details(entry)
        charge = same_charge(details, amount)
        if charge != self._asked and (charge in self._remembered().charges or self._in_sale(charge)):
            self._asked = charge
            raise DomainError("slip_twice", authorization=details.authorization_code or "")
        return Tender(CARD, amount, details)

    def taken(self, tender: Tender) -> None:
        """The sale has it: the next slip begins like this one."""
        memory = self._remembered()
        memory.entry = _entry_of(tender.details)
        memory.charges = [*memory.charges[1 - _REMEMBERED :], same_charge(tender.details, tender.amount)]
        self._asked = None

    def given_back(self, tender: Tender) -> None:
        """It was taken back: entering it again is no repetition."""
        charge = same_charge(tender.details, tender.amount)
        if self._memory is not None and charge in self._memory.charges:
            self._memory.charges.remove(charge)

    def _in_sale(self, charge: tuple[str, ...]) -> bool:
        """Whether a tender of the open sale, perhaps from before a crash, has this slip already."""
        cards = (tender for tender in self._open.sale.tenders if tender.method == CARD)
        return any(same_charge(tender.details, tender.amount) == charge for tender in cards)

    def _remembered(self) -> _Memory:
        if self._memory is None:
            last = self._journal.last_card()
            self._memory = _Memory(_FIRST if last is None else _entry_of(last), [])
        return self._memory


def _entry_of(details: TenderDetails) -> CardEntry:
    """A slip from what was stored; an unknown brand of another version counts as none of ours."""
    brand, kind = details.card_brand or "", details.card_type or ""
    return CardEntry(
        CardBrand(brand) if brand in set(CardBrand) else CardBrand.OTHER,
        CardType(kind) if kind in set(CardType) else CardType.CREDIT,
        details.card_last4 or "",
        details.authorization_code or "",
        details.terminal_reference or "",
        details.batch or "",
        details.trace or "",
    )
