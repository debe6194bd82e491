"""Tasks that take something back plugged into the floor: giving the open sale up, voiding a completed one."""

from __future__ import annotations

from typing import Protocol

from app.presenters.authorise import Authorising
from app.presenters.floor.after import AfterSale
from app.presenters.floor.cancelling import Cancelling
from app.presenters.floor.presenter import FloorPresenter
from app.presenters.floor.returning import Returning
from app.presenters.floor.voiding import Voiding
from app.presenters.states import Act
from app.usecases.open_sale import OpenSale
from app.usecases.parking import Parking
from app.usecases.ports import TillReader
from app.usecases.receipt_lookup import ReceiptLookup
from app.usecases.returns import Returns
from app.usecases.state import TillState
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
) -> None:
    """Give the actions that take something back their tasks."""
    desk, state, sale = floor.desk, services.state, services.open_sale
    cancelling = Cancelling(desk, state, sale, services.parking, authorising, floor.basket_changed)

    def last_sale() -> tuple[str, int] | None:
        return _last_sale(services.reader)

    voiding = Voiding(
        desk,
        state,
        services.receipt_lookup,
        services.voids,
        authorising,
        last_sale,
        floor.sale_undone,
        floor.scanned,
    )

    def void() -> None:
        """The receipt in sight, else the basket, else the sale made last (ux.md section 4)."""
        shown = after.receipt_shown
        if shown is not None and shown.kind == EventKind.SALE_COMPLETED:
            voiding.open_for(shown.series, shown.number)
        elif sale.sale.is_empty:
            voiding.open()
        else:
            cancelling.open()

    def last_number() -> str | None:
        place = last_sale()
        return None if place is None else format_number(*place)

    returning = Returning(
        desk,
        state,
        services.receipt_lookup,
        services.returns,
        authorising,
        last_number,
        voiding.open_for,
        floor.scanned,
    )

    def take_back() -> None:
        """The receipt in sight, else ask for one."""
        shown = after.receipt_shown
        if shown is not None and shown.kind == EventKind.SALE_COMPLETED:
            returning.open_for(format_number(shown.series, shown.number))
        else:
            returning.open()

    def receipt(code: str) -> bool:
        """A receipt scanned on the floor opens its return by itself (ux.md screen 9)."""
        if not is_code(code) and RECEIPT_NUMBER.fullmatch(code) is None:
            return False
        returning.open_for(code)
        return True

    floor.register(Act.VOID, void)
    floor.register(Act.RETURN, take_back)
    floor.read_scans(receipt)


def _last_sale(reader: TillReader) -> tuple[str, int] | None:
    last = reader.recent_sales(1)
    return (last[0].series, last[0].number) if last else None
