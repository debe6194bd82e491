"""Statutory discounts of Law 6/1987: jubilados, women from 55, men from 60 (domain.md section 10).

The proof is a document shown by the customer. It is never photographed and never stored whole: its type and
masked last digits go with the discount. Classes and percents are data of the shop.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from core.domain.errors import DomainError
from core.domain.money import from_scaled, to_scaled
from core.domain.text import sanitise

REASON: Final = "jubilado"
"""Reason code of the discount on the receipt and in the event."""
TAIL: Final = 4
"""Characters of the document that stay readable."""

CLASS_PERCENTS: Final[Mapping[str, Decimal]] = MappingProxyType(
    {
        "medicamento": Decimal(20),
        "restaurante": Decimal(25),
        "comida_rapida": Decimal(15),
        "optica": Decimal(15),
        "odontologia": Decimal(15),
    }
)
"""Percent by class of goods as the law has it; a shop's table, when it has one, replaces this."""


class Applied(StrEnum):
    """Which of two discounts that do not stack a customer gets."""

    STATUTORY = "statutory"
    PROMOTION = "promotion"


class ProofKind(StrEnum):
    """Documents that prove the right."""

    CEDULA = "cedula"
    CARD = "carne"


@dataclass(frozen=True, slots=True)
class Proof:
    """The document that was seen: its kind and its last letters and digits, upper case, four at most."""

    doc_type: ProofKind
    doc_last: str

    @property
    def masked(self) -> str:
        """As it is shown and printed, e.g. ``****2445``."""
        return "*" * TAIL + self.doc_last


@dataclass(frozen=True, slots=True)
class StatutoryResult:
    """What applies to one price, balboas with 2 decimals."""

    applied: Applied
    discount: Decimal
    net: Decimal


def statutory_discount(price: Decimal, percent: Decimal, promotion: Decimal | None = None) -> StatutoryResult:
    """The better of the statutory discount and a promotion; equal ones count as statutory.

    Args:
        price: Final price, tax inside.
        percent: Percent of the goods' class.
        promotion: What promotions would take off the same price; None when there is none.
    """
    discount = from_scaled(to_scaled(price * percent, 0), 2)
    if promotion is not None and promotion > discount:
        return StatutoryResult(Applied.PROMOTION, promotion, price - promotion)
    return StatutoryResult(Applied.STATUTORY, discount, price - discount)


def percent_of(goods_class: str | None, table: Mapping[str, Decimal] = CLASS_PERCENTS) -> Decimal | None:
    """Percent of a class of goods; None for goods that have no statutory discount (most of a supermarket)."""
    return None if goods_class is None else table.get(goods_class)


def seen_document(doc_type: ProofKind, number: str) -> Proof:
    """The proof kept of a document that was shown.

    Args:
        doc_type: Which document.
        number: Its number or its last characters, as typed; only the last four survive.

    Raises:
        DomainError: ``document_missing``: fewer than three letters or digits.
    """
    plain = "".join(char for char in sanitise(number).upper() if char.isalnum())
    if len(plain) < 3:
        raise DomainError("document_missing")
    return Proof(doc_type, plain[-TAIL:])
