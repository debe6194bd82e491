"""The lower of two prices shown is the price paid (Law 473/2025, domain.md section 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

SHOWN_LOWER: Final = "precio_exhibido_menor"
"""Reason code of the price match a supervisor allows."""


@dataclass(frozen=True, slots=True)
class PriceMatch:
    """What is charged for one unit, and why it is not the scanned price; None when it is."""

    charged: Decimal
    reason: str | None


def shelf_price(shown: Sequence[Decimal], scanned: Decimal) -> PriceMatch:
    """The price to charge when shelf, label or menu show these prices.

    Args:
        shown: Every price the customer was shown; may be empty.
        scanned: The price of the list.
    """
    lowest = min((*shown, scanned))
    return PriceMatch(lowest, SHOWN_LOWER if lowest < scanned else None)
