"""What a cashier took off by hand, weighed once more as money is about to be taken (ADR 83).

Each discount is held to its giver's limits when it is given. Goods, quantities and promotions change after
that, and another person may take over: what is charged in the end is what counts.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from app.presenters import format as fmt
from app.presenters.authorise import Asked, Authorising
from app.presenters.messages import Message
from app.presenters.panels import BeforeAfter, Say
from app.presenters.refusals import of_domain
from app.presenters.wording import W
from app.usecases.approvals import Approval
from app.usecases.floor_acts import own_discounts_act
from app.usecases.open_sale import OpenSale
from app.usecases.state import TillState
from core.domain.approval import Act
from core.domain.errors import DomainError
from core.domain.staff import LimitName, over_limit


class OwnLimit:
    """Stands before payment.

    Args:
        refuse: Says why it was not allowed after all.
    """

    def __init__(
        self,
        state: TillState,
        open_sale: OpenSale,
        authorising: Authorising,
        refuse: Callable[[Message], Any],
    ) -> None:
        self._state = state
        self._open = open_sale
        self._authorising = authorising
        self._refuse = refuse

    def weigh(self, pay: Callable[[], Any]) -> None:
        """Go on to payment, after a second person where what is taken off passes a limit."""
        sale = self._open.sale
        act = None if sale.tenders else own_discounts_act(sale)
        if act is None or not self._authorising.needed(act):
            pay()
            return

        def approved(approval: Approval) -> None:
            if self._allowed(approval):
                pay()

        change = BeforeAfter(Say(W.DISCOUNT_WHOLE_SALE), "", act.before, act.after)
        asked = Asked(over_words(self._state, act), Say(W.DISCOUNT_BEFORE_PAY), change)
        self._authorising.ask(act, asked, approved, _stays)

    def _allowed(self, approval: Approval) -> bool:
        act = own_discounts_act(self._open.sale)
        try:
            if act is not None:
                self._open.allow_own(approval.spend(act, self._state))
        except DomainError as error:
            self._refuse(of_domain(error))
            return False
        return True


def over_words(state: TillState, act: Act) -> Say:
    """Which limit of the person at the till a discount passes, and by how much."""
    person = None if state.person is None else state.standing(state.person)
    over = None if person is None else over_limit(person, act.measures)
    limit = None if person is None or over is None else person.limits.of(over.limit)
    if over is not None and over.limit is LimitName.DISCOUNT_PERCENT:
        return Say(W.DISCOUNT_OVER, {"percent": _percent(over.value), "limit": _percent(limit)})
    amount = act.amount if over is None else over.value
    return Say(W.DISCOUNT_OVER_AMOUNT, {"amount": fmt.money(amount), "limit": fmt.money(limit or Decimal(0))})


def _percent(value: Decimal | None) -> str:
    return f"{(value or Decimal(0)).normalize():f}"


def _stays() -> None:
    """Nobody allowed it: the sale stands as it was, open."""
