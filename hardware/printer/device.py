"""The receipt printer and its drawer in UnifiedPOS words, over one port thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from core.ports.clock import Clock, IdSource
from core.ports.devices import (
    DeviceState,
    DrawerCaps,
    HealthLevel,
    HealthReport,
    NotOpenError,
    PowerState,
    PrinterCaps,
    PrinterStatus,
    UnsupportedError,
)
from core.ports.printing import PrintJob, PrintJobs, PrintJobState, PrintKind
from hardware.claim import DeviceLock
from hardware.port_thread import PortThread
from hardware.printer.port import PortSettings, PrinterPort

_DRAWER_POLL_S: Final = 0.05


class EscPosPrinter:
    """An ESC/POS printer; made by `hardware.registry.open_printer`.

    Args (of the constructor):
        make_port: Makes the port anew each time the device is enabled.
        lock: Claim across processes.
    """

    def __init__(
        self,
        settings: PortSettings,
        make_port: Callable[[], PrinterPort],
        lock: DeviceLock,
        jobs: PrintJobs,
    ) -> None:
        self._settings = settings
        self._make_port = make_port
        self._lock = lock
        self._jobs = jobs
        self._opened = self._claimed = False
        self._port: PrinterPort | None = None
        self._thread: PortThread | None = None
        self._pause = threading.Event()

    # --- life ----------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """Configured name."""
        return self._settings.name

    def open(self) -> None:
        """Take into use; touches nothing."""
        self._opened = True

    def claim(self, timeout_s: float) -> None:
        """Lock the device for this process.

        Raises:
            NotOpenError: not opened.
            ClaimedError: another process holds it.
        """
        if not self._opened:
            raise NotOpenError(device=self.name)
        if not self._claimed:
            self._lock.acquire(timeout_s, self._pause.wait)
            self._claimed = True

    @property
    def device_enabled(self) -> bool:
        """Whether the port thread runs."""
        return self._thread is not None

    def enable(self) -> None:
        """Start the port thread.

        Raises:
            NotOpenError: not claimed.
        """
        if not self._claimed:
            raise NotOpenError(device=self.name)
        if self._thread is None:
            self._port = self._make_port()
            self._thread = PortThread(self._port, self.name)
            self._thread.start()

    def disable(self) -> None:
        """End the port thread, within 2 s."""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.close()

    def release(self) -> None:
        """Disable and let others have the device."""
        self.disable()
        self._lock.release()
        self._claimed = False

    def close(self) -> None:
        """Release and end."""
        self.release()
        self._opened = False

    # --- state ---------------------------------------------------------------------------------------

    @property
    def state(self) -> DeviceState:
        """BUSY while a job is under way, ERROR while the printer names a trouble or is away."""
        if not self._opened:
            return DeviceState.CLOSED
        status = self.status()
        if status.power_state is PowerState.OFF_OFFLINE or status.rec_empty or status.cover_open:
            return DeviceState.ERROR
        return DeviceState.BUSY if self._port is not None and self._port.busy else DeviceState.IDLE

    @property
    def power_state(self) -> PowerState:
        """As last heard."""
        return self.status().power_state

    @property
    def caps(self) -> PrinterCaps:
        """Of the profile."""
        return self._settings.profile.caps()

    @property
    def has_drawer_sensor(self) -> bool:
        """Whether the profile says how the drawer's sensor reads."""
        return self._settings.profile.drawer_sensor_open_level is not None

    @property
    def rec_empty(self) -> bool | None:
        """No paper."""
        return self.status().rec_empty

    @property
    def rec_near_end(self) -> bool | None:
        """Paper nearly used up."""
        return self.status().rec_near_end

    @property
    def cover_open(self) -> bool | None:
        """Cover open."""
        return self.status().cover_open

    def status(self) -> PrinterStatus:
        """The last snapshot; all unknown while not enabled."""
        if self._port is None or self._thread is None:
            return PrinterStatus(PowerState.UNKNOWN)
        return self._port.snapshot

    def check_health(self, level: HealthLevel) -> HealthReport:
        """INTERNAL judges the last snapshot.

        Raises:
            UnsupportedError: another level (the test page is queued as a job of its own).
        """
        if level is not HealthLevel.INTERNAL:
            raise UnsupportedError(device=self.name, level=level)
        code = _health(self.status(), talks=self.caps.status)
        return HealthReport(level, code == "ok", code)

    # --- output --------------------------------------------------------------------------------------

    def print_job(self, job: PrintJob) -> None:
        """Queue a job durably.

        Raises:
            PrintJobError: ``duplicate_job``.
        """
        self._jobs.add(job)
        self.wake()

    def wake(self) -> None:
        """Look at the queue; from any thread, at once."""
        if self._port is not None and self._thread is not None:
            self._port.wake()
            self._thread.wake()

    def clear_output(self) -> None:
        """Cancel what waits; what was sent without proof becomes uncertain."""
        while (job := self._jobs.next_job(self.name)) is not None:
            self._jobs.mark(job.output_id, PrintJobState.CANCELLED, error="cleared")
        if self._port is not None and self._thread is not None:
            self._port.ask_clear()
            self._thread.wake()


class PrinterDrawer:
    """The drawer behind a printer: no port of its own."""

    def __init__(
        self, printer: EscPosPrinter, jobs: PrintJobs, clock: Clock, ids: IdSource, pin: int
    ) -> None:
        self._printer = printer
        self._jobs = jobs
        self._clock = clock
        self._ids = ids
        self._pin = pin
        self._pause = threading.Event()

    @property
    def name(self) -> str:
        """Name of the printer it hangs on."""
        return self._printer.name

    @property
    def state(self) -> DeviceState:
        """The printer's."""
        return self._printer.state

    @property
    def power_state(self) -> PowerState:
        """The printer's."""
        return self._printer.power_state

    @property
    def caps(self) -> DrawerCaps:
        """Whether the profile names a sensor."""
        return DrawerCaps(status=self._printer.has_drawer_sensor)

    def open(self) -> None:
        """Nothing of its own to open."""

    def claim(self, timeout_s: float) -> None:
        """Claimed with its printer."""
        self._printer.claim(timeout_s)

    @property
    def device_enabled(self) -> bool:
        """With its printer."""
        return self._printer.device_enabled

    def enable(self) -> None:
        """Enable the printer."""
        self._printer.enable()

    def disable(self) -> None:
        """The printer goes on; only its owner stops it."""

    def release(self) -> None:
        """As `disable`."""

    def close(self) -> None:
        """As `disable`."""

    def check_health(self, level: HealthLevel) -> HealthReport:
        """The printer's.

        Raises:
            UnsupportedError: not INTERNAL.
        """
        return self._printer.check_health(level)

    @property
    def drawer_opened(self) -> bool | None:
        """Sensor; None without one or while unknown."""
        return self._printer.status().drawer_opened

    def open_drawer(self, reason: str) -> str:
        """Queue a pulse durably; gives its ``output_id``."""
        output_id = self._ids.uuid7()
        self._printer.print_job(
            PrintJob(
                output_id=output_id,
                kind=PrintKind.DRAWER,
                printer=self.name,
                state=PrintJobState.QUEUED,
                created_ms=int(self._clock.now().timestamp() * 1000),
                event_id=reason,
                drawer_pin=self._pin,
            )
        )
        return output_id

    def wait_for_drawer_close(self, timeout_s: float) -> bool:
        """Wait for the sensor; never on the GUI thread."""
        deadline = self._clock.monotonic() + timeout_s
        while self.drawer_opened is not False:
            if self._clock.monotonic() >= deadline:
                return False
            self._pause.wait(_DRAWER_POLL_S)
        return True


def _health(status: PrinterStatus, *, talks: bool) -> str:
    if status.power_state is PowerState.OFF_OFFLINE:
        return "no_hardware"
    if status.cover_open:
        return "cover_open"
    if status.rec_empty:
        return "rec_empty"
    if status.error:
        return "printer_error"
    if not talks or None in {status.cover_open, status.rec_empty}:
        return "unknown"
    return "ok"
