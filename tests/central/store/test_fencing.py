"""Clones and restored copies of a till (sync.md C12): fenced, kept aside, and let in again as one till."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from tests.central.store.test_ingest import manager, send, verdicts
from tests.central.world import Till, World, fresh_id
from tests.strictness import ExpectedLogs

FENCED = ("fenced", None)


def copy_of(till: Till) -> Till:
    """The same data directory on another machine: another boot, the same identity."""
    return replace(till, boot_id=fresh_id(), events=deepcopy(till.events))


async def aside(world: World) -> list[bytes]:
    return [bytes(row["payload"]) for row in await world.rows("SELECT payload FROM pos.fenced_inbox")]


async def terminal(world: World) -> tuple[str, int]:
    (row,) = await world.rows(
        "SELECT status, epoch FROM pos.terminals WHERE terminal_id = $1::uuid", world.till.terminal_id
    )
    return row["status"], row["epoch"]


async def test_a_request_of_a_lower_epoch_is_fenced_and_its_bytes_are_kept(
    world: World, expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow("sent from epoch 1, it is at 2")
    old = copy_of(world.till)
    world.till.open_epoch(2)
    await send(world, [world.till.sale()])
    left = [old.sale(number=7), old.sale(number=8)]
    assert verdicts(await send(world, left, old)) == [FENCED, FENCED]
    assert await aside(world) == [item["payload"].encode() for item in left]
    assert verdicts(await send(world, left, old)) == [FENCED, FENCED]
    assert len(await aside(world)) == 2
    assert await world.count("sync_inbox") == 1
    assert await terminal(world) == ("active", 2)


async def test_items_of_a_lower_epoch_sent_by_the_terminal_s_own_epoch_are_normal(world: World) -> None:
    old = [world.till.sale(), world.till.sale()]
    world.till.open_epoch(2)
    fresh = world.till.sale()
    assert verdicts(await send(world, [*old, fresh])) == [("accepted", None)] * 3


async def test_an_earlier_boot_that_went_on_selling_beside_a_later_one_fences_the_epoch(
    world: World, expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow("is fenced in epoch 1: two machines in turn")
    till = world.till
    await send(world, [till.sale()])
    clone = copy_of(till)
    first = clone.sale(number=50)
    assert verdicts(await send(world, [first], clone)) == [("accepted", None)]
    till.seq, till.head = clone.seq, clone.head  # the earlier machine, one sale further than the clone began
    more = till.sale(number=51)
    assert verdicts(await send(world, [more])) == [FENCED]
    assert await terminal(world) == ("fenced", 1)
    assert verdicts(await send(world, [clone.sale(number=52)], clone)) == [FENCED]
    assert len(await aside(world)) == 2


async def test_a_new_boot_of_the_same_machine_is_no_clone(world: World) -> None:
    till = world.till
    await send(world, [till.sale()])
    for _ in range(3):
        till.boot_id = fresh_id()
        assert verdicts(await send(world, [till.sale()])) == [("accepted", None)]
        assert verdicts(await send(world, [till.sale()])) == [("accepted", None)]
    assert await terminal(world) == ("active", 1)


async def test_a_late_request_of_the_boot_before_is_no_clone(world: World) -> None:
    """A proxy may deliver a request again, hours later: its head is no further than where the boot ended."""
    till = world.till
    late = till.request([till.sale()])
    await send(world)
    till.boot_id = fresh_id()
    await send(world, [till.sale()])
    reply = await manager(world).sync_offline_transactions(late, till.principal)
    assert verdicts(reply) == [("duplicate", None)]
    assert await terminal(world) == ("active", 1)


async def test_a_fork_keeps_its_verdicts_and_fences_from_the_next_request_on(
    world: World, expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow("is fenced in epoch 1: two events at one place")
    till = world.till
    await send(world, [till.sale()])
    fork = copy_of(till)
    await send(world, [till.sale(number=2)])
    other = fork.sale(number=3)
    reply = await send(world, [other], fork)
    assert verdicts(reply) == [("review", "DUP_NUMBER")]
    assert verdicts(await send(world, [fork.sale(number=4)], fork)) == [FENCED]
    assert verdicts(await send(world, [till.sale(number=5)])) == [FENCED]
    assert await terminal(world) == ("fenced", 1)


async def test_other_bytes_under_a_known_id_alone_fence_nobody(world: World) -> None:
    first = world.till.sale()
    await send(world)
    other = copy_of(world.till)
    other.seq, other.head, other.boot_id = 0, b"", world.till.boot_id
    other.__post_init__()
    second = other.sale(lines=3, event_id=first["event_id"])
    assert verdicts(await send(world, [second])) == [("review", "SHA_CONFLICT")]
    assert verdicts(await send(world, [world.till.sale()])) == [("accepted", None)]
    assert await terminal(world) == ("active", 1)


async def test_the_way_out_is_a_higher_epoch_and_no_sale_stays_behind(
    world: World, expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow("is fenced in epoch 1: two machines in turn")
    till = world.till
    shared = till.sale(number=1)
    await send(world, [shared])
    clone = copy_of(till)
    await send(world, [clone.sale(number=2)], clone)
    mine = [till.sale(number=3), till.sale(number=4)]
    assert verdicts(await send(world, mine)) == [FENCED, FENCED]
    previous = {"epoch": 1, "seq": till.seq, "hash": till.head.hex()}
    till.open_epoch(2)
    till.boot_id = fresh_id()
    opened = till.event("epoch.opened", {"reason": "re_enrolled", "previous": previous})
    reply = await send(world, [shared, *mine, opened])
    assert verdicts(reply) == [
        ("duplicate", None),
        ("review", "DUP_NUMBER"),
        ("review", "CHAIN_BREAK"),  # the clone's event stands before it now: said, and released all the same
        ("accepted", None),
    ]
    assert verdicts(await send(world, [till.sale(number=5)])) == [("accepted", None)]


async def test_a_fenced_request_is_told_how_its_stream_stands(
    world: World, expected_logs: ExpectedLogs
) -> None:
    expected_logs.allow("sent from epoch 1, it is at 2")
    old = copy_of(world.till)
    await send(world, [old.sale(number=1)], old)
    world.till.open_epoch(2)
    await send(world, [world.till.sale(number=2)])
    reply = await send(world, [old.sale(number=3)], old)
    assert reply.high_water is not None
    assert (reply.high_water.epoch, reply.high_water.seq) == (1, 1)


async def test_the_second_copy_is_told_for_every_epoch_that_has_one(world: World) -> None:
    """Tills prune nothing above it (sync.md E9); who verifies backups writes it down."""
    till = world.till
    await send(world, [till.sale()])
    await world.execute("UPDATE pos.terminal_epochs SET durable_seq = 1")
    till.open_epoch(2)
    reply = await send(world, [till.sale()])
    assert reply.durable_seq is None
    assert [(old.epoch, old.durable_seq) for old in reply.older] == [(1, 1)]


# --- what an opened epoch says of the one before ---


def opened(till: Till, previous: dict[str, Any] | None, epoch: int = 2) -> dict[str, Any]:
    till.open_epoch(epoch)
    return till.event("epoch.opened", {"reason": "head_behind_anchor", "previous": previous})


def place(till: Till) -> dict[str, Any]:
    return {"epoch": till.epoch, "seq": till.seq, "hash": till.head.hex()}


async def test_places_up_to_the_previous_head_that_are_not_held_are_gaps(world: World) -> None:
    till = world.till
    items = [till.sale() for _ in range(5)]
    await send(world, items[:2])
    reply = await send(world, [opened(till, place(till))])
    assert [(old.epoch, old.gaps) for old in reply.older] == [(1, [(3, 5)])]
    reply = await send(world, items[2:])
    assert [(old.epoch, old.gaps) for old in reply.older] == [(1, [])]
    assert await world.count("sync_review") == 0


async def test_an_epoch_of_which_nothing_is_held_is_asked_for_whole(world: World) -> None:
    till = world.till
    items = [till.sale() for _ in range(3)]
    reply = await send(world, [opened(till, place(till))])
    assert [(old.epoch, old.high_water, old.gaps) for old in reply.older] == [(1, None, [(1, 3)])]
    reply = await send(world, items)
    assert verdicts(reply) == [("accepted", None)] * 3


@pytest.mark.parametrize("late", [False, True])
async def test_an_epoch_that_continues_from_another_event_is_a_broken_chain(world: World, late: bool) -> None:
    till = world.till
    sold = till.sale()
    if not late:
        await send(world, [sold])
    first = opened(till, {"epoch": 1, "seq": 1, "hash": "ab" * 32})
    reply = await send(world, [first])
    assert verdicts(reply) == [("accepted", None) if late else ("review", "CHAIN_BREAK")]
    if late:
        await send(world, [sold])
    codes = await world.rows("SELECT code, event_id, held FROM pos.sync_review")
    assert [(row["code"], str(row["event_id"]), row["held"]) for row in codes] == [
        ("CHAIN_BREAK", first["event_id"], False)
    ]


@pytest.mark.parametrize(
    "previous",
    [None, {}, 5, {"epoch": 2, "seq": 3, "hash": "ab" * 32}, {"epoch": 1, "seq": 0, "hash": "ab" * 32}],
)
async def test_a_first_epoch_and_nonsense_ask_for_nothing(world: World, previous: Any) -> None:
    reply = await send(world, [opened(world.till, previous)])
    assert verdicts(reply) == [("accepted", None)]
    assert reply.older == []


async def test_fault_22_a_replica_that_lost_acknowledged_rows_asks_for_them_over_epochs(
    world: World,
) -> None:
    """What the failover lost lies in an older epoch: its ``epoch.opened`` still tells where it ended."""
    till = world.till
    items = [till.sale() for _ in range(4)]
    first = opened(till, place(till))
    await send(world, [*items, first])
    await world.execute(
        "DELETE FROM pos.central_outbox; DELETE FROM pos.effects; DELETE FROM pos.payments;"
        " DELETE FROM pos.transaction_items; DELETE FROM pos.transactions;"
        " DELETE FROM pos.sync_inbox WHERE epoch = 1 AND seq > 2;"
        " UPDATE pos.terminal_epochs SET contiguous_seq = 2, high_seq = 2 WHERE epoch = 1"
    )
    reply = await send(world, [till.sale()])
    assert [(old.epoch, old.gaps) for old in reply.older] == [(1, [(3, 4)])]
    assert verdicts(await send(world, items[2:])) == [("accepted", None)] * 2
