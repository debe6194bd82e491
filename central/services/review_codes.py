"""The closed list of review codes (sync.md section 6): effects held or released, role, deadline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """What a code means.

    Attributes:
        held: Effects wait until a person has resolved it.
        role: Who resolves it.
        due: Deadline from the opening; a default.
    """

    held: bool
    role: str
    due: timedelta


def _rule(held: str, role: str, hours: int) -> ReviewRule:
    return ReviewRule(held == "H", role, timedelta(hours=hours))


RULES: Final[dict[str, ReviewRule]] = {
    "STOCK_NEGATIVE": _rule("R", "supervisor", 24),
    "PRICE_DRIFT": _rule("R", "supervisor", 72),
    "PROMO_EXPIRED": _rule("R", "supervisor", 72),
    "TAX_RULE_DRIFT": _rule("R", "accountant", 24),
    "TOTAL_MISMATCH": _rule("H", "accountant", 24),
    "CUSTOMER_BLOCKED": _rule("R", "supervisor", 72),
    "CREDIT_LIMIT": _rule("R", "accountant", 24),
    "UNKNOWN_SKU": _rule("H", "catalogue", 24),
    "OVER_RETURN": _rule("R", "supervisor", 24),
    "DUP_NUMBER": _rule("H", "accountant", 4),
    "NUMBER_GAP": _rule("R", "accountant", 24),
    "SHA_CONFLICT": _rule("H", "administrator", 1),
    "CHAIN_BREAK": _rule("R", "administrator", 1),
    "CLOCK_SKEW": _rule("R", "supervisor", 72),
    "PERMISSION_REVOKED": _rule("R", "manager", 24),
    "TENDER_UNCONFIRMED": _rule("R", "accountant", 72),
    "MISSING_CAUSE": _rule("H", "supervisor", 24),
    "SCHEMA_UNKNOWN": _rule("H", "support", 24),
    "Z_MISMATCH": _rule("R", "accountant", 24),
}
_ORDER: Final = {code: place for place, code in enumerate(RULES)}


def leading(codes: Iterable[str]) -> str | None:
    """The one code a reply names: held before released, then the order of the list (sync.md U5)."""
    return min(codes, key=lambda code: (not RULES[code].held, _ORDER[code]), default=None)
