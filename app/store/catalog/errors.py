"""Why a catalogue cannot be used or written."""

from __future__ import annotations

from app.store.errors import StoreError


class CatalogueUnusableError(StoreError):
    """The catalogue cannot be read; building it anew is the way out, and loses nothing."""


class CatalogueMissingError(CatalogueUnusableError):
    """There is no catalogue yet."""

    def __init__(self, path: str) -> None:
        super().__init__("catalogue_missing", path=path)


class CatalogueDamagedError(CatalogueUnusableError):
    """The file is not a catalogue, or SQLite found it damaged."""

    def __init__(self, reason: str) -> None:
        super().__init__("catalogue_damaged", reason=reason)


class CatalogueNewerError(CatalogueUnusableError):
    """A later version of the program wrote it; this one does not know its form."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__("catalogue_newer", found=str(found), known=str(known))


class CatalogueOutdatedError(CatalogueUnusableError):
    """An earlier version of the program wrote it; catalogues are built anew, not migrated."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__("catalogue_outdated", found=str(found), known=str(known))


class CatalogueInUseError(StoreError):
    """Another connection holds the catalogue that was to be replaced; it stays as it is."""

    def __init__(self, path: str) -> None:
        super().__init__("catalogue_in_use", path=path)


class CatalogueConflictError(StoreError):
    """Two products share an identity or a code; nothing was written. ``what`` names the column."""

    def __init__(self, what: str) -> None:
        super().__init__("catalogue_conflict", what=what)
