"""Carries out effects for as long as the service runs."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from central.services.effects import EffectConsumer
from central.services.ports import StoreUnavailableError

_LOG: Final = logging.getLogger("cuadre.central")
POLL_S: Final = 1.0
_LONGEST_S: Final = 30.0


async def consume(consumer: EffectConsumer, *, poll_s: float = POLL_S) -> None:
    """Round after round until cancelled; an absent database is waited for, and said once each time."""
    pause = poll_s
    while True:
        try:
            due = await consumer.run_once()
        except StoreUnavailableError as error:
            if pause == poll_s:
                _LOG.info("effects wait for the database: %s", error)
            pause = min(pause * 2, _LONGEST_S)
        else:
            pause = poll_s
            if due:
                continue
        await asyncio.sleep(pause)
