"""Screen 4, search as you type, and the tiles: goods without a code at hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from app.presenters import format as fmt
from app.presenters.search_states import DataAge, ResultRow, SearchState
from app.presenters.states import Tile, TilesState
from app.presenters.views import FloorView
from app.usecases.catalogue import Catalogue, FoundProduct
from app.usecases.state import TillState
from core.domain.catalog import Product

HITS = 20
TILES = 24
_BEST = ""
"""Stands for the tab of best sellers among the names of tabs."""


class Finding:
    """Hits under the command line and tiles at the right."""

    def __init__(self, view: FloorView, state: TillState, catalogue: Catalogue) -> None:
        self._view = view
        self._state = state
        self._catalogue = catalogue
        self._hits: tuple[FoundProduct, ...] = ()
        self._selected = 0
        self._query = ""
        self._tab: str | None = None
        self._tiles: TilesState | None = None
        self.active = False

    def search(self, query: str) -> None:
        """Look the words up and show what was found; an empty query closes the list."""
        self._query = query
        if not query:
            self.close()
            return
        self._hits = tuple(self._catalogue.search(query, HITS))
        self._selected = 0
        self.active = True
        self._draw()

    def close(self) -> None:
        """Take the list away."""
        self._hits = ()
        if self.active:
            self.active = False
            self._view.show_search(None)

    def move(self, step: int) -> None:
        """Up or down the list, staying inside."""
        if self._hits:
            self._selected = max(0, min(len(self._hits) - 1, self._selected + step))
            self._draw()

    def chosen(self, index: int | None = None) -> str | None:
        """Variant of the selected hit, or of the one tapped; None when there is none."""
        at = self._selected if index is None else index
        return self._hits[at].product.variant_id if 0 <= at < len(self._hits) else None

    def open_tiles(self, tab: int | None = None) -> None:
        """Draw tabs and the tiles of one: what the shop sells most first, until a person picks another."""
        names = () if self._tiles is None else self._tiles.tabs
        self._tab = names[tab] if tab is not None and tab < len(names) else None
        self._tiles = self._state_of_tiles()
        self._view.show_tiles(self._tiles)

    def refresh_tiles(self) -> None:
        """Goods or prices may be others: draw only if something a person sees is."""
        before = self._tiles
        if before is None:
            return
        now = self._state_of_tiles()
        if now != before:
            self._tiles = now
            self._view.show_tiles(now)

    def _state_of_tiles(self) -> TilesState:
        best = self._best()
        tabs = (*((_BEST,) if best else ()), *self._catalogue.categories())
        at = tabs.index(self._tab) if self._tab in tabs else 0
        if not tabs:
            return TilesState((), 0, ())
        shown = best if best and at == 0 else tuple(self._catalogue.tiles(tabs[at], TILES))
        return TilesState(tabs, at, _tiles(shown), best=bool(best))

    def _best(self) -> tuple[Product, ...]:
        """Best sellers that this till can sell; an identity it does not know is passed over."""
        known = (self._catalogue.by_variant(one) for one in self._state.best_sellers)
        return tuple(islice((product for product in known if product is not None), TILES))

    def _draw(self) -> None:
        stock = self._catalogue.stock_as_of()
        self._view.show_search(
            SearchState(
                query=self._query,
                rows=tuple(_row(hit) for hit in self._hits),
                selected=self._selected,
                prices=self._age(self._catalogue.as_of()),
                stock=None if stock is None else self._age(stock),
                similar=any(hit.typo for hit in self._hits),
            )
        )

    def _age(self, as_of: datetime) -> DataAge:
        read = self._state.local_time(as_of)
        return DataAge(fmt.clock_time(read), max(0, (self._state.local_time().date() - read.date()).days))


def _tiles(products: Iterable[Product]) -> tuple[Tile, ...]:
    return tuple(Tile(one.variant_id, one.name, fmt.money(one.unit_price)) for one in products)


def _row(hit: FoundProduct) -> ResultRow:
    product, stock = hit.product, hit.stock
    return ResultRow(
        variant_id=product.variant_id,
        name=product.name,
        price=fmt.money(product.unit_price),
        unit=product.unit if product.measured else "",
        tax=fmt.tax_label(product.tax_code, product.tax_rate),
        marks=hit.marks,
        stock="" if stock is None else fmt.stock(stock),
        out=stock is not None and stock <= 0,
    )
