"""Another price for the chosen line: how much, why, and who allows it (domain.md section 3, price match)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from app.presenters import format as fmt
from app.presenters.authorise import Asked, Authorising
from app.presenters.floor.panel_part import BasePart
from app.presenters.floor.rows import line_title
from app.presenters.floor.sale_rows import SaleRows
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import (
    BeforeAfter,
    Block,
    Facts,
    Field,
    FieldKind,
    Panel,
    PanelButton,
    PanelHost,
    Say,
)
from app.presenters.reasons import BLOCK, reason_choices, reason_words
from app.presenters.refusals import of_domain
from app.presenters.wording import W
from app.usecases.approvals import Approval
from app.usecases.floor_acts import price_act
from app.usecases.open_sale import OpenSale
from app.usecases.state import TillState
from core.domain.basket_line import BasketLine
from core.domain.entry import parse_amount
from core.domain.errors import DomainError
from core.domain.reasons import REASONS, ReasonFor

_FIRST: Final = REASONS[ReasonFor.PRICE][0]


class PriceOverride(BasePart):
    """Implements ``PanelPart``; the price of the list is charged again when it is typed."""

    def __init__(
        self,
        host: PanelHost,
        state: TillState,
        open_sale: OpenSale,
        rows: SaleRows,
        authorising: Authorising,
    ) -> None:
        super().__init__(host)
        self._state = state
        self._open = open_sale
        self._rows = rows
        self._authorising = authorising
        self._key = 0
        self._typed = ""
        self._price: Decimal | None = None
        self._last_reason = _FIRST

    def open(self) -> None:
        """On the chosen line."""
        key = self._rows.selected_line()
        if key is None:
            self._host.refuse(Message(M.NOTHING_SELECTED, Tone.INFO))
            return
        if self._open.sale.line(key).label_price is not None:
            self._host.refuse(Message(M.QUANTITY_FIXED, Tone.WARN))
            return
        self._key, self._typed, self._price = key, "", None
        self._host.open_panel(self)

    def panel(self) -> Panel:
        """What stands on it now."""
        line = self._line()
        if self._price is not None:
            blocks: tuple[Block, ...] = (
                self._preview(self._price),
                reason_choices(ReasonFor.PRICE, self._last_reason),
            )
            primary = PanelButton("apply", Say(W.DISCOUNT_APPLY), "Enter")
        else:
            now = ((Say(W.PRICE_NOW), fmt.money(line.product.unit_price)),)
            field = Field("price", Say(W.PRICE_NEW), FieldKind.AMOUNT, self._typed, active=True)
            blocks = (Facts(now), field)
            primary = PanelButton("next", Say(W.PANEL_NEXT), "Enter", idle=not self._typed.strip())
        return Panel("price", "tag-edit", Say(W.PRICE_TITLE), blocks, line_title(line), primary)

    def edited(self, field_id: str, text: str) -> None:
        """The price."""
        del field_id
        self._typed = text
        self._host.redraw()

    def choose(self, block_id: str, choice_id: str) -> None:
        """Why."""
        if block_id == BLOCK:
            self._apply(choice_id)

    def enter(self) -> None:
        """A price was typed: ask why; why was asked: the last reason again."""
        if self._price is not None:
            self._apply(self._last_reason)
            return
        try:
            self._price = parse_amount(self._typed)
        except DomainError as error:
            self._host.refuse(of_domain(error, text=self._typed))
            return
        self._host.redraw()

    def back(self) -> None:
        """From why to the price, from there to the sale."""
        if self._price is None:
            self._host.close_panel()
        else:
            self._price = None
            self._host.redraw()

    def _apply(self, reason: str) -> None:
        price = self._price
        if price is None:
            return
        self._last_reason = reason
        act = price_act(self._open.sale, self._line(), price, reason)
        if not self._authorising.needed(act):
            self._do(price, reason, None)
            return

        def approved(approval: Approval) -> None:
            self._do(price, reason, approval)

        asked = Asked(Say(W.PRICE_ASKED), reason_words(reason), self._preview(price))
        self._authorising.ask(act, asked, approved, self._host.redraw)

    def _do(self, price: Decimal, reason: str, approval: Approval | None) -> None:
        try:
            act = price_act(self._open.sale, self._line(), price, reason)
            override = None if approval is None else approval.spend(act, self._state)
            change = self._open.set_price(self._key, price, reason, override)
        except DomainError as error:
            self._host.refuse(of_domain(error))
            return
        self._rows.apply(change)
        self._host.close_panel()

    def _preview(self, price: Decimal) -> BeforeAfter:
        line = self._line()
        return BeforeAfter(
            line_title(line), Say(W.PRICE_EACH), fmt.money(line.product.unit_price), fmt.money(price)
        )

    def _line(self) -> BasketLine:
        return self._open.sale.line(self._key)
