"""The open sale: goods onto lines, lines changed, discounts and prices by hand, tenders; each change kept."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from app.usecases.drafts import DraftKeeper, Fact, Witness
from app.usecases.goods import FoundGoods, GoodsFinder, PriceNeededError
from app.usecases.ports import DraftSale
from app.usecases.pricing import PromotionShelf
from app.usecases.state import TillState
from core.domain.basket_change import Change
from core.domain.basket_line import PricePolicy
from core.domain.basket_lines import Also
from core.domain.catalog import Product
from core.domain.discount import Discount, DiscountKind
from core.domain.documents import money_text, quantity_text
from core.domain.entry import check_open_price
from core.domain.errors import DomainError
from core.domain.giving_back import GivingBack
from core.domain.journal.events import EventKind, JsonObject
from core.domain.sale import Sale
from core.domain.sale_draft import groups_of, sale_from_draft
from core.domain.sale_state import Buyer
from core.ports.clock import IdSource

_ONE: Final = Decimal(1)


class OpenSale:
    """One open sale at a time; a new one opens when the last is completed, cancelled or parked.

    Args:
        goods: Finds what codes stand for.
        shelf: Promotions of new sales; None sells without.
        drafts: Keeps every change.
    """

    def __init__(
        self,
        state: TillState,
        goods: GoodsFinder,
        ids: IdSource,
        drafts: DraftKeeper,
        shelf: PromotionShelf | None = None,
        policy: PricePolicy | None = None,
    ) -> None:
        self._state = state
        self._goods = goods
        self._ids = ids
        self._drafts = drafts
        self._shelf = shelf
        self._policy = policy or PricePolicy()
        self.sale = self._new_sale()

    def _new_sale(self) -> Sale:
        promoter = self._shelf.promoter() if self._shelf else None
        return Sale(self._ids.uuid7(), self._policy, promoter=promoter)

    def start_next(self) -> None:
        """Open an empty sale (the last one was completed, parked or given up)."""
        self.sale = self._new_sale()

    def restore(self, draft: DraftSale) -> None:
        """Take up a basket that a crash, a restart or parking left behind.

        Raises:
            DomainError: ``draft_damaged``.
        """
        self.sale = self.read(draft)
        if draft.header.get("promotions") is not None and not self.sale.prices_frozen:
            self.thaw()  # what froze its promotions holds it no more
        self.sale.renew(self._state.clock.now())

    def read(self, draft: DraftSale) -> Sale:
        """A sale as its draft says, under the promotions of now and of who buys.

        Raises:
            DomainError: ``draft_damaged``.
        """
        promoter = self._shelf.promoter(groups_of(draft.header)) if self._shelf else None
        return sale_from_draft(draft.header, draft.lines, promoter)

    def scan(self, text: str, quantity: Decimal | None = None) -> Change:
        """Add what a code stands for.

        Args:
            text: The whole code, as scanned or typed.
            quantity: Pieces or measure; None for one piece, or for what the label says.

        Raises:
            PriceNeededError: a person must give the price.
            DomainError: ``weight_needed``, ``label_times``, or as `GoodsFinder.find` and `Sale.add`.
        """
        found = self._goods.find(text)
        if quantity is not None and (found.quantity is not None or found.label_price is not None):
            # one label is one weighed pack: counting it again would invent its weight
            raise DomainError("label_times", name=found.product.name)
        return self._add(found, found.quantity or quantity, by_hand=quantity is not None)

    def add(self, product: Product, quantity: Decimal | None = None) -> Change:
        """Add goods and keep the draft; a weight that a person gives is an event of its own.

        Raises:
            PriceNeededError: a person must give the price.
            DomainError: ``weight_needed`` for goods by measure without a quantity; as `Sale.add`.
        """
        return self._add(FoundGoods(product, ""), quantity, by_hand=quantity is not None)

    def add_variant(self, variant_id: str, quantity: Decimal | None = None) -> Change:
        """Add a product picked from tiles or search.

        Raises:
            DomainError: ``unknown_code`` when it left the catalogue meanwhile; as `add`.
        """
        return self.add(self._goods.variant(variant_id), quantity)

    def add_priced(self, needed: PriceNeededError, price: Decimal, witness: Witness | None = None) -> Change:
        """Add goods whose price a person gave.

        Args:
            needed: What was refused for want of it.
            price: Balboas for each.
            witness: Who allowed it, None where the cashier may.

        Raises:
            DomainError: as `check_open_price` and `Sale.add`.
        """
        goods = needed.goods
        product = replace(goods.product, unit_price=check_open_price(price))
        allowed_by = witness.approver_id if witness else ""
        priced = replace(goods, product=product, terms=replace(goods.terms, price_allowed_by=allowed_by))
        return self._put(priced, needed.quantity, by_hand=needed.by_hand, witness=witness)

    def set_quantity(self, key: int, quantity: Decimal) -> Change:
        """Set a line's quantity; a weight typed so is an event of its own."""
        product = self.sale.line(key).product
        with _named(product):
            change = self.sale.set_quantity(key, quantity)
        facts = (self._weighed(product, quantity),) if product.measured else ()
        self._drafts.change(self.sale, change, facts=facts)
        return change

    def set_price(self, key: int, price: Decimal, reason: str, witness: Witness | None = None) -> Change:
        """Charge another price than the list's; that is an event of its own.

        Args:
            key: The line.
            price: Balboas per unit.
            reason: Reason code.
            witness: Who allowed it, None where the cashier may.

        Raises:
            DomainError: as `Sale.set_price`.
        """
        before = self.sale.line(key)
        approver_id = witness.approver_id if witness else None
        change = self._checked(lambda: self.sale.set_price(key, price, reason, approver_id), before.product)
        data: JsonObject = {
            "local_transaction_id": self.sale.sale_id,
            "variant_id": before.product.variant_id,
            "name": before.product.name,
            "quantity": quantity_text(before.quantity),
            "before": money_text(before.product.unit_price),
            "after": money_text(price),
            "reason": reason,
        }
        fact = Fact(EventKind.PRICE_OVERRIDDEN, data)
        self._drafts.change(self.sale, change, facts=(fact,), witness=witness)
        return change

    def set_discount(self, key: int, discount: Discount | None, witness: Witness | None = None) -> Change:
        """Give a line its own discount, or take it away.

        Raises:
            DomainError: as `Sale.set_discount`.
        """
        change = self._checked(lambda: self.sale.set_discount(key, discount), self.sale.line(key).product)
        self._drafts.change(self.sale, change, witness=witness)
        return change

    def adjust(self, kind: DiscountKind, discount: Discount | None, witness: Witness | None = None) -> Change:
        """Set the sale's discount of a kind, or take it away.

        Raises:
            DomainError: as `Sale.adjust`.
        """
        change = self.sale.adjust(kind, discount)
        self._drafts.change(self.sale, change, witness=witness)
        return change

    def allow_own(self, witness: Witness) -> None:
        """Somebody allows what the cashier took off by hand in this sale; it is theirs from now on."""
        keys = self.sale.allow_own(witness.approver_id)
        self._drafts.whole(self.sale, keys, witness)

    def set_line_note(self, key: int, note: str) -> Change:
        """Write a note on a line; empty takes it away."""
        change = self.sale.set_line_note(key, note)
        self._drafts.change(self.sale, change)
        return change

    def set_note(self, note: str) -> None:
        """Write a note on the whole sale; empty takes it away."""
        self.sale.set_note(note)
        self.keep_header()

    def set_buyer(self, buyer: Buyer | None) -> Also:
        """Say who buys; the lines whose promotions changed by that, each with its position."""
        also = self.sale.set_buyer(buyer, self._state.clock.now())
        self.keep_header()
        return also

    def renew(self) -> Also:
        """Follow the clock before money is taken: the lines whose promotions changed."""
        return self.sale.renew(self._state.clock.now())

    def remove(self, key: int) -> Change:
        """Take a line out; a removed line is an event of its own (sync.md E3)."""
        change = self.sale.remove(key)
        self._drafts.change(self.sale, change)
        return change

    def undo(self) -> Change:
        """Take back the last change."""
        change = self.sale.undo()
        self._drafts.change(self.sale, change)
        return change

    def repeat_last(self) -> Change:
        """One more of the last line's goods.

        Raises:
            PriceNeededError: their price was asked for, and allowed for the pieces that stand there.
            DomainError: ``weight_needed`` when they are weighed each time; as `Sale.repeat_last`.
        """
        last = None if self.sale.line_count == 0 else self.sale.line_at(-1)
        if last is not None and last.terms.price_allowed_by:
            raise PriceNeededError(FoundGoods(last.product, last.code), None, by_hand=False)
        try:
            change = self.sale.repeat_last()
        except DomainError as error:
            if error.code != "weigh_again":
                raise
            raise _weight_needed(self.sale.line_at(-1).product) from error
        self._drafts.change(self.sale, change)
        return change

    def thaw(self) -> Also:
        """The last tender is gone: promotions are worked out anew; the lines that changed by that."""
        buyer = self.sale.buyer
        return self.sale.thaw(self._shelf.promoter(buyer.groups if buyer else ())) if self._shelf else ()

    def take_back(self, back: GivingBack | None, witness: Witness | None = None) -> None:
        """Let goods of a receipt come back in this ticket, kept like its lines; None takes them out again.

        Raises:
            DomainError: as `Sale.take_back`, ``till_locked``.
        """
        if back is not None and self.sale.is_empty:
            self._state.demand_unlocked()
        self.sale.take_back(back)
        if self.sale.is_empty:
            self._drafts.drop(self.sale)
        else:
            self._drafts.header(self.sale, witness)

    def keep_with_customer(self, n: int) -> None:
        """A line of the receipt does not come back after all; the others still do."""
        if self.sale.back is not None:
            self.take_back(self.sale.back.without(n))

    def keep_header(self, witness: Witness | None = None) -> None:
        """Store state, tenders, buyer and discounts, and who allowed it; an empty basket leaves nothing."""
        if not self.sale.is_empty:
            self._drafts.header(self.sale, witness)

    def keep_whole(self, keys: Sequence[int]) -> None:
        """Store the head with these lines in one transaction: they changed together with it."""
        self._drafts.whole(self.sale, keys)

    def keep_surely(self, done: Callable[[], Any], failed: Callable[[Exception], Any]) -> None:
        """Store the head and say when both journals and the disk have it: before money moves elsewhere."""
        self._drafts.header_surely(self.sale, done, failed)

    def _add(self, found: FoundGoods, quantity: Decimal | None, *, by_hand: bool) -> Change:
        product = found.product
        if quantity is None and found.label_price is None and product.measured:
            raise _weight_needed(product)
        if product.open_price and found.label_price is not None and not product.measured:
            # the label is the price that would be asked for, of one piece
            found = replace(found, product=replace(product, unit_price=found.label_price), label_price=None)
        elif product.open_price and found.label_price is None:
            raise PriceNeededError(found, quantity, by_hand=by_hand)
        return self._put(found, quantity, by_hand=by_hand)

    def _put(
        self, found: FoundGoods, quantity: Decimal | None, *, by_hand: bool, witness: Witness | None = None
    ) -> Change:
        product, first = found.product, not self.sale.has_goods
        if first:
            self._state.demand_unlocked()
        with _named(product):
            change = self.sale.add(
                product,
                quantity or _ONE,
                code=found.code,
                label_price=found.label_price,
                terms=found.terms,
            )
        facts = (self._weighed(product, quantity or _ONE),) if product.measured and by_hand else ()
        self._drafts.change(self.sale, change, header=first, facts=facts, witness=witness)
        return change

    def _weighed(self, product: Product, weight: Decimal) -> Fact:
        """A weight that no label and no scale gave is on record (hardware.md section 9, sync.md I13)."""
        data: JsonObject = {
            "local_transaction_id": self.sale.sale_id,
            "variant_id": product.variant_id,
            "quantity": quantity_text(weight),
        }
        return Fact(EventKind.WEIGHT_ENTERED, data)

    @staticmethod
    def _checked(change: Callable[[], Change], product: Product) -> Change:
        with _named(product):
            return change()


def _weight_needed(product: Product) -> DomainError:
    return DomainError("weight_needed", name=product.name, unit=product.unit, variant_id=product.variant_id)


@contextmanager
def _named(product: Product) -> Generator[None]:
    """A refusal about goods says which."""
    try:
        yield
    except DomainError as error:
        raise DomainError(error.code, **{**error.values, "name": product.name}) from error
