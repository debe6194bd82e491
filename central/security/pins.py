"""Argon2id over peppered PINs, in a pool of two threads: each takes 46 MiB and about 70 ms (sync.md X1)."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

from central.services.values import PEPPER_VERSION, PinHash
from core.domain import pins
from core.ports.clock import IdSource

_THREADS: Final = 2


class ArgonPins:
    """See `central.services.credential_ports.PinVault`.

    Args:
        pepper: Gives the pepper (32 bytes) of an organization and version.
        ids: Source of salts.
    """

    def __init__(self, pepper: Callable[[str, int], bytes], ids: IdSource) -> None:
        self._pepper = pepper
        self._ids = ids
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="pin")
        self._dummy = PinHash(
            *(pins.MEMORY_KIB, pins.TIME_COST, pins.PARALLELISM),
            *(bytes(pins.SALT_BYTES), str(PEPPER_VERSION), bytes(pins.HASH_BYTES)),
        )

    async def make(self, organization_id: str, pin: str) -> PinHash:
        """Hash a PIN with a fresh salt and the newest pepper."""
        salt = self._ids.random_bytes(pins.SALT_BYTES)
        cost = (pins.MEMORY_KIB, pins.TIME_COST, pins.PARALLELISM)
        shape = PinHash(*cost, salt, str(PEPPER_VERSION), b"")
        return PinHash(*cost, salt, shape.pepper_id, await self._digest(organization_id, shape, pin))

    async def fits(self, organization_id: str, stored: PinHash | None, pin: str) -> bool:
        """Whether a PIN fits; without one stored the same work is done for nothing, and it never does."""
        against = stored or self._dummy
        digest = await self._digest(organization_id, against, pin)
        return hmac.compare_digest(digest, against.hash) and stored is not None

    def badge(self, organization_id: str, code: str) -> tuple[str, bytes]:
        """(pepper id, digest) of a badge's code, as it is stored and looked for."""
        pepper = self._pepper(organization_id, PEPPER_VERSION)
        return str(PEPPER_VERSION), pins.badge_digest(pepper, code)

    async def _digest(self, organization_id: str, shape: PinHash, pin: str) -> bytes:
        secret = pins.pin_secret(self._pepper(organization_id, int(shape.pepper_id)), pin)
        return await asyncio.get_running_loop().run_in_executor(self._pool, partial(_argon, shape, secret))


def _argon(shape: PinHash, secret: bytes) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        secret=secret,
        salt=shape.salt,
        time_cost=shape.time_cost,
        memory_cost=shape.memory_kib,
        parallelism=shape.parallelism,
        hash_len=pins.HASH_BYTES,
        type=Type.ID,
    )
