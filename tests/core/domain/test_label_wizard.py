"""A layout learnt from one label: splits that fit the catalogue, and nothing guessed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.domain.barcode import check_digit
from core.domain.catalog import Product
from core.domain.embedded import Label, parse_template, price_verifier, read_label
from core.domain.errors import DomainError
from core.domain.label_wizard import MOST, LabelProposal, propose, replaced
from tests.fakes.catalogue import CHEESE, product

CHAYOTE = product("Chayote", "0.95", sku="54321", unit="lb", number=7)
EGGS = product("Huevos", "0.25", sku="12345", number=8)
LOOSE = replace(product("Varios", "0.00", sku="77777", number=9), open_price=True)
GOODS = {one.sku: one for one in (CHEESE, CHAYOTE, EGGS, LOOSE)}


def proposals(code: str, goods: dict[str, Product] | None = None) -> tuple[LabelProposal, ...]:
    return propose(code, (GOODS if goods is None else goods).get)


def with_check(body: str) -> str:
    return body + check_digit(body)


def test_weighed_goods_may_carry_weight_or_price_and_a_person_picks() -> None:
    found = proposals("2100042012356")
    assert [one.template.text for one in found] == ["21 IIIII PPPPP C", "21 IIIII WWWWW C"]
    price, weight = found
    assert (weight.product, weight.quantity, weight.amount) == (CHEESE, Decimal("1.235"), Decimal("10.99"))
    assert (price.quantity, price.amount) == (Decimal("1.388"), Decimal("12.35"))


def test_goods_in_pounds_carry_a_price_alone() -> None:
    found = proposals(with_check("205432100190"))
    assert [one.template.text for one in found] == ["20 IIIII PPPPP C"]
    assert (found[0].amount, found[0].quantity) == (Decimal("1.90"), Decimal("2.000"))


def test_a_verifier_that_checks_comes_first() -> None:
    body = f"2254321{price_verifier('2875')}2875"
    found = proposals(with_check(body))
    assert found[0].template == parse_template("22 IIIII V PPPP C")
    assert found[0].label == Label("54321", price=Decimal("28.75"))


def test_pieces_need_a_price_that_is_a_whole_number_of_them() -> None:
    assert proposals(with_check("201234500275"))[0].quantity == 11
    with pytest.raises(DomainError) as refused:
        proposals(with_check("201234500276"))
    assert refused.value.code == "label_unknown"


def test_goods_without_a_list_price_take_the_one_of_their_label() -> None:
    (found,) = proposals(with_check("207777700275"))
    assert (found.quantity, found.amount) == (Decimal(1), Decimal("2.75"))


@pytest.mark.parametrize(
    "code", ["", "210004201235", "21000420123560", "7501031311309", "21 00042012356", "x" * 13]
)
def test_what_is_no_label_of_a_shop_is_refused(code: str) -> None:
    with pytest.raises(DomainError) as refused:
        proposals(code)
    assert refused.value.code == "label_not_own"


def test_a_wrong_check_digit_teaches_nothing() -> None:
    with pytest.raises(DomainError) as refused:
        proposals("2100042012357")
    assert refused.value.code == "check_digit"


@pytest.mark.parametrize("code", ["2199999012355", "2100042000001"])
def test_goods_nobody_knows_or_no_value_teach_nothing(code: str) -> None:
    with pytest.raises(DomainError) as refused:
        proposals(with_check(code[:12]))
    assert refused.value.code == "label_unknown"


def test_a_layout_takes_the_place_of_its_prefix_alone() -> None:
    held = tuple(map(parse_template, ("20 IIIII PPPPP C", "21 IIIII PPPPP C")))
    learnt = parse_template("21 IIIII WWWWW C")
    assert replaced(held, learnt) == (held[0], learnt)


@pytest.mark.parametrize(
    "text", ["21 IIIII WWWWW C", "22 IIIII V PPPP C", "210 IIII WWWWW C", "2 IIIIII PPPPP C"]
)
def test_a_layout_is_written_as_it_is_read(text: str) -> None:
    assert parse_template(text).text == text


@given(
    st.sampled_from(("20", "02", "29", "215")),
    st.integers(0, 99_999),
    st.integers(1, 99_999),
    st.booleans(),
)
def test_the_layout_a_label_was_made_by_is_among_its_proposals(
    prefix: str, item: int, value: int, is_price: bool
) -> None:
    digits = 5 if len(prefix) == 2 else 4
    assume(item < 10**digits)
    number = f"{item:0{digits}d}"
    code = with_check(f"{prefix}{number}{value:05d}")
    goods = {number: replace(CHEESE, sku=number)}
    found = proposals(code, goods)
    wanted = f"{prefix} {'I' * digits} {'P' * 5 if is_price else 'W' * 5} C"
    assume(not is_price or value * 1000 >= 445)  # less than half a gram of cheese is none
    assert wanted in [one.template.text for one in found]
    assert len(found) <= MOST
    for one in found:
        assert read_label(one.template, code) == one.label
        assert one.quantity > 0
        assert one.amount >= 0
