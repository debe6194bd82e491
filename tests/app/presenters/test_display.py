"""What the customer sees, and when it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest

from app.compose.payment_tasks import plug_corrections
from app.presenters.customer_view import DisplayQr
from app.presenters.display import LAST_LINES, DisplayFeed, DisplayLine, DisplayMode, DisplaySnapshot
from app.presenters.states import Act
from app.usecases.change_corrections import ChangeCorrections
from core.domain.discount import Discount, DiscountKind
from tests.app.presenters.floor.conftest import Floor, build_floor

RICE, COLA = "7450000000013", "7450000000020"


class Soon:
    """A timer that fires when the test says so."""

    def __init__(self) -> None:
        self.call: Callable[[], Any] | None = None
        self.starts = 0

    def start(self, tick: Callable[[], Any]) -> None:
        self.call = tick
        self.starts += 1

    def stop(self) -> None:
        self.call = None

    def fire(self) -> None:
        assert self.call is not None
        self.call()


class Customer:
    """A floor with somebody who watches its feed."""

    def __init__(self) -> None:
        self.floor: Floor = build_floor()
        self.floor.presenter.open()
        self.soon = Soon()
        self.seen: list[DisplaySnapshot] = []
        self.feed = DisplayFeed(
            self.floor.state,
            self.floor.open_sale,
            self.floor.after,
            self.floor.presenter,
            self.soon,
            shop="La Esquina",
        )
        self.feed.start(self.seen.append)

    def sees(self) -> DisplaySnapshot:
        self.feed.beat()
        return self.seen[-1]


@pytest.fixture
def customer() -> Customer:
    return Customer()


def test_an_empty_basket_shows_the_shop_alone(customer: Customer) -> None:
    shown = customer.sees()
    assert (shown.mode, shown.shop, shown.total, shown.lines) == (DisplayMode.IDLE, "La Esquina", "", ())


def test_lines_say_their_measure_and_a_single_piece_says_nothing(customer: Customer) -> None:
    customer.floor.scan(RICE)
    customer.floor.enter_text(f"3*{COLA}")
    customer.floor.enter_text("0.735*00042")
    shown = customer.sees()
    assert shown.mode is DisplayMode.SALE
    assert shown.lines == (
        DisplayLine("Arroz blanco 5 lb", "", "3.25"),
        DisplayLine("Refresco de cola 2 L", "3 × 1.99", "5.97"),
        DisplayLine("Queso blanco", "0.735 kg × 8.90", "6.54"),
    )
    assert (shown.total, shown.savings, shown.missing) == ("15.76", "", "")


def test_whatever_is_taken_off_is_what_the_customer_saved(customer: Customer) -> None:
    customer.floor.scan(RICE)
    customer.floor.open_sale.set_discount(1, Discount(DiscountKind.MANUAL, "damaged", percent=Decimal(20)))
    shown = customer.sees()
    assert (shown.savings, shown.total, shown.lines[0].amount) == ("0.65", "2.60", "2.60")


def test_a_long_basket_shows_its_last_lines_and_counts_the_rest(customer: Customer) -> None:
    customer.floor.scan(*[RICE, COLA] * 10)
    shown = customer.sees()
    assert (len(shown.lines), shown.earlier) == (LAST_LINES, 8)
    assert shown.lines[-1].name == "Refresco de cola 2 L"


def test_paying_says_what_was_received_and_what_is_missing(customer: Customer) -> None:
    customer.floor.scan(RICE, COLA)
    customer.floor.presenter.act(Act.PAY)
    assert (customer.sees().mode, customer.sees().received) == (DisplayMode.PAYMENT, "")
    customer.floor.type("5")
    customer.floor.presenter.enter()
    assert (customer.sees().received, customer.sees().missing) == ("5.00", "0.24")


def test_the_change_stays_until_the_next_scan(customer: Customer) -> None:
    customer.floor.scan(RICE)
    customer.floor.presenter.act(Act.PAY)
    customer.floor.presenter.note("5")
    shown = customer.sees()
    assert (shown.mode, shown.change, shown.total, shown.received) == (
        DisplayMode.CHANGE,
        "1.75",
        "3.25",
        "5.00",
    )
    customer.floor.presenter.act(Act.BACK)
    assert customer.sees().mode is DisplayMode.CHANGE
    customer.floor.scan(COLA)
    assert (customer.sees().mode, customer.sees().total) == (DisplayMode.SALE, "1.99")


def test_corrected_change_is_seen_by_the_customer_too(customer: Customer) -> None:
    floor = customer.floor
    plug_corrections(floor.presenter, floor.after, ChangeCorrections(floor.state, floor.runner))
    floor.scan(RICE)
    floor.presenter.act(Act.PAY)
    floor.presenter.note("5")
    floor.presenter.act(Act.CORRECT_CHANGE)
    floor.presenter.desk.edited("received", "20")
    floor.presenter.enter()
    assert (customer.sees().received, customer.sees().change) == ("20.00", "16.75")


def test_nobody_at_the_till_shows_nothing_of_the_basket(customer: Customer) -> None:
    customer.floor.scan(RICE)
    customer.floor.state.person = None
    assert customer.sees().mode is DisplayMode.IDLE


def test_a_burst_of_scans_is_published_once(customer: Customer) -> None:
    before = len(customer.seen)
    for _ in range(20):
        customer.floor.scan(RICE)
        customer.feed.poke()
    assert (len(customer.seen), customer.soon.starts) == (before, 1)
    customer.soon.fire()
    assert len(customer.seen) == before + 1
    assert customer.seen[-1].total == "65.00"
    customer.feed.poke()
    assert customer.soon.starts == 2


def test_a_feed_nobody_watches_makes_nothing(customer: Customer) -> None:
    customer.feed.stop()
    before = len(customer.seen)
    customer.feed.poke()
    customer.feed.beat()
    assert (len(customer.seen), customer.soon.call) == (before, None)


def test_snapshots_are_numbered_and_stamped(customer: Customer) -> None:
    first = customer.sees()
    customer.floor.clock.advance(1)
    second = customer.sees()
    assert second.sequence == first.sequence + 1
    assert second.at_s - first.at_s == pytest.approx(1)


def test_a_code_leaves_with_the_sale_it_was_made_for(customer: Customer) -> None:
    customer.floor.scan(RICE)
    code = DisplayQr("yappy", "3.25", "1:40")
    customer.feed.show_qr(code)
    assert customer.sees().qr == code
    customer.floor.presenter.act(Act.PAY)
    customer.floor.presenter.note("5")
    customer.floor.scan(COLA)
    assert customer.sees().qr is None
    customer.feed.show_qr(code)
    customer.feed.show_qr(None)
    assert customer.sees().qr is None


def test_the_snapshot_has_no_place_for_anybodys_data() -> None:
    assert {field.name for field in fields(DisplaySnapshot)} == {
        "sequence",
        "at_s",
        "shop",
        "mode",
        "lines",
        "earlier",
        "savings",
        "total",
        "received",
        "missing",
        "change",
        "practice",
        "qr",
    }


def test_the_total_is_the_sales_own_at_every_step(customer: Customer) -> None:
    expected = Decimal("0.00")
    for price, code in ((Decimal("3.25"), RICE), (Decimal("1.99"), COLA)) * 15:
        customer.floor.scan(code)
        expected += price
        assert customer.sees().total == f"{expected:,.2f}"
