"""The totals of a Z: built from a till's events, read back as they were (sync.md U9)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.document_data import sale_to_data
from core.domain.journal.events import Event, EventContext, EventKind, PayloadError
from core.domain.outbox import StreamPlace
from core.domain.z_closing import StreamRange, ZClosing, ZCounter, tenders_of, z_from_data, z_to_data
from tests.central.sales import START, fresh_id, make_sale

SHIFT = "0198f0c0-0000-7000-8000-00000000c001"


def event(kind: str, seq: int, data: dict[str, Any], epoch: int = 1) -> Event:
    context = EventContext(SHIFT, SHIFT, SHIFT, START, 1)
    return Event(fresh_id(), epoch, seq, kind, context, data)


def money(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {"payments": [{"n": n, "method": m, "amount": a} for n, (m, a) in enumerate(pairs, 1)]}


def test_sums_counts_places_and_head_over_an_epoch_opened_meanwhile() -> None:
    counter = ZCounter()
    counter.add(event("shift.opened", 7, {}), b"\x01" * 32)
    counter.add(event("sale.completed", 8, sale_to_data(make_sale("0001", 1))), b"\x02" * 32)
    counter.add(event("epoch.opened", 1, {}, epoch=2), b"\x03" * 32)
    counter.add(event("sale.completed", 2, money(("cash", "5.00"), ("card", "1.50")), epoch=2), b"\x04" * 32)
    counter.add(event("refund.completed", 3, money(("cash", "1.07")), epoch=2), b"\x05" * 32)
    counter.add(event("sale.voided", 4, money(("card", "1.50")), epoch=2), b"\x06" * 32)
    closing = counter.close(SHIFT, 12, {"sales": 2})
    assert closing.ranges == (StreamRange(1, 7, 8), StreamRange(2, 1, 4))
    assert closing.head == StreamPlace(2, 4, "06" * 32)
    assert closing.counts["sale.completed"] == 2
    assert closing.tenders == {"card": 0, "cash": 214 + 500 - 107}


def test_events_that_do_not_follow_each_other_are_refused() -> None:
    counter = ZCounter()
    counter.add(event("shift.opened", 1, {}), bytes(32))
    with pytest.raises(ValueError, match="follow"):
        counter.add(event("logout", 3, {}), bytes(32))
    with pytest.raises(ValueError, match="opening"):
        ZCounter().close(SHIFT, 1, {})


def test_payments_that_are_none_are_refused() -> None:
    for data in ({}, {"payments": 5}, {"payments": [{"method": "cash", "amount": "x"}]}):
        with pytest.raises(ValueError, match=r".+"):
            tenders_of(event(EventKind.SALE_COMPLETED, 1, data))


WHOLE = ZClosing(
    SHIFT,
    3,
    (StreamRange(1, 2, 9),),
    StreamPlace(1, 9, "ab" * 32),
    {"logout": 1},
    {"cash": -107},
    {"sales": 4},
)


def test_data_reads_back_as_it_was() -> None:
    assert z_from_data(z_to_data(WHOLE)) == WHOLE
    assert z_to_data(WHOLE)["tenders"] == {"cash": "-1.07"}


@pytest.mark.parametrize(
    "broken",
    [
        {"ranges": []},
        {"ranges": [[1, 9, 2]]},
        {"ranges": [[1, 2]]},
        {"ranges": [["1", 2, 9]]},
        {"head": {"epoch": 1, "seq": 8, "hash": "ab" * 32}},
        {"head": {"epoch": 1, "seq": 9, "hash": "ab"}},
        {"head": None},
        {"counts": {"sale.completed": "many"}},
        {"tenders": {"cash": "1E+99"}},
        {"tenders": {"cash": None}},
        {"number": True},
        {"number": 2**70},
    ],
)
def test_what_makes_no_sense_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(PayloadError):
        z_from_data({**z_to_data(WHOLE), **broken})


@given(st.dictionaries(st.text(max_size=8), st.integers(-(10**12), 10**12), max_size=5))
def test_any_sums_read_back(tenders: dict[str, int]) -> None:
    closing = replace(WHOLE, tenders=tenders)
    assert z_from_data(z_to_data(closing)).tenders == tenders
