"""Keeps what tills are told fresh for as long as the service runs."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from central.services.feed import Feeder
from central.services.ports import StoreUnavailableError

_LOG: Final = logging.getLogger("cuadre.central")
PERIOD_S: Final = 60.0


async def feed(feeder: Feeder, *, period_s: float = PERIOD_S) -> None:
    """Round after round until cancelled; an absent database is waited for, and said once each time."""
    told = False
    while True:
        try:
            await feeder.run_once()
            told = False
        except StoreUnavailableError as error:
            if not told:
                _LOG.info("streams wait for the database: %s", error)
            told = True
        await asyncio.sleep(period_s)
