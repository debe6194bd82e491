"""The demo shop as a till sees it: settings, catalogue, staff with hashed PINs."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from app.compose.setup import ShopSetup
from app.store.catalog.customer_rows import CustomerSeal
from app.usecases.customers_port import CustomerRecord
from app.usecases.ports import StaffRecord
from core.domain.loyalty import LoyaltyProgram
from core.domain.promotion.data import promotion_to_data
from core.domain.promotion.rules import Promotion
from core.domain.shop import Shop
from core.domain.staff import ROLE_PERMISSIONS, Role, limits_of_role
from resources import demo
from resources.demo.model import DemoCustomer, DemoPerson, DemoShop

SALT_BYTES: Final = 16
LOYALTY: Final = LoyaltyProgram(Decimal(1), point_value=Decimal("0.01"))
"""A point for each balboa, a hundredth of a balboa each when they pay."""


def demo_setup(shop: DemoShop) -> ShopSetup:
    """What receipts, labels and the sign-in screen of the demo need."""
    identity = shop.identity
    return ShopSetup(
        shop=Shop(identity.name, identity.ruc, identity.dv, (identity.address,), identity.phone),
        label_templates=shop.label_templates,
        cites=shop.versions,
        demo=True,
        loyalty=LOYALTY,
        demo_pins={person.staff_id: person.pin for person in shop.staff},
    )


def demo_staff(people: Sequence[DemoPerson], pepper_id: str, pepper: bytes) -> list[StaffRecord]:
    """Staff records with their PINs and badges hashed; about 70 ms a person."""
    from app.security.pin import make_badge, make_credential

    return [
        StaffRecord(
            staff_id=person.staff_id,
            number=person.number,
            name=person.name,
            role=person.role,
            permissions=frozenset(str(name) for name in ROLE_PERMISSIONS[Role(person.role)]),
            active=True,
            pin=make_credential(person.pin, pepper_id, pepper, os.urandom(SALT_BYTES)),
            limits=limits_of_role(person.role),
            badge=make_badge(person.badge, pepper_id, pepper),
        )
        for person in people
    ]


def ensure_demo_catalogue(path: Path, seal: CustomerSeal) -> None:
    """Build the demo shop's catalogue when it is missing, of another version or sealed with another key.

    Once it gets its changes from a centre it is that centre's.
    """
    from app.store.catalog.errors import CatalogueUnusableError
    from app.store.catalog.reader import CatalogReader

    shop = demo.load()
    try:
        reader = CatalogReader(path)
    except CatalogueUnusableError:
        pass
    else:
        same = reader.versions() == dict(shop.versions) and reader.count() == len(shop.products)
        same = (same and reader.customer_key() == seal.key_id) or reader.fetched()
        reader.close()
        if same:
            return
    build_demo_catalogue(path, shop, seal, datetime.now(UTC))


def build_demo_catalogue(path: Path, shop: DemoShop, seal: CustomerSeal, now: datetime) -> None:
    """Write everything the demo shop has, as if read at its source ``now``."""
    from app.store.catalog.build import build_catalog

    build_catalog(
        path,
        shop.products,
        shop.versions,
        as_of=now,
        tiles=[(tab.name, tab.variant_ids) for tab in shop.tiles],
        stock=shop.stock.items(),
        stock_as_of=now,
        promotions=[(rule.promotion_id, rule.version, _json(rule)) for rule in shop.promotions],
        customers=[_customer(person, now) for person in shop.customers],
        seal=seal,
    )


def _json(rule: Promotion) -> str:
    return json.dumps(promotion_to_data(rule), ensure_ascii=False, separators=(",", ":"))


def _customer(person: DemoCustomer, now: datetime) -> CustomerRecord:
    return CustomerRecord(**asdict(person), points_as_of=now)
