"""Points and store credit as money: whose, how many, how old, and refusals in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from app.presenters.messages import M
from app.presenters.panels import Choices, Facts
from app.presenters.states import Act, FloorMode
from app.usecases.customers_port import CustomerRecord
from core.domain.journal.events import EventKind
from core.domain.loyalty import LoyaltyProgram, RedeemAs
from tests.app.presenters.floor.paying import PROGRAM, Payment, build_payment
from tests.fakes.customers import BAKERY, DEBTOR, ROSA

CLOSE = 0.05
"""Hours since the centre told Rosa's 214 points and 60.00 of credit: as good as now."""


def sale(
    person: CustomerRecord | None = ROSA, program: LoyaltyProgram | None = PROGRAM, hours: float = CLOSE
) -> Payment:
    """Somebody buys for 125.50, so many hours after their figures were told."""
    payment = build_payment(program=program)
    floor = payment.floor
    floor.presenter.open()
    told = floor.clock.now() - timedelta(hours=hours)
    if person is not None:
        record = replace(person, points_as_of=told, groups=(), discount_percent=Decimal(0))
        floor.directory.people = [record]
        floor.customers.use(record)
    payment.fill()
    return payment


def points(payment: Payment, count: str = "") -> None:
    payment.panel_for(Act.PAY_OTHER, **({"points": count} if count else {}))
    payment.floor.presenter.enter()


def credit(payment: Payment, amount: str = "") -> None:
    payment.floor.presenter.act(Act.PAY_OTHER)
    payment.floor.presenter.desk.choose("kind", "store_credit")
    if amount:
        payment.edit(amount=amount)
    payment.floor.presenter.enter()


def rows(payment: Payment) -> list[tuple[str, str]]:
    return [(row.method, row.amount) for row in payment.state.tenders]


def test_points_pay_as_much_as_they_can_in_one_enter(payment_of_rosa: Payment) -> None:
    points(payment_of_rosa)
    assert rows(payment_of_rosa) == [("points", "2.14")]
    payment_of_rosa.floor.presenter.enter()
    sold = payment_of_rosa.floor.store.events[-1].event.data
    assert [(one["method"], one["amount"]) for one in sold["payments"]] == [
        ("points", "2.14"),
        ("cash", "123.36"),
    ]
    assert sold["points"]["spent"] == 214


def test_the_figures_stand_there_with_their_age(payment_of_rosa: Payment) -> None:
    payment_of_rosa.floor.presenter.act(Act.PAY_OTHER)
    facts = next(block for block in payment_of_rosa.panel.blocks if isinstance(block, Facts))
    assert [value for _, value in facts.rows] == ["214", "2.14"]
    assert "09:59" in str(facts.rows[0][0])
    notes = [
        item.note
        for block in payment_of_rosa.panel.blocks
        if isinstance(block, Choices)
        for item in block.items
    ]
    assert notes == ["214", "60.00"]


def test_points_are_spent_once_within_a_sale(payment_of_rosa: Payment) -> None:
    points(payment_of_rosa, "200")
    points(payment_of_rosa, "15")
    assert payment_of_rosa.refusal is M.POINTS_OVER_BALANCE
    payment_of_rosa.floor.presenter.desk.edited("points", "14")
    payment_of_rosa.floor.presenter.enter()
    assert rows(payment_of_rosa) == [("points", "2.00"), ("points", "0.14")]


@pytest.mark.parametrize(
    ("count", "why"),
    [
        ("215", M.POINTS_OVER_BALANCE),
        ("9", M.POINTS_BELOW),
        ("0", M.POINTS_NOT_POSITIVE),
        ("x", M.POINTS_NOT_POSITIVE),
    ],
)
def test_points_that_cannot_be_are_refused_in_words(payment_of_rosa: Payment, count: str, why: M) -> None:
    points(payment_of_rosa, count)
    assert payment_of_rosa.refusal is why
    assert rows(payment_of_rosa) == []


def test_points_give_no_change() -> None:
    rich = sale(replace(ROSA, points=99_999))
    points(rich, "12551")
    assert rich.refusal is M.POINTS_OVER_DUE
    rich.floor.presenter.desk.edited("points", "")
    rich.floor.presenter.enter()
    assert rich.payments[0]["amount"] == "125.50"


def test_what_was_paid_with_points_earns_none_and_the_screen_says_what_was_earned(
    payment_of_rosa: Payment,
) -> None:
    points(payment_of_rosa)
    payment_of_rosa.floor.presenter.enter()
    change = payment_of_rosa.floor.view.change
    assert change is not None
    assert (change.earned, change.balance) == ("123", "123")


def test_points_that_lower_the_price_are_a_discount_before_any_money() -> None:
    program = replace(PROGRAM, redeem=RedeemAs.DISCOUNT)
    payment = sale(program=program)
    points(payment)
    assert payment.state.due == "123.36"
    payment.floor.presenter.enter()
    sold = payment.floor.store.events[-1].event.data
    assert (sold["total_amount"], sold["points"]["spent"]) == ("123.36", 214)
    late = sale(program=program)
    late.floor.enter_text("1")
    points(late)
    assert late.refusal is M.TENDERS_FIRST


def test_credit_is_given_up_to_what_is_left(payment_of_rosa: Payment) -> None:
    credit(payment_of_rosa)
    assert rows(payment_of_rosa) == [("store_credit", "60.00")]
    payment_of_rosa.floor.presenter.enter()
    assert [one["method"] for one in payment_of_rosa.payments] == ["store_credit", "cash"]
    assert payment_of_rosa.events(EventKind.OVERRIDE_GRANTED) == []


def test_credit_beyond_it_is_a_second_person_s_to_allow(payment_of_rosa: Payment) -> None:
    credit(payment_of_rosa, "125.50")
    assert payment_of_rosa.authorising.is_open
    payment_of_rosa.authorising.pick("marta")
    for digit in "582947":
        payment_of_rosa.authorising.digit(digit)
    payment_of_rosa.authorising.enter()
    payment = payment_of_rosa.payments[0]
    assert (payment["method"], payment["approver_id"]) == ("store_credit", "marta")
    granted = payment_of_rosa.events(EventKind.OVERRIDE_GRANTED)[0]
    assert (granted["permission"], granted["amount"]) == ("pos:credit", "125.50")


def test_without_connection_credit_ends_at_what_was_signed_and_here_nothing_was() -> None:
    old = sale(hours=2)
    credit(old, "1")
    assert old.authorising.is_open
    assert rows(old) == []


def test_figures_older_than_a_day_pay_nothing() -> None:
    old = sale(hours=30)
    old.floor.presenter.act(Act.PAY_OTHER)
    old.floor.presenter.desk.choose("kind", "points")
    old.edit(points="10")
    old.floor.presenter.enter()
    assert old.refusal is M.POINTS_OVER_BALANCE


def test_the_walk_in_customer_is_told_the_key() -> None:
    nobody = sale(None)
    nobody.floor.presenter.act(Act.PAY_OTHER)
    assert nobody.refusal is M.CUSTOMER_NEEDED
    assert nobody.floor.shows(FloorMode.PAYMENT)


@pytest.mark.parametrize(("person", "program"), [(DEBTOR, PROGRAM), (BAKERY, None)])
def test_who_has_neither_is_told_so(person: CustomerRecord, program: LoyaltyProgram | None) -> None:
    poor = sale(person, program)
    poor.floor.presenter.act(Act.PAY_OTHER)
    assert poor.refusal is M.PURSE_EMPTY


def test_a_customer_without_credit_is_refused_it() -> None:
    payment = sale(BAKERY)
    credit(payment, "1")
    assert payment.refusal is M.CREDIT_NONE


@pytest.fixture
def payment_of_rosa() -> Payment:
    return sale()
