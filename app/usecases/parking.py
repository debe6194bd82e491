"""Setting a sale aside and taking it up again, and giving one up (domain.md section 11; ux.md screen 10)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.usecases.catalogue import Catalogue
from app.usecases.drafts import DraftKeeper, Witness
from app.usecases.open_sale import OpenSale
from app.usecases.parked_prices import PriceMoved, moved_prices, with_prices
from app.usecases.parked_slips import ParkedSlips
from app.usecases.ports import DraftSale, NewPrintJob, StoreRunner, TillReader, WriteUnit
from app.usecases.state import TillState
from core.domain.documents import money_text
from core.domain.errors import DomainError
from core.domain.journal.events import EventKind, JsonObject
from core.domain.receipt.parked_slip import slip_code
from core.domain.sale import Sale
from core.domain.sale_draft import sale_from_draft
from core.domain.sale_state import SaleState


@dataclass(frozen=True, slots=True)
class ParkedSale:
    """A sale set aside, as a list shows it.

    Attributes:
        label: Name it was given, empty without one.
        since: When it was set aside.
        total: What is due as it was priced then, balboas; negative when goods come back for more.
        unknown: Whether the outcome of one of its tenders is not known.
    """

    sale_id: str
    label: str
    since: datetime | None
    lines: int
    total: Decimal
    unknown: bool = False


class Parking:
    """Parks, lists and recalls; one open sale at a time stays the rule.

    Args:
        catalogue: Prices of now, to say which changed while a sale waited; None says none.
        slips: Makes a slip for each sale set aside; None prints none.
    """

    def __init__(
        self,
        state: TillState,
        runner: StoreRunner,
        reader: TillReader,
        open_sale: OpenSale,
        catalogue: Catalogue | None = None,
        slips: ParkedSlips | None = None,
    ) -> None:
        self._state = state
        self._runner = runner
        self._reader = reader
        self._open = open_sale
        self._catalogue = catalogue
        self._slips = slips

    def park(self, label: str, done: Callable[[ParkedSale], Any], failed: Callable[[Exception], Any]) -> None:
        """Set the open sale aside with its slip; the next one is empty once both are on disk.

        Args:
            label: Name, may be empty.
            done: Receives what was parked.
            failed: `DomainError` ``sale_empty``, or an error of the store; the sale is then open as before.
        """
        sale = self._open.sale
        try:
            sale.park(label, self._state.clock.now())
        except DomainError as error:
            failed(error)
            return
        parked = summary_of(sale)

        def kept(_: object) -> None:
            self._open.start_next()
            done(parked)

        def undo(error: Exception) -> None:
            sale.recall()
            failed(error)

        self._runner.submit(self._parking(sale, label), kept, undo)

    def _parking(self, sale: Sale, label: str) -> Callable[[WriteUnit], None]:
        keep = DraftKeeper.header_operation(sale)
        slips = self._slips
        if slips is None:
            return keep
        job = NewPrintJob("report", None, slips.printer, document=slips.slip(sale, label))

        def operation(unit: WriteUnit) -> None:
            keep(unit)
            unit.add_print_job(job)

        return operation

    def list(self) -> Sequence[ParkedSale]:
        """All that are set aside, oldest first; one whose draft cannot be read is left where it is."""
        found: list[ParkedSale] = []
        for draft in self._reader.parked():
            sale = _read(draft)
            if sale is not None:
                found.append(summary_of(sale))
        return found

    def of_slip(self, code: str) -> str:
        """The sale whose slip this is.

        Raises:
            DomainError: ``parked_unknown``.
        """
        wanted = code.strip().upper()
        found = [draft for draft in self._reader.parked() if slip_code(draft.local_transaction_id) == wanted]
        if len(found) != 1:
            raise DomainError("parked_unknown")
        return found[0].local_transaction_id

    def moved(self, sale_id: str) -> Sequence[PriceMoved]:
        """Prices of the list that changed while a sale waited.

        Raises:
            DomainError: ``parked_unknown``, ``draft_damaged``.
        """
        if self._catalogue is None:
            return ()
        return moved_prices(self._draft(sale_id), self._catalogue)

    def recall(self, sale_id: str, prices: Sequence[PriceMoved] = ()) -> None:
        """Take a sale up again in place of the open one, which must be empty.

        Args:
            sale_id: Which.
            prices: Of `moved`, those that a person saw and takes over; the others stay as they were.

        Raises:
            DomainError: ``sale_not_empty``, ``parked_unknown`` (it was taken up or given up meanwhile),
                ``draft_damaged``.
        """
        if not self._open.sale.is_empty:
            raise DomainError("sale_not_empty")
        self._open.restore(with_prices(self._draft(sale_id), prices))
        self._open.sale.recall()
        self._open.keep_whole([one.key for one in prices])

    def _draft(self, sale_id: str) -> DraftSale:
        draft = self._reader.draft_of(sale_id)
        if draft is None or draft.header.get("state") != SaleState.PARKED.value:
            raise DomainError("parked_unknown")
        return draft

    def cancel(
        self,
        reason: str,
        witness: Witness | None,
        done: Callable[[], Any],
        failed: Callable[[Exception], Any],
    ) -> None:
        """Give the open sale up: an event of its own, with its reason and who allowed it.

        Args:
            reason: Reason code.
            witness: Who allowed it, None where the cashier may.
            done: The next sale is open.
            failed: `DomainError` ``sale_empty``, ``tender_approved`` (money other than cash must go back
                first), or an error of the store; nothing changed then.
        """
        sale = self._open.sale
        try:
            sale.require_cancellable()
        except DomainError as error:
            failed(error)
            return
        data: JsonObject = {
            "local_transaction_id": sale.sale_id,
            "lines": sale.line_count,
            "total_amount": money_text(sale.total),
            "reason": reason,
        }
        context = self._state.context()

        def operation(unit: WriteUnit) -> None:
            surroundings = context
            if witness is not None:
                surroundings = witness.context(context)
                witness.record(unit, surroundings)
            unit.append(EventKind.SALE_CANCELLED, data, surroundings)
            unit.drop_draft(sale.sale_id)

        def stored(_: object) -> None:
            sale.cancel()
            self._open.start_next()
            done()

        self._runner.submit(operation, stored, failed)


def summary_of(sale: Sale) -> ParkedSale:
    """A sale as a list shows it."""
    return ParkedSale(
        sale.sale_id,
        sale.parked.label,
        sale.parked.at,
        sale.line_count,
        sale.due - sale.owed,
        sale.has_unknown_tender,
    )


def _read(draft: DraftSale) -> Sale | None:
    try:
        return sale_from_draft(draft.header, draft.lines)
    except DomainError:
        return None
