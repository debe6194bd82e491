"""Change worked out anew after the sale: an event beside it, no new receipt (ux.md section 4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.usecases.ports import StoreRunner, WriteUnit
from app.usecases.state import TillState
from app.usecases.tender import CompletedRecord
from core.domain.change_correction import (
    CashHandled,
    ChangeCorrection,
    cash_of_sale,
    corrected_cash,
    correction_to_data,
)
from core.domain.errors import DomainError
from core.domain.journal.events import EventKind
from core.domain.refund_document import OriginalSale


@dataclass(frozen=True, slots=True)
class LastCash:
    """The sale made last and its cash as it is believed now."""

    record: CompletedRecord
    cash: CashHandled


class ChangeCorrections:
    """Corrects the cash of the sale whose change stands on the screen."""

    def __init__(self, state: TillState, runner: StoreRunner) -> None:
        self._state = state
        self._runner = runner

    @staticmethod
    def begin(record: CompletedRecord) -> LastCash:
        """What the document says of a sale that was just stored."""
        return LastCash(record, cash_of_sale(record.sale))

    @staticmethod
    def preview(last: LastCash, received: Decimal) -> CashHandled:
        """The change for another sum handed over.

        Raises:
            DomainError: as `core.domain.change_correction.corrected_cash`.
        """
        return corrected_cash(last.cash, received)

    def complete(
        self,
        last: LastCash,
        received: Decimal,
        done: Callable[[LastCash], Any],
        failed: Callable[[Exception], Any],
    ) -> None:
        """Store the correction; ``done`` follows only after both journals hold it.

        Args:
            last: The sale, as it is believed now.
            received: Balboas that were handed over.
            done: Receives it as it is believed from now on.
            failed: `DomainError` as `preview`, ``nobody_signed_in``, or an error of the store.
        """
        try:
            if self._state.person is None:
                raise DomainError("nobody_signed_in")
            after = corrected_cash(last.cash, received)
        except DomainError as error:
            failed(error)
            return
        sale, event_id = last.record.sale, last.record.stored.event.event_id
        original = OriginalSale(
            sale.series,
            sale.number,
            self._state.identity.terminal_id,
            event_id,
            sale.local_transaction_id,
        )
        data = correction_to_data(ChangeCorrection(original, last.cash, after))
        context = self._state.context()

        def operation(unit: WriteUnit) -> LastCash:
            unit.append(EventKind.CHANGE_CORRECTED, data, context, event_id)
            return LastCash(last.record, after)

        self._runner.submit(operation, done, failed)
