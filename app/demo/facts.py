"""What a task of the demo day leaves behind, as the till's journal and the centre's API both tell it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any, Final, TypeAlias

Data: TypeAlias = Mapping[str, Any]
SOMEBODY: Final = "*"
"""In place of an id: a customer who is made by the task itself."""
SOME_CODE: Final = "*"
"""In place of what a payment is known by: a code that is given in the task itself."""


@dataclass(frozen=True, slots=True)
class Sold:
    """A line.

    Attributes:
        amount: What it cost after all that was taken off, in balboas.
        list_price: Price of the list where another one was charged.
    """

    name: str
    quantity: Decimal
    amount: Decimal
    list_price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A discount that is no promotion.

    Attributes:
        kind: ``manual``, ``statutory`` …
        reason: Reason code.
        amount: Balboas.
        approver: Staff id of who allowed it, empty where nobody was asked.
        document: Last characters of a document that was seen, masked.
    """

    kind: str
    reason: str
    amount: Decimal
    approver: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Paid:
    """A tender, what it counts for, and the number or code it is known by."""

    method: str
    amount: Decimal
    known_by: str = ""


@dataclass(frozen=True, slots=True)
class SaleFacts:
    """A sale as far as a task is judged by it.

    Attributes:
        promotions: What each promotion took off, by id.
        customer: Id of who bought, empty for the walk-in customer.
        earned: Loyalty points, ``spent`` those it was paid with.
    """

    total: Decimal
    lines: tuple[Sold, ...]
    paid: tuple[Paid, ...]
    promotions: Mapping[str, Decimal]
    discounts: tuple[Taken, ...] = ()
    customer: str = ""
    earned: int = 0
    spent: int = 0

    def differs(self, other: SaleFacts | None) -> str:
        """Which facts the other side tells otherwise, for the report; empty when none."""
        if other is None:
            return "no such sale"
        if self.customer == SOMEBODY and other.customer:
            other = replace(other, customer=SOMEBODY)
        other = replace(other, paid=_known(self.paid, other.paid))
        pairs = ((one.name, getattr(self, one.name), getattr(other, one.name)) for one in fields(self))
        return "; ".join(f"{name}: {mine} and {theirs}" for name, mine, theirs in pairs if mine != theirs)


def _known(expected: tuple[Paid, ...], told: tuple[Paid, ...]) -> tuple[Paid, ...]:
    if len(expected) != len(told):
        return told
    return tuple(map(_as_known, expected, told))


def _as_known(expected: Paid, told: Paid) -> Paid:
    """What the task cannot know beforehand stands, if it is there at all."""
    return replace(told, known_by=SOME_CODE) if expected.known_by == SOME_CODE and told.known_by else told


def sale_facts(data: Data) -> SaleFacts:
    """Of the ``data`` of a ``sale.completed``, or of a transaction the centre lists."""
    points: Data = data.get("points") or {}
    return SaleFacts(
        total=Decimal(data["total_amount"] if "total_amount" in data else data["total"]),
        lines=tuple(
            Sold(
                line["name"],
                Decimal(line["quantity"]),
                Decimal(line["net"]),
                Decimal(line["list_price"]) if line.get("list_price") else None,
            )
            for line in data["items"]
        ),
        paid=tuple(Paid(one["method"], Decimal(one["amount"]), _known_by(one)) for one in data["payments"]),
        promotions=_promotions(data["items"]),
        discounts=tuple(
            Taken(
                one["kind"],
                one["reason"],
                Decimal(one["amount"]),
                one.get("approver_id") or "",
                one.get("doc_last") or "",
            )
            for one in data.get("discounts", ())
        ),
        customer=data["customer_id"] or "",
        earned=int(points.get("earned", 0)),
        spent=int(points.get("spent", 0)),
    )


def _known_by(payment: Data) -> str:
    names = ("authorization_code", "confirmation_code", "reference")
    return next((str(payment[name]) for name in names if payment.get(name)), "")


def _promotions(items: list[Data]) -> dict[str, Decimal]:
    taken: dict[str, Decimal] = {}
    for line in items:
        for applied in line.get("promotions", ()):
            taken[applied["id"]] = taken.get(applied["id"], Decimal(0)) + Decimal(applied["amount"])
    return taken
