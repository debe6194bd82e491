"""The till's own key, and the keys of the shop's other tills (ADR 85)."""

from __future__ import annotations

from typing import Protocol

from core.domain.till_keys import TillKey


class TillSigner(Protocol):
    """Signs with this till's Ed25519 key; the key itself stays behind it."""

    @property
    def key_id(self) -> str:
        """Name of the key, see `core.domain.till_keys.key_id_of`."""
        ...

    def sign(self, data: bytes) -> bytes:
        """Signature (64 bytes) of ``data``; the same again for the same data (RFC 8032)."""
        ...


class KeyRing(Protocol):
    """Public keys of the shop's tills, as far as this till knows them."""

    def find(self, key_id: str) -> TillKey | None:
        """The key of this name."""
        ...

    def verify(self, key: TillKey, signature: bytes, data: bytes) -> bool:
        """Whether ``signature`` over ``data`` was made by the holder of ``key``."""
        ...
