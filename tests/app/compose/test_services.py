"""What the composition hands to the use cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, cast

import pytest

from app.compose.services import Services, build_services
from app.compose.setup import ShopSetup
from app.usecases.paper import PrinterSetup
from app.usecases.state import TillState
from core.domain.credit import NO_LIMITS, OfflineLimits
from core.domain.promotion.book import RuleBook
from core.domain.shop import Shop
from tests.fakes.catalogue import SmallCatalogue
from tests.fakes.clock import ManualClock, SeededIds
from tests.fakes.customers import MORNING, ROSA, MemoryTillCustomers, SmallDirectory
from tests.fakes.people import InstantBackground, PlainCheck
from tests.fakes.till import IDENTITY, InstantRunner, MemoryReader, MemoryStore


class _Reader(MemoryReader, MemoryTillCustomers):
    """Both views of one store."""

    def __init__(self, store: MemoryStore) -> None:
        MemoryReader.__init__(self, store)
        MemoryTillCustomers.__init__(self, store)


def _services(offline: OfflineLimits) -> Services:
    store, clock = MemoryStore(), ManualClock()
    clock.wall = MORNING + timedelta(hours=1)
    return build_services(
        TillState(IDENTITY, "boot", clock, 0.0),
        cast(Any, _Reader(store)),
        SmallCatalogue(),
        InstantRunner(store),
        InstantBackground(),
        PlainCheck(),
        SeededIds(),
        replace(ShopSetup(Shop("Minisúper")), offline=offline),
        PrinterSetup(),
        None,
        _fails,
        RuleBook(()),
        directory=SmallDirectory(),
        keep_label=_nothing,
    )


@pytest.mark.parametrize(
    ("offline", "credit"), [(NO_LIMITS, "0.00"), (OfflineLimits(credit=Decimal("25.00")), "25.00")]
)
def test_the_shops_bounds_hold_for_a_customer_whose_figures_are_an_hour_old(
    offline: OfflineLimits, credit: str
) -> None:
    buyer = _services(offline).customers.buyer(ROSA)
    assert buyer.credit == Decimal(credit)


def _fails(error: Exception) -> None:
    raise error


def _nothing(_: object) -> None:
    """No label is learnt here."""
