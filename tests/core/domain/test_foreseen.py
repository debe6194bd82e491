"""What is made of a basket while its payment is open never shows in another basket's document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.discount import Discount, DiscountKind
from core.domain.documents import CompletedSale
from core.domain.errors import DomainError
from core.domain.sale import Sale
from core.domain.sale_draft import header_to_draft, line_to_draft, sale_from_draft
from core.domain.sale_state import Buyer
from tests.core.domain.strategies import sales
from tests.fakes.clock import START

MANUAL = Discount(DiscountKind.MANUAL, "other", percent=Decimal(5))
CHANGES: tuple[Callable[[Sale], object], ...] = (
    lambda sale: sale.set_line_note(sale.line_at(0).key, "sin hielo"),
    lambda sale: sale.set_note("entregar"),
    lambda sale: sale.adjust(DiscountKind.MANUAL, MANUAL),
    lambda sale: sale.set_discount(sale.line_at(0).key, MANUAL),
    lambda sale: sale.set_buyer(Buyer("cliente", "Ana"), START),
    lambda sale: sale.repeat_last(),
    lambda sale: sale.remove(sale.line_at(0).key),
    lambda sale: sale.undo(),
)


def afresh(sale: Sale) -> Sale:
    """The same basket that was never looked at."""
    lines = [(line.key, line_to_draft(line)) for line in sale.lines]
    return sale_from_draft(header_to_draft(sale), lines, None)


def paid(sale: Sale) -> CompletedSale:
    return sale.finish("0001", 1, drawer=2, unpaid=True)


@given(sales(), st.lists(st.sampled_from(CHANGES), max_size=4))
def test_a_change_after_the_first_look_is_in_the_document(
    sale: Sale, changes: list[Callable[[Sale], object]]
) -> None:
    for change in changes:
        paid(sale)
        try:
            change(sale)
        except DomainError:
            continue
        if not sale.has_goods:
            return
    assert paid(sale) == paid(afresh(sale))


@given(sales())
def test_another_article_of_the_same_price_is_another_line(sale: Sale) -> None:
    first = paid(sale)
    line = sale.line_at(0)
    sale.remove(line.key)
    twin = replace(line.product, variant_id="another", name="Otro")
    sale.add(twin, line.quantity, label_price=line.label_price)
    assert "another" in [item.variant_id for item in paid(sale).items]
    assert "another" not in [item.variant_id for item in first.items]


@given(sales())
def test_the_document_foreseen_is_that_of_exact_cash_and_pays_nothing(sale: Sale) -> None:
    foreseen = paid(sale)
    assert sale.tenders == ()
    sale.tender("cash", sale.total)
    assert sale.finish("0001", 1, drawer=2) == foreseen


def test_an_empty_sale_has_no_document() -> None:
    with pytest.raises(DomainError, match="sale_empty"):
        paid(Sale("0198f0c0-0000-7000-8000-00000000aaaa"))
