"""What the package takes along: nothing of ours forgotten, nothing unwanted kept."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import freeze_lists as lists
import pytest
from PySide6.QtCore import QLibraryInfo

PLUGINS = "PySide6/Qt/plugins/"
LIBRARIES = "PySide6/Qt/lib/"
linux = pytest.mark.skipif(sys.platform != "linux", reason="names of Linux")


def test_every_data_file_in_the_repository_is_taken_or_known_not_to_be_needed() -> None:
    """A file with an ending nobody thought of would be missing from the package alone."""
    packages = [*lists.DATA_PACKAGES, "app", "core", "sync"]
    said = subprocess.run(
        ["git", "ls-files", *packages], cwd=lists.ROOT, capture_output=True, text=True, check=True
    ).stdout
    taken = {(Path(folder) / Path(source).name).as_posix() for source, folder in lists.datas()}
    needless = (".py", ".ts", ".md")  # modules, and the sources of .qm files
    forgotten = [
        name for name in said.split("\n") if name and not name.endswith(needless) and name not in taken
    ]
    assert forgotten == []


@pytest.mark.parametrize(
    "name",
    [
        "resources/icons/printer.svg",
        "resources/fonts/Inter-Regular.otf",
        "resources/fonts/OFL-Inter.txt",
        "resources/i18n/cuadre_es.qm",
        "resources/demo/tables/01-frutas.txt",
        "hardware/printer/profiles/virtual.json",
        "app/store/migrations/env.py",
        "app/store/migrations/script.py.mako",
        "app/store/migrations/versions/v0001_first.py",
    ],
)
def test_a_file_read_at_run_time_is_taken_to_its_place(name: str) -> None:
    taken = {(Path(folder) / Path(source).name).as_posix(): Path(source) for source, folder in lists.datas()}
    assert taken[name] == lists.ROOT / name


@pytest.mark.parametrize("name", lists.HIDDEN_IMPORTS)
def test_a_hidden_import_exists(name: str) -> None:
    assert importlib.util.find_spec(name) is not None


@linux
def test_every_kept_plugin_exists_in_this_qt() -> None:
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    assert [name for name in lists.KEPT_PLUGINS if not (folder / name).is_file()] == []


@linux
@pytest.mark.parametrize(
    "name",
    [
        PLUGINS + "platforms/libqxcb.so",
        PLUGINS + "imageformats/libqsvg.so",
        LIBRARIES + "libQt6Gui.so.6",
        LIBRARIES + "libQt6DBus.so.6",
        LIBRARIES + "libQt6Network.so.6",
        LIBRARIES + "libQt6XcbQpa.so.6",
        "PySide6/Qt/translations/qtbase_es.qm",
        "libxcb-icccm.so.4",
        "pysqlite3/_sqlite3.cpython-311-x86_64-linux-gnu.so",
        "resources/icons/printer.svg",
    ],
)
def test_what_the_till_needs_is_kept(name: str) -> None:
    assert lists.is_kept(name)


@linux
@pytest.mark.parametrize(
    "name",
    [
        PLUGINS + "platforms/libqvnc.so",
        PLUGINS + "platforms/libqwayland.so",
        PLUGINS + "platformthemes/libqgtk3.so",
        PLUGINS + "sqldrivers/libqsqlite.so",
        PLUGINS + "tls/libqopensslbackend.so",
        PLUGINS + "imageformats/libqpdf.so",
        LIBRARIES + "libQt6Qml.so.6",
        LIBRARIES + "libQt6QuickWidgets.so.6",
        LIBRARIES + "libQt6EglFsKmsSupport.so.6",
        "libQt6EglFsKmsSupport.so.6",
        "libgtk-3.so.0",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/qml/QtQuick/qmldir",
    ],
)
def test_what_it_does_not_need_is_dropped(name: str) -> None:
    assert not lists.is_kept(name)


def test_the_stripped_files_are_none_that_a_wheel_bundles() -> None:
    """Their tool moved sections about after linking; stripping them can break them."""
    assert not any("libs/" in name or "PySide6" in name for name in lists.STRIPPED)
