"""Crash points (faults.md section 1): named calls that production wires to nothing."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class CrashPoint(StrEnum):
    """Places of faults.md section 5 where a program can end, at the till and at the centre.

    Attributes:
        BEFORE_COMMIT: Any transaction of the till is written and not committed.
        AFTER_COMMIT: It is committed; its events have no second copy yet.
        AFTER_JOURNAL: They have; nobody has been told, nothing is printed.
        BEFORE_MARKING: The centre's reply is here; no row says so.
        AFTER_MARKING: The rows say so; the anchors outside the database do not.
        IN_RECOVERY: Between two acts of putting a store in order at start.
        IN_PULL: A slice of a page of changes is committed; its cursor, or the next slice, is not.
        BEFORE_INGEST: The centre has judged a batch; nothing is written.
        IN_INGEST: Its items are written, the terminal's state is not.
        BEFORE_INGEST_COMMIT: All of it is written and not committed.
        AFTER_INGEST_COMMIT: It is committed; no answer has left.
    """

    BEFORE_COMMIT = "before_commit"
    AFTER_COMMIT = "after_commit"
    AFTER_JOURNAL = "after_journal"
    BEFORE_MARKING = "before_marking"
    AFTER_MARKING = "after_marking"
    IN_RECOVERY = "in_recovery"
    IN_MIGRATION = "in_migration"
    IN_CHECKPOINT = "in_checkpoint"
    IN_PULL = "in_pull"
    BEFORE_INGEST = "before_ingest"
    IN_INGEST = "in_ingest"
    BEFORE_INGEST_COMMIT = "before_ingest_commit"
    AFTER_INGEST_COMMIT = "after_ingest_commit"


class Faults(Protocol):
    """Called at each crash point; an implementation may end the process or raise."""

    def reach(self, point: CrashPoint) -> None:
        """The program is at ``point``."""
        ...


class NoFaults:
    """Production: nothing happens."""

    def reach(self, point: CrashPoint) -> None:
        """Do nothing."""
