"""What the simulated centre does not take at once: returns without their sale, machines that are no till.

The rules are those of ``central.store.ingest_causes`` and ``central.store.ingest_fence``, in SQLite's words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.store.driver import Connection, Value
from central.services.intake import Intake, IntakeItem, Stored
from central.store.ingest_causes import MISSING, PATIENCE, _seller
from core.domain.journal.rows import unix_ms

_BOOTS = (
    "SELECT 1 FROM terminal_boots mine JOIN terminal_boots later"
    " ON later.organization_id=mine.organization_id AND later.terminal_id=mine.terminal_id"
    " AND later.epoch=mine.epoch AND later.entry>mine.entry AND later.first_head_seq<?"
    " WHERE mine.organization_id=? AND mine.terminal_id=? AND mine.epoch=? AND mine.boot_id=? LIMIT 1"
)
_FENCE = (
    "INSERT INTO terminal_epochs(organization_id, terminal_id, epoch, fenced) VALUES(?,?,?,1)"
    " ON CONFLICT DO UPDATE SET fenced=1"
)
_KEEP = (
    "INSERT INTO fenced_inbox SELECT :o, :event, :sha, :terminal, :payload WHERE NOT EXISTS(SELECT 1"
    " FROM sync_inbox i WHERE i.organization_id=:o AND i.event_id=:event AND i.sha256=:sha)"
    " ON CONFLICT DO NOTHING"
)
_TAKEN = (
    "SELECT 1 FROM sync_inbox WHERE organization_id=? AND terminal_id=? AND epoch=? AND seq=? AND event_id<>?"
)
_WAIT = (
    "INSERT INTO cause_wait VALUES(?,?,?,?) ON CONFLICT DO UPDATE SET cause_id=excluded.cause_id"
    " RETURNING first_seen_ms"
)
_HELD = "SELECT 1 FROM sync_inbox WHERE organization_id=? AND event_id=?"
_OPEN = "SELECT 1 FROM sync_review WHERE organization_id=? AND event_id=? AND state='open' AND held"


def is_fenced(database: Connection, intake: Intake, epoch: int) -> bool:
    """Whether a request comes from a machine that is not, or no longer, the till."""
    if intake.epoch < epoch:
        return True
    organization, terminal = intake.tenant.organization_id, intake.terminal_id
    row = database.execute(
        "SELECT fenced FROM terminal_epochs WHERE organization_id=? AND terminal_id=? AND epoch=?",
        (organization, terminal, intake.epoch),
    ).fetchone()
    values = (intake.head_seq, organization, terminal, intake.epoch, intake.boot_id)
    cloned = database.execute(_BOOTS, values).fetchone() is not None
    if cloned:
        _fence(database, intake)
    return cloned or (row is not None and bool(row[0]))


def keep_aside(database: Connection, intake: Intake) -> dict[str, Stored]:
    """Keep the bytes of a fenced request."""
    for item in (*intake.items, *intake.conflicting):
        values: dict[str, Value] = {
            **{"o": intake.tenant.organization_id, "event": item.event_id, "sha": item.sha256},
            **{"terminal": intake.terminal_id, "payload": item.payload},
        }
        database.execute(_KEEP, values)
    return {item.event_id: Stored(item.event_id, "fenced") for item in intake.items}


def fence_forks(database: Connection, intake: Intake, homeless: Iterable[IntakeItem]) -> None:
    """Fence the current epoch if another event has the place of one of these."""
    organization, terminal = intake.tenant.organization_id, intake.terminal_id
    for item in homeless:
        place = (organization, terminal, intake.epoch, item.seq, item.event_id)
        if item.epoch == intake.epoch and database.execute(_TAKEN, place).fetchone() is not None:
            _fence(database, intake)


def without_the_causeless(database: Connection, intake: Intake) -> tuple[Intake, dict[str, Stored]]:
    """Take out what must wait for its cause; mark what has waited long enough."""
    organization = intake.tenant.organization_id
    mine = {item.event_id for item in intake.items}
    now_ms = unix_ms(intake.received_at)
    waiting: dict[str, Stored] = {}
    items: list[IntakeItem] = []
    for item in intake.items:
        cause = item.cause_id
        if cause is None or cause in mine:
            items.append(item)
            continue
        wait = database.execute(_WAIT, (organization, item.event_id, cause, now_ms)).fetchone()
        assert wait is not None
        if _there(database, organization, cause) or not _ours(database, organization, _seller(item, intake)):
            database.execute(
                "DELETE FROM cause_wait WHERE organization_id=? AND event_id=?", (organization, item.event_id)
            )
            items.append(item)
        elif (
            _there(database, organization, item.event_id)
            or now_ms - wait[0] >= PATIENCE.total_seconds() * 1000
        ):
            items.append(replace(item, causeless=True, review=item.review or MISSING))
        else:
            waiting[item.event_id] = Stored(item.event_id, "waiting")
    return replace(intake, items=tuple(items)), waiting


def cause_arrived(database: Connection, intake: Intake, fresh: Sequence[IntakeItem]) -> None:
    """Whoever waited for one of these waits no more."""
    organization = intake.tenant.organization_id
    for item in fresh:
        arrived = database.execute(
            "DELETE FROM cause_wait WHERE organization_id=? AND cause_id=? RETURNING event_id",
            (organization, item.event_id),
        ).fetchall()
        for (event_id,) in arrived:
            closed = database.execute(
                "UPDATE sync_review SET state='resolved' WHERE organization_id=? AND event_id=?"
                " AND code='MISSING_CAUSE' AND state='open'",
                (organization, event_id),
            ).rowcount
            if closed and database.execute(_OPEN, (organization, event_id)).fetchone() is None:
                _release(database, organization, event_id)


def _release(database: Connection, organization: str, event_id: str) -> None:
    database.execute(
        "UPDATE effects SET state='pending' WHERE organization_id=? AND event_id=? AND state='held'",
        (organization, event_id),
    )
    database.execute(
        "UPDATE central_outbox SET held=0 WHERE organization_id=? AND event_id=?", (organization, event_id)
    )


def _fence(database: Connection, intake: Intake) -> None:
    database.execute(_FENCE, (intake.tenant.organization_id, intake.terminal_id, intake.epoch))


def _there(database: Connection, organization: str, event_id: str) -> bool:
    return database.execute(_HELD, (organization, event_id)).fetchone() is not None


def _ours(database: Connection, organization: str, terminal_id: str) -> bool:
    row = database.execute(
        "SELECT 1 FROM terminals WHERE organization_id=? AND terminal_id=?", (organization, terminal_id)
    ).fetchone()
    return row is not None
