from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import DomainError
from core.domain.money import from_cents
from core.domain.pan import contains_pan, luhn
from core.domain.payment import METHODS, Tender, change_pieces, payments_of, quick_notes, standing, tally

amounts = st.integers(1, 20_000).map(from_cents)
tenders = st.lists(st.builds(Tender, st.sampled_from(sorted(METHODS)), amounts), max_size=5)


@given(st.integers(0, 50_000).map(from_cents), tenders)
def test_money_is_neither_made_nor_lost(total: Decimal, offered: list[Tender]) -> None:
    try:
        result = tally(total, offered)
    except DomainError as error:
        if error.code not in {"nothing_due", "non_cash_exceeds_due"}:
            raise
        return
    cash = sum((t.amount for t in offered if t.method == "cash"), Decimal(0))
    others = sum((t.amount for t in offered if t.method != "cash"), Decimal(0))
    assert result.cash_kept == cash - result.change
    assert result.cash_kept + others + result.remaining == total
    assert result.complete == (result.remaining == 0)
    assert result.change == 0 or result.complete
    if result.complete:
        payments = payments_of(total, offered)
        assert sum(p.amount for p in payments) == total
        handed = sum((p.received - p.amount for p in payments if p.received is not None), Decimal(0))
        assert handed == result.change
        assert all(p.amount > 0 for p in payments)


@given(st.integers(0, 50_000).map(from_cents), tenders)
def test_what_was_taken_is_counted_whatever_the_total_became(total: Decimal, taken: list[Tender]) -> None:
    result = standing(total, taken)
    cash = sum((t.amount for t in taken if t.method == "cash"), Decimal(0))
    others = sum((t.amount for t in taken if t.method != "cash"), Decimal(0))
    assert result.cash_kept == cash - result.change
    assert result.cash_kept + others - result.excess + result.remaining == total
    assert result.complete == (result.remaining == 0 == result.excess)
    assert min(result.remaining, result.change, result.cash_kept, result.excess) >= 0


@pytest.mark.parametrize(
    ("method", "amount", "code"),
    [
        ("cash", "0.00", "amount_not_positive"),
        ("cash", "-1.00", "amount_not_positive"),
        ("card", "0.00", "amount_not_positive"),
        ("cash", "10000000.00", "amount_too_large"),
        ("cash", "1.005", "amount_too_fine"),
        ("barter", "1.00", "method_unknown"),
    ],
)
def test_a_tender_that_is_none_is_refused(method: str, amount: str, code: str) -> None:
    with pytest.raises(DomainError) as refusal:
        tally(Decimal("5.00"), [Tender(method, Decimal(amount))])
    assert refusal.value.code == code


@given(st.integers(0, 10**6).map(from_cents))
def test_change_is_exact_and_never_offers_the_two_dollar_note(change: Decimal) -> None:
    pieces = change_pieces(change)
    assert sum((value * count for value, count in pieces), Decimal(0)) == change
    assert [value for value, _ in pieces] == sorted((value for value, _ in pieces), reverse=True)
    assert Decimal(2) not in [value for value, _ in pieces]
    assert all(count > 0 for _, count in pieces)


def test_change_is_never_negative() -> None:
    with pytest.raises(DomainError, match="amount_not_positive"):
        change_pieces(Decimal("-0.01"))


def test_quick_notes_cover_the_due_alone() -> None:
    assert quick_notes(Decimal("18.54")) == (Decimal(20), Decimal(50), Decimal(100))
    assert quick_notes(Decimal("100.01")) == ()
    assert quick_notes(Decimal("0.00")) == ()


def _card(body: str) -> str:
    return next(body + digit for digit in "0123456789" if luhn(body + digit))


@given(st.text("0123456789", min_size=12, max_size=18), st.sampled_from(["", " ", "-"]), st.integers(1, 6))
def test_a_card_number_is_found_however_it_is_grouped(body: str, mark: str, size: int) -> None:
    number = _card(body)
    grouped = mark.join(number[at : at + size] for at in range(0, len(number), size))
    assert contains_pan(f"tarjeta {grouped}.")


def test_digits_of_other_scripts_do_not_hide_a_card_number() -> None:
    assert contains_pan("４１１１ 1111 1111 1111")
    assert contains_pan("4111\u00a01111\u00a01111\u00a01111")
    assert not contains_pan("4111  1111  1111  1111")
    assert not contains_pan("1" * 40)


def test_twenty_digits_are_no_card_number() -> None:
    assert not contains_pan(_card("1" * 19))
    assert contains_pan(_card("1" * 18))
