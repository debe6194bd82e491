"""What is taken back and may need a second person, told exactly (`core.domain.approval.Act`)."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.approval import Act, ticket_digest
from core.domain.documents import CompletedSale, SalePayment, money_text
from core.domain.giving_back import GivingBack, cash_of, giving_to_draft
from core.domain.money import from_cents
from core.domain.staff import LimitName, Measure, Permission


def void_act(sale: CompletedSale, reason: str) -> Act:
    """Undoing a completed sale; up to their own limit a person may alone."""
    return Act(
        action="sale.void",
        permission=Permission.VOID,
        sale_id=sale.local_transaction_id,
        amount=sale.total,
        reason=reason,
        measures=(Measure(LimitName.VOID_AMOUNT, sale.total),),
        before=money_text(sale.total),
        after="0.00",
    )


def return_act(back: GivingBack, payments: Sequence[SalePayment]) -> Act:
    """Taking goods back; what goes out in cash is measured, up to their own limit a person may alone."""
    cash = cash_of(payments)
    kept = back.sale.total - sum(back.money.values(), from_cents(0))
    return Act(
        action="sale.return",
        permission=Permission.REFUND_CASH if cash else Permission.RETURN,
        sale_id=back.refund_id,
        amount=back.taken.total,
        reason=back.reason,
        measures=(Measure(LimitName.CASH_REFUND, cash),) if cash else (),
        ticket=ticket_digest(giving_to_draft(back), ()),
        before=money_text(kept),
        after=money_text(kept - back.taken.total),
    )
