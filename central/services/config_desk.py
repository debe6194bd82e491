"""What a person sets of a shop's configuration: its settings and its offline limits (sync.md D8)."""

from __future__ import annotations

from typing import Any, Final

from central.services.ports import Units
from central.services.shop_config import LIMITS, SETTINGS, ShopPublisher, config_data
from central.services.values import Tenant
from core.ports.clock import Clock

SET_BY_PEOPLE: Final = (SETTINGS, LIMITS)
"""The other items the centre makes itself."""


class ConfigRefusedError(Exception):
    """The content is not the item's; the text says why."""


class ConfigDesk:
    """Writes items; tills are told at their next batch."""

    def __init__(self, units: Units, publisher: ShopPublisher, clock: Clock) -> None:
        self._units = units
        self._publisher = publisher
        self._clock = clock

    async def put(self, tenant: Tenant, item_id: str, content: Any) -> None:
        """Put an item in place of the one before, limits signed for the shop; committed when this returns.

        Raises:
            ConfigRefusedError: no item that people set, or not its content.
            StoreUnavailableError: try again later.
        """
        if item_id not in SET_BY_PEOPLE:
            raise ConfigRefusedError(f"people set {' and '.join(SET_BY_PEOPLE)}")
        try:
            data = config_data(item_id, content)
        except ValueError as error:
            raise ConfigRefusedError(str(error)) from error
        now = self._clock.now()
        async with self._units.begin(tenant) as unit:
            await unit.config.claim(item_id)
            await unit.config.put(item_id, data, now)
            await self._publisher.publish(unit, tenant, now)
            await unit.commit()
