"""Who may end a review, and how."""

from __future__ import annotations

import pytest

from core.domain.reviews import Outcome, choices_of, may_resolve


def test_accepting_fits_every_review_and_a_credit_note_only_what_was_sold() -> None:
    assert choices_of("STOCK_NEGATIVE", sale=True) == (
        Outcome.ACCEPT,
        Outcome.COUNT_STOCK,
        Outcome.SUBSTITUTE,
        Outcome.CREDIT_NOTE,
    )
    assert choices_of("Z_MISMATCH", sale=False) == (Outcome.ACCEPT,)


def test_nobody_chooses_that_a_cause_arrived() -> None:
    assert Outcome.CAUSE_ARRIVED not in choices_of("MISSING_CAUSE", sale=True)


@pytest.mark.parametrize(
    ("person", "review", "may"),
    [
        ("supervisor", "supervisor", True),
        ("manager", "supervisor", True),
        ("administrator", "accountant", True),
        ("manager", "accountant", False),
        ("cashier", "supervisor", False),
        ("supervisor", "manager", False),
        ("support", "support", True),
    ],
)
def test_the_named_role_those_above_it_and_the_administrator_may(person: str, review: str, may: bool) -> None:
    assert may_resolve(person, review) is may
