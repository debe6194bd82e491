"""The one door: what it refuses, what it starts, and in which words."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import bootstrap
import pytest
import setup_steps
import setup_system
import setup_venv
from setup_say import Exit
from setup_tables import PROFILES, Library

ROOT = Path(__file__).resolve().parents[2]
BOOTSTRAP = ROOT / "packaging" / "bootstrap.py"


def test_the_door_parses_on_an_old_python() -> None:
    ast.parse(BOOTSTRAP.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_the_door_imports_nothing_newer_before_the_version_is_checked() -> None:
    module = ast.parse(BOOTSTRAP.read_text(encoding="utf-8"))
    imported = [alias.name for node in module.body if isinstance(node, ast.Import) for alias in node.names]
    assert imported == ["sys"]
    assert not any(isinstance(node, ast.ImportFrom) for node in module.body)


@pytest.mark.parametrize("version", [(3, 6, 9), (3, 10, 12), (3, 15, 0)])
def test_a_python_out_of_range_gets_one_line_and_code_2(
    version: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    assert bootstrap.main() == Exit.UNSUPPORTED
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"Python {version[0]}.{version[1]}" in said


@pytest.mark.parametrize("arguments", [[], ["sell"], ["--help"]])
def test_an_unknown_profile_is_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert setup_steps.main(arguments) == Exit.USAGE
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("system", "machine", "libc", "word"),
    [
        ("Linux", "x86_64", ("glibc", "2.31"), "too old"),
        ("Linux", "x86_64", ("", ""), "GNU C library"),
        ("Linux", "aarch64", ("glibc", "2.41"), "aarch64"),
        ("Darwin", "x86_64", ("", ""), "Darwin"),
        ("FreeBSD", "amd64", ("", ""), "FreeBSD"),
    ],
)
def test_a_machine_it_cannot_run_on_is_told_why(
    system: str, machine: str, libc: tuple[str, str], word: str
) -> None:
    assert word in (setup_system.unsupported(system, machine, libc) or "")


@pytest.mark.parametrize(
    ("system", "machine", "libc"),
    [
        ("Linux", "x86_64", ("glibc", "2.36")),
        ("Linux", "x86_64", ("glibc", "2.41")),
        ("Darwin", "arm64", ("", "")),
        ("Windows", "AMD64", ("", "")),
    ],
)
def test_a_supported_machine_passes(system: str, machine: str, libc: tuple[str, str]) -> None:
    assert setup_system.unsupported(system, machine, libc) is None


# --- what is started ---------------------------------------------------------------------------------------


def test_a_command_after_two_dashes_is_started_as_it_is() -> None:
    assert setup_steps.command_for(PROFILES["run"], ["--", "mypy", "core"]) == ["mypy", "core"]


def test_the_test_profile_starts_pytest() -> None:
    assert setup_steps.command_for(PROFILES["test"], ["-k", "money"]) == [
        "python",
        "-m",
        "pytest",
        "-k",
        "money",
    ]


@pytest.mark.parametrize("arguments", [[], ["--cov", "--cov-report=html:build/coverage"], ["--durations=20"]])
def test_the_whole_suite_runs_on_all_cores(arguments: list[str]) -> None:
    command = setup_steps.command_for(PROFILES["test"], arguments)
    assert command == ["python", "-m", "pytest", *setup_steps.ON_ALL_CORES, *arguments]


@pytest.mark.parametrize(
    "arguments", [["tests/core"], ["-x"], ["-n", "0"], ["--pdb"], ["--cov", "tests/sync"]]
)
def test_a_few_files_or_a_debugger_stay_in_one_process(arguments: list[str]) -> None:
    assert setup_steps.command_for(PROFILES["test"], arguments) == ["python", "-m", "pytest", *arguments]


def test_with_a_display_the_demo_opens_a_window() -> None:
    assert setup_steps.demo_command(["--language", "en"], None) == ["cuadre", "demo", "--language", "en"]


def test_without_one_the_demo_drives_itself_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    command = setup_steps.demo_command([], "no display")
    assert command == ["cuadre", "demo", "--headless", "--out", "build/demo"]
    assert "no display" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="X11 is asked on Linux alone")
class TestDisplay:
    """Whether a window can be opened."""

    @pytest.fixture(autouse=True)
    def no_wish(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("QT_QPA_PLATFORM")

    def test_no_display_is_a_reason(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DISPLAY", "")
        assert setup_steps.reason_for_no_window() == "no display"

    def test_a_wish_for_no_window_is_a_reason(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen:fonts=none")
        monkeypatch.setenv("DISPLAY", ":0")
        assert "QT_QPA_PLATFORM" in (setup_steps.reason_for_no_window() or "")

    def test_missing_window_libraries_are_a_reason(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DISPLAY", ":0")
        monkeypatch.setattr(setup_system, "WINDOW", (Library("libnowhere.so.9", "libnowhere9"),))
        assert setup_steps.reason_for_no_window() == "no libraries for a window"

    @pytest.mark.skipif(not setup_system.has_window_libraries(), reason="needs libxcb")
    def test_a_dead_display_is_a_reason(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DISPLAY", ":9731")
        assert setup_steps.reason_for_no_window() == "display :9731 does not answer"


def test_the_program_finds_the_environment_first() -> None:
    variables = setup_steps.inside({"PATH": "/usr/bin", "PYTHONHOME": "/elsewhere", "LANG": "C"})
    assert variables["PATH"].split(os.pathsep)[0] == str(ROOT / ".venv" / "bin")
    assert variables["LANG"] == "C"
    assert "PYTHONHOME" not in variables


@pytest.mark.skipif(
    not setup_venv.is_current(PROFILES["test"]), reason="this working copy was not set up by its own door"
)
def test_a_second_set_up_goes_straight_to_the_program() -> None:
    """End to end: exit code and output are the program's."""
    command = "import sys; print(sys.prefix); sys.exit(7)"
    answer = subprocess.run(
        [sys.executable, BOOTSTRAP, "test", "--", "python", "-c", command],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=300,
    )
    assert (answer.returncode, answer.stdout.strip()) == (7, str(ROOT / ".venv")), answer.stderr
