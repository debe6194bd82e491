"""Points through the real store: earned with a sale, on paper and in its event, taken back with goods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.usecases.customers import Customers
from app.usecases.paper import PrinterSetup
from app.usecases.tender import Checkout, CompletedRecord
from core.domain.document_data import sale_from_data
from core.domain.loyalty import LoyaltyProgram
from core.domain.receipt.document import ReceiptDocument
from core.domain.receipt.text import render_text
from tests.app.usecases.selling import Till, make_till
from tests.app.usecases.test_returns import bring, receipts, refund, void
from tests.fakes.catalogue import RICE
from tests.fakes.customers import ROSA, SmallDirectory
from tests.fakes.store import SeededIds

PROGRAM = LoyaltyProgram(Decimal(2))


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = make_till(tmp_path)
    yield made
    made.close()


def buy(till: Till, pieces: int) -> CompletedRecord:
    """Rosa buys rice, with points told just now."""
    told = replace(ROSA, points_as_of=till.state.clock.now())
    customers = Customers(
        till.state, till.store.runner, SeededIds(9), SmallDirectory(), till.reader, till.open_sale
    )
    customers.use(told)
    till.open_sale.scan(RICE.barcode, Decimal(pieces))
    till.open_sale.sale.tender("cash", Decimal(50))
    records: list[CompletedRecord] = []
    checkout = Checkout(till.state, till.reader, till.store.runner, receipts(till), PrinterSetup(), PROGRAM)
    checkout.complete(till.open_sale, records.append, till.failures.append)
    till.store.runner.drain()
    till.open_sale.start_next()
    assert till.failures == []
    return records[0]


def test_a_sale_says_its_points_in_event_and_on_paper(till: Till) -> None:
    record = buy(till, 2)
    assert record.sale.total == Decimal("6.50")
    assert record.stored.event.data["points"] == {"earned": 13, "spent": 0, "balance": 227}
    assert sale_from_data(record.stored.event.data) == record.sale
    text = render_text(ReceiptDocument.from_json(record.document), 32)
    assert "Puntos ganados                13\nSaldo de puntos              227\n" in text


def test_a_buyer_with_a_document_is_named_in_event_and_on_paper_over_a_crash_too(till: Till) -> None:
    customers = Customers(
        till.state, till.store.runner, SeededIds(9), SmallDirectory(), till.reader, till.open_sale
    )
    customers.use(ROSA)
    till.open_sale.scan(RICE.barcode)
    till.store.runner.drain()
    draft = till.reader.draft()
    assert draft is not None
    till.open_sale.restore(draft)
    till.open_sale.sale.tender("cash", Decimal(50))
    records: list[CompletedRecord] = []
    checkout = Checkout(till.state, till.reader, till.store.runner, receipts(till), PrinterSetup(), None)
    checkout.complete(till.open_sale, records.append, till.failures.append)
    till.store.runner.drain()
    (record,) = records
    document = {"kind": "cedula", "number": "8-442-445", "dv": "08"}
    assert record.stored.event.data["buyer"] == {"name": "Rosa Núñez", "document": document}
    assert sale_from_data(record.stored.event.data) == record.sale
    text = render_text(ReceiptDocument.from_json(record.document), 32)
    assert "CLIENTE Rosa Núñez\nCédula 8-442-445 DV 08\n" in text


def test_a_buyer_without_a_document_is_known_by_identity_alone(till: Till) -> None:
    customers = Customers(
        till.state, till.store.runner, SeededIds(9), SmallDirectory(), till.reader, till.open_sale
    )
    customers.use(replace(ROSA, kind="none", document=""))
    till.open_sale.scan(RICE.barcode)
    till.open_sale.sale.tender("cash", Decimal(50))
    document = till.open_sale.sale.finish("0001", 1, drawer=None)
    assert (document.customer_id, document.buyer) == (ROSA.customer_id, None)


def test_what_was_gained_here_counts_until_the_centre_tells_anew_and_goes_back_with_the_goods(
    till: Till,
) -> None:
    buy(till, 2)
    assert till.reader.spent_by(ROSA.customer_id, 0).gained == 13
    assert not isinstance(refund(till, bring(till, "1", {1: Decimal(1)})), Exception)
    assert till.reader.spent_by(ROSA.customer_id, 0).gained == 13 - 6
    buy(till, 1)
    assert till.reader.spent_by(ROSA.customer_id, 0).gained == 13 - 6 + 6
    assert not isinstance(void(till, 2), Exception)
    assert till.reader.spent_by(ROSA.customer_id, 0).gained == 13 - 6
    assert till.reader.spent_by("0198f0c0-3333-7000-8000-0000000000ff", 0).gained == 0
