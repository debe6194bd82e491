"""Reviews of every code as a centre would send them, a reader of them, and a desk that answers as told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from core.domain.reviews import Review, choices_of
from core.ports.reviews import Decided, Decision, Verdict

NOON: Final = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
ROLES: Final = {
    "STOCK_NEGATIVE": "supervisor",
    "PRICE_DRIFT": "supervisor",
    "PROMO_EXPIRED": "supervisor",
    "TAX_RULE_DRIFT": "accountant",
    "TOTAL_MISMATCH": "accountant",
    "CUSTOMER_BLOCKED": "supervisor",
    "CREDIT_LIMIT": "accountant",
    "UNKNOWN_SKU": "catalogue",
    "OVER_RETURN": "supervisor",
    "DUP_NUMBER": "accountant",
    "NUMBER_GAP": "accountant",
    "SHA_CONFLICT": "administrator",
    "CHAIN_BREAK": "administrator",
    "CLOCK_SKEW": "supervisor",
    "PERMISSION_REVOKED": "manager",
    "TENDER_UNCONFIRMED": "accountant",
    "MISSING_CAUSE": "supervisor",
    "SCHEMA_UNKNOWN": "support",
    "Z_MISMATCH": "accountant",
}
"""The closed list with who decides (sync.md section 6)."""
PARAMS: Final[dict[str, dict[str, Any]]] = {
    "STOCK_NEGATIVE": {
        "variant_id": "v-rice",
        "name": "Arroz blanco 5 lb",
        "before": "3",
        "sold": "6",
        "after": "-3",
    },
    "PRICE_DRIFT": {"name": "Café molido 425 g", "charged": "5.35", "expected": "5.60"},
    "PROMO_EXPIRED": {"name": "3 por 5.50"},
    "TAX_RULE_DRIFT": {"name": "Refresco de cola 2 L", "charged": "7", "expected": "10"},
    "CUSTOMER_BLOCKED": {"customer_id": "c1", "name": "Rosa Pinzón"},
    "CREDIT_LIMIT": {"customer_id": "c1", "name": "Rosa Pinzón", "limit": "60.00", "used": "74.25"},
    "UNKNOWN_SKU": {"name": "Bolsa reutilizable"},
    "OVER_RETURN": {"series": "0001", "number": 119},
    "DUP_NUMBER": {"series": "0001", "number": 118},
    "NUMBER_GAP": {"series": "0001", "first": 120, "last": 122},
    "CLOCK_SKEW": {"minutes": 1500},
    "PERMISSION_REVOKED": {"name": "Iván Soto", "approver_id": "ivan"},
    "TENDER_UNCONFIRMED": {"rule": "not_arrived", "method": "yappy", "amount": "22.53"},
    "Z_MISMATCH": {"number": 41, "missing": 2},
}


def review(code: str, number: int = 118, **changes: Any) -> Review:
    """An open review about a sale, due tomorrow."""
    made = Review(
        review_id=f"r-{code}-{number}",
        code=code,
        resolved=False,
        event_id=f"e{number}",
        terminal_id="t1",
        document=f"0001-{number:06d}",
        role=ROLES.get(code, "supervisor"),
        due=NOON + timedelta(hours=24),
        params=PARAMS.get(code, {}),
        choices=tuple(str(outcome) for outcome in choices_of(code, sale=True)),
    )
    return replace(made, **changes)


def resolved(made: Review, outcome: str, by: str = "marta", note: str = "") -> Review:
    """The same, decided an hour ago."""
    at = NOON - timedelta(hours=1)
    return replace(made, resolved=True, outcome=outcome, note=note, resolved_by=by, resolved_at=at)


class FakeReviews:
    """`ReviewReader` over a list."""

    def __init__(self, *kept: Review) -> None:
        self.kept = kept
        self.asked = 0

    def reviews(self) -> tuple[Review, ...]:
        self.asked += 1
        return self.kept


class FakeDesk:
    """`ReviewDesk` that answers as told and writes down what it was asked."""

    def __init__(self, answer: Verdict | None = None) -> None:
        self.answer = answer or Verdict(Decided.DONE)
        self.asked: list[Decision] = []

    def resolve(self, decision: Decision) -> Verdict:
        self.asked.append(decision)
        return self.answer
