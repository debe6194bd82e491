"""What an event moves in customers' accounts, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from central.services.accounts import Account, AccountMove, points_given_back
from central.services.values import Tenant
from central.store.changes import log_change
from central.store.engine import RawConnection
from core.domain.changes import Stream

_CREDIT: Final = "'store_credit'"
_OWN: Final = f"""
SELECT t.kind, t.customer_id, t.points_earned, t.points_spent, t.points_back,
  (SELECT coalesce(sum(p.amount_minor), 0)::bigint FROM pos.payments p WHERE p.organization_id = $1
    AND p.transaction_id = t.transaction_id AND p.method = {_CREDIT}) AS credit,
  (SELECT coalesce(sum(p.amount_minor), 0)::bigint FROM pos.payments p WHERE p.organization_id = $1
    AND p.transaction_id = t.transaction_id AND p.method = 'points') AS by_points,
  t.original_series, t.original_number
FROM pos.transactions t WHERE t.organization_id = $1 AND t.event_id = $2"""  # noqa: S608
_SPENT: Final = """
SELECT t.points_spent, (SELECT coalesce(sum(p.amount_minor), 0)::bigint FROM pos.payments p
  WHERE p.organization_id = $1 AND p.transaction_id = t.transaction_id AND p.method = 'points')
FROM pos.transactions t
WHERE t.organization_id = $1 AND t.series = $2 AND t.number = $3 AND t.kind = 'sale'"""
_VOID: Final = f"""
SELECT t.customer_id, t.points_spent, v.points_back,
  (SELECT coalesce(sum(p.amount_minor), 0)::bigint FROM pos.void_payments p WHERE p.organization_id = $1
    AND p.event_id = v.event_id AND p.method = {_CREDIT}) AS credit, t.event_id
FROM pos.voids v LEFT JOIN pos.transactions t
  ON t.organization_id = v.organization_id AND t.event_id = v.original_event_id
WHERE v.organization_id = $1 AND v.event_id = $2"""  # noqa: S608
_KNOWN: Final = "SELECT true FROM pos.r_customers WHERE organization_id = $1 AND customer_id = $2"
_MOVE: Final = """
UPDATE pos.r_customers SET points = points + $4, credit_used_minor = credit_used_minor + $5,
  points_as_of = $6, version = $3
WHERE organization_id = $1 AND customer_id = $2
RETURNING name, blocked, credit_limit_minor, credit_used_minor"""
_READ: Final = """
SELECT name, blocked, credit_limit_minor, credit_used_minor FROM pos.r_customers
WHERE organization_id = $1 AND customer_id = $2"""


async def read_account_moves(
    connection: RawConnection, tenant: Tenant, event_id: str, body: Mapping[str, Any] | None
) -> Sequence[AccountMove] | None:
    """Of the event itself, or those a decision gave; None while the sale it takes back is not here."""
    if body is not None:
        return [AccountMove(one[0], one[1], one[2], sale=False) for one in body["moves"]]
    organization = tenant.organization_id
    own = await connection.fetchrow(_OWN, organization, event_id)
    if own is None:
        return await _of_void(connection, organization, event_id)
    customer = None if own["customer_id"] is None else str(own["customer_id"])
    if own["kind"] == "sale":
        points = own["points_earned"] - own["points_spent"]
        return _named(AccountMove(customer, points, own["credit"], sale=True))
    given = 0
    if own["by_points"]:
        sale = await connection.fetchrow(_SPENT, organization, own["original_series"], own["original_number"])
        if sale is None:
            return None
        given = points_given_back(sale[0], sale[1], own["by_points"])
    return _named(AccountMove(customer, given - own["points_back"], -own["credit"], sale=False))


async def move_account(
    connection: RawConnection, tenant: Tenant, move: AccountMove, at: datetime
) -> Account | None:
    """Move points and credit and tell all tills of the organization; None for an unknown customer."""
    key = tenant.organization_id, move.customer_id
    if move.customer_id is None or not await connection.fetchval(_KNOWN, *key):
        return None
    if move.points or move.credit_minor:
        version = await log_change(
            connection, tenant, Stream.CUSTOMERS, move.customer_id, at, everywhere=True
        )
        row = await connection.fetchrow(_MOVE, *key, version, move.points, move.credit_minor, at)
    else:
        row = await connection.fetchrow(_READ, *key)
    return None if row is None else Account(move.customer_id, row[0], row[1], row[2], row[3])


async def _of_void(
    connection: RawConnection, organization_id: str, event_id: str
) -> Sequence[AccountMove] | None:
    void = await connection.fetchrow(_VOID, organization_id, event_id)
    if void is None:
        raise LookupError(f"no sale, return or void of event {event_id}")
    if void["event_id"] is None:
        return None
    customer = None if void["customer_id"] is None else str(void["customer_id"])
    points = void["points_spent"] - void["points_back"]
    return _named(AccountMove(customer, points, -void["credit"], sale=False))


def _named(move: AccountMove) -> list[AccountMove]:
    return [] if move.customer_id is None else [move]
