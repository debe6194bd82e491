"""PIN hashing (sync.md X1): HMAC-SHA256(pepper, PIN), then Argon2id with 46 MiB, t=1, p=1.

The pepper makes a stolen database worthless: without it all 4-digit PINs would fall in minutes.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from app.usecases.ports import PinCredential
from app.usecases.session import PinCheckUnavailable

MEMORY_KIB: Final = 46 * 1024
TIME_COST: Final = 1
PARALLELISM: Final = 1
HASH_BYTES: Final = 32


def _digest(pin: str, pepper: bytes, salt: bytes, memory_kib: int, time_cost: int, parallelism: int) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        secret=hmac.new(pepper, pin.encode(), sha256).digest(),
        salt=salt,
        time_cost=time_cost,
        memory_cost=memory_kib,
        parallelism=parallelism,
        hash_len=HASH_BYTES,
        type=Type.ID,
    )


def make_credential(pin: str, pepper_id: str, pepper: bytes, salt: bytes) -> PinCredential:
    """Hash a PIN for storage; ``salt`` is 16 fresh random bytes."""
    digest = _digest(pin, pepper, salt, MEMORY_KIB, TIME_COST, PARALLELISM)
    return PinCredential(MEMORY_KIB, TIME_COST, PARALLELISM, salt, pepper_id, digest)


class PinVerifier:
    """Checks PINs against stored credentials; about 70 ms a check, so never on the GUI thread."""

    def __init__(self, peppers: Mapping[str, bytes]) -> None:
        self._peppers = dict(peppers)

    def __call__(self, credential: PinCredential, pin: str) -> bool:
        """Whether the PIN fits.

        Raises:
            PinCheckUnavailable: the pepper of this credential is not in the secret store.
        """
        pepper = self._peppers.get(credential.pepper_id)
        if pepper is None:
            raise PinCheckUnavailable
        digest = _digest(
            pin,
            pepper,
            credential.salt,
            credential.memory_kib,
            credential.time_cost,
            credential.parallelism,
        )
        return hmac.compare_digest(digest, credential.hash)
