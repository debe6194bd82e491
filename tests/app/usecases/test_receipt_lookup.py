"""Finding the receipt on which goods come back, at the till that sold and at another (screen 9, ADR 85)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from core.domain.errors import DomainError
from core.domain.refund_document import OriginalSale
from core.domain.returning import money_back, take_back
from tests.app.usecases.selling import Till, code_on, make_till
from tests.fakes.catalogue import RICE, SmallCatalogue
from tests.fakes.store import give_back, void

ONE = Decimal(1)


@pytest.fixture
def seller(tmp_path: Path) -> Iterator[Till]:
    made = make_till(tmp_path / "a", 1)
    made.learn(made.key)
    yield made
    made.close()


@pytest.fixture
def other(tmp_path: Path, seller: Till) -> Iterator[Till]:
    made = make_till(tmp_path / "b", 2)
    made.learn(seller.key, made.key)
    yield made
    made.close()


def sold_code(seller: Till, lines: int = 4) -> str:
    text = code_on(seller.sell(lines, seller.signer).document)
    assert text is not None
    return text


def refusal(till: Till, text: str) -> tuple[str, str]:
    with pytest.raises(DomainError) as caught:
        till.lookup.find(text)
    return caught.value.code, caught.value.values.get("number", "")


@pytest.mark.parametrize("typed", ["0001-000001", " 0001-000001 ", "1", "000001", "0001-0000000001"])
def test_a_sale_of_this_till_is_found_by_its_number(seller: Till, typed: str) -> None:
    record = seller.sell(3, seller.signer)
    found = seller.lookup.find(typed)
    event = record.stored.event
    assert found.original == OriginalSale(
        "0001", 1, seller.state.identity.terminal_id, event.event_id, record.sale.local_transaction_id
    )
    assert (found.number, found.till, found.foreign) == ("0001-000001", "Caja 1", False)
    assert found.occurred_at == event.context.occurred_at
    assert found.sale == record.sale
    assert [line.item for line in found.lines] == list(record.sale.items)
    assert (dict(found.money_back), found.unresolved) == ({}, frozenset())


def test_what_came_back_before_is_counted(seller: Till) -> None:
    record = seller.sell(3, seller.signer)
    seller.store.runner.run(partial(give_back, sold=record.stored))
    found = seller.lookup.find("1")
    assert [line.returned for line in found.lines] == [ONE] + [Decimal(0)] * (len(found.lines) - 1)
    assert found.money_back == {"cash": found.sale.items[0].net / found.sale.items[0].quantity}


def test_a_signed_code_at_the_till_that_sold_leads_to_its_own_sale(seller: Till) -> None:
    assert seller.lookup.find(sold_code(seller)) == seller.lookup.find("1")


def test_a_signed_code_of_another_till_takes_back_the_very_same_amounts(seller: Till, other: Till) -> None:
    text = sold_code(seller)
    own, found = seller.lookup.find("1"), other.lookup.find(text)
    assert found.original == OriginalSale("0001", 1, seller.state.identity.terminal_id)
    assert (found.number, found.till, found.foreign) == ("0001-000001", "Caja 1", True)
    assert found.occurred_at == own.occurred_at.replace(second=0, microsecond=0)
    assert found.unresolved == frozenset()
    inside = found.sale.price_includes_tax
    for wanted in ({1: ONE}, {1: ONE, 2: ONE}, {line.item.n: line.item.quantity for line in own.lines}):
        here, there = (
            take_back(receipt.lines, wanted, price_includes_tax=inside) for receipt in (own, found)
        )
        assert here == there
        assert money_back(there.total, found.sale.payments, {}) == money_back(
            here.total, own.sale.payments, {}
        )


def test_another_till_counts_what_it_took_back_itself(seller: Till, other: Till) -> None:
    record = seller.sell(2, seller.signer)
    text = code_on(record.document)
    assert text is not None
    other.store.runner.run(partial(give_back, sold=record.stored))
    assert other.lookup.find(text).lines[0].returned == ONE
    assert seller.lookup.find(text).lines[0].returned == 0


def test_an_article_this_till_does_not_know_waits_for_the_network(seller: Till, tmp_path: Path) -> None:
    text = sold_code(seller, 2)
    poor = make_till(tmp_path / "c", 3, SmallCatalogue([RICE]))
    poor.learn(seller.key)
    found = poor.lookup.find(text)
    assert found.unresolved == frozenset({1})
    assert [line.item.name for line in found.lines] == ["SKU2", RICE.name]
    assert [line.item.variant_id for line in found.lines] == ["", RICE.variant_id]
    poor.close()


def test_a_till_that_was_not_told_of_the_seller_refuses(seller: Till, other: Till) -> None:
    text = sold_code(seller)
    other.learn(other.key)
    assert refusal(other, text) == ("receipt_code_key_unknown", "")


def test_a_changed_code_is_refused(seller: Till, other: Till) -> None:
    text = sold_code(seller)
    changed = text[:60] + ("A" if text[60] != "A" else "B") + text[61:]
    assert refusal(other, changed)[0] == "receipt_code_signature"


def test_a_voided_sale_has_nothing_left_to_come_back(seller: Till) -> None:
    record = seller.sell(2, seller.signer)
    text = code_on(record.document)
    assert text is not None
    seller.store.runner.run(partial(void, sold=record.stored))
    for wanted in ("1", "0001-000001", text):
        assert refusal(seller, wanted) == ("receipt_voided", "0001-000001")


@pytest.mark.parametrize(
    ("typed", "code", "number"),
    [
        ("7", "receipt_not_found", "0001-000007"),
        ("0001-000007", "receipt_not_found", "0001-000007"),
        ("0002-000007", "receipt_other_till", "0002-000007"),
        ("r0001-000001", "receipt_not_found", "r0001-000001"),
        ("7450000000013", "receipt_not_found", "7450000000013"),
        ("", "receipt_not_found", ""),
        ("CUADRE", "receipt_not_found", "CUADRE"),
    ],
)
def test_what_is_no_sale_of_this_till_is_said(seller: Till, typed: str, code: str, number: str) -> None:
    seller.sell(1, seller.signer)
    assert refusal(seller, typed) == (code, number)


def test_goods_whose_sku_looks_like_a_receipt_number_are_sold(tmp_path: Path) -> None:
    odd = replace(RICE, sku="0001-000123")
    till = make_till(tmp_path, 1, SmallCatalogue([odd]))
    assert till.open_sale.scan("0001-000123").after is not None
    with pytest.raises(DomainError, match="receipt_scanned"):
        till.open_sale.scan("0001-000124")
    till.close()
