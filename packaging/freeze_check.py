"""Is the bundle what it should be? Each rule gives a list of findings, empty when it holds."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from freeze_lists import DROPPED_LIBRARIES, KEPT_PLUGINS, QT, ROOT, datas, matches

ALLOWED: Final = Path(__file__).parent / "warnings-allowed.txt"
FLOOR_GLIBC: Final = (2, 36)
"""Of Debian 12, the oldest system the package runs on."""
MAX_BYTES: Final = 200 * 1024 * 1024
_LEVEL: Final = re.compile(r"^\d+ (WARNING|ERROR|CRITICAL): (.*)$")
_DROPPED_NEEDS: Final = re.compile(r"Library not found: could not resolve '[^']+', dependency of '([^']+)'\.")
_TEXT: Final = (".py", ".txt", ".json", ".toml", ".mako", ".pth", ".cfg")
# Modules that would mean a second SQLite, the centre or the tests came along.
_UNWANTED: Final = (
    "central",
    "tests",
    "sqlite3",
    "tkinter",
    "pytest",
    "_pytest",
    "fastapi",
    "asyncpg",
    "hypothesis",
)


def warnings(log: str, allowed: Path = ALLOWED) -> list[str]:
    """What PyInstaller warned of and nobody allowed.

    A library that only a dropped file wants may be missing.

    Args:
        log: All it wrote.
        allowed: The list of texts.
    """
    patterns = [
        _pattern(line) for line in allowed.read_text("utf-8").splitlines() if line[:1] not in {"", "#"}
    ]
    found: list[str] = []
    for line in log.splitlines():
        match = _LEVEL.match(line)
        if match is None:
            continue
        text = match[2].strip()
        wanted_by = _DROPPED_NEEDS.fullmatch(text)
        if wanted_by and _is_dropped(wanted_by[1]):
            continue
        if match[1] != "WARNING" or not any(pattern.fullmatch(text) for pattern in patterns):
            found.append(f"{match[1]}: {text}")
    return found


def plugins(bundle: Path) -> list[str]:
    """Qt plugins against the list, both ways."""
    folder = bundle / "_internal" / QT / "plugins"
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return [f"plugin too many: {name}" for name in sorted(there - KEPT_PLUGINS)] + [
        f"plugin missing: {name}" for name in sorted(KEPT_PLUGINS - there)
    ]


def own_files(bundle: Path) -> list[str]:
    """Every data file of ours is there, byte for byte."""
    wrong: list[str] = []
    for source, folder in datas():
        copy = bundle / "_internal" / folder / Path(source).name
        if not copy.is_file() or copy.read_bytes() != Path(source).read_bytes():
            wrong.append(f"data file missing or changed: {folder}/{Path(source).name}")
    return wrong


def unwanted(bundle: Path, modules: Iterable[str]) -> list[str]:
    """Nothing of the centre, of the tests or of another SQLite.

    Args:
        bundle: The folder.
        modules: Names inside the archive of modules.
    """
    found = [f"module {name}" for name in sorted(modules) if name.partition(".")[0] in _UNWANTED]
    for path in sorted((bundle / "_internal").rglob("*")):
        second = path.name.startswith("_sqlite3") and path.parent.name != "pysqlite3"
        if second or matches(path.name, DROPPED_LIBRARIES):
            found.append(f"library {path.name}")
    return found


def size(bundle: Path) -> list[str]:
    """The whole bundle stays below its limit."""
    total = bundle_bytes(bundle)
    return [f"{total / 1e6:.0f} MB, over {MAX_BYTES / 1e6:.0f}"] if total > MAX_BYTES else []


def bundle_bytes(bundle: Path) -> int:
    """Bytes of all files; a symbolic link counts nothing."""
    return sum(path.stat().st_size for path in bundle.rglob("*") if path.is_file() and not path.is_symlink())


def glibc(bundle: Path) -> list[str]:
    """No file asks for a newer C library than the oldest system has."""
    return [
        f"{path.relative_to(bundle)} asks for GLIBC_{'.'.join(map(str, version))}"
        for path, version in glibc_needs(bundle)
        if version > FLOOR_GLIBC
    ]


def glibc_needs(bundle: Path) -> Iterator[tuple[Path, tuple[int, int]]]:
    """The newest version each ELF file asks for."""
    for path in elf_files(bundle):
        said = subprocess.run(["objdump", "-p", path], capture_output=True, text=True, check=True).stdout
        versions = [(int(a), int(b)) for a, b in re.findall(r"\bGLIBC_(\d+)\.(\d+)", said)]
        if versions:
            yield path, max(versions)


def elf_files(bundle: Path) -> Iterator[Path]:
    """Programs and shared libraries of Linux."""
    for path in sorted(bundle.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def build_paths(bundle: Path) -> list[str]:
    """No text file says where it was built."""
    place = str(ROOT).encode()
    return [
        f"build path in {path.relative_to(bundle)}"
        for path in sorted(bundle.rglob("*"))
        if path.is_file() and path.suffix in _TEXT and place in path.read_bytes()
    ]


def _is_dropped(path: str) -> bool:
    name = path.rpartition("/")[2]
    if "/plugins/" in path:
        return path.rpartition("/plugins/")[2] not in KEPT_PLUGINS
    return matches(name, DROPPED_LIBRARIES)


def _pattern(line: str) -> re.Pattern[str]:
    return re.compile(".+".join(re.escape(part) for part in re.split(r"<[^>]*>", line)))
