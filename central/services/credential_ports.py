"""What the services need from outside to know people: their hashed PINs and badges, and who hashes them."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from central.services.values import PinHash, PinRow, StaffRow


class Credentials(Protocol):
    """PINs and badges of the people of this shop."""

    async def person(self, staff_id: str) -> StaffRow | None:
        """An active person who works in this shop."""
        ...

    async def bearer(self, badge_sha256: bytes) -> StaffRow | None:
        """Likewise, by what is stored of their badge."""
        ...

    async def claim_pin(self, staff_id: str) -> PinRow | None:
        """A person's PIN, locked for this unit."""
        ...

    async def count_failure(self, staff_id: str, failures: int, at: datetime | None) -> None:
        """Set the count of wrong PINs in a row."""
        ...

    async def set_pin(self, staff_id: str, pin: PinHash, at: datetime) -> None:
        """Store a PIN in place of the one before; the count begins anew."""
        ...

    async def set_badge(self, staff_id: str, pepper_id: str, badge_sha256: bytes, at: datetime) -> None:
        """Store a badge in place of the one before; taken ones are a conflict at the commit."""
        ...


class PinVault(Protocol):
    """Hashes PINs and badges with the organization's pepper."""

    async def make(self, organization_id: str, pin: str) -> PinHash:
        """Hash a PIN with a fresh salt."""
        ...

    async def fits(self, organization_id: str, stored: PinHash | None, pin: str) -> bool:
        """Whether a PIN fits; for nobody it takes as long, and never does."""
        ...

    def badge(self, organization_id: str, code: str) -> tuple[str, bytes]:
        """(pepper id, digest) of a badge's code."""
        ...
