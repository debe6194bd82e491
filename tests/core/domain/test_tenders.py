"""The tenders of an open sale: one that counts may be open again; nothing moves until it is settled."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from core.domain.errors import DomainError
from core.domain.payment import CONFIRMED, UNKNOWN, Tender
from core.domain.tenders import Tenders
from core.domain.yappy import qr_details

CASH = Tender("cash", Decimal("0.10"))
CHARGE = Tender("yappy", Decimal("0.20"), qr_details("order-1", "T000001", "YP-8841TQ"))


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as caught:
        act()
    return caught.value.code


def test_a_tender_that_counts_can_be_open_again_and_is_then_settled_as_before() -> None:
    tenders = Tenders([CASH, CHARGE])
    tenders.unsettle(1)
    assert [tender.state for tender in tenders.all] == [CONFIRMED, UNKNOWN]
    assert tenders.all[1].details == CHARGE.details
    assert refusal(lambda: tenders.unsettle(0)) == "tender_unresolved"
    assert refusal(lambda: tenders.remove(1)) == "tender_unresolved"
    tenders.settle(1, CHARGE.details, CONFIRMED)
    assert tenders.all == (CASH, CHARGE)


def test_one_that_is_not_there_is_not_opened() -> None:
    assert refusal(lambda: Tenders([CASH]).unsettle(1)) == "tender_unknown"
