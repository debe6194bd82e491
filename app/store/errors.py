"""Why the store refuses: typed, with a message id for the screen and never a sentence."""

from __future__ import annotations

from core.domain.errors import DomainError


class StoreError(DomainError):
    """Base of everything the store refuses; ``code`` is the message id."""


class AlreadyOpenError(StoreError):
    """Another process holds this data directory (sync.md T5); nothing was touched."""

    def __init__(self, data_dir: str) -> None:
        super().__init__("store_already_open", data_dir=data_dir)


class LibraryRefusedError(StoreError):
    """The SQLite library has the WAL-reset race or was withdrawn (sync.md T1)."""

    def __init__(self, version: str) -> None:
        super().__init__("store_library_refused", version=version)


class PragmaRefusedError(StoreError):
    """A PRAGMA did not take the value of sync.md T2; starting would risk sales."""

    def __init__(self, pragma: str, wanted: str, found: str) -> None:
        super().__init__("store_pragma_refused", pragma=pragma, wanted=wanted, found=found)


class NewerDatabaseError(StoreError):
    """The database was written by a program whose ``compat`` this one does not reach (sync.md T11)."""

    def __init__(self, compat: int, schema: int) -> None:
        super().__init__("store_newer_database", compat=str(compat), schema=str(schema))


class StoreFullError(StoreError):
    """The disk is full; the transaction is rolled back, the cart is kept, no receipt exists (T9)."""

    def __init__(self) -> None:
        super().__init__("store_full")


class StoreUnavailableError(StoreError):
    """The disk failed or the file is locked; nothing of the operation was kept."""

    def __init__(self, reason: str) -> None:
        super().__init__("store_unavailable", reason=reason)


class SaleStoredError(StoreError):
    """This basket's sale stands already: stored though somebody was told otherwise; never sell it anew.

    Values: ``number`` as people read it (``0001-000123``) and ``event_id``.
    """

    def __init__(self, number: str, event_id: str) -> None:
        super().__init__("sale_already_stored", number=number, event_id=event_id)


class StoreReplacedError(StoreError):
    """The database file was renamed, deleted or replaced while open (T8); writing has stopped."""

    def __init__(self, path: str) -> None:
        super().__init__("store_replaced", path=path)


class StoreDamagedError(StoreError):
    """What is on disk contradicts itself; a copy lies in quarantine.

    Values: ``reason`` (machine code such as ``fork`` or ``quick_check``) and ``quarantine`` (folder).
    """

    def __init__(self, reason: str, quarantine: str = "") -> None:
        super().__init__("store_damaged", reason=reason, quarantine=quarantine)
        self.reason = reason


class StoreClosedError(StoreError):
    """The store is closing; the operation was not run."""

    def __init__(self) -> None:
        super().__init__("store_closed")


class NotEnrolledError(StoreError):
    """The till has no identity yet, so no event can happen."""

    def __init__(self) -> None:
        super().__init__("store_not_enrolled")


class AlreadyEnrolledError(StoreError):
    """The till already has an identity; enrolling again is another act (sync.md C12)."""

    def __init__(self) -> None:
        super().__init__("store_already_enrolled")


class SeriesMissingError(StoreError):
    """No numbering series was given for this document type (N1), or it is used up."""

    def __init__(self, doc_type: str) -> None:
        super().__init__("store_series_missing", doc_type=doc_type)


class PracticeMixedError(StoreError):
    """An event of training was about to be stored in a real till, or a real one in PRÁCTICA (ADR 86)."""

    def __init__(self, kind: str) -> None:
        super().__init__("store_practice_mixed", kind=kind)


class PracticeNeverSendsError(StoreError):
    """Somebody asked the store of PRÁCTICA for events to send: nothing of it ever leaves (ADR 86)."""

    def __init__(self) -> None:
        super().__init__("store_practice_never_sends")
