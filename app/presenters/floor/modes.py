"""Which mode fills the left side of the floor, and what entering and leaving one means."""

from __future__ import annotations

from collections.abc import Callable

from app.presenters.floor.after import AfterSale
from app.presenters.states import FloorMode
from app.presenters.views import FloorView
from app.usecases.open_sale import OpenSale


class Modes:
    """Keeps the mode; a panel covers another mode, which comes back when it closes."""

    def __init__(self, view: FloorView, open_sale: OpenSale, after: AfterSale) -> None:
        self._view = view
        self._open = open_sale
        self._after = after
        self._now = FloorMode.SALE
        self._under = FloorMode.SALE
        self._paying = False
        self._hears: Callable[[bool], object] | None = None

    def on_payment(self, hears: Callable[[bool], object]) -> None:
        """Tell ``hears`` when payment opens, with or without a panel over it, and when it is over."""
        self._hears = hears

    @property
    def now(self) -> FloorMode:
        """What fills the left side."""
        return self._now

    @property
    def beneath(self) -> FloorMode:
        """What fills the left side, or would without the panel over it."""
        return self._under if self._now is FloorMode.PANEL else self._now

    @property
    def selling(self) -> bool:
        """Whether the basket is in sight: keys act on nothing that is hidden."""
        return self._now in (FloorMode.SALE, FloorMode.SEARCH)

    def show(self, mode: FloorMode) -> None:
        """Switch to a mode."""
        if mode is not self._now:
            self._now = mode
            self._view.show_mode(mode)
        paying = self.beneath is FloorMode.PAYMENT
        if paying is not self._paying:
            self._paying = paying
            if self._hears is not None:
                self._hears(paying)

    def cover(self) -> None:
        """A panel opens over what is there; a search is over."""
        if self._now is not FloorMode.PANEL:
            self._under = FloorMode.SALE if self._now is FloorMode.SEARCH else self._now
            self.show(FloorMode.PANEL)

    def uncover(self) -> None:
        """The last panel closed: back to what it covered, unless the sale has moved on meanwhile."""
        if self._now is not FloorMode.PANEL:
            return
        empty = self._open.sale.is_empty
        if self._under is FloorMode.PAYMENT and empty:
            self.show(FloorMode.SALE)
        elif self._under in (FloorMode.CHANGE, FloorMode.RECEIPT) and not empty:
            self._now = self._under
            self.leave_after()
        else:
            self.show(self._under)

    def leave_after(self) -> None:
        """The next sale begins: change and receipt leave the screen."""
        if self._now is FloorMode.RECEIPT:
            self._after.close_receipt()
        if self._now in (FloorMode.RECEIPT, FloorMode.CHANGE):
            self._after.leave()
            self._after.calm()
            self.show(FloorMode.SALE)

    def close_receipt(self) -> None:
        """Back from the receipt: to the change while no new sale has begun, else to the sale; to its list."""
        self._after.close_receipt()
        if self._after.shows_change and self._open.sale.is_empty:
            self.show(FloorMode.CHANGE)
        else:
            self._after.leave()
            self.show(FloorMode.SALE)
        self._after.go_back()
