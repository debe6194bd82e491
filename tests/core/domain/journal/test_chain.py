"""Vectors of sync.md E6 and the laws of the chain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.journal.chain import genesis, link, payload_sha256, receipt_mark

TERMINAL = "0198f0c0-0000-7000-8000-000000000001"
NONCE = bytes(range(32))
OPENED = b'{"v":1,"epoch":3,"seq":1,"kind":"epoch.opened"}'
SOLD = '{"v":1,"epoch":3,"seq":2,"kind":"sale.completed","data":{"name":"Piña"}}'.encode()

hashes = st.binary(min_size=32, max_size=32)


def test_the_published_chain_comes_out_to_the_bit() -> None:
    assert (len(OPENED), len(SOLD)) == (47, 73)
    start = genesis(TERMINAL, 3, NONCE)
    assert start.hex() == "fede8857510a02877e92e0d38e8aa5ff710bc91c260acc655e8d0e439db62bfc"
    assert payload_sha256(OPENED).hex() == "3b8b862508d1e12a933951bcbf64908fc3c6f0846cd216c657ec516c8b3e1e5d"
    first = link(start, payload_sha256(OPENED))
    assert first.hex() == "153643158331434a542b452571a3e10310f2445271433106ce224052ce8c462f"
    assert payload_sha256(SOLD).hex() == "fafbd05bd02ac56aae85eacc3d1daeb8e5c16dd6300781abe7792ff575bcb5ff"
    second = link(first, payload_sha256(SOLD))
    assert second.hex() == "de5dfa9a467111db2af736cd52cb618f602334660aabd373a27074da786b753c"
    assert receipt_mark(second) == "DE5D FA9A"


@given(hashes, hashes, st.integers(0, 255), st.integers(1, 255))
def test_any_changed_byte_changes_the_link(previous: bytes, sha: bytes, at: int, flip: int) -> None:
    parts = bytearray(previous + sha)
    parts[at % 64] ^= flip
    assert link(bytes(parts[:32]), bytes(parts[32:])) != link(previous, sha)


@given(st.integers(1, 10**6), hashes)
def test_epochs_and_enrolments_begin_apart(epoch: int, nonce: bytes) -> None:
    start = genesis(TERMINAL, epoch, nonce)
    assert start != genesis(TERMINAL, epoch + 1, nonce)
    assert start != genesis(TERMINAL.replace("1", "2"), epoch, nonce)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_hashes_of_another_length_are_refused(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        genesis(TERMINAL, 1, bytes(size))
    with pytest.raises(ValueError, match="32 bytes"):
        link(bytes(size), bytes(32))
    with pytest.raises(ValueError, match="32 bytes"):
        link(bytes(32), bytes(size))
