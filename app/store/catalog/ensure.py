"""A catalogue to open with: the one that is there, lifted into this form, or an empty one."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from app.store.catalog.build import build_catalog
from app.store.catalog.check import open_catalogue
from app.store.catalog.errors import CatalogueMissingError, CatalogueUnusableError
from app.store.catalog.upgrade import upgrade

log = logging.getLogger(__name__)

UNUSABLE: Final = ".unusable"
"""Added to the name of a file that is no catalogue of ours; kept for whoever wants to know why."""


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
        open_catalogue(path).close()
    except CatalogueMissingError:
        pass
    except CatalogueUnusableError as error:
        log.error("the catalogue is put aside and fetched anew: %s", error)
        path.replace(path.with_name(path.name + UNUSABLE))
    else:
        return
    build_catalog(path, (), versions, as_of=now)
