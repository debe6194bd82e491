"""Tasks with receipts of before: goods taken back, a receipt found."""

from __future__ import annotations

from decimal import Decimal

from app.demo.facts import Taken
from app.demo.task_kit import BARE, ENTER, EXACT, Kit, Noted, Task
from core.domain.journal.events import EventKind


def partial_return(kit: Kit) -> Task:
    """One of two bags of rice that were sold with 10 % off: half of 11.43 goes back, rounded up to 5.72."""
    allows = kit.approvers[1]
    steps = (
        ("type", "2*"),
        kit.scan("Arroz blanco 10 lb"),
        ("press", "F6"),
        ("await", {"panel": "discount"}),
        ("type", "10"),
        ENTER,
        ("type", "1"),
        ("await", BARE),
        *EXACT,
        ("press", "F8"),
        ("await", {"panel": "return"}),
        ("look", "return-receipt"),
        ("tap", "panel.return.last"),
        ("type", "1"),
        ("look", "return-lines"),
        ENTER,
        ("type", "2"),
        ("look", "return-reason"),
        ENTER,
        ("await", {"asking": True}),
        *kit.allow(allows),
        ("await", {"panel": "returned"}),
        ("look", "returned"),
        ENTER,
        ("await", BARE),
    )
    given = Taken("manual", "damaged", Decimal("1.27"))
    facts = kit.sale([("Arroz blanco 10 lb", "2", "11.43")], "11.43", discounts=(given,))
    taken = Noted(
        EventKind.REFUND_COMPLETED, {"total_amount": "5.72", "reason": "not_suitable"}, allows.staff_id
    )
    return Task("partial_return", steps, facts, (taken,), came_back=Decimal("5.72"))


def receipts(kit: Kit) -> Task:
    """An older receipt is found by its amount and seen; nothing is printed."""
    steps = (
        kit.scan("Agua 600 ml"),
        *EXACT,
        ("press", "Shift+F11"),
        ("await", {"panel": "receipts"}),
        ("look", "receipts"),
        ("type", "10.75"),
        ("look", "receipts-found"),
        ENTER,
        ("await", {"panel": "", "mode": "receipt"}),
        ("press", "Escape"),
        ("await", {"panel": "receipts"}),
        ("press", "Escape"),
        ("await", BARE),
    )
    return Task("receipts", steps, kit.sale([("Agua 600 ml", "1", "0.65")], "0.65"))


def exchange(kit: Kit) -> Task:
    """A litre of milk comes back for half a gallon: 3.45 less 1.85, and 1.60 is paid."""
    allows = kit.approvers[0]
    steps = (
        kit.scan("Leche entera 1 L"),
        *EXACT,
        kit.scan("Leche entera ½ galón"),
        ("press", "F8"),
        ("await", {"panel": "return"}),
        ("tap", "panel.return.last"),
        ("type", "1"),
        ("look", "exchange-lines"),
        ENTER,
        ("type", "2"),
        ("look", "exchange-how"),
        ENTER,
        ("await", {"asking": True}),
        *kit.allow(allows),
        ("await", BARE),
        ("look", "exchange-sale"),
        ("press", "F10"),
        ("await", {"mode": "payment"}),
        ("look", "exchange-pay"),
        ENTER,
        ("await", {"mode": "change"}),
    )
    back = Noted(
        EventKind.REFUND_COMPLETED, {"total_amount": "1.85", "reason": "not_suitable"}, allows.staff_id
    )
    paid = (("exchange", "1.85", ""), ("cash", "1.60", ""))
    return Task(
        "exchange", steps, kit.sale([("Leche entera ½ galón", "1", "3.45")], "3.45", paid=paid), (back,)
    )
