"""Where an open sale stands, and who buys (domain.md section 11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from core.domain.discount import Discount
from core.domain.identity_document import Document


class SaleState(StrEnum):
    """States of domain.md section 11; nothing leaves ``completed`` or ``cancelled``."""

    OPEN = "open"
    TENDERING = "tendering"
    PARKED = "parked"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


CLOSED: Final = frozenset({SaleState.COMPLETED, SaleState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Buyer:
    """The customer of a sale, as far as the sale needs them.

    Attributes:
        customer_id: Identity, by which the document names them.
        name: For the screen, and for the document of who has a ``document``.
        groups: Customer groups, for promotions.
        points: Points they may spend here now.
        credit: What may still be bought on credit, balboas.
        discount: Standing discount on what they buy, None without one.
        points_as_of: When their points were told, aware; None: they are not known.
        balance: Points told then and what happened here since; None while they are not known.
        earns: Whether what they buy earns points: not while the shop holds them back.
        document: What they are named by on fiscal paper, None without one.
    """

    customer_id: str
    name: str
    groups: tuple[str, ...] = ()
    points: int = 0
    credit: Decimal = Decimal("0.00")
    discount: Discount | None = None
    points_as_of: datetime | None = None
    balance: int | None = None
    earns: bool = True
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Parked:
    """How a sale was set aside last.

    Attributes:
        came_from: State to which it comes back.
        label: Name it was given, empty without one.
        at: When, aware; None before the first time.
        promotions: What promotions took off then, balboas; None where that is not known.
    """

    came_from: SaleState = SaleState.OPEN
    label: str = ""
    at: datetime | None = None
    promotions: Decimal | None = None
