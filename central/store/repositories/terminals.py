"""Terminals, their enrolments, epochs and numbering series."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as pg_insert

from central.services.values import SeriesRow, Terminal
from central.store.models import ENROLMENTS, EPOCHS, SERIES, TERMINALS, TRANSACTIONS
from central.store.models_staff import TILL_KEYS
from central.store.repositories.base import Repository

_LOCK_POINTS = text("SELECT pg_advisory_xact_lock(hashtextextended('points/' || :org, 0))")


class TerminalRepository(Repository):
    """See `central.services.ports.Terminals`."""

    async def get(self, terminal_id: str, *, lock: bool = False) -> Terminal | None:
        """One terminal of this shop."""
        query = select(TERMINALS).where(
            TERMINALS.c.organization_id == self._tenant.organization_id,
            TERMINALS.c.terminal_id == terminal_id,
        )
        row = (await self._session.execute(query.with_for_update() if lock else query)).one_or_none()
        return None if row is None else _terminal(row)

    async def add(self, terminal: Terminal, at: datetime) -> None:
        """Store a new terminal."""
        await self._session.execute(
            insert(TERMINALS).values(
                **self._both,
                terminal_id=terminal.terminal_id,
                kind=terminal.kind,
                name=terminal.name,
                status=terminal.status,
                staff_id=terminal.staff_id,
                public_key=terminal.public_key,
                epoch=terminal.epoch,
                boot_id=terminal.boot_id,
                app_version=terminal.app_version,
                os=terminal.os,
                enrolled_at=at,
            )
        )
        await self._use_key(terminal.terminal_id, terminal.public_key, at)

    async def re_enrol(self, terminal: Terminal, at: datetime) -> None:
        """New key, epoch, boot and program of a known terminal."""
        await self._session.execute(
            update(TERMINALS)
            .where(
                TERMINALS.c.organization_id == self._tenant.organization_id,
                TERMINALS.c.terminal_id == terminal.terminal_id,
            )
            .values(
                status=terminal.status,
                public_key=terminal.public_key,
                next_public_key=None,
                epoch=terminal.epoch,
                boot_id=terminal.boot_id,
                app_version=terminal.app_version,
                os=terminal.os,
                enrolled_at=at,
            )
        )
        await self._use_key(terminal.terminal_id, terminal.public_key, at)

    async def offer_key(self, terminal_id: str, key: bytes) -> None:
        """Let a successor's key hold beside the one in use."""
        await self._change(terminal_id, next_public_key=key)

    async def take_key(self, terminal_id: str, key: bytes, at: datetime) -> None:
        """Put a successor's key, which has signed, in the place of the one before."""
        await self._change(terminal_id, public_key=key, next_public_key=None)
        await self._use_key(terminal_id, key, at)

    async def tills_in_use(self) -> list[Terminal]:
        """Active tills of this shop, oldest first."""
        rows = await self._session.execute(
            select(TERMINALS)
            .where(
                TERMINALS.c.organization_id == self._tenant.organization_id,
                TERMINALS.c.local_id == self._tenant.local_id,
                TERMINALS.c.kind == "till",
                TERMINALS.c.status == "active",
            )
            .order_by(TERMINALS.c.terminal_id)
        )
        return [_terminal(row) for row in rows]

    async def all(self) -> list[Terminal]:
        """Every terminal of this shop."""
        rows = await self._session.execute(
            select(TERMINALS)
            .where(
                TERMINALS.c.organization_id == self._tenant.organization_id,
                TERMINALS.c.local_id == self._tenant.local_id,
            )
            .order_by(TERMINALS.c.terminal_id)
        )
        return [_terminal(row) for row in rows]

    async def disable(self, terminal_id: str, at: datetime) -> None:
        """Let a terminal send no more."""
        await self._change(terminal_id, status="disabled")
        await self._end_keys(terminal_id, at)

    async def add_nonce(self, terminal_id: str, first_epoch: int, nonce: bytes, at: datetime) -> None:
        """Keep the nonce of an enrolment."""
        await self._session.execute(
            insert(ENROLMENTS).values(
                **self._both, terminal_id=terminal_id, first_epoch=first_epoch, nonce=nonce, enrolled_at=at
            )
        )

    async def nonce(self, terminal_id: str, first_epoch: int) -> bytes | None:
        """Nonce of the enrolment that opened an epoch."""
        return await self._session.scalar(
            select(ENROLMENTS.c.nonce).where(
                ENROLMENTS.c.organization_id == self._tenant.organization_id,
                ENROLMENTS.c.terminal_id == terminal_id,
                ENROLMENTS.c.first_epoch == first_epoch,
            )
        )

    async def latest_nonce(self, terminal_id: str) -> bytes | None:
        """Nonce of a terminal's last enrolment."""
        return await self._session.scalar(
            select(ENROLMENTS.c.nonce)
            .where(
                ENROLMENTS.c.organization_id == self._tenant.organization_id,
                ENROLMENTS.c.terminal_id == terminal_id,
            )
            .order_by(ENROLMENTS.c.first_epoch.desc())
            .limit(1)
        )

    async def free_point(self) -> int:
        """Next unused point of sale of the organization.

        Other shops' series are hidden by row security, so a taken one shows as a conflict; the definer
        function counts them all.
        """
        organization = self._tenant.organization_id
        await self._session.execute(_LOCK_POINTS, {"org": organization})
        return int(await self._session.scalar(text("SELECT pos.free_point()")) or 1)

    async def add_series(self, terminal_id: str, series: SeriesRow) -> None:
        """Grant a series."""
        await self._session.execute(
            insert(SERIES).values(
                **self._both,
                series=series.series,
                terminal_id=terminal_id,
                doc_type=series.doc_type,
                prefix=series.prefix,
                point=series.point,
                next=series.next,
            )
        )

    async def series(self, terminal_id: str) -> list[SeriesRow]:
        """Series of a terminal, sales before refunds."""
        rows = await self._session.execute(
            select(SERIES)
            .where(
                SERIES.c.organization_id == self._tenant.organization_id, SERIES.c.terminal_id == terminal_id
            )
            .order_by(SERIES.c.doc_type.desc(), SERIES.c.series)
        )
        return [SeriesRow(row.doc_type, row.series, row.prefix, row.point, row.next) for row in rows]

    async def set_next(self, series: str, next_number: int) -> None:
        """Move the first number a re-enrolled terminal may use."""
        await self._session.execute(
            update(SERIES)
            .where(SERIES.c.organization_id == self._tenant.organization_id, SERIES.c.series == series)
            .values(next=next_number)
        )

    async def held_numbers(self, terminal_id: str) -> Mapping[str, int]:
        """Highest number held per series."""
        rows = await self._session.execute(
            select(TRANSACTIONS.c.series, func.max(TRANSACTIONS.c.number))
            .where(
                TRANSACTIONS.c.organization_id == self._tenant.organization_id,
                TRANSACTIONS.c.terminal_id == terminal_id,
            )
            .group_by(TRANSACTIONS.c.series)
        )
        return {row[0]: row[1] for row in rows}

    async def highest_epoch(self, terminal_id: str) -> int:
        """Highest epoch the centre holds events of, 0 when none."""
        highest: int | None = await self._session.scalar(
            select(func.max(EPOCHS.c.epoch)).where(
                EPOCHS.c.organization_id == self._tenant.organization_id, EPOCHS.c.terminal_id == terminal_id
            )
        )
        return highest or 0

    async def _change(self, terminal_id: str, **values: Any) -> None:
        await self._session.execute(
            update(TERMINALS)
            .where(
                TERMINALS.c.organization_id == self._tenant.organization_id,
                TERMINALS.c.terminal_id == terminal_id,
            )
            .values(**values)
        )

    async def _use_key(self, terminal_id: str, key: bytes, at: datetime) -> None:
        """From now on only this one of a terminal's keys counts; what others signed before still does."""
        await self._end_keys(terminal_id, at)
        await self._session.execute(
            pg_insert(TILL_KEYS)
            .values(**self._both, terminal_id=terminal_id, public_key=key)
            .on_conflict_do_update(
                index_elements=["organization_id", "terminal_id", "public_key"], set_={"valid_to": None}
            )
        )

    async def _end_keys(self, terminal_id: str, at: datetime) -> None:
        await self._session.execute(
            update(TILL_KEYS)
            .where(
                TILL_KEYS.c.organization_id == self._tenant.organization_id,
                TILL_KEYS.c.terminal_id == terminal_id,
                TILL_KEYS.c.valid_to.is_(None),
            )
            .values(valid_to=at)
        )


def _terminal(row: Row[Any]) -> Terminal:
    return Terminal(
        organization_id=row.organization_id,
        local_id=row.local_id,
        terminal_id=row.terminal_id,
        kind=row.kind,
        name=row.name,
        status=row.status,
        staff_id=row.staff_id,
        public_key=row.public_key,
        epoch=row.epoch,
        boot_id=row.boot_id,
        app_version=row.app_version,
        os=row.os,
        last_seen=row.last_seen,
        offset_ms=row.offset_ms,
        next_public_key=row.next_public_key,
    )
