"""What stands on the panel of a return, step by step (screen 9)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from app.presenters import format as fmt
from app.presenters.floor.repaying import given_back, money_rows
from app.presenters.floor.return_lines import ReturnLines
from app.presenters.messages import Tone
from app.presenters.panels import (
    Block,
    Choice,
    Choices,
    Facts,
    Field,
    FieldKind,
    Panel,
    PanelButton,
    Remark,
    Say,
)
from app.presenters.reasons import reason_choices
from app.presenters.wording import W
from app.usecases.receipt_lookup import ReturnableReceipt
from app.usecases.returns import RefundRecord
from app.usecases.state import TillState
from core.domain.documents import SalePayment, format_number
from core.domain.money import from_cents
from core.domain.reasons import ReasonFor

HOW: Final = "how"
LONGEST: Final = 400
"""A signed code may be typed by a scanner that is a keyboard."""


class How(StrEnum):
    """What the customer gets for the goods."""

    REFUND = "refund"
    EXCHANGE = "exchange"


def return_panel(
    blocks: tuple[Block, ...],
    primary: PanelButton,
    *,
    of: Say | str = "",
    buttons: tuple[PanelButton, ...] = (),
    busy: bool = False,
) -> Panel:
    """A step of a return."""
    return Panel("return", "return", Say(W.RETURN_TITLE), blocks, of, primary, buttons, busy=busy)


def asking(typed: str) -> Panel:
    """Which receipt."""
    field = Field(
        "number",
        Say(W.RECEIPT_ASK),
        FieldKind.CODE,
        typed,
        Say(W.RECEIPT_HINT),
        active=True,
        limit=LONGEST,
    )
    step = PanelButton("find", Say(W.PANEL_NEXT), "Enter", idle=not typed.strip())
    return return_panel((field,), step, buttons=(PanelButton("last", Say(W.RECEIPT_LAST), icon="receipt"),))


def choosing(receipt: ReturnableReceipt, lines: ReturnLines, of: Say) -> Panel:
    """Which of its lines; a sale of this till of which nothing came back may be voided whole instead."""
    notes: list[Block] = []
    if receipt.foreign:
        notes.append(Remark(Say(W.RETURN_FOREIGN), Tone.WARN))
    if receipt.returned_by:
        notes.append(Remark(Say(W.RETURN_BEFORE, {"numbers": ", ".join(receipt.returned_by)})))
    every = ("none", W.RETURN_NONE) if lines.all_marked else ("all", W.RETURN_ALL)
    buttons = [PanelButton(every[0], Say(every[1]), icon="check")]
    if not receipt.foreign and not receipt.returned_by:
        buttons.append(PanelButton("void", Say(W.VOID_TITLE), icon="trash", danger=True))
    amount = fmt.money(lines.total())
    step = PanelButton("next", Say(W.PANEL_NEXT), "Enter", amount=amount, idle=not lines.wanted)
    return return_panel((*notes, lines.field(), lines.rows()), step, of=of, buttons=tuple(buttons))


def why(payments: Sequence[SalePayment], how: How, reason: str) -> tuple[Block, ...]:
    """What the customer gets, and why they bring it."""
    ways = (
        Choice(How.REFUND.value, Say(W.RETURN_REFUND), "8", icon="cash"),
        Choice(How.EXCHANGE.value, Say(W.RETURN_EXCHANGE), "9", icon="swap"),
    )
    asked = (Choices(HOW, Say(W.RETURN_HOW), ways, how.value), reason_choices(ReasonFor.RETURN, reason))
    total = sum((payment.amount for payment in payments), from_cents(0))
    row = (Say(W.RETURN_TOTAL if how is How.REFUND else W.RETURN_CREDITED), fmt.money(total))
    parts = money_rows(payments) if how is How.REFUND else ()
    return (Facts((*parts, row), strong=True), *asked)


def sold_as(receipt: ReturnableReceipt, state: TillState) -> Say:
    """The receipt in a few words: its number, when and where, as on the paper in the customer's hand."""
    moment = state.local_time(receipt.occurred_at)
    when = f"{fmt.date(moment, 'es')} {fmt.clock_time(moment)}"
    return Say(W.RETURN_OF, {"number": receipt.number, "when": when, "till": receipt.till})


def outcome(record: RefundRecord) -> Panel:
    """What to hand out now."""
    refund = record.refund
    number = Say(W.RETURN_NUMBER, {"number": format_number(refund.series, refund.number)})
    blocks = given_back(refund.payments)
    if refund.points_back:
        blocks += (Remark(Say(W.RETURN_POINTS, {"points": str(refund.points_back)})),)
    done = PanelButton("done", Say(W.PANEL_DONE), "Enter")
    return Panel("returned", "check", Say(W.RETURN_DONE), blocks, number, done, outcome=True)
