"""F7 while paying: Yappy by the code on the customer's screen; it counts and is confirmed later."""

from __future__ import annotations

from typing import Final

from app.presenters.floor.paying import Paying
from app.presenters.floor.tender_part import TenderPart
from app.presenters.panels import Block, FieldKind, Panel, PanelHost, Remark, Say
from app.presenters.wording import W
from app.usecases.typed_tenders import TypedTenders
from core.domain.errors import DomainError

CODE: Final = "confirmation"
_CODE_LIMIT: Final = 34
_PAYER_LIMIT: Final = 60


class YappyPaying(TenderPart):
    """Implements ``PanelPart``."""

    def __init__(self, host: PanelHost, paying: Paying, typed: TypedTenders) -> None:
        super().__init__(host, paying)
        self._typed = typed

    def open(self) -> None:
        """F7: the code is all that is asked."""
        self.begin(CODE, confirmation="", payer="")

    def panel(self) -> Panel:
        """What stands on it now."""
        blocks: tuple[Block, ...] = (
            *self.reminder(),
            self.amount_field(),
            self.field(CODE, W.YAPPY_CODE, FieldKind.CODE, _CODE_LIMIT),
            self.field("payer", W.YAPPY_PAYER, FieldKind.TEXT, _PAYER_LIMIT, Say(W.PAY_OPTIONAL)),
            Remark(Say(W.YAPPY_LATER)),
        )
        return Panel("yappy", "phone", Say(W.YAPPY_TITLE), blocks, self.subtitle(), self.take_button())

    def enter(self) -> None:
        """Take it."""
        typed = self._texts
        try:
            tender = self._typed.yappy(typed[CODE], self.amount(), typed["payer"])
        except DomainError as error:
            self.refused(error)
            return
        self.offer(tender)
