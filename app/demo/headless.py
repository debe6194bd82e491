"""The demo's till without a screen: real store, secrets, catalogue and HTTP, driven by its use cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from app.compose.goods import ShopGoods
from app.compose.opening import Launch, Opened, open_till
from app.compose.services import Services, build_services
from app.compose.sinks import till_sink
from app.demo.launch import demo_launch
from app.labels import keep_learnt
from app.store.catalog.reader import CatalogReader
from app.system import SystemClock, SystemIds
from app.usecases.customers_port import CustomerRecord
from app.usecases.paper import PrinterSetup
from app.usecases.session import SignInResult
from app.usecases.state import TillState
from app.usecases.tender import CompletedRecord
from core.domain.changes import CATALOGUE_STREAMS, TILL_STREAMS, Stream
from core.domain.customer import CustomerEntry
from core.ports.changes import ChangeSink
from core.ports.clock import Clock
from resources.demo.loader import staff
from sync.build import Centre, build_sync
from sync.thread import SyncParts

T = TypeVar("T")
WAIT_S: Final = 30.0


class SameThread:
    """Slow work done at once."""

    def run(
        self, work: Callable[[], T], done: Callable[[T], Any], failed: Callable[[Exception], Any]
    ) -> None:
        """Do it here and now."""
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 - handed over as the real one does
            failed(error)
        else:
            done(result)


class HeadlessTill:
    """Opened like the real program.

    Args:
        data: Its data directory.
        centre_url: Where the centre is; nothing is sent before `send_all`.
        pairing_code: Lets an empty data directory in.
        printer: Name of the printer that jobs are kept for, None without one.
        clock: Time as this till has it.
    """

    def __init__(
        self,
        data: Path,
        centre_url: str,
        pairing_code: str,
        printer: str | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.clock, self.ids = clock or SystemClock(), SystemIds()
        launch: Launch = demo_launch(data, "", centre_url, pairing_code)
        self.opened: Opened = open_till(launch, self.clock, self.ids)
        self.reader = self.opened.store.reader()
        self.catalogue = CatalogReader(self.opened.catalogue_path)
        state = TillState(
            self.opened.identity,
            self.opened.store.boot_id,
            self.clock,
            self.clock.monotonic(),
            cites=dict(self.opened.setup.cites),
        )
        self.services: Services = build_services(
            state,
            self.reader,
            self.catalogue,
            self.opened.store.runner,
            SameThread(),
            self.opened.verifier,
            self.ids,
            self.opened.setup,
            PrinterSetup(printer=printer, drawer_pin=None),
            self.opened.signer,
            self._write_failed,
            self.opened.promotions,
            approval_key=self.opened.approval_key,
            keep_label=partial(keep_learnt, self.opened.catalogue_path.parent),
        )
        self.failures: list[Exception] = []
        self._goods, self._streams = (
            ShopGoods(self.opened, self.clock),
            till_sink(self.opened.store, self.opened.identity),
        )
        self.sinks: dict[Stream, ChangeSink] = dict.fromkeys(CATALOGUE_STREAMS, self._goods)
        self.sinks |= dict.fromkeys(TILL_STREAMS, self._streams)
        self.sync: SyncParts = build_sync(
            Centre(
                centre_url,
                self.opened.identity.terminal_id,
                self.opened.identity.organization_id,
                self.opened.identity.local_id,
            ),
            self.opened.store.outbox,
            self.opened.secrets,
            self.clock,
            self.ids,
            sinks=self.sinks,
        )

    def pull_all(self, streams: Sequence[Stream] = tuple(Stream), steps: int = 500) -> None:
        """Until these streams are as the centre has them now.

        Raises:
            AssertionError: some are not after so many steps.
        """
        before = {stream: self.sinks[stream].state(stream).fresh_at_ms for stream in streams}
        self.sync.cycle.pull_now(before)
        left = list(before)
        while left and steps:
            steps -= 1
            self.sync.cycle.step(self.clock.monotonic())
            left = [one for one in left if self.sinks[one].state(one).fresh_at_ms == before[one]]
        if left:
            raise AssertionError(f"not pulled: {left}")

    def sign_in(self) -> SignInResult:
        """The shop's first cashier."""
        cashier = staff()[0]
        result: SignInResult = self.wait(
            lambda done, failed: self.services.session.sign_in(cashier.staff_id, cashier.pin, done, failed)
        )
        return result

    def open_shift(self) -> None:
        """With a float of 100.00, or the one that is open."""
        if self.reader.open_shift() is None:
            self.wait(lambda done, failed: self.services.shifts.open(Decimal("100.00"), None, done, failed))
        else:
            self.services.state.shift = self.reader.open_shift()

    def sell(self, codes: Sequence[str], received: Decimal | None = None) -> CompletedRecord:
        """Scan, pay in cash, to the cent if nothing else is said."""
        open_sale = self.services.open_sale
        for code in codes:
            open_sale.scan(code)
        open_sale.sale.tender("cash", received or open_sale.sale.total)
        record: CompletedRecord = self.wait(
            lambda done, failed: self.services.checkout.complete(open_sale, done, failed)
        )
        open_sale.start_next()
        return record

    def enrol_customer(self, entry: CustomerEntry) -> CustomerRecord:
        """A new customer, made at this till."""
        record: CustomerRecord = self.wait(
            lambda done, failed: self.services.customers.create(entry, done, failed)
        )
        return record

    def send_all(self, steps: int = 50) -> None:
        """Until nothing waits.

        Raises:
            AssertionError: something still does after so many steps.
        """
        for _ in range(steps):
            self.sync.worker.step(self.clock.monotonic())
            if self.opened.store.outbox.status().pending == 0:
                return
        raise AssertionError(f"{self.opened.store.outbox.status().pending} events still wait")

    def close(self) -> None:
        """Free the files; a write that failed unseen is told now."""
        self.sync.transport.close()
        self.catalogue.close()
        self.reader.close()
        self._goods.close()
        self._streams.close()
        self.opened.store.close()
        if self.failures:
            raise self.failures[0]

    def _write_failed(self, error: Exception) -> None:
        self.failures.append(error)

    def wait(self, act: Callable[[Callable[[Any], Any], Callable[[Exception], Any]], Any]) -> Any:
        """Start something that answers later, and wait for it."""
        answer: Future[Any] = Future()
        act(answer.set_result, answer.set_exception)
        return answer.result(WAIT_S)
