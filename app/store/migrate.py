"""Bring ``till.db`` to this program's schema (sync.md T11, packaging.md section 9).

A normal start asks one plain question and loads no Alembic. A database to be changed is copied first;
all steps run in one transaction, so a kill at any moment leaves the old or the new schema.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from app.store.backup import copy_database
from app.store.engine import Writer
from app.store.errors import NewerDatabaseError
from app.store.version import SCHEMA, read_schema
from core.ports.faults import CrashPoint, Faults


def ensure_schema(writer: Writer, copies: Path, now: datetime, faults: Faults) -> Path | None:
    """Migrate if needed; harmless when run twice.

    Args:
        writer: The open writing connection, outside a transaction.
        copies: Folder for the copy made before a migration.
        now: Names the copy.
        faults: Crash points.

    Returns:
        The copy made before migrating, None when nothing had to be migrated or the database was empty.

    Raises:
        NewerDatabaseError: its ``compat`` exceeds this program's schema.
    """
    found = read_schema(writer.driver)
    if found is not None:
        schema, compat = found
        if compat > SCHEMA:
            raise NewerDatabaseError(compat, SCHEMA)
        if schema >= SCHEMA:
            return None
    copy = None
    if found is not None:
        copy = copies / f"till-schema{found[0]}-{now:%Y%m%dT%H%M%S}.db"
        copy_database(writer.driver, copy)
    _upgrade(writer, faults)
    return copy


def _upgrade(writer: Writer, faults: Faults) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", (Path(__file__).parent / "migrations").as_posix())
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = writer.connection
    with writer.begin():
        command.upgrade(config, "head")
        faults.reach(CrashPoint.IN_MIGRATION)
