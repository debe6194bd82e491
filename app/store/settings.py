"""Sizes and times of the store, with the defaults of sync.md and performance.md."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """Everything a shop or a test may set.

    Attributes:
        journal_dir: Where ``journal.ej`` lies, None for the data directory (J1: better another device).
        journal_step_bytes: Zeros written ahead at a time (J1).
        journal_rotate_bytes: Size at which the electronic journal is rotated (J1).
        journal_retry_s: Wait before a failed electronic journal is tried again (J6).
        ballast_bytes: Size of the file released when the disk is full (T9), 0 for none.
        idle_checkpoint_s: Idle seconds before a PASSIVE checkpoint (performance.md 2.5.4).
        wal_alarm_bytes: WAL size at which a checkpoint is tried even with a basket open (T4).
        same_file_s: Seconds between two checks that the file is still ours (T8).
        pin_persist_s: Seconds between two writes of the time waited after wrong PINs (K5).
        verify_last: Events verified at start-up (T12).
        prune_every_s: Seconds between two looks for events that may go (E9).
        prune_after_days: Age from which they may.
        quick_check_s: Seconds after which a clean start runs ``quick_check`` again (T12).
    """

    journal_dir: Path | None = None
    journal_step_bytes: int = 8 * _MIB
    journal_rotate_bytes: int = 64 * _MIB
    journal_retry_s: float = 60.0
    ballast_bytes: int = 64 * _MIB
    idle_checkpoint_s: float = 2.0
    wal_alarm_bytes: int = 64 * _MIB
    same_file_s: float = 30.0
    pin_persist_s: float = 30.0
    verify_last: int = 1000
    prune_every_s: float = 24 * 3600.0
    prune_after_days: int = 90
    quick_check_s: int = 24 * 3600
