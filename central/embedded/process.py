"""Starting, adopting and stopping the PostgreSQL server process."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Final

from central.embedded.places import Account, LauncherError

_PR_SET_PDEATHSIG: Final = 1
_POLL_S: Final = 0.02


def environment() -> dict[str, str]:
    """What the server's processes see: no secrets of ours, no foreign library path, plain messages."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP") if name in os.environ}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def run(command: Sequence[str | Path], account: Account | None) -> subprocess.CompletedProcess[str]:
    """Run a helper program of PostgreSQL to its end (at most 120 s)."""
    return subprocess.run(
        [str(part) for part in command],
        env=environment(),
        cwd="/" if sys.platform != "win32" else None,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


def spawn(command: Sequence[str], account: Account | None, log: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start the server as a direct child, so that it is reaped and ends with this process.

    On Linux the kernel sends it SIGINT (fast shutdown) when the starting thread ends; so that is asked for
    in the main thread only.
    """
    return subprocess.Popen(
        command,
        env=environment(),
        cwd="/" if sys.platform != "win32" else None,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        preexec_fn=_die_with_parent(),  # noqa: PLW1509 main thread only; it calls one C function
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


def retire_predecessor(data: Path, patience_s: float = 15.0) -> None:
    """End a server left behind on ``data`` and clear a pid file that means nothing any more.

    We hold the lock, so no living launcher owns that server. A zombie (killed, and nobody reaps it) answers
    ``kill(pid, 0)`` like a living process, and PostgreSQL would believe its pid file for ever.

    Raises:
        LauncherError: it does not end.
    """
    pid_file = data / "postmaster.pid"
    pid = _pid_in(pid_file)
    if pid is None:
        return
    if not _serves(pid, data):
        pid_file.unlink(missing_ok=True)
        return
    deadline = time.monotonic() + patience_s
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)
    while _serves(pid, data):
        if time.monotonic() > deadline:
            raise LauncherError("start", f"a PostgreSQL server (process {pid}) still holds {data}")
        threading.Event().wait(_POLL_S)
    if _pid_in(pid_file) == pid:
        pid_file.unlink(missing_ok=True)


def stop(process: subprocess.Popen[bytes], patience_s: float = 4.0) -> None:
    """Fast shutdown (SIGINT); immediate (SIGQUIT) when that takes too long."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.terminate()
    else:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(patience_s)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGQUIT)
        process.wait(patience_s)


def _die_with_parent() -> Callable[[], None] | None:
    if sys.platform != "linux" or threading.current_thread() is not threading.main_thread():
        return None
    import ctypes

    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGINT)
        if os.getppid() != parent:  # it ended in between
            os._exit(1)

    return ask


def _pid_in(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text(encoding="utf-8").splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def _serves(pid: int, data: Path) -> bool:
    """Whether ``pid`` is a living PostgreSQL on ``data``; on systems without /proc PostgreSQL judges."""
    if sys.platform != "linux":
        return False
    process = Path("/proc") / str(pid)
    try:
        state = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        command = (process / "cmdline").read_bytes().split(b"\0")
    except (OSError, IndexError):
        return False
    return state not in {"Z", "X"} and os.fsencode(data) in command
