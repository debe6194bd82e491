"""Tasks on receipts plugged into the floor: finding one to see, print again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.presenters.floor.after import AfterSale
from app.presenters.floor.presenter import FloorPresenter
from app.presenters.floor.receipt_list import ReceiptList
from app.presenters.states import Act
from app.usecases.receipt_lookup import ReceiptLookup
from app.usecases.receipt_search import ReceiptSearch
from app.usecases.state import TillState


def plug_receipt_tasks(
    floor: FloorPresenter, after: AfterSale, state: TillState, search: ReceiptSearch, lookup: ReceiptLookup
) -> None:
    """Give the floor its list of receipts."""

    def see(event_id: str, back: Callable[[], Any]) -> None:
        if after.open_receipt_of(event_id, back):
            floor.show_receipt()

    floor.register(Act.SALE_SEARCH, ReceiptList(floor.desk, state, search, lookup, see, after.standing).open)
