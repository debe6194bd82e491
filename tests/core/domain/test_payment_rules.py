from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import DomainError
from core.domain.money import from_cents
from core.domain.payment_code import CODES, payment_code
from core.domain.price_match import SHOWN_LOWER, shelf_price
from core.domain.yappy import TARIFF_2020, YappyTariff, yappy_fee

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
