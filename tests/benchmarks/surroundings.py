"""What every line says about the machine it was measured on."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from app.store.driver import dbapi2


def environment(fdatasync: float) -> dict[str, Any]:
    """Versions, machine and load of this moment; ``postgres`` is filled in by who measures with one."""
    return {
        "commit": _commit(),
        "python": platform.python_version(),
        "sqlite": str(dbapi2.sqlite_version),
        "pyside6": _version("PySide6-Essentials"),
        "postgres": None,
        "os": f"{platform.system()} {platform.release()}",
        "cores": os.cpu_count() or 1,
        "load1": load1(),
        "fdatasync_ms": round(fdatasync, 4),
        "limit_is": None,
    }


def load1() -> float:
    """Load average of the last minute; 0 where the system has none."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else 0.0


def _commit() -> str | None:
    run = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return run.stdout.strip() or None


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
