"""PINs and badges as they are stored and checked at a till (sync.md X1); `core.domain.pins` has the rules."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from app.usecases.ports import BadgeCredential, PinCredential
from app.usecases.proving import CheckUnavailable
from core.domain.pins import HASH_BYTES, MEMORY_KIB, PARALLELISM, TIME_COST, badge_digest, pin_secret


def _digest(pin: str, pepper: bytes, salt: bytes, memory_kib: int, time_cost: int, parallelism: int) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        secret=pin_secret(pepper, pin),
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


def make_badge(code: str, pepper_id: str, pepper: bytes) -> BadgeCredential:
    """Hash a badge's code for storage."""
    return BadgeCredential(pepper_id, badge_digest(pepper, code))


class CredentialVerifier:
    """Checks PINs and badges against stored credentials.

    A PIN takes about 70 ms, so never on the GUI thread.
    """

    def __init__(self, peppers: Mapping[str, bytes]) -> None:
        self._peppers = dict(peppers)

    def known(self) -> frozenset[str]:
        """Ids of the peppers it has."""
        return frozenset(self._peppers)

    def learn(self, peppers: Mapping[str, bytes]) -> None:
        """Peppers of people who came later, by id; those known stay."""
        self._peppers = {**self._peppers, **peppers}

    def pin(self, credential: PinCredential, pin: str) -> bool:
        """Whether the PIN fits.

        Raises:
            CheckUnavailable: the pepper of this credential is not in the secret store.
        """
        digest = _digest(
            pin,
            self._pepper(credential.pepper_id),
            credential.salt,
            credential.memory_kib,
            credential.time_cost,
            credential.parallelism,
        )
        return hmac.compare_digest(digest, credential.hash)

    def badge(self, credential: BadgeCredential, code: str) -> bool:
        """Whether the badge's code fits.

        Raises:
            CheckUnavailable: the pepper of this credential is not in the secret store.
        """
        shown = make_badge(code, credential.pepper_id, self._pepper(credential.pepper_id))
        return hmac.compare_digest(shown.sha256, credential.sha256)

    def _pepper(self, pepper_id: str) -> bytes:
        pepper = self._peppers.get(pepper_id)
        if pepper is None:
            raise CheckUnavailable
        return pepper
