from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.document_data import sale_from_data, sale_to_data
from core.domain.documents import CompletedSale, format_number, money_text, quantity_text
from core.domain.ids import is_uuid, uuid7_from
from core.domain.money import from_cents, from_millis
from core.domain.payload import PayloadError
from core.domain.sale import Sale
from tests.core.domain.strategies import sales


def _finished(sale: Sale) -> CompletedSale:
    sale.tender("cash", sale.total + 1)
    return sale.finish("0001", 42, drawer=5)


def _sample() -> dict[str, Any]:
    from tests.core.domain.test_sale import PIECE, SALE_ID

    sale = Sale(SALE_ID)
    sale.add(PIECE)
    data: dict[str, Any] = json.loads(json.dumps(sale_to_data(_finished(sale))))
    return data


@given(sales())
def test_a_sale_survives_its_wire_form(sale: Sale) -> None:
    completed = _finished(sale)
    data = json.loads(json.dumps(sale_to_data(completed)))
    back = sale_from_data(data)
    assert back == completed
    assert sale_to_data(back) == data


def test_amounts_are_strings_of_fixed_scale() -> None:
    data = _sample()
    item = data["items"][0]
    assert (data["total_amount"], data["change_due"], data["tax_by_rate"]) == ("1.99", "1.00", {"7": "0.13"})
    assert (item["quantity"], item["tax6"], item["tax_rate"]) == ("1", "0.130187", "7")
    assert data["payments"][0] == {
        "n": 1,
        "method": "cash",
        "amount": "1.99",
        "received": "2.99",
        "state": "confirmed",
    }


@pytest.mark.parametrize(
    "amount",
    [
        1.99,
        199,
        "1.999",
        "1,99",
        "1e9",
        "1E+999999999",
        "NaN",
        "Infinity",
        "",
        " 1.00",
        "1_0.00",
        "٣",
        "9" * 13,
    ],
)
def test_an_amount_that_is_no_plain_decimal_string_is_refused(amount: Any) -> None:
    with pytest.raises(PayloadError):
        sale_from_data({**_sample(), "total_amount": amount})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "1"),
        ("number", True),
        ("items", None),
        ("payments", [{}]),
        ("price_includes_tax", 1),
        ("series", 1),
    ],
)
def test_a_mistyped_or_missing_field_is_refused(field: str, value: Any) -> None:
    data = _sample()
    with pytest.raises(PayloadError):
        sale_from_data({**data, field: value})
    del data[field]
    with pytest.raises(PayloadError):
        sale_from_data(data)


@given(st.integers(-(10**12), 10**12))
def test_texts_of_amounts_are_exact(units: int) -> None:
    assert Decimal(money_text(from_cents(units))) == from_cents(units)
    assert Decimal(quantity_text(from_millis(units))) == from_millis(units)
    assert not money_text(from_cents(units)).startswith("-0.00")


def test_nothing_is_rounded_silently() -> None:
    with pytest.raises(ValueError, match="finer"):
        money_text(Decimal("0.005"))
    assert money_text(Decimal("-0.00")) == "0.00"
    assert quantity_text(Decimal("10")) == "10"


@pytest.mark.parametrize(
    ("number", "text"), [(1, "0001-000001"), (123, "0001-000123"), (1234567, "0001-1234567")]
)
def test_a_number_has_at_least_six_digits(number: int, text: str) -> None:
    assert format_number("0001", number) == text


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_a_uuid7_carries_its_time_version_and_variant(unix_ms: int, random: bytes) -> None:
    text = uuid7_from(unix_ms, random)
    assert is_uuid(text)
    assert int(text.replace("-", "")[:12], 16) == unix_ms
    assert (text[14], text[19] in "89ab") == ("7", True)


@given(st.integers(0, 2**48 - 2), st.binary(min_size=10, max_size=10), st.binary(min_size=10, max_size=10))
def test_uuid7s_sort_by_time(unix_ms: int, one: bytes, other: bytes) -> None:
    assert uuid7_from(unix_ms, one) < uuid7_from(unix_ms + 1, other)


def test_a_uuid7_needs_a_time_and_ten_bytes() -> None:
    for unix_ms, random in ((-1, bytes(10)), (2**48, bytes(10)), (0, bytes(9))):
        with pytest.raises(ValueError):
            uuid7_from(unix_ms, random)
    assert not is_uuid("0198F0C0-0000-7000-8000-000000000001")
    assert not is_uuid("0198f0c0-0000-7000-8000-00000000000")


def test_amounts_that_are_equal_are_written_alike() -> None:
    """Texts of amounts are kept by value: which of them came first must not show."""
    for same in (("7", "7.0", "7.00"), ("0", "-0", "-0.00", "0.00")):
        assert len({money_text(Decimal(text)) for text in same}) == 1
        assert len({quantity_text(Decimal(text)) for text in reversed(same)}) == 1
