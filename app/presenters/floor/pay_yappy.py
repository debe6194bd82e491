"""F7 while paying: Yappy by a QR code of its own, or by the code on the customer's screen.

A typed code counts and is confirmed later; Enter without one asks the gateway, where the till has one.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from app.presenters.floor.pay_qr import QrPaying
from app.presenters.floor.paying import Paying
from app.presenters.floor.tender_part import TenderPart
from app.presenters.panels import Block, FieldKind, Panel, PanelHost, Remark, Say
from app.presenters.wording import W
from app.usecases.qr_charges import QrCharges
from app.usecases.typed_tenders import TypedTenders
from core.domain.errors import DomainError

CODE: Final = "confirmation"
_CODE_LIMIT: Final = 34
_PAYER_LIMIT: Final = 60


class YappyPaying(TenderPart):
    """Implements ``PanelPart``."""

    def __init__(
        self, host: PanelHost, paying: Paying, typed: TypedTenders, charges: QrCharges, qr: QrPaying
    ) -> None:
        super().__init__(host, paying)
        self._typed = typed
        self._charges = charges
        self._qr = qr

    def open(self) -> None:
        """F7: the code is all that is asked; a charge without an answer comes first."""
        if self._charges.pending() is not None:
            self._qr.resume()
            return
        self.begin(CODE, confirmation="", payer="")

    def panel(self) -> Panel:
        """What stands on it now."""
        blocks: tuple[Block, ...] = (
            *self.reminder(),
            self.amount_field(),
            self.field(CODE, W.YAPPY_CODE, FieldKind.CODE, _CODE_LIMIT),
            self.field("payer", W.YAPPY_PAYER, FieldKind.TEXT, _PAYER_LIMIT, Say(W.PAY_OPTIONAL)),
            Remark(Say(W.YAPPY_OR_CODE if self._charges.available else W.YAPPY_LATER)),
        )
        button = self.take_button(W.YAPPY_QR if self._by_qr else W.PAY_TAKE)
        return Panel("yappy", "phone", Say(W.YAPPY_TITLE), blocks, self.subtitle(), button)

    @property
    def _by_qr(self) -> bool:
        return self._charges.available and not self._texts[CODE].strip()

    def enter(self) -> None:
        """Ask for a QR code, or take the code typed."""
        typed = self._texts
        try:
            if self._by_qr:
                self._ask(self.amount())
                return
            tender = self._typed.yappy(typed[CODE], self.amount(), typed["payer"])
        except DomainError as error:
            self.refused(error)
            return
        self.offer(tender)

    def _ask(self, amount: Decimal) -> None:
        self._paying.require_fits(amount)
        self._host.close_panel()
        self._qr.start(amount)
