"""Points and credit of customers that sales move, and what a person is asked about them: pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from central.services.projection import cents
from core.domain.money import div_half_up, from_cents

BLOCKED: Final = "CUSTOMER_BLOCKED"
LIMIT: Final = "CREDIT_LIMIT"


@dataclass(frozen=True, slots=True)
class AccountMove:
    """What one event does to a customer's account.

    Attributes:
        customer_id: None where nobody is named.
        points: Earned less spent; below zero too.
        credit_minor: Cents bought on credit, below zero for what is given back.
        sale: Whether goods were sold: what takes a sale back is asked of nobody.
    """

    customer_id: str | None
    points: int
    credit_minor: int
    sale: bool


@dataclass(frozen=True, slots=True)
class Account:
    """A customer's account after a movement; ``limit_minor`` is None without credit."""

    customer_id: str
    name: str
    blocked: bool
    limit_minor: int | None
    used_minor: int


def points_given_back(spent: int, paid_minor: int, back_minor: int) -> int:
    """Points that go back with some of the money that points had paid, half up.

    Args:
        spent: Points of the sale.
        paid_minor: Cents they paid in the sale.
        back_minor: Cents of them that this return gives back.
    """
    return 0 if paid_minor == 0 else div_half_up(spent * back_minor, paid_minor)


def assigned(params: Mapping[str, Any], customer_id: str) -> list[tuple[str, int, int]]:
    """(customer, points, cents of credit) that give to somebody else what a review is about."""
    points, credit = params["points"], cents(params["credit"])
    return [(params["customer_id"], -points, -credit), (customer_id, points, credit)]


def account_findings(move: AccountMove, account: Account) -> list[tuple[str, dict[str, Any]]]:
    """(code, params) of what a person should look at."""
    if not move.sale:
        return []
    who: dict[str, Any] = {"customer_id": account.customer_id, "name": account.name}
    moved = {"points": move.points, "credit": str(from_cents(move.credit_minor))}
    found: list[tuple[str, dict[str, Any]]] = []
    if account.blocked:
        found.append((BLOCKED, {**who, **moved}))
    limit = account.limit_minor or 0
    if move.credit_minor > 0 and account.used_minor > limit:
        sums = {"limit": str(from_cents(limit)), "used": str(from_cents(account.used_minor))}
        found.append((LIMIT, {**who, **moved, **sums}))
    return found
