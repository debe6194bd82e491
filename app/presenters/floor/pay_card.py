"""F6 while paying: a card on the stand-alone terminal, from the slip it printed (domain.md section 9).

The last four digits move on by themselves, brand, kind, terminal and batch stand as on the slip before, the
amount is what is missing: two numbers and Enter. A card number typed anywhere is wiped at once.
"""

from __future__ import annotations

from typing import Final

from app.presenters import format as fmt
from app.presenters.floor.panel_part import BasePart
from app.presenters.floor.paying import Paying
from app.presenters.floor.tender_rows import BRANDS
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import (
    Block,
    Choice,
    Choices,
    Field,
    FieldKind,
    Panel,
    PanelButton,
    PanelHost,
    Remark,
    Say,
)
from app.presenters.refusals import of_domain
from app.presenters.wording import W
from app.usecases.card_slips import CardSlips
from core.domain.card import CardBrand, CardEntry, CardType
from core.domain.entry import parse_amount
from core.domain.errors import DomainError
from core.domain.pan import contains_pan

AMOUNT: Final = "amount"
LAST4: Final = "last4"
AUTHORIZATION: Final = "authorization"
_MORE: Final = ("terminal", "batch", "trace")
_LIMITS: Final = {AMOUNT: 12, LAST4: 4, AUTHORIZATION: 20, "terminal": 24, "batch": 16, "trace": 16}
_ONLY: Final = {CardBrand.CLAVE: CardType.DEBIT, CardBrand.AMEX: CardType.CREDIT}
"""Brands of one kind alone."""


class CardPaying(BasePart):
    """Implements ``PanelPart``."""

    def __init__(self, host: PanelHost, paying: Paying, slips: CardSlips) -> None:
        super().__init__(host)
        self._paying = paying
        self._slips = slips
        self._texts: dict[str, str] = {}
        self._brand, self._kind = CardBrand.VISA, CardType.CREDIT
        self._active = LAST4
        self._more = False
        self._warned = False
        self._reminds = False

    def open(self) -> None:
        """F6: the next slip, for the amount typed before, else for all that is missing."""
        if self._paying.due <= 0:
            self._host.refuse(Message(M.NOTHING_DUE, Tone.INFO))
            return
        blank = self._slips.blank()
        self._brand, self._kind = blank.brand, blank.card_type
        self._texts = {AMOUNT: self._paying.asked_amount(), LAST4: "", AUTHORIZATION: "", "trace": ""}
        self._texts |= {"terminal": blank.terminal, "batch": blank.batch}
        self._active, self._more = LAST4, False
        self._warned = self._reminds = False
        self._host.open_panel(self)

    def panel(self) -> Panel:
        """What stands on it now."""
        due = fmt.money(self._paying.due)
        fields = (
            self._field(AMOUNT, W.PAY_AMOUNT, FieldKind.AMOUNT, placeholder=due),
            self._field(LAST4, W.CARD_LAST4, FieldKind.DIGITS),
            self._field(AUTHORIZATION, W.CARD_APPROVAL, FieldKind.CODE),
        )
        further = self._further() if self._more else ()
        more = PanelButton("more", Say(W.CARD_LESS if self._more else W.CARD_MORE), icon="receipt")
        return Panel(
            "card",
            "card",
            Say(W.CARD_TITLE),
            (*self._reminder(), self._brands(), self._kinds(), *fields, *further),
            Say(W.PAY_MISSING, {"amount": due}),
            PanelButton("take", Say(W.PAY_TAKE), "Enter", amount=self._shown_amount()),
            (more,),
        )

    def _reminder(self) -> tuple[Block, ...]:
        """The rest of a card number follows the wiping key by key: the refusal must outlast those keys."""
        return (Remark(Say(W.CARD_NO_NUMBER), Tone.ERR),) if self._reminds else ()

    def _brands(self) -> Block:
        items = tuple(Choice(brand.value, BRANDS.get(brand, Say(W.CARD_OTHER))) for brand in CardBrand)
        return Choices("brand", "", items, self._brand.value)

    def _kinds(self) -> Block:
        words = {CardType.CREDIT: W.CARD_CREDIT, CardType.DEBIT: W.CARD_DEBIT}
        only = _ONLY.get(self._brand)
        items = tuple(
            Choice(kind.value, Say(words[kind]), idle=only is not None and kind is not only)
            for kind in CardType
        )
        return Choices("kind", "", items, self._kind.value)

    def _further(self) -> tuple[Block, ...]:
        captions = zip(_MORE, (W.CARD_TERMINAL, W.CARD_BATCH, W.CARD_TRACE), strict=True)
        return tuple(self._field(name, caption, FieldKind.CODE) for name, caption in captions)

    def _field(self, name: str, caption: W, kind: FieldKind, placeholder: str = "") -> Field:
        text, active = self._texts[name], self._active == name
        return Field(name, Say(caption), kind, text, placeholder, active=active, limit=_LIMITS[name])

    def _shown_amount(self) -> str:
        typed = self._texts[AMOUNT].strip()
        try:
            return fmt.money(parse_amount(typed)) if typed else fmt.money(self._paying.due)
        except DomainError:
            return ""

    # ------------------------------------------------------------------ what people do

    def edited(self, field_id: str, text: str) -> None:
        """A part of the slip; four digits are enough to move on."""
        self._texts[field_id] = text
        self._reminds, self._warned = self._reminds or self._warned, False
        if self._holds_pan(field_id):
            self._wipe()
            return
        if field_id == LAST4 and len(text.strip()) == 4:
            self._active = AUTHORIZATION
            self._reminds = False
        self._host.redraw()

    def _holds_pan(self, field_id: str) -> bool:
        """Also when it ran on from the field of four digits into the next."""
        texts = [self._texts[field_id], self._texts[LAST4] + self._texts[AUTHORIZATION]]
        return any(contains_pan(text) for text in texts)

    def _wipe(self) -> None:
        """A card number stands nowhere any more: neither on the screen nor here."""
        self._texts |= {LAST4: "", AUTHORIZATION: "", "trace": ""}
        for name in (AMOUNT, "terminal", "batch"):
            if contains_pan(self._texts[name]):
                self._texts[name] = ""
        self._active, self._warned = LAST4, True
        self._host.refuse(Message(M.PAN_REFUSED, Tone.ERR, {"field": "card"}))

    def focus(self, field_id: str) -> None:
        """A field was touched or reached by Tab."""
        self._active = field_id
        self._host.redraw()

    def choose(self, block_id: str, choice_id: str) -> None:
        """Another brand, or the other kind of card."""
        if block_id == "brand":
            self._brand = CardBrand(choice_id)
        else:
            self._kind = CardType(choice_id)
        self._kind = _ONLY.get(self._brand, self._kind)
        self._host.redraw()

    def press(self, button_id: str) -> None:
        """The terminal's own references, which mostly stay as they were."""
        if button_id == "more":
            self._more = not self._more
            self._active = "trace" if self._more else AUTHORIZATION
            self._host.redraw()

    def scanned(self, text: str) -> None:
        """A stripe reader's frame may hold a card number: it is kept nowhere."""
        del text
        self._host.refuse(Message(M.SCAN_NOT_HERE, Tone.WARN))

    def enter(self) -> None:
        """Take it."""
        typed = self._texts[AMOUNT].strip()
        try:
            amount = parse_amount(typed) if typed else self._paying.due
            tender = self._slips.tender(self._slip(), amount)
            self._paying.take(tender)
        except DomainError as error:
            self._active = _field_of(error.code) or self._active
            self._more = self._more or self._active in _MORE
            self._host.refuse(of_domain(error, text=typed))
            return
        self._slips.taken(tender)
        self._host.close_panel()

    def _slip(self) -> CardEntry:
        typed = self._texts
        return CardEntry(
            self._brand,
            self._kind,
            typed[LAST4],
            typed[AUTHORIZATION],
            typed["terminal"],
            typed["batch"],
            typed["trace"],
        )


def _field_of(code: str) -> str:
    """The field a refusal is about, empty for none."""
    name = code.removesuffix("_invalid")
    if name in (LAST4, AUTHORIZATION, *_MORE):
        return name
    about_amount = code.startswith("amount_") or code == "non_cash_exceeds_due"
    return AMOUNT if about_amount else ""
