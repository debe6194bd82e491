"""F8 while paying: a bank transfer, seen on the account or not yet (domain.md section 9).

Goods that leave on a transfer nobody has seen need a person who may release them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from app.presenters import format as fmt
from app.presenters.authorise import Asked, Authorising
from app.presenters.floor.paying import Paying
from app.presenters.floor.tender_part import TenderPart
from app.presenters.panels import (
    Block,
    Choice,
    Choices,
    FieldKind,
    Panel,
    PanelHost,
    Say,
)
from app.presenters.wording import W
from app.usecases.approvals import Approval
from app.usecases.floor_acts import release_act
from app.usecases.open_sale import OpenSale
from app.usecases.state import TillState
from app.usecases.typed_tenders import TypedTenders
from core.domain.errors import DomainError
from core.domain.payment import CONFIRMED, Tender
from core.domain.transfer import MAX_BANK, MAX_PAYER

BANKS: Final = ("Banco General", "Banistmo", "BAC", "Banco Nacional", "Caja de Ahorros")
"""Banks most transfers come from; any other is typed."""
OTHER: Final = "other"
WAITING: Final = "waiting"
SEEN: Final = "seen"
_REFERENCE_LIMIT: Final = 35


class TransferPaying(TenderPart):
    """Implements ``PanelPart``."""

    def __init__(
        self,
        host: PanelHost,
        paying: Paying,
        typed: TypedTenders,
        state: TillState,
        open_sale: OpenSale,
        authorising: Authorising,
    ) -> None:
        super().__init__(host, paying)
        self._typed = typed
        self._state = state
        self._open = open_sale
        self._authorising = authorising
        self._other = False
        self._seen = False

    def open(self) -> None:
        """F8: the bank of the transfer before, waiting to be seen."""
        bank = self._typed.bank or BANKS[0]
        self._other, self._seen = bank not in BANKS, False
        self.begin("reference", bank=bank, reference="", payer="")

    def panel(self) -> Panel:
        """What stands on it now."""
        bank = (self.field("bank", W.TRANSFER_BANK, FieldKind.TEXT, MAX_BANK),) if self._other else ()
        blocks: tuple[Block, ...] = (
            *self.reminder(),
            self._banks(),
            *bank,
            self._states(),
            self.amount_field(),
            self.field("reference", W.TRANSFER_REFERENCE, FieldKind.CODE, _REFERENCE_LIMIT),
            self.field("payer", W.TRANSFER_PAYER, FieldKind.TEXT, MAX_PAYER, Say(W.PAY_OPTIONAL)),
        )
        return Panel("transfer", "swap", Say(W.TRANSFER_TITLE), blocks, self.subtitle(), self.take_button())

    def _banks(self) -> Block:
        items = (*(Choice(name, name) for name in BANKS), Choice(OTHER, Say(W.TRANSFER_OTHER)))
        return Choices("bank", "", items, OTHER if self._other else self._texts["bank"])

    def _states(self) -> Block:
        items = (Choice(WAITING, Say(W.TRANSFER_WAITING)), Choice(SEEN, Say(W.TRANSFER_SEEN)))
        return Choices("state", "", items, SEEN if self._seen else WAITING)

    def choose(self, block_id: str, choice_id: str) -> None:
        """Which bank, and whether the money was seen."""
        if block_id == "state":
            self._seen = choice_id == SEEN
        else:
            self._other = choice_id == OTHER
            self._texts["bank"] = "" if self._other else choice_id
            self._active = "bank" if self._other else "reference"
        self._host.redraw()

    def enter(self) -> None:
        """Take it; one that nobody has seen yet needs somebody who may release the goods."""
        try:
            tender = self._tender()
        except DomainError as error:
            self.refused(error)
            return
        act = release_act(self._open.sale, tender)
        if tender.state == CONFIRMED or not self._authorising.needed(act):
            self._take(tender, None)
            return
        title = Say(W.TRANSFER_RELEASE, {"amount": fmt.money(tender.amount)})
        reason = f"{tender.details.bank} · {tender.details.reference}"

        def approved(approval: Approval) -> None:
            self._take(tender, approval)

        self._authorising.ask(act, Asked(title, reason), approved, self._host.redraw)

    def _tender(self) -> Tender:
        typed = self._texts
        return self._typed.transfer(
            typed["bank"], typed["reference"], self.amount(), typed["payer"], confirmed=self._seen
        )

    def _take(self, tender: Tender, approval: Approval | None) -> None:
        override = None
        if approval is not None:
            try:
                override = approval.spend(release_act(self._open.sale, tender), self._state)
            except DomainError as error:
                self.refused(error)
                return
            tender = replace(tender, details=replace(tender.details, approver_id=override.approver_id))
        if self.offer(tender, override):
            self._typed.taken(tender)
