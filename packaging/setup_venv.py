"""The Python environment in ``.venv``: made, filled from a hashed lock, stamped so that it is done once."""

from __future__ import annotations

import configparser
import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, cast

from setup_say import SetupError, say
from setup_system import CA_BUNDLE
from setup_tables import ROOT, Profile

VENV: Final = ROOT / ".venv"
BIN: Final = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON: Final = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP: Final = VENV / ".cuadre-stamp"
UV_PIN: Final = ROOT / "packaging" / "bootstrap-uv.txt"
HALF_MADE: Final = b"half-made"


@contextmanager
def alone() -> Generator[IO[bytes]]:
    """Hold the set-up lock: two makes at once take turns. The file's content says if a .venv is half made."""
    with (ROOT / ".venv.lock").open("a+b") as file:
        _lock(file)
        yield file


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0x10000)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        return
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("waiting for another set-up of this working copy")
        fcntl.flock(file, fcntl.LOCK_EX)


# --- the stamp ---------------------------------------------------------------------------------------------


def fingerprint(profile_name: str) -> str:
    """SHA-256 over all that decides what is installed for a profile, in hexadecimal."""
    digest = hashlib.sha256(f"{profile_name}\n{sys.version}\n".encode())
    inputs = [
        ROOT / "requirements" / f"{profile_name}.lock",
        ROOT / "pyproject.toml",
        UV_PIN,
        ROOT / "packaging" / "bootstrap.py",
        *sorted((ROOT / "packaging").glob("setup_*.py")),
    ]
    for path in inputs:
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def is_current(profile: Profile) -> bool:
    """Whether the environment already holds what the profile's lock says."""
    return PYTHON.exists() and _stamps().get(profile.name) == fingerprint(profile.name)


def _stamps() -> dict[str, str]:
    try:
        stamps: object = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return cast("dict[str, str]", stamps) if isinstance(stamps, dict) else {}


def _stamp(profile: Profile) -> None:
    stamps = {**_stamps(), **{name: fingerprint(name) for name in profile.covers}}
    STAMP.write_text(json.dumps(stamps, indent=1), encoding="utf-8")


# --- the environment ---------------------------------------------------------------------------------------


def packages_needed() -> list[str]:
    """Debian packages without which the environment cannot be made."""
    wanted: list[str] = []
    if platform.system() != "Linux":
        return wanted
    if uv_on_path() is None and not (BIN / "uv").exists() and importlib.util.find_spec("ensurepip") is None:
        default = Path("/usr/bin/python3").resolve() == Path(sys.executable).resolve()
        wanted.append(
            "python3-venv" if default else f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        )
    if not (CA_BUNDLE.exists() or os.environ.get("SSL_CERT_FILE") or os.environ.get("PIP_CERT")):
        wanted.append("ca-certificates")
    return wanted


def build(profile: Profile, lock: IO[bytes]) -> None:
    """Make the environment if there is none that works, install the profile's lock and the project, stamp.

    Args:
        profile: What to install. Nothing that another profile installed is removed.
        lock: The held lock file of ``alone``.
    """
    _create(lock)
    uv = find_uv()
    say(f"Python packages: installing {profile.lock.relative_to(ROOT)}")
    _uv(uv, "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(profile.lock))
    say("Python packages: linking this working copy")
    _uv(uv, "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    _stamp(profile)


def _create(lock: IO[bytes]) -> None:
    lock.seek(0)
    if lock.read() == HALF_MADE or (VENV.exists() and not _works()):
        say("virtual environment: removing one that was left half made")
        shutil.rmtree(VENV)
    if not VENV.exists():
        say(f"virtual environment: making .venv with Python {platform.python_version()}")
        lock.truncate(0)
        lock.write(HALF_MADE)
        lock.flush()
        without_pip = () if uv_on_path() is None else ("--without-pip",)
        try:
            _run([sys.executable, "-m", "venv", *without_pip, str(VENV)], "could not make the environment")
        except SetupError:
            shutil.rmtree(VENV, ignore_errors=True)
            raise
    lock.truncate(0)
    lock.flush()


def _works() -> bool:
    if not PYTHON.exists():
        return False
    return subprocess.run([str(PYTHON), "-c", "import encodings"], check=False).returncode == 0


# --- uv ----------------------------------------------------------------------------------------------------


def pinned_uv() -> tuple[int, ...]:
    """The version in ``bootstrap-uv.txt``."""
    found = re.search(r"^uv==([\d.]+)", UV_PIN.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise SetupError(f"{UV_PIN.name} pins no version of uv.")
    return _version(found[1])


def uv_on_path() -> Path | None:
    """A uv on PATH that is at least the pinned one."""
    found = shutil.which("uv")
    if found is None:
        return None
    answer = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"uv ([\d.]+)", answer.stdout)
    return Path(found) if version is not None and _version(version[1]) >= pinned_uv() else None


def find_uv() -> Path:
    """The uv on PATH, else the one in ``.venv``, installed there with hashes if it is missing or too old."""
    on_path = uv_on_path()
    if on_path is not None:
        return on_path
    inside = BIN / ("uv.exe" if os.name == "nt" else "uv")
    if not inside.exists() or not _is_pinned(inside):
        say(f"uv: installing {'.'.join(map(str, pinned_uv()))} into .venv")
        pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        hashed = ["--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", str(UV_PIN)]
        _run([*pip, *hashed], "could not install uv from the package index")
    return inside


def _is_pinned(uv: Path) -> bool:
    answer = subprocess.run([str(uv), "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"uv ([\d.]+)", answer.stdout)
    return version is not None and _version(version[1]) >= pinned_uv()


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.strip(".").split("."))


def _uv(uv: Path, *arguments: str) -> None:
    quiet = () if sys.stderr.isatty() else ("--quiet",)
    command = [str(uv), "pip", "install", *quiet, *_cache_option(), "--python", str(PYTHON), *arguments]
    _run(
        command,
        "a package could not be installed; the line above names it. "
        "Another index or a mirror can be set by UV_DEFAULT_INDEX",
        uv_environment(os.environ, pip_settings()),
    )


def _cache_option() -> tuple[str, ...]:
    """No cache where there is nowhere to keep one."""
    kept = Path(os.environ.get("UV_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME") or Path.home())
    return () if os.access(kept, os.W_OK) or not kept.exists() else ("--no-cache",)


def uv_environment(environment: Mapping[str, str], pip: Mapping[str, str]) -> dict[str, str]:
    """The environment for uv: pip's certificate and index carried over, the user's own UV_* left alone.

    Args:
        environment: Of this process.
        pip: The ``global`` settings of pip's configuration files.
    """
    result = dict(environment)
    result.setdefault("UV_SYSTEM_CERTS", "1")
    certificate = environment.get("PIP_CERT") or pip.get("cert")
    if certificate:
        result.setdefault("SSL_CERT_FILE", certificate)
    index = environment.get("PIP_INDEX_URL") or pip.get("index-url")
    if index and "UV_INDEX_URL" not in environment:
        result.setdefault("UV_DEFAULT_INDEX", index)
    return result


def pip_settings() -> dict[str, str]:
    """The ``global`` section of pip's configuration files, later ones winning."""
    home = Path.home()
    configuration = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    files = [
        Path("/etc/xdg/pip/pip.conf"),
        Path("/etc/pip.conf"),
        home / ".pip" / "pip.conf",
        configuration / "pip" / "pip.conf",
        home / "Library" / "Application Support" / "pip" / "pip.conf",
        Path(os.environ.get("APPDATA") or home) / "pip" / "pip.ini",
        *([Path(os.environ["PIP_CONFIG_FILE"])] if os.environ.get("PIP_CONFIG_FILE") else []),
    ]
    parser = configparser.RawConfigParser()
    try:
        parser.read(files, encoding="utf-8")
    except configparser.Error:
        return {}  # pip itself will say what is wrong with them
    return dict(parser["global"]) if parser.has_section("global") else {}


def _run(command: list[str], failure: str, environment: Mapping[str, str] | None = None) -> None:
    # From a directory without Python files: "-m" puts the current one in front of everything.
    with tempfile.TemporaryDirectory() as elsewhere:
        answer = subprocess.run(
            command, stdin=subprocess.DEVNULL, check=False, env=environment, cwd=elsewhere
        )
    if answer.returncode != 0:
        raise SetupError(f"{failure} (exit code {answer.returncode}).")
