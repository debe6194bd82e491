from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.presenters.floor.finding import Finding
from app.presenters.search_states import DataAge, SearchState
from app.store.catalog import CatalogReader, build_catalog
from app.usecases.state import TillState
from core.domain.catalog import Product
from tests.fakes.catalogue import product
from tests.fakes.clock import START, ManualClock
from tests.fakes.floor import RecordingFloor
from tests.fakes.till import IDENTITY

RICE = product("Arroz blanco 5 lb", "3.25", tax="00", number=1)
CHEESE = product("Queso blanco", "8.90", unit="kg", number=2)
COFFEE = product("Café 250 ml", "1.25", number=3)
GOODS = (RICE, CHEESE, COFFEE)
Search = Callable[[str], SearchState]


class Shop:
    """A real catalogue behind the presenter."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "catalog.db"
        self._readers: list[CatalogReader] = []
        self.view = RecordingFloor()

    def finding(self, stock: dict[Product, str], *, prices: timedelta, counted: timedelta) -> Finding:
        build_catalog(
            self._path,
            GOODS,
            {},
            as_of=START - prices,
            stock=[(item.variant_id, Decimal(amount)) for item, amount in stock.items()],
            stock_as_of=START - counted if stock else None,
        )
        clock = ManualClock()
        self.state = state = TillState(
            IDENTITY, "0198f0c0-0000-7000-8000-00000000b001", clock, clock.monotonic()
        )
        self._readers.append(CatalogReader(self._path))
        return Finding(self.view, state, self._readers[-1])

    def close(self) -> None:
        for reader in self._readers:
            reader.close()


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path)
    yield shop
    shop.close()


def shown(shop: Shop) -> SearchState:
    assert shop.view.search is not None
    return shop.view.search


NOW = timedelta(0)
STOCK = {RICE: "38", CHEESE: "12.350", COFFEE: "-2"}


@pytest.mark.parametrize(
    ("typed", "stock", "out"), [("arroz", "38", False), ("queso", "12.35", False), ("cafe", "−2", True)]
)
def test_a_hit_shows_what_is_in_stock(shop: Shop, typed: str, stock: str, out: bool) -> None:
    shop.finding(STOCK, prices=NOW, counted=NOW).search(typed)
    (row,) = shown(shop).rows
    assert (row.stock, row.out) == (stock, out)


def test_the_last_piece_sold_is_out_of_stock(shop: Shop) -> None:
    shop.finding({RICE: "0"}, prices=NOW, counted=NOW).search("arroz")
    assert [(row.stock, row.out) for row in shown(shop).rows] == [("0", True)]


def test_goods_without_a_figure_show_none(shop: Shop) -> None:
    shop.finding({RICE: "38"}, prices=NOW, counted=NOW).search("queso")
    assert [(row.stock, row.out) for row in shown(shop).rows] == [("", False)]


def test_prices_and_stock_say_how_old_they_are(shop: Shop) -> None:
    shop.finding(STOCK, prices=timedelta(days=2, minutes=5), counted=timedelta(minutes=3)).search("arroz")
    local = START - timedelta(hours=5)
    assert shown(shop).prices == DataAge(f"{local - timedelta(minutes=5):%H:%M}", 2)
    assert shown(shop).stock == DataAge(f"{local - timedelta(minutes=3):%H:%M}", 0)


def test_a_shop_without_figures_shows_no_age_of_them(shop: Shop) -> None:
    shop.finding({}, prices=NOW, counted=NOW).search("arroz")
    assert shown(shop).stock is None


def test_what_the_shop_sells_most_stands_first_until_a_person_picks_another_tab(shop: Shop) -> None:
    finding = shop.finding(STOCK, prices=NOW, counted=NOW)
    finding.open_tiles()
    plain = shop.view.tiles
    assert plain is not None
    assert not plain.best
    shop.state.best_sellers = (COFFEE.variant_id, "0190a000-0000-7000-8000-00000000ffff", RICE.variant_id)
    finding.refresh_tiles()
    shown = shop.view.tiles
    assert shown is not None
    assert (shown.best, shown.selected, shown.tabs[1:]) == (True, 0, plain.tabs)
    assert [tile.name for tile in shown.tiles] == [COFFEE.name, RICE.name]
    finding.open_tiles(1)
    shop.state.best_sellers = (CHEESE.variant_id,)
    finding.refresh_tiles()
    assert shop.view.tiles is not None
    assert shop.view.tiles.selected == 1
    shop.state.best_sellers = ()
    finding.refresh_tiles()
    assert shop.view.tiles == plain


def test_words_like_the_typed_ones_are_told_apart(shop: Shop) -> None:
    finding = shop.finding(STOCK, prices=NOW, counted=NOW)
    finding.search("arros")
    assert shown(shop).similar
    assert [row.name for row in shown(shop).rows] == [RICE.name]
    finding.search("arroz")
    assert not shown(shop).similar
    finding.search("zapatos")
    assert not shown(shop).similar
    assert shown(shop).rows == ()
