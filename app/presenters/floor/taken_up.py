"""What is said of a sale that a restart or the parked list brought back, the most pressing alone."""

from __future__ import annotations

from app.presenters import format as fmt
from app.presenters.messages import M, Message, Tone
from app.presenters.views import FloorView
from core.domain.sale import Sale


def paid_too_much(sale: Sale) -> Message | None:
    """Money that moved elsewhere is more than the sale comes to: goods make up for it, or it goes back."""
    excess, cash = sale.tally().excess, sale.cash_forgotten
    if not excess:
        return None
    values = {"amount": fmt.money(excess)}
    if not cash:
        return Message(M.PAID_TOO_MUCH, Tone.ERR, values, lasting=True)
    return Message(M.PAID_TOO_MUCH_CASH, Tone.ERR, values | {"cash": fmt.money(cash)}, lasting=True)


def say_taken_up(view: FloorView, sale: Sale, restored_lines: int) -> None:
    """Say what to do first with a sale that came back; ``restored_lines`` after a restart."""
    message = paid_too_much(sale)
    if message is None and sale.cash_forgotten:
        values = {"cash": fmt.money(sale.cash_forgotten), "total": fmt.money(sale.due)}
        message = Message(M.CASH_AGAIN, Tone.WARN, values, lasting=True)
    elif message is None and restored_lines:
        message = Message(M.BASKET_RESTORED, Tone.INFO, {"lines": str(restored_lines)})
    if message is not None:
        view.notify(message)
