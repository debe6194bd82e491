"""Tasks of the basket: search, weighed goods, promotions, prices, sales set aside and given up."""

from __future__ import annotations

from app.demo.task_kit import BARE, ENTER, EXACT, Kit, Noted, Task
from core.domain.journal.events import EventKind

MISREAD = "7450001025050"
"""The rice's code with a wrong last digit."""


def search(kit: Kit) -> Task:
    """A code that was not read well, goods by name, twelve of one thing, removed and undone."""
    steps = (
        ("dismiss", "notice.button"),  # «¿Salió completo el recibo?» of the power cut before
        ("scan", MISREAD),
        ("look", "misread"),
        ("press", "Delete"),
        ("type", "cafe mol 212"),
        ("await", {"mode": "search"}),
        ("look", "search"),
        ENTER,
        ("await", {"rows": 1}),
        ("type", "12*"),
        kit.scan("Agua 600 ml"),
        ("look", "twelve"),
        ("press", "Ctrl+Z"),
        ("await", {"rows": 1}),
        ("press", "Delete"),
        ("await", {"rows": 0}),
        ("look", "removed"),
        ("press", "F1"),
        ("look", "actions"),
        ("press", "Escape"),
        kit.scan("Agua 600 ml"),
        *EXACT,
    )
    return Task("search", steps, kit.sale([("Agua 600 ml", "1", "0.65")], "0.65"))


def weighed_label(kit: Kit) -> Task:
    """A label of the scale: 0.735 kg of cheese, 8.90 the kilogram, is 6.54 (6.5415 rounded)."""
    steps = (kit.label("Queso blanco", 735), ("look", "weighed-label"), *EXACT)
    return Task("weighed_label", steps, kit.sale([("Queso blanco", "0.735", "6.54")], "6.54"))


def promotions(kit: Kit) -> Task:
    """Three soft drinks of 1.99 for 5.50; rice of 3.25 and two tuna of 1.35 for 5.25; paid with a 20."""
    steps = (
        kit.scan("Arroz blanco 5 lb", "Atún en agua 142 g", "Atún en agua 142 g"),
        ("type", "3*"),
        kit.scan("Refresco de cola 2 L"),
        ("look", "promotions"),
        ("press", "F1"),
        ("tap", "list.why"),
        ("await", {"panel": "why"}),
        ("look", "why"),
        ENTER,
        ("await", BARE),
        ("press", "F10"),
        ("await", {"mode": "payment"}),
        ("type", "20"),
        ("look", "payment"),
        ENTER,
        ("await", {"mode": "change", "printed": True}),
        ("look", "change"),
        ("press", "F11"),
        ("await", {"mode": "receipt"}),
        ("look", "receipt"),
        ("press", "Escape"),
    )
    sold = (
        ("Arroz blanco 5 lb", "1", "2.87"),
        ("Atún en agua 142 g", "2", "2.38"),
        ("Refresco de cola 2 L", "3", "5.50"),
    )
    taken = {"3 refrescos de 2 L por 5.50": "0.47", "Arroz y dos atunes por 5.25": "0.70"}
    return Task("promotions", steps, kit.sale(sold, "10.75", promotions=taken))


def price_check(kit: Kit) -> Task:
    """What does it cost? Nothing is sold, and the journal knows that it was asked."""
    milk = "Leche entera 1 L"
    steps = (
        ("press", "F5"),
        ("await", {"panel": "check"}),
        ("scan", kit.scan(milk)[1][0]),
        ("look", "price-check"),
        ("press", "Escape"),
        ("await", {"panel": "", "rows": 0}),
    )
    asked = Noted(EventKind.PRICE_CHECKED, {"variant_id": kit.variant(milk), "price": "1.85"})
    return Task("price_check", steps, noted=(asked,))


def price(kit: Kit) -> Task:
    """The shelf says 1.50 where the list has 1.85: a supervisor lets it go for that."""
    allows = kit.approvers[0]
    steps = (
        kit.scan("Leche entera 1 L"),
        ("press", "F1"),
        ("tap", "list.price_override"),
        ("await", {"panel": "price"}),
        ("type", "1.50"),
        ("look", "price"),
        ENTER,
        ("type", "1"),
        ("await", {"asking": True}),
        *kit.allow(allows),
        ("await", BARE),
        *EXACT,
    )
    facts = kit.sale([("Leche entera 1 L", "1", "1.50")], "1.50", list_price="1.85")
    granted = Noted(EventKind.OVERRIDE_GRANTED, {}, allows.staff_id)
    return Task("price", steps, facts, (granted,))


def parked(kit: Kit) -> Task:
    """Set aside while another customer pays, then taken up again."""
    steps = (
        kit.scan("Leche entera 1 L", "Hielo 5 lb"),
        ("press", "F7"),
        ("await", {"rows": 0, "message": "sale_parked"}),
        ("look", "parked"),
        kit.scan("Agua 600 ml"),
        *EXACT,
        ("press", "Shift+F7"),
        ("await", {"panel": "parked"}),
        ("look", "parked-list"),
        ENTER,
        ("await", {"panel": "", "rows": 2}),
        *EXACT,
    )
    sold = (("Leche entera 1 L", "1", "1.85"), ("Hielo 5 lb", "1", "1.50"))
    return Task("parked", steps, kit.sale(sold, "3.35"))


def given_up(kit: Kit) -> Task:
    """The customer left: the open sale is given up, with a reason, and by leave of a supervisor."""
    allows = kit.approvers[1]
    steps = (
        kit.scan("Leche entera 1 L", "Hielo 5 lb"),
        ("press", "Ctrl+Delete"),
        ("await", {"panel": "cancel"}),
        ("look", "give-up"),
        ("type", "1"),
        ENTER,
        ("await", {"asking": True}),
        *kit.allow(allows),
        ("await", {"panel": "", "asking": False, "rows": 0}),
        ("look", "given-up"),
    )
    gone = {"lines": 2, "total_amount": "3.35", "reason": "customer_left"}
    return Task("given_up", steps, noted=(Noted(EventKind.SALE_CANCELLED, gone, allows.staff_id),))


def label_layout(kit: Kit) -> Task:
    """A scale with another prefix: one scan of its label teaches the layout, by leave of who installs."""
    label = kit.label("Queso blanco", 735, prefix="24")
    steps = (
        ("press", "F1"),
        ("tap", "list.labels"),
        ("await", {"panel": "labels"}),
        ("scan", label[1][0]),
        ("look", "label-readings"),
        ("type", "2"),
        ("look", "label-layout"),
        ENTER,
        ("await", {"asking": True}),
        ("type", "1"),
        ("type", kit.installer.pin),
        ENTER,
        ("await", {"panel": "", "asking": False, "message": "label_learnt"}),
        label,
        *EXACT,
    )
    return Task("label_layout", steps, kit.sale([("Queso blanco", "0.735", "6.54")], "6.54"))


def open_price(kit: Kit) -> Task:
    """Goods without a code: the price is typed, and a supervisor allows it."""
    name = "Artículo exento sin código"
    allows = kit.approvers[0]
    steps = (
        ("type", "exento sin"),
        ("await", {"mode": "search"}),
        ENTER,
        ("await", {"panel": "open-price"}),
        ("type", "2.75"),
        ("look", "open-price"),
        ENTER,
        ("await", {"asking": True}),
        *kit.allow(allows),
        ("await", {**BARE, "rows": 1}),
        *EXACT,
    )
    facts = kit.sale([(name, "1", "2.75")], "2.75")
    return Task("open_price", steps, facts, (Noted(EventKind.OVERRIDE_GRANTED, {}, allows.staff_id),))
