"""The receipt printer and its drawer: made from the settings, watched, shown on strip and change screen."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from app.config import PrinterConfig
from app.presenters.floor.after import AfterSale
from app.presenters.states import DrawerState, PrinterState, PrintShown
from app.presenters.strip import StripPresenter
from app.usecases.proving import Background
from core.ports.clock import Clock, IdSource
from core.ports.devices import DeviceError, DeviceEvent, PowerState, PrinterStatus
from core.ports.printing import Fence, PrintJob, PrintJobs, PrintJobState, PrintKind
from hardware.registry import DeviceConfigError, PrinterDevices, open_printer
from hardware.registry import PrinterConfig as RegistryConfig

PRINTER_NAME: Final = "receipt"
CLAIM_S: Final = 2.0
LOOK_BACK: Final = 8
_AWAY: Final = frozenset({PowerState.OFF, PowerState.OFFLINE, PowerState.OFF_OFFLINE})
_SHOWN: Final = {
    PrintJobState.QUEUED: PrintShown.QUEUED,
    PrintJobState.SENDING: PrintShown.QUEUED,
    PrintJobState.WAITING_DEVICE: PrintShown.WAITING,
    PrintJobState.SENT: PrintShown.SENT,
    PrintJobState.PRINTED: PrintShown.PRINTED,
    PrintJobState.UNCERTAIN: PrintShown.UNCERTAIN,
    PrintJobState.REPRINTED: PrintShown.PRINTED,
}

_WORKING: Final = frozenset({PrinterState.READY, PrinterState.NEAR_END, PrinterState.UNCERTAIN})

log = logging.getLogger(__name__)


def start_printer(
    config: PrinterConfig,
    data_dir: Path,
    jobs: PrintJobs,
    clock: Clock,
    ids: IdSource,
    sink: Callable[[DeviceEvent], Any],
) -> PrinterDevices | None:
    """Open, claim and enable the configured printer; a device that fails changes nothing for selling."""
    try:
        devices = open_printer(
            RegistryConfig(
                name=PRINTER_NAME, address=config.port, lock_dir=data_dir / "devices", profile=config.profile
            ),
            jobs=jobs,
            clock=clock,
            ids=ids,
            sink=sink,
        )
        if devices is not None:
            devices.printer.claim(CLAIM_S)
            devices.printer.enable()
    except (DeviceConfigError, DeviceError) as error:
        log.error("receipt printer not in use: %s", error)
        return None
    return devices


def printer_state(status: PrinterStatus, *, uncertain: bool) -> PrinterState:
    """What the strip says of a printer; silence is UNKNOWN, never ready (hardware.md rule 2)."""
    findings = (
        (uncertain, PrinterState.UNCERTAIN),
        (status.power_state in _AWAY, PrinterState.OFF),
        (status.cover_open is True, PrinterState.COVER_OPEN),
        (status.rec_empty is True, PrinterState.PAPER_OUT),
        (status.error is True, PrinterState.OFF),
        (status.rec_empty is None or status.power_state is not PowerState.ONLINE, PrinterState.UNKNOWN),
        (status.rec_near_end is True, PrinterState.NEAR_END),
    )
    return next((state for found, state in findings if found), PrinterState.READY)


def drawer_state(status: PrinterStatus) -> DrawerState:
    """What the strip says of the drawer; no sensor is UNKNOWN, not closed."""
    if status.drawer_opened is None:
        return DrawerState.UNKNOWN
    return DrawerState.OPEN if status.drawer_opened else DrawerState.CLOSED


class DeviceDesk:
    """Brings what devices say to the screens, on the GUI thread.

    Args:
        preview: Paper is only looked at on the screen (PRÁCTICA), whatever the device says.
    """

    def __init__(
        self,
        post: Callable[[Callable[[], Any]], Any],
        background: Background,
        jobs: PrintJobs,
        strip: StripPresenter,
        after: AfterSale,
        *,
        preview: bool = False,
    ) -> None:
        self._post = post
        self._jobs = jobs
        self._strip = strip
        self._after = after
        self._preview = preview
        self._background = background
        self._devices: PrinterDevices | None = None
        self._configured = False
        self._has_drawer = False

    def attach(self, devices: PrinterDevices | None, *, configured: bool, has_drawer: bool) -> None:
        """The printer is in use now, or there is none, or the one configured cannot be used."""
        self._devices = devices
        self._configured = configured
        self._has_drawer = has_drawer
        self.refresh()

    def heard(self, event: DeviceEvent) -> None:
        """An event of a device; called from its port thread, so it is posted."""
        self._post(partial(self._on_event, event))

    def refresh(self) -> None:
        """Look again; called with each event and each second, costs two short reads."""
        if self._devices is None:
            if self._configured:
                self._strip.printer(PrinterState.OFF)
            return
        status = self._devices.printer.status()
        uncertain = any(job.kind is PrintKind.RECEIPT for job in self._jobs.uncertain())
        state = printer_state(status, uncertain=uncertain)
        self._strip.printer(state)
        drawer = drawer_state(status) if self._has_drawer else DrawerState.NONE
        self._strip.drawer(drawer)
        self._after.drawer(drawer)
        self._show_jobs(self._jobs.recent(LOOK_BACK), ready=state in _WORKING)

    def confirm_printed(self) -> None:
        """A person says that the receipt asked about came out whole (hardware.md section 6, rule 4)."""
        asked = self._after.asked_of
        for job in self._jobs.uncertain():
            if job.kind is PrintKind.RECEIPT and job.event_id == asked:
                mark = partial(self._jobs.mark, job.output_id, PrintJobState.PRINTED, fence=Fence.PERSON)
                self._background.run(mark, self._settled, self._not_settled)
                return

    def _settled(self, _: None) -> None:
        self.refresh()

    def _not_settled(self, error: Exception) -> None:
        log.error("the answer about a receipt was not kept: %s", error)

    def _show_jobs(self, jobs: Sequence[PrintJob], *, ready: bool) -> None:
        """The newest copy speaks for its sale; a queued receipt of a printer that is not ready waits."""
        spoken: set[str] = set()
        for job in jobs:
            event_id = job.event_id
            if event_id is None:
                continue
            if job.kind is PrintKind.DRAWER and job.state is PrintJobState.CANCELLED:
                self._after.drawer_stuck(event_id)
            shown = PrintShown.PREVIEW if self._preview else _SHOWN.get(job.state)
            if job.kind is not PrintKind.RECEIPT or shown is None or event_id in spoken:
                continue
            spoken.add(event_id)
            queued = job.state is PrintJobState.QUEUED
            self._after.print_changed(event_id, PrintShown.WAITING if queued and not ready else shown)

    def _on_event(self, event: DeviceEvent) -> None:
        log.debug("device event %s", event)
        self.refresh()
