"""Basket rows ready to paint, and which row shows which line."""

from __future__ import annotations

from typing import Final

from app.presenters import format as fmt
from app.presenters.messages import M, Message, Tone
from app.presenters.states import Act, BasketRow, RowKind, TotalsState
from core.domain.basket_line import BasketLine
from core.domain.documents import format_number
from core.domain.money import from_cents
from core.domain.sale import Sale
from core.domain.text import sanitise

RAW_LIMIT = 40
RETURN_KEYS: Final = 1_000_000_000
"""Keys of goods on their way back begin here: this and the number of their line on the receipt."""


def item_row(line: BasketLine) -> BasketRow:
    """A row of goods. A price label fixes its quantity, so it has no stepper either."""
    product = line.product
    return BasketRow(
        key=line.key,
        kind=RowKind.ITEM,
        name=product.name,
        quantity=fmt.quantity(line.quantity, measured=product.measured),
        unit=product.unit if product.measured else "",
        price=fmt.money(product.unit_price),
        tax=fmt.tax_label(product.tax_code, product.tax_rate),
        amount=fmt.money(line.net),
        pill=_pill(line),
        measured=product.measured or line.label_price is not None,
    )


def return_rows(sale: Sale) -> list[BasketRow]:
    """Rows of what comes back in the ticket, each with the number of its receipt and no stepper."""
    back = sale.back
    if back is None:
        return []
    receipt = format_number(back.original.series, back.original.number)
    rows: list[BasketRow] = []
    for item in back.taken.items:
        measured = item.unit != "u"
        rows.append(
            BasketRow(
                key=RETURN_KEYS + item.original_n,
                kind=RowKind.RETURN,
                name=item.name,
                quantity=f"−{fmt.quantity(item.quantity, measured=measured)}",
                unit=item.unit if measured else "",
                tax=fmt.tax_label(item.tax_code, item.tax_rate),
                amount=fmt.money(-item.total),
                pill=receipt,
                measured=True,
            )
        )
    return rows


def _pill(line: BasketLine) -> str:
    """What was taken off the line, as one amount; «why?» tells it apart."""
    off = line.gross - line.net
    return fmt.money(-off) if off else ""


def line_title(line: BasketLine) -> str:
    """A line in a few words: ``Arroz blanco 5 lb · 2 × 3.25``."""
    quantity = fmt.quantity(line.quantity, measured=line.product.measured)
    return f"{line.product.name} · {quantity} × {fmt.money(line.product.unit_price)}"


def promotion_is_better(line: BasketLine) -> Message | None:
    """What is said of a line whose discount by law gives way to promotions; None where it holds."""
    law = line.terms.law
    if law is None or line.is_statutory:
        return None
    values = {"promotion": fmt.money(from_cents(line.promo_cents))}
    values["discount"] = fmt.money(from_cents(law.off(line.gross_cents)))
    return Message(M.PROMOTION_IS_BETTER, Tone.INFO, values, action=Act.UNDO)


def error_row(key: int, raw: str, message: Message) -> BasketRow:
    """A scan that was not added: its raw text cleaned of control characters and cut at 40."""
    return BasketRow(key=key, kind=RowKind.ERROR, name=shown_text(raw), message=message)


def shown_text(raw: str) -> str:
    """Device or typed text fit to be shown inside «…» (ux.md section 5)."""
    return sanitise(raw, RAW_LIMIT)


def totals_of(sale: Sale) -> TotalsState:
    """The total card."""
    return TotalsState(
        subtotal=fmt.money(sale.subtotal),
        promotions=fmt.money(-sale.promotion_total),
        discount=fmt.money(-sale.discount_total),
        tax=fmt.money(sale.itbms),
        total=fmt.money(sale.due - sale.owed),
        lines=sale.line_count + (len(sale.back.wanted) if sale.back is not None else 0),
        zero=sale.is_empty,
        back=fmt.money(-sale.back_total),
    )


class RowLedger:
    """Keys of the rows in order: positive for lines of the sale, negative for error rows.

    Goods on their way back have keys above `RETURN_KEYS` and stand first.
    """

    def __init__(self) -> None:
        self._keys: list[int] = []
        self._next_error = -1

    def __len__(self) -> int:
        return len(self._keys)

    def clear(self) -> None:
        """Forget all rows."""
        self._keys.clear()

    def new_error_key(self) -> int:
        """A key for an error row, never used before."""
        key = self._next_error
        self._next_error -= 1
        return key

    def append(self, key: int) -> int:
        """Add a row at the end; returns its index."""
        self._keys.append(key)
        return len(self._keys) - 1

    def place(self, key: int) -> int:
        """Put a line back among its neighbours by key (undo of a removal); returns its index."""
        index = len(self._keys)
        while index > 0 and not (0 < self._keys[index - 1] < key or self._keys[index - 1] > RETURN_KEYS):
            index -= 1
        after = index
        while after < len(self._keys) and self._keys[after] < 0:
            after += 1
        self._keys.insert(after, key)
        return after

    def index(self, key: int, line: int) -> int | None:
        """Row of a key, None when it is not shown.

        Args:
            key: Of a line of the sale.
            line: Position of the line in the sale, which is where to look first: only goods on their way
                back and refused scans stand before it beside other lines.
        """
        try:
            return self._keys.index(key, line)
        except ValueError:
            return None

    def key(self, index: int) -> int | None:
        """Key of a row, None outside."""
        return self._keys[index] if 0 <= index < len(self._keys) else None

    def remove(self, index: int) -> None:
        """Take a row away."""
        del self._keys[index]

    def errors(self) -> list[int]:
        """Indices of error rows, last first."""
        return [i for i in range(len(self._keys) - 1, -1, -1) if self._keys[i] < 0]
