"""What tills send goes first; what follows from it waits its turn, but is never starved.

Both run on one event loop and often on one machine: carried out at once, the effects of a batch would hold up
the batch behind it, and a till that drains two weeks would drain them at half the speed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

SHARE: Final = 3.0
"""So many times what a piece of work took is waited before the next while batches come: a quarter of the time
is left to it, however many tills send."""


class Turns:
    """Shared by ingest and the work beside it; of one event loop."""

    def __init__(self) -> None:
        self._batches = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    @contextmanager
    def batch(self) -> Generator[None]:
        """A batch is being taken in."""
        self._batches += 1
        self._quiet.clear()
        try:
            yield
        finally:
            self._batches -= 1
            if not self._batches:
                self._quiet.set()

    async def give_way(self, took_s: float) -> None:
        """Wait until no batch is being taken in, `SHARE` times ``took_s`` seconds at most."""
        if not self._batches:
            return
        try:
            async with asyncio.timeout(took_s * SHARE):
                await self._quiet.wait()
        except TimeoutError:
            return
