from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.documents import money_text
from core.domain.entry import check_quantity, is_unusual, parse_amount, parse_quantity
from core.domain.errors import DomainError
from core.domain.money import MAX_AMOUNT, from_cents


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12", "12.00"),
        ("12,5", "12.50"),
        ("12.50", "12.50"),
        (" 0 ", "0.00"),
        (".5", "0.50"),
        ("5.", "5.00"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234,567", "1234567.00"),
        ("1.234.567", "1234567.00"),
        ("1.2300", "1.23"),
        ("9,999,999.99", "9999999.99"),
    ],
)
def test_an_amount_is_read_with_comma_and_dot(text: str, amount: str) -> None:
    assert str(parse_amount(text)) == amount


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "amount_not_number"),
        (".", "amount_not_number"),
        ("12a", "amount_not_number"),
        ("B/. 5", "amount_not_number"),
        ("1 000", "amount_not_number"),
        ("1,23,4.5", "amount_not_number"),
        ("12,34.50", "amount_not_number"),
        ("1.2.3", "amount_not_number"),
        ("1,,234", "amount_not_number"),
        ("1e3", "amount_not_number"),
        ("NaN", "amount_not_number"),
        ("٣", "amount_not_number"),
        ("+5", "amount_not_number"),
        ("--5", "amount_not_number"),
        ("9" * 41, "amount_not_number"),
        ("-5", "amount_not_positive"),
        ("1,234", "amount_ambiguous"),
        ("1.234", "amount_ambiguous"),
        ("0.125", "amount_ambiguous"),
        ("1.2345", "amount_too_fine"),
        ("1,234.567", "amount_too_fine"),
        ("10000000", "amount_too_large"),
        ("7501031311309", "amount_too_large"),
    ],
)
def test_what_is_no_plain_amount_is_refused_by_name(text: str, code: str) -> None:
    with pytest.raises(DomainError) as refusal:
        parse_amount(text)
    assert refusal.value.code == code


def test_an_ambiguous_amount_names_both_readings() -> None:
    with pytest.raises(DomainError) as refusal:
        parse_amount("1,234")
    assert refusal.value.values == {"whole": "1234", "decimal": "1.23"}


@given(st.integers(0, int(MAX_AMOUNT * 100)))
def test_every_amount_is_read_back_from_its_text(cents: int) -> None:
    amount = from_cents(cents)
    assert parse_amount(money_text(amount)) == amount
    assert parse_amount(f"{amount:,}") == amount
    assert parse_amount(money_text(amount).replace(".", ",")) == amount


@given(st.text(max_size=50))
def test_any_text_is_an_amount_or_a_refusal(text: str) -> None:
    try:
        amount = parse_amount(text)
    except DomainError:
        return
    assert 0 <= amount <= MAX_AMOUNT
    assert amount.as_tuple().exponent == -2


@pytest.mark.parametrize(
    ("text", "measured", "quantity"),
    [
        ("2", False, "2"),
        ("12", False, "12"),
        ("2.0", False, "2"),
        ("1,234", True, "1.234"),
        ("1.234", True, "1.234"),
        ("0,5", True, "0.500"),
        ("1,000.5", True, "1000.500"),
        ("9999999", False, "9999999"),
    ],
)
def test_a_quantity_is_read(text: str, measured: bool, quantity: str) -> None:
    assert str(parse_quantity(text, measured=measured)) == quantity


@pytest.mark.parametrize(
    ("text", "measured", "code"),
    [
        ("0", False, "quantity_not_positive"),
        ("0.000", True, "quantity_not_positive"),
        ("-1", False, "quantity_not_positive"),
        ("", False, "quantity_not_number"),
        ("dos", True, "quantity_not_number"),
        ("1.5", False, "quantity_not_whole"),
        ("0.0001", True, "quantity_too_fine"),
        ("12345678", False, "quantity_is_code"),
        ("00000001", False, "quantity_is_code"),
        ("7501031311309", True, "quantity_is_code"),
    ],
)
def test_what_is_no_quantity_is_refused_by_name(text: str, measured: bool, code: str) -> None:
    with pytest.raises(DomainError) as refusal:
        parse_quantity(text, measured=measured)
    assert refusal.value.code == code


def test_above_999_a_person_is_asked() -> None:
    assert not is_unusual(check_quantity(Decimal(999), measured=False))
    assert is_unusual(Decimal("999.001"))
