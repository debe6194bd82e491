"""A sale set aside on real files: its slip, taking it up after a restart, prices that changed meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.store.reader import DriverReader
from app.store.till import TillStore
from app.usecases.drafts import DraftKeeper
from app.usecases.goods import GoodsFinder
from app.usecases.open_sale import OpenSale
from app.usecases.parked_slips import ParkedSlips
from app.usecases.parking import ParkedSale, Parking
from app.usecases.state import TillState
from core.domain.errors import DomainError
from core.domain.receipt.document import Barcode, ReceiptDocument
from core.domain.receipt.parked_slip import slip_code
from core.domain.receipt.text import render_text
from core.domain.receipt.words_es import SPANISH
from core.ports.printing import PrintKind
from tests.app.usecases.selling import ANA, SHIFT, SHOP
from tests.fakes.catalogue import CHEESE, COLA, RICE, SmallCatalogue
from tests.fakes.store import ManualClock, SeededIds, identity, open_till

DEARER = replace(RICE, unit_price=Decimal("3.49"))


@dataclass
class Till:
    """One start of the till."""

    store: TillStore
    reader: DriverReader
    open_sale: OpenSale
    parking: Parking
    failures: list[Exception] = field(default_factory=list)

    def park(self, label: str = "paraguas") -> ParkedSale:
        parked: list[ParkedSale] = []
        self.parking.park(label, parked.append, self.failures.append)
        self.store.runner.drain()
        assert self.failures == []
        return parked[0]

    def recall(self, sale_id: str, *, prices_of_now: bool = False) -> None:
        self.parking.recall(sale_id, self.parking.moved(sale_id).prices if prices_of_now else ())
        self.store.runner.drain()
        assert self.failures == []

    def close(self) -> None:
        self.reader.close()
        self.store.close()


class Starts:
    """Starts of one till, each with the price list of its day."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        self.now: Till | None = None

    def start(self, *goods: object, printer: bool = True) -> Till:
        self.stop()
        self._count += 1
        store = open_till(self._folder, self._count)
        state = TillState(identity(), store.boot_id, ManualClock(), 0.0, person=ANA, shift=SHIFT)
        catalogue = SmallCatalogue(goods or (RICE, COLA, CHEESE))  # type: ignore[arg-type]
        finder = GoodsFinder(catalogue, (), lambda: state.local_time().date())
        failures: list[Exception] = []
        drafts = DraftKeeper(state, store.runner, failures.append)
        sale = OpenSale(state, finder, SeededIds(100 + self._count), drafts)
        slips = ParkedSlips(state, SHOP, SPANISH, "receipt", demo=False) if printer else None
        reader = store.reader()
        parking = Parking(state, store.runner, reader, sale, catalogue, slips)
        self.now = Till(store, reader, sale, parking, failures)
        return self.now

    def stop(self) -> None:
        if self.now is not None:
            self.now.close()
            self.now = None


@pytest.fixture
def starts(tmp_path: Path) -> Iterator[Starts]:
    made = Starts(tmp_path)
    yield made
    made.stop()


def test_parking_queues_a_slip_whose_code_takes_the_sale_up(starts: Starts) -> None:
    till = starts.start()
    till.open_sale.scan(RICE.barcode)
    parked = till.park()
    (job,) = till.store.print_jobs.recent(5)
    assert (job.kind, job.event_id, job.printer) == (PrintKind.REPORT, None, "receipt")
    document = ReceiptDocument.from_json(job.document or "")
    (code,) = [block.data for block in document.blocks if isinstance(block, Barcode)]
    assert till.parking.of_slip(code.lower()) == parked.sale_id
    words = render_text(document, 32)
    for said in ("VENTA EN ESPERA", "DOCUMENTO NO FISCAL", "paraguas", "3.25", "Ana"):
        assert said in words, said


def test_without_slips_only_the_sale_is_kept(starts: Starts) -> None:
    till = starts.start(printer=False)
    till.open_sale.scan(RICE.barcode)
    till.park()
    assert till.store.print_jobs.recent(5) == ()
    assert len(till.parking.list()) == 1


def test_a_slip_is_good_after_a_restart_and_only_while_its_sale_waits(starts: Starts) -> None:
    till = starts.start()
    till.open_sale.scan(RICE.barcode)
    parked = till.park()
    till = starts.start()
    assert till.reader.draft() is None, "what is set aside is not the open basket"
    sale_id = till.parking.of_slip(slip_code(parked.sale_id))
    till.recall(sale_id)
    assert [line.product.name for line in till.open_sale.sale.lines] == [RICE.name]
    with pytest.raises(DomainError, match="parked_unknown"):
        till.parking.of_slip(slip_code(parked.sale_id))
    with pytest.raises(DomainError, match="parked_unknown"):
        till.parking.moved(parked.sale_id)


def test_a_changed_price_is_told_and_nothing_is_charged_anew_by_itself(starts: Starts) -> None:
    till = starts.start()
    till.open_sale.scan(RICE.barcode)
    till.open_sale.scan(COLA.barcode)
    parked = till.park()
    till = starts.start(DEARER, COLA, CHEESE)
    (moved,) = till.parking.moved(parked.sale_id).prices
    assert (moved.name, moved.was, moved.now) == (RICE.name, Decimal("3.25"), Decimal("3.49"))
    till.recall(parked.sale_id)
    assert till.open_sale.sale.total == parked.total


def test_prices_of_now_taken_over_survive_a_restart(starts: Starts) -> None:
    till = starts.start()
    till.open_sale.scan(RICE.barcode)
    till.open_sale.scan(COLA.barcode)
    parked = till.park()
    till = starts.start(DEARER, COLA)
    till.recall(parked.sale_id, prices_of_now=True)
    assert till.open_sale.sale.total == parked.total + Decimal("0.24")
    till = starts.start(DEARER, COLA)
    draft = till.reader.draft()
    assert draft is not None
    till.open_sale.restore(draft)
    assert till.open_sale.sale.total == parked.total + Decimal("0.24")


def test_prices_that_people_or_money_decided_are_left_alone(starts: Starts) -> None:
    till = starts.start()
    key = till.open_sale.scan(RICE.barcode).key
    till.open_sale.set_price(key, Decimal("2.00"), "shelf_price")
    by_hand = till.park("a")
    till.open_sale.scan(RICE.barcode)
    till.open_sale.sale.tender("cash", Decimal("1.00"))
    partly_paid = till.park("b")
    till = starts.start(DEARER)
    assert not till.parking.moved(by_hand.sale_id)
    assert not till.parking.moved(partly_paid.sale_id)


def test_goods_that_left_the_list_keep_their_price(starts: Starts) -> None:
    till = starts.start()
    till.open_sale.scan(RICE.barcode)
    parked = till.park()
    till = starts.start(COLA)
    assert not till.parking.moved(parked.sale_id)


def test_a_slip_never_takes_the_place_of_an_open_sale(starts: Starts) -> None:
    till = starts.start()
    till.open_sale.scan(RICE.barcode)
    parked = till.park()
    till.open_sale.scan(COLA.barcode)
    with pytest.raises(DomainError, match="sale_not_empty"):
        till.parking.recall(parked.sale_id)
    assert [line.product.name for line in till.open_sale.sale.lines] == [COLA.name]


def test_a_sale_set_aside_is_given_up_once(starts: Starts) -> None:
    till = starts.start()
    till.open_sale.scan(RICE.barcode)
    parked = till.park()
    sale, said = till.parking.read(parked.sale_id), list[str]()
    for _ in range(2):
        till.parking.cancel_parked(
            sale, "wrong_goods", None, lambda: said.append("gone"), till.failures.append
        )
        till.store.runner.drain()
    assert said == ["gone"]
    assert [error.code for error in till.failures if isinstance(error, DomainError)] == ["parked_unknown"]
    assert list(till.parking.list()) == []
    till.failures.clear()


def test_another_name_is_kept_and_on_a_slip_of_its_own(starts: Starts) -> None:
    till = starts.start()
    till.open_sale.scan(RICE.barcode)
    parked = till.park("1")
    till.parking.rename(parked.sale_id, "Mesa verde", lambda: None, till.failures.append)
    till.store.runner.drain()
    jobs = till.store.print_jobs.recent(5)
    papers = [render_text(ReceiptDocument.from_json(job.document or ""), 32) for job in jobs]
    assert sum("Mesa verde" in paper for paper in papers) == 1
    till = starts.start()
    assert [(sale.label, sale.total) for sale in till.parking.list()] == [("Mesa verde", Decimal("3.25"))]
