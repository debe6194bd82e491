"""What of a running till's screens follows what the centre tells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from app.compose.customers import index_customers
from app.compose.parts import TillParts
from app.compose.services import Services
from app.compose.waiting import TillWork
from app.presenters.floor.finding import Finding
from app.presenters.sign_in import SignInPresenter
from app.store.catalog.customers import SealedCustomers
from app.ui.main_window import Screen
from app.usecases.ports import StaffRecord

_SOMEBODY_THERE: Final = frozenset({Screen.FLOOR, Screen.OPEN_SHIFT})


class RunningScreens:
    """Implements `app.compose.streams.TillScreens`.

    Args:
        lock: Signs out who is at the till.
    """

    def __init__(
        self,
        till: TillParts,
        services: Services,
        customers: SealedCustomers,
        sign_in: SignInPresenter,
        finding: Finding,
        work: TillWork,
        lock: Callable[[], Any],
    ) -> None:
        self._till, self._services, self._customers = till, services, customers
        self._sign_in, self._finding, self._work, self._lock = sign_in, finding, work, lock

    def people_changed(self, people: tuple[StaffRecord, ...]) -> None:
        """See `TillScreens`."""
        if self._till.window.screen_now is Screen.SIGN_IN:
            self._sign_in.refresh(people)

    def goods_changed(self) -> None:
        """See `TillScreens`."""
        self._finding.refresh_tiles()

    def customers_changed(self) -> None:
        """See `TillScreens`."""
        index_customers(self._customers, self._till.background)

    def between_sales(self) -> bool:
        """See `TillScreens`."""
        sale = self._services.open_sale.sale
        begun = sale.line_count > 0 or sale.back is not None
        return self._till.window.screen_now in _SOMEBODY_THERE and not begun and not self._work.waits()

    def end_session(self) -> None:
        """See `TillScreens`."""
        self._lock()
