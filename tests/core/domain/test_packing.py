from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.packing import Packer, PackingError, Unpacker

numbers = st.integers(0, 2**63 - 1)
texts = st.one_of(
    st.text(max_size=60),
    st.text("0123456789", max_size=20),
    st.from_regex(r"[A-Z0-9-]{1,16}", fullmatch=True),
)


@given(st.lists(st.one_of(numbers, texts), max_size=12))
def test_what_was_packed_is_read_in_order(values: list[int | str]) -> None:
    out = Packer()
    for value in values:
        if isinstance(value, int):
            out.number(value)
        else:
            out.text(value)
    source = Unpacker(out.packed())
    assert [source.number() if isinstance(value, int) else source.text() for value in values] == values
    source.end()


@given(st.binary(max_size=30), st.lists(st.booleans(), max_size=8))
def test_bytes_that_can_be_read_are_the_ones_that_would_be_written(data: bytes, kinds: list[bool]) -> None:
    source, out = Unpacker(data), Packer()
    try:
        for is_number in kinds:
            if is_number:
                out.number(source.number())
            else:
                out.text(source.text())
        source.end()
    except PackingError:
        return
    assert out.packed() == data


@pytest.mark.parametrize(
    ("value", "size"),
    [("060076", 4), ("180029", 4), ("00042", 3), ("u", 2), ("SKU-1", 6), ("", 1), ("0" * 15, 8)],
)
def test_digits_take_less_than_half_a_byte_each(value: str, size: int) -> None:
    out = Packer()
    out.text(value)
    assert len(out.packed()) == size


@pytest.mark.parametrize("value", [-1, 2**63])
def test_a_number_out_of_range_is_refused(value: int) -> None:
    with pytest.raises(PackingError):
        Packer().number(value)


def test_a_text_that_is_none_is_refused() -> None:
    with pytest.raises(PackingError):
        Packer().text("\ud800")


@pytest.mark.parametrize("data", ["", "80", "8000", "ff" * 9, "06c3a9", "05c3", "03", "1531", "0431"])
def test_broken_bytes_are_refused(data: str) -> None:
    with pytest.raises(PackingError):
        _text_alone(bytes.fromhex(data))


def test_a_count_never_promises_more_than_there_is() -> None:
    with pytest.raises(PackingError):
        Unpacker(bytes((200, 1, 0))).count()


def _text_alone(data: bytes) -> str:
    source = Unpacker(data)
    text = source.text()
    source.end()
    return text
