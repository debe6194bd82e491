"""In-memory `core.ports.secrets.SecretStore` with the faults of faults.md 58."""

from __future__ import annotations

from app.secretstore.encoding import check_name, decode_value, encode_value
from core.ports.secrets import Secret, SecretState


class MemorySecrets:
    """Keeps values in a dictionary that several stores may share, as programs share a keyring.

    Attributes:
        get_fails: What every ``get`` answers instead.
        put_fails: What every ``put`` answers instead.
        puts: Names in the order in which they were stored.
    """

    def __init__(self, values: dict[str, str] | None = None) -> None:
        self._values = {} if values is None else values
        self.get_fails: SecretState | None = None
        self.put_fails: SecretState | None = None
        self.puts: list[str] = []

    def get(self, name: str) -> Secret | SecretState:
        """The value, or why there is none."""
        if self.get_fails is not None:
            return self.get_fails
        text = self._values.get(check_name(name))
        value = None if text is None else decode_value(text)
        return SecretState.MISSING if value is None else Secret(value)

    def put(self, name: str, value: bytes) -> SecretState | None:
        """Store, unless told to fail."""
        text = encode_value(value)
        check_name(name)
        if self.put_fails is not None:
            return self.put_fails
        self._values[name] = text
        self.puts.append(name)
        return None

    def delete(self, name: str) -> None:
        """Forget."""
        self._values.pop(check_name(name), None)

    def describe(self) -> str:
        """Name of the back end."""
        return "memory"
