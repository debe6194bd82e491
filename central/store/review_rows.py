"""Writes reviews, each time with its line in the log of changes: what is not in the log reaches no till.

A new review is nobody else's until the commit, so its row gives its version. An open one is changed only
after `log_change` has given the next version, which keeps others out until the commit.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from central.services.review_codes import RULES
from central.services.values import Tenant
from central.store.changes import log_change
from central.store.engine import RawConnection
from core.domain.changes import Stream

LOGGED: Final = f"""
INSERT INTO pos.change_log (organization_id, local_id, stream, item_id, op, version, logged_at)
SELECT organization_id, local_id, '{Stream.REVIEWS}', review_id::text, 'upsert', version, opened_at FROM r"""  # noqa: S608
"""What follows a statement ``r`` that opened reviews and returns these columns."""
OPENED: Final = "organization_id, local_id, review_id, version, opened_at"
_OPEN: Final = f"""
WITH r AS (
  INSERT INTO pos.sync_review (organization_id, local_id, review_id, event_id, code, cause, role, due, held,
    terminal_id, epoch, seq, params, raw, raw_sha256, opened_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::text::jsonb, $14, $15, $16)
  ON CONFLICT (organization_id, event_id, code, cause) DO NOTHING RETURNING {OPENED})
{LOGGED}"""  # noqa: S608
_FIND: Final = """
SELECT review_id, params, event_id FROM pos.sync_review
WHERE organization_id = $1 AND local_id = $2 AND code = $3 AND cause = $4 AND state = 'open'"""
_CHANGE: Final = """
UPDATE pos.sync_review SET params = $4::text::jsonb, version = $3
WHERE organization_id = $1 AND review_id = $2 AND state = 'open' RETURNING true"""
_CLOSE: Final = """
UPDATE pos.sync_review SET state = 'resolved', outcome = $4, resolved_by = coalesce($5, resolved_by),
  resolved_at = $6, version = $3
WHERE organization_id = $1 AND review_id = $2 AND state = 'open' RETURNING event_id, held"""
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended($1, 1))"


@dataclass(frozen=True, slots=True)
class NewReview:
    """A review to open.

    Attributes:
        place: Terminal, epoch and seq of the event.
        raw: The event's bytes where the inbox could not take them, with their SHA-256.
    """

    review_id: str
    event_id: str
    code: str
    place: tuple[str, int, int]
    at: datetime
    params: Mapping[str, Any] | None = None
    cause: str = ""
    raw: tuple[bytes, bytes] | None = None


async def open_review(connection: RawConnection, tenant: Tenant, new: NewReview) -> None:
    """Open a review; a second of the same event, code and cause changes nothing."""
    rule = RULES[new.code]
    await connection.execute(
        _OPEN,
        *(tenant.organization_id, tenant.local_id, new.review_id, new.event_id, new.code, new.cause),
        *(rule.role, new.at + rule.due, rule.held, *new.place),
        *(json.dumps(new.params or {}), *(new.raw or (None, None)), new.at),
    )


async def open_of_cause(
    connection: RawConnection, tenant: Tenant, code: str, cause: str
) -> tuple[str, dict[str, Any], str] | None:
    """(id, params, event) of the open review of a cause; who asks next waits until this transaction ends."""
    name = "/".join(("review", tenant.organization_id, tenant.local_id, code, cause))
    await connection.execute(_LOCK, name)
    row = await connection.fetchrow(_FIND, tenant.organization_id, tenant.local_id, code, cause)
    return None if row is None else (str(row["review_id"]), as_json(row["params"]), str(row["event_id"]))


async def change_params(
    connection: RawConnection, tenant: Tenant, review_id: str, params: Mapping[str, Any], at: datetime
) -> bool:
    """Say something else in an open review; False when somebody has just ended it."""
    version = await log_change(connection, tenant, Stream.REVIEWS, review_id, at)
    changed = await connection.fetchval(
        _CHANGE, tenant.organization_id, review_id, version, json.dumps(params)
    )
    return bool(changed)


async def close_review(
    connection: RawConnection, tenant: Tenant, review_id: str, outcome: str, by: str | None, at: datetime
) -> bool:
    """End a review; whether it was open."""
    version = await log_change(connection, tenant, Stream.REVIEWS, review_id, at)
    row = await connection.fetchrow(_CLOSE, tenant.organization_id, review_id, version, outcome, by, at)
    return row is not None


def as_json(value: Any) -> dict[str, Any]:
    """A jsonb column: the driver gives its text, or what a codec made of it."""
    return dict(json.loads(value) if isinstance(value, str) else value)
