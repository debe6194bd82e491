"""A sale written ahead is the sale its event would have been: the same bytes, the same rows."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from core.domain.document_data import sale_to_data
from core.domain.documents import CompletedSale
from core.domain.journal.events import EventKind, data_text, decode_event, encode_event
from core.domain.journal.projection import project
from core.domain.journal.written import SaleWriting, Written
from tests.core.domain.journal.test_projection import event, sales


def assert_written(written: Written, sale: CompletedSale) -> None:
    whole = event(EventKind.SALE_COMPLETED, sale_to_data(sale))
    assert written.data == whole.data
    assert written.text == data_text(whole.data)
    assert encode_event(whole, written.text) == encode_event(whole)
    assert written.rows(whole) == project(decode_event(encode_event(whole)))


@given(sales(), sales())
def test_lines_that_are_kept_are_those_of_the_sale_at_hand(one: CompletedSale, other: CompletedSale) -> None:
    writing = SaleWriting()
    again = replace(one, number=one.number + 1, note='"items":[]', change_due=other.change_due)
    for sale in (one, again, other, replace(other, items=one.items)):
        assert_written(writing.write(sale), sale)
