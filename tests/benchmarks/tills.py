"""A till without a screen on the disk being measured: production sizes, real clock, seeded goods."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, Final, Self, TypeVar

from app.compose.services import Services, build_services
from app.compose.setup import ShopSetup
from app.security.pin import CredentialVerifier, make_credential
from app.security.signing import KeySigner
from app.store.catalog import CatalogReader
from app.store.identity import Enrolment
from app.store.till import TillStore
from app.system import SystemClock, SystemIds
from app.usecases.paper import PrinterSetup
from app.usecases.ports import Identity, OpenShift, SeriesGrant, StaffRecord
from app.usecases.state import TillState
from app.usecases.tender import CompletedRecord
from core.domain.barcode import check_digit
from core.domain.embedded import LabelTemplate
from core.domain.promotion.book import RuleBook
from core.domain.shop import Shop
from core.domain.staff import ROLE_PERMISSIONS, Role
from core.ports.faults import Faults

T = TypeVar("T")

WAIT_S: Final = 60.0
PIN: Final = "1234"
_PEPPER: Final = bytes(range(32))
_SHIFT_FLOAT: Final = Decimal("100.00")
SHOP: Final = Shop("Minisúper La Esquina", "155610034-2-2015", "27", ("Vía España, Panamá",), "270-0000")


def setup() -> ShopSetup:
    """The shop of the benchmarks."""
    return ShopSetup(SHOP, cites={"prices": 1})


def verifier() -> CredentialVerifier:
    """Knows the pepper of `cashier`."""
    return CredentialVerifier({"p1": _PEPPER})


def cashier(ids: SystemIds) -> StaffRecord:
    """Signs in with `PIN`."""
    names = frozenset(str(name) for name in ROLE_PERMISSIONS[Role.CASHIER])
    credential = make_credential(PIN, "p1", _PEPPER, bytes(16))
    return StaffRecord(ids.uuid7(), 1, "Ana Morales", "cashier", names, active=True, pin=credential)


def open_store(folder: Path, clock: SystemClock, ids: SystemIds, faults: Faults | None = None) -> TillStore:
    """A store enrolled without a centre."""
    store = TillStore.open(folder, clock, ids, faults=faults)
    if store.identity is None:
        who = Identity(ids.uuid7(), ids.uuid7(), ids.uuid7(), "Caja 01", 1, ids.random_bytes(32), "")
        store.enrol(Enrolment(who, (SeriesGrant("sale", "0001", 1),), (cashier(ids),)))
    return store


def wait_for(act: Callable[[Callable[[Any], Any], Callable[[Exception], Any]], Any]) -> Any:
    """Start something with its two callbacks and wait for one of them."""
    answer: Future[Any] = Future()
    act(answer.set_result, answer.set_exception)
    return answer.result(WAIT_S)


def codes(count: int, products: int) -> Iterator[str]:
    """Barcodes of seeded goods of a catalogue of ``products``, no two neighbours alike."""
    draw = Random(7).random
    last = 0
    for _ in range(count):
        number = last
        while number == last:
            number = 1 + int(draw() * products)
        last = number
        body = f"745{number:09d}"
        yield body + check_digit(body)


class BenchTill:
    """A signed-in till with an open shift; callbacks come on the store thread."""

    def __init__(self, folder: Path, catalogue: Path, faults: Faults | None = None) -> None:
        self.clock, self.ids = SystemClock(), SystemIds()
        self.store = open_store(folder, self.clock, self.ids, faults)
        self.reader = self.store.reader()
        self.catalogue = CatalogReader(catalogue)
        identity = self.store.identity
        assert identity is not None
        self.state = TillState(
            identity, self.store.boot_id, self.clock, self.clock.monotonic(), cites={"prices": 1}
        )
        self.state.person = self.reader.people()[0]
        self.failures: list[Exception] = []
        self.services: Services = build_services(
            self.state,
            self.reader,
            self.catalogue,
            self.store.runner,
            _SameThread(),
            verifier(),
            self.ids,
            setup(),
            PrinterSetup(),
            KeySigner(_PEPPER),
            self.failures.append,
            RuleBook(()),
            keep_label=_learns_none,
        )
        self.shift: OpenShift = wait_for(
            lambda done, failed: self.services.shifts.open(_SHIFT_FLOAT, None, done, failed)
        )

    def __enter__(self) -> Self:
        """The till is ready."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close, so that a benchmark that breaks leaves no thread behind."""
        self.close()

    def fill(self, wanted: Sequence[str]) -> None:
        """Scan these, open the payment, take exact cash; drafts may still be under way."""
        open_sale = self.services.open_sale
        for code in wanted:
            open_sale.scan(code)
        self.services.checkout.foresee(open_sale)
        open_sale.sale.tender("cash", open_sale.sale.total)

    def complete(self) -> CompletedRecord:
        """Complete what `fill` laid down and open the next basket."""
        open_sale = self.services.open_sale
        record: CompletedRecord = wait_for(
            lambda done, failed: self.services.checkout.complete(open_sale, done, failed)
        )
        open_sale.start_next()
        return record

    def settle(self) -> None:
        """Wait until the store has done what was asked of it."""
        self.store.runner.call(_nothing)

    def close(self) -> None:
        """Close in the order of the program.

        Raises:
            RuntimeError: something could not be written meanwhile.
        """
        self.catalogue.close()
        self.reader.close()
        self.store.close()
        if self.failures:
            raise RuntimeError(f"the store failed: {self.failures[0]}")


def _learns_none(template: LabelTemplate) -> None:
    del template


class _SameThread:
    def run(
        self, work: Callable[[], T], done: Callable[[T], Any], failed: Callable[[Exception], Any]
    ) -> None:
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - handed over as the real one does
            failed(error)
        else:
            done(result)


def _nothing() -> None:
    """An operation behind all others."""
