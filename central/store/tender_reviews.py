"""Reviews that a later event ends: tenders somebody found out about, credit notes that were made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from central.services import stock
from central.services.effect_kinds import STOCK
from central.services.effect_ports import OpenTender
from central.services.review_data import ReviewRow
from central.services.review_ports import Ending
from central.services.values import Tenant
from central.store.engine import RawConnection
from central.store.review_effects import add_effect, release_effects
from central.store.review_rows import as_json, close_review
from core.domain.reviews import Outcome

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended($1, 1))"
_OPEN: Final = """
SELECT p.n, p.method, p.amount_minor FROM pos.transactions t
JOIN pos.payments p ON p.organization_id = t.organization_id AND p.transaction_id = t.transaction_id
WHERE t.organization_id = $1 AND t.event_id = $2 AND p.state = 'unconfirmed'
  AND NOT EXISTS (SELECT FROM pos.payment_outcomes o
    WHERE o.organization_id = $1 AND o.sale_event_id = $2 AND o.n = p.n)
ORDER BY p.n"""
_OF_SALE: Final = """
SELECT v.review_id FROM pos.sync_review v
WHERE v.organization_id = $1 AND v.event_id = $2 AND v.code = 'TENDER_UNCONFIRMED' AND v.state = 'open'"""
_NOT_ARRIVED: Final = """
SELECT v.review_id FROM pos.payment_outcomes o JOIN pos.sync_review v
  ON v.organization_id = o.organization_id AND v.event_id = o.event_id
WHERE o.organization_id = $1 AND o.sale_event_id = $2 AND o.n = $3 AND o.event_id <> $4
  AND v.code = 'TENDER_UNCONFIRMED' AND v.state = 'open'"""
_TOLD: Final = """
SELECT sale_event_id, n, method, amount_minor FROM pos.payment_outcomes
WHERE organization_id = $1 AND event_id = $2"""
_ASKED: Final = """
SELECT p.n, p.method, p.amount_minor FROM pos.transactions t
JOIN pos.payments p ON p.organization_id = t.organization_id AND p.transaction_id = t.transaction_id
WHERE t.organization_id = $1 AND t.event_id = $2
  AND (p.state = 'unconfirmed' OR p.confirmation_code IS NOT NULL)
ORDER BY p.n"""
_RULING: Final = """
INSERT INTO pos.payment_outcomes (organization_id, local_id, terminal_id, event_id, created_at,
  sale_event_id, n, method, amount_minor, outcome, reason, cashier_id, told_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $5)"""
_NOTES: Final = """
SELECT v.review_id, v.event_id, v.held, v.code, v.params, v.terminal_id::text, v.epoch, v.seq FROM (
  SELECT coalesce(t.original_event_id, s.event_id)::text AS event_id FROM pos.transactions t
  LEFT JOIN pos.transactions s ON s.organization_id = t.organization_id AND s.series = t.original_series
    AND s.number = t.original_number AND s.kind = 'sale'
  WHERE t.organization_id = $1 AND t.event_id = $2 AND t.kind = 'return'
  UNION ALL
  SELECT original_event_id::text FROM pos.voids WHERE organization_id = $1 AND event_id = $2) c
JOIN pos.sync_review v ON v.organization_id = $1 AND v.state = 'open' AND v.outcome = 'credit_note'
  AND (v.event_id::text = c.event_id OR v.params -> 'events' ? c.event_id)"""


async def open_tenders(
    connection: RawConnection, organization_id: str, event_id: str
) -> Sequence[OpenTender]:
    """Tenders of a sale that nobody has ruled on; whoever finds out waits for this transaction."""
    await _wait(connection, organization_id, event_id)
    rows = await connection.fetch(_OPEN, organization_id, event_id)
    return [OpenTender(row[0], row[1], row[2]) for row in rows]


async def tender_found_out(
    connection: RawConnection,
    tenant: Tenant,
    sale: str,
    found: tuple[str, int, str],
    by: str | None,
    at: datetime,
) -> None:
    """End what was open about a tender, now that somebody has found out; its outcome is written already.

    Args:
        connection: In the transaction that keeps the outcome.
        tenant: Whose sale it is.
        sale: Event of the sale.
        found: Event that says so, number of the payment, ``confirmed`` or ``rejected``.
        by: Who found out.
        at: The centre's clock.
    """
    event_id, n, outcome = found
    organization = tenant.organization_id
    ends = Outcome.CONFIRM if outcome == "confirmed" else Outcome.REJECT
    earlier = await connection.fetch(_NOT_ARRIVED, organization, sale, n, event_id)
    whole = (
        []
        if await open_tenders(connection, organization, sale)
        else (await connection.fetch(_OF_SALE, organization, sale))
    )
    for row in (*earlier, *whole):
        await close_review(connection, tenant, str(row["review_id"]), ends, by, at)


async def rule_on_tenders(
    connection: RawConnection, tenant: Tenant, review: ReviewRow, ending: Ending
) -> None:
    """Keep what a person found out at the desk, under the review's own id, and end what asks the same."""
    organization = tenant.organization_id
    told = await connection.fetchrow(_TOLD, organization, review.event_id)
    sale = review.event_id if told is None else str(told["sale_event_id"])
    rows = [told] if told is not None else await connection.fetch(_ASKED, organization, sale)
    outcome = "confirmed" if ending.outcome is Outcome.CONFIRM else "rejected"
    for row in rows:
        await connection.execute(
            _RULING,
            *(organization, tenant.local_id, review.place[0], review.review_id, ending.at, sale),
            *(row["n"], row["method"], row["amount_minor"], outcome, ending.note[:64] or None, ending.by),
        )
    for row in rows:
        found = review.review_id, row["n"], outcome
        await tender_found_out(connection, tenant, sale, found, ending.by, ending.at)


async def end_credit_notes(connection: RawConnection, tenant: Tenant, event_id: str, at: datetime) -> None:
    """A return or a void has come: reviews of its sale that waited for one end, and hold nothing more.

    What they ended on moves as if they had been accepted: the document takes back what was sold.
    """
    for row in await connection.fetch(_NOTES, tenant.organization_id, event_id):
        review_id, sale = str(row["review_id"]), str(row["event_id"])
        if not await close_review(connection, tenant, review_id, Outcome.CREDIT_NOTE, None, at):
            continue
        if row["code"] == stock.UNKNOWN:
            place = row["terminal_id"], row["epoch"], row["seq"]
            body = {"moves": stock.rung_up(as_json(row["params"])), "place": place}
            await add_effect(connection, tenant, sale, f"{STOCK}:{review_id}", body, at)
        elif row["held"]:
            await release_effects(connection, tenant.organization_id, sale)


async def _wait(connection: RawConnection, organization_id: str, event_id: str) -> None:
    await connection.execute(_LOCK, f"tender/{organization_id}/{event_id}")
