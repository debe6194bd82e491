"""What has to be done for every shop from time to time: bundles and keys fresh, best sellers, a short log."""

from __future__ import annotations

import logging
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Final, Protocol

from central.services.ports import StoreUnavailableError, Units
from central.services.replicas import KEPT
from central.services.shop_config import ShopPublisher
from central.services.values import Tenant
from core.ports.clock import Clock

BEST_SELLERS_S: Final = 3600.0
PRUNE_S: Final = 3600.0
LOOK_S: Final = 60.0
"""Between two looks at a shop whose tills ask, where no feeder runs."""
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

    async def prune(self, tenant: Tenant, before: datetime) -> int:
        """Forget what was logged before a time; returns how many entries."""
        ...


class Feeder:
    """Goes through the shops, each in a transaction of its own: what fails in one holds up no other."""

    def __init__(self, store: FeedStore, units: Units, publisher: ShopPublisher, clock: Clock) -> None:
        self._store = store
        self._units = units
        self._publisher = publisher
        self._clock = clock
        self._counted: dict[Tenant, float] = {}
        self._pruned: float | None = None

    async def run_once(self) -> bool:
        """One round over all shops; False when another process leads. Once an hour the log is kept short.

        Raises:
            StoreUnavailableError: the database is away.
        """
        async with self._store.lead() as leading:
            if not leading:
                return False
            prune = self._prune_due()
            for tenant in await self._store.shops():
                try:
                    await self._feed(tenant)
                    if prune:
                        await self._store.prune(tenant, self._clock.now() - KEPT)
                except StoreUnavailableError:
                    raise
                except Exception:
                    log.exception("a shop could not be fed", extra={"local_id": tenant.local_id})
        return True

    def _prune_due(self) -> bool:
        now = self._clock.monotonic()
        due = self._pruned is None or now - self._pruned >= PRUNE_S
        if due:
            self._pruned = now
        return due

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


class Freshener:
    """Keeps a shop's bundle, keys and limits fresh because its tills ask, whether a feeder runs or not."""

    def __init__(self, units: Units, publisher: ShopPublisher, clock: Clock) -> None:
        self._units = units
        self._publisher = publisher
        self._clock = clock
        self._seen: dict[Tenant, float] = {}

    async def look(self, tenant: Tenant) -> None:
        """Sign anew what is due; at most once a minute for a shop.

        Raises:
            StoreUnavailableError: try again later.
        """
        now = self._clock.monotonic()
        seen = self._seen.get(tenant)
        if seen is not None and now - seen < LOOK_S:
            return
        async with self._units.begin(tenant) as unit:
            await self._publisher.publish(unit, tenant, self._clock.now())
            await unit.commit()
        self._seen[tenant] = now
