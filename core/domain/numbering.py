"""Numbering series: the name of one that a till begins by itself (sync.md N5, docs/adr/0118)."""

from __future__ import annotations

from typing import Final

_FIRST: Final = "ABCDEFGHJKMNPQRSTVWXYZ"
_OTHERS: Final = f"0123456789{_FIRST}"
"""Crockford's letters: none is taken for a digit."""
SUFFIX: Final = f"[{_FIRST}][{_OTHERS}]{{3}}"
"""Pattern of what a renewed series has behind the name that was granted."""
_LENGTH: Final = 4
_SHORTEST: Final = 8


def renewed_series(series: str, chance: bytes) -> str:
    """Name of the series that follows one whose last number is no longer certain.

    It begins with the granted name, which is unique in the organization, so no other till can have it; four
    characters by chance keep it apart from those the same till, or a copy of it, has begun before.

    Args:
        series: The present name, as granted or renewed before.
        chance: Four random bytes; the same for all series of a till, so that its papers look alike.
    """
    granted = series[:-_LENGTH] if len(series) >= _SHORTEST and series[-_LENGTH] in _FIRST else series
    first, *others = chance[:_LENGTH]
    return granted + _FIRST[first % len(_FIRST)] + "".join(_OTHERS[byte % len(_OTHERS)] for byte in others)
