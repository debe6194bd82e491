"""The repository's shape: packages, import contracts, locks, make targets and decisions."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.sources import PACKAGES, ROOT

LOCKS = ("run", "test", "package")
FORBIDDEN_DISTRIBUTIONS = {"keyrings-alt", "keyrings-cryptfile"}  # merely installed they hijack the keyring


def settings() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins(name: str) -> dict[str, set[str]]:
    """Normalised distribution name -> ``version ; marker`` lines of a lock."""
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for distribution, pin in re.findall(r"^([A-Za-z0-9._-]+)(?:\[.*\])?==(.+?)(?: \\)?$", text, re.MULTILINE):
        found.setdefault(re.sub(r"[-_.]+", "-", distribution).lower(), set()).add(pin)
    return found


def test_packaging_is_no_python_package() -> None:
    """With an ``__init__.py`` it would shadow the distribution ``packaging``, which pytest imports."""
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_every_package_stands_under_the_import_contracts() -> None:
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert found == set(PACKAGES)
    assert set(settings()["tool"]["importlinter"]["root_packages"]) == found


def test_the_import_contracts_hold() -> None:
    program = Path(sys.executable).parent / "lint-imports"
    answer = subprocess.run(
        [program, "--no-cache"], capture_output=True, text=True, check=False, cwd=ROOT, timeout=120
    )
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.split(r"\n(?=[A-Za-z0-9])", text.split("\n", 3)[3])
    assert len(entries) > 50
    assert [entry.partition(" ")[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(("small", "large"), [("run", "test"), ("test", "package")])
def test_each_lock_is_a_superset_of_the_one_before(small: str, large: str) -> None:
    assert pins(small).keys() < pins(large).keys()
    assert {name: pin for name, pin in pins(large).items() if name in pins(small)} == pins(small)


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_holds_a_keyring_that_needs_a_terminal(name: str) -> None:
    assert pins(name).keys() & FORBIDDEN_DISTRIBUTIONS == set()


def test_the_run_lock_holds_the_build_backend_and_no_test_tool() -> None:
    assert "setuptools" in pins("run")
    assert pins("run").keys() & {"pytest", "ruff", "mypy", "pyright", "pyinstaller"} == set()


def test_an_older_python_keeps_the_older_pyside() -> None:
    """PySide6 6.12 drops references of None and True on Python < 3.12."""
    versions = {pin.partition(" ")[0]: pin for pin in pins("run")["pyside6-essentials"]}
    assert len(versions) == 2
    for version, pin in versions.items():
        minor = int(version.split(".")[1])
        assert ("< '3.12'" in pin) == (minor < 12), pin


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))


def test_make_help_lists_every_target() -> None:
    answer = subprocess.run(["make", "-s", "help"], capture_output=True, text=True, check=True, cwd=ROOT)
    listed = set(re.findall(r"^  make (\S+) +\S", answer.stdout, re.MULTILINE))
    assert listed == targets()
    assert {"run", "test", "check", "bench", "screens", "demo", "package", "setup", "clean"} <= listed


def test_continuous_integration_runs_the_command_of_the_readme() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert "make test" in script.read_text(encoding="utf-8")


def test_every_decision_is_numbered_once() -> None:
    records = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert records
    numbers: list[int] = []
    for record in records:
        name = re.fullmatch(r"(\d{4})-[a-z0-9-]+\.md", record.name)
        assert name, record.name
        number = int(name[1])
        heading = record.read_text(encoding="utf-8").splitlines()[0]
        assert re.match(rf"# (ADR )?0*{number}\b", heading), f"{record.name}: {heading}"
        numbers.append(number)
    assert len(numbers) == len(set(numbers))
