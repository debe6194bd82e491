"""The Python environment: made once, stamped, never left half made, and polite to the user's settings."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import setup_venv
from setup_say import SetupError
from setup_tables import PROFILES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def working_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what the set-up reads, with its own ``.venv``."""
    for folder in ("packaging", "requirements"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    venv = tmp_path / ".venv"
    monkeypatch.setattr(setup_venv, "ROOT", tmp_path)
    monkeypatch.setattr(setup_venv, "VENV", venv)
    monkeypatch.setattr(setup_venv, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(setup_venv, "STAMP", venv / ".cuadre-stamp")
    monkeypatch.setattr(setup_venv, "UV_PIN", tmp_path / "packaging" / "bootstrap-uv.txt")
    return tmp_path


@pytest.mark.parametrize(
    "changed",
    ["requirements/test.lock", "pyproject.toml", "packaging/bootstrap.py", "packaging/setup_venv.py",
     "packaging/bootstrap-uv.txt"],
)  # fmt: skip
def test_a_change_in_what_decides_is_seen(working_copy: Path, changed: str) -> None:
    before = setup_venv.fingerprint("test")
    assert setup_venv.fingerprint("test") == before
    with (working_copy / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert setup_venv.fingerprint("test") != before


def test_what_another_profile_installs_is_not_installed_again(working_copy: Path) -> None:
    python = working_copy / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    assert not setup_venv.is_current(PROFILES["run"])
    setup_venv._stamp(PROFILES["test"])
    assert setup_venv.is_current(PROFILES["run"])
    assert setup_venv.is_current(PROFILES["test"])
    assert not setup_venv.is_current(PROFILES["package"])


def test_a_torn_stamp_counts_as_none(working_copy: Path) -> None:
    python = working_copy / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    setup_venv.STAMP.write_text('{"run": "ab', encoding="utf-8")
    assert not setup_venv.is_current(PROFILES["run"])


@pytest.fixture
def without_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where PATH has a uv: the environment is made without pip, in a fraction of the time."""
    monkeypatch.setattr(setup_venv, "uv_on_path", lambda: Path("uv"))


@pytest.mark.usefixtures("without_pip")
def test_an_environment_left_half_made_is_made_anew(working_copy: Path) -> None:
    leftover = working_copy / ".venv" / "leftover"
    leftover.parent.mkdir()
    leftover.touch()
    (working_copy / ".venv.lock").write_bytes(setup_venv.HALF_MADE)
    with setup_venv.alone() as lock:
        setup_venv._create(lock)
    assert not leftover.exists()
    assert subprocess.run([setup_venv.PYTHON, "-c", "pass"], check=False).returncode == 0
    assert (working_copy / ".venv.lock").read_bytes() == b""


@pytest.mark.usefixtures("without_pip")
def test_an_environment_that_works_is_kept(working_copy: Path) -> None:
    with setup_venv.alone() as lock:
        setup_venv._create(lock)
        kept = working_copy / ".venv" / "kept"
        kept.touch()
        setup_venv._create(lock)
    assert kept.exists()


def test_a_failed_making_leaves_nothing_behind(working_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = working_copy / "python-that-fails"
    program.write_text(f"#!/bin/sh\nmkdir -p {working_copy}/.venv\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    with setup_venv.alone() as lock, pytest.raises(SetupError, match="exit code 1"):
        setup_venv._create(lock)
    assert not (working_copy / ".venv").exists()


def test_two_set_ups_take_turns(working_copy: Path, capfd: pytest.CaptureFixture[str]) -> None:
    inside = threading.Event()

    def second() -> None:
        with setup_venv.alone():
            inside.set()

    with setup_venv.alone():
        thread = threading.Thread(target=second)
        thread.start()
        assert not inside.wait(0.2)
    assert inside.wait(10)
    thread.join(10)
    assert "waiting for another set-up" in capfd.readouterr().err


def test_without_ensurepip_and_uv_the_package_is_named(
    working_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(working_copy))
    monkeypatch.setattr(setup_venv, "BIN", working_copy / ".venv" / "bin")
    monkeypatch.setattr(setup_venv, "CA_BUNDLE", working_copy / "no-such-bundle")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    for variable in ("SSL_CERT_FILE", "PIP_CERT"):
        monkeypatch.delenv(variable, raising=False)
    named = setup_venv.packages_needed()
    assert named[0].endswith("-venv")
    assert named[1:] == ["ca-certificates"]


@pytest.mark.parametrize(
    ("said", "good"), [("uv 0.1.0", False), ("uv 99.0.1 (x)", True), ("nonsense", False)]
)
def test_a_uv_on_path_serves_if_it_is_new_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, good: bool
) -> None:
    program = tmp_path / "uv"
    program.write_text(f"#!/bin/sh\necho '{said}'\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert (setup_venv.uv_on_path() == program) is good


def test_the_pinned_uv_has_hashes_and_no_address() -> None:
    text = setup_venv.UV_PIN.read_text(encoding="utf-8")
    assert setup_venv.pinned_uv() >= (0, 13)
    assert text.count("--hash=sha256:") > 10
    assert "://" not in text


# --- the user's settings -----------------------------------------------------------------------------------


def test_pips_certificate_and_index_are_carried_over() -> None:
    variables = setup_venv.uv_environment({"PIP_CERT": "/a.pem"}, {"cert": "/b.pem", "index-url": "I"})
    assert variables["SSL_CERT_FILE"] == "/a.pem"
    assert variables["UV_DEFAULT_INDEX"] == "I"
    assert variables["UV_SYSTEM_CERTS"] == "1"


def test_the_users_own_settings_for_uv_win() -> None:
    own = {"UV_SYSTEM_CERTS": "0", "UV_DEFAULT_INDEX": "mine", "SSL_CERT_FILE": "/mine.pem"}
    assert setup_venv.uv_environment(own, {"cert": "/b.pem", "index-url": "I"}) == own


def test_without_settings_nothing_is_invented() -> None:
    assert setup_venv.uv_environment({}, {}) == {"UV_SYSTEM_CERTS": "1"}


def test_pips_files_are_read_and_the_named_one_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pip").mkdir()
    (tmp_path / "pip" / "pip.conf").write_text("[global]\ncert = /user.pem\nindex-url = U%20\n", "utf-8")
    named = tmp_path / "named.conf"
    named.write_text("[global]\ncert = /named.pem\n", "utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("PIP_CONFIG_FILE", str(named))
    settings = setup_venv.pip_settings()
    assert (settings["cert"], settings["index-url"]) == ("/named.pem", "U%20")


def test_a_broken_pip_file_does_not_stop_the_set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = tmp_path / "named.conf"
    named.write_text("cert without a section\n", "utf-8")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(named))
    assert setup_venv.pip_settings() == {}
