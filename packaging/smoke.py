"""Starts the packaged program from outside and has it check itself (packaging.md section 5).

``python packaging/smoke.py`` runs ``dist/cuadre/cuadre --smoke`` three times: as it is, in places whose names
hold a space and an ñ, and where the home folder cannot be written. Each time every check must hold, the exit
code be 0 and nothing be said on stderr.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from freeze_check import bundle_bytes

ROOT: Final = Path(__file__).resolve().parents[1]
BUNDLE: Final = ROOT / "dist" / "cuadre"
NAME: Final = "cuadre.exe" if sys.platform == "win32" else "cuadre"
DEADLINE_S: Final = 180.0
_NAMES: Final = """
    first_paint text icons languages sign_in open_shift sell sale receipt_paper program
    sqlite pragmas migrated chain electronic_journal codes_on_paper
    zstd ed25519 aes_gcm argon2 authorities keyring_back_ends serial_ports resources modules quiet
"""
EXPECTED: Final = frozenset(_NAMES.split())
"""Checks that must have run: a check that vanished would hold for ever."""


@dataclass(frozen=True, slots=True)
class Place:
    """One way to be started."""

    name: str
    environment: Mapping[str, str]
    folder: Path


def places(folder: Path) -> Iterator[Place]:
    """Where and how the program is tried; everything it writes lies in ``folder``."""
    base = {name: value for name, value in os.environ.items() if name.upper() in _KEPT}
    plain = folder / "plain"
    odd = folder / "Caja número 1 ñandú"
    for each in (plain, odd):
        each.mkdir()
    yield Place("plain", base | _home(plain), plain)
    yield Place("a space and an ñ in the path", base | _home(odd), odd)
    # A file where the home folder should be: nobody can write below it, not even root.
    nowhere = folder / "no-home"
    nowhere.write_bytes(b"")
    yield Place("no home to write to", base | _home(plain) | {"HOME": str(nowhere)}, plain)


_KEPT: Final = frozenset(("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "WINDIR", "COMSPEC"))


def _home(folder: Path) -> dict[str, str]:
    names = ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP")
    return dict.fromkeys(names, str(folder)) | {"QT_QPA_PLATFORM": "offscreen"}


def try_in(program: Sequence[str], place: Place) -> tuple[list[str], dict[str, Any]]:
    """Run once.

    Returns:
        What is wrong, and the report (empty when there is none).
    """
    report = place.folder / "report.json"
    report.unlink(missing_ok=True)
    shot = place.folder / "shot.png"
    run = subprocess.run(
        [*program, "--smoke", "--json", str(report), "--shot", str(shot)],
        cwd=place.folder,
        env=dict(place.environment),
        capture_output=True,
        timeout=DEADLINE_S,
        check=False,
    )
    wrong = [f"exit code {run.returncode}"] if run.returncode else []
    said = run.stderr.decode("utf-8", "replace").strip()
    if said:
        wrong.append(f"said on stderr: {said[-2000:]}")
    if not shot.is_file() or not shot.read_bytes().startswith(b"\x89PNG"):
        wrong.append("no picture")
    if not report.is_file():
        return [*wrong, "no report"], {}
    body: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return wrong + judge(body), body


def judge(body: Mapping[str, Any]) -> list[str]:
    """What the report says is wrong, checks that never ran included."""
    checks: list[dict[str, Any]] = list(body.get("checks", ()))
    wrong = [f"{entry['name']}: {entry['detail']}" for entry in checks if not entry["ok"]]
    wrong += [f"{name}: did not run" for name in sorted(EXPECTED - {entry["name"] for entry in checks})]
    if body.get("ok") is not True and not wrong:
        wrong.append("the report says no and names nothing")
    return wrong


def main(arguments: Sequence[str] | None = None) -> int:
    """Try each place; 0 when nothing is wrong anywhere."""
    del arguments
    program = BUNDLE / NAME
    if not program.is_file():
        print(f"smoke: no {program.relative_to(ROOT)}; build it first (make package)", file=sys.stderr)
        return 2
    failed = False
    with tempfile.TemporaryDirectory(prefix="cuadre-smoke-") as folder:
        for place in places(Path(folder)):
            began = time.monotonic()
            wrong, body = try_in([str(program)], place)
            seconds = time.monotonic() - began
            facts = body.get("facts", {})
            print(
                f"smoke: {place.name}: {'FAILED' if wrong else 'ok'} in {seconds:.1f} s, {facts}",
                file=sys.stderr,
            )
            for line in wrong:
                print(f"smoke:   {line}", file=sys.stderr)
            failed |= bool(wrong)
    print(f"smoke: {bundle_bytes(BUNDLE) / 1e6:.0f} MB", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
