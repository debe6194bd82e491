"""The open sale: finding goods, changing lines, and keeping every change on disk as a draft.

The screen is painted from memory first; the draft write follows on the store thread in order
(performance.md 2.4), so a crash costs nothing and a completed sale waits for the drafts before it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.usecases.catalogue import Catalogue
from app.usecases.ports import DraftSale, StoreRunner, WriteUnit
from app.usecases.state import TillState
from core.domain.basket import Change, ChangeKind
from core.domain.basket_line import PricePolicy, line_to_draft
from core.domain.catalog import Product
from core.domain.documents import money_text, quantity_text
from core.domain.embedded import LabelTemplate
from core.domain.errors import DomainError
from core.domain.journal.events import EventKind, JsonObject
from core.domain.sale import Sale
from core.domain.scan import Embedded, Gs1, Gtin, ReceiptScan, Scan, parse_scan
from core.ports.clock import IdSource

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a code stands for: the product, its clean code, and what the label says."""

    product: Product
    code: str
    quantity: Decimal | None = None
    label_price: Decimal | None = None


class OpenSale:
    """One open sale at a time; a new one opens when the last is completed."""

    def __init__(
        self,
        state: TillState,
        runner: StoreRunner,
        catalogue: Catalogue,
        ids: IdSource,
        templates: Sequence[LabelTemplate],
        write_failed: Callable[[Exception], Any],
        policy: PricePolicy | None = None,
    ) -> None:
        self._state = state
        self._runner = runner
        self._catalogue = catalogue
        self._ids = ids
        self._templates = tuple(templates)
        self._write_failed = write_failed
        self._policy = policy or PricePolicy()
        self.sale = self._new_sale()

    def _new_sale(self) -> Sale:
        return Sale(self._ids.uuid7(), self._policy)

    def start_next(self) -> None:
        """Open an empty sale (the last one was completed or given up)."""
        self.sale = self._new_sale()

    def restore(self, draft: DraftSale) -> None:
        """Take up the basket a crash or restart left behind.

        Raises:
            DomainError: ``draft_damaged``.
        """
        self.sale = Sale.from_draft(draft.header, draft.lines)

    def scan(self, text: str, quantity: Decimal | None = None) -> Change:
        """Add what a code stands for.

        Args:
            text: The whole code, as scanned or typed.
            quantity: Pieces or measure; None for one piece, or for what the label says.

        Raises:
            DomainError: ``unknown_code``, ``receipt_scanned`` (with its ``text``), ``weight_needed``, the
                codes of `parse_scan` for a code that does not check, and those of `Sale.add`.
        """
        found = self._find(text)
        if quantity is not None and (found.quantity is not None or found.label_price is not None):
            # one label is one weighed pack: counting it again would invent its weight
            raise DomainError("label_times", name=found.product.name)
        return self._add(
            found.product,
            found.quantity or quantity,
            code=found.code,
            label_price=found.label_price,
            by_hand=quantity is not None,
        )

    def _find(self, text: str) -> _Found:
        try:
            scan = parse_scan(text, self._templates)
        except DomainError:
            # only an exact match of the whole string saves a code that does not check (hardware.md 8)
            exact = self._catalogue.by_code(text)
            if exact is None:
                raise
            return _Found(exact, text)
        return self._resolve(scan)

    def _resolve(self, scan: Scan) -> _Found:
        if isinstance(scan, Gtin):
            return _Found(_known(self._catalogue.by_gtin(scan.gtin14), scan.text), scan.text)
        if isinstance(scan, Embedded):
            label = scan.label
            product = _known(self._catalogue.by_item(label.item), scan.text)
            if label.weight is not None and product.unit != "kg":
                # labels carry kilograms (domain.md section 13): never sold as if they were pounds
                raise DomainError("weight_other_unit", name=product.name, unit=product.unit)
            return _Found(product, scan.text, label.weight, label.price)
        if isinstance(scan, Gs1):
            data = scan.data
            product = _known(self._catalogue.by_gtin(data.gtin) if data.gtin else None, scan.text)
            weight = data.weight_lb if product.unit == "lb" else data.weight_kg
            return _Found(product, scan.text, weight if product.measured else None, data.price)
        exact = None if isinstance(scan, ReceiptScan) and scan.signed else self._catalogue.by_code(scan.text)
        if exact is None and isinstance(scan, ReceiptScan):
            raise DomainError("receipt_scanned", text=scan.text)
        return _Found(_known(exact, scan.text), scan.text)

    def add(self, product: Product, quantity: Decimal | None = None) -> Change:
        """Add goods and keep the draft; a weight that a person gives is an event of its own.

        Raises:
            DomainError: ``weight_needed`` for goods by measure without a quantity; as `Sale.add`.
        """
        return self._add(product, quantity, by_hand=quantity is not None)

    def _add(
        self,
        product: Product,
        quantity: Decimal | None,
        *,
        code: str = "",
        label_price: Decimal | None = None,
        by_hand: bool,
    ) -> Change:
        if quantity is None and label_price is None and product.measured:
            raise _weight_needed(product)
        first = self.sale.is_empty
        with _named(product):
            change = self.sale.add(product, quantity or _ONE, code=code, label_price=label_price)
        self._keep(change, header=first)
        if product.measured and by_hand:
            self._note_weight(product, quantity or _ONE)
        return change

    def add_variant(self, variant_id: str, quantity: Decimal | None = None) -> Change:
        """Add a product picked from tiles or search.

        Raises:
            DomainError: ``unknown_code`` when it left the catalogue meanwhile; as `add`.
        """
        return self.add(_known(self._catalogue.by_variant(variant_id), variant_id), quantity)

    def _note_weight(self, product: Product, weight: Decimal) -> None:
        """A weight that no label and no scale gave is on record (hardware.md section 9, sync.md I13)."""
        data: JsonObject = {
            "local_transaction_id": self.sale.sale_id,
            "variant_id": product.variant_id,
            "quantity": quantity_text(weight),
        }
        context = self._state.context()

        def operation(unit: WriteUnit) -> None:
            unit.append(EventKind.WEIGHT_ENTERED, data, context)

        self._runner.submit(operation, _nothing, self._write_failed)

    def set_quantity(self, key: int, quantity: Decimal) -> Change:
        """Set a line's quantity and keep the draft; a weight typed so is an event of its own."""
        product = self.sale.line(key).product
        with _named(product):
            change = self.sale.set_quantity(key, quantity)
        self._keep(change)
        if product.measured:
            self._note_weight(product, quantity)
        return change

    def remove(self, key: int) -> Change:
        """Take a line out; a removed line is an event of its own (sync.md E3)."""
        change = self.sale.remove(key)
        self._keep(change)
        return change

    def undo(self) -> Change:
        """Take back the last change."""
        change = self.sale.undo()
        self._keep(change)
        return change

    def repeat_last(self) -> Change:
        """One more of the last line's goods.

        Raises:
            DomainError: ``weight_needed`` when they are weighed each time; as `Sale.repeat_last`.
        """
        try:
            change = self.sale.repeat_last()
        except DomainError as error:
            if error.code != "weigh_again":
                raise
            raise _weight_needed(self.sale.line_at(-1).product) from error
        self._keep(change)
        return change

    def keep_header(self) -> None:
        """Store tenders and state of the open basket."""
        sale_id = self.sale.sale_id
        header = self.sale.header_to_draft()

        def operation(unit: WriteUnit) -> None:
            unit.save_draft_header(sale_id, header)

        self._runner.submit(operation, _nothing, self._write_failed, joins=True)

    def _keep(self, change: Change, *, header: bool = False) -> None:
        sale_id = self.sale.sale_id
        head = self.sale.header_to_draft() if header or change.kind is ChangeKind.ADDED else None
        line = None if change.after is None else line_to_draft(change.after)
        removed = self._removed(change)
        context = self._state.context() if removed else None
        emptied = self.sale.is_empty

        def operation(unit: WriteUnit) -> None:
            if head is not None:
                unit.save_draft_header(sale_id, head)
            unit.save_draft_line(sale_id, change.key, line)
            if emptied:
                unit.drop_draft(sale_id)
            if removed is not None and context is not None:
                unit.append(EventKind.LINE_REMOVED, removed, context)

        self._runner.submit(operation, _nothing, self._write_failed, joins=removed is None)

    def _removed(self, change: Change) -> JsonObject | None:
        before = change.before
        if change.kind is not ChangeKind.REMOVED or before is None:
            return None
        return {
            "local_transaction_id": self.sale.sale_id,
            "variant_id": before.product.variant_id,
            "name": before.product.name,
            "quantity": quantity_text(before.quantity),
            "amount": money_text(before.gross),
        }


def _weight_needed(product: Product) -> DomainError:
    return DomainError("weight_needed", name=product.name, unit=product.unit, variant_id=product.variant_id)


@contextmanager
def _named(product: Product) -> Generator[None]:
    """A refusal about goods says which."""
    try:
        yield
    except DomainError as error:
        raise DomainError(error.code, **{**error.values, "name": product.name}) from error


def _known(product: Product | None, text: str) -> Product:
    if product is None:
        raise DomainError("unknown_code", text=text)
    return product


def _nothing(_: object) -> None:
    """A draft that was written needs no answer."""
