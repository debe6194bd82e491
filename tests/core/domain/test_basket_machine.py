"""Random work on a basket: sums, undo and keys hold whatever is done."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from core.domain.basket import Change
from core.domain.basket_line import BasketLine, PricePolicy
from core.domain.catalog import Product
from core.domain.money import from_cents
from core.domain.sale import Sale
from core.domain.tax import TaxRounding
from core.domain.totals import compute_totals
from tests.core.domain.strategies import measures, piece_quantities, policies, products

SALE_ID = "0198f0c0-0000-7000-8000-00000000aaaa"


class BasketMachine(RuleBasedStateMachine):
    """Random work on a basket against a plain list of lines and a recomputation of all totals."""

    def __init__(self) -> None:
        super().__init__()
        self.sale = Sale(SALE_ID)
        self.history: list[tuple[BasketLine, ...]] = []

    @rule(policy=policies)
    @precondition(lambda self: not self.history)
    def choose_policy(self, policy: PricePolicy) -> None:
        self.sale = Sale(SALE_ID, policy)

    def _done(self, before: tuple[BasketLine, ...], change: Change) -> None:
        self.history.append(before)
        self._check(before, change)

    def _check(self, before: tuple[BasketLine, ...], change: Change) -> None:
        replayed = list(before)
        assert (change.before is None) or replayed[change.index] == change.before
        replayed[change.index : change.index + (change.before is not None)] = (
            [] if change.after is None else [change.after]
        )
        assert tuple(replayed) == self.sale.lines

    @rule(product=products(), pieces=piece_quantities, measure=measures)
    def add(self, product: Product, pieces: Decimal, measure: Decimal) -> None:
        before = self.sale.lines
        self._done(before, self.sale.add(product, measure if product.measured else pieces))

    @rule(product=products((2, 5, 8)), cents=st.integers(700, 9999))
    def add_label(self, product: Product, cents: int) -> None:
        before = self.sale.lines
        self._done(before, self.sale.add(product, label_price=from_cents(cents)))

    @rule(data=st.data(), pieces=piece_quantities, measure=measures)
    @precondition(lambda self: any(line.label_price is None for line in self.sale.lines))
    def set_quantity(self, data: st.DataObject, pieces: Decimal, measure: Decimal) -> None:
        before = self.sale.lines
        line = data.draw(st.sampled_from([line for line in before if line.label_price is None]))
        quantity = measure if line.product.measured else pieces
        self._done(before, self.sale.set_quantity(line.key, quantity))

    @rule(data=st.data())
    @precondition(lambda self: not self.sale.is_empty)
    def remove(self, data: st.DataObject) -> None:
        before = self.sale.lines
        self._done(before, self.sale.remove(data.draw(st.sampled_from(before)).key))

    @rule()
    @precondition(lambda self: self.sale.can_undo)
    def undo(self) -> None:
        before = self.sale.lines
        self._check(before, self.sale.undo())
        assert self.sale.lines == self.history.pop()

    @invariant()
    def the_running_sums_equal_a_recomputation(self) -> None:
        policy = self.sale.policy
        totals = compute_totals(
            [line.for_totals() for line in self.sale.lines],
            TaxRounding(policy.tax_rounding),
            policy.price_includes_tax,
        )
        assert (self.sale.subtotal, self.sale.itbms, self.sale.total) == (
            totals.gross,
            totals.itbms,
            totals.total,
        )

    @invariant()
    def keys_ascend(self) -> None:
        keys = [line.key for line in self.sale.lines]
        assert keys == sorted(set(keys))


TestBasket = BasketMachine.TestCase
TestBasket.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
