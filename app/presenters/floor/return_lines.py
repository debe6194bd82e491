"""Which lines of a receipt come back, and how much of each: marked, stepped or typed (screen 9)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from app.presenters import format as fmt
from app.presenters.messages import Tone
from app.presenters.panels import Field, FieldKind, Label, RowItem, Rows, Say
from app.presenters.wording import W
from app.usecases.receipt_lookup import ReturnableReceipt
from core.domain.documents import quantity_text
from core.domain.entry import parse_quantity
from core.domain.errors import DomainError
from core.domain.returning import ReturnableLine, take_back

ROWS: Final = "lines"
QUANTITY: Final = "quantity"
_NONE: Final = Decimal(0)
_ONE: Final = Decimal(1)


class ReturnLines:
    """Quantities that come back of one receipt, never more than is left of a line.

    A quantity is typed for the row that is selected. One that cannot be taken stays in the field and is said
    when the person goes on.
    """

    def __init__(self, receipt: ReturnableReceipt) -> None:
        self._receipt = receipt
        self._lines = receipt.lines
        self._wanted: dict[int, Decimal] = {}
        self._selected = next((at for at, line in enumerate(self._lines) if self._takes(line)), 0)
        self._typed = ""
        self._wrong: DomainError | None = None

    @property
    def wanted(self) -> Mapping[int, Decimal]:
        """Quantity by line number, above zero."""
        return {n: quantity for n, quantity in self._wanted.items() if quantity > 0}

    @property
    def any_left(self) -> bool:
        """Whether anything may still come back."""
        return any(line.returns.left > 0 for line in self._lines)

    @property
    def all_marked(self) -> bool:
        """Whether everything that may come back is marked."""
        return all(self._of(line) == line.returns.left for line in self._lines if self._takes(line))

    def check(self) -> Mapping[int, Decimal]:
        """What comes back.

        Raises:
            DomainError: what was typed last cannot be; ``nothing_returned``.
        """
        if self._wrong is not None:
            raise self._wrong
        if not self.wanted:
            raise DomainError("nothing_returned")
        return self.wanted

    # ------------------------------------------------------------------ what people do

    def move(self, step: int) -> None:
        """Another row."""
        self.select(self._selected + step)

    def select(self, index: int) -> None:
        """Another row, staying inside."""
        self._forget()
        self._selected = max(0, min(len(self._lines) - 1, index))

    def mark(self, index: int) -> None:
        """Tick: all that is left of the line; untick: nothing.

        Raises:
            DomainError: as `_set`.
        """
        self.select(index)
        line = self._lines[self._selected]
        self._set(line, _NONE if self._of(line) else line.returns.left)

    def step(self, index: int, step: int) -> None:
        """One more or one less.

        Raises:
            DomainError: as `_set`.
        """
        self.select(index)
        line = self._lines[self._selected]
        self._set(line, max(_NONE, min(line.returns.left, self._of(line) + step)))

    def type(self, text: str) -> None:
        """The quantity of the selected line as far as it is typed."""
        self._typed, self._wrong = text, None
        line = self._lines[self._selected]
        entry = text.strip()
        if not entry:
            return
        try:
            self._set(line, _NONE if entry == "0" else parse_quantity(entry, measured=_measured(line)))
        except DomainError as error:
            self._wrong = DomainError(error.code, **{**error.values, "text": entry, "name": line.item.name})

    def mark_all(self, *, marked: bool) -> None:
        """All that is left of every line that can come back here, or nothing at all."""
        self._forget()
        self._wanted = {
            line.item.n: line.returns.left for line in self._lines if marked and self._takes(line)
        }

    def _set(self, line: ReturnableLine, quantity: Decimal) -> None:
        """Take a quantity.

        Raises:
            DomainError: ``exceeds_sold``, ``line_unresolved`` (both with ``name``).
        """
        if quantity > 0 and line.item.n in self._receipt.unresolved:
            raise DomainError("line_unresolved", name=line.item.name)
        if quantity > line.returns.left or (quantity == 0 and line.returns.left == 0):
            raise DomainError("exceeds_sold", name=line.item.name, left=quantity_text(line.returns.left))
        self._wanted[line.item.n] = quantity

    def _forget(self) -> None:
        self._typed, self._wrong = "", None

    def _of(self, line: ReturnableLine) -> Decimal:
        return self._wanted.get(line.item.n, _NONE)

    def _takes(self, line: ReturnableLine) -> bool:
        return line.returns.left > 0 and line.item.n not in self._receipt.unresolved

    # ------------------------------------------------------------------ what stands on it

    def rows(self) -> Rows:
        """One row for each line of the receipt."""
        return Rows(ROWS, tuple(self._row(line) for line in self._lines), self._selected)

    def field(self) -> Field:
        """The quantity of the selected line."""
        line = self._lines[self._selected]
        left = fmt.quantity(line.returns.left, measured=_measured(line) and line.returns.left > 0)
        unit = f" {line.item.unit}" if _measured(line) else ""
        return Field(
            QUANTITY,
            Say(W.RETURN_QUANTITY),
            FieldKind.AMOUNT,
            self._typed,
            active=True,
            trailing=Say(W.RETURN_OUT_OF, {"left": f"{left}{unit}"}),
            limit=12,
        )

    def total(self) -> Decimal:
        """What goes back for what is marked, balboas."""
        return self._amount(self.wanted) if self.wanted else Decimal("0.00")

    def _amount(self, wanted: Mapping[int, Decimal]) -> Decimal:
        inside = self._receipt.sale.price_includes_tax
        return take_back(self._lines, wanted, price_includes_tax=inside).total

    def _row(self, line: ReturnableLine) -> RowItem:
        item, back, measured = line.item, self._of(line), _measured(line)
        values = {
            "sold": fmt.quantity(item.quantity, measured=measured),
            "returned": fmt.quantity(line.returned, measured=measured and line.returned > 0),
            "left": fmt.quantity(line.returns.left, measured=measured and line.returns.left > 0),
        }
        takes = self._takes(line)
        note, tone = self._note(line, back, measured=measured)
        return RowItem(
            str(item.n),
            item.name,
            Say(W.RETURN_SOLD if not line.returned else W.RETURN_LEFT, values),
            fmt.money(-self._amount({item.n: back})) if back else "",
            note,
            marked=back > 0 if takes else None,
            stepper=fmt.quantity(back, measured=False) if takes and not measured else "",
            tone=tone,
        )

    def _note(self, line: ReturnableLine, back: Decimal, *, measured: bool) -> tuple[Label, Tone]:
        if not line.returns.left:
            return Say(W.RETURN_NONE_LEFT), Tone.INFO
        if line.item.n in self._receipt.unresolved:
            return Say(W.RETURN_UNKNOWN_HERE), Tone.WARN
        if measured and back:
            return f"{fmt.quantity(back, measured=True)} {line.item.unit}", Tone.INFO
        return "", Tone.INFO


def _measured(line: ReturnableLine) -> bool:
    return line.item.unit != "u"
