"""Screen 11: find a customer and say that they buy; no customer found is a new one (ux.md)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from app.presenters import format as fmt
from app.presenters.floor.new_customer import NewCustomerPart
from app.presenters.floor.standing import as_of, standing_discounts
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import (
    Block,
    Facts,
    Field,
    FieldKind,
    Label,
    Panel,
    PanelButton,
    PanelHost,
    Remark,
    RowItem,
    Rows,
    Say,
)
from app.presenters.refusals import of_domain
from app.presenters.wording import W
from app.usecases.customers import Customers
from app.usecases.customers_port import CustomerRecord
from app.usecases.state import TillState
from core.domain.basket_lines import Also
from core.domain.errors import DomainError
from core.domain.identity_document import Document, DocumentKind
from core.domain.sale_state import Buyer

SHOWN: Final = 20
_QUERY: Final = "query"
_FOUND: Final = "found"
_KINDS: Final = frozenset(kind.value for kind in DocumentKind)


class CustomersPart:
    """Implements `PanelPart`: one field, the customers that fit, what the chosen one may spend.

    Args:
        drawn: Draws who buys and the lines whose promotions changed by that.
        has_buyer: Whether the open sale has a customer, so that there is one to take away.
    """

    def __init__(
        self,
        host: PanelHost,
        customers: Customers,
        state: TillState,
        drawn: Callable[[Also], Any],
        has_buyer: Callable[[], bool],
    ) -> None:
        self._host = host
        self._customers = customers
        self._state = state
        self._drawn = drawn
        self._has_buyer = has_buyer
        self._text = ""
        self._found: tuple[CustomerRecord, ...] = ()
        self._selected: int | None = None

    def panel(self) -> Panel:
        """What stands on it now."""
        chosen = self._chosen()
        return Panel(
            "customers",
            "user",
            Say(W.CUSTOMERS_TITLE),
            (self._field(), self._rows(), *self._standing(chosen)),
            primary=self._primary(chosen),
            buttons=self._buttons(chosen),
        )

    # ------------------------------------------------------------------ what people do

    def edited(self, field_id: str, text: str) -> None:
        """Search as you type."""
        if field_id != _QUERY:
            return
        self._text = text
        self._found = self._customers.find(text, SHOWN)
        self._selected = 0 if self._found else None
        self._host.redraw()

    def select(self, block_id: str, index: int) -> None:
        """A row was touched."""
        if block_id == _FOUND and 0 <= index < len(self._found):
            self._selected = index
            self._host.redraw()

    def move(self, step: int) -> None:
        """Up or down in the list."""
        if self._selected is not None:
            self._selected = max(0, min(len(self._found) - 1, self._selected + step))
            self._host.redraw()

    def press(self, button_id: str) -> None:
        """A button of the foot."""
        if button_id == "use":
            self._use_chosen()
        elif button_id == "new":
            self._create()
        elif button_id == "clear":
            self._tell(self._customers.clear)

    def enter(self) -> None:
        """Use the chosen one; without any, somebody who is not found is new."""
        if self._chosen() is not None:
            self._use_chosen()
        elif self._text.strip():
            self._create()

    def back(self) -> None:
        """To the sale; nothing changed."""
        self._host.close_panel()

    def scanned(self, text: str) -> None:
        """A loyalty card is its customer, at once."""
        record = self._customers.by_card(text)
        if record is None:
            self._host.refuse(Message(M.CARD_OF_NOBODY, Tone.WARN, {"code": text}))
        else:
            self.use(record)

    def use(self, record: CustomerRecord) -> None:
        """Say that this customer buys, and go back to the sale."""
        self._tell(lambda: self._customers.use(record))

    def digit(self, digit: str) -> None:
        """No PIN is asked here."""

    def erase(self) -> None:
        """No PIN is asked here."""

    def focus(self, field_id: str) -> None:
        """There is one field, and it always has the keys."""

    def choose(self, block_id: str, choice_id: str) -> None:
        """There is nothing to choose from."""

    def mark(self, block_id: str, index: int) -> None:
        """Rows have no boxes."""

    def step(self, block_id: str, index: int, step: int) -> None:
        """Rows have no quantities."""

    # ------------------------------------------------------------------ acts

    def _chosen(self) -> CustomerRecord | None:
        return None if self._selected is None else self._found[self._selected]

    def _use_chosen(self) -> None:
        record = self._chosen()
        if record is not None:
            self.use(record)

    def _create(self) -> None:
        self._host.open_panel(NewCustomerPart(self._host, self._customers, self.use, self._text))

    def _tell(self, sale: Callable[[], Also]) -> None:
        try:
            also = sale()
        except DomainError as error:
            self._host.refuse(of_domain(error))
            return
        self._drawn(also)
        self._host.close_panel()

    # ------------------------------------------------------------------ drawing

    def _field(self) -> Field:
        return Field(
            _QUERY,
            Say(W.CUSTOMERS_QUERY),
            FieldKind.TEXT,
            self._text,
            placeholder=Say(W.CUSTOMERS_OR_SCAN),
            active=True,
        )

    def _rows(self) -> Rows:
        empty = Say(W.CUSTOMERS_NOBODY if self._text.strip() else W.CUSTOMERS_TYPE)
        return Rows(_FOUND, tuple(map(customer_row, self._found)), self._selected, empty)

    def _standing(self, chosen: CustomerRecord | None) -> tuple[Block, ...]:
        if chosen is None:
            return ()
        if chosen.blocked:
            return (Remark(Say(W.CUSTOMERS_BLOCKED), Tone.WARN),)
        if chosen.points_as_of is None:
            return (Remark(Say(W.CUSTOMERS_UNKNOWN)),)
        buyer = self._customers.buyer(chosen)
        rows = [self._as_of(W.CUSTOMERS_POINTS, chosen.points_as_of, str(buyer.points))]
        if chosen.credit_limit is not None:
            rows.append(self._as_of(W.CUSTOMERS_CREDIT, chosen.points_as_of, fmt.money(buyer.credit)))
        discounts = standing_discounts(buyer)
        if discounts:
            rows.append((Say(W.CUSTOMERS_DISCOUNTS), discounts))
        facts = Facts(tuple(rows))
        if _held_back(chosen, buyer):
            return (facts, Remark(Say(W.CUSTOMERS_HELD_BACK), Tone.WARN))
        return (facts,)

    def _as_of(self, words: W, moment: datetime, value: str) -> tuple[Label, str]:
        return as_of(self._state, words, moment), value

    def _primary(self, chosen: CustomerRecord | None) -> PanelButton | None:
        if chosen is not None:
            return PanelButton("use", Say(W.CUSTOMERS_USE), icon="check")
        if self._text.strip():
            return PanelButton("new", Say(W.CUSTOMERS_NEW), icon="user-plus")
        return None

    def _buttons(self, chosen: CustomerRecord | None) -> tuple[PanelButton, ...]:
        buttons: list[PanelButton] = []
        if chosen is not None or not self._text.strip():
            buttons.append(PanelButton("new", Say(W.CUSTOMERS_NEW), icon="user-plus"))
        if self._has_buyer():
            buttons.append(PanelButton("clear", Say(W.CUSTOMERS_WALK_IN), icon="user"))
        return tuple(buttons)


def customer_row(record: CustomerRecord) -> RowItem:
    """One customer of a list: name, document and phone."""
    detail = "  ".join(part for part in (_document(record), record.phone) if part)
    return RowItem(record.customer_id, record.name, detail)


def _document(record: CustomerRecord) -> str:
    """``8-442-445 (DV 08)``: the number with its check digits, given or computed."""
    if not record.document or record.kind not in _KINDS:
        return record.document
    document = Document(DocumentKind(record.kind), record.document, record.dv)
    dv = document.dv or document.expected_dv
    return f"{document.number} (DV {dv})" if dv else document.number


def _held_back(record: CustomerRecord, buyer: Buyer) -> bool:
    """Whether less may be spent now than the centre last knew of."""
    if buyer.points < record.points:
        return True
    return record.credit_limit is not None and buyer.credit < record.credit_limit - record.credit_used
