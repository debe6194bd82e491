"""The demo shop's customers. Every person is invented; the books of their cédulas do not exist."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from core.domain.tax_id import TaxpayerType, ruc_dv
from resources.demo.codes import stable_uuid
from resources.demo.model import DemoCustomer

RETIRED: Final = "jubilado"
"""Group whose members may ask for the discounts of Law 6/1987."""
STAFF: Final = "empleado"
GOLD: Final = "oro"

_CONSENT: Final = datetime(2026, 2, 14, 15, 30, tzinfo=UTC)
_TAXPAYERS: Final = {"cedula": TaxpayerType.NATURAL, "ruc": TaxpayerType.LEGAL}

# Name, document, telephone, groups, loyalty points. The place gives the card's number.
_PEOPLE: Final = (
    ("Zoila Batista", "cedula 8-9901-1001", "+507 555-0171", RETIRED, 214),
    ("Edilberto Ñurindo", "cedula 4-9907-2204", "+507 555-0172", "", 86),
    ("Yariela Quirós", "cedula 8-9912-1530", "+507 555-0173", GOLD, 1_240),
    ("Comercial Tres Palmas de Muestra, S.A.", "ruc 155999201-2-2026", "+507 555-0174", "", 0),
    ("Hermelinda Pascual", "cedula PE-9902-118", "+507 555-0175", RETIRED, 35),
    ("Fonda Doña Chela de Muestra, S.A.", "ruc 155999202-2-2026", "+507 555-0176", "", 0),
    ("Ramiro Cáceres", "cedula 2-9905-871", "+507 555-0177", "", 12),
    ("Nereida Itzel Gallardo", "cedula 8-9920-450", "+507 555-0178", f"{GOLD} {STAFF}", 670),
    ("Hanna Lindmark", "pasaporte X99001234", "", "", 5),
    ("Ulises Barría", "cedula 9-9903-1422", "+507 555-0180", "", 158),
    ("Milagros Añino", "cedula E-9904-7310", "+507 555-0181", "", 0),
    ("Vecino sin documento", "", "+507 555-0182", "", 42),
)
_CREDIT: Final = {
    "Comercial Tres Palmas de Muestra, S.A.": ("150.00", "90.00"),
    "Ramiro Cáceres": ("25.00", "24.10"),
    "Fonda Doña Chela de Muestra, S.A.": ("60.00", "60.00"),
}
"""Limit and what is owed."""
_DISCOUNT: Final = {"Comercial Tres Palmas de Muestra, S.A.": "3"}
_BLOCKED: Final = frozenset({"Fonda Doña Chela de Muestra, S.A."})
_WITHOUT_CARD: Final = frozenset({"Hanna Lindmark", "Milagros Añino"})


def customers() -> tuple[DemoCustomer, ...]:
    """The customers, those who come most first."""
    return tuple(_customer(place, *person) for place, person in enumerate(_PEOPLE, start=1))


def _customer(place: int, name: str, papers: str, phone: str, groups: str, points: int) -> DemoCustomer:
    kind, _, number = papers.partition(" ")
    taxpayer = _TAXPAYERS.get(kind)
    limit, used = _CREDIT.get(name, (None, "0.00"))
    return DemoCustomer(
        customer_id=stable_uuid("customer", name),
        name=name,
        kind=kind or "none",
        document=number,
        dv="" if taxpayer is None else ruc_dv(number, taxpayer) or "",
        phone=phone,
        email=f"cliente{place:02d}@example.com" if points else "",
        groups=tuple(groups.split()),
        discount_percent=Decimal(_DISCOUNT.get(name, "0")),
        points=points,
        credit_limit=None if limit is None else Decimal(limit),
        credit_used=Decimal(used),
        blocked=name in _BLOCKED,
        cards=() if name in _WITHOUT_CARD else (f"LE-{place:04d}-{7 * place % 10}",),
        consent_at=_CONSENT,
    )
