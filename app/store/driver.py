"""The SQLite driver, typed, without SQLAlchemy: the GUI's reader must not load it (performance.md 2.1)."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol, cast

from pysqlite3 import dbapi2 as _dbapi2  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

from app.store.errors import (
    LibraryRefusedError,
    PragmaRefusedError,
    StoreError,
    StoreFullError,
    StoreUnavailableError,
)

dbapi2: Final[Any] = _dbapi2
"""``pysqlite3``, never the standard library's ``sqlite3`` (sync.md T1)."""

MIN_SQLITE: Final = (3, 51, 3)
WITHDRAWN: Final = frozenset({(3, 52, 0)})

Value = int | str | bytes | None
Pragmas = Mapping[str, int | str]

_COMMON: Final[dict[str, int | str]] = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "recursive_triggers": 1,
}
if sys.platform == "darwin":
    _COMMON |= {"fullfsync": 1, "checkpoint_fullfsync": 1}

WRITER_PRAGMAS: Final[Pragmas] = {**_COMMON, "wal_autocheckpoint": 0}
READER_PRAGMAS: Final[Pragmas] = {**_COMMON, "query_only": 1}
"""Sync.md T2: set on every connection and read back."""

_FULL, _IOERR = 13, 10
_NO_STORE: Final = {
    5: "busy",
    6: "busy",
    8: "readonly",
    10: "io",
    14: "cannot_open",
    11: "corrupt",
    26: "corrupt",
}


class Cursor(Protocol):
    """The part of a DB-API cursor the store uses."""

    @property
    def rowcount(self) -> int:
        """Rows changed by the last statement."""
        ...

    def execute(self, sql: str, parameters: Sequence[Value] | Mapping[str, Value] = ()) -> Cursor:
        """Run one statement."""
        ...

    def fetchone(self) -> tuple[Any, ...] | None:
        """Next row."""
        ...

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows left."""
        ...

    def __iter__(self) -> Iterator[tuple[Any, ...]]: ...


class Connection(Protocol):
    """The part of a DB-API connection the store uses."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        ...

    def execute(self, sql: str, parameters: Sequence[Value] | Mapping[str, Value] = ()) -> Cursor:
        """Run one statement on a fresh cursor."""
        ...

    def executemany(self, sql: str, rows: Sequence[Sequence[Value] | Mapping[str, Value]]) -> Cursor:
        """Run one statement for each row."""
        ...

    def backup(self, target: Connection) -> None:
        """Copy the whole database (T10)."""
        ...

    def close(self) -> None:
        """Close; uncommitted work is rolled back."""
        ...


def check_library(version: tuple[int, ...] | None = None) -> None:
    """Refuse a SQLite that can corrupt (sync.md T1).

    Raises:
        LibraryRefusedError: older than 3.51.3, or withdrawn.
    """
    found = version or cast("tuple[int, ...]", dbapi2.sqlite_version_info)
    if found < MIN_SQLITE or found in WITHDRAWN:
        raise LibraryRefusedError(".".join(map(str, found)))


def apply_pragmas(connection: Connection, pragmas: Pragmas) -> None:
    """Set each PRAGMA and read it back.

    Raises:
        PragmaRefusedError: one kept another value.
    """
    for name, wanted in pragmas.items():
        connection.execute(f"PRAGMA {name}={wanted}").fetchall()
        row = connection.execute(f"PRAGMA {name}").fetchone()
        if row is None or str(row[0]) != str(wanted):
            raise PragmaRefusedError(name, str(wanted), "" if row is None else str(row[0]))


def connect_writer(path: Path, pragmas: Pragmas = WRITER_PRAGMAS, module: Any = None) -> Connection:
    """The one writing connection; explicit transactions only (``isolation_level=None``).

    Args:
        path: The database; created when missing.
        pragmas: Values to hold.
        module: Another DB-API module of the same shape (a fault-injecting one in tests).

    Raises:
        LibraryRefusedError: see `check_library`.
        PragmaRefusedError: see `apply_pragmas`.
    """
    check_library()
    connect = (module or dbapi2).connect
    connection = cast("Connection", connect(str(path), isolation_level=None, check_same_thread=False))
    return _held(connection, pragmas)


def connect_reader(path: Path, pragmas: Pragmas = READER_PRAGMAS) -> Connection:
    """A read-only connection; it never creates the database.

    Raises:
        LibraryRefusedError: see `check_library`.
        PragmaRefusedError: see `apply_pragmas`.
    """
    check_library()
    uri = path.absolute().as_uri() + "?mode=ro"
    connection = cast(
        "Connection", dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    )
    return _held(connection, pragmas)


def connect_memory() -> Connection:
    """A database in memory alone, gone when it is closed; nothing of it reaches a disk.

    Raises:
        LibraryRefusedError: see `check_library`.
    """
    check_library()
    connection = cast("Connection", dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False))
    return _held(connection, {"temp_store": 2})


def _held(connection: Connection, pragmas: Pragmas) -> Connection:
    try:
        apply_pragmas(connection, pragmas)
    except BaseException:
        connection.close()
        raise
    return connection


def error_code(error: BaseException) -> int | None:
    """Primary SQLite result code of a driver error (also inside SQLAlchemy's), None for others."""
    original = getattr(error, "orig", None) or error
    code = getattr(original, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


def store_error(error: BaseException) -> StoreError | None:
    """The typed error for a disk, lock or damage fault; None for a programming error."""
    code = error_code(error)
    if code == _FULL:
        return StoreFullError()
    reason = _NO_STORE.get(code or 0)
    return None if reason is None else StoreUnavailableError(reason)


def is_io_error(error: BaseException) -> bool:
    """Whether the disk itself failed, so that the connection must be reopened (T9)."""
    return error_code(error) == _IOERR
