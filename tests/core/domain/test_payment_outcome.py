"""What was found out about a payment, as the journal keeps it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.domain.payload import PayloadError
from core.domain.payment_outcome import Outcome, PaymentOutcome, outcome_from_data, outcome_to_data
from core.domain.refund_document import OriginalSale

SALE = OriginalSale("0001", 7, "0198f0c0-0000-7000-8000-000000000001", "e1", "b1")
LOST = PaymentOutcome(
    SALE, 2, "yappy", Decimal("25.50"), Outcome.REJECTED, "not_in_account", reference="YP-8841TQ"
)
ARRIVED = PaymentOutcome(SALE, 1, "transfer", Decimal("0.01"), Outcome.CONFIRMED)


@pytest.mark.parametrize("found", [LOST, ARRIVED])
def test_it_comes_back_as_it_was_told(found: PaymentOutcome) -> None:
    assert outcome_from_data(outcome_to_data(found)) == found


@pytest.mark.parametrize(
    "damage",
    [{"outcome": "perhaps"}, {"amount": 25.5}, {"n": "2"}, {"original": {"number": 7}}, {"reason": 4}],
)
def test_data_that_cannot_be_is_named(damage: dict[str, object]) -> None:
    with pytest.raises(PayloadError):
        outcome_from_data(outcome_to_data(LOST) | damage)
