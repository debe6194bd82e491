"""The open sale: a basket, its states and its tenders (domain.md section 11).

The aggregate lives in memory on one thread and performs no I/O.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from core.domain.basket import Basket, Change
from core.domain.basket_limit import BasketLimit
from core.domain.basket_line import BasketLine, PricePolicy, line_from_draft
from core.domain.catalog import Product
from core.domain.documents import CompletedSale, money_text
from core.domain.errors import DomainError
from core.domain.payload import JsonObject
from core.domain.payment import CASH, Tally, Tender, payments_of, tally
from core.domain.sale_document import completed_sale
from core.domain.tax import TaxRounding

_ONE: Final = Decimal(1)
_DRAFT_VERSION: Final = 1


class SaleState(StrEnum):
    """States of domain.md section 11; nothing leaves ``completed`` or ``cancelled``."""

    OPEN = "open"
    TENDERING = "tendering"
    PARKED = "parked"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


_CLOSED: Final = frozenset({SaleState.COMPLETED, SaleState.CANCELLED})


class Sale:
    """One basket from its first line to its document.

    Every change of the lines returns a `Change`, so a screen repaints one row and the store writes one
    draft line. Prices are frozen by the first tender: while there is one, lines do not change.

    Methods that act raise `DomainError` ``sale_closed`` after completion or cancelling, ``sale_parked``
    while set aside, and those that change lines ``prices_frozen`` while there is a tender.
    """

    def __init__(
        self, sale_id: str, policy: PricePolicy | None = None, limit: BasketLimit | None = None
    ) -> None:
        """Open an empty sale.

        Args:
            sale_id: UUIDv7 of the cart, the ``local_transaction_id`` of its document.
            policy: Price policy of the shop; default ``line6`` with tax inside.
            limit: How much it may hold; the default is the till's and always fits into one event.
        """
        self._sale_id = sale_id
        self._state = SaleState.OPEN
        self._parked_from = SaleState.OPEN
        self._basket = Basket(policy or PricePolicy(), limit=limit)
        self._tenders: list[Tender] = []

    @property
    def sale_id(self) -> str:
        """UUIDv7 of the cart."""
        return self._sale_id

    @property
    def policy(self) -> PricePolicy:
        """Price policy of this basket."""
        return self._basket.policy

    @property
    def state(self) -> SaleState:
        """Where the sale stands."""
        return self._state

    @property
    def lines(self) -> tuple[BasketLine, ...]:
        """All lines in order; a copy, so not for every repaint of a long basket (use `line_at`)."""
        return self._basket.lines

    @property
    def line_count(self) -> int:
        """Number of lines."""
        return len(self._basket)

    @property
    def is_empty(self) -> bool:
        """Whether there is no line."""
        return len(self._basket) == 0

    @property
    def tenders(self) -> tuple[Tender, ...]:
        """Money offered so far, in order."""
        return tuple(self._tenders)

    @property
    def subtotal(self) -> Decimal:
        """Sum of line amounts before discounts."""
        return self._basket.subtotal

    @property
    def itbms(self) -> Decimal:
        """ITBMS of the basket under its policy."""
        return self._basket.itbms

    @property
    def total(self) -> Decimal:
        """What the customer owes."""
        return self._basket.total

    @property
    def can_undo(self) -> bool:
        """Whether `undo` would change something."""
        return self._basket.can_undo and self._state is SaleState.OPEN

    def line_at(self, index: int) -> BasketLine:
        """Line at a position, 0 first; negative positions count from the end.

        Raises:
            IndexError: no such position.
        """
        return self._basket.line_at(index)

    def line(self, key: int) -> BasketLine:
        """Line by key.

        Raises:
            DomainError: ``line_unknown``.
        """
        return self._basket.line(key)

    def add(
        self,
        product: Product,
        quantity: Decimal = _ONE,
        *,
        code: str = "",
        label_price: Decimal | None = None,
    ) -> Change:
        """Add goods; see `Basket.add`."""
        self._require_open()
        return self._basket.add(product, quantity, code=code, label_price=label_price)

    def set_quantity(self, key: int, quantity: Decimal) -> Change:
        """Set the quantity of a line; see `Basket.set_quantity`."""
        self._require_open()
        return self._basket.set_quantity(key, quantity)

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

    def tally(self) -> Tally:
        """What is due, the change and the cash kept, as tendered so far."""
        return tally(self.total, self._tenders)

    def tender(self, method: str, amount: Decimal) -> Tally:
        """Take money; the first tender freezes the prices.

        Never completes by itself: a person presses for that (ux.md section 4).

        Raises:
            DomainError: ``sale_empty``, or as `core.domain.payment.tally`; the sale is then as before.
        """
        self._require_lines()
        offered = [*self._tenders, Tender(method, amount)]
        result = tally(self.total, offered)
        self._tenders = offered
        self._state = SaleState.TENDERING
        return result

    def remove_tender(self, index: int) -> Tally:
        """Give a tender back; without any the sale is open again and lines may change.

        Raises:
            DomainError: ``tender_unknown``.
        """
        self._require_live()
        if not 0 <= index < len(self._tenders):
            raise DomainError("tender_unknown", index=str(index))
        del self._tenders[index]
        if not self._tenders:
            self._state = SaleState.OPEN
        return self.tally()

    def park(self) -> None:
        """Set the sale aside; `recall` brings it back to the state it left."""
        self._require_lines()
        self._parked_from = self._state
        self._state = SaleState.PARKED

    def recall(self) -> None:
        """Take a parked sale up again.

        Raises:
            DomainError: ``not_parked``.
        """
        if self._state is not SaleState.PARKED:
            raise DomainError("not_parked")
        self._state = self._parked_from

    def cancel(self) -> None:
        """Give the sale up. Cash offered goes back over the counter; other money must be reversed first.

        Raises:
            DomainError: ``tender_approved``, ``sale_closed``.
        """
        if self._state in _CLOSED:
            raise DomainError("sale_closed", state=self._state.value)
        if any(tender.method != CASH for tender in self._tenders):
            raise DomainError("tender_approved")
        self._state = SaleState.CANCELLED

    def finish(self, series: str, number: int, *, drawer: int | None = None) -> CompletedSale:
        """The document of this sale. Changes nothing: `complete` follows once the document is stored.

        Args:
            series: Numbering series.
            number: Consecutive number inside it. A document made ahead of the transaction that takes the
                number gets it by ``dataclasses.replace``.
            drawer: Pin to pulse; kept only when cash moved.

        Raises:
            DomainError: ``sale_empty``, ``cash_below_total``.
        """
        self._require_lines()
        return completed_sale(
            self._sale_id, series, number, self.policy, self._basket.lines, self._tenders, drawer
        )

    def complete(self) -> None:
        """Mark the sale completed, after its document was stored.

        Raises:
            DomainError: ``sale_empty``, ``cash_below_total``.
        """
        self._require_lines()
        payments_of(self.total, self._tenders)
        self._state = SaleState.COMPLETED

    def header_to_draft(self) -> JsonObject:
        """All but the lines as JSON values; lines go one by one (`core.domain.basket_line.line_to_draft`)."""
        return {
            "v": _DRAFT_VERSION,
            "sale_id": self._sale_id,
            "state": self._state.value,
            "parked_from": self._parked_from.value,
            "tax_rounding": self.policy.tax_rounding.value,
            "price_includes_tax": self.policy.price_includes_tax,
            "next_key": self._basket.next_key,
            "tenders": [{"method": t.method, "amount": money_text(t.amount)} for t in self._tenders],
        }

    @classmethod
    def from_draft(cls, header: Mapping[str, Any], lines: Iterable[tuple[int, Mapping[str, Any]]]) -> Sale:
        """Rebuild a sale from its draft header and (key, line) pairs in any order; undo starts empty.

        Lines of the draft may be newer than its header (each is stored on its own): a ``next_key`` that is
        behind is moved up, tenders that no longer fit the total are dropped.

        Raises:
            DomainError: ``draft_damaged``.
        """
        try:
            if header["v"] != _DRAFT_VERSION:
                raise DomainError("draft_damaged", version=str(header["v"]))
            policy = PricePolicy(
                TaxRounding(header["tax_rounding"]), price_includes_tax=header["price_includes_tax"] is True
            )
            basket_lines = [
                line_from_draft(key, data, policy) for key, data in sorted(lines, key=lambda pair: pair[0])
            ]
            next_key = max([int(header["next_key"]), *(line.key + 1 for line in basket_lines[-1:])])
            sale = cls(str(header["sale_id"]), policy)
            sale._basket = Basket(policy, basket_lines, next_key)
            sale._tenders = [Tender(str(t["method"]), Decimal(t["amount"])) for t in header["tenders"]]
            sale._state = SaleState(header["state"])
            sale._parked_from = SaleState(header["parked_from"])
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            raise DomainError("draft_damaged") from error
        sale._drop_unfit_tenders()
        return sale

    def _drop_unfit_tenders(self) -> None:
        try:
            self.tally()
        except (DomainError, ArithmeticError):
            self._tenders = []
            if self._state is SaleState.TENDERING:
                self._state = SaleState.OPEN

    def _require_live(self) -> None:
        if self._state in _CLOSED:
            raise DomainError("sale_closed", state=self._state.value)
        if self._state is SaleState.PARKED:
            raise DomainError("sale_parked")

    def _require_lines(self) -> None:
        self._require_live()
        if self.is_empty:
            raise DomainError("sale_empty")

    def _require_open(self) -> None:
        self._require_live()
        if self._state is SaleState.TENDERING:
            raise DomainError("prices_frozen")
