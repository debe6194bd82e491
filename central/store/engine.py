"""Engine and sessions of the central database.

Sessions set the tenant in ``after_begin``, so it survives commits and savepoints and never outlives its
transaction: a commit drops ``SET LOCAL``, and a plain ``SET`` would leak to the connection's next user.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Final, TypeAlias, cast

import asyncpg
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import Session, SessionTransaction

from central.services.ports import StoreConflictError, StoreUnavailableError
from central.services.values import Tenant

Engine: TypeAlias = AsyncEngine
"""A pool of connections of one role."""
RawConnection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"
"""asyncpg's own connection."""

COMMAND_TIMEOUT_S: Final = 5.0
_SERVER_SETTINGS: Final = {"idle_in_transaction_session_timeout": "30s"}
"""A transaction that writes and then waits for nobody holds every till's streams back (sync.md D5)."""
_SET_TENANT: Final = text(
    "SELECT set_config('app.current_organization_id', :org, true),"
    " set_config('app.current_local_id', :local, true)"
)


class TenantSession(Session):
    """Synchronous half; ``info["tenant"]`` holds a `Tenant` or nothing."""


class WriteSession(AsyncSession):
    """A session that may write; its maker commits."""

    sync_session_class = TenantSession


class ReadSession(AsyncSession):
    """A session whose transaction is read-only."""

    sync_session_class = TenantSession


@event.listens_for(TenantSession, "after_begin")
def _set_tenant(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    if transaction.nested:
        return
    if session.info.get("read_only"):
        connection.execute(text("SET TRANSACTION READ ONLY"))
    tenant = session.info.get("tenant")
    if tenant is not None:
        connection.execute(_SET_TENANT, {"org": tenant.organization_id, "local": tenant.local_id})


async def set_tenant(session: WriteSession, tenant: Tenant) -> None:
    """Take on a tenant in the middle of a transaction, found by a secret the caller showed."""
    session.info["tenant"] = tenant
    await session.execute(_SET_TENANT, {"org": tenant.organization_id, "local": tenant.local_id})


def make_engine(url: str, *, pool_size: int = 10, max_overflow: int = 40) -> AsyncEngine:
    """Pool for one role.

    Args:
        url: ``postgresql://…`` (or ``postgresql+asyncpg://…``); holds a password.
        pool_size: Connections kept.
        max_overflow: Connections beyond them under load.
    """
    return create_async_engine(
        url.replace("postgresql://", "postgresql+asyncpg://", 1),
        pool_size=pool_size,
        max_overflow=max_overflow,
        pool_pre_ping=True,
        pool_timeout=5,
        connect_args={
            "timeout": COMMAND_TIMEOUT_S,
            "command_timeout": COMMAND_TIMEOUT_S,
            "server_settings": _SERVER_SETTINGS,
        },
        hide_parameters=True,
    )


@asynccontextmanager
async def raw_connection(engine: AsyncEngine) -> AsyncGenerator[RawConnection]:
    """A pooled connection as asyncpg's own, for statements over large arrays.

    The caller leaves no transaction open; when it fails the connection is thrown away.
    """
    async with engine.connect() as connection:
        pooled = await connection.get_raw_connection()
        raw = cast("RawConnection", pooled.driver_connection)
        try:
            yield raw
        except BaseException:
            if raw.is_closed() or raw.is_in_transaction():
                await connection.invalidate()
            raise


async def raw_of(session: WriteSession) -> RawConnection:
    """The driver's own connection of a session, in the session's transaction."""
    pooled = await (await session.connection()).get_raw_connection()
    return cast("RawConnection", pooled.driver_connection)


@asynccontextmanager
async def translated() -> AsyncGenerator[None]:
    """Turn what an absent or busy database raises into `StoreUnavailableError`, 23505 into a conflict."""
    try:
        yield
    except (PoolTimeoutError, OSError, TimeoutError) as error:
        raise StoreUnavailableError(type(error).__name__) from error
    except (DBAPIError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        state = sqlstate(error)
        if state == "23505":
            raise StoreConflictError from error
        if state[:2] in {"08", "40", "53", "57"} or isinstance(
            error, OperationalError | InterfaceError | asyncpg.InterfaceError
        ):
            raise StoreUnavailableError(state or type(error).__name__) from error
        raise


def sqlstate(error: BaseException) -> str:
    """SQLSTATE of a database error, empty when it has none (the connection went away)."""
    found: Any = error
    if isinstance(error, DBAPIError):
        found = error.orig
    return str(getattr(found, "sqlstate", None) or "")
