"""Keeps every change of the open basket on disk, so that a crash costs nothing.

The screen is painted from memory first; the write follows on the store thread in order (performance.md 2.4),
and a completed sale waits for the drafts before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from app.usecases.ports import StoreRunner, WriteUnit
from app.usecases.state import TillState
from core.domain.basket_change import Change, ChangeKind
from core.domain.documents import money_text, quantity_text
from core.domain.journal.events import EventContext, EventKind, JsonObject
from core.domain.sale import Sale
from core.domain.sale_draft import header_to_draft, line_to_draft


@dataclass(frozen=True, slots=True)
class Fact:
    """An event that belongs to a change and is stored with it."""

    kind: EventKind
    data: JsonObject


class Witness(Protocol):
    """A second person's yes, recorded in the transaction of the act it was given for."""

    @property
    def approver_id(self) -> str:
        """Staff id of who allowed it."""
        ...

    def context(self, context: EventContext) -> EventContext:
        """The same surroundings, naming who allowed it."""
        ...

    def record(self, unit: WriteUnit, context: EventContext) -> object:
        """Store the yes."""
        ...


class DraftKeeper:
    """Writes head and lines of the open sale; ``failed`` hears when that could not be done."""

    def __init__(self, state: TillState, runner: StoreRunner, failed: Callable[[Exception], Any]) -> None:
        self._state = state
        self._runner = runner
        self._failed = failed

    def header(self, sale: Sale, witness: Witness | None = None) -> None:
        """Store the head: state, tenders, buyer, discounts of the whole sale; and who allowed it."""
        operation = self.header_operation(sale)
        if witness is None:
            self._runner.submit(operation, _nothing, self._failed, joins=True)
            return
        context = self._state.context()

        def witnessed(unit: WriteUnit) -> None:
            operation(unit)
            _append(unit, (), context, witness)

        self._runner.submit(witnessed, _nothing, self._failed)

    def whole(self, sale: Sale, keys: Sequence[int], witness: Witness | None = None) -> None:
        """Store the head and these lines together, and who allowed it."""
        keep, sale_id = self.header_operation(sale), sale.sale_id
        lines = [(key, line_to_draft(sale.line(key))) for key in keys]
        context = None if witness is None else self._state.context()

        def operation(unit: WriteUnit) -> None:
            keep(unit)
            for key, line in lines:
                unit.save_draft_line(sale_id, key, line)
            if context is not None:
                _append(unit, (), context, witness)

        self._runner.submit(operation, _nothing, self._failed, joins=context is None)

    def header_surely(self, sale: Sale, done: Callable[[], Any], failed: Callable[[Exception], Any]) -> None:
        """Store the head and say when it is on the disk, or why it is not."""
        self._runner.submit(self.header_operation(sale), lambda _: done(), failed)

    @staticmethod
    def header_operation(sale: Sale) -> Callable[[WriteUnit], None]:
        """The write of a head as it is now, for whoever waits for it."""
        sale_id, head = sale.sale_id, header_to_draft(sale)

        def operation(unit: WriteUnit) -> None:
            unit.save_draft_header(sale_id, head)

        return operation

    def change(
        self,
        sale: Sale,
        change: Change,
        *,
        header: bool = False,
        facts: Sequence[Fact] = (),
        witness: Witness | None = None,
    ) -> None:
        """Store what a change touched, with the events that belong to it, in one transaction.

        Args:
            sale: After the change.
            change: What happened.
            header: Store the head too (it is for a new line and for a change of the whole sale).
            facts: Events of this change.
            witness: Who allowed it.
        """
        sale_id = sale.sale_id
        # with tenders the head holds what promotions took, which belongs to these very lines
        wanted = header or change.kind in (ChangeKind.ADDED, ChangeKind.SALE) or bool(sale.tenders)
        head = header_to_draft(sale) if wanted and not sale.is_empty else None
        line = None if change.after is None else line_to_draft(change.after)
        events = (*_removed(sale, change), *facts)
        context = self._state.context() if events or witness is not None else None
        emptied = sale.is_empty

        def operation(unit: WriteUnit) -> None:
            if head is not None:
                unit.save_draft_header(sale_id, head)
            if change.kind is not ChangeKind.SALE:
                unit.save_draft_line(sale_id, change.key, line)
            if emptied:
                unit.drop_draft(sale_id)
            if context is not None:
                _append(unit, events, context, witness)

        self._runner.submit(operation, _nothing, self._failed, joins=context is None)

    def drop(self, sale: Sale) -> None:
        """Nothing is left of the ticket."""
        sale_id = sale.sale_id

        def operation(unit: WriteUnit) -> None:
            unit.drop_draft(sale_id)

        self._runner.submit(operation, _nothing, self._failed, joins=True)

    def fact(self, fact: Fact) -> None:
        """Store an event that changes no line."""
        context = self._state.context()

        def operation(unit: WriteUnit) -> None:
            unit.append(fact.kind, fact.data, context)

        self._runner.submit(operation, _nothing, self._failed)


def _append(unit: WriteUnit, events: Sequence[Fact], context: EventContext, witness: Witness | None) -> None:
    if witness is not None:
        context = witness.context(context)
        witness.record(unit, context)
    for event in events:
        unit.append(event.kind, event.data, context)


def _removed(sale: Sale, change: Change) -> tuple[Fact, ...]:
    """A removed line is an event of its own (sync.md E3)."""
    before = change.before
    if change.kind is not ChangeKind.REMOVED or before is None:
        return ()
    data: JsonObject = {
        "local_transaction_id": sale.sale_id,
        "variant_id": before.product.variant_id,
        "name": before.product.name,
        "quantity": quantity_text(before.quantity),
        "amount": money_text(before.gross),
    }
    return (Fact(EventKind.LINE_REMOVED, data),)


def _nothing(_: object) -> None:
    """A draft that was written needs no answer."""
