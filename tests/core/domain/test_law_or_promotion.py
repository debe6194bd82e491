"""Law or promotion, the better one: whatever was done, when and for whom, of the basket as it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import chain

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.domain.basket import Basket
from core.domain.basket_line import BasketLine
from core.domain.discount import Discount, DiscountKind
from core.domain.promotion.amount_terms import Percent, Threshold
from core.domain.promotion.book import RuleBook
from core.domain.promotion.pack_terms import NPayM
from core.domain.promotion.promoter import Promoter
from core.domain.promotion.rules import Level, Promotion, Terms
from core.domain.promotion.targets import Targets
from core.domain.sale import Sale
from core.domain.sale_draft import header_to_draft, line_to_draft, sale_from_draft
from core.domain.sale_state import Buyer
from tests.core.domain.test_sale import PIECE, SALE_ID

NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)
HOUR = timedelta(hours=1)
LAW = Discount(DiscountKind.STATUTORY, "medicamento", percent=Decimal(20))
GOODS = [replace(PIECE, variant_id=f"v-{n}", unit_price=Decimal(price)) for n, price in enumerate((10, 7, 3))]
SOCIO = Buyer("rosa", "Rosa", groups=("socios",))


def _promotion(
    name: str, terms: Terms, *numbers: int, hours: int = 0, groups: frozenset[str] = frozenset()
) -> Promotion:
    order = isinstance(terms, Threshold)
    return Promotion(
        name,
        1,
        name,
        terms,
        Targets(everything=True) if order else Targets(frozenset(f"v-{n}" for n in numbers)),
        NOON if hours > 0 else datetime(2026, 1, 1, tzinfo=UTC),
        valid_to=NOON + hours * HOUR if hours > 0 else NOON if hours < 0 else None,
        level=Level.ORDER if order else Level.ITEM,
        customer_groups=groups,
    )


def _sale(*rules: Promotion) -> Sale:
    return Sale(SALE_ID, promoter=Promoter(RuleBook(rules), NOON))


def _lawful(sale: Sale) -> list[bool]:
    return [line.is_statutory for line in sale.lines]


def test_a_promotion_that_ends_gives_the_law_its_place_again() -> None:
    sale = _sale(_promotion("tarde", Percent(30_000), 0, hours=1))
    key = sale.add(GOODS[0]).key
    assert not sale.set_discount(key, LAW).after.is_statutory  # type: ignore[union-attr]
    assert sale.total == Decimal("7.00")
    also = sale.renew(NOON + HOUR)
    assert [line.key for _, line in also] == [key]
    assert (sale.total, _lawful(sale)) == (Decimal("8.00"), [True])
    sale.renew(NOON)
    assert (sale.total, _lawful(sale)) == (Decimal("7.00"), [False])


def test_a_promotion_of_another_line_or_of_who_buys_is_weighed_too() -> None:
    sale = _sale(
        _promotion("3x2", NPayM(3, 2), 0, 1),
        _promotion("socios", Percent(25_000), 2, groups=frozenset({"socios"})),
    )
    key = sale.add(GOODS[0]).key
    sale.set_discount(key, LAW)
    assert _lawful(sale) == [True]
    sale.add(GOODS[1], Decimal(2))
    assert (sale.total, _lawful(sale)) == (Decimal("17.00"), [False, False]), "7 off beat a fifth of 10"
    sale.remove(sale.line_at(-1).key)
    assert _lawful(sale) == [True]
    other = sale.add(GOODS[2]).key
    sale.set_discount(other, LAW)
    assert _lawful(sale) == [True, True]
    sale.set_buyer(SOCIO, NOON)
    assert _lawful(sale) == [True, False]
    sale.set_buyer(None, NOON)
    assert _lawful(sale) == [True, True]


def test_money_freezes_the_better_one_and_a_restart_takes_exactly_that_up() -> None:
    sale = _sale(_promotion("tarde", Percent(30_000), 0, hours=1))
    sale.set_discount(sale.add(GOODS[0]).key, LAW)
    sale.set_discount(sale.add(GOODS[1]).key, LAW)
    sale.tender("cash", Decimal("1.00"))
    lines = [(line.key, line_to_draft(line)) for line in sale.lines]
    again = sale_from_draft(header_to_draft(sale), lines, Promoter(RuleBook(), NOON))
    assert (again.lines, again.total) == (sale.lines, sale.total)
    assert _lawful(again) == [False, True]
    again.remove_tender(0)
    again.thaw(Promoter(RuleBook(), NOON))
    assert (_lawful(again), again.total) == ([True, True], Decimal("13.60"))


def test_a_discount_by_hand_takes_the_place_of_the_law_for_good() -> None:
    sale = _sale(_promotion("tarde", Percent(30_000), 0, hours=1))
    key = sale.add(GOODS[0]).key
    sale.set_discount(key, LAW)
    sale.set_discount(key, None)
    sale.renew(NOON + HOUR)
    assert (sale.total, sale.line(key).terms.law) == (Decimal("10.00"), None)


def test_of_many_lines_each_goes_its_better_way() -> None:
    sale = _sale(_promotion("tercio", Percent(33_000), 0), _promotion("poco", Percent(5_000), 1))
    for number in range(12):
        sale.set_discount(sale.add(GOODS[number % 2], code=str(number)).key, LAW)
    assert _lawful(sale) == [False, True] * 6
    assert sale.discount_total + sale.promotion_total == 6 * Decimal("3.30") + 6 * Decimal("1.40")


def _taken(sale: Sale, by_law: dict[int, bool], moment: datetime, groups: tuple[str, ...]) -> Decimal:
    """What a basket of the same goods takes off whose lines go so, worked out from nothing."""
    lines: list[BasketLine] = []
    for line in sale.lines:
        terms = line.terms
        if terms.law is not None:
            terms = replace(terms, law=None, discount=LAW if by_law[line.key] else None)
        lines.append(replace(line, terms=terms).with_promotions((), sale.policy))
    basket = Basket(sale.policy, lines, sale.next_key, promoter=Promoter(BOOK, moment, groups))
    return basket.promotion_total + basket.discount_total


BOOK = RuleBook(
    (
        _promotion("3x2", NPayM(3, 2), 0, 1),
        _promotion("antes", Percent(30_000), 1, hours=-1),
        _promotion("tarde", Percent(25_000), 2, hours=1),
        _promotion("socios", Percent(22_000), 0, 2, groups=frozenset({"socios"})),
        _promotion("treinta", Threshold(3_000, 500)),
    )
)


class LawMachine(RuleBasedStateMachine):
    """Random work by somebody who sells to the old, at any hour and for anybody."""

    @initialize()
    def begin(self) -> None:
        self.moment = NOON
        self.buyer: Buyer | None = None
        self.sale = Sale(SALE_ID, promoter=Promoter(BOOK, NOON))

    @rule(number=st.integers(0, 2), pieces=st.integers(1, 4), lawful=st.booleans())
    @precondition(lambda self: self.sale.line_count < 5)
    def add(self, number: int, pieces: int, lawful: bool) -> None:
        key = self.sale.add(GOODS[number], Decimal(pieces)).key
        if lawful:
            self.sale.set_discount(key, LAW)

    @rule(data=st.data(), pieces=st.integers(1, 7))
    @precondition(lambda self: self.sale.has_goods)
    def change(self, data: st.DataObject, pieces: int) -> None:
        line = data.draw(st.sampled_from(self.sale.lines))
        what = data.draw(st.sampled_from(["quantity", "price", "law", "remove"]))
        if what == "quantity":
            self.sale.set_quantity(line.key, Decimal(pieces))
        elif what == "price":
            self.sale.set_price(line.key, Decimal(pieces), "agreed")
        elif what == "law":
            self.sale.set_discount(line.key, None if line.terms.law else LAW)
        else:
            self.sale.remove(line.key)

    @rule()
    @precondition(lambda self: self.sale.can_undo)
    def undo(self) -> None:
        self.sale.undo()

    @rule(hours=st.integers(-1, 2))
    def time_passes(self, hours: int) -> None:
        self.moment = NOON + hours * HOUR
        self.sale.renew(self.moment)

    @rule(buyer=st.sampled_from([None, SOCIO]))
    def somebody_buys(self, buyer: Buyer | None) -> None:
        self.buyer = buyer
        self.sale.set_buyer(buyer, self.moment)

    @rule()
    @precondition(lambda self: self.sale.has_goods)
    def pay_and_give_back(self) -> None:
        groups = self.buyer.groups if self.buyer else ()
        self.sale.tender("cash", Decimal("0.01"))
        stored = [(line.key, line_to_draft(line)) for line in self.sale.lines]
        again = sale_from_draft(header_to_draft(self.sale), stored)
        assert (again.lines, again.total) == (self.sale.lines, self.sale.total)
        again.remove_tender(0)
        again.thaw(Promoter(BOOK, self.moment, groups))
        assert again.lines == self.sale.lines
        self.sale = again

    @invariant()
    def no_line_would_be_better_the_other_way(self) -> None:
        sale = self.sale
        groups = self.buyer.groups if self.buyer else ()
        now = {line.key: line.is_statutory for line in sale.lines if line.terms.law is not None}
        taken = sale.promotion_total + sale.discount_total
        assert taken == _taken(sale, now, self.moment, groups)
        turned = ({**now, key: not by_law} for key, by_law in now.items())
        ends = [dict.fromkeys(now, True), dict.fromkeys(now, False)]
        for other in chain(turned, ends):
            there = _taken(sale, other, self.moment, groups)
            assert there <= taken
            if there == taken:
                assert sum(other.values()) <= sum(now.values()), "equal is the law's"


TestLaw = LawMachine.TestCase
TestLaw.settings = settings(max_examples=40, stateful_step_count=15, deadline=None)
