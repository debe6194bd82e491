"""Single records sealed at rest, and marks by which an exact value is found without being stored.

CUADRE-RECORD-1: 12 random bytes of nonce, then AES-256-GCM; the additional data are the tag and the record's
identity, so a sealed record moved to another identity does not open. A mark is an HMAC of a value: equal
values have equal marks, and nobody without the key learns the value or can try values out.
"""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from app.secretstore.seal import KEY_BYTES, NONCE_BYTES
from core.ports.clock import IdSource

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

TAG: Final = b"CUADRE-RECORD-1\0"
MARK_BYTES: Final = 16


class RecordSeal:
    """One key's seals and marks; safe to use from several threads. Loads cryptography on first use."""

    def __init__(self, key: bytes, ids: IdSource) -> None:
        """Derive a key for sealing and one for marks.

        Args:
            key: 32 random bytes from the secret store.
            ids: Source of nonces; 2**32 records may be sealed with one key.

        Raises:
            ValueError: a key of another length.
        """
        if len(key) != KEY_BYTES:
            raise ValueError("a seal needs a key of 32 bytes")
        self._sealing, self._marking = _derived(key, b"seal"), _derived(key, b"mark")
        self._ids = ids
        self._cipher: AESGCM | None = None
        self.key_id = _derived(key, b"name").hex()[:16]
        """Tells one key from another without telling anything of either."""

    def seal(self, identity: str, plain: bytes) -> bytes:
        """The record's sealed form."""
        nonce = self._ids.random_bytes(NONCE_BYTES)
        return nonce + self._aead().encrypt(nonce, plain, _associated(identity))

    def open(self, identity: str, sealed: bytes) -> bytes | None:
        """The record again; None when it was changed, or sealed with another key or for another identity."""
        from cryptography.exceptions import InvalidTag

        try:
            return self._aead().decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _associated(identity))
        except (InvalidTag, ValueError):
            return None

    def mark(self, kind: str, value: str) -> bytes:
        """16 bytes that stand for a value of a kind."""
        return _hmac(self._marking, f"{kind}\0{value}".encode())[:MARK_BYTES]

    def _aead(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if self._cipher is None:
            self._cipher = AESGCM(self._sealing)
        return self._cipher


def _derived(key: bytes, use: bytes) -> bytes:
    return _hmac(key, TAG + use)


def _hmac(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, sha256).digest()


def _associated(identity: str) -> bytes:
    return TAG + identity.encode()
