"""Where the till keeps its files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class StorePaths:
    """Files of one data directory; the electronic journal may lie on another device (sync.md J1)."""

    data_dir: Path
    journal_dir: Path

    @classmethod
    def of(cls, data_dir: Path, journal_dir: Path | None = None) -> StorePaths:
        """Paths below ``data_dir``."""
        return cls(data_dir, journal_dir or data_dir)

    @property
    def database(self) -> Path:
        """``till.db``."""
        return self.data_dir / "till.db"

    @property
    def wal(self) -> Path:
        """The write-ahead log; nothing ever deletes it (T10)."""
        return self.data_dir / "till.db-wal"

    @property
    def journal(self) -> Path:
        """The electronic journal being written."""
        return self.journal_dir / "journal.ej"

    @property
    def lock(self) -> Path:
        """Held for the life of the process (T5)."""
        return self.data_dir / "cuadre.lock"

    @property
    def ballast(self) -> Path:
        """Space given back when the disk is full (T9)."""
        return self.data_dir / "ballast"

    @property
    def anchors(self) -> Path:
        """Notes of the journal's head and of who this till is, outside the database (A1)."""
        return self.data_dir / "anchors.json"

    @property
    def quarantine(self) -> Path:
        """Copies of files that contradicted themselves (T12)."""
        return self.data_dir / "quarantine"

    @property
    def copies(self) -> Path:
        """Copies made before migrations (T11) and by ``cuadre backup``."""
        return self.data_dir / "copies"


def default_data_dir() -> Path:
    """Data directory of this user, from platformdirs (imported here, not at start-up)."""
    from platformdirs import user_data_path

    return user_data_path("cuadre", appauthor=False)
