"""F9 while paying: what the customer has here, as money: points and store credit, with their age.

Credit beyond what the centre signed is a second person's to allow (domain.md section 16, sync.md D8).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from app.presenters import format as fmt
from app.presenters.authorise import Asked, Authorising
from app.presenters.floor.paying import Paying
from app.presenters.floor.standing import as_of
from app.presenters.floor.tender_part import AMOUNT, TenderPart
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import (
    BeforeAfter,
    Block,
    Choice,
    Choices,
    Facts,
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
from app.usecases.customer_tenders import CREDIT, POINTS, CustomerTenders, Purse
from app.usecases.floor_acts import credit_act
from app.usecases.open_sale import OpenSale
from app.usecases.state import TillState
from core.domain.basket_change import Change
from core.domain.discount import DiscountKind
from core.domain.errors import DomainError
from core.domain.payment import Tender

_POINTS_LIMIT: Final = 7


class CustomerPaying(TenderPart):
    """Implements ``PanelPart``.

    Args:
        changed: Draws a change of the whole sale (points that lower the price).
    """

    def __init__(
        self,
        host: PanelHost,
        paying: Paying,
        tenders: CustomerTenders,
        state: TillState,
        open_sale: OpenSale,
        authorising: Authorising,
        changed: Callable[[Change], Any],
    ) -> None:
        super().__init__(host, paying)
        self._tenders = tenders
        self._state = state
        self._open = open_sale
        self._authorising = authorising
        self._changed = changed
        self._kind = POINTS

    def open(self) -> None:
        """F9: points where there are any, else credit; the walk-in customer has neither."""
        try:
            purse = self._tenders.purse()
        except DomainError as error:
            self._host.refuse(of_domain(error))
            return
        if not purse.has_points and not purse.has_credit:
            self._host.refuse(Message(M.PURSE_EMPTY, Tone.INFO, {"name": purse.buyer.name}))
            return
        self._kind = POINTS if purse.points or not purse.has_credit else CREDIT
        self.begin(self._kind if self._kind == POINTS else AMOUNT, points="")

    # ------------------------------------------------------------------ what stands on it

    def panel(self) -> Panel:
        """What stands on it now."""
        purse = self._tenders.purse()
        if self._kind == POINTS:
            suggested = f"{purse.suggested}"
            field: Block = self.field(POINTS, W.PURSE_HOW_MANY, FieldKind.DIGITS, _POINTS_LIMIT, suggested)
        else:
            field = self.amount_field()
        return Panel(
            "purse",
            "user",
            purse.buyer.name,
            (*self.reminder(), self._kinds(purse), self._facts(purse), field),
            self.subtitle(),
            PanelButton("take", Say(W.PAY_TAKE), "Enter", amount=self._shown(purse)),
        )

    def _kinds(self, purse: Purse) -> Block:
        points = Choice(POINTS, Say(W.PURSE_POINTS), note=f"{purse.points:,}", idle=not purse.has_points)
        credit = Choice(CREDIT, Say(W.PURSE_CREDIT), note=fmt.money(purse.credit), idle=not purse.has_credit)
        return Choices("kind", "", (points, credit), self._kind)

    def _facts(self, purse: Purse) -> Block:
        if self._kind == POINTS:
            told = self._told(W.CUSTOMERS_POINTS, purse)
            worth = (Say(W.PURSE_WORTH), fmt.money(purse.worth))
            return Facts(((told, f"{purse.points:,}"), worth))
        return Facts(((self._told(W.CUSTOMERS_CREDIT, purse), fmt.money(purse.credit)),))

    def _told(self, words: W, purse: Purse) -> Label:
        """The figure's name with its age; without one when nobody ever told it."""
        if purse.as_of is None:
            return Say(W.PURSE_POINTS if words is W.CUSTOMERS_POINTS else W.PURSE_CREDIT)
        return as_of(self._state, words, purse.as_of)

    def _shown(self, purse: Purse) -> str:
        if self._kind != POINTS:
            return self.shown_amount()
        try:
            return fmt.money(self._tenders.points(self._count(purse)).amount)
        except DomainError:
            return ""

    # ------------------------------------------------------------------ what people do

    def choose(self, block_id: str, choice_id: str) -> None:
        """Points or credit."""
        del block_id
        self._kind = choice_id
        self._active = POINTS if choice_id == POINTS else AMOUNT
        self._host.redraw()

    def enter(self) -> None:
        """Take them."""
        try:
            if self._kind == POINTS:
                self._points()
            else:
                self._credit()
        except DomainError as error:
            self.refused(error)

    def _points(self) -> None:
        count = self._count(self._tenders.purse())
        if not self._tenders.lowers_price:
            self.offer(self._tenders.points(count))
            return
        change = self._open.adjust(DiscountKind.POINTS, self._tenders.discount(count))
        self._host.close_panel()
        self._changed(change)
        self._paying.show()

    def _count(self, purse: Purse) -> int:
        typed = self._texts[POINTS].strip()
        if not typed:
            return purse.suggested
        return int(typed) if typed.isascii() and typed.isdecimal() else 0

    def _credit(self) -> None:
        tender = self._tenders.credit(self.amount())
        self._paying.require_fits(tender.amount)
        act = credit_act(self._open.sale, tender)
        if not self._tenders.beyond(tender) or not self._authorising.needed(act):
            self.offer(tender)
            return
        purse, amount = self._tenders.purse(), fmt.money(tender.amount)
        change = BeforeAfter(Say(W.PURSE_CREDIT), purse.buyer.name, fmt.money(purse.credit), amount)
        asked = Asked(Say(W.PURSE_OVER, {"amount": amount}), purse.buyer.name, change)

        def approved(approval: Approval) -> None:
            self._allowed(tender, approval)

        self._authorising.ask(act, asked, approved, self._host.redraw)

    def _allowed(self, tender: Tender, approval: Approval) -> None:
        try:
            override = approval.spend(credit_act(self._open.sale, tender), self._state)
        except DomainError as error:
            self.refused(error)
            return
        details = replace(tender.details, approver_id=override.approver_id)
        self.offer(replace(tender, details=details), override)

    def refused(self, error: DomainError) -> None:
        """Say why, at the field it is about."""
        if error.code.startswith("points_"):
            self._active = POINTS
        super().refused(error)

    def amount(self) -> Decimal:
        """How much on credit: what is missing, but no more than is left, unless something is typed."""
        if self._texts[AMOUNT].strip():
            return super().amount()
        left = self._tenders.purse().credit
        due = self._paying.due
        return min(due, left) if left > 0 else due
