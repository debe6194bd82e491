"""Whether a file is a catalogue this program knows."""

from __future__ import annotations

from typing import Final, cast

from app.store.catalog.errors import CatalogueDamagedError, CatalogueNewerError, CatalogueOutdatedError
from app.store.catalog.schema import APPLICATION_ID, SCHEMA
from app.store.driver import Connection, dbapi2

DriverError: Final = cast("type[Exception]", dbapi2.DatabaseError)
"""What the driver raises when a file is damaged, locked or none of its own."""


def check_schema(db: Connection) -> None:
    """Refuse anything but a catalogue of this program's form.

    Raises:
        CatalogueDamagedError: another database, or an unreadable one.
        CatalogueNewerError: of a later program.
        CatalogueOutdatedError: of an earlier program.
    """
    try:
        application, found = _pragma(db, "application_id"), _pragma(db, "user_version")
    except DriverError as error:
        raise CatalogueDamagedError(str(error)) from error
    if application != APPLICATION_ID:
        raise CatalogueDamagedError("application_id")
    if found > SCHEMA:
        raise CatalogueNewerError(found, SCHEMA)
    if found < SCHEMA:
        raise CatalogueOutdatedError(found, SCHEMA)


def _pragma(db: Connection, name: str) -> int:
    row = db.execute(f"PRAGMA {name}").fetchone()
    return 0 if row is None else int(row[0])
