"""Public keys of a shop's tills: who signed what is printed (ADR 85)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

PUBLIC_KEY_BYTES: Final = 32
KEY_ID_BYTES: Final = 6


@dataclass(frozen=True, slots=True)
class TillKey:
    """The key of one till of the shop.

    Attributes:
        public_key: 32 raw bytes, Ed25519.
        terminal_id: The till that holds the private half.
        terminal_name: What people call it.
        valid_to: Nothing dated later counts (the till was given up then); None while it is in use.
    """

    public_key: bytes
    terminal_id: str
    terminal_name: str
    valid_to: datetime | None = None

    @property
    def key_id(self) -> str:
        """See `key_id_of`."""
        return key_id_of(self.public_key)

    def covers(self, moment: datetime) -> bool:
        """Whether the key was in use at a moment (aware)."""
        return self.valid_to is None or moment <= self.valid_to


def key_id_of(public_key: bytes) -> str:
    """Name of a key: twelve hex digits that follow from it, so nobody has to hand them out."""
    return sha256(public_key).digest()[:KEY_ID_BYTES].hex()
