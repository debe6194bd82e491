"""Cash counted wrong: the change follows what was handed over, and what counts for the sale never moves."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.change_correction import (
    CashHandled,
    ChangeCorrection,
    corrected_cash,
    correction_from_data,
    correction_to_data,
)
from core.domain.errors import DomainError
from core.domain.money import MAX_AMOUNT, from_cents
from core.domain.payload import PayloadError
from core.domain.refund_document import OriginalSale

SALE = OriginalSale("0001", 7, "0198f0c0-0000-7000-8000-000000000001", "e1", "b1")
cents = st.integers(1, 10_000_00).map(from_cents)


@given(kept=cents, handed=cents, true=cents)
def test_what_counts_is_the_same_before_and_after(kept: Decimal, handed: Decimal, true: Decimal) -> None:
    before = CashHandled(kept + handed, handed)
    received = kept + true
    if received == before.received:
        return
    after = corrected_cash(before, received)
    assert (after.received, after.received - after.change) == (received, kept)
    correction = ChangeCorrection(SALE, before, after)
    assert correction_from_data(correction_to_data(correction)) == correction


@pytest.mark.parametrize(
    ("received", "code"),
    [
        ("6.49", "change_below_kept"),
        ("20.00", "change_same"),
        ("20", "change_same"),
        ("7.005", "amount_too_fine"),
        (f"{MAX_AMOUNT + 1}", "amount_too_large"),
    ],
)
def test_what_cannot_be_is_refused(received: str, code: str) -> None:
    with pytest.raises(DomainError) as caught:
        corrected_cash(CashHandled(Decimal("20.00"), Decimal("13.50")), Decimal(received))
    assert caught.value.code == code


def test_exactly_what_was_due_leaves_no_change() -> None:
    after = corrected_cash(CashHandled(Decimal("20.00"), Decimal("13.50")), Decimal("6.50"))
    assert after == CashHandled(Decimal("6.50"), Decimal("0.00"))


def test_without_cash_there_is_nothing_to_correct() -> None:
    with pytest.raises(DomainError) as caught:
        corrected_cash(CashHandled(Decimal("0.00"), Decimal("0.00")), Decimal("5.00"))
    assert caught.value.code == "change_no_cash"


@pytest.mark.parametrize(
    "damage",
    [
        {"original": None},
        {"before": {"received": "20.00"}},
        {"after": {"received": 50, "change": "43.50"}},
        {"after": {"received": "50.00", "change": "43.00"}},
    ],
)
def test_data_that_cannot_be_is_named(damage: dict[str, object]) -> None:
    before = CashHandled(Decimal("20.00"), Decimal("13.50"))
    data = correction_to_data(ChangeCorrection(SALE, before, corrected_cash(before, Decimal(50))))
    with pytest.raises(PayloadError):
        correction_from_data(data | damage)
