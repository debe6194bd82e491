"""Our own PostgreSQL on this machine (central.md section 3): a direct child, loopback only.

Folder layout: ``lock`` (one owner), ``secret`` (0600), ``runtime.json`` (port, 0600), ``postgres.log``,
``cluster.json`` (where the files are) and, here or in a folder the account can reach, ``pg/``.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Final

import asyncpg

from central.embedded.places import (
    SHARED_ROOT,
    Account,
    LauncherError,
    choose_account,
    cluster_folder,
    usable_binaries,
)
from central.embedded.process import retire_predecessor, run, spawn, stop

SUPERUSER: Final = "postgres"
_SETTINGS: Final[Mapping[str, str]] = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "fsync": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
    "idle_in_transaction_session_timeout": "30s",
}
_LOG_LIMIT: Final = 8 * 1024 * 1024


class EmbeddedPostgres:
    """One PostgreSQL cluster and its server process.

    Args:
        directory: The service's data folder; made when missing.
        settings: Server settings beside the defaults (tests switch ``fsync`` off).
        binaries: A ``bin`` folder to use instead of the wheel's.
        disposable: The files may be thrown away once ``directory`` was wiped (demo shop).
        shared: World-traversable folder used when root's account cannot reach ``directory``.
    """

    def __init__(
        self,
        directory: Path,
        *,
        settings: Mapping[str, str] | None = None,
        binaries: Path | None = None,
        disposable: bool = False,
        shared: Path = SHARED_ROOT,
    ) -> None:
        self._directory = directory.resolve()
        self._settings = {**_SETTINGS, **(settings or {})}
        self._configured = binaries
        self._disposable = disposable
        self._shared = shared
        self._lock: IO[bytes] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._account: Account | None = None
        self._bin = Path()
        self._data = Path()
        self.port = 0

    @property
    def pid(self) -> int | None:
        """Process id of the server, None before `start`."""
        return self._process.pid if self._process else None

    @property
    def data(self) -> Path:
        """The cluster's own folder (``PGDATA``)."""
        return self._data

    def password(self, role: str) -> str:
        """Password of a database role: derived from the secret of this cluster, so none is stored."""
        return role_password(self._directory, role)

    def dsn(self, role: str = SUPERUSER, database: str = "postgres") -> str:
        """``postgresql://`` address for one role; holds a password, never log it."""
        return f"postgresql://{role}:{self.password(role)}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Take the lock, make the cluster if there is none, and start the server; see `ready`.

        Raises:
            LauncherError: another process owns the folder, the cluster is of another major version, no
                account or binaries, or ``initdb`` failed.
        """
        self._directory.mkdir(parents=True, exist_ok=True)
        self._lock = take_lock(self._directory / "lock")
        try:
            self._account = choose_account()
            self._bin = usable_binaries(self._configured, self._account, self._shared)
            cluster = cluster_folder(
                self._directory, self._account, disposable=self._disposable, shared=self._shared
            )
            self._data = cluster / "pg"
            if not (self._data / "PG_VERSION").is_file():
                self._initialise(cluster)
            self._check_version()
            retire_predecessor(self._data)
            self._spawn()
        except BaseException:
            self._release()
            raise

    async def ready(self, timeout_s: float = 20.0) -> None:
        """Wait until a real connection works.

        Raises:
            LauncherError: the server ended or did not answer in time; the text ends with its last words.
        """
        deadline = time.monotonic() + timeout_s
        while True:
            try:
                connection = await asyncpg.connect(self.dsn(), timeout=5)
            except (OSError, asyncpg.PostgresError, TimeoutError) as error:
                if self._process is None or self._process.poll() is not None:
                    raise LauncherError("start", f"PostgreSQL ended at once: {self._last_words()}") from error
                if time.monotonic() > deadline:
                    raise LauncherError(
                        "start", f"PostgreSQL does not answer: {self._last_words()}"
                    ) from error
                await asyncio.sleep(0.02)
            else:
                await connection.close()
                return

    async def supervise(self) -> None:
        """Start the server again, on the same port, whenever it ends; runs until cancelled."""
        pause = 0.1
        while True:
            await asyncio.sleep(pause)
            if self._process is not None and self._process.poll() is not None:
                retire_predecessor(self._data)
                self._spawn(keep_port=True)
                pause = min(pause * 2, 5.0)
            else:
                pause = 0.1

    def stop(self) -> None:
        """Fast shutdown and release of the lock; again is harmless."""
        if self._process is not None:
            stop(self._process)
            self._process = None
        (self._directory / "runtime.json").unlink(missing_ok=True)
        self._release()

    def _initialise(self, cluster: Path) -> None:
        write_secret(self._directory / "secret")
        fresh = cluster / "pg.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        password_file = cluster / "pwfile"
        _write_private(password_file, self.password(SUPERUSER))
        if self._account is not None:
            for path in (fresh, password_file):
                os.chown(path, self._account.uid, self._account.gid)
        try:
            done = run(
                [
                    *(self._bin / "initdb", "-D", fresh, "-U", SUPERUSER, "-A", "scram-sha-256"),
                    *(f"--pwfile={password_file}", "-E", "UTF8", "--locale=C", "--no-instructions"),
                ],
                self._account,
            )
        finally:
            password_file.unlink(missing_ok=True)
        if done.returncode != 0:
            raise LauncherError("initdb", f"initdb failed: {done.stderr.strip()[-500:]}")
        fresh.rename(self._data)

    def _check_version(self) -> None:
        held = (self._data / "PG_VERSION").read_text(encoding="ascii").strip()
        said = run([self._bin / "postgres", "-V"], self._account).stdout.split()
        major = said[2].split(".")[0] if len(said) > 2 else "?"
        if held != major:
            raise LauncherError(
                "version", f"the data in {self._data} are of PostgreSQL {held}, the program is {major}"
            )

    def _spawn(self, *, keep_port: bool = False) -> None:
        if not keep_port:
            self.port = free_port()
        log_path = self._directory / "postgres.log"
        mode = "ab" if log_path.is_file() and log_path.stat().st_size < _LOG_LIMIT else "wb"
        command = [str(self._bin / "postgres"), "-D", str(self._data), "-p", str(self.port)]
        for name, value in self._settings.items():
            command += ["-c", f"{name}={value}"]
        with log_path.open(mode) as log:
            self._process = spawn(command, self._account, log)
        _write_private(
            self._directory / "runtime.json", json.dumps({"port": self.port, "pid": self._process.pid})
        )

    def _last_words(self) -> str:
        try:
            text = (self._directory / "postgres.log").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return "(no log)"
        return " / ".join(text.strip().splitlines()[-3:])

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def role_password(directory: Path, role: str) -> str:
    """HMAC-SHA256 of the role's name under the folder's secret, as hex."""
    secret = bytes.fromhex((directory / "secret").read_text(encoding="ascii").strip())
    return hmac.new(secret, role.encode(), hashlib.sha256).hexdigest()


def running_port(directory: Path) -> int | None:
    """Port of the server that another process runs on this folder, None when there is none."""
    try:
        port = int(json.loads((directory / "runtime.json").read_text(encoding="utf-8"))["port"])
    except (OSError, ValueError, KeyError):
        return None
    try:
        take_lock(directory / "lock").close()
    except LauncherError:
        return port
    return None


def take_lock(path: Path) -> IO[bytes]:
    """An exclusive lock, held while the returned file is open.

    Raises:
        LauncherError: another process holds it.
    """
    file = path.open("ab")
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise LauncherError("locked", f"another process uses {path.parent}") from error
    return file


def write_secret(path: Path) -> None:
    """A random secret (64 hex digits, mode 0600), once."""
    if not path.is_file():
        _write_private(path, secrets.token_hex(32))


def free_port() -> int:
    """A loopback TCP port that nothing listens on just now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _write_private(path: Path, text: str) -> None:
    """Write a file of mode 0600 whole or not at all."""
    staging = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(staging, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    staging.replace(path)
