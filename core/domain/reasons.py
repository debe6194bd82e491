"""Reason codes of what is done by hand, in the order of their keys (1, 2, 3 …); words belong to the screen.

The codes are what the journal keeps, so they never change their meaning (domain.md 3, 11; ux.md section 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class ReasonFor(StrEnum):
    """What a reason is asked for."""

    DISCOUNT = "discount"
    PRICE = "price"
    CANCEL = "cancel"
    VOID = "void"
    RETURN = "return"
    NOT_ARRIVED = "not_arrived"


REASONS: Final[Mapping[ReasonFor, tuple[str, ...]]] = MappingProxyType(
    {
        ReasonFor.DISCOUNT: ("damaged", "near_expiry", "courtesy", "agreed"),
        ReasonFor.PRICE: ("precio_exhibido_menor", "wrong_price", "agreed"),
        ReasonFor.CANCEL: ("customer_left", "wrong_goods", "no_money"),
        ReasonFor.VOID: ("wrong_goods", "wrong_tender", "customer_regret", "twice"),
        ReasonFor.RETURN: ("damaged", "not_suitable", "wrong_goods", "expired"),
        ReasonFor.NOT_ARRIVED: ("not_in_account", "other_amount", "sent_back"),
    }
)
"""At most nine each, so that one digit picks one."""
