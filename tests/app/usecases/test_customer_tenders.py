"""What a customer may spend here, over a real store: taken, set aside, given back, undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.usecases.customer_tenders import CustomerTenders
from app.usecases.customers import Customers
from app.usecases.customers_port import CustomerRecord
from app.usecases.paper import PrinterSetup
from app.usecases.parking import Parking
from app.usecases.tender import Checkout, CompletedRecord
from core.domain.discount import DiscountKind
from core.domain.errors import DomainError
from core.domain.loyalty import LoyaltyProgram, RedeemAs
from tests.app.usecases.selling import Till, make_till
from tests.app.usecases.test_returns import bring, receipts, refund, returning, void
from tests.fakes.catalogue import COLA, RICE
from tests.fakes.customers import BAKERY, ROSA, SmallDirectory
from tests.fakes.store import SeededIds

PROGRAM = LoyaltyProgram(Decimal(2))


@dataclass
class Desk:
    """A till with a programme of points, and Rosa: 214 points and 60.00 of credit, told just now."""

    till: Till
    program: LoyaltyProgram
    rosa: CustomerRecord
    customers: Customers
    tenders: CustomerTenders

    def buy(self, *codes: str) -> None:
        """Rosa's goods lie on the counter."""
        self.customers.use(self.rosa)
        for code in codes:
            self.till.open_sale.scan(code)

    def complete(self) -> CompletedRecord:
        """The rest is paid in cash."""
        till, answers = self.till, list[CompletedRecord | Exception]()
        if remaining := till.open_sale.sale.tally().remaining:
            till.open_sale.sale.tender("cash", remaining)
        checkout = Checkout(
            till.state,
            till.reader,
            till.store.runner,
            receipts(till),
            PrinterSetup(),
            self.program,
            returning(till),
        )
        checkout.complete(till.open_sale, answers.append, answers.append)
        till.store.runner.drain()
        (answer,) = answers
        assert isinstance(answer, CompletedRecord), answer
        till.open_sale.start_next()
        return answer

    def points(self, count: int) -> None:
        """Pay with points."""
        tender = self.tenders.points(count)
        self.till.open_sale.sale.tender(tender.method, tender.amount)

    def park(self) -> None:
        """Set the open sale aside."""
        till, failures = self.till, list[Exception]()
        parking = Parking(till.state, till.store.runner, till.reader, till.open_sale)
        parking.park("", lambda _: None, failures.append)
        till.store.runner.drain()
        assert failures == []

    @property
    def left(self) -> tuple[int, Decimal]:
        """Points and credit that are left to her."""
        buyer = self.customers.buyer(self.rosa)
        return buyer.points, buyer.credit


def desk_of(till: Till, program: LoyaltyProgram) -> Desk:
    told = till.state.clock.now() - timedelta(minutes=1)
    rosa, bakery = replace(ROSA, points_as_of=told), replace(BAKERY, points_as_of=told)
    directory = SmallDirectory([rosa, bakery])
    customers = Customers(till.state, till.store.runner, SeededIds(9), directory, till.reader, till.open_sale)
    return Desk(
        till, program, rosa, customers, CustomerTenders(till.open_sale, customers, program, till.reader)
    )


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = make_till(tmp_path)
    made.learn(made.key)
    yield made
    made.close()


@pytest.fixture
def desk(till: Till) -> Desk:
    return desk_of(till, PROGRAM)


def test_a_void_gives_points_and_credit_back_at_once(desk: Desk) -> None:
    desk.buy(RICE.barcode)
    desk.points(100)
    credit = desk.tenders.credit(Decimal("1.00"))
    desk.till.open_sale.sale.tender(credit.method, credit.amount)
    desk.complete()
    assert desk.left == (114, Decimal("59.00"))
    void(desk.till, 1)
    assert desk.left == (214, Decimal("60.00"))


def test_a_return_gives_back_the_points_and_the_credit_that_went_back_by_it(desk: Desk) -> None:
    desk.buy(COLA.barcode, RICE.barcode)
    desk.points(200)
    credit = desk.tenders.credit(Decimal("1.00"))
    desk.till.open_sale.sale.tender(credit.method, credit.amount)
    desk.complete()
    assert desk.left == (14, Decimal("59.00"))
    refund(desk.till, bring(desk.till, "1", {1: Decimal(1)}))
    assert desk.left == (213, Decimal("59.00"))
    refund(desk.till, bring(desk.till, "1", {2: Decimal(1)}, 2))
    assert desk.left == (214, Decimal("60.00"))


def test_points_that_a_sale_set_aside_holds_are_not_offered_to_the_next(desk: Desk) -> None:
    desk.buy(RICE.barcode)
    desk.points(200)
    desk.park()
    desk.buy(RICE.barcode)
    assert desk.tenders.purse().points == 14
    with pytest.raises(DomainError, match="points_exceed_balance"):
        desk.tenders.points(200)


def test_points_that_lower_the_price_of_a_sale_set_aside_are_held_too(till: Till) -> None:
    desk = desk_of(till, LoyaltyProgram(Decimal(2), redeem=RedeemAs.DISCOUNT))
    desk.buy(RICE.barcode)
    till.open_sale.adjust(DiscountKind.POINTS, desk.tenders.discount(100))
    desk.park()
    desk.buy(RICE.barcode)
    assert desk.tenders.purse().points == 114


def test_credit_that_a_sale_set_aside_holds_is_held_from_its_customer_alone(desk: Desk) -> None:
    desk.buy(RICE.barcode)
    credit = desk.tenders.credit(Decimal("3.00"))
    desk.till.open_sale.sale.tender(credit.method, credit.amount)
    desk.park()
    desk.buy(RICE.barcode)
    assert desk.tenders.purse().credit == Decimal("57.00")
    desk.customers.use(replace(ROSA, customer_id=BAKERY.customer_id, points_as_of=desk.rosa.points_as_of))
    assert desk.tenders.purse().credit == Decimal("0.00")
