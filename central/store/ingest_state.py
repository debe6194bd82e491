"""What follows the ingest statement: links to neighbours, the terminal's state, what the reply tells."""

from __future__ import annotations

from collections.abc import Iterable

from central.services.intake import EpochRow, Intake, IntakeItem, Outcome, Stored
from central.services.links import Link, advance, broken_links, missing_neighbours
from central.services.review_codes import RULES
from central.store import ingest_sql as sql
from central.store.engine import RawConnection
from core.domain.journal.chain import genesis
from core.ports.clock import IdSource


async def advance_state(
    connection: RawConnection, intake: Intake, stored: dict[str, Stored], ids: IdSource
) -> dict[int, EpochRow]:
    """Check the chain around fresh events and move the terminal's epochs forward; returns all of them."""
    fresh = [item for item in intake.items if stored[item.event_id].state == "fresh"]
    if fresh:
        await _check_links(connection, intake, fresh, stored, ids)
    held = await read_epochs(connection, intake.tenant.organization_id, intake.terminal_id)
    rows = [
        await _moved(connection, intake, held.get(epoch, EpochRow(epoch, 0, 0, None)), fresh)
        for epoch in sorted({item.epoch for item in fresh})
    ]
    await connection.execute(
        sql.STATE,
        *(intake.tenant.organization_id, intake.tenant.local_id, intake.terminal_id),
        [row.epoch for row in rows],
        [row.contiguous_seq for row in rows],
        [row.high_seq for row in rows],
        [row.high_hash for row in rows],
        *(intake.epoch, intake.boot_id, intake.head_seq, intake.head_hash),
        *(intake.received_at, intake.offset_ms),
    )
    return held | {row.epoch: row for row in rows}


async def read_epochs(
    connection: RawConnection, organization_id: str, terminal_id: str
) -> dict[int, EpochRow]:
    """Epochs of a terminal, without their gaps."""
    rows = await connection.fetch(sql.EPOCHS, organization_id, terminal_id)
    return {row["epoch"]: EpochRow(*row) for row in rows}


async def read_outcome(
    connection: RawConnection,
    intake: Intake,
    stored: dict[str, Stored],
    epochs: dict[int, EpochRow],
    config_version: int,
) -> Outcome:
    """Current epoch always; older ones when this batch touched them or they have gaps."""
    touched = {item.epoch for item in intake.items}
    organization, terminal = intake.tenant.organization_id, intake.terminal_id
    searched = await with_gaps(connection, organization, terminal, epochs)
    told = {
        epoch: row for epoch, row in searched.items() if epoch == intake.epoch or epoch in touched or row.gaps
    }
    return Outcome(stored, told, await read_series(connection, organization, terminal), config_version)


async def with_gaps(
    connection: RawConnection, organization_id: str, terminal_id: str, epochs: dict[int, EpochRow]
) -> dict[int, EpochRow]:
    """The same epochs with their missing ranges, searched only above the contiguous seq."""
    searched = dict(epochs)
    for row in epochs.values():
        if row.contiguous_seq < row.high_seq:
            gaps = await connection.fetch(
                sql.GAPS, organization_id, terminal_id, row.epoch, row.contiguous_seq
            )
            ranges = tuple((int(gap[0]), int(gap[1])) for gap in gaps)
            searched[row.epoch] = EpochRow(row.epoch, row.contiguous_seq, row.high_seq, row.high_hash, ranges)
    return searched


async def read_series(connection: RawConnection, organization_id: str, terminal_id: str) -> dict[str, int]:
    """Highest number held per series of a terminal; series without any are left out."""
    rows = await connection.fetch(sql.SERIES, organization_id, terminal_id)
    return {row["series"]: row["held"] for row in rows if row["held"] is not None}


async def _moved(
    connection: RawConnection, intake: Intake, before: EpochRow, fresh: Iterable[IntakeItem]
) -> EpochRow:
    items = [item for item in fresh if item.epoch == before.epoch]
    top = max(items, key=lambda item: item.seq)
    reached = advance(before.contiguous_seq, before.high_seq, [item.seq for item in items])
    if reached is None:
        found = await connection.fetchval(
            sql.CONTIGUOUS,
            *(intake.tenant.organization_id, intake.terminal_id, before.epoch, before.contiguous_seq),
        )
        reached = before.contiguous_seq if found is None else int(found)
    if top.seq > before.high_seq:
        return EpochRow(before.epoch, reached, top.seq, top.hash)
    return EpochRow(before.epoch, reached, before.high_seq, before.high_hash)


async def _check_links(
    connection: RawConnection,
    intake: Intake,
    fresh: list[IntakeItem],
    stored: dict[str, Stored],
    ids: IdSource,
) -> None:
    organization, terminal = intake.tenant.organization_id, intake.terminal_id
    links = [Link(item.event_id, item.epoch, item.seq, item.prev_hash, item.hash) for item in fresh]
    places = missing_neighbours(links)
    rows = await connection.fetch(
        sql.NEIGHBOURS, organization, terminal, [place[0] for place in places], [place[1] for place in places]
    )
    held = [Link(str(row[0]), row[1], row[2], bytes(row[3]), bytes(row[4])) for row in rows]
    nonces: list[tuple[int, bytes]] = []
    if any(link.seq == 1 for link in (*links, *held)):
        nonces = [
            (row[0], bytes(row[1])) for row in await connection.fetch(sql.NONCES, organization, terminal)
        ]

    def first_hash(epoch: int) -> bytes | None:
        nonce = next((nonce for first_epoch, nonce in nonces if first_epoch <= epoch), None)
        return None if nonce is None else genesis(terminal, epoch, nonce)

    rule = RULES["CHAIN_BREAK"]
    for link in broken_links(links, held, first_hash):
        review_id = ids.uuid7()
        await connection.execute(
            sql.REVIEW,
            *(organization, intake.tenant.local_id, review_id, link.event_id, "CHAIN_BREAK"),
            *(rule.role, intake.received_at + rule.due, rule.held, terminal, link.epoch, link.seq),
            *(None, None, intake.received_at),
        )
        if link.event_id in stored:
            stored[link.event_id].reviews["CHAIN_BREAK"] = review_id
