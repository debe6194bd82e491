"""Ctrl+Del: give the open sale up, or one set aside, with a reason and the right to (ux.md section 4)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from app.presenters import format as fmt
from app.presenters.authorise import Asked, Authorising
from app.presenters.floor.panel_part import BasePart
from app.presenters.messages import M, Message, Tone
from app.presenters.panels import BeforeAfter, Facts, Label, Panel, PanelButton, PanelHost, Say
from app.presenters.reasons import BLOCK, reason_choices, reason_words
from app.presenters.refusals import of_domain, of_error
from app.presenters.wording import W
from app.usecases.approvals import Approval
from app.usecases.floor_acts import cancel_act
from app.usecases.open_sale import OpenSale
from app.usecases.parking import Parking
from app.usecases.state import TillState
from core.domain.errors import DomainError
from core.domain.payment import CASH
from core.domain.reasons import REASONS, ReasonFor
from core.domain.sale import Sale

_FIRST: Final = REASONS[ReasonFor.CANCEL][0]


class Cancelling(BasePart):
    """Implements ``PanelPart``.

    Args:
        shown: Draws the empty basket of the next sale.
    """

    def __init__(
        self,
        host: PanelHost,
        state: TillState,
        open_sale: OpenSale,
        parking: Parking,
        authorising: Authorising,
        shown: Callable[[], Any],
    ) -> None:
        super().__init__(host)
        self._state = state
        self._open = open_sale
        self._parking = parking
        self._authorising = authorising
        self._shown = shown
        self._last_reason = _FIRST
        self._busy = False
        self._sale = open_sale.sale
        self._name: Label = ""
        self._gone = shown

    def open(self) -> None:
        """Ask why."""
        if self._open.sale.is_empty:
            self._host.refuse(Message(M.BASKET_EMPTY, Tone.INFO))
        else:
            self._sale, self._name, self._gone = self._open.sale, "", self._shown
            self._host.open_panel(self)

    def open_for(self, sale: Sale, name: Label, gone: Callable[[], Any]) -> None:
        """Ask why a sale set aside is given up, over the list it is from; ``gone`` draws that anew."""
        self._sale, self._name, self._gone = sale, name, gone
        self._host.open_panel(self)

    def panel(self) -> Panel:
        """What stands on it."""
        sale = self._sale
        rows = [(Say(W.CANCEL_LINES), str(sale.line_count)), (Say(W.CANCEL_TOTAL), fmt.money(sale.total))]
        if cash := _cash_taken(sale):
            rows.append((Say(W.CANCEL_CASH), fmt.money(cash)))
        facts = Facts(tuple(rows))
        return Panel(
            "cancel",
            "trash",
            Say(W.CANCEL_TITLE),
            (facts, reason_choices(ReasonFor.CANCEL, self._last_reason)),
            self._name,
            primary=PanelButton("cancel", Say(W.CANCEL_DO), danger=True),
            busy=self._busy,
        )

    def choose(self, block_id: str, choice_id: str) -> None:
        """Why: a reason is chosen, not yet done; destroying is never one key alone."""
        if block_id == BLOCK:
            self._last_reason = choice_id
            self._host.redraw()

    def enter(self) -> None:
        """Do it, after the second person where one is needed."""
        reason = self._last_reason
        act = cancel_act(self._sale, reason)
        if not self._authorising.needed(act):
            self._do(reason, None)
            return

        def approved(approval: Approval) -> None:
            self._do(reason, approval)

        total = fmt.money(self._sale.total)
        change = BeforeAfter(Say(W.CANCEL_TITLE), "", total, "0.00")
        asked = Asked(Say(W.CANCEL_TITLE), reason_words(reason), change)
        self._authorising.ask(act, asked, approved, self._host.redraw)

    def back(self) -> None:
        """Not while the store writes: the answer closes the panel, or says why the sale stands."""
        if not self._busy:
            self._host.close_panel()

    def _do(self, reason: str, approval: Approval | None) -> None:
        try:
            act = cancel_act(self._sale, reason)
            override = None if approval is None else approval.spend(act, self._state)
        except DomainError as error:
            self._host.refuse(of_domain(error))
            return
        self._busy = True
        self._host.redraw()
        if self._sale is self._open.sale:
            self._parking.cancel(reason, override, self._done, self._failed)
        else:
            self._parking.cancel_parked(self._sale, reason, override, self._done, self._failed)

    def _done(self) -> None:
        self._busy = False
        self._host.close_panel()
        self._gone()
        cash = _cash_taken(self._sale)
        if cash:
            values = {"cash": fmt.money(cash)}
            self._host.say(Message(M.SALE_GIVEN_UP_CASH, Tone.WARN, values, lasting=True))
        else:
            self._host.say(Message(M.SALE_GIVEN_UP, Tone.INFO))

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._host.refuse(of_error(error))


def _cash_taken(sale: Sale) -> Decimal:
    """Cash of the customer's that lies in the drawer for a sale: it goes back over the counter."""
    return sum((one.amount for one in sale.tenders if one.method == CASH), sale.cash_forgotten)
