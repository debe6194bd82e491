"""What every test is held to, beyond the settings of ``pyproject.toml``.

- A log record of WARNING or above that the test did not announce fails it (``expected_logs``).
- Sockets reach this machine alone. ``pytest-socket`` guards ``connect``; an audit hook guards what it does
  not see: ``connect_ex``, ``sendto``, ``bind`` to every interface and look-ups of foreign names.
- No test sees or touches the user's data, settings or keyring: the home and XDG directories are temporary.
- Qt paints off screen, and Hypothesis neither keeps a database nor fails on a slow machine.
- Garbage is collected between tests, on the main thread: elsewhere it would end the process with the widget
  it frees (``app.bridge.collector``), and amid a test it would blame that test for another's leak.
- Processes that tests start keep the bytecode they compile: each would compile PySide6 and SQLAlchemy anew.

Loaded as a plugin by ``tests/conftest.py``, and by the sub-runs that test these rules themselves.
"""

from __future__ import annotations

import gc
import ipaddress
import logging
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import hypothesis
import pytest

# --- surroundings ------------------------------------------------------------------------------------------

_HOME = pytest.StashKey[Path]()
_DIRECTORIES = {
    "HOME": "",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "runtime",
}


def pytest_configure(config: pytest.Config) -> None:
    """Give the whole run its own home, an off-screen Qt and no keyring, before anything reads them."""
    home = Path(tempfile.mkdtemp(prefix="cuadre-tests-"))
    config.stash[_HOME] = home
    for variable, name in _DIRECTORIES.items():
        directory = home / name
        directory.mkdir(mode=0o700, exist_ok=True)
        os.environ[variable] = str(directory)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    gc.disable()
    _LOOPBACK_GUARD.install()
    hypothesis.settings.register_profile("cuadre", deadline=None, database=None)
    hypothesis.settings.register_profile(
        "ci", parent=hypothesis.settings.get_profile("cuadre"), derandomize=True
    )
    hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "cuadre")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the temporary home."""
    _LOOPBACK_GUARD.armed = False
    home = config.stash.get(_HOME, None)
    if home is not None:
        shutil.rmtree(home, ignore_errors=True)


# --- garbage -----------------------------------------------------------------------------------------------


def pytest_collection_finish() -> None:
    """What pytest and the modules keep for the whole run is not searched again and again."""
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Collect what this test left, as Python itself would have."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = [n for n, most in enumerate(thresholds) if most and counts[n] > most]
    if due:
        gc.collect(due[-1])


# --- sockets -----------------------------------------------------------------------------------------------


class SocketBeyondLoopbackError(RuntimeError):
    """A test tried to reach, or to listen to, something that is not this machine."""


class _LoopbackGuard:
    """A process-wide audit hook; Python offers no way to take one out, so it can be disarmed."""

    EVENTS = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})

    def __init__(self) -> None:
        self.armed = False
        self._installed = False

    def install(self) -> None:
        self.armed = True
        if not self._installed:
            sys.addaudithook(self._audit)
            self._installed = True

    def _audit(self, event: str, args: tuple[object, ...]) -> None:
        if not self.armed:
            return
        if event in self.EVENTS:
            address = args[1] if len(args) > 1 else None
            if isinstance(address, tuple) and address and not is_loopback(address[0]):
                raise SocketBeyondLoopbackError(f"{event} {address!r}")
        elif event == "socket.getaddrinfo" and not is_loopback(args[0]):
            raise SocketBeyondLoopbackError(f"{event} {args[0]!r}")


def is_loopback(host: object) -> bool:
    """Whether a host, as a socket call takes it, is this machine alone (None means the loopback address)."""
    if isinstance(host, bytes | bytearray):
        host = bytes(host).decode("ascii", "replace")
    if host is None or host == "localhost":
        return True
    if not isinstance(host, str):
        return True  # netlink and packet families: not addresses of the Internet
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


_LOOPBACK_GUARD = _LoopbackGuard()

# --- log records -------------------------------------------------------------------------------------------


@dataclass
class ExpectedLogs(logging.Handler):
    """Collects records of WARNING and above and holds them against what the test announced.

    Patterns are regular expressions searched in ``LEVEL logger: message``.
    """

    records: list[logging.LogRecord] = field(default_factory=list)
    _must: list[str] = field(default_factory=list)
    _may: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(logging.WARNING)

    __hash__ = logging.Handler.__hash__

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record for the end of the test."""
        self.records.append(record)

    def expect(self, pattern: str) -> None:
        """A record that matches must come before the test ends."""
        self._must.append(pattern)

    def allow(self, pattern: str) -> None:
        """A record that matches may come, any number of times."""
        self._may.append(pattern)

    def complaints(self) -> list[str]:
        """Records nobody announced, then announcements that nothing fulfilled."""
        lines = [f"{r.levelname} {r.name}: {r.getMessage()}" for r in list(self.records)]
        known = [*self._must, *self._may]
        found = [
            f"unexpected log record: {line}" for line in lines if not any(re.search(p, line) for p in known)
        ]
        found += [
            f"expected log record never came: {p}"
            for p in self._must
            if not any(re.search(p, x) for x in lines)
        ]
        return found


@pytest.fixture(autouse=True)
def expected_logs() -> Iterator[ExpectedLogs]:
    """Fail the test on WARNING+ log records it did not announce with ``expect`` or ``allow``."""
    handler = ExpectedLogs()
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        yield handler
    finally:
        root.removeHandler(handler)
    complaints = handler.complaints()
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)
