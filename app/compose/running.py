"""An open till wired to its window: presenters, printer, sync."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from app.bridge.application import QtTicker
from app.bridge.runners import GuiStoreRunner
from app.compose.basket_tasks import plug_basket_tasks
from app.compose.customers import index_customers
from app.compose.devices import DeviceDesk, start_printer
from app.compose.export_tasks import plug_exports
from app.compose.goods import open_goods
from app.compose.greeting import Greeting
from app.compose.opening import Opened
from app.compose.parts import TillParts
from app.compose.payment_tasks import plug_payment
from app.compose.receipt_tasks import plug_receipt_tasks
from app.compose.reversal_tasks import plug_reversal_tasks
from app.compose.reviews import plug_reviews
from app.compose.screens import RunningScreens
from app.compose.sending import plug_sending
from app.compose.services import Services
from app.compose.streams import StreamDesk
from app.compose.syncing import SyncDesk
from app.compose.tasks import plug_tasks
from app.compose.till_services import till_services
from app.compose.waiting import TillWork
from app.presenters.authorise import Authorising
from app.presenters.display import SOON_MS, DisplayFeed
from app.presenters.floor.after import AfterSale
from app.presenters.floor.finding import Finding
from app.presenters.floor.paying import Paying
from app.presenters.floor.presenter import FloorPresenter
from app.presenters.floor.sale_rows import SaleRows
from app.presenters.format import clock_time
from app.presenters.messages import M, Message, Tone
from app.presenters.open_shift import OpenShiftPresenter
from app.presenters.refusals import of_error
from app.presenters.sign_in import SignInPresenter
from app.presenters.states import Act, PrintShown
from app.presenters.strip import StripPresenter
from app.store.catalog.customers import SealedCustomers
from app.store.catalog.reader import CatalogReader
from app.ui.main_window import Screen
from app.usecases.clock_watch import ClockWatch
from app.usecases.ports import OpenShift
from app.usecases.state import TillState
from core.ports.devices import DataEvent, DeviceEvent
from hardware.registry import PrinterDevices
from hardware.scanner.device import WedgeScanner

log = logging.getLogger(__name__)


class RunningTill:
    """Everything between the opened data and the screens.

    Args:
        practice: Asked to go into PRÁCTICA, or out of it.
    """

    def __init__(self, till: TillParts, opened: Opened, practice: Callable[[], Any]) -> None:
        self._till = till
        self.opened = opened
        self._practice = practice
        self._second = QtTicker()
        self._charging = QtTicker()
        self._printer_config = till.launch.config.printer
        self.reader = opened.store.reader()
        self.pending = opened.store.pending_stock()
        self.catalogue = CatalogReader(opened.catalogue_path, self.pending)
        self.customers = SealedCustomers(opened.catalogue_path, opened.seal)
        self.state = TillState(
            opened.identity,
            opened.store.boot_id,
            till.clock,
            till.clock.monotonic(),
            cites=self.catalogue.versions() or dict(opened.setup.cites),
        )
        self.state.shift = self.reader.open_shift()
        self.services = till_services(
            self.state, till, opened, self.reader, self.catalogue, self.customers, self._draft_failed
        )
        self.strip = StripPresenter(
            till.window.practice.band if opened.identity.practice else till.window.strip,
            place=opened.identity.terminal_name,
            demo=opened.setup.demo,
        )
        self.sync = SyncDesk(till.mailbox.post, self.strip, self.state, self._sent)
        self._build_presenters(self.services)
        self.devices = DeviceDesk(
            till.mailbox.post,
            till.background,
            opened.store.print_jobs,
            self.strip,
            self.after,
            preview=opened.identity.practice,
        )
        self._greeting = Greeting(
            opened.store.report, self.reader, self.services.open_sale, till.window.floor.notify
        )
        self._printer: PrinterDevices | None = None
        self._degraded = False
        self._clock_watch = ClockWatch(self.state, self.services.drafts, self._clock_back)
        self._screens = RunningScreens(
            till, self.services, self.customers, self.sign_in, self._finding, self.work, self._lock
        )
        self.streams = StreamDesk(
            opened,
            self.services,
            GuiStoreRunner(opened.store.runner, till.mailbox),
            till.background,
            till.mailbox.post,
            self._screens,
            self._sent,
        )
        self.streams.plug(self.floor, self.authorising, self.sync)

    def _first_shown(self) -> PrintShown:
        if self.opened.identity.practice:
            return PrintShown.PREVIEW
        return PrintShown.QUEUED if self._printer_config is not None else PrintShown.NONE

    def _build_presenters(self, services: Services) -> None:
        window, state, practising = self._till.window, self.state, self.opened.identity.practice
        self.authorising = Authorising(
            window.authorise,
            services.authoriser,
            state,
            QtTicker(),
            notify=window.floor.notify,
            sound=window.floor.sound,
        )
        self.after = AfterSale(
            window.floor,
            state,
            self.reader,
            services.reprints,
            first_shown=self._first_shown(),
        )
        rows = SaleRows(window.floor, state, services.open_sale, self.catalogue)
        self._finding = Finding(window.floor, state, self.catalogue)
        self.floor = FloorPresenter(
            window.floor,
            services.open_sale,
            rows,
            self._finding,
            self.after,
            locked=self._lock,
            send_now=self.sync.send_now,
            printed_yes=self._printed_yes,
        )
        plug_tasks(self.floor, rows, services)
        parks = plug_basket_tasks(self.floor, rows, services, self.authorising)
        plug_sending(self.floor, state, self.opened.store.waiting(), self._till.background, self.sync)
        plug_exports(self.floor, self.after, self._till, self.reader, self.opened.setup.shop.name)
        plug_receipt_tasks(self.floor, self.after, state, services.receipt_search, services.receipt_lookup)
        take_back = plug_reversal_tasks(self.floor, self.after, services, self.authorising)
        opened, sync, strip = self.opened, self.sync, self.strip
        plug_reviews(self.floor, self.after, services, opened, self._till, sync, strip, take_back)
        paying = Paying(
            window.floor,
            state,
            services.open_sale,
            services.checkout,
            self.floor.completed,
            self.after.calm,
            rows.apply_lines,
        )
        self.sign_in = SignInPresenter(
            window.sign_in,
            services.session,
            state,
            QtTicker(),
            shop=self.opened.setup.shop.name,
            demo_pins=self.opened.setup.demo_pins,
            language=self._till.translator.language,
            entered=self._entered,
            language_changed=self._till.translator.switch,
            practice=self._practice,
            practising=practising,
        )
        self.open_shift = OpenShiftPresenter(
            window.open_shift,
            services.shifts,
            state,
            fixed_float=self._till.launch.config.fixed_float,
            language=lambda: self._till.translator.language,
            opened=self._shift_opened,
            left=self._lock,
        )
        self.floor.register(Act.LEAVE_PRACTICE if practising else Act.PRACTICE, self._practice)
        self.feed = DisplayFeed(
            state,
            services.open_sale,
            self.after,
            self.floor,
            QtTicker(SOON_MS),
            shop=self.opened.setup.shop.name,
            practice=practising,
        )
        floor, after, asks = self.floor, self.after, self.authorising
        self.work = TillWork(floor, after, (self.sign_in, self.open_shift, asks), parks)
        floor.on_payment(self.opened.store.runner.hold)
        plug_payment(floor, after, paying, services, asks, rows, self.feed, self._charging)
        self._scanner = WedgeScanner(self._scanner_event)
        self._scanner.open()
        self._scanner.claim(0)
        self._scanner.enable()

    def begin(self) -> None:
        """Show who may enter, then bring printer and sync up, one thread at a time."""
        self.strip.attach(self.state)
        waiting = self.opened.store.outbox.status()
        self.strip.queue(waiting.pending, waiting.oldest_pending_at_ms)
        self._greeting.restore_basket()
        self.take_window()
        self._till.window.warm()
        self.streams.begin(self.reader.people())
        self.opened.store.runner.observe(self._committed)
        self._till.background.run(self._open_printer, self._printer_open, self._printer_failed)

    def take_window(self) -> None:
        """The window's screens and its scanner are this till's from now on."""
        window = self._till.window
        self._till.mailbox.release()
        window.use_scanner(self._scanner)
        window.bind(
            sign_in=self.sign_in, open_shift=self.open_shift, floor=self.floor, authorise=self.authorising
        )
        window.wait_for(self.work)
        window.floor.watch(self.feed.poke)
        self._second.start(self._each_second)
        if self.opened.identity.practice:
            self.state.person = self.reader.people()[0]
            self._entered()
        else:
            self._show_sign_in()

    def refuse(self, error: Exception) -> None:
        """Say on the screen that shows why something was not done."""
        if self._till.window.screen_now is Screen.FLOOR:
            self._sent(of_error(error))
        else:
            self.sign_in.tell(of_error(error))

    def leave_window(self) -> None:
        """Another till has the screens: this one goes on sending and printing, and draws nothing."""
        self._second.stop()
        self._charging.stop()  # a charge that waits is asked about again when the floor comes back
        self.feed.stop()
        self.sign_in.rest()
        self.authorising.cancel()
        self._till.mailbox.hold()

    def close(self) -> None:
        """Sync first, then the printer, then the store: nothing writes into a closed one."""
        self.opened.store.runner.hold(False)  # or sync would wait for the end of a payment nobody takes
        self._second.stop()
        self._charging.stop()
        self.feed.stop()
        self._till.mailbox.close()
        self.sync.stop()
        self.streams.close()
        if self._printer is not None:
            self._printer.close()
        self.catalogue.close()
        self.pending.close()
        self.customers.close()
        self.reader.close()
        self.opened.store.close()

    # ------------------------------------------------------------------ devices and sync

    def _open_printer(self) -> PrinterDevices | None:
        config = self._printer_config
        if config is None:
            return None
        till = self._till
        return start_printer(
            config,
            till.launch.config.data_dir,
            self.opened.store.print_jobs,
            till.clock,
            till.ids,
            self.devices.heard,
        )

    def _printer_open(self, devices: PrinterDevices | None) -> None:
        self._printer = devices
        config = self._printer_config
        self.devices.attach(
            devices,
            configured=config is not None,
            has_drawer=config is not None and config.drawer_pin is not None,
        )
        if devices is not None:
            devices.printer.wake()
        self._start_sync()

    def _printer_failed(self, error: Exception) -> None:
        log.error("receipt printer not in use", exc_info=error)
        self._printer_open(None)

    def _start_sync(self) -> None:
        self.sync.start(
            self.opened.centre_url,
            self.opened.identity,
            self.opened.store.outbox,
            self.opened.secrets,
            self._till.clock,
            self._till.ids,
            self.streams.sinks(),
        )
        if not self.opened.identity.practice:  # it has no key to the shop's customers
            index_customers(self.customers, self._till.background)
            open_goods(self.streams.goods, self.pending, self._till.background)

    def _committed(self, committed: object) -> None:
        """On the store thread, after both journals: wake whoever waits for events or jobs."""
        del committed
        if self._printer is not None:
            self._printer.printer.wake()
        self.sync.wake()

    def _scanner_event(self, event: DeviceEvent) -> None:
        window = self._till.window
        if isinstance(event, DataEvent):
            window.scanned(event.data)
        else:
            window.scan_refused()

    def _each_second(self) -> None:
        self._clock_watch.look()
        self.strip.refresh()
        self.streams.beat()
        self.sync.beat()
        self.devices.refresh()
        self.feed.beat()
        before, self._degraded = self._degraded, self.opened.store.journal_degraded
        if self._degraded and not before:
            self._sent(Message(M.JOURNAL_COPY_DEGRADED, Tone.ERR, lasting=True))

    def _clock_back(self, before: datetime, after: datetime) -> None:
        values = {
            "before": clock_time(self.state.local_time(before)),
            "after": clock_time(self.state.local_time(after)),
        }
        self._sent(Message(M.CLOCK_BACK, Tone.WARN, values, lasting=True))

    def _printed_yes(self) -> None:
        self.devices.confirm_printed()

    def _sent(self, message: Message) -> None:
        self._till.window.floor.notify(message)

    # ------------------------------------------------------------------ people and screens

    def _show_sign_in(self) -> None:
        self.work.leaving = False
        self.sign_in.open(self.reader.people())
        self._till.window.show_screen(Screen.SIGN_IN)
        self.strip.refresh()

    def _entered(self) -> None:
        self.state.shift = self.reader.open_shift()
        if self.state.shift is None:
            self.open_shift.open()
            self._till.window.show_screen(Screen.OPEN_SHIFT)
        else:
            self.show_floor()
        self.strip.refresh()

    def _shift_opened(self, shift: OpenShift) -> None:
        del shift
        self.show_floor()
        self.strip.refresh()

    def show_floor(self) -> None:
        """The floor, with what the start found said once."""
        restored = self._greeting.restored()
        self.floor.open(restored)
        self._till.window.show_screen(Screen.FLOOR)
        self._greeting.say(restored)

    def _lock(self) -> None:
        self.work.leaving = True
        self.services.session.sign_out(self._show_sign_in, self._sign_out_failed)

    def _sign_out_failed(self, error: Exception) -> None:
        log.error("signing out was not recorded", exc_info=error)
        self._show_sign_in()

    def _draft_failed(self, error: Exception) -> None:
        log.error("a basket change was not written", exc_info=error)
        self.floor.draft_failed(error)
