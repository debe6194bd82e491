"""Tasks with money: other ways to pay than cash, two payments for one sale, a completed sale undone."""

from __future__ import annotations

from typing import Final

from app.demo.facts import SOME_CODE
from app.demo.task_kit import BARE, ENTER, EXACT, Kit, Noted, Task
from core.domain.journal.events import EventKind

APPROVAL: Final = "AUTH123"
"""Approval code on the card terminal's slip."""
YAPPY_CODE: Final = "K7D2M4Q9"
TRANSFER_REFERENCE: Final = "TR884213"


def mixed(kit: Kit) -> Task:
    """Rice of 6.35 and milk of 1.85: 5.00 in cash, the other 3.20 by card."""
    steps = (
        kit.scan("Arroz blanco 10 lb", "Leche entera 1 L"),
        ("press", "F10"),
        ("await", {"mode": "payment"}),
        ("type", "5"),
        ENTER,
        ("look", "pay-mixed"),
        ("press", "F6"),
        ("await", {"panel": "card"}),
        ("type", "4242"),
        ("type", APPROVAL),
        ("look", "pay-card"),
        ENTER,
        ("await", {"panel": "", "mode": "change"}),
    )
    sold = (("Arroz blanco 10 lb", "1", "6.35"), ("Leche entera 1 L", "1", "1.85"))
    paid = (("cash", "5.00", ""), ("card", "3.20", APPROVAL))
    return Task("mixed", steps, kit.sale(sold, "8.20", paid=paid))


def void(kit: Kit) -> Task:
    """The sale made last is undone as a whole, by leave of a supervisor; its money goes back in cash."""
    allows = kit.approvers[0]
    steps = (
        kit.scan("Azúcar blanca 5 lb"),
        *EXACT,
        ("press", "Ctrl+Delete"),
        ("await", {"panel": "void"}),
        ("type", "3"),
        ("look", "void"),
        ENTER,
        ("await", {"asking": True}),
        ("look", "void-authorise"),
        *kit.allow(allows),
        ("await", {"panel": "voided"}),
        ("look", "voided"),
        ENTER,
        ("await", BARE),
    )
    undone = Noted(
        EventKind.SALE_VOIDED, {"total_amount": "2.85", "reason": "customer_regret"}, allows.staff_id
    )
    facts = kit.sale([("Azúcar blanca 5 lb", "1", "2.85")], "2.85")
    return Task("void", steps, facts, (undone,), status="voided")


def yappy(kit: Kit) -> Task:
    """Paid with the code on the customer's screen; it counts, and is confirmed later."""
    steps = (
        kit.scan("Leche entera 1 L"),
        ("press", "F10"),
        ("await", {"mode": "payment"}),
        ("press", "F7"),
        ("await", {"panel": "yappy"}),
        ("type", YAPPY_CODE),
        ("look", "pay-yappy"),
        ENTER,
        ("await", {"panel": "", "mode": "change"}),
    )
    paid = (("yappy", "1.85", YAPPY_CODE),)
    return Task("yappy", steps, kit.sale([("Leche entera 1 L", "1", "1.85")], "1.85", paid=paid))


def yappy_qr(kit: Kit) -> Task:
    """A QR code of its own: the customer pays it on their telephone, and the sale is finished by Enter."""
    steps = (
        kit.scan("Agua 600 ml", "Hielo 5 lb"),
        ("press", "F10"),
        ("await", {"mode": "payment"}),
        ("press", "F7"),
        ("await", {"panel": "yappy"}),
        ENTER,
        ("await", {"panel": "qr"}),
        ("look", "pay-qr"),
        ("phone", "approved"),
        ("await", {"panel": "", "mode": "payment", "message": "qr_approved"}),
        ENTER,
        ("await", {"mode": "change"}),
    )
    sold = (("Agua 600 ml", "1", "0.65"), ("Hielo 5 lb", "1", "1.50"))
    return Task("yappy_qr", steps, kit.sale(sold, "2.15", paid=(("yappy", "2.15", SOME_CODE),)))


def transfer(kit: Kit) -> Task:
    """A transfer nobody has seen yet: a supervisor lets the goods go."""
    allows = kit.approvers[0]
    steps = (
        kit.scan("Arroz blanco 20 lb"),
        ("press", "F10"),
        ("await", {"mode": "payment"}),
        ("press", "F8"),
        ("await", {"panel": "transfer"}),
        ("type", TRANSFER_REFERENCE),
        ("look", "pay-transfer"),
        ENTER,
        ("await", {"asking": True}),
        *kit.allow(allows),
        ("await", {"panel": "", "asking": False, "mode": "change"}),
    )
    paid = (("transfer", "12.45", TRANSFER_REFERENCE),)
    facts = kit.sale([("Arroz blanco 20 lb", "1", "12.45")], "12.45", paid=paid)
    granted = Noted(EventKind.OVERRIDE_GRANTED, {}, allows.staff_id)
    return Task("transfer", steps, facts, (granted,))
