"""Tabs of quick tiles, kept by identity so that a new snapshot of the products does not touch them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from app.store.driver import Connection

Tab = tuple[str, Sequence[str]]
"""Name and variant_ids in order."""

_TAB: Final = "INSERT INTO tab VALUES(?1, ?2)"
_TILE: Final = "INSERT INTO tile VALUES(?1, ?2, ?3)"


def write_tabs(db: Connection, tabs: Iterable[Tab]) -> None:
    """Put these tabs in place of all others; of a name that comes twice the first stands."""
    db.execute("DELETE FROM tile")
    db.execute("DELETE FROM tab")
    named: dict[str, Sequence[str]] = {}
    for name, variants in tabs:
        named.setdefault(name, variants)
    for number, (name, variants) in enumerate(named.items(), start=1):
        db.execute(_TAB, (number, name))
        for place, variant in enumerate(variants, start=1):
            db.execute(_TILE, (number, place, variant))
