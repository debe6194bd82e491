"""Own icons: SVG on a 24 grid, strokes of 1.75, rounded; black, tinted where they are drawn."""

from __future__ import annotations

from pathlib import Path


def path(name: str) -> Path:
    """Return where an icon lies.

    Args:
        name: Name without ending, e.g. ``printer``.
    """
    return Path(__file__).parent / f"{name}.svg"


def names() -> tuple[str, ...]:
    """List every icon there is."""
    return tuple(sorted(file.stem for file in Path(__file__).parent.glob("*.svg")))
