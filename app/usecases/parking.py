"""Setting a sale aside and taking it up again, and giving one up (domain.md section 11; ux.md screen 10)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from app.usecases.catalogue import Catalogue
from app.usecases.drafts import DraftKeeper, Witness
from app.usecases.open_sale import OpenSale
from app.usecases.parked_prices import Moved, PriceMoved, what_moved, with_prices
from app.usecases.parked_slips import ParkedSlips
from app.usecases.ports import DraftSale, NewPrintJob, StoreRunner, TillReader, WriteUnit
from app.usecases.state import TillState
from core.domain.documents import money_text
from core.domain.errors import DomainError
from core.domain.journal.events import EventKind, JsonObject
from core.domain.receipt.parked_slip import slip_code
from core.domain.sale import Sale
from core.domain.sale_state import SaleState


@dataclass(frozen=True, slots=True)
class ParkedSale:
    """A sale set aside, as a list shows it.

    Attributes:
        label: Name it was given, empty without one.
        since: When it was set aside.
        total: What is due at its prices and the promotions of now, balboas; negative when goods come back for
            more.
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
        keep, job = DraftKeeper.header_operation(sale), self._slip(sale, label)

        def operation(unit: WriteUnit) -> None:
            keep(unit)
            if job is not None:
                unit.add_print_job(job)

        return operation

    def _slip(self, sale: Sale, label: str) -> NewPrintJob | None:
        slips = self._slips
        if slips is None:
            return None
        return NewPrintJob("report", None, slips.printer, document=slips.slip(sale, label))

    def list(self) -> Sequence[ParkedSale]:
        """All that are set aside, oldest first; one whose draft cannot be read is left where it is."""
        found: list[ParkedSale] = []
        for draft in self._reader.parked():
            with suppress(DomainError):
                found.append(summary_of(self._open.read(draft)))
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

    def read(self, sale_id: str) -> Sale:
        """A sale set aside as it would come back now, to look at.

        Raises:
            DomainError: ``parked_unknown``, ``draft_damaged``.
        """
        return self._open.read(self._draft(sale_id))

    def moved(self, sale_id: str) -> Moved:
        """What changed while a sale waited: prices of the list, and what promotions take.

        Raises:
            DomainError: as `read`.
        """
        return what_moved(self.read(sale_id), self._catalogue)

    def rename(
        self, sale_id: str, label: str, done: Callable[[], Any], failed: Callable[[Exception], Any]
    ) -> None:
        """Give a sale set aside another name; its slip, where there is one, comes out anew.

        Args:
            sale_id: Which.
            label: Name.
            done: It is on disk.
            failed: `DomainError` as `read`, or an error of the store; the name is as before.
        """
        try:
            draft = self._draft(sale_id)
            sale = self._open.read(draft)
        except DomainError as error:
            failed(error)
            return
        head, job = {**draft.header, "label": label}, self._slip(sale, label)

        def operation(unit: WriteUnit) -> None:
            unit.save_draft_header(sale_id, head)
            if job is not None:
                unit.add_print_job(job)

        self._runner.submit(operation, lambda _: done(), failed)

    def recall(self, sale_id: str, prices: Sequence[PriceMoved] = ()) -> None:
        """Take a sale up again in place of the open one, which must be empty.

        Args:
            sale_id: Which.
            prices: Those of `moved` that a person saw and takes over; the others stay as they were.

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

        def stored() -> None:
            self._open.start_next()
            done()

        self._give_up(sale, reason, witness, stored, failed)

    def cancel_parked(
        self,
        sale: Sale,
        reason: str,
        witness: Witness | None,
        done: Callable[[], Any],
        failed: Callable[[Exception], Any],
    ) -> None:
        """Give a sale set aside up without taking it up: the same event.

        Args:
            sale: Of `read`, as it was shown and allowed.
            reason: Reason code.
            witness: Who allowed it, None where the cashier may.
            done: It waits no more.
            failed: As `cancel`, and ``parked_unknown`` where it was taken up or given up meanwhile.
        """
        try:
            self._draft(sale.sale_id)
        except DomainError as error:
            failed(error)
            return
        self._give_up(sale, reason, witness, done, failed)

    def _give_up(
        self,
        sale: Sale,
        reason: str,
        witness: Witness | None,
        done: Callable[[], Any],
        failed: Callable[[Exception], Any],
    ) -> None:
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
