"""Payment methods of the till as ``iFormaPago`` of the e-invoice (domain.md section 7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from core.domain.errors import DomainError

OTHER: Final = "99"
"""The code that says nothing by itself: a description must go with it."""

CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "credit_account": "01",
        "cash": "02",
        "card.credit": "03",
        "card.debit": "04",
        "points": "05",
        "store_credit": "06",
        "gift_card": "07",
        "transfer": "08",
        "cheque": "09",
        "yappy": OTHER,
    }
)
"""Code by method; cards by their type too. A shop whose PAC takes Yappy as 08 replaces that entry."""

_DESCRIPTIONS: Final = {"yappy": "Yappy"}


@dataclass(frozen=True, slots=True)
class PaymentCode:
    """Code of one tender; ``description`` is there exactly when the code is `OTHER`."""

    code: str
    description: str | None = None


def payment_code(method: str, card_type: str | None = None, codes: Mapping[str, str] = CODES) -> PaymentCode:
    """The code of a method; several tenders are several codes, "mixed" is none.

    Args:
        method: ``cash``, ``card``, ``yappy`` …
        card_type: ``credit`` or ``debit``, for cards.
        codes: The shop's map.

    Raises:
        DomainError: ``method_unknown``.
    """
    code = codes.get(f"card.{card_type}" if method == "card" else method)
    if code is None:
        raise DomainError("method_unknown", method=method)
    if code != OTHER:
        return PaymentCode(code)
    return PaymentCode(code, _DESCRIPTIONS.get(method, method))
