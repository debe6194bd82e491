"""Another till's sale, from its signed code: what comes back for it is what would have come back at home."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.catalog import Product
from core.domain.foreign_sale import foreign_sale
from core.domain.receipt_facts import code_of
from core.domain.returning import ReturnableLine, take_back
from core.domain.sale import Sale
from tests.core.domain.strategies import sales

AT = datetime(2026, 11, 24, 15, 2, tzinfo=UTC)


@given(sales(), st.data())
def test_a_return_on_a_code_gives_back_what_the_original_would(sale: Sale, data: st.DataObject) -> None:
    sale.tender("cash", sale.total)
    original = sale.finish("0001", 7, drawer=None)
    known = {line.product.sku: line.product for line in sale.lines}
    foreign = foreign_sale(code_of(original, AT), known.get)
    assert (foreign.total, foreign.paid_total) == (original.total, original.paid_total)
    assert (foreign.tax_total, dict(foreign.tax_by_rate)) == (original.tax_total, dict(original.tax_by_rate))
    wanted = {
        item.n: item.quantity if data.draw(st.booleans()) else min(Decimal(1), item.quantity)
        for item in data.draw(st.lists(st.sampled_from(original.items), min_size=1, unique_by=lambda i: i.n))
    }
    home, away = (
        take_back(
            [ReturnableLine(item) for item in document.items],
            wanted,
            price_includes_tax=document.price_includes_tax,
        )
        for document in (original, foreign)
    )
    assert [(i.original_n, i.variant_id, i.quantity, i.net, i.tax, i.total) for i in away.items] == [
        (i.original_n, i.variant_id, i.quantity, i.net, i.tax, i.total) for i in home.items
    ]
    assert (away.total, away.tax_total, away.tax_by_rate) == (home.total, home.tax_total, home.tax_by_rate)


@pytest.mark.parametrize("variant", [None, "0198f0c0-0000-7000-8000-0000000000ff"])
def test_an_article_that_is_gone_or_another_by_now_is_nobodys(variant: str | None) -> None:
    article = Product(
        "0198f0c0-0000-7000-8000-000000000001",
        "SKU1",
        "74500",
        "Arroz",
        "u",
        False,
        Decimal("1.07"),
        "01",
        Decimal(7),
    )
    sale = Sale("0198f0c0-0000-7000-8000-00000000aaaa")
    sale.add(article, Decimal(3))
    sale.tender("cash", sale.total)
    today = (
        None
        if variant is None
        else Product(variant, "SKU1", "1", "Otro", "u", False, Decimal(9), "00", Decimal(0))
    )
    (item,) = foreign_sale(code_of(sale.finish("0001", 1, drawer=None), AT), lambda _: today).items
    assert (item.variant_id, item.name, item.barcode) == ("", "SKU1", "")
    assert (item.net, item.unit_price, item.tax_rate) == (Decimal("3.21"), Decimal("1.07"), Decimal(7))
