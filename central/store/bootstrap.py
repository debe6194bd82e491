"""Roles, database and schema: once per cluster by its superuser, then migrations by ``pos_owner``."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import asyncpg
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from central.services.ports import StoreUnavailableError
from central.store.engine import translated
from central.store.rls import ROLES

DATABASE: Final = "cuadre"
HEAD: Final = "0013"
"""Newest migration of this program."""
_MIGRATION_LOCK: Final = 0x6375616472
_OLDEST_SERVER: Final = 150000


class SchemaError(Exception):
    """The database does not fit this program; the text says what to do.

    Attributes:
        code: ``newer_database old_server unsafe_role pending_migrations``.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


async def prepare_cluster(superuser_dsn: str, password: Callable[[str], str]) -> None:
    """Create the roles (none may pass by row security) and the database; again is harmless."""
    connection = await asyncpg.connect(superuser_dsn)
    try:
        held = {row["rolname"] for row in await connection.fetch("SELECT rolname FROM pg_roles")}
        for role in ROLES:
            if role not in held:
                options = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT"
                await connection.execute(f"CREATE ROLE {role} {options} PASSWORD '{_hex(password(role))}'")
        if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", DATABASE):
            await connection.execute(f"CREATE DATABASE {DATABASE} OWNER pos_owner")
            await connection.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
            await connection.execute(f"GRANT CONNECT ON DATABASE {DATABASE} TO {', '.join(ROLES)}")
    finally:
        await connection.close()


async def current_revision(engine: AsyncEngine) -> str | None:
    """Migration the database stands at, None for an empty one."""
    async with translated(), engine.connect() as connection:
        there = await connection.scalar(text("SELECT to_regclass('pos.alembic_version')"))
        if there is None:
            return None
        revision: str | None = await connection.scalar(text("SELECT version_num FROM pos.alembic_version"))
        return revision


async def migrate(owner: AsyncEngine) -> str:
    """Bring the schema to `HEAD` in one transaction; again is harmless, two at once wait for each other.

    Returns:
        The revision reached.

    Raises:
        SchemaError: the database is newer than this program.
    """
    revision = await current_revision(owner)
    if revision == HEAD:
        return HEAD
    known = await asyncio.to_thread(_known_revisions)
    if revision is not None and revision not in known:
        raise SchemaError("newer_database", f"the database stands at {revision}, newer than this program")
    async with owner.begin() as connection:
        await connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
        await connection.execute(text("CREATE SCHEMA IF NOT EXISTS pos"))
        await connection.run_sync(_upgrade)
    return HEAD


async def check_api_role(engine: AsyncEngine) -> None:
    """Refuse what would make tenant isolation void.

    Raises:
        SchemaError: server older than 15, pending migrations, or a role that bypasses row security.
    """
    async with translated(), engine.connect() as connection:
        version = int(await connection.scalar(text("SHOW server_version_num")) or 0)
        if version < _OLDEST_SERVER:
            raise SchemaError("old_server", "PostgreSQL 15 or newer is needed")
        unsafe = await connection.scalar(
            text(
                "SELECT rolsuper OR rolbypassrls OR EXISTS (SELECT FROM pg_class c JOIN pg_namespace n"
                " ON n.oid = c.relnamespace WHERE n.nspname = 'pos' AND c.relowner = r.oid)"
                " FROM pg_roles r WHERE rolname = current_user"
            )
        )
    if unsafe:
        raise SchemaError("unsafe_role", "the API's database role is a superuser, owner or bypasses RLS")
    revision = await current_revision(engine)
    if revision != HEAD:
        raise SchemaError("pending_migrations", f"the database stands at {revision}, this program at {HEAD}")


def _config() -> Any:
    from alembic.config import Config

    config = Config()
    folder = str(Path(__file__).parent / "migrations").replace("%", "%%")
    config.set_main_option("script_location", folder)
    config.set_main_option("path_separator", "os")
    return config


def _known_revisions() -> frozenset[str]:
    from alembic.script import ScriptDirectory

    return frozenset(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _upgrade(connection: Connection) -> None:
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)


def _hex(password: str) -> str:
    return bytes.fromhex(password).hex()  # goes into a statement that takes no parameters


class PgReadiness:
    """See `central.services.ports.Readiness`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def ready(self) -> bool:
        """Ask the database for its revision."""
        try:
            return await current_revision(self._engine) == HEAD
        except StoreUnavailableError:
            return False
