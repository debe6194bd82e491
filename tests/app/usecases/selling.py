"""Tills of one shop over real stores, each with a key, that sell through the use case."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from app.security.signing import KeySigner, StoredKeys
from app.store.identity import Enrolment
from app.store.reader import DriverReader
from app.store.till import TillStore
from app.usecases.catalogue import Catalogue
from app.usecases.drafts import DraftKeeper
from app.usecases.goods import GoodsFinder
from app.usecases.open_sale import OpenSale
from app.usecases.paper import PrinterSetup
from app.usecases.ports import OpenShift, SeriesGrant, StaffRecord
from app.usecases.receipt_lookup import ReceiptLookup
from app.usecases.receipts import ReceiptMaker
from app.usecases.state import TillState
from app.usecases.tender import Checkout, CompletedRecord
from core.domain.receipt.document import Qr, ReceiptDocument
from core.domain.receipt.words_es import SPANISH
from core.domain.shop import Shop
from core.domain.till_keys import TillKey
from core.ports.faults import Faults, NoFaults
from core.ports.signing import TillSigner
from tests.fakes.catalogue import COLA, RICE, SmallCatalogue
from tests.fakes.store import ManualClock, SeededIds, identity, open_till

SHOP: Final = Shop("Minisúper La Esquina")
ANA: Final = StaffRecord("0198f0c0-0000-7000-8000-00000000a001", 1, "Ana", "cashier", frozenset(), True, None)
SHIFT: Final = OpenShift("0198f0c0-0000-7000-8000-00000000c001", 1, "2026-11-24", 0, ANA.staff_id, 0)


@dataclass
class Till:
    store: TillStore
    reader: DriverReader
    state: TillState
    open_sale: OpenSale
    signer: KeySigner
    catalogue: Catalogue
    folder: Path
    failures: list[Exception] = field(default_factory=list)

    @property
    def key(self) -> TillKey:
        identity = self.state.identity
        return TillKey(self.signer.public_key, identity.terminal_id, identity.terminal_name)

    @property
    def lookup(self) -> ReceiptLookup:
        return ReceiptLookup(self.state, self.reader, self.catalogue, StoredKeys(self.reader))

    def sell(self, lines: int, signer: TillSigner | None) -> CompletedRecord:
        """Queue a sale and let the store do all that waits."""
        records: list[CompletedRecord] = []
        for number in range(lines):
            self.open_sale.scan((RICE if number % 2 else COLA).barcode)
        self.open_sale.sale.tender("cash", self.open_sale.sale.total)
        receipts = ReceiptMaker(self.state, SHOP, SPANISH, signer, demo=False)
        checkout = Checkout(self.state, self.reader, self.store.runner, receipts, PrinterSetup())
        checkout.complete(self.open_sale, records.append, self.failures.append)
        self.store.runner.drain()
        self.open_sale.start_next()
        assert self.failures == []
        return records[0]

    def learn(self, *keys: TillKey) -> None:
        """Know the keys of these tills and of no others."""
        self.store.runner.run(lambda unit: unit.replace_till_keys(keys))

    def close(self) -> None:
        self.reader.close()
        self.store.close()


def make_till(folder: Path, number: int = 1, catalogue: Catalogue | None = None) -> Till:
    """Till ``number`` of the shop, with its own terminal, series and key."""
    who = replace(
        identity(), terminal_id=f"0198f0c0-0000-7000-8000-{number:012d}", terminal_name=f"Caja {number}"
    )
    store = open_till(folder, number, enrolled=False)
    series = (SeriesGrant("sale", f"{number:04d}", 1), SeriesGrant("refund", f"R{number:04d}", 1))
    store.enrol(Enrolment(who, series, (ANA,)))
    clock, failures = ManualClock(), list[Exception]()
    state = TillState(who, store.boot_id, clock, clock.monotonic(), person=ANA, shift=SHIFT)
    goods = catalogue or SmallCatalogue()
    finder = GoodsFinder(goods, (), lambda: state.local_time().date())
    drafts = DraftKeeper(state, store.runner, failures.append)
    open_sale = OpenSale(state, finder, SeededIds(100 + number), drafts)
    signer = KeySigner(bytes([number]) * 32)
    return Till(store, store.reader(), state, open_sale, signer, goods, folder, failures)


def reopened(folder: Path, faults: Faults | None = None, seed: int = 9) -> Till:
    """Till 1 of the shop after a restart; ``faults`` may end the process."""
    store = open_till(folder, seed, enrolled=False, faults=faults or NoFaults())
    clock, failures, goods = ManualClock(), list[Exception](), SmallCatalogue()
    assert store.identity is not None
    state = TillState(store.identity, store.boot_id, clock, clock.monotonic(), person=ANA, shift=SHIFT)
    finder = GoodsFinder(goods, (), lambda: state.local_time().date())
    sale = OpenSale(state, finder, SeededIds(700 + seed), DraftKeeper(state, store.runner, failures.append))
    return Till(store, store.reader(), state, sale, KeySigner(bytes([1]) * 32), goods, folder, failures)


def code_on(document: str) -> str | None:
    """What the QR code of a receipt document says."""
    codes = [block.data for block in ReceiptDocument.from_json(document).blocks if isinstance(block, Qr)]
    return codes[0] if codes else None
