"""Goods on their way back inside an open ticket, and what the ticket comes to with them (domain.md 11).

Return and exchange are one ticket: what is bought less what comes back. Where both sides have something,
each is paid with the other up to the smaller of the two (method ``exchange``); the rest is paid or goes back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from core.domain.document_data import sale_from_data, sale_to_data
from core.domain.documents import (
    Carried,
    CompletedSale,
    SalePayment,
    TenderDetails,
    format_number,
    money_text,
    quantity_text,
)
from core.domain.errors import DomainError
from core.domain.json_fields import money, optional_text, quantity, text
from core.domain.pan import refuse_pan
from core.domain.payload import JsonObject, PayloadError
from core.domain.payment import CASH, EXCHANGE, OF_CUSTOMERS, UNTRACED
from core.domain.refund_document import OriginalSale, original_from_data, original_to_data
from core.domain.returning import ReturnableLine, ReturnedLines, exchanged_money, money_back, take_back

_NOTHING: Final = Decimal("0.00")
REFERENCED: Final = frozenset({"card", "yappy", "transfer"})
"""Money that goes back outside the till: its own reference is proof of it."""
REFERENCE_LIMIT: Final = 40


@dataclass(frozen=True, slots=True)
class GivingBack:
    """Lines of one receipt that come back in this ticket.

    Attributes:
        refund_id: UUIDv7 of the return.
        original: The receipt.
        sale: Its document, with the lines that come back alone and with its payments traced (`traced`).
        lines: Those lines, with what came back of them before.
        wanted: Quantity by line number.
        reason: Reason code.
        money: By method, what went back for this receipt before.
        approver_id: Who allowed the return, None where the cashier may.
        cash_allowed: Cash that the same person allowed to hand out.
    """

    refund_id: str
    original: OriginalSale
    sale: CompletedSale
    lines: tuple[ReturnableLine, ...]
    wanted: Mapping[int, Decimal]
    reason: str
    money: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    approver_id: str | None = None
    cash_allowed: Decimal = _NOTHING

    @property
    def taken(self) -> ReturnedLines:
        """What goes back, line by line and in sum."""
        return take_back(self.lines, self.wanted, price_includes_tax=self.sale.price_includes_tax)

    def without(self, n: int) -> GivingBack | None:
        """The same but for one line of the receipt; None when it was the last."""
        wanted = {key: units for key, units in self.wanted.items() if key != n}
        return replace(self, wanted=wanted) if wanted else None

    def repayments(self, bought: Decimal) -> tuple[SalePayment, ...]:
        """How the return is paid by default: first with what is bought, the rest the way it came.

        Args:
            bought: Total of the goods bought in the same ticket.
        """
        total = self.taken.total
        exchanged = min(bought, total)
        rest = money_back(total - exchanged, self.sale.payments, self.money)
        if not exchanged:
            return rest
        moved = tuple(replace(payment, n=payment.n + 1) for payment in rest)
        return (SalePayment(1, EXCHANGE, exchanged), *moved)

    def exchanged(self, bought: Decimal) -> tuple[SalePayment, ...]:
        """By which money the goods bought in the same ticket are paid in exchange; as `repayments`."""
        payments = {payment.method: payment.amount for payment in self.repayments(bought)}
        return exchanged_money(self.sale.payments, self.money, payments)

    def carried(self, bought: Decimal) -> Carried | None:
        """What the goods bought in the same ticket carry on; None when nothing is exchanged."""
        payments = self.exchanged(bought)
        owned = any(payment.method in OF_CUSTOMERS for payment in payments)
        return Carried(payments, self.sale.customer_id if owned else None) if payments else None

    def check_way(self, payments: Sequence[SalePayment]) -> None:
        """Whether each payment has somebody to go to.

        A code of version 1 named no customer and not what an exchange carried; cash in its stead would turn
        points and credit into money.

        Raises:
            DomainError: ``refund_way_unknown`` (``number``).
        """
        nobody = self.sale.customer_id is None
        if any(p.method == UNTRACED or (nobody and p.method in OF_CUSTOMERS) for p in payments):
            number = format_number(self.original.series, self.original.number)
            raise DomainError("refund_way_unknown", number=number)


def giving_back(
    refund_id: str,
    original: OriginalSale,
    sale: CompletedSale,
    lines: Sequence[ReturnableLine],
    wanted: Mapping[int, Decimal],
    reason: str,
    money: Mapping[str, Decimal],
) -> GivingBack:
    """Begin to take goods back; only what is needed of the receipt is kept.

    Raises:
        DomainError: as `core.domain.returning.take_back`.
    """
    take_back(lines, wanted, price_includes_tax=sale.price_includes_tax)
    kept = tuple(line for line in lines if line.item.n in wanted)
    part = replace(sale, items=tuple(line.item for line in kept), discounts=())
    return GivingBack(refund_id, original, part, kept, dict(wanted), reason, dict(money))


def cash_of(payments: Sequence[SalePayment]) -> Decimal:
    """Cash that goes back."""
    return sum((payment.amount for payment in payments if payment.method == CASH), _NOTHING)


def needs_reference(payments: Sequence[SalePayment]) -> tuple[SalePayment, ...]:
    """Those repayments whose reference is still to be typed."""
    return tuple(
        payment
        for payment in payments
        if payment.method in REFERENCED and not (payment.details.reference or "").strip()
    )


def with_reference(payment: SalePayment, reference: str) -> SalePayment:
    """A repayment known by its own reference, not by that of the payment it takes back.

    Raises:
        DomainError: ``pan_refused``.
    """
    refuse_pan("reference", reference)
    given = reference.strip()[:REFERENCE_LIMIT]
    return replace(payment, received=None, details=TenderDetails(reference=given or None))


def giving_to_draft(back: GivingBack) -> JsonObject:
    """As JSON values, so that it survives a crash with its ticket."""
    return {
        "refund_id": back.refund_id,
        "original": original_to_data(back.original),
        "sale": sale_to_data(back.sale),
        "returned": {str(line.item.n): quantity_text(line.returned) for line in back.lines},
        "wanted": {str(n): quantity_text(units) for n, units in back.wanted.items()},
        "reason": back.reason,
        "money": {method: money_text(amount) for method, amount in back.money.items()},
        "approver_id": back.approver_id,
        "cash_allowed": money_text(back.cash_allowed),
    }


def giving_from_draft(data: Mapping[str, Any]) -> GivingBack:
    """Inverse of `giving_to_draft`.

    Raises:
        DomainError: ``draft_damaged``.
    """
    try:
        sale = sale_from_data(data["sale"])
        returned = data["returned"]
        back = GivingBack(
            refund_id=text(data["refund_id"]),
            original=original_from_data(data["original"]),
            sale=sale,
            lines=tuple(ReturnableLine(item, quantity(returned[str(item.n)])) for item in sale.items),
            wanted={int(n): quantity(units) for n, units in dict(data["wanted"]).items()},
            reason=text(data["reason"]),
            money={text(method): money(amount) for method, amount in dict(data["money"]).items()},
            approver_id=optional_text(data.get("approver_id")),
            cash_allowed=money(data["cash_allowed"]),
        )
        _ = back.taken
    except (KeyError, TypeError, ValueError, AttributeError, PayloadError, DomainError) as error:
        raise DomainError("draft_damaged") from error
    return back
