"""Prices and rates that begin at a moment: shipped ahead, in force without a network (sync.md D6)."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from core.domain.changes import Change, Stream
from tests.app.store.catalog.sink.support import (
    NOON,
    NOON_MS,
    Centre,
    Till,
    delete,
    later,
    price,
    upsert,
    variant,
)

Centres = dict[Stream, Centre]
MIDNIGHT = later(hours=12)


def tell(till: Till, centre: Centre, *changes: Change) -> None:
    for page in centre.delta(list(changes)):
        till.sink.apply(page, NOON_MS)


def cost(till: Till, number: int) -> Decimal | None:
    found = till.reader.by_variant(variant(number))
    return None if found is None else found.unit_price


def test_a_price_of_tomorrow_holds_from_midnight_on_without_a_network(till: Till, centres: Centres) -> None:
    tell(till, centres[Stream.PRICES], price(1, "1.50", 9, MIDNIGHT))
    assert cost(till, 1) == Decimal("1.25")
    till.wait_until(MIDNIGHT - timedelta(milliseconds=1))
    assert cost(till, 1) == Decimal("1.25")
    till.wait_until(MIDNIGHT)
    assert cost(till, 1) == Decimal("1.50")


def test_a_till_that_was_off_opens_with_the_prices_of_the_day(till: Till, centres: Centres) -> None:
    tell(till, centres[Stream.PRICES], price(1, "1.50", 9, MIDNIGHT), price(2, "0.99", 9, later(days=2)))
    till.clock.wall = later(days=1)
    till.again()
    assert (cost(till, 1), cost(till, 2)) == (Decimal("1.50"), Decimal("1.25"))
    till.wait_until(later(days=2))
    assert cost(till, 2) == Decimal("0.99")


def test_an_offer_ends_and_the_price_before_it_holds_again(till: Till, centres: Centres) -> None:
    until = later(days=1).isoformat()
    tell(till, centres[Stream.PRICES], price(1, "0.99", 9, later(hours=1), valid_to=until))
    till.wait_until(later(hours=1))
    assert cost(till, 1) == Decimal("0.99")
    till.wait_until(later(days=1))
    assert cost(till, 1) == Decimal("1.25")


def test_a_price_that_ends_without_another_takes_the_goods_from_sale(till: Till, centres: Centres) -> None:
    tell(till, centres[Stream.PRICES], price(1, "0.99", 9, valid_to=later(hours=1).isoformat()))
    assert cost(till, 1) == Decimal("0.99")
    till.wait_until(later(hours=1))
    assert cost(till, 1) is None


def test_of_two_that_hold_the_one_that_began_last_counts(till: Till, centres: Centres) -> None:
    begun = later(days=-1), later(days=-2)
    tell(till, centres[Stream.PRICES], price(1, "2.00", 9, begun[0]), price(1, "3.00", 10, begun[1]))
    assert cost(till, 1) == 2
    tell(till, centres[Stream.PRICES], delete(f"{variant(1)}@{begun[0].isoformat()}", 11))
    assert cost(till, 1) == 3


def test_a_clock_set_back_over_midnight_takes_the_price_back(till: Till, centres: Centres) -> None:
    tell(till, centres[Stream.PRICES], price(1, "1.50", 9, MIDNIGHT))
    till.wait_until(MIDNIGHT)
    till.wait_until(NOON)
    assert cost(till, 1) == Decimal("1.25")


def test_rates_change_at_their_moment_too(till: Till, centres: Centres) -> None:
    began = MIDNIGHT.isoformat()
    tell(till, centres[Stream.TAXES], upsert(f"01@{began}", 4, code="01", rate="8", valid_from=began))
    till.wait_until(MIDNIGHT)
    found = till.reader.by_variant(variant(1))
    assert found is not None
    assert found.tax_rate == 8


def test_a_list_fetched_over_midnight_comes_into_use_with_the_prices_of_the_day(
    till: Till, centres: Centres
) -> None:
    centre = centres[Stream.PRICES]
    centre.generation = "g2"
    first, last = centre.whole([price(1, "1.00"), price(1, "1.50", 1, MIDNIGHT)], [price(2, "2.00")])
    till.sink.apply(first, NOON_MS)
    till.clock.wall = later(hours=13)
    till.sink.apply(last, NOON_MS)
    assert cost(till, 1) == Decimal("1.50")


def test_many_prices_at_one_moment_are_put_in_force_some_at_a_time(till: Till, centres: Centres) -> None:
    centre = centres[Stream.PRICES]
    till.clock.tick = 0
    tell(till, centre, *(price(n, "1.00") for n in range(10, 460)))
    for start in range(10, 460, 90):  # several pulls: one that changes so many would be asked about
        tell(till, centre, *(price(n, "2.00", 9, MIDNIGHT) for n in range(start, start + 90)))
    till.clock.wall = MIDNIGHT
    (job,) = till.store.attended
    waits: list[float] = [job() for _ in range(6)]
    assert waits[:4] == [0, 0, 0, 0]
    assert waits[-1] > 0
    rows = till.reader._db.execute("SELECT count(*) FROM price_now WHERE price_cents = 200").fetchone()
    assert rows == (450,)


def test_the_store_thread_looks_at_the_clock_no_more_often_than_it_must(till: Till, centres: Centres) -> None:
    (job,) = till.store.attended
    job()
    assert job() == 60
    tell(till, centres[Stream.PRICES], price(1, "1.50", 9, later(seconds=20)))
    job()
    assert job() == 20
