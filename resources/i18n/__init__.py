"""Translations: ``.ts`` sources and the compiled ``.qm`` the till loads (Spanish is the default)."""

from __future__ import annotations

from pathlib import Path

LANGUAGES = ("es", "en")
"""Languages shipped, the default first."""


def path(language: str) -> Path:
    """Return where the compiled translation of a language lies.

    Args:
        language: ``es`` or ``en``.
    """
    return Path(__file__).parent / f"cuadre_{language}.qm"
