"""The machine: is it one that Cuadre runs on, and are its libraries there?

Checked with ctypes and PATH alone. As root on a Debian family, missing packages are installed; otherwise the
one exact command is printed. Never calls sudo, never changes anything else.
"""

from __future__ import annotations

import ctypes
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from setup_say import Exit, SetupError, say
from setup_tables import NETWORK, OFFSCREEN, RENAMED_T64, WINDOW, Library, Profile, libpython

OLDEST_GLIBC = (2, 34)  # the PySide6 wheels are manylinux_2_34
MACHINES = {"Linux": ("x86_64",), "Darwin": ("arm64",), "Windows": ("AMD64",)}
CA_BUNDLE = Path("/etc/ssl/certs/ca-certificates.crt")


def unsupported(system: str, machine: str, libc: tuple[str, str]) -> str | None:
    """Why this machine cannot run Cuadre, None if it can.

    Args:
        system: As ``platform.system()`` says.
        machine: As ``platform.machine()`` says.
        libc: Name and version, as ``platform.libc_ver()`` says.
    """
    if machine not in MACHINES.get(system, ()):
        known = ", ".join(f"{name} on {'/'.join(kinds)}" for name, kinds in MACHINES.items())
        return f"runs on {known}; this is {system} on {machine}."
    if system != "Linux":
        return None
    name, version = libc
    if name != "glibc":
        return "needs the GNU C library; this Linux uses another one."
    found = tuple(int(part) for part in re.findall(r"\d+", version)[:2])
    if found < OLDEST_GLIBC:
        return f"this system is too old: glibc {version}, needed is 2.34 (Debian 12, Ubuntu 24.04 or newer)."
    return None


def check_machine() -> None:
    """Stop with one clear line on a machine that Cuadre does not run on."""
    reason = unsupported(platform.system(), platform.machine(), platform.libc_ver())
    if reason is not None:
        raise SetupError(reason, Exit.UNSUPPORTED)


def loads(soname: str) -> bool:
    """Whether the dynamic linker finds a library."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing(libraries: Iterable[Library]) -> list[Library]:
    """The rows whose library does not load."""
    return [row for row in libraries if not loads(row.soname)]


def provide(profile: Profile, extra: Sequence[str]) -> None:
    """See that the system has what the profile needs, installing it where that is possible.

    Args:
        profile: Whose rows to check.
        extra: Further packages wanted, those of the Python environment.

    Raises:
        SetupError: With code 3 and the command to type where something is missing.
    """
    if platform.system() != "Linux":
        return
    needed, optional = _lacking(profile)
    needed = _unique([*extra, *needed])
    if not needed and not optional:
        return
    if shutil.which("apt-get") is None:
        _without_apt(profile, needed)
        return
    if os.geteuid() == 0:
        _install_as_root(needed, optional)
        needed, _ = _lacking(profile)
        if needed:
            raise SetupError(f"still missing after the installation: {' '.join(needed)}.")
        return
    if not needed:
        say(f"going on without {' '.join(optional)}. To have all: {_command(optional)}")
        return
    raise SetupError(
        f"this system lacks packages. Type this once, then try again:\n  {_command([*needed, *optional])}",
        Exit.LIBRARIES,
    )


def has_window_libraries() -> bool:
    """Whether Qt can open a window on X11."""
    return not missing(WINDOW)


def _lacking(profile: Profile) -> tuple[list[str], list[str]]:
    """Packages that the profile needs, then those it can do without."""
    window = [row.package for row in missing(WINDOW)]
    needed = [row.package for row in missing(OFFSCREEN + NETWORK)]
    absent = [row for row in profile.programs if shutil.which(row.name) is None]
    needed += [row.package for row in absent if row.required]
    if profile.freezes and libpython() is None:
        needed.append(_libpython_package())
    if profile.window_required:
        needed, window = [*needed, *window], []
    return _unique(needed), _unique([*window, *(row.package for row in absent if not row.required)])


def _libpython_package() -> str:
    if not sysconfig.get_config_var("Py_ENABLE_SHARED"):
        raise SetupError(
            f"{sys.executable} was built without its shared library (--enable-shared), "
            "which freezing needs; name another Python so: make PYTHON=/usr/bin/python3 package"
        )
    return f"libpython{sys.version_info.major}.{sys.version_info.minor}"


def _without_apt(profile: Profile, needed: Sequence[str]) -> None:
    if not needed:
        say("going on without some libraries for a window or programs of the tests.")
        return
    rows = OFFSCREEN + NETWORK + (WINDOW if profile.window_required else ())
    names = [row.soname for row in missing(rows)]
    names += [row.name for row in profile.programs if row.required and shutil.which(row.name) is None]
    wanted = " ".join(names) or " ".join(needed)
    raise SetupError(f"this system lacks, and has no apt-get to bring: {wanted}.", Exit.LIBRARIES)


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _command(packages: Sequence[str]) -> str:
    names = " ".join(real_names(packages, candidates(packages), _os_release()))
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"


def candidates(packages: Sequence[str]) -> frozenset[str]:
    """Which of these packages, and of their newer names, apt could install now."""
    names = [*packages, *(RENAMED_T64[name] for name in packages if name in RENAMED_T64)]
    answer = subprocess.run(
        ["apt-cache", "policy", *names],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )
    found = re.findall(r"^(\S+):\n(?:  .*\n)*?  Candidate: (\S+)", answer.stdout, re.MULTILINE)
    return frozenset(name for name, version in found if version != "(none)")


def real_names(packages: Sequence[str], known: frozenset[str], os_release: Mapping[str, str]) -> list[str]:
    """Package names of this release: what apt knows decides, else the release's number."""
    return [_real_name(name, known, os_release) for name in packages]


def _real_name(name: str, known: frozenset[str], os_release: Mapping[str, str]) -> str:
    renamed = RENAMED_T64.get(name)
    if renamed is None or (name in known and renamed not in known):
        return name
    if renamed in known:
        return renamed
    first = {"debian": 13, "ubuntu": 24}.get(os_release.get("ID", ""), 0)
    number = os_release.get("VERSION_ID", "0").partition(".")[0]
    return renamed if first and number.isdigit() and int(number) >= first else name


def _os_release() -> dict[str, str]:
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def _install_as_root(needed: Sequence[str], optional: Sequence[str]) -> None:
    """Everything in one call; if that fails, at least what the profile cannot do without."""
    try:
        _install(_unique([*needed, *optional]))
    except SetupError:
        if not optional:
            raise
        say(f"going on without {' '.join(optional)}: apt-get could not install everything")
        if needed:
            _install(needed)


def _install(packages: Sequence[str]) -> None:
    known = candidates(packages)
    names = real_names(packages, known, _os_release())
    fresh = not known.issuperset(names)
    if fresh:
        _refresh()
        names = real_names(packages, candidates(packages), _os_release())
    say(f"system packages: installing {' '.join(names)}")
    if _apt("install", "-y", "--no-install-recommends", *names) is None:
        return
    if not fresh:  # the lists may be older than the archive
        _refresh()
    failure = _apt("install", "-y", "--no-install-recommends", *names)
    if failure is not None:
        raise SetupError(f"apt-get could not install {' '.join(names)}:\n{failure}")


def _refresh() -> None:
    say("system packages: refreshing the package lists")
    failure = _apt("update")
    if failure is not None:
        raise SetupError(f"apt-get update failed:\n{failure}")


def _apt(*arguments: str) -> str | None:
    """Run apt-get quietly; None when it succeeded, else the end of what it said."""
    answer = subprocess.run(
        ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"},
    )
    return None if answer.returncode == 0 else "\n".join(answer.stdout.splitlines()[-15:])
