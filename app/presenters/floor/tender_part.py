"""What the panels of ways to pay share: fields, an amount that is what is missing, and no card number."""

from __future__ import annotations

from abc import ABC, abstractmethod
from decimal import Decimal
from typing import Final

from app.presenters import format as fmt
from app.presenters.floor.panel_part import BasePart
from app.presenters.floor.paying import Paying
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import Block, Field, FieldKind, Label, Panel, PanelButton, PanelHost, Remark, Say
from app.presenters.refusals import of_domain
from app.presenters.wording import W
from app.usecases.drafts import Witness
from core.domain.entry import parse_amount
from core.domain.errors import DomainError
from core.domain.pan import contains_pan
from core.domain.payment import Tender

AMOUNT: Final = "amount"
_AMOUNT_LIMIT: Final = 12


class TenderPart(BasePart, ABC):
    """Keeps the texts of the fields; an empty amount is all that is missing."""

    def __init__(self, host: PanelHost, paying: Paying) -> None:
        super().__init__(host)
        self._paying = paying
        self._texts: dict[str, str] = {}
        self._active = AMOUNT
        self._warned = False
        self._reminds = False

    def begin(self, active: str, **texts: str) -> bool:
        """Open with these texts, for the amount typed before; not when nothing is due or known."""
        if self._paying.stopped():
            return False
        if self._paying.due <= 0:
            self._host.refuse(Message(M.NOTHING_DUE, Tone.INFO))
            return False
        self._texts = {AMOUNT: self._paying.asked_amount(), **texts}
        self._active = active
        self._warned = self._reminds = False
        self._host.open_panel(self)
        return True

    # ------------------------------------------------------------------ what stands on it

    @abstractmethod
    def panel(self) -> Panel:
        """What stands on it now."""

    def subtitle(self) -> Label:
        """What is still missing."""
        return Say(W.PAY_MISSING, {"amount": fmt.money(self._paying.due)})

    def amount_field(self) -> Block:
        """How much; what is missing stands in it while nothing is typed."""
        due = fmt.money(self._paying.due)
        return self.field(AMOUNT, W.PAY_AMOUNT, FieldKind.AMOUNT, _AMOUNT_LIMIT, due)

    def field(self, name: str, caption: W, kind: FieldKind, limit: int, placeholder: Label = "") -> Field:
        """A field with its text."""
        active = self._active == name
        return Field(name, Say(caption), kind, self._texts[name], placeholder, active=active, limit=limit)

    def take_button(self, words: W = W.PAY_TAKE) -> PanelButton:
        """The next step, with the amount it is for."""
        return PanelButton("take", Say(words), "Enter", amount=self.shown_amount())

    def shown_amount(self) -> str:
        """The amount as it would be taken, empty when what is typed is none."""
        try:
            return fmt.money(self.amount())
        except DomainError:
            return ""

    def reminder(self) -> tuple[Block, ...]:
        """The rest of a card number follows the wiping key by key: the refusal must outlast those keys."""
        return (Remark(Say(W.CARD_NO_NUMBER), Tone.ERR),) if self._reminds else ()

    # ------------------------------------------------------------------ what people do

    def edited(self, field_id: str, text: str) -> None:
        """A field changed; a card number in it is wiped at once."""
        self._texts[field_id] = text
        self._reminds, self._warned = self._reminds or self._warned, False
        if self.holds_number(field_id):
            self._wipe()
            return
        self.moved_on(field_id)
        self._host.redraw()

    def holds_number(self, field_id: str) -> bool:
        """Whether a card number came together."""
        return contains_pan(self._texts[field_id])

    def moved_on(self, field_id: str) -> None:
        """A field may be full: the next one is active then."""

    def number_fields(self) -> tuple[str, ...]:
        """Fields that are emptied with a card number; the first of them is active then."""
        return tuple(name for name in self._texts if contains_pan(self._texts[name]))

    def _wipe(self) -> None:
        """A card number stands nowhere any more: neither on the screen nor here."""
        emptied = self.number_fields()
        self._texts |= dict.fromkeys(emptied, "")
        self._active, self._warned = emptied[0], True
        self._host.refuse(Message(M.PAN_REFUSED, Tone.ERR, {"field": "card"}))

    def focus(self, field_id: str) -> None:
        """A field was touched or reached by Tab."""
        self._active = field_id
        self._host.redraw()

    def scanned(self, text: str) -> None:
        """A stripe reader's frame may hold a card number: it is kept nowhere."""
        del text
        self._host.refuse(Message(M.SCAN_NOT_HERE, Tone.WARN))

    # ------------------------------------------------------------------ doing it

    def amount(self) -> Decimal:
        """How much.

        Raises:
            DomainError: as `core.domain.entry.parse_amount`.
        """
        typed = self._texts[AMOUNT].strip()
        return parse_amount(typed) if typed else self._paying.due

    def offer(self, tender: Tender, witness: Witness | None = None) -> bool:
        """Let the sale take a tender; the panel closes then, else says why not."""
        try:
            self._paying.take(tender, witness)
        except DomainError as error:
            self.refused(error)
            return False
        self._host.close_panel()
        return True

    def refused(self, error: DomainError) -> None:
        """Say why, at the field it is about."""
        name = error.code.removesuffix("_invalid").removesuffix("_missing")
        if name in self._texts:
            self._active = name
        elif error.code.startswith("amount_") or error.code == "non_cash_exceeds_due":
            self._active = AMOUNT
        self._host.refuse(of_domain(error, text=self._texts[AMOUNT].strip()))
