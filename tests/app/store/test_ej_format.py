"""Bytes of the electronic journal against the published vectors (sync.md E6, J2, J3)."""

from __future__ import annotations

import io
import struct
import zlib
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.ej_format import (
    Frame,
    JournalFormatError,
    Scan,
    frame_size,
    pack_frame,
    pack_header,
    read_frames,
    read_header,
)
from core.domain.journal import chain

TERMINAL = "0198f0c0-0000-7000-8000-000000000001"
FIRST = b'{"v":1,"epoch":3,"seq":1,"kind":"epoch.opened"}'
SECOND = '{"v":1,"epoch":3,"seq":2,"kind":"sale.completed","data":{"name":"Piña"}}'.encode()


def chained(*payloads: bytes) -> list[Frame]:
    prev = chain.genesis(TERMINAL, 3, bytes(range(32)))
    frames: list[Frame] = []
    for payload in payloads:
        event_hash = chain.link(prev, chain.payload_sha256(payload))
        frames.append(Frame(prev, event_hash, payload))
        prev = event_hash
    return frames


def read(data: bytes) -> tuple[list[Frame], Scan]:
    scan = Scan()
    return list(read_frames(io.BytesIO(data), scan)), scan


def test_frames_equal_the_vectors() -> None:
    one, two = map(pack_frame, chained(FIRST, SECOND))
    assert len(one) == 128
    assert one.hex().startswith("43454a312f000000fede8857510a0287")
    assert one.hex().endswith("70656e6564227d800e4d5d0000000000")
    assert sha256(one).hexdigest() == "095d2be7f2432120e74eb505fadf6977b6c3be8fd7b25ee878f9b29d91c9a93b"
    assert struct.unpack_from("<I", one, 72 + len(FIRST)) == (0x5D4D0E80,)
    assert len(two) == 152
    assert struct.unpack_from("<I", two, 72 + len(SECOND)) == (0x305F4DCE,)
    assert zlib.crc32(two[: 72 + len(SECOND)]) == 0x305F4DCE


def test_the_header_is_one_block_and_names_the_till() -> None:
    block = pack_header(TERMINAL, "2026-11-24T15:00:00.000Z")
    assert len(block) == 4096
    assert block.startswith(b'{"format":"cuadre-ej","version":1,"terminal_id":"' + TERMINAL.encode())
    assert block.rstrip(b"\0").endswith(b"}")
    assert read_header(block) == TERMINAL


@pytest.mark.parametrize("block", [b"", b"\0" * 4096, b"[]", b'{"format":"cuadre-ej","version":2}', b"\xff"])
def test_other_headers_are_refused(block: bytes) -> None:
    with pytest.raises(JournalFormatError):
        read_header(block)


@given(st.lists(st.binary(min_size=1, max_size=300), max_size=20), st.integers(0, 4096))
def test_what_was_written_is_read_back(payloads: list[bytes], zeros: int) -> None:
    frames = chained(*payloads)
    data = b"".join(map(pack_frame, frames))
    found, scan = read(data + bytes(zeros))
    assert found == frames
    assert (scan.torn, scan.damaged, scan.frames) == (False, [], len(frames))
    assert scan.end == 4096 + len(data)
    assert len(data) == sum(frame_size(len(payload)) for payload in payloads)


@given(st.data())
def test_a_cut_or_smeared_last_frame_is_a_torn_tail(data: st.DataObject) -> None:
    frames = chained(FIRST, SECOND, FIRST + b" ")
    packed = [pack_frame(frame) for frame in frames]
    cut = data.draw(st.integers(4, len(packed[-1]) - 12))
    found, scan = read(packed[0] + packed[1] + packed[2][:cut] + bytes(500))
    assert found == frames[:2]
    assert (scan.torn, scan.damaged) == (True, [])
    assert scan.end == 4096 + len(packed[0]) + len(packed[1])


@given(st.integers(0, 151 - 12), st.integers(0, 7))
def test_a_flipped_bit_before_good_frames_is_damage(byte: int, bit: int) -> None:
    frames = chained(FIRST, SECOND, FIRST + b" ")
    smeared = bytearray(pack_frame(frames[1]))
    smeared[byte] ^= 1 << bit
    found, scan = read(pack_frame(frames[0]) + smeared + pack_frame(frames[2]) + bytes(64))
    assert found == [frames[0], frames[2]]
    assert scan.damaged == [4096 + 128]
    assert not scan.torn


def test_a_frame_zeroed_in_the_middle_is_damage_and_not_the_end() -> None:
    frames = chained(FIRST, SECOND, FIRST + b" ")
    found, scan = read(
        pack_frame(frames[0]) + bytes(len(pack_frame(frames[1]))) + pack_frame(frames[2]) + bytes(64)
    )
    assert found == [frames[0]], "zero where a magic should be ends the file (J2)"
    assert not scan.torn


def test_frames_longer_than_one_read_are_found() -> None:
    frames = chained(*(b"x" * 200_000 for _ in range(12)))
    found, scan = read(b"".join(map(pack_frame, frames)) + bytes(8192))
    assert (found, scan.torn) == (frames, False)
