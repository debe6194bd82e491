"""A till disabled long enough ago begins nothing new; what is begun ends (sync.md X5; faults.md 54)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from app.usecases.shift import Shifts
from core.domain.errors import DomainError
from tests.app.usecases.selling import Till, make_till
from tests.fakes.catalogue import RICE
from tests.fakes.store import SeededIds


@pytest.fixture
def till(tmp_path: Path) -> Iterator[Till]:
    made = make_till(tmp_path)
    yield made
    made.store.runner.drain()
    made.close()


def test_within_its_grace_a_disabled_till_sells(till: Till) -> None:
    till.state.grace_ms = 1
    assert till.sell(1, None).sale.total > 0


def test_a_locked_till_begins_no_sale_and_ends_the_one_that_is_open(till: Till) -> None:
    till.open_sale.scan(RICE.barcode)
    till.state.grace_ms = 0
    till.open_sale.scan(RICE.barcode)
    assert till.sell(0, None).sale.total == 2 * RICE.unit_price
    with pytest.raises(DomainError) as caught:
        till.open_sale.scan(RICE.barcode)
    assert caught.value.code == "till_locked"


def test_a_locked_till_opens_no_shift(till: Till) -> None:
    till.state.grace_ms = 0
    refused: list[Exception] = []
    shifts = Shifts(till.state, till.store.runner, SeededIds(9))
    shifts.open(Decimal("10.00"), None, lambda _: pytest.fail("opened"), refused.append)
    assert [error.code for error in refused if isinstance(error, DomainError)] == ["till_locked"]


def test_what_it_holds_is_kept_and_still_goes_up(till: Till) -> None:
    till.sell(1, None)
    till.state.grace_ms = 0
    assert till.store.outbox.status().pending == 2
