"""Opening a shift with its float (domain.md section 15; closing it comes with the shift's own issue)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from app.usecases.ports import OpenShift, StoreRunner, WriteUnit
from app.usecases.state import TillState
from core.domain.documents import money_text
from core.domain.errors import DomainError
from core.domain.journal.events import EventKind, JsonObject
from core.domain.money import to_cents
from core.ports.clock import IdSource


class Shifts:
    """The shift in which sales fall."""

    def __init__(self, state: TillState, runner: StoreRunner, ids: IdSource) -> None:
        self._state = state
        self._runner = runner
        self._ids = ids

    def open(
        self,
        opening_float: Decimal,
        counts: Mapping[str, int] | None,
        done: Callable[[OpenShift], Any],
        failed: Callable[[Exception], Any],
    ) -> None:
        """Open a shift for the person signed in.

        Args:
            opening_float: Cash in the drawer, 0.00 or more, 2 decimals.
            counts: Pieces per denomination key when it was counted, None for the fixed float.
            done: Receives the open shift.
            failed: `DomainError` ``shift_open`` when one is open already, ``nobody_signed_in``,
                ``till_locked``.
        """
        person = self._state.person
        if person is None:
            failed(DomainError("nobody_signed_in"))
            return
        try:
            self._state.demand_unlocked()
        except DomainError as error:
            failed(error)
            return
        shift_id = self._ids.uuid7()
        business_date = self._state.local_time().date().isoformat()
        context = self._state.context()
        opened_at_ms = int(context.occurred_at.timestamp() * 1000)

        def operation(unit: WriteUnit) -> OpenShift:
            if unit.open_shift() is not None:
                raise DomainError("shift_open")
            number = unit.next_shift_number()
            shift = OpenShift(
                shift_id=shift_id,
                number=number,
                business_date=business_date,
                opened_at_ms=opened_at_ms,
                cashier_id=person.staff_id,
                float_cents=to_cents(opening_float),
            )
            data: JsonObject = {
                "shift_id": shift_id,
                "number": number,
                "business_date": business_date,
                "float": money_text(opening_float),
                "counts": None if counts is None else dict(counts),
            }
            unit.append(EventKind.SHIFT_OPENED, data, context)
            return shift

        def opened(shift: OpenShift) -> None:
            self._state.shift = shift
            done(shift)

        self._runner.submit(operation, opened, failed)
