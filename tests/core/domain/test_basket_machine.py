"""Random work on a basket: sums, promotions, discounts, undo and keys hold whatever is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from core.domain.basket_change import Change, ChangeKind
from core.domain.basket_line import BasketLine, PricePolicy
from core.domain.catalog import Product
from core.domain.discount import Discount, DiscountKind
from core.domain.errors import DomainError
from core.domain.money import from_cents
from core.domain.promotion.amount_terms import Fixed, Percent, Threshold
from core.domain.promotion.book import RuleBook
from core.domain.promotion.evaluate import evaluate
from core.domain.promotion.pack_terms import NPayM
from core.domain.promotion.promoter import Promoter
from core.domain.promotion.rules import Level, Promotion, Terms
from core.domain.promotion.targets import Targets
from core.domain.sale import Sale
from core.domain.sale_draft import header_to_draft, line_to_draft, sale_from_draft
from core.domain.sale_state import Buyer
from core.domain.totals import sale_mismatch
from tests.core.domain.strategies import measures, piece_quantities, policies, products

SALE_ID = "0198f0c0-0000-7000-8000-00000000aaaa"
NOON = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


def _rule(
    name: str,
    terms: Terms,
    priority: int = 0,
    *,
    order: bool = False,
    hours: tuple[int, int] = (-9000, 9000),
    groups: Iterable[str] = (),
) -> Promotion:
    """A promotion on goods 0 to 5 of `strategies.products`, or of the whole order."""
    goods = frozenset(f"0198f0c0-0000-7000-8000-{number:012d}" for number in range(6))
    return Promotion(
        promotion_id=name,
        version=3,
        name=name,
        terms=terms,
        targets=Targets(everything=True) if order else Targets(variants=goods),
        valid_from=NOON + timedelta(hours=hours[0]),
        valid_to=NOON + timedelta(hours=hours[1]),
        level=Level.ORDER if order else Level.ITEM,
        priority=priority,
        customer_groups=frozenset(groups),
    )


BOOK = RuleBook(
    (
        _rule("tres-por-dos", NPayM(3, 2), 5),
        _rule("diez", Percent(10_000)),
        _rule("veinticinco", Fixed(2_500), -1),
        _rule("tarde", Percent(15_000), 2, hours=(2, 5)),
        _rule("tres", Percent(3_000), 4, order=True, hours=(-9000, 4)),
        _rule("socios", Percent(1_500), order=True, groups=["socios"]),
        _rule("cincuenta", Threshold(5_000, 500), order=True),
    )
)
manual = st.one_of(
    st.builds(
        Discount, st.just(DiscountKind.MANUAL), st.just("damaged"), percent=st.integers(1, 100).map(Decimal)
    ),
    st.builds(
        Discount,
        st.just(DiscountKind.MANUAL),
        st.just("damaged"),
        amount=st.integers(1, 5_000).map(from_cents),
    ),
)
Taken = tuple[tuple[BasketLine, ...], tuple[Discount, ...]]


def _by_hand(state: Taken) -> object:
    """What people did of a state: promotions may have turned since, by the clock."""
    lines, adjustments = state
    return [(line.key, line.product, line.quantity, line.terms) for line in lines], adjustments


class BasketMachine(RuleBasedStateMachine):
    """Random work on a basket against its own history and a recomputation from nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.sale = Sale(SALE_ID, promoter=Promoter(BOOK, NOON))
        self.turned = False
        self.history: list[Taken] = []
        self.standing: Discount | None = None
        self.moment = NOON

    @rule(policy=policies)
    @precondition(lambda self: not self.history)
    def choose_policy(self, policy: PricePolicy) -> None:
        self.sale = Sale(SALE_ID, policy, promoter=Promoter(BOOK, self.moment))
        self.standing = None

    def _state(self) -> Taken:
        """What an undo brings back; the standing discount comes and goes with who buys."""
        by_hand = tuple(held for held in self.sale.adjustments if held.kind is not DiscountKind.CUSTOMER)
        return self.sale.lines, by_hand

    def _groups(self) -> tuple[str, ...]:
        return self.sale.buyer.groups if self.sale.buyer else ()

    def _promoter(self) -> Promoter:
        return Promoter(BOOK, self.moment, self._groups())

    def _do(self, change: Callable[[], Change]) -> None:
        before = self._state()
        try:
            done = change()
        except DomainError:
            assert self._state() == before, "a refusal changes nothing"
            return
        self.history.append(before)
        self._check(before, done)

    def _check(self, before: Taken, change: Change) -> None:
        replayed = list(before[0])
        if change.kind is not ChangeKind.SALE:
            assert (change.before is None) or replayed[change.index] == change.before
            replayed[change.index : change.index + (change.before is not None)] = (
                [] if change.after is None else [change.after]
            )
        for index, line in change.also:
            assert replayed[index] != line, "a line that did not change is told of"
            replayed[index] = line
        assert tuple(replayed) == self.sale.lines

    @rule(product=products(), pieces=piece_quantities, measure=measures)
    def add(self, product: Product, pieces: Decimal, measure: Decimal) -> None:
        self._do(lambda: self.sale.add(product, measure if product.measured else pieces))

    @rule(product=products((2, 5, 8)), cents=st.integers(700, 9999))
    def add_label(self, product: Product, cents: int) -> None:
        self._do(lambda: self.sale.add(product, label_price=from_cents(cents)))

    @rule(data=st.data(), pieces=piece_quantities, measure=measures)
    @precondition(lambda self: not self.sale.is_empty)
    def set_quantity(self, data: st.DataObject, pieces: Decimal, measure: Decimal) -> None:
        line = data.draw(st.sampled_from(self.sale.lines))
        self._do(lambda: self.sale.set_quantity(line.key, measure if line.product.measured else pieces))

    @rule(data=st.data(), cents=st.integers(0, 9999))
    @precondition(lambda self: not self.sale.is_empty)
    def set_price(self, data: st.DataObject, cents: int) -> None:
        line = data.draw(st.sampled_from(self.sale.lines))
        self._do(lambda: self.sale.set_price(line.key, from_cents(cents), "match"))

    @rule(data=st.data(), discount=st.none() | manual)
    @precondition(lambda self: not self.sale.is_empty)
    def discount_a_line(self, data: st.DataObject, discount: Discount | None) -> None:
        line = data.draw(st.sampled_from(self.sale.lines))
        self._do(lambda: self.sale.set_discount(line.key, discount))

    @rule(data=st.data(), percent=st.sampled_from([Decimal(15), Decimal(20)]))
    @precondition(lambda self: not self.sale.is_empty)
    def statutory(self, data: st.DataObject, percent: Decimal) -> None:
        line = data.draw(st.sampled_from(self.sale.lines))
        discount = Discount(DiscountKind.STATUTORY, "medicamento", percent=percent)
        self._do(lambda: self.sale.set_discount(line.key, discount))

    @rule(discount=st.none() | manual)
    def discount_the_sale(self, discount: Discount | None) -> None:
        self._do(lambda: self.sale.adjust(DiscountKind.MANUAL, discount))

    @rule(percent=st.none() | st.integers(1, 20), groups=st.sampled_from([(), ("socios",)]))
    def somebody_buys(self, percent: int | None, groups: tuple[str, ...]) -> None:
        before = self._state()
        standing = None if percent is None else Discount.of_customer(Decimal(percent))
        buyer = None if percent is None else Buyer("rosa", "Rosa", groups=groups, discount=standing)
        self.sale.set_buyer(buyer, self.moment)
        self.standing = standing
        assert self._state() == before

    @rule(hours=st.integers(0, 6))
    def the_clock_goes_on(self, hours: int) -> None:
        """Promotions begin and end; an undo then brings back what people did, not what the clock did."""
        before = self.sale.lines
        was, self.moment = self.moment, NOON + timedelta(hours=hours)
        self.turned = self.turned or self.moment != was
        told = dict(self.sale.renew(self.moment))
        assert all(before[index] != line for index, line in told.items())
        assert self.sale.lines == tuple(told.get(index, line) for index, line in enumerate(before))

    @rule(data=st.data())
    @precondition(lambda self: not self.sale.is_empty)
    def remove(self, data: st.DataObject) -> None:
        line = data.draw(st.sampled_from(self.sale.lines))
        self._do(lambda: self.sale.remove(line.key))

    @rule()
    @precondition(lambda self: self.sale.can_undo)
    def undo(self) -> None:
        before = self._state()
        self._check(before, self.sale.undo())
        was, now = self.history.pop(), self._state()
        assert (_by_hand(now) if self.turned else now) == (_by_hand(was) if self.turned else was)

    @rule()
    def restart(self) -> None:
        """A crash now: the draft gives the same sale, its undo gone."""
        lines = [(line.key, line_to_draft(line)) for line in self.sale.lines]
        again = sale_from_draft(header_to_draft(self.sale), lines, self._promoter())
        assert again.lines == self.sale.lines
        assert (again.total, again.itbms) == (self.sale.total, self.sale.itbms)
        self.sale, self.history, self.turned = again, [], False

    @rule()
    @precondition(lambda self: not self.sale.is_empty)
    def pay_restart_and_give_back(self) -> None:
        """While a tender stands, a restart takes up exactly what was frozen; without it all is as before."""
        total, lines = self.sale.total, self.sale.lines
        if total == 0:
            return
        self.sale.tender("cash", total)
        stored = [(line.key, line_to_draft(line)) for line in lines]
        frozen = sale_from_draft(header_to_draft(self.sale), stored, self._promoter())
        assert (frozen.lines, frozen.total, frozen.tally()) == (lines, total, self.sale.tally())
        assert sale_mismatch(frozen.finish("0001", 1)) is None
        frozen.remove_tender(0)
        frozen.thaw(self._promoter())
        assert (frozen.lines, frozen.total) == (lines, total)
        self.sale, self.history, self.turned = frozen, [], False

    @invariant()
    def the_customers_discount_stands_as_long_as_they_buy(self) -> None:
        standing = [held for held in self.sale.adjustments if held.kind is DiscountKind.CUSTOMER]
        assert standing == ([] if self.standing is None else [self.standing])

    @invariant()
    def the_total_is_the_lines_less_what_was_taken_off_them(self) -> None:
        shared, lines = self.sale.shared(), self.sale.lines
        totals = shared.totals
        assert totals.gross == sum(line.gross for line in lines)
        assert totals.gross - totals.discount == sum(line.net for line in totals.lines)
        assert all(0 <= line.net <= line.gross for line in totals.lines)
        inside = self.sale.policy.price_includes_tax
        assert totals.total == totals.gross - totals.discount + (0 if inside else totals.itbms)
        taken = sum(discount.amount for discount in shared.discounts)
        assert taken == self.sale.discount_total
        for discount in shared.discounts:
            assert sum(share for _, share in discount.shares) == discount.amount

    @invariant()
    def the_parts_of_the_tax_are_the_tax(self) -> None:
        totals = self.sale.shared().totals
        assert sum(totals.itbms_by_rate.values()) == totals.itbms == sum(line.tax for line in totals.lines)
        assert sum(totals.base_by_rate.values()) == totals.neto == totals.total - totals.itbms

    @invariant()
    def the_running_sums_equal_a_recomputation(self) -> None:
        totals = self.sale.shared().totals
        assert (self.sale.subtotal, self.sale.itbms, self.sale.total) == (
            totals.gross,
            totals.itbms,
            totals.total,
        )
        assert self.sale.promotion_total + self.sale.discount_total == totals.discount
        assert all(line.net >= 0 for line in totals.lines)
        assert totals.total >= 0

    @invariant()
    def the_promotions_are_those_of_the_basket_evaluated_from_nothing(self) -> None:
        lines = self.sale.lines
        whole = evaluate([line.for_promotions() for line in lines], BOOK, self.moment, self._groups())
        of_order = self.sale.shared().order_promotions
        assert {line.key: line.promotions + of_order.get(line.key, ()) for line in lines} == whole.lines
        assert self.sale.promotion_total == from_cents(whole.discount_cents)

    @invariant()
    def keys_ascend(self) -> None:
        keys = [line.key for line in self.sale.lines]
        assert keys == sorted(set(keys))


TestBasket = BasketMachine.TestCase
TestBasket.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
