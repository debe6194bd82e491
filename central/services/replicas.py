"""Changes that people bring: files put into the replicas, whole lists, and the log kept short."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from central.services.ports import Units
from central.services.put_file import Items, read_changes
from central.services.shop_config import config_data
from central.services.values import Tenant
from core.domain.changes import Stream
from core.ports.clock import Clock

KEPT: Final = timedelta(days=90)
"""Tombstones live as long (D2); a till that was away longer fetches whole lists."""


@dataclass(frozen=True, slots=True)
class PutCount:
    """What became of a list of items.

    Attributes:
        written: New ones, and those that differed.
        removed: Those that were there and are gone.
        unchanged: All others; tills are told nothing of them.
    """

    written: int
    removed: int
    unchanged: int


class TakenSkuError(Exception):
    """Two products would have the same sku; the text names it. Nothing was written."""


class ReplicaStore(Protocol):
    """Writes replicas with their log."""

    async def put(self, tenant: Tenant, stream: Stream, items: Items, at: datetime) -> PutCount:
        """Write items, all or none; committed when this returns.

        Raises:
            TakenSkuError: two products have the same sku.
            StoreUnavailableError: nothing was written.
        """
        ...

    async def filled(self, tenant: Tenant) -> str | None:
        """Mark of what a shop was last filled with."""
        ...

    async def fill(self, tenant: Tenant, lists: Mapping[Stream, Items], mark: str, at: datetime) -> None:
        """Make the replicas equal to these lists, in one transaction; once for each mark.

        Figures that live on at the centre, stock and customers, are only added to.
        """
        ...

    async def prune(self, tenant: Tenant, before: datetime) -> int:
        """Forget what was logged before a time; returns how many entries."""
        ...


class ReplicaService:
    """What an administrator does with what tills are told."""

    def __init__(self, store: ReplicaStore, units: Units, clock: Clock) -> None:
        self._store = store
        self._units = units
        self._clock = clock

    async def put_file(self, tenant: Tenant, stream: Stream, lines: Iterable[bytes]) -> PutCount:
        """Write a file of changes, all of it or nothing.

        Raises:
            PutFileError: lines that do not hold.
            TakenSkuError: two products would have the same sku.
            StoreUnavailableError: nothing was written.
        """
        items = read_changes(stream, lines)
        if stream is Stream.CONFIG:
            return await self._put_config(tenant, items)
        return await self._store.put(tenant, stream, items, self._clock.now())

    async def _put_config(self, tenant: Tenant, items: Items) -> PutCount:
        """In one unit; limits that are signed already are the same without their signature."""
        written = 0
        async with self._units.begin(tenant) as unit:
            for item_id in sorted(items):
                data = config_data(item_id, items[item_id])
                held = await unit.config.claim(item_id)
                if held is None or {**held, "jws": None} != {**data, "jws": None}:
                    await unit.config.put(item_id, data, self._clock.now())
                    written += 1
            await unit.commit()
        return PutCount(written, 0, len(items) - written)

    async def filled(self, tenant: Tenant) -> str | None:
        """Mark of what a shop was last filled with, None for one that never was."""
        return await self._store.filled(tenant)

    async def fill(self, tenant: Tenant, lists: Mapping[Stream, Items], mark: str) -> None:
        """See `ReplicaStore.fill`."""
        await self._store.fill(tenant, lists, mark, self._clock.now())

    async def prune(self, tenants: Iterable[Tenant]) -> int:
        """Forget what tills have had `KEPT` to fetch; returns how many entries."""
        before = self._clock.now() - KEPT
        return sum([await self._store.prune(tenant, before) for tenant in tenants])
