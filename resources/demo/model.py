"""What the demo shop consists of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from core.domain.catalog import Product
from core.domain.embedded import LabelTemplate
from core.domain.promotion.rules import Promotion


@dataclass(frozen=True, slots=True)
class ShopIdentity:
    """The shop as its receipts name it.

    Attributes:
        organization_id: UUID of the tenant at the centre.
        local_id: UUID of the shop.
        name: Trade name, large on the receipt.
        legal_name: Name of the company.
        ruc: RUC of a company (jurídica), type 2.
        dv: The two check digits that belong to it (domain.md section 6).
        address: Street and town.
        phone: Telephone with country code.
        terminal_name: Name of the demo till.
        currency: ISO 4217; the balboa is at par with the dollar.
    """

    organization_id: str
    local_id: str
    name: str
    legal_name: str
    ruc: str
    dv: str
    address: str
    phone: str
    terminal_name: str
    currency: str = "PAB"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One of the staff.

    Attributes:
        staff_id: UUID.
        number: 1 to 9, the key that picks the person on the sign-in screen.
        name: Name and surname.
        role: ``cashier``, ``supervisor`` or ``installer``.
        title: The role as the screen writes it of this person.
        pin: Shown on the sign-in screen of the demo; no real till holds a PIN in clear. Never in a repr.
        badge: What the code on the person's badge says; no real till holds it in clear either.
    """

    staff_id: str
    number: int
    name: str
    role: str
    title: str
    pin: str = field(repr=False)
    badge: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TileTab:
    """A tab of quick tiles: its name and the variants in their order."""

    name: str
    variant_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoCustomer:
    """An invented customer.

    Attributes:
        customer_id: UUID.
        name: Name and surname, or the company.
        kind: ``cedula``, ``ruc``, ``pasaporte`` or ``none``.
        document: Number of that kind.
        dv: The check digits that belong to it, empty for a passport.
        phone: With country code.
        email: Under example.com.
        groups: Codes of customer groups.
        discount_percent: Standing discount.
        points: Loyalty points.
        credit_limit: Balboas, None for a customer without credit.
        credit_used: Balboas owed.
        blocked: Whether credit and points wait for a decision.
        cards: Codes of loyalty cards.
        consent_at: When they agreed to be kept.
    """

    customer_id: str
    name: str
    kind: str
    document: str
    dv: str
    phone: str
    email: str
    groups: tuple[str, ...]
    discount_percent: Decimal
    points: int
    credit_limit: Decimal | None
    credit_used: Decimal
    blocked: bool
    cards: tuple[str, ...]
    consent_at: datetime


@dataclass(frozen=True, slots=True)
class DemoShop:
    """The whole demo shop.

    Attributes:
        identity: Who the shop is.
        staff: In the order of their numbers.
        products: In best-seller order, the first sells most. Goods sold loose have no barcode and a SKU of
            five digits, which is also the item number on a scale label; packed goods have six.
        tiles: Tabs of quick tiles, 10 or more each.
        stock: Quantity on the shelf by variant; what is cooked to order has none.
        promotions: Every kind of promotion, some not yet or only at certain hours.
        customers: Those who come most first.
        label_templates: Layouts of the shop's scale labels: weight in kilograms, price in cents.
        versions: Data versions for the ``cites`` of events (sync.md E2), before anything came from a centre.
    """

    identity: ShopIdentity
    staff: tuple[DemoPerson, ...]
    products: tuple[Product, ...] = field(repr=False)
    tiles: tuple[TileTab, ...] = field(repr=False)
    stock: Mapping[str, Decimal] = field(repr=False)
    promotions: tuple[Promotion, ...] = field(repr=False)
    customers: tuple[DemoCustomer, ...] = field(repr=False)
    label_templates: tuple[LabelTemplate, ...]
    versions: Mapping[str, int]
