"""What has to be done for every shop from time to time: bundles and keys kept fresh, best sellers counted."""

from __future__ import annotations

import logging
from contextlib import AbstractAsyncContextManager
from typing import Final, Protocol

from central.services.ports import StoreUnavailableError, Units
from central.services.shop_config import ShopPublisher
from central.services.values import Tenant
from core.ports.clock import Clock

BEST_SELLERS_S: Final = 3600.0
log = logging.getLogger(__name__)


class FeedStore(Protocol):
    """Finds the work, and sees to it that one process does it."""

    def lead(self) -> AbstractAsyncContextManager[bool]:
        """Whether this process is the one that feeds, for as long as the context lasts.

        Raises:
            StoreUnavailableError: try again later.
        """
        ...

    async def shops(self) -> list[Tenant]:
        """All shops of all organizations."""
        ...


class Feeder:
    """Goes through the shops, each in a transaction of its own: what fails in one holds up no other."""

    def __init__(self, store: FeedStore, units: Units, publisher: ShopPublisher, clock: Clock) -> None:
        self._store = store
        self._units = units
        self._publisher = publisher
        self._clock = clock
        self._counted: dict[Tenant, float] = {}

    async def run_once(self) -> bool:
        """One round over all shops; False when another process leads.

        Raises:
            StoreUnavailableError: the database is away.
        """
        async with self._store.lead() as leading:
            if not leading:
                return False
            for tenant in await self._store.shops():
                try:
                    await self._feed(tenant)
                except StoreUnavailableError:
                    raise
                except Exception:
                    log.exception("a shop could not be fed", extra={"local_id": tenant.local_id})
        return True

    async def _feed(self, tenant: Tenant) -> None:
        now, mono = self._clock.now(), self._clock.monotonic()
        last = self._counted.get(tenant)
        count = last is None or mono - last >= BEST_SELLERS_S
        async with self._units.begin(tenant) as unit:
            await self._publisher.publish(unit, tenant, now)
            if count:
                await self._publisher.publish_best_sellers(unit, now)
            await unit.commit()
        if count:
            self._counted[tenant] = mono
