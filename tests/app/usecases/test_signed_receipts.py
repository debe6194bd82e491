"""The signed code on a receipt: of the number the sale took, and the same again when the sale comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from app.security.signing import KeySigner
from app.store.reader import DriverReader
from app.store.till import TillStore
from app.usecases.open_sale import OpenSale
from app.usecases.ports import PRACTICE_ORGANIZATION, OpenShift, StaffRecord
from app.usecases.receipts import ReceiptMaker, ReplayedReceipts
from app.usecases.state import TillState
from app.usecases.tender import Checkout, CompletedRecord, PrinterSetup
from core.domain.receipt.document import Qr, ReceiptDocument
from core.domain.receipt.words_es import SPANISH
from core.domain.receipt_code import VerifiedReceipt, read
from core.domain.receipt_facts import code_of
from core.domain.shop import Shop
from core.domain.till_keys import TillKey
from core.ports.signing import TillSigner
from tests.fakes.catalogue import COLA, RICE, SmallCatalogue
from tests.fakes.store import ManualClock, SeededIds, identity, make_sale, open_till

SIGNER = KeySigner(bytes(range(32)))
KEY = TillKey(SIGNER.public_key, identity().terminal_id, "Caja 01")
SHOP = Shop("Minisúper La Esquina")
ANA = StaffRecord("0198f0c0-0000-7000-8000-00000000a001", 1, "Ana", "cashier", frozenset(), True, None)
SHIFT = OpenShift("0198f0c0-0000-7000-8000-00000000c001", 1, "2026-11-24", 0, ANA.staff_id, 0)


@dataclass
class Till:
    store: TillStore
    reader: DriverReader
    state: TillState
    open_sale: OpenSale
    failures: list[Exception] = field(default_factory=list)

    def sell(self, codes: int, signer: TillSigner | None) -> CompletedRecord:
        """Queue a sale and let the store do all that waits."""
        records: list[CompletedRecord] = []
        for number in range(codes):
            self.open_sale.scan((RICE if number % 2 else COLA).barcode)
        self.open_sale.sale.tender("cash", self.open_sale.sale.total)
        receipts = ReceiptMaker(self.state, SHOP, SPANISH, signer, demo=False)
        checkout = Checkout(self.state, self.reader, self.store.runner, receipts, PrinterSetup())
        checkout.complete(self.open_sale, records.append, self.failures.append)
        self.store.runner.drain()
        self.open_sale.start_next()
        assert self.failures == []
        return records[0]


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    store = open_till(tmp_path)
    reader, clock = store.reader(), ManualClock()
    state = TillState(identity(), store.boot_id, clock, clock.monotonic(), person=ANA, shift=SHIFT)
    failures: list[Exception] = []
    open_sale = OpenSale(state, store.runner, SmallCatalogue(), SeededIds(3), (), failures.append)
    yield Till(store, reader, state, open_sale, failures)
    reader.close()
    store.close()


def code_on(document: str) -> str | None:
    codes = [block.data for block in ReceiptDocument.from_json(document).blocks if isinstance(block, Qr)]
    return codes[0] if codes else None


def verified(document: str) -> VerifiedReceipt:
    text = code_on(document)
    assert text is not None

    def find(key_id: str) -> TillKey | None:
        return KEY if key_id == KEY.key_id else None

    def verify(key: TillKey, signature: bytes, data: bytes) -> bool:
        return key == KEY and SIGNER.sign(data) == signature

    return read(text, find, verify)


def test_a_receipt_carries_its_sale_signed_by_the_till(till: Till) -> None:
    for number in (1, 2):
        record = till.sell(3, SIGNER)
        assert record.sale.number == number
        found = verified(record.document)
        assert found.code == code_of(record.sale, record.stored.event.context.occurred_at)


def test_a_number_taken_by_another_hand_in_between_is_not_on_the_code(till: Till) -> None:
    def takes_a_number(unit: Any) -> None:
        unit.next_number("sale")

    till.store.runner.submit(takes_a_number, _nothing, till.failures.append)
    record = till.sell(2, SIGNER)
    assert record.sale.number == 2
    assert verified(record.document).code.receipt_number == "0001-000002"
    assert "0001-000001" not in record.document


def test_a_till_without_a_key_prints_the_receipt_without_a_code(till: Till) -> None:
    record = till.sell(2, None)
    assert code_on(record.document) is None
    assert "0001-000001" in record.document


def test_practice_is_never_signed(till: Till) -> None:
    till.state.identity = replace(till.state.identity, organization_id=PRACTICE_ORGANIZATION)
    receipts = ReceiptMaker(till.state, SHOP, SPANISH, SIGNER, demo=False)
    sale = make_sale(1, till.state.identity.local_id)
    at = till.state.clock.now()
    assert code_on(receipts.prepare(sale, at, "Ana").filled("0001-000001", "DE5D FA9A")) is None
    real = ReceiptMaker(replace(till.state, identity=identity()), SHOP, SPANISH, SIGNER, demo=False)
    assert code_on(real.prepare(sale, at, "Ana").filled("0001-000001", "DE5D FA9A")) is not None


def test_a_sale_that_comes_back_from_the_second_journal_has_the_same_receipt(till: Till) -> None:
    record = till.sell(2, SIGNER)
    till.store.runner.run(lambda unit: unit.replace_staff([ANA]))
    replayed = ReplayedReceipts(till.reader, SHOP, SPANISH, SIGNER, demo=False)
    assert replayed.of_event(record.stored) == record.document


def _nothing(_: object) -> None:
    """Nobody waits for it."""
