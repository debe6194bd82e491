"""Goods without a list price: the price is asked for before they are added (ux.md screen 4)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from app.presenters import format as fmt
from app.presenters.authorise import Asked, Authorising
from app.presenters.floor.panel_part import BasePart
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import (
    BeforeAfter,
    Block,
    Facts,
    Field,
    FieldKind,
    Label,
    Panel,
    PanelButton,
    PanelHost,
    Say,
)
from app.presenters.refusals import of_domain
from app.presenters.wording import W
from app.usecases.approvals import Approval
from app.usecases.floor_acts import open_price_act
from app.usecases.goods import PriceNeededError
from app.usecases.open_sale import OpenSale
from app.usecases.state import TillState
from core.domain.basket_change import Change
from core.domain.entry import check_open_price, parse_amount
from core.domain.errors import DomainError


class OpenPrice(BasePart):
    """Implements ``PanelPart``; nothing is added until a price is given, and by whoever may give one."""

    def __init__(
        self, host: PanelHost, state: TillState, open_sale: OpenSale, authorising: Authorising
    ) -> None:
        super().__init__(host)
        self._state = state
        self._open = open_sale
        self._authorising = authorising
        self._needed: PriceNeededError | None = None
        self._added: Callable[[Change], Any] = _nothing
        self._typed = ""

    def ask(self, needed: PriceNeededError, added: Callable[[Change], Any]) -> None:
        """Ask for the price of these goods; ``added`` hears of the line once it is in the basket."""
        self._needed, self._added, self._typed = needed, added, ""
        self._host.open_panel(self)

    def panel(self) -> Panel:
        """What stands on it now."""
        placeholder: Label = ""
        if self._proposal() is not None:
            placeholder = Say(W.OPEN_PRICE_PROPOSED, {"amount": fmt.money(self._proposal() or Decimal(0))})
        field = Field(
            "price", Say(W.PRICE_EACH), FieldKind.AMOUNT, self._typed, placeholder=placeholder, active=True
        )
        blocks: list[Block] = [field]
        needed = self._needed
        if needed is not None and needed.quantity is not None:
            measured = needed.goods.product.measured
            quantity = (
                fmt.quantity(needed.quantity, measured=True) if measured else fmt.stock(needed.quantity)
            )
            unit = f" {needed.goods.product.unit}" if measured else ""
            blocks.insert(0, Facts(((Say(W.OPEN_PRICE_QUANTITY), f"{quantity}{unit}"),)))
        idle = not self._typed.strip() and self._proposal() is None
        primary = PanelButton("add", Say(W.CHECK_ADD), "Enter", idle=idle)
        return Panel("open-price", "tag-edit", Say(W.OPEN_PRICE_TITLE), tuple(blocks), self._name(), primary)

    def edited(self, field_id: str, text: str) -> None:
        """The price."""
        del field_id
        self._typed = text
        self._host.redraw()

    def enter(self) -> None:
        """Add the goods at this price; nothing typed takes the proposal of the list."""
        price = self._price()
        needed = self._needed
        if price is None or needed is None:
            return
        product = needed.goods.product
        act = open_price_act(self._open.sale, product, needed.quantity, price)
        if not self._authorising.needed(act):
            self._do(price, None)
            return

        def approved(approval: Approval) -> None:
            self._do(price, approval)

        preview = BeforeAfter(product.name, Say(W.PRICE_EACH), act.before, act.after)
        asked = Asked(Say(W.OPEN_PRICE_ASKED), product.name, preview)
        self._authorising.ask(act, asked, approved, self._host.redraw)

    def scanned(self, text: str) -> None:
        """The next goods wait: these have no price yet."""
        del text
        self._host.refuse(Message(M.PRICE_FIRST, Tone.WARN, {"name": self._name()}))

    def _price(self) -> Decimal | None:
        if not self._typed.strip():
            return self._proposal()
        try:
            return check_open_price(parse_amount(self._typed))
        except DomainError as error:
            self._host.refuse(of_domain(error, text=self._typed))
            return None

    def _do(self, price: Decimal, approval: Approval | None) -> None:
        needed = self._needed
        if needed is None:
            return
        try:
            act = open_price_act(self._open.sale, needed.goods.product, needed.quantity, price)
            override = None if approval is None else approval.spend(act, self._state)
            change = self._open.add_priced(needed, price, override)
        except DomainError as error:
            self._host.refuse(of_domain(error))
            return
        self._needed = None
        self._host.close_panel()
        self._added(change)

    def _proposal(self) -> Decimal | None:
        """What the list says, None where it says nothing."""
        if self._needed is None or self._needed.goods.product.unit_price <= 0:
            return None
        return self._needed.goods.product.unit_price

    def _name(self) -> str:
        return "" if self._needed is None else self._needed.goods.product.name


def _nothing(change: Change) -> None:
    del change
