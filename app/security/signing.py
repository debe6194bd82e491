"""The till's own key and the keys of the shop's other tills, over Ed25519 (ADR 85)."""

from __future__ import annotations

import logging

from app.usecases.ports import TillReader
from core.domain.till_keys import TillKey, key_id_of
from core.ports.secrets import TERMINAL_KEY, Secret, SecretStore

log = logging.getLogger(__name__)


class KeySigner:
    """The `TillSigner` over a private key in memory.

    Args:
        private: 32 raw bytes.

    Raises:
        ValueError: they are no key.
    """

    def __init__(self, private: bytes) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        self._key = Ed25519PrivateKey.from_private_bytes(private)
        self._public = self._key.public_key().public_bytes_raw()
        self._key_id = key_id_of(self._public)

    @property
    def key_id(self) -> str:
        """See `TillSigner`."""
        return self._key_id

    @property
    def public_key(self) -> bytes:
        """32 raw bytes."""
        return self._public

    def sign(self, data: bytes) -> bytes:
        """See `TillSigner`."""
        return self._key.sign(data)


def signer_of(secrets: SecretStore) -> KeySigner | None:
    """The till's signer; None where the secret store gives no key, and receipts then carry no code."""
    found = secrets.get(TERMINAL_KEY)
    if not isinstance(found, Secret):
        return None
    try:
        return KeySigner(found.value)
    except ValueError:
        log.error("the till's key is damaged")
        return None


class StoredKeys:
    """The `KeyRing` of ``till.db``; used on the thread of its reader."""

    def __init__(self, reader: TillReader) -> None:
        self._reader = reader

    def find(self, key_id: str) -> TillKey | None:
        """See `KeyRing`."""
        return self._reader.till_key(key_id)

    def verify(self, key: TillKey, signature: bytes, data: bytes) -> bool:
        """See `KeyRing`."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(key.public_key).verify(signature, data)
        except (InvalidSignature, ValueError):
            return False
        return True
