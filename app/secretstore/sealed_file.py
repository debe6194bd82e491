"""`SecretStore` in one sealed file, the key given by a `Callable` (machine file, systemd credential)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final

from app.secretstore.durable import sync_directory, write_private
from app.secretstore.encoding import check_name, decode_value, encode_value
from app.secretstore.machine_key import MachineKeyError, load_machine_key
from app.secretstore.seal import NONCE_BYTES, SealError, seal, unseal
from core.ports.clock import IdSource
from core.ports.secrets import Secret, SecretState

log = logging.getLogger(__name__)

FILE_NAME: Final = "secrets.sealed"


class SealedFileStore:
    """Values in ``secrets.sealed`` (0600), the previous copy beside it as ``.1``.

    A torn or changed file is kept as evidence under ``.corrupt``; the previous copy then serves. Nothing is
    cached: the file is the truth, and a value is read once per start and rotation.

    Args:
        path: The file, e.g. ``<data>/secrets.sealed``.
        installation_id: UUID of this installation; part of the seal.
        key: Gives the 32 bytes; may raise `MachineKeyError`.
        ids: Source of nonces.
        name: How the health screen calls this back end.
    """

    def __init__(
        self,
        path: Path,
        installation_id: str,
        key: Callable[[], bytes],
        ids: IdSource,
        *,
        name: str = "machine-file",
    ) -> None:
        self._path, self._installation_id = path, installation_id
        self._key, self._ids, self._name = key, ids, name

    @classmethod
    def with_key_file(
        cls, path: Path, installation_id: str, key_file: Path, ids: IdSource
    ) -> SealedFileStore:
        """The ``machine-file`` back end; see `machine_key.create_machine_key` for the key file."""

        def key() -> bytes:
            return load_machine_key(key_file)

        return cls(path, installation_id, key, ids)

    def get(self, name: str) -> Secret | SecretState:
        """The value, or why there is none."""
        values = self._values()
        if isinstance(values, SecretState):
            return values
        text = values.get(check_name(name))
        if text is None:
            return SecretState.MISSING
        value = decode_value(text)
        return SecretState.CORRUPT if value is None else Secret(value)

    def put(self, name: str, value: bytes) -> SecretState | None:
        """Store durably; None when done.

        Raises:
            ValueError: not a name, or over 900 bytes.
        """
        text = encode_value(value)
        values = self._changeable()
        if isinstance(values, SecretState):
            return values
        return self._write({**values, check_name(name): text})

    def delete(self, name: str) -> None:
        """Forget a value, in the previous copy too; a missing one is fine."""
        values = self._changeable()
        if isinstance(values, SecretState) or check_name(name) not in values:
            return
        del values[name]
        if self._write(values) is None:
            self._write(values)

    def describe(self) -> str:
        """Name of the back end."""
        return self._name

    @property
    def _previous(self) -> Path:
        return self._path.with_name(f"{self._path.name}.1")

    def _changeable(self) -> dict[str, str] | SecretState:
        """Current values; none when both copies are damaged, for a new enrolment starts there."""
        values = self._values()
        return {} if values is SecretState.CORRUPT else values

    def _write(self, values: dict[str, str]) -> SecretState | None:
        try:
            key = self._key()
            sealed = seal(key, self._ids.random_bytes(NONCE_BYTES), self._installation_id, values)
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._keep_previous(key)
            write_private(self._path, sealed)
        except (MachineKeyError, OSError) as error:
            log.info("the sealed file could not be written: %s", type(error).__name__)
            return SecretState.UNAVAILABLE
        return None

    def _keep_previous(self, key: bytes) -> None:
        """The current file becomes ``.1`` if it is good; a damaged one becomes evidence."""
        if not self._path.exists():
            return
        current = self._path.read_bytes()
        try:
            unseal(key, self._installation_id, current)
        except SealError:
            self._path.replace(self._path.with_name(f"{self._path.name}.corrupt"))
            sync_directory(self._path.parent)
        else:
            write_private(self._previous, current)

    def _values(self) -> dict[str, str] | SecretState:
        try:
            key = self._key()
        except MachineKeyError:
            return SecretState.UNAVAILABLE
        seen = False
        for path in (self._path, self._previous):
            try:
                sealed = path.read_bytes()
            except FileNotFoundError:
                continue
            except OSError:
                return SecretState.UNAVAILABLE
            seen = True
            try:
                return unseal(key, self._installation_id, sealed)
            except SealError:
                continue
        return SecretState.CORRUPT if seen else {}
