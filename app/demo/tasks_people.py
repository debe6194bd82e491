"""Tasks with a person: customers, and what another one has to allow."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from app.demo.facts import SOMEBODY, Taken
from app.demo.task_kit import BARE, ENTER, EXACT, Kit, Noted, Task
from core.domain.journal.events import EventKind

NEW_CUSTOMER: Final = "Luz Marina Peñalba"


def customer(kit: Kit) -> Task:
    """Found by name: she is of the group «oro», which has 15 % off coffee: 5.35 becomes 4.55, four points."""
    buyer = kit.customer("Yariela Quirós")
    steps = (
        kit.scan("Café molido 425 g"),
        ("press", "F3"),
        ("await", {"panel": "customers"}),
        ("type", "yari"),
        ("look", "customer"),
        ENTER,
        ("await", BARE),
        ("look", "customer-sale"),
        *EXACT,
    )
    facts = kit.sale(
        [("Café molido 425 g", "1", "4.55")],
        "4.55",
        promotions={"Café para clientes oro 15 %": "0.80"},
        customer=buyer.customer_id,
        points=(4, 0),
    )
    return Task("customer", steps, facts)


def points(kit: Kit) -> Task:
    """Her card is scanned; 100 points are 1.00 of 3.25, and the 2.25 in cash earn two new ones."""
    buyer = kit.customer("Yariela Quirós")
    steps = (
        kit.scan("Arroz blanco 5 lb"),
        ("scan", buyer.cards[0]),
        ("await", {"message": "customer_chosen"}),
        ("press", "F10"),
        ("await", {"mode": "payment"}),
        ("press", "F9"),
        ("await", {"panel": "purse"}),
        ("type", "100"),
        ("look", "pay-points"),
        ENTER,
        ("await", {"panel": "", "mode": "payment"}),
        ENTER,
        ("await", {"mode": "change", "printed": True}),
        ("look", "points-earned"),
    )
    facts = kit.sale(
        [("Arroz blanco 5 lb", "1", "3.25")],
        "3.25",
        customer=buyer.customer_id,
        paid=(("points", "1.00", ""), ("cash", "2.25", "")),
        points=(2, 100),
    )
    return Task("points", steps, facts)


def new_customer(kit: Kit) -> Task:
    """Nobody of that name: consent is asked, and the new customer buys at once."""
    steps = (
        kit.scan("Agua 600 ml"),
        ("press", "F3"),
        ("await", {"panel": "customers"}),
        ("type", NEW_CUSTOMER),
        ENTER,
        ("await", {"panel": "customer"}),
        ("type", "1"),
        ("look", "new-customer"),
        ENTER,
        ("await", BARE),
        *EXACT,
    )
    facts = kit.sale([("Agua 600 ml", "1", "0.65")], "0.65", customer=SOMEBODY)
    made = Noted(EventKind.CUSTOMER_CREATED, {"name": NEW_CUSTOMER})
    return Task("new_customer", steps, facts, (made,))


def discount(kit: Kit) -> Task:
    """25 % off rice of 6.35 when a cashier may give 10: a supervisor allows it, and 1.59 is taken off."""
    allows = kit.approvers[0]
    steps = (
        kit.scan("Arroz blanco 10 lb"),
        ("press", "F6"),
        ("await", {"panel": "discount"}),
        ("type", "25"),
        ("look", "discount"),
        ENTER,
        ("look", "discount-reason"),
        ("type", "1"),
        ("await", {"asking": True}),
        ("look", "authorise"),
        ("press", "F9"),
        ("look", "authorise-remote"),
        ("press", "Escape"),
        *kit.allow(allows),
        ("await", BARE),
        ("look", "discounted"),
        *EXACT,
    )
    given = Taken("manual", "damaged", Decimal("1.59"), allows.staff_id)
    facts = kit.sale([("Arroz blanco 10 lb", "1", "4.76")], "4.76", discounts=(given,))
    granted = Noted(EventKind.OVERRIDE_GRANTED, {}, allows.staff_id)
    return Task("discount", steps, facts, (granted,))


def law(kit: Kit) -> Task:
    """A retired customer's medicine of 6.95: 20 % by law is 1.39; only the end of the cédula is kept."""
    steps = (
        kit.scan("Acetaminofén 500 mg 100 tab"),
        ("press", "F6"),
        ("await", {"panel": "discount"}),
        ("tap", "panel.discount.choice.unit.law"),
        ("type", "1001"),
        ("look", "discount-law"),
        ENTER,
        ("await", BARE),
        *EXACT,
    )
    given = Taken("statutory", "medicamento", Decimal("1.39"), document="****1001")
    facts = kit.sale([("Acetaminofén 500 mg 100 tab", "1", "5.56")], "5.56", discounts=(given,))
    return Task("law", steps, facts)
