"""How far each stream is, as it stands in ``catalog.db``."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from app.store.driver import Connection
from core.domain.changes import SNAPSHOT_START, Stream
from core.ports.changes import StreamState

COLUMNS: Final = (
    "name, cursor, generation, fresh_at_ms, snapshot, since_ms, rows, pages, digest, verdict, note"
)
_SAVE: Final = f"INSERT OR REPLACE INTO stream({COLUMNS}) VALUES({', '.join('?' * 11)})"
_READ: Final = f"SELECT {COLUMNS} FROM stream"  # noqa: S608 - own names


class Verdict(StrEnum):
    """What is to become of what was pulled: it is ``open``, a person is asked, or it is taken into use."""

    OPEN = "open"
    HELD = "held"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Place:
    """One row of ``stream``.

    Attributes:
        stream: Which.
        cursor: Where the centre is asked to go on; what came before lies in this file.
        generation: Of ``cursor``, or of the last one.
        fresh_at_ms: When the centre last said that there is no more (Unix ms, the centre's clock).
        snapshot: Whether a whole list is being fetched.
        since_ms: When that began (Unix ms, the till's clock).
        rows: Changes of it so far.
        pages: Pages of it so far.
        digest: The chained sum over them (sync.md D1).
        verdict: On what was pulled and is not in use.
        note: For a person, JSON; with `Verdict.HELD` only.
    """

    stream: Stream
    cursor: str | None = None
    generation: str | None = None
    fresh_at_ms: int | None = None
    snapshot: bool = False
    since_ms: int = 0
    rows: int = 0
    pages: int = 0
    digest: bytes = field(default=SNAPSHOT_START, repr=False)
    verdict: Verdict = Verdict.OPEN
    note: str | None = None

    @property
    def state(self) -> StreamState:
        """What the port tells of it."""
        held = self.verdict is Verdict.HELD
        generation = None if self.cursor is None else self.generation
        return StreamState(self.cursor, generation, self.fresh_at_ms, self.snapshot, held)

    def anew(self) -> Place:
        """The whole list is to be fetched; what is in use stays, with its age."""
        return replace(
            self,
            cursor=None,
            snapshot=False,
            rows=0,
            pages=0,
            digest=SNAPSHOT_START,
            verdict=Verdict.OPEN,
            note=None,
        )

    def save(self, db: Connection) -> None:
        """Write it, inside the caller's transaction."""
        values = (
            self.stream.value,
            self.cursor,
            self.generation,
            self.fresh_at_ms,
            int(self.snapshot),
            self.since_ms,
            self.rows,
            self.pages,
            self.digest,
            self.verdict.value,
            self.note,
        )
        db.execute(_SAVE, values)


def read_places(db: Connection) -> dict[Stream, Place]:
    """Every stream this file knows; a stream never fetched has no row."""
    found = (_place(*row) for row in db.execute(_READ).fetchall())
    return {place.stream: place for place in found}


def _place(
    name: str,
    cursor: str | None,
    generation: str | None,
    fresh_at_ms: int | None,
    snapshot: int,
    since_ms: int,
    rows: int,
    pages: int,
    digest: bytes,
    verdict: str,
    note: str | None,
) -> Place:
    return Place(
        Stream(name),
        cursor,
        generation,
        fresh_at_ms,
        snapshot == 1,
        since_ms,
        rows,
        pages,
        digest,
        Verdict(verdict),
        note,
    )
