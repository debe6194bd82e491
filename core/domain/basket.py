"""The lines of an open sale: add, change, remove, undo, with running sums (performance.md 2.4).

A change costs the same in a basket of ten lines and of ten thousand: each line carries its own amounts,
promotions are worked out again for connected lines alone (`core.domain.promotion.promoter`), and nothing is
summed again. Sums are integers (cents, millionths of tax), `Decimal` at the edges.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from core.domain.basket_change import UNDONE, Change, ChangeKind
from core.domain.basket_limit import BasketLimit
from core.domain.basket_line import NO_TERMS, BasketLine, LineTerms, PriceChange, PricePolicy, make_line
from core.domain.basket_lines import Also, BasketLines, Promotions
from core.domain.basket_reading import BasketReading
from core.domain.catalog import Product
from core.domain.discount import Discount, DiscountKind
from core.domain.entry import check_quantity, is_unusual
from core.domain.errors import DomainError
from core.domain.law_or_promotion import settle_law
from core.domain.money import from_cents, to_cents
from core.domain.own_discounts import allowed_terms, as_allowed, is_own
from core.domain.promotion.promoter import Promoter
from core.domain.sale_discounts import ORDER, adjustment_cents, ordered

UNDO_DEPTH: Final = 200
_ONE: Final = Decimal(1)


class Basket(BasketReading):
    """Lines with ascending keys and their running sums; every change returns a `Change`."""

    def __init__(
        self,
        policy: PricePolicy,
        lines: Iterable[BasketLine] = (),
        next_key: int = 1,
        limit: BasketLimit | None = None,
        promoter: Promoter | None = None,
        adjustments: Iterable[Discount] = (),
        frozen: Promotions | None = None,
    ) -> None:
        """Start empty, or from the lines of a draft (ascending keys, all below ``next_key``).

        Args:
            policy: Price policy.
            lines: As they were; with a ``promoter`` their promotions are worked out anew.
            next_key: Key of the next new line.
            limit: Holds for new lines; its default is the till's. Lines of a draft are all taken.
            promoter: An empty one, which follows this basket from now on; None sells without promotions.
            adjustments: Discounts of the whole sale.
            frozen: What promotions of the whole order took while a tender froze them; without a promoter.
        """
        super().__init__(BasketLines(policy, lines, promoter, frozen), adjustments)
        self._limit = limit or BasketLimit()
        self._next_key = next_key
        if promoter is not None:
            settle_law(self._held)
        self._undo: deque[Change] = deque(maxlen=UNDO_DEPTH)

    @property
    def next_key(self) -> int:
        """Key of the next new line."""
        return self._next_key

    @property
    def can_undo(self) -> bool:
        """Whether `undo` would change something."""
        return bool(self._undo)

    def add(
        self,
        product: Product,
        quantity: Decimal = _ONE,
        *,
        code: str = "",
        label_price: Decimal | None = None,
        terms: LineTerms = NO_TERMS,
    ) -> Change:
        """Add goods: onto the last line when it holds the same goods at the same price, else as a new line.

        Goods by measure, price labels and packs with a lot always get a line of their own.

        Args:
            product: As the catalogue has it now; its price is fixed with the line.
            quantity: Units or measure; ignored with ``label_price``.
            code: What was scanned, empty for the product's own code.
            label_price: Tax-included price of an embedded-price label, which is the line amount.
            terms: Lot and expiry of the pack.

        Raises:
            DomainError: ``basket_full`` (value ``lines``: how many it holds; one more of the last line's
                goods is still taken), or as `make_line`.
        """
        last = self._held.lines[-1] if self._held.lines else None
        if last is not None and label_price is None and last.merges(product, terms):
            more = check_quantity(quantity, measured=False)
            return self._record(self._replace(last, last.quantity + more, last.terms))
        line = make_line(
            self._next_key, product, quantity, self.policy, code=code, label_price=label_price, terms=terms
        )
        taken = self._held.room_taken(len(self._adjustments))
        if not self._limit.allows(len(self) + 1, taken + line.payload_bytes):
            raise DomainError("basket_full", lines=str(len(self)))
        self._next_key += 1
        return self._record(self._put(ChangeKind.ADDED, None, line))

    def set_quantity(self, key: int, quantity: Decimal) -> Change:
        """Set the quantity of a line.

        Raises:
            DomainError: ``line_unknown``, ``quantity_fixed`` (a price label says it), ``quantity_approved``
                (more than a second person allowed a price or discount for) or as `make_line`.
        """
        line = self.line(key)
        if line.label_price is not None:
            raise DomainError("quantity_fixed")
        if line.is_approved and quantity > line.quantity:
            raise DomainError("quantity_approved")
        return self._record(self._replace(line, quantity, line.terms))

    def set_price(self, key: int, price: Decimal, reason: str, approver_id: str | None = None) -> Change:
        """Charge another price than the list's, which stays on record; the list's own price takes it back.

        Raises:
            DomainError: ``line_unknown``, ``quantity_fixed`` (a price label), ``amount_not_positive`` (below
                zero), ``amount_too_fine`` or as `make_line`.
        """
        line = self.line(key)
        if line.label_price is not None:
            raise DomainError("quantity_fixed")
        if price < 0:
            raise DomainError("amount_not_positive")
        try:
            price = from_cents(to_cents(price))
        except ValueError as error:
            raise DomainError("amount_too_fine") from error
        listed = line.terms.price.list_price if line.terms.price else line.product.unit_price
        change = None if price == listed else PriceChange(listed, reason, approver_id)
        return self._record(self._replace(line, line.quantity, replace(line.terms, price=change), price))

    def set_discount(self, key: int, discount: Discount | None) -> Change:
        """Give a line its own discount in place of the one it had, or take it away.

        One that a second person allowed never takes more than now, nor a greater share of less.

        One by law is not stacked: it holds while promotions do not take more, and is weighed anew with every
        change (`core.domain.law_or_promotion`).

        Raises:
            DomainError: ``line_unknown``.
        """
        line = self.line(key)
        law = discount if discount is not None and discount.kind is DiscountKind.STATUTORY else None
        if discount is not None:
            discount = as_allowed(discount, line.gross_cents - line.promo_cents)
        return self._record(
            self._replace(line, line.quantity, replace(line.terms, discount=discount, law=law))
        )

    def set_note(self, key: int, note: str) -> Change:
        """Write a note on a line; empty takes it away.

        Raises:
            DomainError: ``line_unknown``.
        """
        line = self.line(key)
        return self._record(self._replace(line, line.quantity, replace(line.terms, note=note)))

    def adjust(self, kind: DiscountKind, discount: Discount | None) -> Change:
        """Set the sale's discount of a kind, or take it away.

        One that a second person allowed never takes more than now, nor a greater share when goods leave.

        Raises:
            DomainError: ``discount_invalid``: a statutory discount belongs to its lines, a standing one to
                who buys (`stand`).
        """
        if kind in (DiscountKind.STATUTORY, DiscountKind.CUSTOMER) or (
            discount is not None and discount.kind is not kind
        ):
            raise DomainError("discount_invalid")
        kept = [held for held in self._adjustments if held.kind is not kind]
        if discount is None:
            return self._record(self._adjust(ordered(kept)))
        return self._record(self._adjust(ordered([*kept, self._as_approved(discount, kept)])))

    def allow_own(self, approver_id: str) -> tuple[int, ...]:
        """Somebody allows what the cashier took off on their own say; keys of the lines that say so now."""
        changed: list[int] = []
        for line in self.lines:
            terms = allowed_terms(line, approver_id)
            if terms != line.terms:
                self._replace(line, line.quantity, terms)
                changed.append(line.key)
        for discount in self._adjustments:
            if is_own(discount):
                others = [held for held in self._adjustments if held.kind is not discount.kind]
                given = self._as_approved(replace(discount, approver_id=approver_id), others)
                self._adjustments = ordered([*others, given])
        return tuple(changed)

    def stand(self, discount: Discount | None) -> None:
        """Set the standing discount of who buys, or take it away; it comes and goes with them."""
        self._adjustments = self._with_standing(self._adjustments, discount)

    def forfeit_points(self) -> None:
        """Points go with who spent them: their discount is taken away, and no undo brings it back."""
        self._adjustments = _without_points(self._adjustments)
        kept = [
            replace(one, adjustments_before=_without_points(one.adjustments_before)) for one in self._undo
        ]
        self._undo = deque(kept, maxlen=UNDO_DEPTH)

    def remove(self, key: int) -> Change:
        """Take a line out.

        Raises:
            DomainError: ``line_unknown``.
        """
        return self._record(self._put(ChangeKind.REMOVED, self.line(key), None))

    def undo(self) -> Change:
        """Take back the last change; the lines are again as before it, in their old places and keys.

        Raises:
            DomainError: ``nothing_to_undo``.
        """
        if not self._undo:
            raise DomainError("nothing_to_undo")
        done = self._undo.pop()
        if done.kind is ChangeKind.SALE:
            standing = next((a for a in self._adjustments if a.kind is DiscountKind.CUSTOMER), None)
            return self._adjust(self._with_standing(done.adjustments_before, standing))
        now = None if done.after is None else self.line(done.key)
        return self._put(UNDONE[done.kind], now, done.before)

    def repeat_last(self) -> Change:
        """Add one more of the last line's goods.

        Raises:
            DomainError: ``sale_empty``, ``weigh_again`` (goods by measure are weighed each time), as `add`.
        """
        if not self._held.lines:
            raise DomainError("sale_empty")
        last = self._held.lines[-1]
        if last.product.measured or last.label_price is not None:
            raise DomainError("weigh_again")
        price = last.terms.price
        product = last.product if price is None else replace(last.product, unit_price=price.list_price)
        return self.add(product, code=last.code)

    def renew(self, moment: datetime, customer_groups: Collection[str] = ()) -> Also:
        """Follow the clock and the customer: the lines whose promotions changed, with their positions."""
        return self._settled(lambda: self._held.renew(moment, customer_groups))

    def thaw(self, promoter: Promoter) -> Also:
        """No tender freezes the promotions any more: an empty promoter works them out anew."""
        return self._settled(lambda: self._held.thaw(promoter))

    @staticmethod
    def _with_standing(others: Iterable[Discount], standing: Discount | None) -> tuple[Discount, ...]:
        kept = [held for held in others if held.kind is not DiscountKind.CUSTOMER]
        return ordered(kept if standing is None else [*kept, standing])

    def _as_approved(self, discount: Discount, others: list[Discount]) -> Discount:
        """One of the whole sale, held to what was seen: what the ones before it leave is its base."""
        before = [held for held in others if ORDER.index(held.kind) < ORDER.index(discount.kind)]
        base = self._bearing()
        return as_allowed(discount, base - sum(adjustment_cents(base, ordered(before))))

    def _replace(
        self, line: BasketLine, quantity: Decimal, terms: LineTerms, price: Decimal | None = None
    ) -> Change:
        product = line.product if price is None else replace(line.product, unit_price=price)
        after = make_line(
            line.key,
            product,
            quantity,
            self.policy,
            code=line.code,
            label_price=line.label_price,
            terms=terms,
        )
        return self._put(ChangeKind.CHANGED, line, after)

    def _put(self, kind: ChangeKind, before: BasketLine | None, after: BasketLine | None) -> Change:
        line = after or before
        key = 0 if line is None else line.key
        law = self._held.law_keys or (after is not None and after.terms.law is not None)
        was = self._by_key() if law else None
        index, now, also = self._held.put(before, after)
        if was is not None and settle_law(self._held):
            now = None if now is None else self.line(key)
            also = self._changed(was, key)
        unusual = now is not None and is_unusual(now.quantity)
        return Change(kind, key, index, before, now, unusual, also)

    def _settled(self, follow: Callable[[], Also]) -> Also:
        """Follow something, then weigh law and promotions anew: all lines that changed by both."""
        was = self._by_key() if self._held.law_keys else None
        also = follow()
        if was is None or not settle_law(self._held):
            return also
        return self._changed(was)

    def _by_key(self) -> dict[int, BasketLine]:
        return {line.key: line for line in self._held.lines}

    def _changed(self, was: Mapping[int, BasketLine], but: int = 0) -> Also:
        lines = enumerate(self._held.lines)
        return tuple((at, line) for at, line in lines if line.key != but and line != was.get(line.key))

    def _adjust(self, adjustments: tuple[Discount, ...]) -> Change:
        before, self._adjustments = self._adjustments, adjustments
        return Change(ChangeKind.SALE, 0, 0, None, None, adjustments_before=before)

    def _record(self, change: Change) -> Change:
        self._undo.append(change)
        return change


def _without_points(adjustments: tuple[Discount, ...]) -> tuple[Discount, ...]:
    return tuple(held for held in adjustments if held.kind is not DiscountKind.POINTS)
