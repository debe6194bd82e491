"""A push that cannot be meant waits for a person; nothing of it is used before (sync.md D4)."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

from decimal import Decimal

import pytest

from app.usecases.held_changes import HeldChanges, HeldExample, HeldNote
from core.domain.changes import Change, Stream
from core.domain.journal.rows import unix_ms
from core.ports.changes import Applied, ChangeSink
from tests.app.store.catalog.sink.support import (
    NOON_MS,
    Centre,
    Till,
    delete,
    goods,
    later,
    price,
    upsert,
    variant,
)

Centres = dict[Stream, Centre]
MANY = range(1, 51)


@pytest.fixture
def shop(till: Till, centres: Centres) -> Till:
    """Fifty products at 1.00."""
    for stream, changes in (
        (Stream.PRODUCTS, [goods(n, f"Artículo {n}", 5, rank=n) for n in MANY]),
        (Stream.PRICES, [price(n, "1.00", 5) for n in MANY]),
    ):
        for page in centres[stream].delta(changes):
            till.sink.apply(page, NOON_MS)
    return till


def pull(till: Till, centre: Centre, *pages: list[Change]) -> list[Applied]:
    return [till.sink.apply(page, NOON_MS) for page in centre.delta(*pages)]


def costs(till: Till) -> set[Decimal]:
    return {p.unit_price for n in MANY if (p := till.reader.by_variant(variant(n))) is not None}


def test_it_is_the_port_and_tells_what_waits(till: Till) -> None:
    port: ChangeSink = till.sink
    notes: HeldChanges = till.sink
    assert not port.state(Stream.PRICES).held
    assert notes.held_note(Stream.PRICES) is None


def test_a_third_of_the_prices_in_one_pull_waits(shop: Till, centres: Centres) -> None:
    centre = centres[Stream.PRICES]
    first, last = [price(n, "9.00", 6) for n in range(1, 11)], [price(n, "9.00", 6) for n in range(11, 17)]
    assert pull(shop, centre, first, last) == [Applied.KEPT, Applied.HELD]
    assert costs(shop) == {Decimal("1.00")}
    shop.again()
    assert shop.sink.state(Stream.PRICES).held
    note = shop.sink.held_note(Stream.PRICES)
    assert note is not None
    assert (note.repriced, note.priced, note.deleted) == (16, 50, 0)
    assert note.examples[0] == HeldExample("Artículo 1", "1.00", "9.00")
    assert len(note.examples) == 5
    assert pull(shop, centre, [price(20, "3.00", 7)]) == [Applied.HELD]
    shop.sink.decide(Stream.PRICES, take=True)
    assert costs(shop) == {Decimal("1.00"), Decimal("9.00")}
    assert shop.sink.held_note(Stream.PRICES) is None
    assert pull(shop, centre, [price(20, "3.00", 7)]) == [Applied.KEPT]


def test_a_whole_list_that_is_taken_late_is_as_old_as_when_it_came(shop: Till, centres: Centres) -> None:
    centre = centres[Stream.PRICES]
    centre.generation = "g2"
    pages = centre.whole([price(n, "9.00") for n in MANY])
    assert [shop.sink.apply(page, NOON_MS + 5) for page in pages] == [Applied.HELD]
    shop.clock.wall = later(days=400)
    shop.again()
    shop.sink.decide(Stream.PRICES, take=True)
    assert costs(shop) == {Decimal("9.00")}
    assert shop.sink.state(Stream.PRICES).fresh_at_ms == NOON_MS + 5
    assert unix_ms(shop.reader.as_of()) == NOON_MS + 5


def test_fault_27_prices_of_nothing_and_nine_tenths_of_the_goods_taken_away_wait(
    shop: Till, centres: Centres
) -> None:
    assert pull(shop, centres[Stream.PRICES], [price(n, "0.00", 6) for n in MANY]) == [Applied.HELD]
    gone = [delete(variant(n), 6) for n in range(1, 46)]
    assert pull(shop, centres[Stream.PRODUCTS], gone) == [Applied.HELD]
    shop.again()
    assert costs(shop) == {Decimal("1.00")}
    assert shop.reader.count() == len(MANY)
    note = shop.sink.held_note(Stream.PRICES)
    assert note is not None
    assert note.repriced == len(MANY)


def test_less_than_that_is_used(shop: Till, centres: Centres) -> None:
    assert pull(shop, centres[Stream.PRICES], [price(n, "9.00", 6) for n in range(1, 16)]) == [Applied.KEPT]
    assert costs(shop) == {Decimal("1.00"), Decimal("9.00")}


def test_prices_of_tomorrow_count_and_prices_that_stay_do_not(shop: Till, centres: Centres) -> None:
    centre = centres[Stream.PRICES]
    assert pull(shop, centre, [price(n, "1.00", 6) for n in MANY]) == [Applied.KEPT]
    ahead = [price(n, "9.00", 6, later(hours=12)) for n in MANY]
    assert pull(shop, centre, ahead) == [Applied.HELD]


def test_what_is_dropped_is_fetched_whole_later(shop: Till, centres: Centres) -> None:
    pull(shop, centres[Stream.PRICES], [price(n, "9.00", 6) for n in MANY])
    shop.sink.decide(Stream.PRICES, take=False)
    state = shop.sink.state(Stream.PRICES)
    assert (state.held, state.cursor) == (False, None)
    assert costs(shop) == {Decimal("1.00")}
    shop.sink.decide(Stream.PRICES, take=True)
    assert costs(shop) == {Decimal("1.00")}


def test_a_fifth_of_the_goods_taken_away_waits(shop: Till, centres: Centres) -> None:
    centre = centres[Stream.PRODUCTS]
    assert pull(shop, centre, [delete(variant(n), 6) for n in range(1, 11)]) == [Applied.KEPT]
    assert pull(shop, centre, [delete(variant(n), 7) for n in range(11, 22)]) == [Applied.HELD]
    assert shop.reader.count() == 40
    note = shop.sink.held_note(Stream.PRODUCTS)
    assert note == HeldNote(
        Stream.PRODUCTS, 11, 40, 0, 0, tuple(HeldExample(f"Artículo {n}") for n in range(11, 16))
    )
    shop.sink.decide(Stream.PRODUCTS, take=True)
    assert shop.reader.count() == 29


def test_a_small_shop_changes_one_price_of_three_and_drops_one(till: Till, centres: Centres) -> None:
    assert pull(till, centres[Stream.PRICES], [price(1, "9.00", 6), delete(variant(2), 6)]) == [Applied.KEPT]
    assert till.reader.by_variant(variant(2)) is None


def test_what_was_away_already_does_not_count(shop: Till, centres: Centres) -> None:
    unknown = [delete(variant(n), 6) for n in range(100, 200)]
    assert pull(shop, centres[Stream.PRODUCTS], unknown) == [Applied.KEPT]
    over = [price(n, "5.00", 6, later(days=-9), valid_to=later(days=-8).isoformat()) for n in MANY]
    gone = [delete(change.id, 7) for change in over]
    centre = centres[Stream.PRICES]
    for start in (0, 12, 24, 36):
        assert pull(shop, centre, over[start : start + 12]) == [Applied.KEPT]
    assert pull(shop, centre, gone) == [Applied.KEPT]


def test_a_whole_list_is_held_against_what_is_in_use(shop: Till, centres: Centres) -> None:
    centre = centres[Stream.PRICES]
    centre.generation = "g2"
    pages = centre.whole([price(n, "9.00") for n in range(1, 26)], [price(n, "1.00") for n in range(26, 51)])
    assert [shop.sink.apply(page, NOON_MS) for page in pages] == [Applied.KEPT, Applied.HELD]
    assert costs(shop) == {Decimal("1.00")}
    shop.again()
    note = shop.sink.held_note(Stream.PRICES)
    assert note is not None
    assert note.repriced == 25
    shop.sink.decide(Stream.PRICES, take=True)
    assert costs(shop) == {Decimal("1.00"), Decimal("9.00")}
    state = shop.sink.state(Stream.PRICES)
    assert (state.held, state.snapshot, state.cursor) == (False, False, pages[-1].next_cursor)


def test_a_list_that_lacks_a_fifth_of_the_goods_waits(shop: Till, centres: Centres) -> None:
    centre = centres[Stream.PRODUCTS]
    centre.generation = "g2"
    (page,) = centre.whole([goods(n, f"Artículo {n}") for n in range(1, 39)])
    assert shop.sink.apply(page, NOON_MS) is Applied.HELD
    assert shop.reader.count() == 50
    shop.sink.decide(Stream.PRODUCTS, take=False)
    assert shop.reader.count() == 50
    (page,) = centre.whole([goods(n, f"Artículo {n}") for n in range(1, 42)])
    assert shop.sink.apply(page, NOON_MS) is Applied.SWAPPED
    assert shop.reader.count() == 41


def test_the_note_on_customers_names_nobody(till: Till) -> None:
    centre = Centre(Stream.CUSTOMERS)
    for page in centre.whole([upsert(f"c{n}", 1, name=f"Ana Ñ {n}") for n in MANY]):
        till.sink.apply(page, NOON_MS)
    pages = centre.delta([delete(f"c{n}", 2) for n in MANY], [upsert("c99", 2, name="Berta Ñúñez")])
    assert [till.sink.apply(page, NOON_MS) for page in pages] == [Applied.KEPT, Applied.HELD]
    note = till.sink.held_note(Stream.CUSTOMERS)
    assert note is not None
    assert (note.deleted, note.examples) == (50, ())
    stored = b"".join(file.read_bytes() for file in till.path.parent.iterdir())
    assert b"Berta" not in stored


def test_a_pull_that_was_taken_is_finished_after_a_crash(shop: Till, centres: Centres) -> None:
    centre = centres[Stream.PRICES]
    pages = centre.delta(
        [price(n, "2.00", 6) for n in range(1, 8)], [price(n, "2.00", 6) for n in range(8, 15)]
    )
    shop.sink.apply(pages[0], NOON_MS)
    left = 4

    def dies() -> None:
        nonlocal left
        left -= 1
        if not left:
            raise RuntimeError("off")

    shop.store.between = dies
    with pytest.raises(RuntimeError):
        shop.sink.apply(pages[1], NOON_MS)
    shop.store.between = int
    shop.again()
    assert pull(shop, centre, []) == [Applied.KEPT]
    found = shop.reader.by_variant(variant(14))
    assert found is not None
    assert found.unit_price == 2
    left_over = shop.reader._db.execute("SELECT count(*) FROM pulled").fetchone()
    assert left_over == (0,)
