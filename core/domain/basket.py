"""The lines of an open sale: add, change, remove, undo, with running sums (performance.md 2.4).

A change costs the same in a basket of ten lines and of ten thousand: each line carries its own amounts and
nothing is summed again. Sums are integers (cents, millionths of tax), `Decimal` at the edges.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import Final

from core.domain.basket_limit import BasketLimit
from core.domain.basket_line import BasketLine, PricePolicy, make_line
from core.domain.catalog import Product
from core.domain.documents import money_text
from core.domain.entry import check_quantity, is_unusual
from core.domain.errors import DomainError
from core.domain.money import MAX_AMOUNT, from_cents, to_cents
from core.domain.tax import TaxRounding, micros_to_cents

UNDO_DEPTH: Final = 200
_ONE: Final = Decimal(1)
_MAX_CENTS: Final = to_cents(MAX_AMOUNT)
_BY_KEY: Final = attrgetter("key")


class ChangeKind(StrEnum):
    """What happened to a line."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the basket: enough to repaint one row and to store one draft line.

    Attributes:
        key: The line.
        index: Its position (for ``removed``: where it was).
        before: The line before, None when it is new.
        after: The line now, None when it is gone.
        unusual: Whether the new quantity is above 999 and a person should be asked once.
    """

    kind: ChangeKind
    key: int
    index: int
    before: BasketLine | None
    after: BasketLine | None
    unusual: bool = False


_UNDONE: Final = {
    ChangeKind.ADDED: ChangeKind.REMOVED,
    ChangeKind.REMOVED: ChangeKind.ADDED,
    ChangeKind.CHANGED: ChangeKind.CHANGED,
}


class Basket:
    """Lines with ascending keys and their running sums; every change returns a `Change`."""

    def __init__(
        self,
        policy: PricePolicy,
        lines: Iterable[BasketLine] = (),
        next_key: int = 1,
        limit: BasketLimit | None = None,
    ) -> None:
        """Start empty, or from the lines of a draft (ascending keys, all below ``next_key``).

        ``limit`` holds for new lines; its default is the till's. Lines of a draft are all taken.
        """
        self._policy = policy
        self._limit = limit or BasketLimit()
        self._lines = list(lines)
        self._next_key = next_key
        self._gross = sum(line.gross_cents for line in self._lines)
        self._tax6 = sum(line.tax6 for line in self._lines)
        self._tax2 = sum(line.tax2 for line in self._lines)
        self._bytes = sum(line.payload_bytes for line in self._lines)
        self._undo: deque[Change] = deque(maxlen=UNDO_DEPTH)

    def __len__(self) -> int:
        """Number of lines."""
        return len(self._lines)

    @property
    def policy(self) -> PricePolicy:
        """Price policy of this basket."""
        return self._policy

    @property
    def lines(self) -> tuple[BasketLine, ...]:
        """All lines in order; a copy, so not for every repaint of a long basket."""
        return tuple(self._lines)

    @property
    def subtotal(self) -> Decimal:
        """Sum of line amounts before discounts."""
        return from_cents(self._gross)

    @property
    def itbms(self) -> Decimal:
        """ITBMS of the basket under its policy."""
        return from_cents(self._itbms_cents())

    @property
    def total(self) -> Decimal:
        """What the customer owes."""
        if self._policy.price_includes_tax:
            return from_cents(self._gross)
        return from_cents(self._gross + self._itbms_cents())

    @property
    def next_key(self) -> int:
        """Key of the next new line."""
        return self._next_key

    @property
    def can_undo(self) -> bool:
        """Whether `undo` would change something."""
        return bool(self._undo)

    def line_at(self, index: int) -> BasketLine:
        """Line at a position, 0 first; negative positions count from the end.

        Raises:
            IndexError: no such position.
        """
        return self._lines[index]

    def line(self, key: int) -> BasketLine:
        """Line by key.

        Raises:
            DomainError: ``line_unknown``.
        """
        return self._lines[self._index(key)]

    def add(
        self,
        product: Product,
        quantity: Decimal = _ONE,
        *,
        code: str = "",
        label_price: Decimal | None = None,
    ) -> Change:
        """Add goods: onto the last line when it holds the same goods at the same price, else as a new line.

        Goods by measure and price labels always get a line of their own.

        Args:
            product: As the catalogue has it now; its price is fixed with the line.
            quantity: Units or measure; ignored with ``label_price``.
            code: What was scanned, empty for the product's own code.
            label_price: Tax-included price of an embedded-price label, which is the line amount.

        Raises:
            DomainError: ``basket_full`` (value ``lines``: how many it holds; one more of the last line's
                goods is still taken), or as `make_line`.
        """
        last = self._lines[-1] if self._lines else None
        if last is not None and label_price is None and last.merges(product):
            more = check_quantity(quantity, measured=False)
            return self._record(self._replace(last, last.quantity + more))
        line = make_line(self._next_key, product, quantity, self._policy, code=code, label_price=label_price)
        if not self._limit.allows(len(self._lines) + 1, self._bytes + line.payload_bytes):
            raise DomainError("basket_full", lines=str(len(self._lines)))
        self._next_key += 1
        return self._record(self._put(ChangeKind.ADDED, line.key, None, line))

    def set_quantity(self, key: int, quantity: Decimal) -> Change:
        """Set the quantity of a line.

        Raises:
            DomainError: ``line_unknown``, ``quantity_fixed`` (a price label says it) or as `make_line`.
        """
        line = self.line(key)
        if line.label_price is not None:
            raise DomainError("quantity_fixed")
        return self._record(self._replace(line, quantity))

    def remove(self, key: int) -> Change:
        """Take a line out.

        Raises:
            DomainError: ``line_unknown``.
        """
        return self._record(self._put(ChangeKind.REMOVED, key, self.line(key), None))

    def undo(self) -> Change:
        """Take back the last change; the lines are again as before it, in their old places and keys.

        Raises:
            DomainError: ``nothing_to_undo``.
        """
        if not self._undo:
            raise DomainError("nothing_to_undo")
        done = self._undo.pop()
        return self._put(_UNDONE[done.kind], done.key, done.after, done.before)

    def repeat_last(self) -> Change:
        """Add one more of the last line's goods.

        Raises:
            DomainError: ``sale_empty``, ``weigh_again`` (goods by measure are weighed each time), as `add`.
        """
        if not self._lines:
            raise DomainError("sale_empty")
        last = self._lines[-1]
        if last.product.measured or last.label_price is not None:
            raise DomainError("weigh_again")
        return self.add(last.product, code=last.code)

    def _itbms_cents(self) -> int:
        if self._policy.tax_rounding is TaxRounding.LINE2:
            return self._tax2
        return micros_to_cents(self._tax6)

    def _index(self, key: int) -> int:
        index = bisect_left(self._lines, key, key=_BY_KEY)
        if index == len(self._lines) or self._lines[index].key != key:
            raise DomainError("line_unknown", key=str(key))
        return index

    def _replace(self, line: BasketLine, quantity: Decimal) -> Change:
        after = make_line(line.key, line.product, quantity, self._policy, code=line.code)
        return self._put(ChangeKind.CHANGED, line.key, line, after)

    def _put(self, kind: ChangeKind, key: int, before: BasketLine | None, after: BasketLine | None) -> Change:
        gross = self._gross + (after.gross_cents if after else 0) - (before.gross_cents if before else 0)
        if after is not None and gross > _MAX_CENTS:
            raise DomainError("amount_too_large", limit=money_text(MAX_AMOUNT))
        index = bisect_left(self._lines, key, key=_BY_KEY)
        self._lines[index : index + (before is not None)] = [] if after is None else [after]
        self._gross = gross
        self._bytes += (after.payload_bytes if after else 0) - (before.payload_bytes if before else 0)
        self._tax6 += (after.tax6 if after else 0) - (before.tax6 if before else 0)
        self._tax2 += (after.tax2 if after else 0) - (before.tax2 if before else 0)
        unusual = after is not None and is_unusual(after.quantity)
        return Change(kind, key, index, before, after, unusual)

    def _record(self, change: Change) -> Change:
        self._undo.append(change)
        return change
