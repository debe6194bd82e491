"""The simulated centre's rows of a terminal's stream: links, epochs, boots, gaps, and reviews on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.store.driver import Connection, Value
from central.services.intake import EpochRow, HeldPlace, Intake, IntakeItem, Outcome, Stored
from central.services.links import Link, advance, broken_links, missing_neighbours
from central.services.review_codes import RULES
from core.domain.journal.chain import genesis
from core.ports.clock import IdSource
from tests.simulation import centre_schema as sql

GAPS_TOLD: Final = 100


class StreamRows:
    """What follows the items of a batch, as ``central.store.ingest_state`` does it."""

    _database: Connection
    _ids: IdSource

    def _review(
        self, intake: Intake, item: IntakeItem, code: str, review_id: str, stored: Stored | None, **raw: bytes
    ) -> None:
        made = self._database.execute(
            sql.REVIEW,
            (
                *(intake.tenant.organization_id, review_id, item.event_id, code, int(RULES[code].held)),
                *(intake.terminal_id, item.epoch, item.seq, raw.get("raw"), raw.get("sha256")),
            ),
        )
        if stored is not None and made.rowcount:
            stored.reviews[code] = review_id

    def _advance(self, intake: Intake, stored: dict[str, Stored]) -> dict[int, EpochRow]:
        fresh = [item for item in intake.items if stored[item.event_id].state == "fresh"]
        if fresh:
            self._check_links(intake, fresh, stored)
        where = (intake.tenant.organization_id, intake.terminal_id)
        epochs = self._epochs(intake)
        for epoch in sorted({item.epoch for item in fresh}):
            before = epochs.get(epoch, EpochRow(epoch, 0, 0, None))
            row = self._moved(where, before, [item for item in fresh if item.epoch == epoch])
            epochs[epoch] = row
            self._database.execute(
                sql.EPOCH, (*where, epoch, row.contiguous_seq, row.high_seq, row.high_hash)
            )
        self._database.execute(
            "UPDATE terminals SET epoch=max(epoch, ?) WHERE organization_id=? AND terminal_id=?",
            (intake.epoch, *where),
        )
        boot: dict[str, Value] = {
            **{"o": where[0], "terminal": where[1], "epoch": intake.epoch, "boot": intake.boot_id},
            **{"head": intake.head_seq, "fresh": int(bool(fresh))},
        }
        self._database.execute(sql.BOOT, boot)
        for item in fresh:
            if item.previous is not None:
                epochs[item.epoch] = replace(epochs[item.epoch], previous=item.previous)
                self._database.execute(sql.PREVIOUS, (*item.previous, *where, item.epoch))
        self._check_previous(intake, fresh, epochs, stored)
        return epochs

    def _epochs(self, intake: Intake) -> dict[int, EpochRow]:
        where = (intake.tenant.organization_id, intake.terminal_id)
        epochs: dict[int, EpochRow] = {}
        for row in self._database.execute(sql.EPOCHS, where):
            previous = None if row[4] is None else HeldPlace(*row[4:])
            epochs[row[0]] = EpochRow(row[0], row[1], row[2], row[3], previous)
        return epochs

    def _moved(self, where: tuple[str, str], before: EpochRow, items: Sequence[IntakeItem]) -> EpochRow:
        reached = advance(before.contiguous_seq, before.high_seq, [item.seq for item in items])
        if reached is None:
            reached = before.contiguous_seq
            for (seq,) in self._database.execute(sql.ABOVE, (*where, before.epoch, reached)):
                if seq != reached + 1:
                    break
                reached = seq
        top = max(items, key=lambda item: item.seq)
        if top.seq > before.high_seq:
            return replace(before, contiguous_seq=reached, high_seq=top.seq, high_hash=top.hash)
        return replace(before, contiguous_seq=reached)

    def _check_links(self, intake: Intake, fresh: Sequence[IntakeItem], stored: dict[str, Stored]) -> None:
        where = (intake.tenant.organization_id, intake.terminal_id)
        links = [Link(item.event_id, item.epoch, item.seq, item.prev_hash, item.hash) for item in fresh]
        held = [
            Link(*row)
            for place in missing_neighbours(links)
            for row in self._database.execute(sql.NEIGHBOUR, (*where, *place))
        ]
        nonces = self._database.execute(sql.NONCES, where).fetchall()

        def first_hash(epoch: int) -> bytes | None:
            nonce = next((nonce for first, nonce in nonces if first <= epoch), None)
            return None if nonce is None else genesis(intake.terminal_id, epoch, nonce)

        for link in broken_links(links, held, first_hash):
            self._broken(
                intake, replace(fresh[0], event_id=link.event_id, epoch=link.epoch, seq=link.seq), stored
            )

    def _check_previous(
        self,
        intake: Intake,
        fresh: Sequence[IntakeItem],
        epochs: dict[int, EpochRow],
        stored: dict[str, Stored],
    ) -> None:
        """An epoch that continues from another event than the one held there."""
        where = (intake.tenant.organization_id, intake.terminal_id)
        new = {(item.epoch, item.seq) for item in fresh}
        for row in epochs.values():
            said = row.previous
            if said is None or not {(row.epoch, 1), (said.epoch, said.seq)} & new:
                continue
            first = self._database.execute(sql.NEIGHBOUR, (*where, row.epoch, 1)).fetchone()
            last = self._database.execute(sql.NEIGHBOUR, (*where, said.epoch, said.seq)).fetchone()
            if first is not None and last is not None and last[4] != said.hash:
                self._broken(
                    intake, replace(fresh[0], event_id=first[0], epoch=first[1], seq=first[2]), stored
                )

    def _broken(self, intake: Intake, item: IntakeItem, stored: dict[str, Stored]) -> None:
        self._review(intake, item, "CHAIN_BREAK", self._ids.uuid7(), stored.get(item.event_id))

    def _outcome(
        self, intake: Intake, stored: dict[str, Stored], epochs: dict[int, EpochRow], config_version: int
    ) -> Outcome:
        where = (intake.tenant.organization_id, intake.terminal_id)
        touched = {intake.epoch, *(item.epoch for item in intake.items)}
        ends: dict[int, int] = {}
        for row in tuple(epochs.values()):
            if row.previous is not None:
                ends[row.previous.epoch] = max(row.previous.seq, ends.get(row.previous.epoch, 0))
                epochs.setdefault(row.previous.epoch, EpochRow(row.previous.epoch, 0, 0, None))
        searched = {
            epoch: self._with_gaps(where, row, max(row.high_seq, ends.get(epoch, 0)))
            for epoch, row in epochs.items()
        }
        told = {epoch: row for epoch, row in searched.items() if epoch in touched or row.gaps}
        series = {
            str(name): int(highest)
            for name, highest in self._database.execute(sql.SERIES, where)
            if highest is not None
        }
        return Outcome(stored, told, series, config_version)

    def _with_gaps(self, where: tuple[str, str], row: EpochRow, top: int) -> EpochRow:
        if row.contiguous_seq >= top:
            return row
        gaps: list[tuple[int, int]] = []
        last = row.contiguous_seq
        for (seq,) in self._database.execute(sql.ABOVE, (*where, row.epoch, last)):
            if seq > last + 1:
                gaps.append((last + 1, seq - 1))
            last = seq
        if top > last:
            gaps.append((last + 1, top))
        return replace(row, gaps=tuple(gaps[:GAPS_TOLD]))
