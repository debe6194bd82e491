"""Checks of what the sale left on disk, read again through connections of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.smoke.report import Report, must
from app.store.driver import (
    MIN_SQLITE,
    READER_PRAGMAS,
    WRITER_PRAGMAS,
    Connection,
    connect_reader,
    connect_writer,
    dbapi2,
)
from app.store.ej_format import Frame, Scan
from app.store.electronic_journal import reading, segments
from app.store.paths import StorePaths
from app.store.rows import read_identity
from app.store.verify import frame_matches, quick_check, verify_all
from app.store.version import SCHEMA, read_schema


def check_library(report: Report) -> None:
    """SQLite itself."""
    report.check("sqlite", _sqlite)


def check_store(report: Report, data_dir: Path) -> None:
    """Schema, chain, electronic journal of a closed store with one sale."""
    paths = StorePaths.of(data_dir)
    report.check("pragmas", lambda: _pragmas(paths))
    report.check("migrated", lambda: _migrated(paths))
    report.check("chain", lambda: _chain(paths))
    report.check("electronic_journal", lambda: _electronic_journal(paths))


def _sqlite() -> str:
    version: tuple[int, ...] = dbapi2.sqlite_version_info
    must(version >= MIN_SQLITE, dbapi2.sqlite_version)
    must(dbapi2.__name__ == "pysqlite3.dbapi2", dbapi2.__name__)
    return str(dbapi2.sqlite_version)


def _pragmas(paths: StorePaths) -> str:
    """Opening sets each one and reads it back; one that kept another value raises."""
    connect_reader(paths.database).close()
    connect_writer(paths.database).close()
    return f"{len(WRITER_PRAGMAS)} of the writer, {len(READER_PRAGMAS)} of a reader"


def _migrated(paths: StorePaths) -> str:
    reader = connect_reader(paths.database)
    try:
        found = read_schema(reader)
        row = reader.execute("SELECT version_num FROM alembic_version").fetchone()
    finally:
        reader.close()
    must(found is not None and found[0] == SCHEMA and row is not None, f"schema {found}, revision {row}")
    return f"schema {found}, revision {row}"


def _chain(paths: StorePaths) -> str:
    reader = connect_reader(paths.database)
    try:
        identity = read_identity(reader)
        must(identity is not None, "no identity")
        assert identity is not None
        found = (*quick_check(reader), *verify_all(reader, identity))
        must(not found, found[:3])
        return f"{len(_hashes(reader))} events"
    finally:
        reader.close()


def _electronic_journal(paths: StorePaths) -> str:
    """The second copy holds the same events in the same order, each with its own hash."""
    reader = connect_reader(paths.database)
    try:
        identity, stored = read_identity(reader), _hashes(reader)
    finally:
        reader.close()
    must(identity is not None, "no identity")
    assert identity is not None
    frames = list(_frames(paths))
    must(all(frame_matches(frame, identity.terminal_id) for frame in frames), "a frame contradicts itself")
    must([frame.hash for frame in frames] == stored, f"{len(frames)} frames, {len(stored)} events")
    return f"{len(frames)} frames"


def _frames(paths: StorePaths) -> Iterator[Frame]:
    for segment in segments(paths.journal):
        with reading(segment, Scan()) as frames:
            yield from frames


def _hashes(reader: Connection) -> list[bytes]:
    return [bytes(row[0]) for row in reader.execute("SELECT hash FROM journal ORDER BY pos")]
