"""Builds the packaged program: ``python packaging/freeze.py`` makes ``dist/cuadre/`` (decision 70).

PyInstaller only warns where this fails: at a warning nobody allowed, a plugin too many or too few, the centre
or a second SQLite inside, a C library too new, a build path, a size over the limit.
"""

from __future__ import annotations

import fnmatch
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import freeze_check as check
from freeze_lists import ROOT, STRIPPED

SPEC: Final = ROOT / "packaging" / "cuadre.spec"
DIST: Final = ROOT / "dist"
BUNDLE: Final = DIST / "cuadre"
WORK: Final = ROOT / "build" / "pyinstaller"
LOCK: Final = ROOT / "requirements" / "package.lock"
BUILD: Final = "BUILD.json"
SOURCES: Final = ("app", "core", "sync", "hardware", "resources", "packaging")
NAMED: Final = ("pyinstaller", "PySide6-Essentials", "pysqlite3", "sqlalchemy", "python-escpos")
"""Distributions whose versions stand in BUILD.json; the lock's hash covers all."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Build and check; 0 when it may be used. A bundle of the same sources is kept, but for ``--force``."""
    began, inputs = time.monotonic(), fingerprint()
    if "--force" not in (arguments or ()) and is_current(BUNDLE, inputs):
        print(f"package: {BUNDLE.relative_to(ROOT)} is up to date", file=sys.stderr)
        return 0
    log, code = build()
    if code:
        print(f"package: PyInstaller ended with code {code}", file=sys.stderr)
        return 1
    stripped = strip(BUNDLE) if sys.platform == "linux" else 0
    findings = judge(BUNDLE, log)
    if not findings:
        facts = describe(BUNDLE, time.monotonic() - began) | {"inputs": inputs}
        (BUNDLE / BUILD).write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
        print(f"package: {BUNDLE.relative_to(ROOT)} {facts['bytes'] / 1e6:.0f} MB", file=sys.stderr)
        print(
            f"package: built in {facts['seconds']:.0f} s, {stripped / 1e6:.0f} MB stripped", file=sys.stderr
        )
    for finding in findings:
        print(f"package: {finding}", file=sys.stderr)
    return 1 if findings else 0


def fingerprint(root: Path = ROOT) -> str:
    """SHA-256 of everything the bundle is made of: our files, the lock, the interpreter."""
    digest = hashlib.sha256(f"{sys.version} {platform.machine()}".encode())
    files = [
        path for folder in SOURCES for path in (root / folder).rglob("*") if "__pycache__" not in path.parts
    ]
    for path in sorted([*files, root / LOCK.relative_to(ROOT)]):
        if path.is_file():
            digest.update(f"{path.relative_to(root).as_posix()} {path.stat().st_size} ".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def is_current(bundle: Path, inputs: str) -> bool:
    """Whether the bundle was made of these inputs, passed its checks, and is still whole."""
    try:
        facts: dict[str, Any] = json.loads((bundle / BUILD).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    written = len((bundle / BUILD).read_bytes())
    return facts.get("inputs") == inputs and facts.get("bytes") == check.bundle_bytes(bundle) - written


def build() -> tuple[str, int]:
    """Run PyInstaller; what it wrote and its exit code."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--distpath", str(DIST)]
    command += ["--workpath", str(WORK), str(SPEC)]
    environment = os.environ | {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(commit_time())}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    lines: list[str] = []
    assert process.stderr is not None
    for line in process.stderr:
        lines.append(line)
        if " INFO: " not in line or "Building" in line:
            sys.stderr.write(line)
    return "".join(lines), process.wait()


def strip(bundle: Path) -> int:
    """Take debug symbols out of the files named in the lists; bytes saved."""
    tool, saved = shutil.which("strip"), 0
    if tool is None:
        return 0
    for path in check.elf_files(bundle):
        if any(fnmatch.fnmatchcase(f"/{path.relative_to(bundle).as_posix()}", name) for name in STRIPPED):
            before = path.stat().st_size
            subprocess.run([tool, "--strip-unneeded", path], check=True)
            saved += before - path.stat().st_size
    return saved


def judge(bundle: Path, log: str) -> list[str]:
    """Everything that is wrong with the bundle."""
    findings = check.warnings(log)
    findings += check.plugins(bundle) + check.own_files(bundle) + check.unwanted(bundle, modules(bundle))
    findings += check.size(bundle) + check.build_paths(bundle)
    return findings + (check.glibc(bundle) if sys.platform == "linux" else [])


def modules(bundle: Path) -> list[str]:
    """Names of the Python modules inside the program file."""
    readers: Any = import_module("PyInstaller.archive.readers")
    program = bundle / ("cuadre.exe" if sys.platform == "win32" else "cuadre")
    return list(readers.CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz").toc)


def describe(bundle: Path, seconds: float) -> dict[str, Any]:
    """What ``BUILD.json`` says."""
    needs = [found for _, found in check.glibc_needs(bundle)] if sys.platform == "linux" else []
    return {
        "commit": _git("rev-parse", "HEAD"),
        "lock_sha256": hashlib.sha256(LOCK.read_bytes()).hexdigest(),
        "python": platform.python_version(),
        "system": platform.system(),
        "machine": platform.machine(),
        "glibc_needed": ".".join(map(str, max(needs))) if needs else None,
        "versions": {name: version(name) for name in NAMED},
        "bytes": check.bundle_bytes(bundle),
        "seconds": round(seconds, 1),
    }


def commit_time() -> int:
    """Seconds since 1970 of the commit being built, so that two builds of it carry the same times."""
    return int(_git("log", "-1", "--format=%ct") or 0)


def _git(*arguments: str) -> str | None:
    run = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return run.stdout.strip() or None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
