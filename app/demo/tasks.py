"""The tasks of the selling floor that the demo day acts out, and what each is to leave behind.

What a task expects is worked out here from the shop's lists of prices, by hand and not by the till's own
arithmetic: a till that reckons wrongly does not find its mistake confirmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from app.demo.facts import Paid, SaleFacts, Sold, Taken
from core.domain.barcode import check_digit
from core.domain.journal.events import EventKind
from core.domain.staff import Role
from resources.demo.model import DemoPerson, DemoShop

Step: TypeAlias = tuple[str, Any]
"""A step of `app.ui.pilot_script`, or ``("look", name)``: pictures in every look."""

ENTER: Final = ("press", "Return")
BARE: Final = {"panel": "", "asking": False}
EXACT: Final[tuple[Step, ...]] = (
    ("press", "F10"),
    ("await", {"mode": "payment"}),
    ENTER,
    ("await", {"mode": "change"}),
)
"""Paid in cash, to the cent."""


@dataclass(frozen=True, slots=True)
class Noted:
    """An event that the journal must hold: its kind, some of its data, and who allowed it."""

    kind: EventKind
    data: Mapping[str, Any]
    approver: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One task.

    Attributes:
        sale: What the sale it ends with is to hold, None when nothing is sold.
        noted: What the journal must hold beside it.
    """

    name: str
    steps: tuple[Step, ...]
    sale: SaleFacts | None = None
    noted: tuple[Noted, ...] = field(default=())


def floor_tasks(shop: DemoShop) -> tuple[Task, ...]:
    """Every task, in the order in which the day does them; each begins and ends with an empty basket."""
    return Floor(shop).tasks()


class Floor:
    """The tasks over the goods and people of the demo shop."""

    def __init__(self, shop: DemoShop) -> None:
        self._goods = {product.name: product for product in shop.products}
        self._approvers = [person for person in shop.staff if person.role == Role.SUPERVISOR]
        self._customers = {person.name: person for person in shop.customers}
        self._offers = {promotion.name: promotion.promotion_id for promotion in shop.promotions}

    def tasks(self) -> tuple[Task, ...]:
        """All of them."""
        return (
            self.search(),
            self.weighed_label(),
            self.promotions(),
            self.price_check(),
            self.customer(),
            self.discount(),
            self.law(),
            self.parked(),
            self.given_up(),
        )

    def search(self) -> Task:
        """By name, then twelve of one thing."""
        water = self._goods["Agua 600 ml"]
        steps: tuple[Step, ...] = (
            ("dismiss", "notice.button"),  # «¿Salió el recibo?» of the power cut before
            ("type", "cafe mol 212"),
            ("await", {"mode": "search"}),
            ("look", "search"),
            ENTER,
            ("await", {"rows": 1}),
            ("type", "12*"),
            ("goods", [water.barcode]),
            ("look", "twelve"),
            ("press", "Ctrl+Z"),
            ("await", {"rows": 1}),
            ("press", "Delete"),
            ("await", {"rows": 0}),
            ("look", "removed"),
            ("goods", [water.barcode]),
            *EXACT,
        )
        return Task("search", steps, self._sale([("Agua 600 ml", "1", "0.65")], "0.65"))

    def weighed_label(self) -> Task:
        """A label of the scale: 0.735 kg of cheese, 8.90 the kilogram, is 6.54 (6.5415 rounded)."""
        body = f"21{self._goods['Queso blanco'].sku:>05}00735"
        steps: tuple[Step, ...] = (
            ("goods", [body + check_digit(body)]),
            ("look", "weighed-label"),
            *EXACT,
        )
        return Task("weighed_label", steps, self._sale([("Queso blanco", "0.735", "6.54")], "6.54"))

    def promotions(self) -> Task:
        """Three soft drinks of 1.99 for 5.50; rice of 3.25 and two tuna of 1.35 for 5.25; and why."""
        drink, rice, tuna = (
            self._goods[name].barcode
            for name in ("Refresco de cola 2 L", "Arroz blanco 5 lb", "Atún en agua 142 g")
        )
        steps: tuple[Step, ...] = (
            ("goods", [rice, tuna, tuna]),
            ("type", "3*"),
            ("goods", [drink]),
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
            ("await", {"mode": "change"}),
            ("look", "change"),
        )
        sold = [
            ("Arroz blanco 5 lb", "1", "2.87"),
            ("Atún en agua 142 g", "2", "2.38"),
            ("Refresco de cola 2 L", "3", "5.50"),
        ]
        taken = {"3 refrescos de 2 L por 5.50": "0.47", "Arroz y dos atunes por 5.25": "0.70"}
        return Task("promotions", steps, self._sale(sold, "10.75", promotions=taken))

    def price_check(self) -> Task:
        """What does it cost? Nothing is sold, and the journal knows that it was asked."""
        milk = self._goods["Leche entera 1 L"]
        steps: tuple[Step, ...] = (
            ("press", "F5"),
            ("await", {"panel": "check"}),
            ("scan", milk.barcode),
            ("look", "price-check"),
            ("press", "Escape"),
            ("await", {"panel": "", "rows": 0}),
        )
        asked = Noted(EventKind.PRICE_CHECKED, {"variant_id": milk.variant_id, "price": "1.85"})
        return Task("price_check", steps, noted=(asked,))

    def customer(self) -> Task:
        """Found by name: she is of the group «oro», which has 15 % off coffee: 5.35 becomes 4.55."""
        buyer = self._customers["Yariela Quirós"]
        steps: tuple[Step, ...] = (
            ("goods", [self._goods["Café molido 425 g"].barcode]),
            ("press", "F3"),
            ("await", {"panel": "customers"}),
            ("type", "yari"),
            ("look", "customer"),
            ENTER,
            ("await", BARE),
            ("look", "customer-sale"),
            *EXACT,
        )
        facts = self._sale(
            [("Café molido 425 g", "1", "4.55")],
            "4.55",
            promotions={"Café para clientes oro 15 %": "0.80"},
            customer=buyer.customer_id,
        )
        return Task("customer", steps, facts)

    def discount(self) -> Task:
        """25 % off rice of 6.35 when a cashier may give 10: a supervisor allows it, and 1.59 is taken off."""
        allows = self._approvers[0]
        steps: tuple[Step, ...] = (
            ("goods", [self._goods["Arroz blanco 10 lb"].barcode]),
            ("press", "F6"),
            ("await", {"panel": "discount"}),
            ("type", "25"),
            ("look", "discount"),
            ENTER,
            ("look", "discount-reason"),
            ("type", "1"),
            ("await", {"asking": True}),
            ("look", "authorise"),
            *self._allow(allows),
            ("await", BARE),
            ("look", "discounted"),
            *EXACT,
        )
        given = Taken("manual", "damaged", Decimal("1.59"), allows.staff_id)
        facts = self._sale([("Arroz blanco 10 lb", "1", "4.76")], "4.76", discounts=(given,))
        granted = Noted(EventKind.OVERRIDE_GRANTED, {}, allows.staff_id)
        return Task("discount", steps, facts, (granted,))

    def law(self) -> Task:
        """A retired customer's medicine of 6.95: 20 % by law is 1.39; only the end of the cédula is kept."""
        steps: tuple[Step, ...] = (
            ("goods", [self._goods["Acetaminofén 500 mg 100 tab"].barcode]),
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
        facts = self._sale([("Acetaminofén 500 mg 100 tab", "1", "5.56")], "5.56", discounts=(given,))
        return Task("law", steps, facts)

    def parked(self) -> Task:
        """Set aside while another customer pays, then taken up again."""
        waits = [self._goods[name].barcode for name in ("Leche entera 1 L", "Hielo 5 lb")]
        steps: tuple[Step, ...] = (
            ("goods", waits),
            ("press", "F7"),
            ("await", {"rows": 0, "message": "sale_parked"}),
            ("look", "parked"),
            ("goods", [self._goods["Agua 600 ml"].barcode]),
            *EXACT,
            ("press", "Shift+F7"),
            ("await", {"panel": "parked"}),
            ("look", "parked-list"),
            ENTER,
            ("await", {"panel": "", "rows": 2}),
            *EXACT,
        )
        sold = [("Leche entera 1 L", "1", "1.85"), ("Hielo 5 lb", "1", "1.50")]
        return Task("parked", steps, self._sale(sold, "3.35"))

    def given_up(self) -> Task:
        """The customer left: the open sale is given up, with a reason, and by leave of a supervisor."""
        allows = self._approvers[1]
        steps: tuple[Step, ...] = (
            ("goods", [self._goods["Leche entera 1 L"].barcode, self._goods["Hielo 5 lb"].barcode]),
            ("press", "Ctrl+Delete"),
            ("await", {"panel": "cancel"}),
            ("look", "give-up"),
            ("type", "1"),
            ENTER,
            ("await", {"asking": True}),
            ("look", "give-up-authorise"),
            *self._allow(allows),
            ("await", {"panel": "", "asking": False, "rows": 0}),
            ("look", "given-up"),
        )
        gone = Noted(
            EventKind.SALE_CANCELLED,
            {"lines": 2, "total_amount": "3.35", "reason": "customer_left"},
            allows.staff_id,
        )
        return Task("given_up", steps, noted=(gone,))

    def _sale(
        self,
        lines: list[tuple[str, str, str]],
        total: str,
        *,
        promotions: Mapping[str, str] = MappingProxyType({}),
        discounts: tuple[Taken, ...] = (),
        customer: str = "",
    ) -> SaleFacts:
        """Paid in cash to the cent."""
        return SaleFacts(
            total=Decimal(total),
            lines=tuple(Sold(name, Decimal(quantity), Decimal(net)) for name, quantity, net in lines),
            paid=(Paid("cash", Decimal(total)),),
            promotions={self._offers[name]: Decimal(amount) for name, amount in promotions.items()},
            discounts=discounts,
            customer=customer,
        )

    def _allow(self, person: DemoPerson) -> tuple[Step, ...]:
        """Somebody comes, picks themself and types the PIN."""
        return (("type", str(self._approvers.index(person) + 1)), ("type", person.pin), ENTER)
