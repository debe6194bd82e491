"""An event as rows: exact integers, the same for every replay (sync.md E4, T3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.customer import CustomerEntry, new_customer
from core.domain.customer_data import customer_to_data
from core.domain.document_data import sale_to_data
from core.domain.documents import CompletedSale, SaleItem, SalePayment
from core.domain.identity_document import DocumentKind
from core.domain.journal.events import (
    Event,
    EventContext,
    EventKind,
    JsonObject,
    PayloadError,
    decode_event,
    encode_event,
)
from core.domain.journal.projection import PROJECTED_TABLES, project
from core.domain.journal.rows import unix_ms

ID = "0198f0c0-0000-7000-8000-000000000001"
CONTEXT = EventContext(
    terminal_id=ID,
    local_id=ID,
    boot_id=ID,
    occurred_at=datetime(2026, 11, 24, 15, 4, 7, 120_000, tzinfo=UTC),
    mono_us=5,
    business_date="2026-11-24",
    shift_id="shift",
    cashier_id="cashier",
)


def event(kind: str, data: JsonObject, context: EventContext = CONTEXT) -> Event:
    return Event(ID, 3, 2, kind, context, data)


def cents(low: int = -(10**9), high: int = 10**9) -> st.SearchStrategy[Decimal]:
    return st.integers(low, high).map(lambda value: Decimal(value).scaleb(-2))


items = st.builds(
    SaleItem,
    n=st.just(1),
    variant_id=st.just(ID),
    sku=st.text(max_size=5),
    barcode=st.just(""),
    name=st.text(max_size=12, alphabet=st.characters(exclude_categories=["Cs"])),
    unit=st.just("kg"),
    quantity=st.integers(-(10**6), 10**6).map(lambda value: Decimal(value).scaleb(-3)),
    unit_price=cents(),
    gross=cents(),
    discount=cents(),
    net=cents(),
    tax_code=st.just("01"),
    tax_rate=st.just(Decimal(7)),
    tax6=st.integers(-(10**9), 10**9).map(lambda value: Decimal(value).scaleb(-6)),
    tax=cents(),
    total=cents(),
)


@st.composite
def sales(draw: st.DrawFn) -> CompletedSale:
    lines = tuple(replace(item, n=n) for n, item in enumerate(draw(st.lists(items, max_size=4)), 1))
    total = draw(cents())
    return CompletedSale(
        local_transaction_id=ID,
        series="0001",
        number=draw(st.integers(1, 10**9)),
        tax_rounding="line6",
        price_includes_tax=True,
        subtotal=draw(cents()),
        discount_total=Decimal("0.00"),
        tax_by_rate={"7": draw(cents())},
        tax_total=draw(cents()),
        total=total,
        paid_total=total,
        change_due=draw(cents()),
        items=lines,
        payments=(SalePayment(1, "cash", total, received=draw(st.none() | cents())),),
        drawer=2,
    )


@given(sales())
def test_a_replay_from_the_stored_bytes_gives_the_same_rows(sale: CompletedSale) -> None:
    original = event(EventKind.SALE_COMPLETED, sale_to_data(sale))
    assert project(decode_event(encode_event(original))) == project(original)


@given(sales())
def test_rows_are_integers_equal_to_the_amounts(sale: CompletedSale) -> None:
    rows = project(event(EventKind.SALE_COMPLETED, sale_to_data(sale)))
    (row,) = rows["sale"]
    assert row["total_cents"] == int(sale.total * 100)
    assert row["occurred_at_ms"] == 1_795_532_647_120
    assert (row["series"], row["number"], row["price_includes_tax"]) == ("0001", sale.number, 1)
    for line, item in zip(rows["sale_line"], sale.items, strict=True):
        assert line["quantity_milli"] == int(item.quantity * 1000)
        assert line["tax_micro"] == int(item.tax6 * 1_000_000)
        assert line["tax_rate_milli"] == 7000
    moved = {delta["n"]: delta["quantity_milli"] for delta in rows["stock_delta"]}
    assert moved == {item.n: -int(item.quantity * 1000) for item in sale.items}
    for table, found in rows.items():
        for values in found:
            assert tuple(values) == PROJECTED_TABLES[table]
            assert all(value is None or type(value) in (int, str) for value in values.values())


def test_a_customer_is_found_by_name_document_and_telephone_alone() -> None:
    entry = CustomerEntry(
        "Ana Ríos", DocumentKind.CEDULA, "8-442-445 DV 08", "6612-3456", "ana@tienda.pa", consented=True
    )
    customer = new_customer(ID, entry, CONTEXT.occurred_at)
    (row,) = project(event(EventKind.CUSTOMER_CREATED, customer_to_data(customer)))["customer_local"]
    assert row == {
        "customer_id": ID,
        "event_id": ID,
        "name": "Ana Ríos",
        "document_kind": "cedula",
        "document_number": "8-442-445",
        "document_dv": "08",
        "phone": "66123456",
        "consent_at_ms": 1_795_532_647_120,
    }
    assert tuple(row) == PROJECTED_TABLES["customer_local"]


def test_a_shift_opens_with_its_float() -> None:
    data = {"shift_id": "s", "number": 4, "business_date": "2026-11-24", "float": "50.00"}
    (row,) = project(event(EventKind.SHIFT_OPENED, data))["shift"]
    assert row == {
        "shift_id": "s",
        "event_id": ID,
        "number": 4,
        "business_date": "2026-11-24",
        "opened_at_ms": 1_795_532_647_120,
        "cashier_id": "cashier",
        "float_cents": 5000,
    }


def test_an_incident_keeps_its_code_and_sorted_params() -> None:
    data = {"code": "TAIL_RECOVERED", "params": {"b": "ñ", "a": 1}}
    (row,) = project(event(EventKind.INCIDENT_RAISED, data))["incident"]
    assert (row["code"], row["params"]) == ("TAIL_RECOVERED", '{"a":1,"b":"ñ"}')


def test_other_kinds_have_no_rows() -> None:
    assert project(event(EventKind.LOGOUT, {})) == {}
    assert project(event("kind.of.tomorrow", {"x": 1})) == {}


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (EventKind.SALE_COMPLETED, {}),
        (EventKind.SHIFT_OPENED, {"shift_id": "s", "number": "1", "business_date": "x", "float": "1.00"}),
        (EventKind.SHIFT_OPENED, {"shift_id": "s", "number": 1, "business_date": "x", "float": "1.001"}),
        (EventKind.SHIFT_OPENED, {"shift_id": "s", "number": 1, "business_date": "x", "float": "many"}),
        (EventKind.SHIFT_OPENED, {"shift_id": "s", "number": 1, "business_date": "x"}),
        (EventKind.INCIDENT_RAISED, {"params": {}}),
    ],
)
def test_data_that_breaks_its_promise_is_refused(kind: EventKind, data: JsonObject) -> None:
    with pytest.raises(PayloadError):
        project(event(kind, data))


def test_unix_milliseconds_round_down_exactly() -> None:
    assert unix_ms(datetime(1970, 1, 1, tzinfo=UTC)) == 0
    assert unix_ms(datetime(1970, 1, 1, 0, 0, 1, 999, tzinfo=UTC)) == 1000
