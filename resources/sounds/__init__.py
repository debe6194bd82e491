"""Own sounds: short WAV files made by ``resources/sounds/make.py``."""

from __future__ import annotations

from pathlib import Path


def path(name: str) -> Path:
    """Return where a sound lies.

    Args:
        name: Name without ending: ``ok``, ``error``, ``attention`` or ``done``.
    """
    return Path(__file__).parent / f"{name}.wav"
