"""The sealed file: format vector, durability order, damage, and the key file beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.secretstore import sealed_file
from app.secretstore.machine_key import MachineKeyError, create_machine_key, load_machine_key
from app.secretstore.seal import SealError, seal, unseal
from app.secretstore.sealed_file import SealedFileStore
from core.ports.secrets import Secret, SecretState
from tests.conformance.secrets import OpenStore, SecretStoreConformance
from tests.sync.virtual import SeededIds, VirtualClock

INSTALLATION = "0198f0c0-0000-7000-8000-000000000001"
KEY = bytes(range(32))


def store_in(directory: Path, installation: str = INSTALLATION) -> SealedFileStore:
    ids = SeededIds(VirtualClock(), seed=len(list(directory.iterdir())))
    create_machine_key(directory / "keys" / "secret.key", ids)
    return SealedFileStore.with_key_file(
        directory / "secrets.sealed", installation, directory / "keys" / "secret.key", ids
    )


class TestSealedFile(SecretStoreConformance):
    @pytest.fixture
    def stores(self, tmp_path: Path) -> OpenStore:
        return lambda: store_in(tmp_path)


def test_the_format_is_that_of_the_vector() -> None:
    sealed = seal(KEY, bytes(range(12)), INSTALLATION, {"refresh_token": "abc"})
    assert len(sealed) == 65
    assert sealed.startswith(b"CUADRE-SEAL-1\0" + bytes(range(12)))
    assert sealed[26:].hex() == (
        "3c20a47ea397a768e51ee3e4da8c164fb9f4e656935922b4422f915da398911504a89d8abc54f9"
    )
    assert unseal(KEY, INSTALLATION, sealed) == {"refresh_token": "abc"}


@given(st.data())
def test_no_changed_byte_goes_unseen(data: st.DataObject) -> None:
    sealed = bytearray(seal(KEY, bytes(12), INSTALLATION, {"refresh_token": "abc"}))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealError):
        unseal(KEY, INSTALLATION, bytes(sealed))


@given(st.integers(0, 64))
def test_no_torn_file_opens(length: int) -> None:
    with pytest.raises(SealError):
        unseal(KEY, INSTALLATION, seal(KEY, bytes(12), INSTALLATION, {"refresh_token": "abc"})[:length])


def test_a_file_of_another_installation_is_corrupt(tmp_path: Path) -> None:
    store_in(tmp_path).put("refresh_token", b"token")
    assert store_in(tmp_path, INSTALLATION.replace("1", "2")).get("refresh_token") is SecretState.CORRUPT


def test_neither_file_is_readable_for_others_nor_holds_the_value(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.put("refresh_token", b"very-secret-token")
    store.put("terminal_key", b"k" * 32)
    for path in (tmp_path / "secrets.sealed", tmp_path / "secrets.sealed.1", tmp_path / "keys/secret.key"):
        assert path.stat().st_mode & 0o777 == 0o600
        assert b"very-secret" not in path.read_bytes()


def test_a_torn_file_falls_back_to_the_previous_copy_and_is_kept(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.put("terminal_key", b"k" * 32)
    store.put("refresh_token", b"new")
    current = tmp_path / "secrets.sealed"
    torn = current.read_bytes()[:-3]
    current.write_bytes(torn)
    assert store.get("terminal_key") == Secret(b"k" * 32)
    assert store.put("refresh_token", b"newer") is None
    assert (tmp_path / "secrets.sealed.corrupt").read_bytes() == torn
    assert store.get("refresh_token") == Secret(b"newer")
    assert store.get("terminal_key") == Secret(b"k" * 32)


def test_two_damaged_copies_are_corrupt_until_something_is_put(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    for value in (b"one", b"two"):
        store.put("refresh_token", value)
    for name in ("secrets.sealed", "secrets.sealed.1"):
        (tmp_path / name).write_bytes(b"CUADRE-SEAL-1\0" + bytes(60))
    assert store.get("refresh_token") is SecretState.CORRUPT
    assert store.put("terminal_key", b"k" * 32) is None
    assert store.get("refresh_token") is SecretState.MISSING


def test_a_deleted_value_is_in_no_copy(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    store.put("terminal_key", b"key")
    store.put("refresh_token", b"token")
    store.delete("refresh_token")
    key = load_machine_key(tmp_path / "keys" / "secret.key")
    for name in ("secrets.sealed", "secrets.sealed.1"):
        assert list(unseal(key, INSTALLATION, (tmp_path / name).read_bytes())) == ["terminal_key"]


def test_the_order_on_disk_is_write_sync_rename_sync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_in(tmp_path)
    calls: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def seen_fsync(descriptor: int) -> None:
        target = Path(f"/proc/self/fd/{descriptor}").readlink()
        calls.append("sync directory" if target.is_dir() else "sync file")
        fsync(descriptor)

    def seen_replace(self: Path, target: Path) -> Path:
        calls.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", seen_fsync)
    monkeypatch.setattr(Path, "replace", seen_replace)
    assert store.put("refresh_token", b"token") is None
    assert calls == ["sync file", "rename", "sync directory"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_at_any_step_leaves_the_old_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    store = store_in(tmp_path)
    store.put("refresh_token", b"old")

    def fails(*_: object) -> None:
        raise OSError(28, "no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os if step == "fsync" else Path, step, fails)
        assert store.put("refresh_token", b"new") is SecretState.UNAVAILABLE
    assert store_in(tmp_path).get("refresh_token") == Secret(b"old")


def test_no_nonce_is_used_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nonces: list[bytes] = []

    def seen(key: bytes, nonce: bytes, *rest: object) -> bytes:
        nonces.append(nonce)
        return seal(key, nonce, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(sealed_file, "seal", seen)
    store = store_in(tmp_path)
    for _ in range(5):
        store.put("refresh_token", b"same")
    assert len(set(nonces)) == 5


def test_an_existing_machine_key_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    ids = SeededIds(VirtualClock())
    create_machine_key(path, ids)
    first = load_machine_key(path)
    create_machine_key(path, ids)
    assert load_machine_key(path) == first


@pytest.mark.parametrize(
    ("content", "mode", "reason"),
    [(None, 0o600, "missing"), (b"short", 0o600, "length"), (KEY, 0o644, "mode")],
)
def test_a_bad_key_file_makes_the_store_unavailable(
    tmp_path: Path, content: bytes | None, mode: int, reason: str
) -> None:
    path = tmp_path / "secret.key"
    if content is not None:
        path.write_bytes(content)
        path.chmod(mode)
    with pytest.raises(MachineKeyError, match=reason):
        load_machine_key(path)
    store = SealedFileStore.with_key_file(
        tmp_path / "secrets.sealed", INSTALLATION, path, SeededIds(VirtualClock())
    )
    assert store.get("refresh_token") is SecretState.UNAVAILABLE
    assert store.put("refresh_token", b"x") is SecretState.UNAVAILABLE
    assert not (tmp_path / "secrets.sealed").exists()
