"""The receipt printer in UnifiedPOS words, over one port thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from core.ports.devices import (
    DeviceState,
    HealthLevel,
    HealthReport,
    NotOpenError,
    PowerState,
    PrinterCaps,
    PrinterStatus,
    UnsupportedError,
)
from core.ports.printing import PrintJob, PrintJobs, PrintJobState
from hardware.claim import DeviceLock
from hardware.port_thread import PortThread
from hardware.printer.port import PortSettings, PrinterPort

_log = logging.getLogger(__name__)


class EscPosPrinter:
    """An ESC/POS printer; made by `hardware.registry.open_printer`.

    `print_job` and `clear_output` wait for a commit: call them from a worker, never from the GUI thread or
    the store thread. Everything else returns at once, `disable` and `close` within 2 s.
    """

    def __init__(
        self,
        settings: PortSettings,
        make_port: Callable[[], PrinterPort],
        lock: DeviceLock,
        jobs: PrintJobs,
    ) -> None:
        """Make it.

        Args:
            settings: What the installer chose.
            make_port: Makes the port anew each time the device is enabled.
            lock: Claim across processes.
            jobs: The queue.
        """
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
        if thread is not None and not thread.close():
            _log.error("the port thread of %s did not end in time", self.name)

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
