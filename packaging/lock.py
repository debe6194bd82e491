"""Compile the lock files under ``requirements/`` from ``pyproject.toml``: ``lock.py [--check] [--upgrade]``.

``run.lock`` holds what the till and the centre need, ``test.lock`` adds the tools and ``package.lock`` what
freezes the program; each is a superset of the one before with equal versions. They are resolved for every
system and Python at once and carry SHA-256 hashes but no addresses: one lock serves behind any mirror.

``--check`` compiles again and fails when a lock would change; ``--upgrade`` takes the newest versions.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from setup_say import SetupError, say
from setup_tables import ROOT
from setup_venv import find_uv, pip_settings, uv_environment

EXTRAS: Final = {
    "run": ("central", "embedded", "build"),
    "test": ("central", "embedded", "build", "dev"),
    "package": ("central", "embedded", "build", "dev", "package"),
}
BASE: Final = {"run": None, "test": "run", "package": "test"}
HEADER: Final = """\
# {name}.lock: made by `make lock` from pyproject.toml with the extras {extras}. Do not edit by hand.
# For every system and Python at once, with hashes and without addresses: any index or mirror serves it.
# Artefacts without a wheel: none (compiled with --only-binary :all:, and installed so).
"""


def compile_lock(name: str, output: Path, *, upgrade: bool) -> None:
    """Compile one lock into ``output``, keeping the pins already there unless ``upgrade``.

    Raises:
        SetupError: If the requirements cannot be met.
    """
    command = [str(find_uv()), "pip", "compile", "pyproject.toml", "--quiet", "--universal"]
    command += ["--generate-hashes", "--no-emit-index-url", "--no-header", "--only-binary", ":all:"]
    for extra in EXTRAS[name]:
        command += ["--extra", extra]
    base = BASE[name]
    if base is not None:
        command += ["--constraints", f"requirements/{base}.lock"]
    if upgrade:
        command.append("--upgrade")
    environment = uv_environment(os.environ, pip_settings())
    answer = subprocess.run([*command, "-o", str(output)], check=False, cwd=ROOT, env=environment)
    if answer.returncode != 0:
        raise SetupError(f"{name}.lock could not be compiled; the lines above say why.")
    body = output.read_text(encoding="utf-8")
    output.write_text(HEADER.format(name=name, extras=", ".join(EXTRAS[name])) + body, encoding="utf-8")


def check() -> list[str]:
    """Names of the locks that compiling again would change."""
    stale: list[str] = []
    with tempfile.TemporaryDirectory() as directory:
        for name in EXTRAS:
            committed = ROOT / "requirements" / f"{name}.lock"
            again = Path(directory, f"{name}.lock")
            shutil.copy(committed, again)
            compile_lock(name, again, upgrade=False)
            if again.read_bytes() != committed.read_bytes():
                stale.append(name)
    return stale


def main() -> int:
    """Compile or check all locks."""
    parser = argparse.ArgumentParser(description="Compile the lock files from pyproject.toml.")
    parser.add_argument("--check", action="store_true", help="fail if a lock would change")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions allowed")
    options = parser.parse_args()
    try:
        if options.check:
            stale = check()
            for name in stale:
                say(f"requirements/{name}.lock is not what pyproject.toml asks for: run make lock")
            return 1 if stale else 0
        for name in EXTRAS:
            say(f"compiling requirements/{name}.lock")
            compile_lock(name, ROOT / "requirements" / f"{name}.lock", upgrade=options.upgrade)
    except SetupError as error:
        say(str(error))
        return error.code
    return 0


if __name__ == "__main__":
    sys.exit(main())
