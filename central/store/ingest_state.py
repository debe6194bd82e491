"""What follows the ingest statement: links to neighbours, the terminal's state, what the reply tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import asyncpg

from central.services.intake import EpochRow, HeldPlace, Intake, IntakeItem, Outcome, Stored
from central.services.links import Link, advance, broken_links, missing_neighbours
from central.store import ingest_sql as sql
from central.store.engine import RawConnection
from central.store.ingest_closings import gap_closed
from central.store.review_rows import NewReview, open_review
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
        *(intake.received_at, intake.offset_ms, bool(fresh)),
    )
    epochs = held | {row.epoch: row for row in rows}
    if any(_closed_a_gap(held.get(row.epoch), row) for row in rows):
        await gap_closed(connection, intake)
    for item in fresh:
        if item.previous is not None:
            epochs[item.epoch] = replace(epochs[item.epoch], previous=item.previous)
            await connection.execute(
                sql.PREVIOUS,
                *(intake.tenant.organization_id, intake.terminal_id, item.epoch, *item.previous),
            )
    await _check_previous(connection, intake, fresh, epochs, stored, ids)
    return epochs


async def read_epochs(
    connection: RawConnection, organization_id: str, terminal_id: str
) -> dict[int, EpochRow]:
    """Epochs of a terminal, without their gaps."""
    rows = await connection.fetch(sql.EPOCHS, organization_id, terminal_id)
    return {row["epoch"]: _epoch_row(row) for row in rows}


async def read_outcome(
    connection: RawConnection,
    intake: Intake,
    stored: dict[str, Stored],
    epochs: dict[int, EpochRow],
    config_version: int,
) -> Outcome:
    """Current epoch always; older ones when this batch touched them, they have gaps or a second copy."""
    touched = {item.epoch for item in intake.items}
    organization, terminal = intake.tenant.organization_id, intake.terminal_id
    searched = await with_gaps(connection, organization, terminal, epochs)
    told = {
        epoch: row
        for epoch, row in searched.items()
        if epoch == intake.epoch or epoch in touched or row.gaps or row.durable_seq is not None
    }
    used = {item.transaction.series for item in intake.items if item.transaction is not None}
    series = await read_series(connection, organization, terminal, sorted(used))
    return Outcome(stored, told, series, config_version)


async def with_gaps(
    connection: RawConnection, organization_id: str, terminal_id: str, epochs: dict[int, EpochRow]
) -> dict[int, EpochRow]:
    """The same epochs with their missing ranges, searched only above the contiguous seq.

    An epoch ends at the place a later one continues from: what is not held up to there is missing too.
    """
    searched = dict(epochs)
    ends: dict[int, int] = {}
    for row in epochs.values():
        if row.previous is not None:
            epoch, seq, _ = row.previous
            ends[epoch] = max(seq, ends.get(epoch, 0))
            searched.setdefault(epoch, EpochRow(epoch, 0, 0, None))
    for row in tuple(searched.values()):
        top = max(row.high_seq, ends.get(row.epoch, 0))
        if row.contiguous_seq < top:
            gaps = await connection.fetch(
                sql.GAPS, organization_id, terminal_id, row.epoch, row.contiguous_seq, top
            )
            ranges = tuple((int(gap[0]), int(gap[1])) for gap in gaps)
            searched[row.epoch] = replace(row, gaps=ranges)
    return searched


async def read_series(
    connection: RawConnection, organization_id: str, terminal_id: str, used: Sequence[str] = ()
) -> dict[str, int]:
    """Highest number held per series of a terminal; series without any are left out.

    Args:
        connection: Under a tenant.
        organization_id: Its organization.
        terminal_id: Whose.
        used: Series of documents it has just sent: those it has begun by itself are known by them alone.
    """
    rows = await connection.fetch(sql.SERIES, organization_id, terminal_id, used)
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
        return replace(before, contiguous_seq=reached, high_seq=top.seq, high_hash=top.hash)
    return replace(before, contiguous_seq=reached)


def _closed_a_gap(before: EpochRow | None, after: EpochRow) -> bool:
    return before is not None and before.contiguous_seq < before.high_seq and after != before


def _epoch_row(row: asyncpg.Record) -> EpochRow:
    said = None if row[4] is None else HeldPlace(row[4], row[5], bytes(row[6]))
    return EpochRow(row[0], row[1], row[2], row[3], said, row[7])


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

    await _report(connection, intake, broken_links(links, held, first_hash), stored, ids)


async def _check_previous(
    connection: RawConnection,
    intake: Intake,
    fresh: list[IntakeItem],
    epochs: dict[int, EpochRow],
    stored: dict[str, Stored],
    ids: IdSource,
) -> None:
    """An epoch that continues from another event than the one held there, whichever of both came last."""
    new = {(item.epoch, item.seq) for item in fresh}
    opened = [
        (row.epoch, row.previous)
        for row in epochs.values()
        if row.previous is not None
        and ((row.epoch, 1) in new or (row.previous.epoch, row.previous.seq) in new)
    ]
    if not opened:
        return
    places = [place for epoch, said in opened for place in ((epoch, 1), (said.epoch, said.seq))]
    rows = await connection.fetch(
        sql.NEIGHBOURS,
        *(intake.tenant.organization_id, intake.terminal_id),
        [place[0] for place in places],
        [place[1] for place in places],
    )
    held = {(row[1], row[2]): Link(str(row[0]), row[1], row[2], bytes(row[3]), bytes(row[4])) for row in rows}
    broken: list[Link] = []
    for epoch, said in opened:
        first, last = held.get((epoch, 1)), held.get((said.epoch, said.seq))
        if first is not None and last is not None and last.hash != said.hash:
            broken.append(first)
    await _report(connection, intake, broken, stored, ids)


async def _report(
    connection: RawConnection,
    intake: Intake,
    broken: Iterable[Link],
    stored: dict[str, Stored],
    ids: IdSource,
) -> None:
    for link in broken:
        review_id = ids.uuid7()
        place = intake.terminal_id, link.epoch, link.seq
        new = NewReview(review_id, link.event_id, "CHAIN_BREAK", place, intake.received_at)
        await open_review(connection, intake.tenant, new)
        if link.event_id in stored:
            stored[link.event_id].reviews["CHAIN_BREAK"] = review_id
