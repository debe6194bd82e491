"""Tasks that take something back plugged into the floor: giving the open sale up, voiding a completed one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from app.presenters.authorise import Authorising
from app.presenters.floor.after import AfterSale
from app.presenters.floor.cancelling import Cancelling
from app.presenters.floor.presenter import FloorPresenter
from app.presenters.floor.returning import Returning
from app.presenters.floor.settling import Settling
from app.presenters.floor.voiding import Voiding
from app.presenters.states import Act
from app.usecases.open_sale import OpenSale
from app.usecases.parking import Parking
from app.usecases.ports import TillReader
from app.usecases.receipt_lookup import ReceiptLookup
from app.usecases.returns import Returns
from app.usecases.state import TillState
from app.usecases.tender import Checkout
from app.usecases.voids import Voids
from core.domain.documents import format_number
from core.domain.journal.events import EventKind
from core.domain.receipt_code import is_code
from core.domain.scan import RECEIPT_NUMBER


class Reversals(Protocol):
    """The use cases these tasks act through; `app.compose.services.Services` has them."""

    @property
    def state(self) -> TillState:
        """Which till, who, when."""
        ...

    @property
    def reader(self) -> TillReader:
        """What was sold."""
        ...

    @property
    def open_sale(self) -> OpenSale:
        """The basket."""
        ...

    @property
    def checkout(self) -> Checkout:
        """Completes it."""
        ...

    @property
    def parking(self) -> Parking:
        """Gives the basket up."""
        ...

    @property
    def receipt_lookup(self) -> ReceiptLookup:
        """Finds receipts."""
        ...

    @property
    def returns(self) -> Returns:
        """Takes goods back."""
        ...

    @property
    def voids(self) -> Voids:
        """Voids sales."""
        ...


def plug_reversal_tasks(
    floor: FloorPresenter, after: AfterSale, services: Reversals, authorising: Authorising
) -> Callable[[str], Any]:
    """Give the actions that take something back their tasks.

    Returns:
        What opens the return of a receipt, by its number.
    """
    tasks = _Tasks(floor, after, services, authorising)
    for act, handler in ((Act.PAY, tasks.pay), (Act.VOID, tasks.void), (Act.RETURN, tasks.take_back)):
        floor.register(act, handler)
    floor.read_scans(tasks.receipt)
    return tasks.take_back_of


class _Tasks:
    """Which of the tasks an action means, by what is in sight."""

    def __init__(
        self, floor: FloorPresenter, after: AfterSale, services: Reversals, authorising: Authorising
    ) -> None:
        self._floor = floor
        self._after = after
        self._reader = services.reader
        self._sale = services.open_sale
        desk, state, sale, lookup = floor.desk, services.state, self._sale, services.receipt_lookup
        checkout, returns, voids = services.checkout, services.returns, services.voids
        self._cancelling = Cancelling(desk, state, sale, services.parking, authorising, floor.basket_changed)
        self._voiding = Voiding(
            desk, state, lookup, voids, authorising, self._last_sale, floor.sale_undone, floor.scanned
        )
        self._returning = Returning(
            desk,
            state,
            lookup,
            returns,
            sale,
            authorising,
            self._last_number,
            self._voiding.open_for,
            floor.basket_changed,
            floor.scanned,
        )
        self._settling = Settling(
            desk, state, sale, returns, checkout, authorising, floor.next_sale, floor.scanned
        )

    def pay(self) -> None:
        """Take money, or give it back where more comes back than is bought."""
        self._floor.pay(self._settling.open)

    def void(self) -> None:
        """The receipt in sight, else the basket, else the sale made last (ux.md section 4)."""
        shown, sale = self._after.receipt_shown, self._sale.sale
        if shown is not None and shown.kind == EventKind.SALE_COMPLETED:
            self._voiding.open_for(shown.series, shown.number)
        elif sale.is_empty:
            self._voiding.open()
        elif sale.has_goods:
            self._cancelling.open()
        else:
            self._sale.take_back(None)  # nothing was sold and nothing stored: the customer keeps the goods
            self._floor.basket_changed()

    def take_back(self) -> None:
        """The receipt in sight, else ask for one."""
        shown = self._after.receipt_shown
        if shown is not None and shown.kind == EventKind.SALE_COMPLETED:
            self._returning.open_for(format_number(shown.series, shown.number))
        else:
            self._returning.open()

    def take_back_of(self, number: str) -> None:
        """One receipt."""
        self._returning.open_for(number)

    def receipt(self, code: str) -> bool:
        """A receipt scanned on the floor opens its return by itself (ux.md screen 9)."""
        if not is_code(code) and RECEIPT_NUMBER.fullmatch(code) is None:
            return False
        self._returning.open_for(code)
        return True

    def _last_sale(self) -> tuple[str, int] | None:
        last = self._reader.recent_sales(1)
        return (last[0].series, last[0].number) if last else None

    def _last_number(self) -> str | None:
        place = self._last_sale()
        return None if place is None else format_number(*place)
