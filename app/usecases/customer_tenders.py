"""Points and store credit of who buys, as money: how much is there, as of when, and what is taken.

Figures are read anew from the local copy when they are to be spent, for a sale may have waited; what this
sale spends already is off them, and what the same customer's sales set aside hold. Nothing here waits for a
network (sync.md D8).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from app.usecases.customers import Customers
from app.usecases.open_sale import OpenSale
from app.usecases.ports import TillReader
from core.domain.discount import Discount, DiscountKind
from core.domain.errors import DomainError
from core.domain.json_fields import money
from core.domain.loyalty import LoyaltyProgram, RedeemAs, redeem
from core.domain.payload import JsonObject
from core.domain.payment import Tender
from core.domain.sale_state import Buyer

POINTS: Final = "points"
CREDIT: Final = "store_credit"
_ZERO: Final = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Purse:
    """What who buys may spend now.

    Attributes:
        points: Points left; 0 where the shop has no programme.
        worth: Balboas they are worth.
        suggested: Points that pay as much as they can of what is due.
        credit: Balboas of credit left.
        as_of: When the figures were told, None when they never were.
        has_points: Whether points pay here at all.
        has_credit: Whether the customer has credit at all.
    """

    buyer: Buyer
    points: int
    worth: Decimal
    suggested: int
    credit: Decimal
    as_of: datetime | None
    has_points: bool
    has_credit: bool


class CustomerTenders:
    """Points and credit of the open sale's buyer."""

    def __init__(
        self, open_sale: OpenSale, customers: Customers, program: LoyaltyProgram | None, reader: TillReader
    ) -> None:
        self._open = open_sale
        self._reader = reader
        self._customers = customers
        self._program = program

    def use_loyalty(self, program: LoyaltyProgram | None) -> None:
        """How points pay from now on."""
        self._program = program

    def purse(self) -> Purse:
        """What may be spent now.

        Raises:
            DomainError: ``customer_needed`` for the walk-in customer.
        """
        sale = self._open.sale
        if sale.buyer is None:
            raise DomainError("customer_needed")
        record = self._customers.by_id(sale.buyer.customer_id)
        buyer = sale.buyer if record is None else self._customers.buyer(record)
        program = self._program
        points = 0 if program is None else max(0, buyer.points - program.needed_for(self._spent(POINTS)))
        return Purse(
            buyer=buyer,
            points=points,
            worth=_ZERO if program is None else program.worth(points),
            suggested=0 if program is None else _fit(program, points, self.due),
            credit=max(_ZERO, buyer.credit - self._spent(CREDIT)),
            as_of=buyer.points_as_of,
            has_points=program is not None and buyer.points_as_of is not None,
            has_credit=record is not None and record.credit_limit is not None and not record.blocked,
        )

    @property
    def due(self) -> Decimal:
        """What is still missing."""
        return self._open.sale.tally().remaining

    @property
    def lowers_price(self) -> bool:
        """Whether points are a discount in this shop's programme, and not money."""
        return self._program is not None and self._program.redeem is RedeemAs.DISCOUNT

    def points(self, count: int) -> Tender:
        """Points as money.

        Raises:
            DomainError: ``customer_needed``, ``points_none``, or as `core.domain.loyalty.redeem`.
        """
        return Tender(POINTS, self._redeemed(count))

    def discount(self, count: int) -> Discount:
        """Points as a discount, which lowers the tax too.

        Raises:
            DomainError: as `points`; ``prices_frozen`` once money was taken.
        """
        if self._open.sale.tenders:
            raise DomainError("prices_frozen")
        return Discount(DiscountKind.POINTS, POINTS, amount=self._redeemed(count))

    def _redeemed(self, count: int) -> Decimal:
        purse = self.purse()
        if self._program is None or not purse.has_points:
            raise DomainError("points_none", name=purse.buyer.name)
        return redeem(self._program, count, purse.points, self.due)

    def credit(self, amount: Decimal) -> Tender:
        """Goods now, money later.

        Raises:
            DomainError: ``customer_needed``; ``credit_none`` for a customer without credit.
        """
        purse = self.purse()
        if not purse.has_credit:
            raise DomainError("credit_none", name=purse.buyer.name)
        return Tender(CREDIT, amount)

    def beyond(self, tender: Tender) -> bool:
        """Whether a credit is more than is left, and so a second person's to allow."""
        return tender.amount > self.purse().credit

    def _spent(self, method: str) -> Decimal:
        """What the open sale and this customer's sales set aside take of it already."""
        sale = self._open.sale
        tenders = sum((one.amount for one in sale.tenders if one.method == method), _ZERO)
        if method == POINTS:
            kinds = (one for one in sale.adjustments if one.kind is DiscountKind.POINTS)
            tenders += sum((one.amount or _ZERO for one in kinds), _ZERO)
        return tenders + self._parked(method)

    def _parked(self, method: str) -> Decimal:
        sale, held = self._open.sale, _ZERO
        for draft in self._reader.parked():
            buyer = draft.header.get("buyer")
            # a sale just taken up again may still stand as set aside until its draft is written
            if draft.local_transaction_id == sale.sale_id or buyer is None or sale.buyer is None:
                continue
            if buyer["customer_id"] == sale.buyer.customer_id:
                held += _held(draft.header, method)
        return held


def _held(header: JsonObject, method: str) -> Decimal:
    """What the head of a draft (`core.domain.sale_draft`) takes by one method, points as a discount too."""
    tenders = (one for one in header.get("tenders") or () if one["method"] == method)
    discounts = header.get("adjustments") or () if method == POINTS else ()
    lowered = (one for one in discounts if one["kind"] == DiscountKind.POINTS)
    return sum((money(one["amount"]) for one in (*tenders, *lowered)), _ZERO)


def _fit(program: LoyaltyProgram, points: int, due: Decimal) -> int:
    """The most points that are worth no more than what is due."""
    most = program.needed_for(due)
    if program.worth(most) > due:
        most -= 1
    return max(0, min(points, most))
