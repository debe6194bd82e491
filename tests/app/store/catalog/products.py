"""Small products for the catalogue's tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Final

from core.domain.catalog import Product

AS_OF: Final = datetime(2026, 11, 24, 10, 2, tzinfo=timezone(timedelta(hours=-5)))


def product(number: int, name: str, **changes: Any) -> Product:
    base = Product(
        variant_id=f"00000000-0000-7000-8000-{number:012d}",
        sku=f"S{number:05d}",
        barcode="",
        name=name,
        unit="u",
        measured=False,
        unit_price=Decimal("1.25"),
        tax_code="01",
        tax_rate=Decimal("7"),
        category="Abarrotes",
    )
    return replace(base, **changes)


def named(*names: str) -> list[Product]:
    return [product(number, name) for number, name in enumerate(names, start=1)]
