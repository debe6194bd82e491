"""Families of rotating refresh tokens, and the assertions seen."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert

from central.services.values import TokenRow
from central.store.models import ASSERTIONS, FAMILIES, TOKENS
from central.store.repositories.base import Repository


class TokenRepository(Repository):
    """See `central.services.ports.RefreshTokens`."""

    async def open_family(self, family_id: str, terminal_id: str, staff_id: str, at: datetime) -> None:
        """Start a family."""
        await self._session.execute(
            insert(FAMILIES).values(
                **self._both,
                family_id=family_id,
                terminal_id=terminal_id,
                staff_id=staff_id,
                presented=0,
                created_at=at,
            )
        )

    async def add(self, family_id: str, generation: int, sha256: bytes, at: datetime, ends: datetime) -> None:
        """Store the token of a generation; an unseen one of it is replaced, ended ones are forgotten."""
        organization = self._tenant.organization_id
        await self._session.execute(
            delete(TOKENS).where(
                TOKENS.c.organization_id == organization,
                TOKENS.c.family_id == family_id,
                (TOKENS.c.generation == generation) | (TOKENS.c.expires_at < at),
            )
        )
        await self._session.execute(
            insert(TOKENS).values(
                **self._both,
                token_sha256=sha256,
                family_id=family_id,
                generation=generation,
                issued_at=at,
                expires_at=ends,
            )
        )

    async def claim(self, sha256: bytes) -> TokenRow | None:
        """The token with its family locked."""
        organization = self._tenant.organization_id
        family_id = await self._session.scalar(
            select(TOKENS.c.family_id).where(
                TOKENS.c.organization_id == organization, TOKENS.c.token_sha256 == sha256
            )
        )
        if family_id is None:
            return None
        family = (
            await self._session.execute(
                select(FAMILIES)
                .where(FAMILIES.c.organization_id == organization, FAMILIES.c.family_id == family_id)
                .with_for_update()
            )
        ).one()
        token = (
            await self._session.execute(
                select(TOKENS.c.generation, TOKENS.c.expires_at).where(
                    TOKENS.c.organization_id == organization, TOKENS.c.token_sha256 == sha256
                )
            )
        ).one_or_none()
        if token is None:  # replaced while we waited for the lock
            return None
        return TokenRow(
            family_id=family_id,
            generation=token.generation,
            expires_at=token.expires_at,
            presented=family.presented,
            revoked=family.revoked_at is not None,
            terminal_id=family.terminal_id,
            staff_id=family.staff_id,
            opened_at=family.created_at,
        )

    async def present(self, family_id: str, generation: int) -> None:
        """Note that a generation was presented."""
        await self._session.execute(
            update(FAMILIES)
            .where(
                FAMILIES.c.organization_id == self._tenant.organization_id, FAMILIES.c.family_id == family_id
            )
            .values(presented=generation)
        )

    async def revoke(self, family_id: str, at: datetime) -> None:
        """End a family."""
        await self._session.execute(
            update(FAMILIES)
            .where(
                FAMILIES.c.organization_id == self._tenant.organization_id, FAMILIES.c.family_id == family_id
            )
            .values(revoked_at=at)
        )

    async def revoke_terminal(self, terminal_id: str, at: datetime) -> None:
        """End every family of a terminal, those of people who signed in at it too."""
        await self._revoke_all(FAMILIES.c.terminal_id == terminal_id, at)

    async def revoke_staff(self, staff_id: str, at: datetime) -> None:
        """End every family of a person in this shop."""
        await self._revoke_all(FAMILIES.c.staff_id == staff_id, at)

    async def _revoke_all(self, which: ColumnElement[bool], at: datetime) -> None:
        await self._session.execute(
            update(FAMILIES)
            .where(
                FAMILIES.c.organization_id == self._tenant.organization_id,
                which,
                FAMILIES.c.revoked_at.is_(None),
            )
            .values(revoked_at=at)
        )

    async def first_assertion(self, terminal_id: str, jti: str, at: datetime, ends: datetime) -> bool:
        """Whether this ``jti`` is seen for the first time."""
        await self._session.execute(
            delete(ASSERTIONS).where(
                ASSERTIONS.c.organization_id == self._tenant.organization_id,
                ASSERTIONS.c.terminal_id == terminal_id,
                ASSERTIONS.c.expires_at < at,
            )
        )
        seen = await self._session.execute(
            pg_insert(ASSERTIONS)
            .values(**self._both, terminal_id=terminal_id, jti=jti, expires_at=ends)
            .on_conflict_do_nothing()
            .returning(ASSERTIONS.c.jti)
        )
        return seen.one_or_none() is not None
