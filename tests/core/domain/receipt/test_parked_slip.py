"""The code on a parked sale's slip: told from every other scan, and short enough for narrow paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.receipt.parked_slip import is_slip, slip_code
from core.domain.receipt_code import is_code
from core.domain.scan import RECEIPT_NUMBER


@given(st.uuids())
def test_every_id_has_a_code_that_is_no_other_scan(sale_id: object) -> None:
    code = slip_code(str(sale_id))
    assert is_slip(code)
    assert is_slip(f" {code.lower()} ")
    assert not is_code(code)
    assert RECEIPT_NUMBER.fullmatch(code) is None
    assert 11 * (len(code) + 2) + 13 <= 384, "Code 128 with one dot a bar on paper of 58 mm"


@pytest.mark.parametrize(
    "text", ["", "PK-", "PK-12345", "7501000000012", "PK-1234567890ABC", "XPK-123456789"]
)
def test_other_texts_are_no_slips(text: str) -> None:
    assert not is_slip(text)
