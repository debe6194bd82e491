"""What each profile needs from the system: the tables to extend when a profile grows."""

from __future__ import annotations

import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Library:
    """A shared library, asked for by its soname, and the Debian or Ubuntu package that brings it."""

    soname: str
    package: str


@dataclass(frozen=True, slots=True)
class Program:
    """A program, looked up on PATH, and the Debian or Ubuntu package that brings it.

    Attributes:
        name: Of the file.
        package: Of the distribution.
        required: If not, root installs it and a user goes on without; the tests that want it say so.
    """

    name: str
    package: str
    required: bool = True


def _libraries(rows: str) -> tuple[Library, ...]:
    return tuple(Library(*row.split()) for row in rows.strip().splitlines())


# Enough for Qt to paint without a display.
OFFSCREEN: Final = _libraries("""
libGL.so.1              libgl1
libEGL.so.1             libegl1
libxkbcommon.so.0       libxkbcommon0
libfontconfig.so.1      libfontconfig1
libglib-2.0.so.0        libglib2.0-0
libgthread-2.0.so.0     libglib2.0-0
libdbus-1.so.3          libdbus-1-3
libX11.so.6             libx11-6
libfreetype.so.6        libfreetype6
libz.so.1               zlib1g
libzstd.so.1            libzstd1
""")

# QtNetwork: the till's single-instance socket.
NETWORK: Final = _libraries("""
libgssapi_krb5.so.2     libgssapi-krb5-2
libbrotlidec.so.1       libbrotli1
libbrotlicommon.so.1    libbrotli1
""")

# A window on X11.
WINDOW: Final = _libraries("""
libxkbcommon-x11.so.0   libxkbcommon-x11-0
libxcb-cursor.so.0      libxcb-cursor0
libxcb-icccm.so.4       libxcb-icccm4
libxcb-image.so.0       libxcb-image0
libxcb-keysyms.so.1     libxcb-keysyms1
libxcb-randr.so.0       libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0       libxcb-shape0
libxcb-xkb.so.1         libxcb-xkb1
libX11-xcb.so.1         libx11-xcb1
libxcb-util.so.1        libxcb-util1
libxcb.so.1             libxcb1
libxcb-render.so.0      libxcb-render0
libxcb-shm.so.0         libxcb-shm0
libxcb-sync.so.1        libxcb-sync1
libxcb-xfixes.so.0      libxcb-xfixes0
""")

# Renamed for 64-bit time: Debian 13, Ubuntu 24.04 and newer.
RENAMED_T64: Final = {"libglib2.0-0": "libglib2.0-0t64"}

# Programs that only tests use. The tests' PostgreSQL comes from a wheel; servers join here (with a
# policy-rc.d that keeps them from starting by themselves).
TEST_PROGRAMS: Final = (
    Program("gnome-keyring-daemon", "gnome-keyring", required=False),
    Program("dbus-run-session", "dbus-daemon", required=False),
)

# Programs that building the package uses; libpython is asked for apart (see ``libpython``).
PACKAGE_PROGRAMS: Final = (Program("objdump", "binutils"),)


@dataclass(frozen=True, slots=True)
class Profile:
    """One purpose of a working copy.

    Attributes:
        name: ``run``, ``test`` or ``package``.
        covers: Profiles whose lock is a subset of this one's, itself among them.
        programs: Looked up on PATH.
        window_required: Whether the libraries for a window must be there; otherwise it goes on without.
        freezes: Whether the interpreter's shared library is needed.
    """

    name: str
    covers: tuple[str, ...]
    programs: tuple[Program, ...] = ()
    window_required: bool = False
    freezes: bool = False

    @property
    def lock(self) -> Path:
        """The hashed lock file."""
        return ROOT / "requirements" / f"{self.name}.lock"


PROFILES: Final = {
    profile.name: profile
    for profile in (
        Profile("run", ("run",)),
        Profile("test", ("run", "test"), TEST_PROGRAMS),
        Profile("package", ("run", "test", "package"), TEST_PROGRAMS + PACKAGE_PROGRAMS, True, True),
    )
}


def libpython() -> Path | None:
    """Where the interpreter's shared library lies, None if missing; a package carries it along."""
    name = sysconfig.get_config_var("INSTSONAME")
    if not isinstance(name, str) or ".so" not in name:
        return None
    places = [
        sysconfig.get_config_var("LIBDIR"),
        f"/usr/lib/{sysconfig.get_config_var('MULTIARCH')}",
        "/usr/lib64",
    ]
    return next((Path(p, name) for p in places if p and Path(p, name).exists()), None)
