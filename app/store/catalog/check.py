"""Opening a file that is a catalogue this program knows, and no other."""

from __future__ import annotations

from pathlib import Path
from typing import Final, cast

from app.store.catalog.errors import (
    CatalogueDamagedError,
    CatalogueMissingError,
    CatalogueNewerError,
    CatalogueOutdatedError,
)
from app.store.catalog.schema import APPLICATION_ID, CATALOG_READER, CATALOG_WRITER, SCHEMA
from app.store.driver import Connection, connect_reader, connect_writer, dbapi2
from app.store.errors import PragmaRefusedError

DriverError: Final = cast("type[Exception]", dbapi2.DatabaseError)
"""What the driver raises when a file is damaged, locked or none of its own."""


def open_catalogue(path: Path) -> Connection:
    """A read-only connection to a catalogue of this program's form.

    Raises:
        CatalogueMissingError: no such file.
        CatalogueDamagedError: it is no catalogue.
        CatalogueNewerError: a later program wrote it.
        CatalogueOutdatedError: an earlier program wrote it.
    """
    if not path.is_file():
        raise CatalogueMissingError(str(path))
    try:
        db = connect_reader(path, CATALOG_READER)
    except (DriverError, PragmaRefusedError) as error:
        raise CatalogueDamagedError(str(error)) from error
    try:
        check_schema(db)
    except BaseException:
        db.close()
        raise
    return db


def open_for_writing(path: Path) -> Connection:
    """The one writing connection to a catalogue of this program's form.

    Raises:
        CatalogueUnusableError: as `open_catalogue`.
    """
    if not path.is_file():
        raise CatalogueMissingError(str(path))
    try:
        db = connect_writer(path, CATALOG_WRITER)
    except (DriverError, PragmaRefusedError) as error:
        raise CatalogueDamagedError(str(error)) from error
    try:
        check_schema(db)
    except BaseException:
        db.close()
        raise
    return db


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
