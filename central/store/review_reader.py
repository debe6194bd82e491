"""Reads reviews: for the list, and as the stream ``reviews`` that tills follow."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

import asyncpg

from central.services.changes import Asker
from central.services.review_data import ReviewRow, review_data
from central.services.review_ports import ReviewFilter
from central.services.values import Tenant
from central.store.changes import TENANT, StreamRow
from central.store.engine import Engine, RawConnection, raw_connection, translated
from central.store.review_rows import as_json
from core.domain.changes import Stream

_ROWS: Final = """
SELECT v.review_id, v.version, v.code, v.state, v.event_id, v.terminal_id, v.epoch, v.seq, v.role, v.due,
  v.params, v.opened_at, v.outcome, v.note, v.resolved_by, v.resolved_at, v.decision_id,
  t.series, t.number, t.kind
FROM pos.sync_review v LEFT JOIN LATERAL (SELECT x.series, x.number, x.kind FROM pos.transactions x
  WHERE x.organization_id = v.organization_id AND x.event_id = v.event_id LIMIT 1) t ON true
WHERE v.organization_id = $1 AND v.local_id = $2"""
_PAGE: Final = f"""{_ROWS} AND ($3::text IS NULL OR v.state = $3) AND ($4::text IS NULL OR v.code = $4)
  AND ($5::timestamptz IS NULL OR (v.opened_at, v.review_id) < ($5, $6::uuid))
ORDER BY v.opened_at DESC, v.review_id DESC LIMIT $7"""
_ONE: Final = f"{_ROWS} AND v.review_id = $3"
_EVENT: Final = """
SELECT v.event_id, coalesce(v.raw, i.payload) AS payload, coalesce(v.raw_sha256, i.sha256) AS sha256
FROM pos.sync_review v
LEFT JOIN pos.sync_inbox i ON i.organization_id = v.organization_id AND i.event_id = v.event_id
WHERE v.organization_id = $1 AND v.local_id = $2 AND v.review_id = $3
  AND coalesce(v.raw, i.payload) IS NOT NULL"""
_AFTER: Final = f"{_ROWS} AND ($3::uuid IS NULL OR v.review_id > $3) ORDER BY v.review_id LIMIT $4"
_THESE: Final = f"{_ROWS} AND v.review_id = ANY($3::text[]::uuid[])"


class PgReviewReader:
    """See `central.services.review_ports.ReviewReader`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def page(self, tenant: Tenant, query: ReviewFilter) -> Sequence[ReviewRow]:
        """Newest first."""
        async with (
            translated(),
            raw_connection(self._engine) as connection,
            connection.transaction(readonly=True),
        ):
            await connection.execute(TENANT, tenant.organization_id, tenant.local_id)
            rows = await connection.fetch(
                *(_PAGE, tenant.organization_id, tenant.local_id, query.state, query.code),
                *(*(query.after or (None, None)), query.limit),
            )
        return [review_row(row) for row in rows]

    async def one(self, tenant: Tenant, review_id: str) -> ReviewRow | None:
        """One review of the shop."""
        async with (
            translated(),
            raw_connection(self._engine) as connection,
            connection.transaction(readonly=True),
        ):
            await connection.execute(TENANT, tenant.organization_id, tenant.local_id)
            return await read_review(connection, tenant, review_id)

    async def event(self, tenant: Tenant, review_id: str) -> tuple[str, bytes, bytes] | None:
        """The bytes of what a review of the shop is about."""
        async with (
            translated(),
            raw_connection(self._engine) as connection,
            connection.transaction(readonly=True),
        ):
            await connection.execute(TENANT, tenant.organization_id, tenant.local_id)
            row = await connection.fetchrow(_EVENT, tenant.organization_id, tenant.local_id, review_id)
        return None if row is None else (str(row["event_id"]), bytes(row["payload"]), bytes(row["sha256"]))


class ReviewTable:
    """The stream ``reviews``: a shop's own; see `central.store.changes.StreamTable`."""

    stream: Stream = Stream.REVIEWS

    async def after(
        self, connection: RawConnection, asker: Asker, key: str | None, limit: int
    ) -> Sequence[StreamRow]:
        """By id."""
        tenant = asker.tenant
        rows = await connection.fetch(_AFTER, tenant.organization_id, tenant.local_id, key, limit)
        return [_item(review_row(row)) for row in rows]

    async def by_ids(
        self, connection: RawConnection, asker: Asker, ids: Collection[str]
    ) -> Sequence[StreamRow]:
        """Those that are there."""
        tenant = asker.tenant
        rows = await connection.fetch(_THESE, tenant.organization_id, tenant.local_id, list(ids))
        return [_item(review_row(row)) for row in rows]


async def read_review(connection: RawConnection, tenant: Tenant, review_id: str) -> ReviewRow | None:
    """One review, in the caller's transaction."""
    row = await connection.fetchrow(_ONE, tenant.organization_id, tenant.local_id, review_id)
    return None if row is None else review_row(row)


def review_row(row: asyncpg.Record) -> ReviewRow:
    """A row of the statements of this module."""
    return ReviewRow(
        review_id=str(row["review_id"]),
        version=row["version"],
        code=row["code"],
        state=row["state"],
        event_id=str(row["event_id"]),
        place=(str(row["terminal_id"]), row["epoch"], row["seq"]),
        role=row["role"],
        due=row["due"],
        params=as_json(row["params"]),
        opened_at=row["opened_at"],
        document=None if row["series"] is None else (row["series"], row["number"], row["kind"]),
        outcome=row["outcome"],
        note=row["note"],
        decided_by=_text(row["resolved_by"]),
        resolved_at=row["resolved_at"],
        decision_id=_text(row["decision_id"]),
    )


def _item(row: ReviewRow) -> StreamRow:
    data = review_data(row).model_dump(mode="json", exclude_none=True)
    return StreamRow(row.review_id, row.version, data)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
