"""What may be loaded before the first picture (performance.md 2.1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

OURS: Final = frozenset(("core", "app", "sync", "hardware", "central", "resources"))
FOREIGN_LIMIT: Final = 220
"""Modules that are not ours at first paint; a bare Widgets window loads about 150."""

_NAMES: Final = """
    sqlalchemy pydantic pydantic_core httpx httpcore anyio h11 certifi ssl http email asyncio
    concurrent.futures multiprocessing urllib.request importlib.metadata unittest sqlite3 keyring
    cryptography argon2 escpos serial yaml PIL qrcode rapidfuzz PySide6.QtQml PySide6.QtQuick
    PySide6.QtNetwork PySide6.QtPrintSupport PySide6.QtTest core.contract sync hardware.printer
    hardware.eft central
"""
FORBIDDEN: Final = frozenset(_NAMES.split())


def forbidden(modules: Iterable[str]) -> list[str]:
    """The modules that should have waited, in order."""
    return sorted(
        module for module in modules if any(module == n or module.startswith(f"{n}.") for n in FORBIDDEN)
    )


def foreign(modules: Iterable[str]) -> list[str]:
    """The modules that are not our packages."""
    return sorted(module for module in modules if module.partition(".")[0] not in OURS)
