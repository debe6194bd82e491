"""Answers are taken apart whatever the reads cut them into."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.printer.demux import Asb, Block, Demux, Noise, Queued, RealTime, Reply
from hardware.printer.status import STALE_AFTER_S, UNKNOWN, Bits, StatusBoard, from_asb, from_eot


def fed(data: bytes, *, serial: bool = False) -> list[Reply]:
    return Demux(serial=serial).feed(data)


def test_the_vector_of_mixed_answers() -> None:
    assert fed(bytes.fromhex("38000000 1a 16 12 10000000")) == [
        Asb(bytes.fromhex("38000000")),
        RealTime(0x1A),
        RealTime(0x16),
        RealTime(0x12),
        Asb(bytes.fromhex("10000000")),
    ]


def test_a_fence_between_status_pushes() -> None:
    data = bytes.fromhex("14000000") + b"\x37\x220001\x00" + b"\x12" + b"\x5f_TM-T20III\x00" + b"\x00"
    assert fed(data) == [
        Asb(bytes.fromhex("14000000")),
        Block(0x37, b'"0001'),
        RealTime(0x12),
        Block(0x5F, b"_TM-T20III"),
        Queued(0),
    ]


def test_a_push_torn_by_another_answer_is_noise_and_not_a_status() -> None:
    replies = fed(bytes.fromhex("140012"))
    assert replies[0] == Noise(0x14)
    assert Asb not in {type(reply) for reply in replies}


def test_flow_control_is_dropped_on_serial_even_inside_a_block() -> None:
    assert fed(b"\x37\x13\x22\x11" + b"0007\x00", serial=True) == [Block(0x37, b'"0007')]


def test_an_endless_block_is_noise_and_memory_stays_bounded() -> None:
    demux = Demux()
    demux.feed(b"\x5f" + b"A" * 10_000)
    assert len(demux._rest) <= 600


@given(st.binary(max_size=200), st.lists(st.integers(0, 200), max_size=8))
def test_cutting_the_stream_changes_nothing(data: bytes, cuts: list[int]) -> None:
    whole = fed(data)
    demux, parts, start = Demux(), [], 0
    for end in [*sorted(min(cut, len(data)) for cut in cuts), len(data)]:
        parts += demux.feed(data[start:end])
        start = end
    assert [r for r in parts if not isinstance(r, Noise)] == [r for r in whole if not isinstance(r, Noise)]


@pytest.mark.parametrize(
    ("one", "two", "four", "obstacle"),
    [
        (0x12, 0x12, 0x12, None),
        (0x16, 0x12, 0x12, None),
        (0x1E, 0x32, 0x7E, "rec_empty"),
        (0x16, 0x12, 0x1E, None),
        (0x1A, 0x16, 0x12, "cover_open"),
        (0x1A, 0x52, 0x12, "printer_error"),
        (0x1A, 0x12, 0x12, "offline"),
    ],
)
def test_real_time_answers_name_the_obstacle(one: int, two: int, four: int, obstacle: str | None) -> None:
    assert from_eot(one, two, four).obstacle() == obstacle


def test_pushes_name_the_obstacle() -> None:
    assert from_asb(bytes.fromhex("14000000")).obstacle() is None
    near = from_asb(bytes.fromhex("14000300"))
    assert (near.rec_near_end, near.obstacle()) == (True, None)
    assert from_asb(bytes.fromhex("3c000000")).obstacle() == "cover_open"
    assert from_asb(bytes.fromhex("18000f00")).obstacle() == "rec_empty"


def test_unknown_is_an_obstacle_and_old_is_unknown() -> None:
    board = StatusBoard()
    assert board.bits(0).obstacle() == "unknown"
    fine = Bits(
        cover_open=False, rec_empty=False, rec_near_end=False, error=False, offline=False, pin3_high=True
    )
    board.put(fine, 100.0)
    assert board.bits(100.0 + STALE_AFTER_S).obstacle() is None
    assert board.bits(100.1 + STALE_AFTER_S) == UNKNOWN
    assert board.last() == fine
