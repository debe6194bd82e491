"""F6: a discount on the chosen line or on the whole sale, in percent or balboas, or the one the law grants.

Two steps: how much, then why (one digit). Above the person's own limit a second person is asked; what the law
grants needs a document seen, never a permission (domain.md sections 4, 10).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from app.presenters import format as fmt
from app.presenters.authorise import Asked, Authorising
from app.presenters.floor.own_limit import over_words
from app.presenters.floor.panel_part import BasePart
from app.presenters.floor.rows import line_title, promotion_is_better
from app.presenters.floor.sale_rows import SaleRows
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import (
    BeforeAfter,
    Block,
    Choice,
    Choices,
    Field,
    FieldKind,
    Label,
    Panel,
    PanelButton,
    PanelHost,
    Say,
)
from app.presenters.reasons import BLOCK, reason_choices, reason_words
from app.presenters.refusals import of_domain
from app.presenters.wording import W
from app.usecases.approvals import Approval
from app.usecases.floor_acts import line_base, line_discount_act, sale_base, sale_discount_act
from app.usecases.open_sale import OpenSale
from app.usecases.state import TillState
from core.domain.approval import Act
from core.domain.basket_line import BasketLine
from core.domain.discount import Discount, DiscountKind
from core.domain.entry import parse_amount, parse_percent
from core.domain.errors import DomainError
from core.domain.money import from_cents
from core.domain.reasons import REASONS, ReasonFor
from core.domain.statutory import ProofKind, percent_of, seen_document

LINE: Final = "line"
SALE: Final = "sale"
PERCENT: Final = "percent"
AMOUNT: Final = "amount"
LAW: Final = "law"
QUICK: Final = ("5", "10", "15", "20", "25")
"""Percentages a finger takes without typing."""
_ANY_REASON: Final = REASONS[ReasonFor.DISCOUNT][0]


class Discounting(BasePart):
    """Implements ``PanelPart``; opened by F6 on the chosen line."""

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
        self._key: int | None = None
        self._scope, self._unit, self._typed = LINE, PERCENT, ""
        self._asking_why = False
        self._proof = ProofKind.CEDULA
        self._last_reason = _ANY_REASON

    def open(self) -> None:
        """F6: on the chosen line, else on the whole sale."""
        if self._open.sale.is_empty:
            self._host.refuse(Message(M.BASKET_EMPTY, Tone.INFO))
            return
        self._key = self._rows.selected_line()
        self._scope = SALE if self._key is None else LINE
        self._unit, self._typed, self._asking_why = PERCENT, "", False
        self._host.open_panel(self)

    # ------------------------------------------------------------------ what stands on it

    def panel(self) -> Panel:
        """What stands on it now."""
        if self._asking_why:
            blocks: tuple[Block, ...] = (
                self._preview(self._discount(self._last_reason)),
                reason_choices(ReasonFor.DISCOUNT, self._last_reason),
            )
            return self._panel(blocks, PanelButton("apply", Say(W.DISCOUNT_APPLY), "Enter"))
        return self._panel((*self._scopes(), self._units(), *self._quick(), *self._fields()), self._next())

    def _panel(self, blocks: tuple[Block, ...], primary: PanelButton) -> Panel:
        line = self._line()
        subtitle: Label = line.product.name if line is not None else Say(W.DISCOUNT_WHOLE_SALE)
        buttons = (PanelButton("remove", Say(W.DISCOUNT_REMOVE), icon="trash"),) if self._standing() else ()
        return Panel("discount", "percent", Say(W.DISCOUNT_TITLE), blocks, subtitle, primary, buttons)

    def _scopes(self) -> tuple[Block, ...]:
        if self._key is None:
            return ()
        line = self._open.sale.line(self._key)
        items = (
            Choice(LINE, Say(W.DISCOUNT_LINE), note=line.product.name),
            Choice(SALE, Say(W.DISCOUNT_WHOLE_SALE), note=fmt.money(self._open.sale.total)),
        )
        return (Choices("scope", "", items, self._scope),)

    def _units(self) -> Block:
        items = [Choice(PERCENT, Say(W.DISCOUNT_PERCENT)), Choice(AMOUNT, Say(W.DISCOUNT_AMOUNT))]
        if self._granted():
            items.append(Choice(LAW, Say(W.DISCOUNT_LAW)))
        return Choices("unit", "", tuple(items), self._unit)

    def _quick(self) -> tuple[Block, ...]:
        if self._unit != PERCENT:
            return ()
        items = tuple(Choice(percent, f"{percent} %") for percent in QUICK)
        return (Choices("quick", "", items, self._typed),)

    def _fields(self) -> tuple[Block, ...]:
        if self._unit == LAW:
            proofs = (
                Choice(ProofKind.CEDULA.value, Say(W.DISCOUNT_CEDULA)),
                Choice(ProofKind.CARD.value, Say(W.DISCOUNT_CARD)),
            )
            asked = Choices("proof", Say(W.DISCOUNT_DOCUMENT), proofs, self._proof.value)
            return asked, self._field(W.DISCOUNT_LAST, FieldKind.CODE, "")
        trailing = "%" if self._unit == PERCENT else ""
        return (self._field(W.DISCOUNT_HOW_MUCH, FieldKind.AMOUNT, trailing),)

    def _field(self, caption: W, kind: FieldKind, trailing: str) -> Field:
        return Field("value", Say(caption), kind, self._typed, active=True, trailing=trailing, limit=12)

    def _next(self) -> PanelButton:
        words = Say(W.DISCOUNT_APPLY) if self._unit == LAW else Say(W.PANEL_NEXT)
        return PanelButton("next", words, "Enter", idle=not self._typed.strip())

    def _preview(self, discount: Discount) -> BeforeAfter:
        line, act = self._line(), self._act(discount)
        title: Label = line_title(line) if line is not None else Say(W.DISCOUNT_WHOLE_SALE)
        note = Say(W.DISCOUNT_OFF, {"amount": fmt.money(act.amount)})
        return BeforeAfter(title, note, act.before, act.after)

    # ------------------------------------------------------------------ what people do

    def edited(self, field_id: str, text: str) -> None:
        """How much, or the last digits of the document."""
        del field_id
        self._typed = text
        self._host.redraw()

    def choose(self, block_id: str, choice_id: str) -> None:
        """Line or sale, percent or balboas, which document, or why."""
        if block_id == BLOCK:
            self._apply(choice_id)
            return
        if block_id == "quick":
            self._typed = choice_id
            self.enter()
            return
        if block_id == "scope":
            self._scope = choice_id
            if self._unit == LAW and not self._granted():
                self._unit = PERCENT
        elif block_id == "unit":
            self._unit, self._typed = choice_id, ""
        elif block_id == "proof":
            self._proof = ProofKind(choice_id)
        self._host.redraw()

    def move(self, step: int) -> None:
        """Arrows go from percent to balboas and on."""
        units = [PERCENT, AMOUNT, *([LAW] if self._granted() else [])]
        if not self._asking_why:
            self.choose("unit", units[(units.index(self._unit) + step) % len(units)])

    def press(self, button_id: str) -> None:
        """Take the discount that stands away."""
        if button_id == "remove":
            if self._scope == LINE and self._key is not None:
                self._rows.apply(self._open.set_discount(self._key, None))
            else:
                self._rows.apply(self._open.adjust(DiscountKind.MANUAL, None))
            self._host.close_panel()

    def enter(self) -> None:
        """How much was typed: ask why; why was asked: the last reason again."""
        if self._asking_why:
            self._apply(self._last_reason)
        elif self._unit == LAW:
            self._apply_law()
        elif self._typed.strip():
            try:
                self._check(self._discount(_ANY_REASON))
            except DomainError as error:
                self._host.refuse(of_domain(error, text=self._typed))
                return
            self._asking_why = True
            self._host.redraw()

    def back(self) -> None:
        """From why to how much, from there to the sale."""
        if self._asking_why:
            self._asking_why = False
            self._host.redraw()
        else:
            self._host.close_panel()

    # ------------------------------------------------------------------ doing it

    def _apply(self, reason: str) -> None:
        self._last_reason = reason
        discount = self._discount(reason)
        act = self._act(discount)
        if not self._authorising.needed(act):
            self._do(discount, None)
            return
        asked = Asked(over_words(self._state, act), reason_words(reason), self._preview(discount))

        def approved(approval: Approval) -> None:
            self._do(discount, approval)

        self._authorising.ask(act, asked, approved, self._host.redraw)

    def _do(self, discount: Discount, approval: Approval | None) -> None:
        try:
            override = None if approval is None else approval.spend(self._act(discount), self._state)
            if override is not None:
                discount = replace(discount, approver_id=override.approver_id)
            if self._scope == LINE and self._key is not None:
                change = self._open.set_discount(self._key, discount, override)
            else:
                change = self._open.adjust(DiscountKind.MANUAL, discount, override)
        except DomainError as error:
            self._host.refuse(of_domain(error))
            return
        self._rows.apply(change)
        self._host.close_panel()

    def _apply_law(self) -> None:
        try:
            proof = seen_document(self._proof, self._typed)
            granted = self._granted_discounts(proof.doc_type.value, proof.masked)
            for key, discount in granted:
                self._rows.apply(self._open.set_discount(key, discount))
        except DomainError as error:
            self._host.refuse(of_domain(error))
            return
        self._host.close_panel()
        lines = (self._open.sale.line(key) for key, _ in granted)
        better = next((said for line in lines if (said := promotion_is_better(line))), None)
        if better is not None:
            self._host.say(better)

    def _granted(self) -> list[BasketLine]:
        """Lines in reach whose goods have a discount by law."""
        line = self._line()
        reach = self._open.sale.lines if line is None else (line,)
        return [one for one in reach if percent_of(one.product.statutory_class or None) is not None]

    def _granted_discounts(self, doc_type: str, doc_last: str) -> list[tuple[int, Discount]]:
        found: list[tuple[int, Discount]] = []
        for line in self._granted():
            percent = percent_of(line.product.statutory_class or None)
            if percent is not None:
                reason = line.product.statutory_class
                discount = Discount(
                    DiscountKind.STATUTORY, reason, percent=percent, doc_type=doc_type, doc_last=doc_last
                )
                found.append((line.key, discount))
        return found

    def _discount(self, reason: str) -> Discount:
        if self._unit == PERCENT:
            return Discount(DiscountKind.MANUAL, reason, percent=parse_percent(self._typed))
        return Discount(DiscountKind.MANUAL, reason, amount=parse_amount(self._typed))

    def _check(self, discount: Discount) -> None:
        """An amount above what is left would be cut without a word."""
        line = self._line()
        left = from_cents(sale_base(self._open.sale) if line is None else line_base(line))
        if discount.amount is not None and discount.amount > left:
            raise DomainError("discount_exceeds", left=fmt.money(left))

    def _act(self, discount: Discount) -> Act:
        line = self._line()
        if line is None:
            return sale_discount_act(self._open.sale, discount)
        return line_discount_act(self._open.sale, line, discount)

    def _line(self) -> BasketLine | None:
        return None if self._scope == SALE or self._key is None else self._open.sale.line(self._key)

    def _standing(self) -> bool:
        line = self._line()
        if line is not None:
            return (line.terms.discount or line.terms.law) is not None
        return any(held.kind is DiscountKind.MANUAL for held in self._open.sale.adjustments)
