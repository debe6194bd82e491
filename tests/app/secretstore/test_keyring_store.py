"""The keyring back end: allow-list, a keyring that hangs, dies or forgets; and the real one if it is here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring.errors
import pytest

from app.secretstore.keyring_store import ALLOWED, KeyringBackend, KeyringStore
from core.ports.secrets import Secret, SecretState
from tests.conformance.secrets import OpenStore, SecretStoreConformance
from tests.strictness import ExpectedLogs
from tests.sync.virtual import SeededIds, VirtualClock

INSTALLATION = "0198f0c0-0000-7000-8000-000000000001"
ROOT = Path(__file__).parents[3]


class DictKeyring:
    """The calls of a keyring over a dictionary."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.values.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.values[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        try:
            del self.values[service, username]
        except KeyError as error:
            raise keyring.errors.PasswordDeleteError("not found") from error


class NullKeyring(DictKeyring):
    """Takes everything, keeps nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class RaisingKeyring(DictKeyring):
    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self._error


class HangingKeyring(DictKeyring):
    """A locked collection whose prompt nobody answers."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = threading.Event()
        self.entered = threading.Semaphore(0)

    def get_password(self, service: str, username: str) -> str | None:
        self.entered.release()
        self.answered.wait(30)
        return super().get_password(service, username)


class TestKeyringStore(SecretStoreConformance):
    @pytest.fixture
    def stores(self) -> OpenStore:
        backend = DictKeyring()
        return lambda: KeyringStore(INSTALLATION, lambda: backend)


def test_two_installations_never_share() -> None:
    backend = DictKeyring()
    KeyringStore(INSTALLATION, lambda: backend).put("refresh_token", b"token")
    other = KeyringStore(INSTALLATION.replace("1", "2"), lambda: backend)
    assert other.get("refresh_token") is SecretState.MISSING
    assert list(backend.values) == [(f"cuadre:{INSTALLATION}", "refresh_token")]


@pytest.fixture
def hanging() -> Iterator[HangingKeyring]:
    backend = HangingKeyring()
    yield backend
    backend.answered.set()


def test_a_keyring_that_hangs_is_locked_and_piles_nothing_up(hanging: HangingKeyring) -> None:
    store = KeyringStore(INSTALLATION, lambda: hanging, seconds=0.05)
    threads = threading.active_count()
    assert store.get("refresh_token") is SecretState.LOCKED
    assert store.put("refresh_token", b"late") is SecretState.LOCKED
    assert threading.active_count() == threads + 1
    hanging.answered.set()
    patient = KeyringStore(INSTALLATION, lambda: hanging)
    assert patient.get("refresh_token") is SecretState.MISSING, "what was given up must not be written later"


def test_a_keyring_that_comes_back_serves_again(hanging: HangingKeyring) -> None:
    store = KeyringStore(INSTALLATION, lambda: hanging, seconds=0.2)
    hanging.set_password(f"cuadre:{INSTALLATION}", "refresh_token", "dG9rZW4")
    assert store.get("refresh_token") is SecretState.LOCKED
    hanging.answered.set()
    assert store.get("refresh_token") == Secret(b"token")


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (keyring.errors.KeyringLocked("locked"), SecretState.LOCKED),
        (keyring.errors.NoKeyringError("none"), SecretState.UNAVAILABLE),
        (keyring.errors.InitError("no bus"), SecretState.UNAVAILABLE),
    ],
)
def test_the_library_s_errors_become_states(error: Exception, state: SecretState) -> None:
    assert KeyringStore(INSTALLATION, lambda: RaisingKeyring(error)).get("refresh_token") is state


def test_an_error_of_a_foreign_class_is_unavailable_and_the_worker_lives(expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("the keyring failed: ConnectionResetError")
    backends: list[KeyringBackend] = [
        RaisingKeyring(ConnectionResetError("token=very-secret")),
        DictKeyring(),
    ]
    store = KeyringStore(INSTALLATION, lambda: backends[0])
    assert store.get("refresh_token") is SecretState.UNAVAILABLE
    backends.pop(0)
    assert store.get("refresh_token") is SecretState.MISSING


def test_without_a_back_end_everything_is_unavailable() -> None:
    store = KeyringStore(INSTALLATION, lambda: None)
    assert store.get("refresh_token") is SecretState.UNAVAILABLE
    assert store.put("refresh_token", b"x") is SecretState.UNAVAILABLE


def test_a_text_that_is_none_of_ours_is_corrupt() -> None:
    backend = DictKeyring()
    backend.set_password(f"cuadre:{INSTALLATION}", "refresh_token", "not base64!")
    assert KeyringStore(INSTALLATION, lambda: backend).get("refresh_token") is SecretState.CORRUPT


def test_the_probe_accepts_a_keyring_that_keeps_and_leaves_nothing_behind() -> None:
    backend = DictKeyring()
    assert KeyringStore(INSTALLATION, lambda: backend).probe(SeededIds(VirtualClock())) is None
    assert backend.values == {}


def test_the_probe_refuses_a_keyring_that_forgets() -> None:
    store = KeyringStore(INSTALLATION, NullKeyring)
    assert store.probe(SeededIds(VirtualClock())) is SecretState.UNAVAILABLE


def test_the_probe_refuses_a_locked_keyring(hanging: HangingKeyring) -> None:
    store = KeyringStore(INSTALLATION, lambda: hanging, seconds=0.05)
    assert store.probe(SeededIds(VirtualClock())) is SecretState.LOCKED


def test_only_keyrings_of_operating_systems_are_allowed() -> None:
    modules = {module for backends in ALLOWED.values() for module, _ in backends}
    assert modules == {
        "keyring.backends.SecretService",
        "keyring.backends.kwallet",
        "keyring.backends.Windows",
        "keyring.backends.macOS",
    }


@pytest.mark.parametrize("package", ["keyrings.alt", "keyrings.cryptfile"])
def test_packages_that_turn_keyring_into_plain_text_are_not_locked(package: str) -> None:
    locks = list((ROOT / "requirements").glob("*.txt"))
    names = {package.replace(".", "-"), package.replace(".", "_"), package}
    for lock in locks:
        lines = lock.read_text(encoding="utf-8").lower().splitlines()
        assert not [line for line in lines if line.partition("==")[0].strip() in names]


_PROBE = """
import sys
from app.secretstore.keyring_store import KeyringStore
from tests.sync.virtual import SeededIds, VirtualClock
from core.ports.secrets import Secret
store = KeyringStore("0198f0c0-0000-7000-8000-000000000001")
state = store.probe(SeededIds(VirtualClock()))
if state is None:
    store.put("terminal_key", bytes(range(32)))
    again = KeyringStore("0198f0c0-0000-7000-8000-000000000001")
    assert again.get("terminal_key") == Secret(bytes(range(32)))
print(state)
"""


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


def test_a_machine_without_a_bus_has_no_keyring(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    environment["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent"
    assert _run([sys.executable, "-c", _PROBE], environment) == "unavailable"


@pytest.mark.skipif(
    shutil.which("gnome-keyring-daemon") is None or shutil.which("dbus-run-session") is None,
    reason="needs gnome-keyring and dbus-run-session: apt-get install gnome-keyring dbus",
)
def test_the_real_keyring_of_gnome_keeps_a_key(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    script = 'echo | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$0" -c "$1"'
    command = ["dbus-run-session", "--", "sh", "-c", script, sys.executable, _PROBE]
    assert _run(command, environment) == "None"
