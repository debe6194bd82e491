"""The receipt on which goods come back: one of this till by number, any by its signed code (screen 9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from app.usecases.catalogue import Catalogue
from app.usecases.ports import TillReader
from app.usecases.returns_port import SoldSale
from app.usecases.state import TillState
from app.usecases.tender import SALE_SERIES
from core.domain.documents import CompletedSale, format_number
from core.domain.errors import DomainError
from core.domain.foreign_sale import foreign_sale
from core.domain.giving_back import GivingBack, giving_back
from core.domain.receipt_code import VerifiedReceipt, is_code, read
from core.domain.refund_document import OriginalSale
from core.domain.returning import ReturnableLine, exchanged_money, traced, with_carried
from core.domain.scan import RECEIPT_NUMBER
from core.ports.signing import KeyRing

_SHORT: Final = re.compile(r"[0-9]{1,10}")


@dataclass(frozen=True, slots=True)
class ReturnableReceipt:
    """A receipt found, ready for `core.domain.returning.take_back`.

    Attributes:
        original: What a return refers to; without an event where only the code told of the sale.
        sale: Its document, its payments traced through exchanges; of another till as
            `core.domain.foreign_sale` makes it.
        occurred_at: When it was sold, aware; by a code to the minute.
        till: Name of the till that sold.
        lines: Its lines with what this till took back of them.
        money_back: By method, what this till gave back for it.
        unresolved: Lines whose article is not in this till's catalogue: they wait for the network.
        returned_by: Numbers of the returns this till made of it.
        foreign: Whether another till sold: what it or a third one took back is not known here; the centre
            finds out (OVER_RETURN).
    """

    original: OriginalSale
    sale: CompletedSale
    occurred_at: datetime
    till: str
    lines: tuple[ReturnableLine, ...]
    money_back: Mapping[str, Decimal]
    unresolved: frozenset[int]
    returned_by: tuple[str, ...]
    foreign: bool

    @property
    def number(self) -> str:
        """Receipt number as people read it."""
        return format_number(self.original.series, self.original.number)

    def giving(self, refund_id: str, wanted: Mapping[int, Decimal], reason: str) -> GivingBack:
        """Begin to take goods of it back; see `core.domain.giving_back.giving_back`."""
        return giving_back(refund_id, self.original, self.sale, self.lines, wanted, reason, self.money_back)


class ReceiptLookup:
    """Used on the GUI thread: two or three short reads and one check of a signature.

    Args:
        state: Which till this is.
        reader: Its sales and returns.
        catalogue: Articles of foreign receipts.
        ring: Keys of the shop's tills.
    """

    def __init__(self, state: TillState, reader: TillReader, catalogue: Catalogue, ring: KeyRing) -> None:
        self._state = state
        self._reader = reader
        self._catalogue = catalogue
        self._ring = ring

    def find(self, text: str) -> ReturnableReceipt:
        """The receipt that a scan or a typed number means.

        Args:
            text: A signed code, a receipt number (``0001-000123``), or the digits after its dash for one of
                this till.

        Raises:
            DomainError: ``receipt_not_found``, ``receipt_other_till`` (by its number alone) and
                ``receipt_voided``, all with ``number``; the codes of `core.domain.receipt_code.read`.
        """
        wanted = text.strip()
        if is_code(wanted):
            return self._by_code(read(wanted, self._ring.find, self._ring.verify))
        series, number = self._place(wanted)
        found = self._reader.sold(series, number)
        if found is not None:
            return self._own(found)
        code = "receipt_not_found" if series == self._series() else "receipt_other_till"
        raise DomainError(code, number=format_number(series, number))

    def _place(self, wanted: str) -> tuple[str, int]:
        if _SHORT.fullmatch(wanted) is not None:
            return self._series(), int(wanted)
        match = RECEIPT_NUMBER.fullmatch(wanted.upper())
        if match is None or not match["sale"]:
            raise DomainError("receipt_not_found", number=wanted)
        return match["series"], int(match["number"])

    def _series(self) -> str:
        place = self._reader.next_number(SALE_SERIES)
        return place[0] if place else ""

    def _own(self, found: SoldSale) -> ReturnableReceipt:
        sale, identity = found.sale, self._state.identity
        if found.voided:
            raise DomainError("receipt_voided", number=format_number(sale.series, sale.number))
        original = OriginalSale(
            sale.series, sale.number, identity.terminal_id, found.event_id, sale.local_transaction_id
        )
        return self._receipt(original, self._traced(found), found.occurred_at, identity.terminal_name)

    def _traced(self, found: SoldSale) -> CompletedSale:
        """The sale with the money by which its goods were had, through exchange after exchange.

        A sale says itself what came with its exchange. One of an older program is traced as far as this till
        made it all; of the rest nobody knows the way. Each return came before the sale it was exchanged for,
        so the way back ends.
        """
        sale = with_carried(found.sale)
        cause = (
            self._reader.exchanged_for(found.cause_id)
            if found.cause_id and found.sale.carried is None
            else None
        )
        if cause is None or cause.terminal_id != self._state.identity.terminal_id:
            return sale
        first = self._reader.sold(cause.series, cause.number)
        if first is None:
            return sale
        origin = self._traced(first)
        moved = exchanged_money(origin.payments, cause.before, cause.payments)
        buyer = sale.customer_id or origin.customer_id
        return replace(sale, payments=traced(sale.payments, moved), customer_id=buyer)

    def _by_code(self, verified: VerifiedReceipt) -> ReturnableReceipt:
        code, key = verified.code, verified.key
        if key.terminal_id == self._state.identity.terminal_id:
            found = self._reader.sold(code.series, code.number)
            if found is not None:
                return self._own(found)
        original = OriginalSale(code.series, code.number, key.terminal_id)
        sale = foreign_sale(code, self._catalogue.by_code)
        return self._receipt(original, sale, code.sold_at, key.terminal_name)

    def _receipt(
        self, original: OriginalSale, sale: CompletedSale, occurred_at: datetime, till: str
    ) -> ReturnableReceipt:
        back = self._reader.brought_back(sale.series, sale.number)
        return ReturnableReceipt(
            original=original,
            sale=sale,
            occurred_at=occurred_at,
            till=till,
            lines=tuple(ReturnableLine(item, back.quantities.get(item.n, Decimal(0))) for item in sale.items),
            money_back=back.money,
            returned_by=back.numbers,
            unresolved=frozenset(item.n for item in sale.items if not item.variant_id),
            foreign=original.terminal_id != self._state.identity.terminal_id,
        )
