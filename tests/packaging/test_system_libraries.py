"""System libraries: the table is complete, and what is missing is installed or named exactly."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import PySide6
import pytest
import setup_system
from setup_say import Exit, SetupError
from setup_tables import NETWORK, OFFSCREEN, PROFILES, WINDOW, Library, Profile, Program

from tests.packaging.elf import needed

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems bring Qt's libraries along")

C_RUNTIME = {
    "ld-linux-x86-64.so.2", "libc.so.6", "libdl.so.2", "libgcc_s.so.1", "libm.so.6", "libpthread.so.0",
    "libresolv.so.2", "librt.so.1", "libstdc++.so.6",
}  # fmt: skip
PLUGINS = (
    "platforms/libqxcb.so", "platforms/libqoffscreen.so", "iconengines/libqsvgicon.so",
    "imageformats/libqsvg.so",
    "imageformats/libqjpeg.so", "imageformats/libqico.so", "platformthemes/libqxdgdesktopportal.so",
    "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "platforminputcontexts/libibusplatforminputcontextplugin.so",
)  # fmt: skip
MODULES = ("QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtSvg")
MISSING = (Library("libnowhere.so.9", "libnowhere9"),)
BOOKWORM = {"ID": "debian", "VERSION_ID": "12"}
TRIXIE = {"ID": "debian", "VERSION_ID": "13"}
NOBLE = {"ID": "ubuntu", "VERSION_ID": "24.04"}


def test_the_table_covers_every_library_that_the_kept_parts_of_qt_ask_for() -> None:
    base = Path(next(iter(PySide6.__path__)))
    own = (base / "Qt" / "lib", base, base.parent / "shiboken6")
    waiting = [base / "Qt" / "plugins" / name for name in PLUGINS]
    waiting += [base / f"{name}.abi3.so" for name in MODULES]
    seen: set[Path] = set()
    foreign: set[str] = set()
    while waiting:
        library = waiting.pop()
        if library in seen:
            continue
        seen.add(library)
        for soname in needed(library):
            inside = next((folder / soname for folder in own if (folder / soname).exists()), None)
            if inside is None:
                foreign.add(soname)
            else:
                waiting.append(inside)
    table = {row.soname for row in OFFSCREEN + NETWORK + WINDOW}
    assert foreign - C_RUNTIME == table


def test_a_library_that_is_there_loads_and_one_that_is_not_does_not() -> None:
    assert setup_system.loads("libc.so.6")
    assert setup_system.missing(MISSING) == list(MISSING)


@pytest.mark.parametrize(
    ("known", "release", "name"),
    [
        ({"libglib2.0-0t64"}, {}, "libglib2.0-0t64"),
        ({"libglib2.0-0"}, TRIXIE, "libglib2.0-0"),
        (set(), BOOKWORM, "libglib2.0-0"),
        (set(), TRIXIE, "libglib2.0-0t64"),
        (set(), NOBLE, "libglib2.0-0t64"),
        (set(), {"ID": "ubuntu", "VERSION_ID": "22.04"}, "libglib2.0-0"),
        (set(), {}, "libglib2.0-0"),
    ],
)
def test_the_renamed_package_is_named_as_this_release_does(
    known: set[str], release: dict[str, str], name: str
) -> None:
    assert setup_system.real_names(["libglib2.0-0"], frozenset(known), release) == [name]


# --- what happens when something is missing ----------------------------------------------------------------

FakeApt = Callable[[str], Path]


@pytest.fixture
def fake_apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeApt:
    """Puts an ``apt-get`` that only writes down its arguments, and an ``apt-cache``, in front of PATH."""
    log = tmp_path / "apt.log"

    def install(apt_get: str) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        scripts = {
            "apt-get": f'echo "$@" >> {log}\n{apt_get}',
            "apt-cache": 'shift; for n; do printf "%s:\\n  Installed: (none)\\n  Candidate: 1\\n" "$n"; done',
        }
        for name, body in scripts.items():
            (folder / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
            (folder / name).chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        return log

    return install


@pytest.fixture
def nothing_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for table in ("OFFSCREEN", "NETWORK", "WINDOW"):
        monkeypatch.setattr(setup_system, table, (Library("libc.so.6", "libc6"),))


@pytest.mark.usefixtures("nothing_missing")
class TestProvide:
    """One call, whoever runs it."""

    def test_nothing_missing_asks_nobody(self, fake_apt: FakeApt) -> None:
        log = fake_apt("exit 1")
        setup_system.provide(PROFILES["run"], [])
        assert not log.exists()

    def test_a_user_gets_the_one_command_and_code_3(
        self, fake_apt: FakeApt, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        log = fake_apt("exit 0")
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        monkeypatch.setattr(setup_system, "OFFSCREEN", MISSING)
        with pytest.raises(SetupError) as stopped:
            setup_system.provide(PROFILES["run"], ["python3-venv"])
        assert stopped.value.code == Exit.LIBRARIES
        assert str(stopped.value).endswith(
            "sudo apt-get update && sudo apt-get install -y --no-install-recommends python3-venv libnowhere9"
        )
        assert not log.exists()

    def test_a_user_without_window_libraries_goes_on_and_is_told(
        self, fake_apt: FakeApt, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        fake_apt("exit 0")
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        monkeypatch.setattr(setup_system, "WINDOW", MISSING)
        setup_system.provide(PROFILES["run"], [])
        assert "libnowhere9" in capsys.readouterr().err

    @pytest.mark.parametrize("required", [True, False])
    def test_a_missing_program_stops_a_user_only_if_it_is_required(
        self,
        required: bool,
        fake_apt: FakeApt,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        fake_apt("exit 0")
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        profile = Profile("test", ("test",), (Program("no-such-program", "nowhere-tools", required),))
        if required:
            with pytest.raises(SetupError, match="nowhere-tools"):
                setup_system.provide(profile, [])
        else:
            setup_system.provide(profile, [])
            assert "nowhere-tools" in capsys.readouterr().err

    def test_building_a_package_needs_the_window_libraries(
        self, fake_apt: FakeApt, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fake_apt("exit 0")
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        monkeypatch.setattr(setup_system, "WINDOW", MISSING)
        with pytest.raises(SetupError, match="libnowhere9"):
            setup_system.provide(PROFILES["package"], [])

    def test_root_installs_everything_in_one_call_and_checks_again(
        self, fake_apt: FakeApt, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        log = fake_apt("exit 0")
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        monkeypatch.setattr(setup_system, "OFFSCREEN", MISSING)
        with pytest.raises(SetupError, match="still missing after the installation: libnowhere9"):
            setup_system.provide(PROFILES["run"], ["ca-certificates"])
        calls = log.read_text(encoding="utf-8").splitlines()
        assert len(calls) == 1
        assert calls[0].endswith("install -y --no-install-recommends ca-certificates libnowhere9")

    def test_lists_older_than_the_archive_are_refreshed_once(
        self, fake_apt: FakeApt, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        log = fake_apt('case "$*" in *install*) echo "404 Not Found"; exit 100;; esac')
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        monkeypatch.setattr(setup_system, "OFFSCREEN", MISSING)
        with pytest.raises(SetupError, match="404 Not Found"):
            setup_system.provide(PROFILES["run"], [])
        verbs = [line.split("Timeout=300 ")[1].split()[0] for line in log.read_text("utf-8").splitlines()]
        assert verbs == ["install", "update", "install"]

    def test_root_goes_on_without_what_is_optional_if_it_cannot_be_had(
        self, fake_apt: FakeApt, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        fake_apt('case "$*" in *install*) echo "no such package"; exit 100;; esac')
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        profile = Profile("test", ("test",), (Program("no-such-program", "nowhere-tools", required=False),))
        setup_system.provide(profile, [])
        assert "going on without nowhere-tools" in capsys.readouterr().err

    def test_without_apt_the_sonames_are_listed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr(setup_system, "OFFSCREEN", MISSING)
        with pytest.raises(SetupError, match=r"libnowhere\.so\.9") as stopped:
            setup_system.provide(PROFILES["run"], [])
        assert stopped.value.code == Exit.LIBRARIES
