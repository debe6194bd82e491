"""Crash points (faults.md section 1): named calls that production wires to nothing."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class CrashPoint(StrEnum):
    """Places of faults.md section 5 that lie in the store."""

    BEFORE_COMMIT = "before_commit"
    AFTER_COMMIT = "after_commit"
    AFTER_JOURNAL = "after_journal"
    IN_RECOVERY = "in_recovery"
    IN_MIGRATION = "in_migration"
    IN_CHECKPOINT = "in_checkpoint"


class Faults(Protocol):
    """Called at each crash point; an implementation may end the process or raise."""

    def reach(self, point: CrashPoint) -> None:
        """The program is at ``point``."""
        ...


class NoFaults:
    """Production: nothing happens."""

    def reach(self, point: CrashPoint) -> None:
        """Do nothing."""
