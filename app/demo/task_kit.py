"""What the tasks of the demo day are written with: steps, what they are to leave behind, goods and people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from app.demo.facts import Paid, SaleFacts, Sold, Taken
from core.domain.barcode import check_digit
from core.domain.journal.events import EventKind
from core.domain.staff import Role
from resources.demo.model import DemoCustomer, DemoPerson, DemoShop

Step: TypeAlias = tuple[str, Any]
"""A step of `app.ui.pilot_script`, or one beside the till: ``("look", name)`` takes pictures in every look,
``("phone", "approved")`` is the customer who pays a QR code."""

ENTER: Final = ("press", "Return")
BARE: Final = {"panel": "", "asking": False}
"""No task stands over the basket, and nobody is asked."""
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
    """One task; it begins and ends with an empty basket.

    Attributes:
        sale: What the sale it ends with is to hold, None when nothing is sold.
        noted: What the journal must hold beside it.
        status: What the centre makes of that sale in the end, ``completed`` or ``voided``.
        came_back: What went back for goods of that sale, in balboas.
    """

    name: str
    steps: tuple[Step, ...]
    sale: SaleFacts | None = None
    noted: tuple[Noted, ...] = ()
    status: str = "completed"
    came_back: Decimal = Decimal(0)


class Kit:
    """Goods, people and offers of the demo shop by their names."""

    def __init__(self, shop: DemoShop) -> None:
        self._goods = {product.name: product for product in shop.products}
        self._customers = {person.name: person for person in shop.customers}
        self._offers = {promotion.name: promotion.promotion_id for promotion in shop.promotions}
        self.staff = shop.staff
        self.installer = next(person for person in shop.staff if person.role == Role.INSTALLER)
        self.approvers = tuple(person for person in shop.staff if person.role == Role.SUPERVISOR)

    def variant(self, name: str) -> str:
        """Id of a product."""
        return self._goods[name].variant_id

    def customer(self, name: str) -> DemoCustomer:
        """Somebody who buys."""
        return self._customers[name]

    def scan(self, *names: str) -> Step:
        """Goods passed over the scanner, one by one."""
        return ("goods", [self._goods[name].barcode for name in names])

    def label(self, name: str, grams: int, prefix: str = "21") -> Step:
        """A label of the scale, ``21 IIIII WWWWW C``."""
        body = f"{prefix}{self._goods[name].sku:>05}{grams:05d}"
        return ("goods", [body + check_digit(body)])

    def allow(self, person: DemoPerson) -> tuple[Step, ...]:
        """Somebody comes, picks themself and types the PIN."""
        return (("type", str(self.approvers.index(person) + 1)), ("type", person.pin), ENTER)

    def sale(
        self,
        lines: Sequence[tuple[str, str, str]],
        total: str,
        *,
        promotions: Mapping[str, str] = MappingProxyType({}),
        discounts: tuple[Taken, ...] = (),
        customer: str = "",
        list_price: str = "",
        paid: Sequence[tuple[str, str, str]] = (),
        points: tuple[int, int] = (0, 0),
    ) -> SaleFacts:
        """A sale.

        Args:
            lines: Name, quantity and what was charged for it.
            total: Balboas.
            promotions: What each took off, by name.
            discounts: Those that are no promotion.
            customer: Id of who buys.
            list_price: Price of the list where another one was charged.
            paid: Method, balboas and what the payment is known by; none: in cash, to the cent.
            points: Loyalty points earned and spent.
        """
        listed = Decimal(list_price) if list_price else None
        return SaleFacts(
            total=Decimal(total),
            lines=tuple(Sold(name, Decimal(quantity), Decimal(net), listed) for name, quantity, net in lines),
            paid=tuple(
                Paid(method, Decimal(amount), known)
                for method, amount, known in paid or [("cash", total, "")]
            ),
            promotions={self._offers[name]: Decimal(amount) for name, amount in promotions.items()},
            discounts=discounts,
            customer=customer,
            earned=points[0],
            spent=points[1],
        )
