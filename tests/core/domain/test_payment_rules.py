from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.card import CardBrand, CardEntry, CardType, card_details, same_charge
from core.domain.documents import TenderDetails
from core.domain.errors import DomainError
from core.domain.money import from_cents
from core.domain.payment_code import CODES, payment_code
from core.domain.price_match import SHOWN_LOWER, shelf_price
from core.domain.transfer import transfer_details
from core.domain.yappy import TARIFF_2020, YappyTariff, yappy_details, yappy_fee

amounts = st.integers(1, 1_000_000).map(from_cents)


@given(st.lists(amounts, max_size=4), amounts)
def test_nobody_pays_more_than_the_lowest_price_shown(shown: list[Decimal], scanned: Decimal) -> None:
    match = shelf_price(shown, scanned)
    assert match.charged == min([scanned, *shown])
    assert (match.reason == SHOWN_LOWER) == (match.charged < scanned)


@pytest.mark.parametrize(("method", "card_type"), [("mixed", None), ("card", None), ("card", "gold")])
def test_a_method_without_a_code_is_refused(method: str, card_type: str | None) -> None:
    with pytest.raises(DomainError, match="method_unknown"):
        payment_code(method, card_type)


def test_a_shop_may_send_yappy_as_a_transfer() -> None:
    code = payment_code("yappy", codes={**CODES, "yappy": "08"})
    assert (code.code, code.description) == ("08", None)


@given(amounts, amounts)
def test_the_fee_grows_with_the_amount_within_its_bounds(one: Decimal, other: Decimal) -> None:
    small, large = sorted((one, other))
    assert TARIFF_2020.minimum <= yappy_fee(small) <= yappy_fee(large) <= TARIFF_2020.maximum


def test_a_shop_may_have_another_tariff() -> None:
    tariff = YappyTariff(percent=Decimal("1.5"), minimum=Decimal("0.10"), maximum=Decimal("99.00"))
    assert yappy_fee(Decimal("1.00"), tariff) == Decimal("0.10")
    assert yappy_fee(Decimal("1500.00"), tariff) == Decimal("24.08")  # 22.50 and 7 % on it is 24.075


SLIP = CardEntry(CardBrand.VISA, CardType.CREDIT, "4242", "AUTH_123", "T-01", "0007", "000123")
CARD = "4242 4242 4242 4242"


def test_a_slip_is_kept_without_a_card_number() -> None:
    assert card_details(SLIP) == TenderDetails(
        card_brand="visa",
        card_type="credit",
        card_last4="4242",
        authorization_code="AUTH_123",
        terminal_reference="T-01",
        batch="0007",
        trace="000123",
    )


def test_terminal_batch_and_trace_may_be_missing() -> None:
    details = card_details(CardEntry(CardBrand.CLAVE, CardType.DEBIT, " 4242 ", "123456"))
    assert (details.terminal_reference, details.batch, details.trace) == (None, None, None)
    assert details.card_last4 == "4242"


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (replace(SLIP, last4="424"), "last4_invalid"),
        (replace(SLIP, last4="42424"), "last4_invalid"),
        (replace(SLIP, last4="٤٢٤٢"), "last4_invalid"),
        (replace(SLIP, authorization=""), "authorization_invalid"),
        (replace(SLIP, authorization="A" * 13), "authorization_invalid"),
        (replace(SLIP, authorization="AUTH 123"), "authorization_invalid"),
        (replace(SLIP, terminal="T/01"), "terminal_invalid"),
        (replace(SLIP, batch="lote 7"), "batch_invalid"),
        (replace(SLIP, trace="ñ"), "trace_invalid"),
    ],
)
def test_a_slip_that_is_none_is_refused_by_field(entry: CardEntry, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        card_details(entry)


@pytest.mark.parametrize(
    ("field", "entry"),
    [
        ("last4", replace(SLIP, last4=CARD)),
        ("authorization", replace(SLIP, authorization=CARD)),
        ("terminal", replace(SLIP, terminal=CARD)),
        ("batch", replace(SLIP, batch=CARD)),
        ("trace", replace(SLIP, trace=CARD)),
    ],
)
def test_a_card_number_in_a_slip_is_refused_and_not_repeated(field: str, entry: CardEntry) -> None:
    with pytest.raises(DomainError) as refusal:
        card_details(entry)
    assert (refusal.value.code, refusal.value.values) == ("pan_refused", {"field": field})


def test_the_same_slip_twice_is_recognised() -> None:
    amount = Decimal("75.50")
    again = card_details(replace(SLIP, brand=CardBrand.OTHER, trace=""))
    assert same_charge(card_details(SLIP), amount) == same_charge(again, amount)
    assert same_charge(again, amount) != same_charge(again, Decimal("75.51"))
    assert same_charge(again, amount) != same_charge(card_details(replace(SLIP, batch="0008")), amount)


@pytest.mark.parametrize("typed", ["mvkqs-57419832", "#MVKQS-57419832", " MVKQS - 57419832 "])
def test_a_yappy_code_is_the_same_however_it_is_typed(typed: str) -> None:
    details = yappy_details(typed, "6612-3456")
    assert details == TenderDetails(confirmation_code="MVKQS-57419832", payer="*****3456", mode="manual")


@pytest.mark.parametrize("typed", ["", "ABC", "código", "A" * 33, "-ABCD", "AB_CD"])
def test_a_yappy_code_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(DomainError, match="confirmation_invalid"):
        yappy_details(typed)


def test_a_transfer_is_known_by_bank_reference_and_payer() -> None:
    assert transfer_details(" Banco  General ", "ach 0012345", "Ana Ríos") == TenderDetails(
        bank="Banco General", reference="ACH 0012345", payer="Ana Ríos"
    )
    assert transfer_details("Banistmo", "12345").payer is None


@pytest.mark.parametrize(
    ("bank", "reference", "code"),
    [
        ("", "12345", "bank_missing"),
        ("Banistmo", "", "reference_invalid"),
        ("Banistmo", "12", "reference_invalid"),
    ],
)
def test_a_transfer_without_its_marks_is_refused(bank: str, reference: str, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        transfer_details(bank, reference)


@pytest.mark.parametrize(
    ("field", "call"),
    [
        ("confirmation", lambda: yappy_details(CARD)),
        ("payer", lambda: yappy_details("MVKQS-57419832", CARD)),
        ("bank", lambda: transfer_details(f"Banco {CARD}", "12345")),
        ("reference", lambda: transfer_details("Banistmo", CARD)),
        ("payer", lambda: transfer_details("Banistmo", "12345", f"Ana {CARD}")),
    ],
)
def test_a_card_number_in_a_reference_is_refused(field: str, call: Callable[[], TenderDetails]) -> None:
    with pytest.raises(DomainError) as refusal:
        call()
    assert (refusal.value.code, refusal.value.values) == ("pan_refused", {"field": field})
