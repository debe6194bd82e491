"""The SQLite that ships, behind a VFS of ours, in the shape of a DB-API module (faults.md section 1).

APSW carries the same SQLite release as the driver. It has no shared memory, so connections lock exclusively
(``locking_mode=EXCLUSIVE``); all else is as the store sets it, PRAGMA by PRAGMA.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

import apsw

from app.store.driver import dbapi2

Value = int | str | bytes | None
Parameters = Sequence[Value] | Mapping[str, Value]

SECTOR: Final = 512
_SYSTEM: Final = apsw.vfs_names()[0]
AS_SHIPPED: Final = 0x1000
"""SQLITE_IOCAP_POWERSAFE_OVERWRITE, what SQLite itself assumes on Unix and Windows; 0 assumes nothing."""


class Disk(Protocol):
    """Hears of every call before it happens, and may refuse it by raising an APSW error."""

    def opened(self, path: Path) -> None: ...
    def read(self, path: Path) -> None: ...
    def wrote(self, path: Path, offset: int, data: bytes) -> None: ...
    def resized(self, path: Path, size: int) -> None: ...
    def synced(self, path: Path) -> None: ...
    def deleted(self, path: Path, *, directory_synced: bool) -> None: ...
    def locked(self, path: Path) -> None: ...
    def slept(self, seconds: float) -> None: ...
    def writable(self, path: Path) -> bool: ...


class Vfs(apsw.VFS):
    """The system's VFS, with a `Disk` between it and SQLite."""

    def __init__(self, name: str, disk: Disk, characteristics: int) -> None:
        self.disk, self.characteristics = disk, characteristics
        self._chance = random.Random(1)
        super().__init__(name, _SYSTEM, makedefault=True)  # SQLite asks the default one for its chance
        apsw.randomness(0)  # and asks anew

    def xRandomness(self, count: int) -> bytes:
        """The salts of the -wal: the same in each run."""
        return self._chance.randbytes(count)

    def xOpen(self, name: Any, flags: list[int]) -> Any:
        if name is None:  # SQLite's own temporary files
            return super().xOpen(name, flags)
        return _File(self, name, flags)

    def xDelete(self, name: str, syncdir: bool) -> None:
        if Path(name).exists():
            self.disk.deleted(Path(name), directory_synced=bool(syncdir))
        super().xDelete(name, syncdir)

    def xSleep(self, microseconds: int) -> int:
        self.disk.slept(microseconds / 1_000_000)
        return microseconds


class _File(apsw.VFSFile):
    def __init__(self, vfs: Vfs, name: Any, flags: list[int]) -> None:
        self._path = Path(name.filename() if isinstance(name, apsw.URIFilename) else str(name))
        self._disk, self._characteristics = vfs.disk, vfs.characteristics
        if not self._disk.writable(self._path):
            flags[0] = flags[0] & ~(apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
            flags[0] |= apsw.SQLITE_OPEN_READONLY
        self._disk.opened(self._path)
        super().__init__(_SYSTEM, name, flags)

    def xRead(self, amount: int, offset: int) -> bytes:
        self._disk.read(self._path)
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.wrote(self._path, offset, bytes(data))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        self._disk.resized(self._path, size)
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        self._disk.synced(self._path)
        super().xSync(flags)

    def xLock(self, level: int) -> None:
        self._disk.locked(self._path)
        super().xLock(level)

    def xSectorSize(self) -> int:
        return SECTOR

    def xDeviceCharacteristics(self) -> int:
        return self._characteristics


class SqliteOverVfs:
    """A DB-API module of the shape of ``pysqlite3`` whose connections go through a `Vfs`."""

    def __init__(self, disk: Disk, characteristics: int = AS_SHIPPED) -> None:
        assert apsw.sqlite_lib_version() == dbapi2.sqlite_version, "the proof must run the SQLite that ships"
        self._name = f"cuadre-{id(self):x}"
        self._vfs = Vfs(self._name, disk, characteristics)
        self._open: dict[str, Connection] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(dbapi2, name)

    def connect(self, path: str, **_: object) -> Connection:
        connection: Connection = _translated(lambda: Connection(path, self._name))
        self._open[path] = connection
        return connection

    def connection_to(self, path: Path) -> Connection:
        """The store's own connection: nobody else can read a file that is locked exclusively."""
        return self._open[str(path)]

    def close(self) -> None:
        self._vfs.unregister()


class Connection:
    """DB-API connection in ``isolation_level=None``, as the store and SQLAlchemy use it."""

    isolation_level = None

    def __init__(self, path: str, vfs: str) -> None:
        self.raw = apsw.Connection(path, vfs=vfs)
        self.raw.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()

    @property
    def in_transaction(self) -> bool:
        return bool(self.raw.in_transaction)

    def cursor(self) -> Cursor:
        return Cursor(self)

    def execute(self, sql: str, parameters: Parameters = ()) -> Cursor:
        return self.cursor().execute(sql, parameters)

    def executemany(self, sql: str, rows: Sequence[Parameters]) -> Cursor:
        return self.cursor().executemany(sql, rows)

    def create_function(self, name: str, arguments: int, function: Any, **_: object) -> None:
        self.raw.create_scalar_function(name, function, arguments)

    def commit(self) -> None:
        if self.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        _translated(self.raw.close)


class Cursor:
    """DB-API cursor; rows are fetched at once, as a cursor left open would hold its snapshot."""

    arraysize = 1
    lastrowid = None

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[tuple[Any, ...]] = []
        self.description: tuple[tuple[Any, ...], ...] | None = None
        self.rowcount = -1

    def execute(self, sql: str, parameters: Parameters = ()) -> Cursor:
        self._rows, self.description, self.rowcount = [], None, -1
        raw = self._connection.raw
        before = raw.total_changes()
        cursor = raw.cursor()
        cursor.exec_trace = self._describe
        self._rows = _translated(lambda: cursor.execute(sql, parameters or None).fetchall())
        if raw.total_changes() != before or sql.lstrip()[:6].upper() in ("UPDATE", "DELETE", "INSERT"):
            self.rowcount = raw.changes() if raw.total_changes() != before else 0
        return self

    def executemany(self, sql: str, rows: Sequence[Parameters]) -> Cursor:
        done = 0
        for row in rows:
            done += max(0, self.execute(sql, row).rowcount)
        self.rowcount = done
        return self

    def _describe(self, cursor: Any, sql: str, bindings: object) -> bool:
        found = cursor.get_description()
        self.description = tuple((name, None, None, None, None, None, None) for name, _ in found) or None
        return True

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[tuple[Any, ...]]:
        count = size or self.arraysize
        found, self._rows = self._rows[:count], self._rows[count:]
        return found

    def fetchall(self) -> list[tuple[Any, ...]]:
        found, self._rows = self._rows, []
        return found

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.fetchall())

    def close(self) -> None:
        self._rows = []


_CONSTRAINT, _NOT_A_DATABASE, _CORRUPT = 19, 26, 11


def _translated(call: Any) -> Any:
    """Raise what the shipped driver raises, with SQLite's result code."""
    try:
        return call()
    except apsw.Error as error:
        code = int(getattr(error, "extendedresult", 0) or getattr(error, "result", 0) or 0)
        kinds = {
            _CONSTRAINT: dbapi2.IntegrityError,
            _CORRUPT: dbapi2.DatabaseError,
            _NOT_A_DATABASE: dbapi2.DatabaseError,
        }
        raised = kinds.get(code & 0xFF, dbapi2.OperationalError)(str(error))
        raised.sqlite_errorcode = code
        raise raised from error


class OwnReader:
    """`SharedReader` of outbox and print jobs, on the store's connection (`connection_to`)."""

    def __init__(self, module: SqliteOverVfs, database: Path) -> None:
        self._module, self._database = module, database

    def rows(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        return self._module.connection_to(self._database).execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Parameters = ()) -> tuple[Any, ...] | None:
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def close(self) -> None:
        """The store closes its connection itself."""
