"""A catalogue that SQLite finds damaged while it is in use is remembered for the next start."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from app.store.catalog.errors import CatalogueDamagedError
from app.store.driver import error_code
from app.store.errors import StoreError

DAMAGED: Final = ".damaged"
"""Added to the name of an empty file beside the catalogue."""
_CORRUPT: Final = (11, 26)
"""SQLITE_CORRUPT, SQLITE_NOTADB."""


def is_damage(error: BaseException) -> bool:
    """Whether the file itself is wrong, not the disk, a lock or what was to be written."""
    if isinstance(error, StoreError):
        return isinstance(error, CatalogueDamagedError) or error.values.get("reason") == "corrupt"
    return error_code(error) in _CORRUPT


def note_damage(path: Path) -> None:
    """The next start puts the file aside and fetches it anew; what can be read of it sells on."""
    path.with_name(path.name + DAMAGED).touch()


def is_noted(path: Path) -> bool:
    """Whether it was found damaged before."""
    return path.with_name(path.name + DAMAGED).exists()
