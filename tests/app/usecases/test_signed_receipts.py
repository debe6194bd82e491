"""The signed code on a receipt: of the number the sale took, and the same again when the sale comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.security.signing import StoredKeys
from app.usecases.ports import PRACTICE_ORGANIZATION
from app.usecases.receipts import ReceiptMaker, ReplayedReceipts
from core.domain.receipt.words_es import SPANISH
from core.domain.receipt_code import VerifiedReceipt, read
from core.domain.receipt_facts import code_of
from tests.app.usecases.selling import SHOP, Till, code_on, make_till
from tests.fakes.store import make_sale


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


def _nothing(_: object) -> None:
    """Nobody waits for it."""
