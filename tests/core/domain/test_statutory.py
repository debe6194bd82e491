from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import DomainError
from core.domain.money import from_cents, q2
from core.domain.statutory import (
    CLASS_PERCENTS,
    Applied,
    ProofKind,
    percent_of,
    seen_document,
    statutory_discount,
)

prices = st.integers(0, 1_000_000).map(from_cents)
percents = st.sampled_from(sorted(set(CLASS_PERCENTS.values())))


@given(prices, percents, st.none() | prices)
def test_the_customer_gets_the_better_of_the_two(
    price: Decimal, percent: Decimal, promotion: Decimal | None
) -> None:
    if promotion is not None:
        promotion = min(promotion, price)
    result = statutory_discount(price, percent, promotion)
    by_law = q2(price * percent / 100)
    assert result.discount == max(by_law, promotion or Decimal(0))
    assert result.discount + result.net == price
    assert result.net >= 0


def test_of_two_equal_ones_the_law_is_named() -> None:
    result = statutory_discount(Decimal("14.50"), Decimal(25), Decimal("3.63"))
    assert result.applied is Applied.STATUTORY


def test_goods_without_a_class_have_none() -> None:
    assert percent_of("medicamento") == 20
    assert percent_of(None) is None
    assert percent_of("abarrotes") is None


def test_a_shop_may_have_a_table_of_its_own() -> None:
    assert percent_of("optica", {"optica": Decimal(20)}) == 20


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("8-442-2445", "2445"), ("e-8-98868", "8868"), ("445", "445"), ("\u202e8-442-2445", "2445")],
)
def test_of_a_document_only_its_end_is_kept(typed: str, kept: str) -> None:
    proof = seen_document(ProofKind.CEDULA, typed)
    assert (proof.doc_last, proof.masked) == (kept, "****" + kept)


def test_a_document_that_was_not_seen_is_none() -> None:
    with pytest.raises(DomainError, match="document_missing"):
        seen_document(ProofKind.CARD, " -4- ")
