"""Returns and voids whose sale is not here yet (sync.md U8): waited for, in the end stored under review.

A wait is a row that both sides touch: whoever brings the return writes it before asking for the sale, whoever
brings the sale deletes it after storing. So whichever commits first, the other sees it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from central.services.intake import Intake, IntakeItem, Stored
from central.store.engine import RawConnection
from central.store.review_effects import release_effects
from central.store.review_rows import NewReview, close_review, open_review
from core.domain.reviews import Outcome
from core.ports.clock import IdSource

PATIENCE: Final = timedelta(hours=24)
"""On the centre's clock, from the first time it saw the item."""
MISSING: Final = "MISSING_CAUSE"
_WAIT: Final = """
INSERT INTO pos.cause_wait (organization_id, local_id, event_id, cause_id, first_seen)
SELECT $1, $2, w.event_id, w.cause_id, $5 FROM unnest($3::uuid[], $4::uuid[]) w(event_id, cause_id)
ON CONFLICT (organization_id, event_id) DO UPDATE SET cause_id = excluded.cause_id"""
_FOUND: Final = """
SELECT w.event_id, c.first_seen,
  (SELECT true FROM pos.sync_inbox i
   WHERE i.organization_id = $1 AND i.event_id = w.cause_id LIMIT 1) AS cause,
  (SELECT true FROM pos.sync_inbox i
   WHERE i.organization_id = $1 AND i.event_id = w.event_id LIMIT 1) AS held,
  (SELECT true FROM pos.terminals t
   WHERE t.organization_id = $1 AND t.terminal_id = w.seller LIMIT 1) AS ours
FROM unnest($2::uuid[], $3::uuid[], $4::uuid[]) w(event_id, cause_id, seller)
JOIN pos.cause_wait c ON c.organization_id = $1 AND c.event_id = w.event_id"""
_END: Final = "DELETE FROM pos.cause_wait WHERE organization_id = $1 AND event_id = ANY($2::uuid[])"
_ARRIVED: Final = """
DELETE FROM pos.cause_wait WHERE organization_id = $1 AND cause_id = ANY($2::uuid[]) RETURNING event_id"""
_WAITED: Final = """
SELECT review_id, event_id FROM pos.sync_review
WHERE organization_id = $1 AND event_id = ANY($2::uuid[]) AND code = 'MISSING_CAUSE' AND state = 'open'"""


async def without_the_causeless(
    connection: RawConnection, intake: Intake
) -> tuple[Intake, dict[str, Stored]]:
    """Take out what must wait for its cause.

    Returns:
        The batch to store, items that waited long enough marked for review, and the verdicts on those taken
        out.
    """
    mine = {item.event_id for item in intake.items}
    asking = [item for item in intake.items if item.cause_id is not None and item.cause_id not in mine]
    if not asking:
        return intake, {}
    organization = intake.tenant.organization_id
    events = [item.event_id for item in asking]
    causes = [item.cause_id for item in asking]
    sellers = [_seller(item, intake) for item in asking]
    await connection.execute(_WAIT, organization, intake.tenant.local_id, events, causes, intake.received_at)
    waiting: dict[str, Stored] = {}
    overdue: set[str] = set()
    settled: list[str] = []
    for row in await connection.fetch(_FOUND, organization, events, causes, sellers):
        event_id = str(row["event_id"])
        if row["cause"] or not row["ours"]:  # another shop's stream cannot be seen from here
            settled.append(event_id)
        elif row["held"] or intake.received_at - row["first_seen"] >= PATIENCE:
            overdue.add(event_id)
        else:
            waiting[event_id] = Stored(event_id, "waiting")
    if settled:
        await connection.execute(_END, organization, settled)
    items = tuple(
        _overdue(item) if item.event_id in overdue else item
        for item in intake.items
        if item.event_id not in waiting
    )
    return replace(intake, items=items), waiting


async def review_causeless(
    connection: RawConnection, intake: Intake, stored: Mapping[str, Stored], ids: IdSource
) -> None:
    """A second review row for those that `judge` had found fault with before."""
    for item in intake.items:
        verdict = stored[item.event_id]
        if not item.causeless or verdict.state != "fresh" or MISSING in verdict.reviews:
            continue
        verdict.reviews[MISSING] = ids.uuid7()
        place = intake.terminal_id, item.epoch, item.seq
        new = NewReview(verdict.reviews[MISSING], item.event_id, MISSING, place, intake.received_at)
        await open_review(connection, intake.tenant, new)


async def cause_arrived(connection: RawConnection, intake: Intake, fresh: Sequence[IntakeItem]) -> None:
    """Whoever waited for one of these waits no more: reviews close by themselves, effects are released."""
    causes = [item.event_id for item in fresh]
    if not causes:
        return
    organization = intake.tenant.organization_id
    arrived = [str(row["event_id"]) for row in await connection.fetch(_ARRIVED, organization, causes)]
    if not arrived:
        return
    for row in await connection.fetch(_WAITED, organization, arrived):
        review_id, at = str(row["review_id"]), intake.received_at
        if await close_review(connection, intake.tenant, review_id, Outcome.CAUSE_ARRIVED, None, at):
            await release_effects(connection, organization, str(row["event_id"]))


def _overdue(item: IntakeItem) -> IntakeItem:
    return replace(item, causeless=True, review=item.review or MISSING)


def _seller(item: IntakeItem, intake: Intake) -> str:
    """Terminal in whose stream the cause stands."""
    original = item.void.original if item.void else item.transaction and item.transaction.original
    return original.terminal_id if original else intake.terminal_id
