"""The cash drawer behind a receipt printer, in UnifiedPOS words: it has no port of its own."""

from __future__ import annotations

import threading
from typing import Final

from core.ports.clock import Clock, IdSource
from core.ports.devices import DeviceState, DrawerCaps, HealthLevel, HealthReport, PowerState
from core.ports.printing import PrintJob, PrintJobState, PrintKind
from hardware.printer.device import EscPosPrinter

_DRAWER_POLL_S: Final = 0.05


class PrinterDrawer:
    """A client of the printer's port thread; opened, claimed and closed with its printer."""

    def __init__(self, printer: EscPosPrinter, clock: Clock, ids: IdSource, pin: int) -> None:
        self._printer = printer
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
        """Queue a pulse durably; gives its ``output_id``. Waits for a commit: never on the GUI thread."""
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
