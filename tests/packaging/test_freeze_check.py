"""The checks of a bundle find what they are there to find."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import freeze_check as check
import freeze_lists as lists
import pytest

linux = pytest.mark.skipif(sys.platform != "linux", reason="ELF files")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A bundle with all our data files and plugins, empty ones where only the name counts."""
    for source, folder in lists.datas():
        place = tmp_path / "_internal" / folder
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, place)
    for name in lists.KEPT_PLUGINS:
        plugin = tmp_path / "_internal" / lists.QT / "plugins" / name
        plugin.parent.mkdir(parents=True, exist_ok=True)
        plugin.touch()
    return tmp_path


@pytest.mark.parametrize(
    "line",
    [
        '45000 WARNING: Hidden import "MySQLdb" not found!',
        "45000 WARNING: Library setupapi required via ctypes not found",
        "45000 WARNING: Ignoring /System/Library/Frameworks/IOKit.framework/IOKit imported from "
        "/x/serial/tools/list_ports_osx.py - only basenames are supported with ctypes imports!",
        "45000 WARNING: Library not found: could not resolve 'libgtk-3.so.0', dependency of "
        "'/x/PySide6/Qt/plugins/platformthemes/libqgtk3.so'.",
        "45000 INFO: Building EXE",
    ],
)
def test_an_allowed_warning_passes(line: str) -> None:
    assert check.warnings(line) == []


@pytest.mark.parametrize(
    "line",
    [
        '45000 WARNING: Hidden import "keyring.backends.SecretService" not found!',
        '45000 WARNING: Hidden import "MySQLdb" not found! And more',
        "45000 ERROR: Hidden import 'MySQLdb' not found",
        "45000 WARNING: Library not found: could not resolve 'libxcb-icccm.so.4', dependency of "
        "'/x/PySide6/Qt/plugins/platforms/libqxcb.so'.",
    ],
)
def test_any_other_warning_fails(line: str) -> None:
    assert len(check.warnings(f"1 INFO: fine\n{line}\n2 INFO: fine")) == 1


def test_a_whole_bundle_has_no_findings(bundle: Path) -> None:
    assert check.plugins(bundle) + check.own_files(bundle) + check.unwanted(bundle, ["app.main"]) == []
    assert check.size(bundle) + check.build_paths(bundle) == []


def test_plugins_are_compared_both_ways(bundle: Path) -> None:
    folder = bundle / "_internal" / lists.QT / "plugins"
    gone = sorted(lists.KEPT_PLUGINS)[0]
    (folder / gone).unlink()
    (folder / "platforms" / "libqvnc.so").touch()
    assert check.plugins(bundle) == ["plugin too many: platforms/libqvnc.so", f"plugin missing: {gone}"]


def test_a_lost_or_changed_data_file_is_named(bundle: Path) -> None:
    (bundle / "_internal/resources/icons/printer.svg").unlink()
    (bundle / "_internal/app/store/migrations/env.py").write_text("", encoding="utf-8")
    assert sorted(check.own_files(bundle)) == [
        "data file missing or changed: app/store/migrations/env.py",
        "data file missing or changed: resources/icons/printer.svg",
    ]


@pytest.mark.parametrize("module", ["central.main", "tests.conftest", "sqlite3", "tkinter", "hypothesis"])
def test_a_module_that_should_not_be_inside_is_named(bundle: Path, module: str) -> None:
    assert check.unwanted(bundle, ["core.domain.money", module]) == [f"module {module}"]


def test_a_second_sqlite_is_named(bundle: Path) -> None:
    for place in ("lib-dynload", "pysqlite3"):
        (bundle / "_internal" / place).mkdir()
        (bundle / "_internal" / place / "_sqlite3.so").touch()
    assert check.unwanted(bundle, []) == ["library _sqlite3.so"]


def test_a_bundle_over_its_limit_is_refused(bundle: Path) -> None:
    with (bundle / "large").open("wb") as file:
        file.truncate(check.MAX_BYTES)
    assert len(check.size(bundle)) == 1


def test_a_link_counts_nothing(bundle: Path) -> None:
    before = check.bundle_bytes(bundle)
    (bundle / "link").symlink_to(bundle / "_internal/resources/fonts/Inter-Regular.otf")
    assert check.bundle_bytes(bundle) == before


def test_a_build_path_in_a_text_file_is_named(bundle: Path) -> None:
    (bundle / "_internal" / "settings.json").write_text(f'{{"at": "{lists.ROOT}"}}', encoding="utf-8")
    assert check.build_paths(bundle) == ["build path in _internal/settings.json"]


@linux
def test_the_c_library_a_file_asks_for_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("objdump") is None:
        pytest.skip("objdump (binutils) is not installed")
    shutil.copy(Path(sys.executable).resolve(), tmp_path / "program")
    (tmp_path / "text.txt").write_text("GLIBC_9.99", encoding="utf-8")
    ((path, version),) = check.glibc_needs(tmp_path)
    assert path.name == "program"
    assert (2, 2) <= version <= (2, 99)
    monkeypatch.setattr(check, "FLOOR_GLIBC", (2, 1))
    assert len(check.glibc(tmp_path)) == 1
