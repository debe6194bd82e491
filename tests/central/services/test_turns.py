"""Batches first, the work beside them at least a quarter of the time."""

from __future__ import annotations

import asyncio

from central.services.turns import SHARE, Turns

LONG = 1_000.0
"""Seconds of work: whoever waits for its share of that does not come back within a test."""


async def test_while_nothing_is_sent_nobody_waits() -> None:
    turns = Turns()
    with turns.batch():
        pass
    await asyncio.wait_for(turns.give_way(LONG), 1)


async def test_work_goes_on_when_the_last_batch_is_in() -> None:
    turns = Turns()
    with turns.batch():
        waiting = asyncio.create_task(turns.give_way(LONG))
        with turns.batch():
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert not waiting.done()
    await asyncio.wait_for(waiting, 1)


async def test_batches_without_end_leave_it_its_share() -> None:
    turns = Turns()
    loop = asyncio.get_running_loop()
    with turns.batch():
        began = loop.time()
        await turns.give_way(0.01)
        assert loop.time() - began >= 0.01 * SHARE * 0.9


async def test_a_batch_that_fails_holds_nothing_up() -> None:
    turns = Turns()
    try:
        with turns.batch():
            raise ConnectionError
    except ConnectionError:
        pass
    await asyncio.wait_for(turns.give_way(LONG), 1)
