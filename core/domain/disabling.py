"""A terminal that a person at the centre has disabled (sync.md X5): what its till may still do."""

from __future__ import annotations

from typing import Final

GRACE_MS: Final = 72 * 3_600_000
"""So long it goes on selling; then nothing new begins, and nothing that it holds is lost."""


def grace_left_ms(told_at_ms: int, now_ms: int, elapsed_ms: int) -> int:
    """Milliseconds of grace left, 0 when the till is locked.

    Args:
        told_at_ms: Wall clock (Unix ms) at which the centre said so first.
        now_ms: Wall clock now; turning it back extends nothing.
        elapsed_ms: Running time since then, summed over starts (K5).
    """
    return max(0, GRACE_MS - max(now_ms - told_at_ms, elapsed_ms))
