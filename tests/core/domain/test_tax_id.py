from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import DomainError
from core.domain.tax_id import TaxpayerType, parse_tax_id, ruc_dv, ruc_dv_check

NATURAL, LEGAL = TaxpayerType.NATURAL, TaxpayerType.LEGAL

digits = st.text("0123456789", min_size=1)
cedulas = st.builds("{}-{}-{}".format, st.integers(1, 13), st.integers(0, 9999), st.integers(0, 999_999_999))
letters = st.builds(
    "{}-{}-{}".format, st.sampled_from(["E", "N", "PE"]), st.integers(0, 9999), st.integers(0, 999_999_999)
)
companies = st.builds(
    "{}-{}-{}".format, st.integers(0, 999_999_999), st.integers(0, 9999), st.integers(0, 999_999)
)
numbers = st.one_of(
    st.tuples(cedulas, st.just(NATURAL)),
    st.tuples(letters, st.just(NATURAL)),
    st.tuples(companies, st.just(LEGAL)),
)


@given(numbers, st.sampled_from(["", " ", "\t", " "]))
def test_the_number_its_dv_belongs_to_is_recognised_however_it_is_typed(
    number: tuple[str, TaxpayerType], blank: str
) -> None:
    text, taxpayer = number
    dv = ruc_dv(text, taxpayer)
    typed = blank.join(text.lower())
    assert dv is not None
    assert ruc_dv_check(typed, taxpayer, f" {dv} ").match
    assert parse_tax_id(typed, taxpayer).text == text


@given(numbers, st.text("0123456789", min_size=2, max_size=2))
def test_any_other_dv_is_a_warning_that_names_the_right_one(
    number: tuple[str, TaxpayerType], dv: str
) -> None:
    text, taxpayer = number
    advice = ruc_dv_check(text, taxpayer, dv)
    assert advice.match == (advice.expected == dv)
    assert not advice.blocks_sale


@given(st.text(max_size=40), st.sampled_from(TaxpayerType))
def test_whatever_is_typed_is_read_or_refused_by_name(text: str, taxpayer: TaxpayerType) -> None:
    try:
        parsed = parse_tax_id(text, taxpayer)
    except DomainError:
        with pytest.raises(DomainError, match="format"):
            ruc_dv(text, taxpayer)
    else:
        dv = ruc_dv(parsed.text, taxpayer)
        assert (dv is None) == (parsed.digits == "")
        assert dv is None or (len(dv) == 2 and dv.isdigit())


@pytest.mark.parametrize("text", ["8-SB-12-345", "2-EE-1-99", "123456-8006", "8-XX-1-2", "ABC-77"])
@pytest.mark.parametrize("taxpayer", list(TaxpayerType))
def test_forms_without_a_formula_are_taken_unchecked(text: str, taxpayer: TaxpayerType) -> None:
    advice = ruc_dv_check(text, taxpayer, "00")
    assert (advice.match, advice.expected, advice.blocks_sale) == (None, None, False)


@pytest.mark.parametrize(
    ("text", "taxpayer"),
    [
        ("14-1-1", NATURAL),
        ("0-1-1", NATURAL),
        ("8-12345-1", NATURAL),
        ("8-1-1234567890", NATURAL),
        ("E-1", NATURAL),
        ("PE-12345-1", NATURAL),
        ("14AV-1-1", NATURAL),
        ("8-NT-1", NATURAL),
        ("1234567890-1-1", LEGAL),
        ("1-1-1234567", LEGAL),
        ("E-8-98868", LEGAL),
        ("123456", LEGAL),
        ("", NATURAL),
        ("٨-٤٤٢-٤٤٥", NATURAL),
        ("A" * 40 + "-1", NATURAL),
    ],
)
def test_other_forms_are_refused(text: str, taxpayer: TaxpayerType) -> None:
    with pytest.raises(DomainError, match="format"):
        ruc_dv(text, taxpayer)
