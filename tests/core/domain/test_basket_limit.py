"""A basket never grows beyond what one event can hold (sync.md E2)."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.basket_limit import MAX_NAME, BasketLimit, clip_name, item_bytes
from core.domain.catalog import Product
from core.domain.discount import Discount
from core.domain.document_data import sale_to_data
from core.domain.errors import DomainError
from core.domain.journal.events import MAX_PAYLOAD_BYTES, Event, EventKind, encode_event
from core.domain.money import MAX_AMOUNT, MAX_QUANTITY, from_cents
from core.domain.promotion.amount_terms import Percent
from core.domain.promotion.book import RuleBook
from core.domain.promotion.promoter import Promoter
from core.domain.sale import Sale
from core.domain.sale_draft import header_to_draft, line_to_draft, sale_from_draft
from core.domain.sale_state import Buyer
from tests.core.domain.promotion.shop import NOON, promo
from tests.core.domain.strategies import sales
from tests.fakes.store import context

SALE_ID = "0198f0c0-0000-7000-8000-00000000aaaa"
CENT = Decimal("0.01")


def goods(number: int, name: str, price: Decimal = Decimal("9.99")) -> Product:
    return Product(
        variant_id=f"0198f0c0-0000-7000-8000-{number:012d}",
        sku=f"SKU-{number:08d}",
        barcode=f"{number:014d}",
        name=name,
        unit="u",
        measured=False,
        unit_price=price,
        tax_code="01",
        tax_rate=Decimal("7"),
    )


def filled(name: str) -> tuple[Sale, DomainError]:
    """A sale to which no line can be added any more."""
    sale = Sale(SALE_ID)
    for number in range(10_000):
        try:
            sale.add(goods(number, name))
        except DomainError as error:
            return sale, error
    raise AssertionError("it was never full")


def payload_of(sale: Sale, tenders: int) -> bytes:
    for _ in range(tenders - 1):
        sale.tender("cash", CENT)
    sale.tender("cash", sale.total)
    document = sale.finish("0001", 999_999_999, drawer=2)
    event = Event(SALE_ID, 9999, 10**9, EventKind.SALE_COMPLETED, context(SALE_ID), sale_to_data(document))
    return encode_event(event)


@pytest.mark.parametrize(
    ("name", "by"),
    [
        ("Arroz Primera 5 lb Piña Nuñez", "lines"),
        ("𓀀" * 500, "bytes"),  # four bytes a character, and cut to the longest name
        ('"' * MAX_NAME, "bytes"),  # an escape each
        ("ñ" * MAX_NAME, "bytes"),
    ],
)
def test_a_full_basket_is_refused_when_a_line_is_added_and_fits_into_one_event(name: str, by: str) -> None:
    sale, refused = filled(name)
    assert (refused.code, refused.values) == ("basket_full", {"lines": str(sale.line_count)})
    assert (sale.line_count == BasketLimit().lines) == (by == "lines")
    assert sale.line_count >= 200
    payload = payload_of(sale, tenders=200)
    assert len(payload) <= MAX_PAYLOAD_BYTES
    if by == "bytes":
        assert len(payload) > BasketLimit().payload_bytes // 2, "far below what would fit"


def test_a_full_basket_still_sells() -> None:
    sale, _ = filled("Arroz")
    key, count = sale.line_at(-1).key, sale.line_count
    sale.add(sale.line_at(-1).product)
    assert sale.line_at(-1).quantity == 2
    sale.set_quantity(key, Decimal(99))
    sale.remove(key)
    sale.add(goods(20_000, "Arroz"))
    assert (sale.line_count, sale.line_at(-1).key) == (count, key + 1), "a refusal uses no key"
    sale.undo()
    sale.undo()
    assert sale.line_at(-1).quantity == 99
    with pytest.raises(DomainError, match="basket_full"):
        sale.add(goods(20_001, "Arroz"))


def test_a_draft_is_taken_up_whatever_it_holds_and_grows_no_further() -> None:
    sale = Sale(SALE_ID, limit=BasketLimit(lines=600, payload_bytes=10**9))
    for number in range(600):
        sale.add(goods(number, "Arroz"))
    again = sale_from_draft(header_to_draft(sale), [(line.key, line_to_draft(line)) for line in sale.lines])
    assert again.line_count == 600
    with pytest.raises(DomainError, match="basket_full"):
        again.add(goods(9999, "Arroz"))


@pytest.mark.parametrize("length", [MAX_NAME - 1, MAX_NAME, MAX_NAME + 1, 5000])
def test_a_name_is_cut_when_its_line_is_made(length: int) -> None:
    name = "n" * length
    sale = Sale(SALE_ID)
    line = sale.add(goods(1, name)).after
    assert line is not None
    assert line.product.name == clip_name(name)
    assert len(line.product.name) == min(length, MAX_NAME)
    assert line.product.name.endswith("…") == (length > MAX_NAME)
    sale.add(goods(1, name))
    assert sale.line_count == 1, "the same goods are still one line"


@given(sale=sales(), name=st.text(st.characters(exclude_categories=["Cs"]), max_size=MAX_NAME))
def test_the_estimate_is_never_below_the_items_bytes(sale: Sale, name: str) -> None:
    for line in sale.lines:
        sale.remove(line.key)
        again = replace(line.product, name=name)
        sale.add(again, line.quantity, code=line.code, label_price=line.label_price)
    if sale.total == 0:
        return
    lines = sale.lines
    sale.tender("cash", sale.total)
    for line, item in zip(lines, sale_to_data(sale.finish("0001", 1))["items"], strict=True):
        actual = len(json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode()) + 1
        assert actual <= line.payload_bytes <= actual + 80


def test_the_largest_amounts_are_within_the_estimate() -> None:
    product = replace(goods(99_999, ""), unit="kg", measured=True, tax_rate=Decimal("99.999"))
    amount, fine = "-9999999.99", "9999999.999999"
    item = {
        "n": 99_999,
        "variant_id": product.variant_id,
        "sku": product.sku,
        "barcode": product.barcode,
        "name": product.name,
        "unit": product.unit,
        "quantity": str(MAX_QUANTITY),
        "unit_price": "9999999999.99",
        "gross": str(MAX_AMOUNT),
        "discount": amount,
        "promotions": [],
        "net": amount,
        "tax_code": product.tax_code,
        "tax_rate": "99.999",
        "tax6": fine,
        "tax": amount,
        "total": str(from_cents(2 * 999_999_999)),
    }
    longest = len(json.dumps(item, separators=(",", ":")).encode()) + 1
    assert longest == item_bytes(product, product.barcode)
    assert set(item) == set(_an_item())


def _an_item() -> dict[str, object]:
    sale = Sale(SALE_ID)
    sale.add(goods(1, "Arroz"))
    sale.tender("cash", sale.total)
    items = sale_to_data(sale.finish("0001", 1))["items"]
    return dict(items[0])


def test_promotions_and_a_percent_that_come_after_the_last_line_fit_too() -> None:
    members = [
        promo(f"0198f0c0-0000-7000-8000-00000000000{n}", Percent(1_000), customer_groups=frozenset({"club"}))
        for n in "123"
    ]
    sale = Sale(SALE_ID, promoter=Promoter(RuleBook(members), NOON))
    for number in range(BasketLimit().lines):
        sale.add(goods(number, "Arroz Primera Grano Entero 5 lb Piña"))
    buyer = Buyer(SALE_ID, "Rosa", groups=("club",), discount=Discount.of_customer(Decimal(5)))
    sale.set_buyer(buyer, NOON)
    assert sale.promotion_total > 0
    assert 256 * 1024 < len(payload_of(sale, tenders=1)) <= MAX_PAYLOAD_BYTES
