"""A catalogue to open with: the one that is there, lifted into this form, or an empty one."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from app.store.catalog.build import build_catalog
from app.store.catalog.check import DriverError, open_catalogue
from app.store.catalog.damage import DAMAGED, is_noted
from app.store.catalog.errors import CatalogueDamagedError, CatalogueMissingError, CatalogueUnusableError
from app.store.catalog.upgrade import upgrade
from app.store.driver import error_code
from app.store.errors import StoreUnavailableError

log = logging.getLogger(__name__)

UNUSABLE: Final = ".unusable"
"""Added to the name of a file that is no catalogue of ours; kept for whoever wants to know why."""
_BUSY: Final = (5, 6)
"""SQLITE_BUSY, SQLITE_LOCKED."""
_READ_FIRST: Final = ("meta", "stream", "promotion", "tax", "tax_item", "tab", "tile")


def lift_catalogue(path: Path) -> None:
    """Bring a catalogue of the form before into this one; one too damaged for that stays as it is.

    Raises:
        StoreError: the disk is full or refuses.
    """
    try:
        upgrade(path)
    except CatalogueUnusableError as error:
        log.error("the catalogue cannot be lifted into the form of this version: %s", error)


def ensure_catalogue(path: Path, versions: Mapping[str, int], now: datetime) -> None:
    """An enrolled till always opens: what it cannot read is put aside, and the centre fills an empty one.

    Args:
        path: Where ``catalog.db`` is, or will be.
        versions: Data versions an empty one cites.
        now: Aware.

    Raises:
        StoreError: the disk is full or refuses.
        OSError: the file cannot be put aside.
    """
    try:
        _read_small(path)
    except CatalogueMissingError:
        pass
    except CatalogueUnusableError as error:
        log.error("the catalogue is put aside and fetched anew: %s", error)
        put_aside(path)
    else:
        return
    build_catalog(path, (), versions, as_of=now)


def put_aside(path: Path) -> None:
    """Keep a file that is no catalogue under another name; its notes of what was written last go.

    Raises:
        OSError: it cannot be renamed.
    """
    path.replace(path.with_name(path.name + UNUSABLE))
    for suffix in ("-wal", "-shm", DAMAGED):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _read_small(path: Path) -> None:
    """Open it and read what a till opens with; the goods themselves are read as they are sold.

    Raises:
        CatalogueUnusableError: it cannot be read, or was found damaged before.
    """
    db = open_catalogue(path)
    try:
        if is_noted(path):
            raise CatalogueDamagedError("found while it was in use")
        for table in _READ_FIRST:
            for _ in db.execute(f"SELECT * FROM {table}"):  # noqa: S608 - own names
                pass
    except DriverError as error:
        if error_code(error) in _BUSY:
            raise StoreUnavailableError("busy") from error
        raise CatalogueDamagedError(str(error)) from error
    finally:
        db.close()
