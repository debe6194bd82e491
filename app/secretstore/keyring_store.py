"""`SecretStore` in the keyring of the operating system; only back ends that keep secrets secret.

The library's automatic choice is never used: with certain packages installed it picks a plaintext file or
asks for a password on a terminal that nobody sees.
"""

from __future__ import annotations

import logging
import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Final, Protocol, TypeVar

from app.secretstore.encoding import check_name, decode_value, encode_value
from core.ports.clock import IdSource
from core.ports.secrets import Secret, SecretState

log = logging.getLogger(__name__)

CALL_S: Final = 3.0
ALLOWED: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "linux": (
        ("keyring.backends.SecretService", "Keyring"),
        ("keyring.backends.kwallet", "DBusKeyring"),
    ),
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
    "darwin": (("keyring.backends.macOS", "Keyring"),),
}

T = TypeVar("T")


class KeyringBackend(Protocol):
    """What we use of `keyring.backend.KeyringBackend`."""

    def get_password(self, service: str, username: str) -> str | None:
        """The text, None when there is none."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Store the text."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Forget the text."""
        ...


def system_backend(platform: str = sys.platform) -> KeyringBackend | None:
    """The first allowed back end that works here, None when there is none; may talk to D-Bus."""
    from keyring.errors import KeyringError

    for module, name in ALLOWED.get(platform, ()):
        backend: Any = getattr(import_module(module), name)
        try:
            if backend.viable:
                return backend()  # type: ignore[no-any-return]
        except (KeyringError, OSError, RuntimeError):
            continue
    return None


class KeyringStore:
    """Talks to the keyring on a thread of its own, for a locked one may show a prompt and wait for ever.

    A call that takes longer than 3 s is `LOCKED`; so is every further one while it hangs, and those never
    run. The late answer of the hanging one is dropped, but what a late ``put`` wrote stays written.

    Args:
        installation_id: UUID of this installation; service name ``cuadre:<installation_id>``.
        open_backend: Makes the back end, on the worker thread; None means there is none.
        seconds: Limit of one call.
    """

    def __init__(
        self,
        installation_id: str,
        open_backend: Callable[[], KeyringBackend | None] = system_backend,
        *,
        seconds: float = CALL_S,
    ) -> None:
        self._service = f"cuadre:{installation_id}"
        self._open_backend, self._seconds = open_backend, seconds
        self._worker = _Worker()

    def get(self, name: str) -> Secret | SecretState:
        """The value, or why there is none."""
        check_name(name)

        def call(backend: KeyringBackend) -> Secret | SecretState:
            text = backend.get_password(self._service, name)
            if text is None:
                return SecretState.MISSING
            value = decode_value(text)
            return SecretState.CORRUPT if value is None else Secret(value)

        return self._run(call)

    def put(self, name: str, value: bytes) -> SecretState | None:
        """Store durably; None when done.

        Raises:
            ValueError: not a name, or over 900 bytes.
        """
        check_name(name)
        text = encode_value(value)

        def call(backend: KeyringBackend) -> None:
            backend.set_password(self._service, name, text)

        return self._run(call)

    def delete(self, name: str) -> None:
        """Forget a value; a missing one is fine."""
        check_name(name)

        def call(backend: KeyringBackend) -> None:
            from keyring.errors import PasswordDeleteError

            try:
                backend.delete_password(self._service, name)
            except PasswordDeleteError:
                log.debug("nothing to delete")

        self._run(call)

    def describe(self) -> str:
        """Name of the back end."""
        return "os-keyring"

    def probe(self, ids: IdSource) -> SecretState | None:
        """Whether this back end may be chosen: a random value goes in, comes back and goes away (None: yes).

        A null back end takes everything and gives nothing back; a locked one does not answer.
        """
        name, value = f"probe.{ids.random_bytes(4).hex()}", ids.random_bytes(16)
        failure = self.put(name, value)
        if failure is not None:
            return failure
        found = self.get(name)
        self.delete(name)
        if isinstance(found, SecretState):
            return SecretState.UNAVAILABLE if found is SecretState.MISSING else found
        return None if found.value == value else SecretState.CORRUPT

    def _run(self, call: Callable[[KeyringBackend], T]) -> T | SecretState:
        def job() -> T | SecretState:
            from keyring.errors import KeyringError, KeyringLocked

            try:
                backend = self._open_backend()
                return SecretState.UNAVAILABLE if backend is None else call(backend)
            except KeyringLocked:
                return SecretState.LOCKED
            except KeyringError:
                return SecretState.UNAVAILABLE

        return self._worker.run(job, self._seconds)


@dataclass(slots=True)
class _Job:
    call: Callable[[], Any]
    answer: queue.SimpleQueue[Any] = field(default_factory=queue.SimpleQueue[Any])
    abandoned: bool = False


class _Worker:
    """One daemon thread, made with the first call; at most one job hangs, the others give up waiting."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._started = False

    def run(self, call: Callable[[], T | SecretState], seconds: float) -> T | SecretState:
        with self._lock:
            if not self._started:
                threading.Thread(target=self._loop, name="keyring", daemon=True).start()
                self._started = True
        job = _Job(call)
        self._jobs.put(job)
        try:
            result: T | SecretState = job.answer.get(timeout=seconds)
        except queue.Empty:
            job.abandoned = True
            return SecretState.LOCKED
        return result

    def _loop(self) -> None:
        while True:
            job = self._jobs.get()
            if job.abandoned:
                continue
            try:
                result = job.call()
            except Exception as error:  # noqa: BLE001 - D-Bus libraries raise classes of their own
                log.warning("the keyring failed: %s", type(error).__name__)
                result = SecretState.UNAVAILABLE
            job.answer.put(result)
