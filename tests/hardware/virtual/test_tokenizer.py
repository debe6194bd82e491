"""The independent reader of ESC/POS."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.virtual.tokenizer import Command, RealTime, TextBytes, Token, Tokenizer


def tokens(data: bytes) -> list[Token]:
    reader = Tokenizer()
    reader.put(data)
    return list(reader)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Hola\n", [TextBytes(b"Hola"), Command("LF", b"\n")]),
        (b"\x1b@\x1c.\x1bR\x00\x1bt\x13", ["ESC @", "FS .", "ESC R", "ESC t"]),
        (b"\x1dVB\x00\x1dVA\x00\x1dV\x00", ["GS V", "GS V", "GS V"]),
        (b"\x1d(k\x04\x001A2\x00", [Command("GS ( k", b"1A2\x00")]),
        (b"\x1dkI\x05{B123", [Command("GS k 73", b"{B123")]),
        (b"\x1dv0\x00\x01\x00\x02\x00\xff\x10", [Command("GS v 0", b"\x01\x00\x02\x00\xff\x10")]),
        (b"\x10\x14\x01\x00\x01A", [Command("DLE", b"\x14\x01\x00\x01"), TextBytes(b"A")]),
        (b"\x1bp\x00\x19\xfa", [Command("ESC p", b"\x00\x19\xfa")]),
        (b"\x1bz", [Command("?", b"\x1bz")]),
        (b"\x00", [Command("?", b"\x00")]),
    ],
)
def test_commands_are_told_apart(data: bytes, expected: list[object]) -> None:
    found = tokens(data)
    assert len(found) == len(expected)
    for token, want in zip(found, expected, strict=True):
        assert token == want or (isinstance(token, Command) and token.name == want)


@pytest.mark.parametrize(
    "data", [b"\x1b", b"\x1d(k\x04", b"\x1dkI\x05{B", b"\x1dv0\x00\x01\x00\x02", b"\x10"]
)
def test_an_unfinished_command_waits(data: bytes) -> None:
    assert tokens(data) == []


@given(st.binary(max_size=200), st.integers(1, 20))
def test_any_stream_in_any_pieces_gives_the_same_commands(data: bytes, size: int) -> None:
    reader, parts = Tokenizer(), []
    for at in range(0, len(data), size):
        reader.put(data[at : at + size])
        parts += list(reader)
    whole = tokens(data)

    def commands(found: list[Token]) -> list[Token]:
        return [token for token in found if isinstance(token, Command)]

    def text(found: list[Token]) -> bytes:
        return b"".join(token.data for token in found if isinstance(token, TextBytes))

    assert commands(parts) == commands(whole)
    assert text(parts) == text(whole)


def test_real_time_commands_act_inside_pictures_and_across_reads() -> None:
    reader = RealTime()
    assert reader.feed(b"\x1dv0\x00\x08\x00\x01\x00AB\x10") == []
    assert reader.feed(b"\x14\x01\x00\x02CD\x10\x10\x04\x01") == [b"\x14\x01\x00\x02", b"\x04\x01"]
    clear = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
    assert reader.feed(clear) == [clear[1:]]
