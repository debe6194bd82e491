"""Names of series that a till begins by itself (sync.md N5)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.numbering import SUFFIX, renewed_series

CHANCE = st.binary(min_size=4, max_size=4)


@given(st.sampled_from(["0001", "0999", "R0001", "0001R", "P"]), CHANCE, CHANCE)
def test_a_renewed_name_begins_with_the_granted_one_and_is_never_one_that_can_be_granted(
    granted: str, first: bytes, second: bytes
) -> None:
    once = renewed_series(granted, first)
    assert re.fullmatch(granted + SUFFIX, once)
    if len(granted) > 3:
        assert renewed_series(once, second) == renewed_series(granted, second)


@pytest.mark.parametrize(("one", "other"), [(b"\0\0\0\0", b"\0\0\0\1"), (b"\0\0\0\0", b"\1\0\0\0")])
def test_chance_tells_names_apart(one: bytes, other: bytes) -> None:
    assert renewed_series("0001", one) != renewed_series("0001", other)
