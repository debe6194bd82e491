"""A till that sells until it is ended from outside: the real use cases, store and catalogue."""

from __future__ import annotations

import os
import queue
import random
import sys
import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NoReturn

from app.powercut.examine import ACKS, Ack
from app.store.catalog import CatalogReader
from app.store.identity import Enrolment
from app.store.settings import StoreSettings
from app.store.till import TillStore
from app.system import SystemClock, SystemIds
from app.usecases.drafts import DraftKeeper
from app.usecases.goods import GoodsFinder
from app.usecases.open_sale import OpenSale
from app.usecases.paper import PrinterSetup
from app.usecases.ports import Identity, SeriesGrant, StaffRecord
from app.usecases.receipts import ReceiptMaker
from app.usecases.shift import Shifts
from app.usecases.state import TillState
from app.usecases.tender import Checkout, CompletedRecord
from core.domain.catalog import Product
from core.domain.receipt.words_es import SPANISH
from core.domain.shop import Shop
from core.ports.clock import IdSource

SETTINGS: Final = StoreSettings(
    journal_step_bytes=1024 * 1024, journal_rotate_bytes=8 * 1024 * 1024, ballast_bytes=0
)
"""Little space: the folder goes when the demonstration is over."""
SHOP: Final = Shop("Demostración")
PERSON: Final = StaffRecord(
    "0198f0c0-0000-7000-8000-00000000a001", 1, "Demostración", "cashier", frozenset(), True, None
)
FLOAT: Final = Decimal("50.00")
NOTE: Final = Decimal(20)
MOST_LINES: Final = 6
GOODS: Final = 50


def run_seller(data_dir: Path, catalogue: Path) -> NoReturn:
    """Sell into ``data_dir`` until this process is ended, or whoever started it is gone.

    Raises:
        StoreError: the store refused to open.
        OSError: the disk refused what was to be told.
    """
    threading.Thread(target=_end_when_alone, daemon=True).start()
    clock, ids = SystemClock(), SystemIds()
    store = TillStore.open(data_dir, clock, ids, SETTINGS)
    if store.identity is None:
        store.enrol(_enrolment(ids))
    identity = store.identity
    assert identity is not None
    state = TillState(identity, store.boot_id, clock, clock.monotonic(), person=PERSON)
    seller = _Seller(store, state, CatalogReader(catalogue), ids)
    with (data_dir / ACKS).open("ab", buffering=0) as acks:
        while True:
            acks.write(seller.sell().line())


class _Seller:
    """One customer after the other; a basket that a kill left open is paid first."""

    def __init__(self, store: TillStore, state: TillState, catalogue: CatalogReader, ids: IdSource) -> None:
        self._answers = queue.SimpleQueue[Any]()
        self._reader = store.reader()
        self._goods = [goods for goods in _tiles(catalogue) if not goods.measured and not goods.open_price]
        finder = GoodsFinder(catalogue, (), lambda: state.local_time().date())
        drafts = DraftKeeper(state, store.runner, self._answers.put)
        self._sale = OpenSale(state, finder, ids, drafts)
        receipts = ReceiptMaker(state, SHOP, SPANISH, None, demo=True)
        self._checkout = Checkout(state, self._reader, store.runner, receipts, PrinterSetup())
        self._chance = random.Random()
        state.shift = self._reader.open_shift()
        if state.shift is None:
            shifts = Shifts(state, store.runner, ids)
            self._wait(lambda: shifts.open(FLOAT, None, self._answers.put, self._answers.put))
        draft = self._reader.draft()
        if draft is not None:
            self._sale.restore(draft)

    def sell(self) -> Ack:
        """One sale, told only when it stands in both journals."""
        if not self._sale.sale.tenders:  # else it was paid before a kill
            for _ in range(self._chance.randint(1, MOST_LINES)):
                self._sale.add_variant(self._chance.choice(self._goods).variant_id)
            self._sale.sale.tender("cash", self._sale.sale.total + NOTE)
            self._sale.keep_header()
        record = self._wait(lambda: self._checkout.complete(self._sale, self._answers.put, self._answers.put))
        self._sale.start_next()
        if not isinstance(record, CompletedRecord):
            raise TypeError(f"no sale: {record!r}")
        return Ack(record.sale.number, record.stored.event.event_id, record.stored.hash.hex())

    def _wait(self, ask: Callable[[], None]) -> Any:
        ask()
        answer = self._answers.get()
        if isinstance(answer, Exception):
            raise answer
        return answer


def _tiles(catalogue: CatalogReader) -> list[Product]:
    return [goods for category in catalogue.categories() for goods in catalogue.tiles(category, GOODS)]


def _enrolment(ids: IdSource) -> Enrolment:
    identity = Identity(
        terminal_id=ids.uuid7(),
        organization_id=ids.uuid7(),
        local_id=ids.uuid7(),
        terminal_name="Demostración",
        epoch=1,
        nonce=ids.random_bytes(32),
        centre_url="",
    )
    return Enrolment(identity, (SeriesGrant("sale", "0001", 1), SeriesGrant("refund", "0001R", 1)), ())


def _end_when_alone() -> None:
    """Nobody is left to end this process when its standard input ends."""
    sys.stdin.buffer.read()
    os._exit(0)
