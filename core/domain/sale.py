"""The open sale: a basket, its states and its tenders (domain.md section 11).

The aggregate lives in memory on one thread and performs no I/O.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from core.domain.basket import Basket
from core.domain.basket_change import Change
from core.domain.basket_limit import BasketLimit
from core.domain.basket_line import NO_TERMS, LineTerms, PricePolicy
from core.domain.basket_lines import Also
from core.domain.catalog import Product
from core.domain.discount import Discount, DiscountKind
from core.domain.documents import NO_DETAILS, CompletedSale, TenderDetails
from core.domain.errors import DomainError
from core.domain.giving_back import GivingBack
from core.domain.kept import Kept
from core.domain.payment import CASH, CONFIRMED, EXCHANGE, Tally, Tender, payments_of
from core.domain.promotion.promoter import Promoter
from core.domain.sale_discounts import SharedSale
from core.domain.sale_document import Items, completed_sale, head_of
from core.domain.sale_reading import SaleReading
from core.domain.sale_state import CLOSED, Buyer, Parked, SaleState
from core.domain.tenders import Tenders

_ONE: Final = Decimal(1)


class Sale(SaleReading):
    """One basket from its first line to its document.

    Every change of the lines returns a `Change`, so a screen repaints one row and the store writes one
    draft line. Prices are frozen by the first tender: while there is one, lines do not change; unless what
    moved elsewhere is more than a total that changed over a restart, for goods may then make up for it.

    Methods that act raise `DomainError` ``sale_closed`` after completion or cancelling, ``sale_parked``
    while set aside, and those that change lines ``prices_frozen`` while there is a tender.
    """

    def __init__(
        self,
        sale_id: str,
        policy: PricePolicy | None = None,
        limit: BasketLimit | None = None,
        promoter: Promoter | None = None,
    ) -> None:
        """Open an empty sale.

        Args:
            sale_id: UUIDv7 of the cart, the ``local_transaction_id`` of its document.
            policy: Price policy of the shop; default ``line6`` with tax inside.
            limit: How much it may hold; the default is the till's and always fits into one event.
            promoter: Works out promotions; an empty one. None sells without.
        """
        super().__init__(Basket(policy or PricePolicy(), limit=limit, promoter=promoter))
        self._sale_id = sale_id
        self._state = SaleState.OPEN
        self._parked = Parked()
        self._tenders = Tenders()
        self._buyer: Buyer | None = None
        self._note = ""
        self._cash_forgotten = Decimal("0.00")
        self._items: Kept[Items] = Kept()

    @property
    def sale_id(self) -> str:
        """UUIDv7 of the cart."""
        return self._sale_id

    @property
    def state(self) -> SaleState:
        """Where the sale stands."""
        return self._state

    @property
    def tenders(self) -> tuple[Tender, ...]:
        """Money offered so far, in order."""
        return self._tenders.all

    @property
    def buyer(self) -> Buyer | None:
        """The customer, None for the walk-in customer."""
        return self._buyer

    @property
    def note(self) -> str:
        """Free text for the receipt."""
        return self._note

    @property
    def parked(self) -> Parked:
        """How it was set aside last."""
        return self._parked

    @property
    def has_unknown_tender(self) -> bool:
        """Whether a tender's outcome is not known."""
        return self._tenders.has_unknown

    @property
    def cash_forgotten(self) -> Decimal:
        """Cash to count again: a restart found another total than the one it was taken for."""
        return self._cash_forgotten

    @property
    def prices_frozen(self) -> bool:
        """Whether tenders hold prices and lines as they are."""
        return len(self._tenders) > 0 and not self.tally().excess

    @property
    def can_undo(self) -> bool:
        """Whether `undo` would change something."""
        return self._basket.can_undo and self._state is SaleState.OPEN

    def add(
        self,
        product: Product,
        quantity: Decimal = _ONE,
        *,
        code: str = "",
        label_price: Decimal | None = None,
        terms: LineTerms = NO_TERMS,
    ) -> Change:
        """Add goods; see `Basket.add`."""
        self._require_open()
        return self._basket.add(product, quantity, code=code, label_price=label_price, terms=terms)

    def set_quantity(self, key: int, quantity: Decimal) -> Change:
        """Set the quantity of a line; see `Basket.set_quantity`."""
        self._require_open()
        return self._basket.set_quantity(key, quantity)

    def set_price(self, key: int, price: Decimal, reason: str, approver_id: str | None = None) -> Change:
        """Charge another price than the list's; see `Basket.set_price`."""
        self._require_open()
        return self._basket.set_price(key, price, reason, approver_id)

    def set_discount(self, key: int, discount: Discount | None) -> Change:
        """Give a line its own discount or take it away; see `Basket.set_discount`."""
        self._require_open()
        return self._basket.set_discount(key, discount)

    def set_line_note(self, key: int, note: str) -> Change:
        """Write a note on a line; see `Basket.set_note`."""
        self._require_open()
        return self._basket.set_note(key, note)

    def adjust(self, kind: DiscountKind, discount: Discount | None) -> Change:
        """Set the sale's discount of a kind, or take it away; see `Basket.adjust`.

        Raises:
            DomainError: ``sale_empty`` for a discount on nothing.
        """
        self._require_open()
        if discount is not None and not self.has_goods:
            raise DomainError("sale_empty")
        return self._basket.adjust(kind, discount)

    def allow_own(self, approver_id: str) -> tuple[int, ...]:
        """Somebody allows what the cashier took off by hand; see `Basket.allow_own`."""
        self._require_open()
        return self._basket.allow_own(approver_id)

    def set_note(self, note: str) -> None:
        """Write a note on the whole sale; empty takes it away."""
        self._require_live()
        self._note = note

    def set_buyer(self, buyer: Buyer | None, moment: datetime) -> Also:
        """Say who buys; promotions of their groups and their standing discount hold from now on.

        The discount takes its part after all promotions and before one by hand, and leaves goods with a
        statutory discount alone (domain.md sections 4, 10, 17). Points that another customer spends here
        stay theirs: the discount for them goes with the customer.

        Returns:
            Lines whose promotions changed, each with its position.
        """
        self._require_open()
        if _id_of(buyer) != _id_of(self._buyer):
            self._basket.forfeit_points()
        self._buyer = buyer
        self._basket.stand(buyer.discount if buyer else None)
        return self.renew(moment)

    def renew(self, moment: datetime) -> Also:
        """Follow the clock: promotions begin and end (domain.md section 17); frozen ones stay."""
        if self._state is not SaleState.OPEN:
            return ()
        groups: Collection[str] = self._buyer.groups if self._buyer else ()
        return self._basket.renew(moment, groups)

    def thaw(self, promoter: Promoter) -> Also:
        """Work promotions out anew after the tenders that froze them are gone; nothing while they hold."""
        return () if self._state in CLOSED or self.prices_frozen else self._basket.thaw(promoter)

    def shared(self) -> SharedSale:
        """The sale with every discount on its lines; its cost grows with the basket."""
        return self._basket.shared()

    def remove(self, key: int) -> Change:
        """Take a line out; see `Basket.remove`."""
        self._require_open()
        return self._basket.remove(key)

    def undo(self) -> Change:
        """Take back the last change; see `Basket.undo`."""
        self._require_open()
        return self._basket.undo()

    def repeat_last(self) -> Change:
        """Add one more of the last line's goods; see `Basket.repeat_last`."""
        self._require_open()
        return self._basket.repeat_last()

    def take_back(self, back: GivingBack | None) -> None:
        """Let goods of one receipt come back in this ticket; None when they stay with the customer.

        Raises:
            DomainError: ``exchange_one_receipt``: goods of another receipt come back in it already.
        """
        self._require_open()
        held = self._back
        if held is not None and back is not None and held.original != back.original:
            raise DomainError("exchange_one_receipt")
        self._back = back

    def _offered(self) -> tuple[Tender, ...]:
        """What pays the goods: first those that come back."""
        if not self.exchanged:
            return self._tenders.all
        return (Tender(EXCHANGE, self.exchanged), *self._tenders.all)

    def tally(self) -> Tally:
        """What is due, the change and the cash kept, as tendered so far."""
        return self._tenders.tally(self.due)

    def tender(
        self, method: str, amount: Decimal, details: TenderDetails = NO_DETAILS, state: str = CONFIRMED
    ) -> Tally:
        """Take money; the first tender freezes the prices.

        Never completes by itself: a person presses for that (ux.md section 4).

        Raises:
            DomainError: ``sale_empty``, or as `Tenders.take`; the sale is then as before.
        """
        self._require_lines()
        result = self._tenders.take(self.due, Tender(method, amount, details, state))
        self._state = SaleState.TENDERING
        if method == CASH:
            self._cash_forgotten = Decimal("0.00")
        return result

    def settle_tender(self, index: int, details: TenderDetails, state: str) -> Tally:
        """Say what became of a tender whose outcome was not known; see `Tenders.settle`."""
        self._require_live()
        self._tenders.settle(index, details, state)
        return self.tally()

    def unsettle_tender(self, index: int) -> None:
        """Ask anew what becomes of a tender that counts; see `Tenders.unsettle`."""
        self._require_live()
        self._tenders.unsettle(index)

    def remove_tender(self, index: int, *, declined: bool = False) -> Tally:
        """Give a tender back (`Tenders.remove`); without any the sale is open again and lines may change."""
        self._require_live()
        self._tenders.remove(index, declined=declined)
        if not len(self._tenders):
            self._state = SaleState.OPEN
        return self.tally()

    def park(self, label: str = "", at: datetime | None = None) -> None:
        """Set the sale aside under a name; `recall` brings it back to the state it left."""
        self._require_lines()
        self._parked = Parked(self._state, label, at, self.promotion_total)
        self._state = SaleState.PARKED

    def recall(self) -> None:
        """Take a parked sale up again.

        Raises:
            DomainError: ``not_parked``.
        """
        if self._state is not SaleState.PARKED:
            raise DomainError("not_parked")
        self._state = self._parked.came_from

    def require_cancellable(self) -> None:
        """Refuse what cannot be given up; cash goes back over the counter, other money is reversed first.

        Raises:
            DomainError: ``tender_approved``, ``sale_closed``, ``sale_empty``.
        """
        if self._state in CLOSED:
            raise DomainError("sale_closed", state=self._state.value)
        if any(tender.method != CASH for tender in self._tenders.all):
            raise DomainError("tender_approved")
        if not self.has_goods:
            raise DomainError("sale_empty")

    def cancel(self) -> None:
        """Give the sale up; see `require_cancellable`."""
        self.require_cancellable()
        self._state = SaleState.CANCELLED

    def finish(
        self, series: str, number: int, *, drawer: int | None = None, unpaid: bool = False
    ) -> CompletedSale:
        """The document of this sale. Changes nothing: `complete` follows once the document is stored.

        Args:
            series: Numbering series.
            number: Consecutive number inside it. A document made ahead of the transaction that takes the
                number gets it by ``dataclasses.replace``.
            drawer: Pin to pulse; kept only when cash moved.
            unpaid: For making ahead: as if what is still due were paid in cash exactly.

        Raises:
            DomainError: ``sale_empty``, ``cash_below_total``.
        """
        self._require_lines()
        head, tenders = head_of(self._buyer, self._note), self._offered()
        if unpaid and (missing := self.tally().remaining):
            tenders += (Tender(CASH, missing),)
        return completed_sale(self._sale_id, series, number, self._basket, tenders, drawer, head, self._items)

    def complete(self) -> None:
        """Mark the sale completed, after its document was stored.

        Raises:
            DomainError: ``sale_empty``, ``cash_below_total``.
        """
        self._require_lines()
        payments_of(self.total, self._offered())
        self._state = SaleState.COMPLETED

    @classmethod
    def restored(
        cls,
        sale_id: str,
        basket: Basket,
        *,
        state: SaleState,
        parked: Parked,
        tenders: Iterable[Tender],
        buyer: Buyer | None,
        note: str,
        back: GivingBack | None = None,
    ) -> Sale:
        """A sale as its draft says it was; tenders that no longer fit its total as `Tenders.forget_cash`.

        Raises:
            DomainError: as `Tenders.forget_cash`.
        """
        sale = cls(sale_id, basket.policy)
        sale._basket, sale._tenders = basket, Tenders(tenders)
        sale._state, sale._parked = state, parked
        sale._buyer, sale._note, sale._back = buyer, note, back
        sale._cash_forgotten = sale._tenders.forget_cash(sale.due)
        if not len(sale._tenders):
            sale._state = _untendered(state)
            sale._parked = replace(parked, came_from=_untendered(parked.came_from))
        return sale

    def _require_live(self) -> None:
        if self._state in CLOSED:
            raise DomainError("sale_closed", state=self._state.value)
        if self._state is SaleState.PARKED:
            raise DomainError("sale_parked")

    def _require_lines(self) -> None:
        self._require_live()
        if not self.has_goods:
            raise DomainError("sale_empty")

    def _require_open(self) -> None:
        self._require_live()
        if self.prices_frozen:
            raise DomainError("prices_frozen")


def _untendered(state: SaleState) -> SaleState:
    return SaleState.OPEN if state is SaleState.TENDERING else state


def _id_of(buyer: Buyer | None) -> str | None:
    return None if buyer is None else buyer.customer_id
