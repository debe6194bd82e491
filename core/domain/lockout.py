"""Waiting after wrong PINs: 5 failures → 1, 5, 15, 60 min (sync.md X1).

The counter is stored before the verdict is given and survives restarts; the time waited is counted on the
monotonic clock and carried over restarts, so turning the wall clock changes nothing.
"""

from __future__ import annotations

from typing import Final

MAX_TRIES: Final = 5
"""Wrong PINs in a row before the first wait."""
WAITS_MS: Final = (60_000, 300_000, 900_000, 3_600_000)


def wait_ms(failures: int) -> int:
    """How long a person waits in all after ``failures`` wrong PINs in a row, in milliseconds.

    Up to four failures cost nothing; the fifth one minute, each further one the next step, and from the
    eighth on an hour each: at most 8 tries in the first hour, well below 100 (ASVS 4.0.3 V2.2.1).

    Raises:
        ValueError: ``failures`` is negative.
    """
    if failures < 0:
        raise ValueError("failures must not be negative")
    if failures < MAX_TRIES:
        return 0
    return WAITS_MS[min(failures - MAX_TRIES, len(WAITS_MS) - 1)]


def remaining_ms(failures: int, waited_ms: int) -> int:
    """What is left of the wait, 0 when the person may try: ``waited_ms`` below zero counts as none."""
    return max(0, wait_ms(failures) - max(0, waited_ms))


def tries_left(failures: int) -> int:
    """Tries before the first wait: 5 at first, 0 from the fifth failure on (then one per wait)."""
    return max(0, MAX_TRIES - failures)
