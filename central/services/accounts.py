"""Points and credit of customers that sales move, and what a person is asked about them: pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from central.services.projection import cents
from core.domain.money import div_half_up, from_cents

BLOCKED: Final = "CUSTOMER_BLOCKED"
LIMIT: Final = "CREDIT_LIMIT"
UNKNOWN: Final = "unknown_customer"
"""``rule`` of a ``CUSTOMER_BLOCKED``: the centre does not know the customer, or no longer."""


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


def unknown_params(moves: Sequence[AccountMove], effect: str) -> dict[str, Any]:
    """Of a ``CUSTOMER_BLOCKED`` about whoever should receive, the last of ``moves``, and is unknown.

    Args:
        moves: What does not move meanwhile; the first of two takes it from somebody.
        effect: Kind of the effect that waits.
    """
    to = moves[-1]
    return {
        "rule": UNKNOWN,
        "customer_id": to.customer_id,
        "points": to.points,
        "credit": str(from_cents(to.credit_minor)),
        "effect": effect,
        "from": moves[0].customer_id if len(moves) > 1 else None,
    }


def assigned(
    params: Mapping[str, Any], customer_id: str, *, moved: bool = True
) -> list[tuple[str, int, int]]:
    """(customer, points, cents of credit) that give to somebody else what a review is about.

    Args:
        params: Of the review.
        customer_id: Who gets it, last of the result.
        moved: Whether it stands in the account of whom the review is about; else the effect that would have
            moved it is withdrawn, and it comes from where that would have taken it.
    """
    points, credit = params["points"], cents(params["credit"])
    giver = params["customer_id"] if moved else params.get("from")
    taken = [] if giver is None else [(str(giver), -points, -credit)]
    return [*taken, (customer_id, points, credit)]


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
