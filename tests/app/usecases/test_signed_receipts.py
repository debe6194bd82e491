"""The signed code on a receipt: of the number the sale took, and the same again when the sale comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.security.signing import StoredKeys
from app.usecases.paper import PrinterSetup
from app.usecases.ports import PRACTICE_ORGANIZATION
from app.usecases.receipts import ReceiptMaker, ReplayedReceipts
from app.usecases.tender import Checkout, CompletedRecord
from core.domain.document_data import sale_to_data
from core.domain.receipt.words_es import SPANISH
from core.domain.receipt_code import VerifiedReceipt, read
from core.domain.receipt_facts import code_of
from core.ports.signing import TillSigner
from tests.app.usecases.selling import SHOP, Till, code_on, make_till
from tests.fakes.catalogue import COLA, RICE
from tests.fakes.store import ManualClock, make_sale


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = make_till(tmp_path)
    made.learn(made.key)
    yield made
    made.close()


def verified(till: Till, document: str) -> VerifiedReceipt:
    text = code_on(document)
    assert text is not None
    ring = StoredKeys(till.reader)
    return read(text, ring.find, ring.verify)


def test_a_receipt_carries_its_sale_signed_by_the_till(till: Till) -> None:
    for number in (1, 2):
        record = till.sell(3, till.signer)
        assert record.sale.number == number
        found = verified(till, record.document)
        assert found.code == code_of(record.sale, record.stored.event.context.occurred_at)
        assert found.key == till.key


def test_a_number_taken_by_another_hand_in_between_is_not_on_the_code(till: Till) -> None:
    def takes_a_number(unit: Any) -> None:
        unit.next_number("sale")

    till.store.runner.submit(takes_a_number, _nothing, till.failures.append)
    record = till.sell(2, till.signer)
    assert record.sale.number == 2
    assert verified(till, record.document).code.receipt_number == "0001-000002"
    assert "0001-000001" not in record.document


def test_a_till_without_a_key_prints_the_receipt_without_a_code(till: Till) -> None:
    record = till.sell(2, None)
    assert code_on(record.document) is None
    assert "0001-000001" in record.document


def test_practice_is_never_signed(till: Till) -> None:
    practice = replace(till.state.identity, organization_id=PRACTICE_ORGANIZATION)
    sale, at = make_sale(1, "0198f0c0-1111-7000-8000-000000000001"), till.state.clock.now()
    for identity, signed in ((till.state.identity, True), (practice, False)):
        maker = ReceiptMaker(replace(till.state, identity=identity), SHOP, SPANISH, till.signer, demo=False)
        document = maker.prepare(sale, at, "Ana").filled("0001-000001", "DE5D FA9A")
        assert (code_on(document) is not None) == signed


def test_a_sale_that_comes_back_from_the_second_journal_has_the_same_receipt(till: Till) -> None:
    record = till.sell(2, till.signer)
    replayed = ReplayedReceipts(till.reader, SHOP, SPANISH, till.signer, demo=False)
    assert replayed.of_event(record.stored) == record.document


class CountingSigner:
    """The till's key, and how often it was asked."""

    def __init__(self, signer: TillSigner) -> None:
        self._signer = signer
        self.key_id = signer.key_id
        self.signed = 0

    def sign(self, data: bytes) -> bytes:
        self.signed += 1
        return self._signer.sign(data)


@pytest.mark.parametrize("foreseen", [False, True])
def test_what_is_made_while_the_payment_is_open_is_the_sale_it_would_have_been(
    till: Till, *, foreseen: bool
) -> None:
    checkout, signer, records = counted(till)
    till.open_sale.scan(COLA.barcode)
    if foreseen:
        checkout.foresee(till.open_sale)
        till.open_sale.scan(RICE.barcode)  # the cashier goes back for one more
        checkout.foresee(till.open_sale)
    else:
        till.open_sale.scan(RICE.barcode)
    assert signer.signed == (2 if foreseen else 0)
    till.open_sale.sale.tender("cash", Decimal(50))
    checkout.complete(till.open_sale, records.append, till.failures.append)
    assert signer.signed == (2 if foreseen else 1)  # a note that needs change is the same code
    till.store.runner.drain()
    (record,) = records
    assert len(record.sale.items) == 2
    assert record.stored.event.data == sale_to_data(record.sale)
    found = verified(till, record.document)
    assert found.code == code_of(record.sale, record.stored.event.context.occurred_at)
    assert record.document == built(till, record)


def test_a_sale_foreseen_in_one_minute_is_signed_for_the_minute_it_is_sold_in(till: Till) -> None:
    checkout, signer, records = counted(till)
    till.open_sale.scan(COLA.barcode)
    checkout.foresee(till.open_sale)
    clock = till.state.clock
    assert isinstance(clock, ManualClock)
    clock.advance(61)
    till.open_sale.sale.tender("cash", till.open_sale.sale.total)
    checkout.complete(till.open_sale, records.append, till.failures.append)
    till.store.runner.drain()
    assert signer.signed == 2
    assert records[0].document == built(till, records[0])


def counted(till: Till) -> tuple[Checkout, CountingSigner, list[CompletedRecord]]:
    signer = CountingSigner(till.signer)
    receipts = ReceiptMaker(till.state, SHOP, SPANISH, signer, demo=False)
    return Checkout(till.state, till.reader, till.store.runner, receipts, PrinterSetup()), signer, []


def built(till: Till, record: CompletedRecord) -> str | None:
    """The document as it would be made of the stored event alone."""
    replayed = ReplayedReceipts(till.reader, SHOP, SPANISH, till.signer, demo=False)
    return replayed.of_event(record.stored)


def _nothing(_: object) -> None:
    """Nobody waits for it."""
