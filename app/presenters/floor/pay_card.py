"""F6 while paying: a card on the stand-alone terminal, from the slip it printed (domain.md section 9).

The last four digits move on by themselves, brand, kind, terminal and batch stand as on the slip before, the
amount is what is missing: two numbers and Enter. A card number typed anywhere is wiped at once.
"""

from __future__ import annotations

from typing import Final

from app.presenters.floor.paying import Paying
from app.presenters.floor.tender_part import TenderPart
from app.presenters.floor.tender_rows import BRANDS
from app.presenters.panels import Block, Choice, Choices, FieldKind, Panel, PanelButton, PanelHost, Say
from app.presenters.wording import W
from app.usecases.card_slips import CardSlips
from core.domain.card import CardBrand, CardEntry, CardType
from core.domain.errors import DomainError
from core.domain.pan import contains_pan

LAST4: Final = "last4"
AUTHORIZATION: Final = "authorization"
_MORE: Final = ("terminal", "batch", "trace")
_LONGEST: Final = 20
"""Longer than any approval code: a card number that runs on into the field must be seen whole."""
_ONLY: Final = {CardBrand.CLAVE: CardType.DEBIT, CardBrand.AMEX: CardType.CREDIT}
"""Brands of one kind alone."""


class CardPaying(TenderPart):
    """Implements ``PanelPart``."""

    def __init__(self, host: PanelHost, paying: Paying, slips: CardSlips) -> None:
        super().__init__(host, paying)
        self._slips = slips
        self._brand, self._kind = CardBrand.VISA, CardType.CREDIT
        self._more = False

    def open(self) -> None:
        """F6: the next slip."""
        blank = self._slips.blank()
        self._brand, self._kind, self._more = blank.brand, blank.card_type, False
        self.begin(LAST4, last4="", authorization="", trace="", terminal=blank.terminal, batch=blank.batch)

    def panel(self) -> Panel:
        """What stands on it now."""
        fields = (
            self.amount_field(),
            self.field(LAST4, W.CARD_LAST4, FieldKind.DIGITS, 4),
            self.field(AUTHORIZATION, W.CARD_APPROVAL, FieldKind.CODE, _LONGEST),
            *(self._further() if self._more else ()),
        )
        more = PanelButton("more", Say(W.CARD_LESS if self._more else W.CARD_MORE), icon="receipt")
        blocks = (*self.reminder(), self._brands(), self._kinds(), *fields)
        return Panel("card", "card", Say(W.CARD_TITLE), blocks, self.subtitle(), self.take_button(), (more,))

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
        return tuple(self.field(name, caption, FieldKind.CODE, _LONGEST) for name, caption in captions)

    def moved_on(self, field_id: str) -> None:
        """Four digits are enough to move on."""
        if field_id == LAST4 and len(self._texts[LAST4].strip()) == 4:
            self._active, self._reminds = AUTHORIZATION, False

    def holds_number(self, field_id: str) -> bool:
        """Also when it ran on from the field of four digits into the next."""
        return super().holds_number(field_id) or contains_pan(self._texts[LAST4] + self._texts[AUTHORIZATION])

    def number_fields(self) -> tuple[str, ...]:
        """The numbers of this slip go with it: they may be parts of the card's."""
        return tuple(dict.fromkeys((LAST4, AUTHORIZATION, "trace", *super().number_fields())))

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

    def enter(self) -> None:
        """Take it."""
        try:
            tender = self._slips.tender(self._slip(), self.amount())
        except DomainError as error:
            self.refused(error)
            return
        if self.offer(tender):
            self._slips.taken(tender)

    def refused(self, error: DomainError) -> None:
        """Say why; the terminal's references come into sight when it is about them."""
        self._more = self._more or error.code.removesuffix("_invalid") in _MORE
        super().refused(error)

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
