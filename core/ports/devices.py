"""Devices in UnifiedPOS words (hardware.md section 2). Implementations live in ``hardware``.

Unknown is not OK: a property of the device that was not answered, or is stale, is ``None``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Protocol

from core.ports.printing import PrintJob, PrintJobState


class DeviceState(StrEnum):
    """State of a device object as the program sees it."""

    CLOSED = "closed"
    IDLE = "idle"
    BUSY = "busy"
    ERROR = "error"


class PowerState(StrEnum):
    """Power as reported; ``OFF_OFFLINE`` where the two cannot be told apart."""

    UNKNOWN = "unknown"
    ONLINE = "online"
    OFF = "off"
    OFFLINE = "offline"
    OFF_OFFLINE = "off_offline"


class HealthLevel(StrEnum):
    """INTERNAL asks the device only; EXTERNAL prints or beeps; INTERACTIVE needs a person."""

    INTERNAL = "internal"
    EXTERNAL = "external"
    INTERACTIVE = "interactive"


@dataclass(frozen=True, slots=True)
class HealthReport:
    """Outcome of `check_health`; ``code`` is a message id such as ``ok``, ``rec_empty``, ``no_hardware``."""

    level: HealthLevel
    ok: bool
    code: str


@dataclass(frozen=True, slots=True)
class PrinterCaps:
    """What a printer can tell and do (CapRecNearEndSensor, CapCoverSensor … of UnifiedPOS)."""

    rec_near_end_sensor: bool
    cover_sensor: bool
    paper_cut: bool
    status: bool
    fence: str
    columns: int


@dataclass(frozen=True, slots=True)
class DrawerCaps:
    """``status``: the drawer has a sensor (CapStatus)."""

    status: bool


class StatusUpdate(StrEnum):
    """What a `StatusUpdateEvent` reports."""

    POWER_ONLINE = "power_online"
    POWER_OFF_OFFLINE = "power_off_offline"
    COVER_OPEN = "cover_open"
    COVER_OK = "cover_ok"
    REC_EMPTY = "rec_empty"
    REC_NEAR_EMPTY = "rec_near_empty"
    REC_PAPER_OK = "rec_paper_ok"
    DRAWER_OPEN = "drawer_open"
    DRAWER_CLOSED = "drawer_closed"
    STATUS_UNKNOWN = "status_unknown"


@dataclass(frozen=True, slots=True)
class DataEvent:
    """A whole scan; ``at_ms`` is the stamp of its last key or byte."""

    device: str
    data: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class StatusUpdateEvent:
    """Something about the device changed."""

    device: str
    status: StatusUpdate


@dataclass(frozen=True, slots=True)
class ErrorEvent:
    """A device or a job failed; ``output_id`` names the job, None otherwise.

    ``code`` is a message id: ``uncertain``, ``ttl``, ``torn_scan``, ``scan_refused``, ``queue_full`` …
    """

    device: str
    code: str
    recoverable: bool
    output_id: str | None = None


@dataclass(frozen=True, slots=True)
class OutputCompleteEvent:
    """A job is done: PRINTED when the device confirmed it, SENT where it cannot confirm."""

    device: str
    output_id: str
    state: PrintJobState


DeviceEvent = DataEvent | StatusUpdateEvent | ErrorEvent | OutputCompleteEvent


class EventSink(Protocol):
    """Takes events from any thread, at once; the till posts them as one queued signal."""

    def __call__(self, event: DeviceEvent, /) -> None:
        """Deliver one event."""
        ...


class DeviceError(Exception):
    """A device refuses or fails; ``code`` is a message id with values, never a sentence.

    Attributes:
        code: Stable message id of the class.
        recoverable: Whether waiting or a person at the device can mend it.
        values: What the words need.
    """

    code: ClassVar[str] = "device"
    recoverable: ClassVar[bool] = True

    def __init__(self, **values: str) -> None:
        super().__init__(self.code)
        self.values = values

    def __str__(self) -> str:
        """Code and values for logs."""
        details = " ".join(f"{key}={value!r}" for key, value in sorted(self.values.items()))
        return f"{self.code} {details}".rstrip()


class ClaimedError(DeviceError):
    """Another process or object holds the device."""

    code = "claimed"


class NoHardwareError(DeviceError):
    """Nothing answers at the configured place."""

    code = "no_hardware"


class OfflineError(DeviceError):
    """The device answers but cannot work now."""

    code = "offline"


class DeviceTimeoutError(DeviceError):
    """A deadline passed."""

    code = "timeout"


class BusyError(DeviceError):
    """The device is at work for another call."""

    code = "busy"


class DevicePermissionError(DeviceError):
    """The system denies access to the port."""

    code = "permission"
    recoverable = False


class BadReplyError(DeviceError):
    """An answer that the protocol does not know."""

    code = "bad_reply"


class UnsupportedError(DeviceError):
    """The device or its profile cannot do this."""

    code = "unsupported"
    recoverable = False


class NotOpenError(DeviceError):
    """Used before open, claim or enable."""

    code = "not_open"
    recoverable = False


class Device(Protocol):
    """Life of any device: open, claim, enable; all idempotent."""

    @property
    def name(self) -> str:
        """Configured name, as in print jobs and events."""
        ...

    @property
    def state(self) -> DeviceState:
        """State of this object."""
        ...

    @property
    def power_state(self) -> PowerState:
        """Power of the device as last reported."""
        ...

    def open(self) -> None:
        """Take the object into use; touches no hardware."""
        ...

    def claim(self, timeout_s: float) -> None:
        """Exclusive use across processes, within ``timeout_s`` seconds.

        Raises:
            NotOpenError: not opened.
            ClaimedError: another process or object holds it.
        """
        ...

    @property
    def device_enabled(self) -> bool:
        """Whether the device works and delivers events."""
        ...

    def enable(self) -> None:
        """Start work (DeviceEnabled = true).

        Raises:
            NotOpenError: not claimed.
        """
        ...

    def disable(self) -> None:
        """Stop work (DeviceEnabled = false); within 2 s."""
        ...

    def release(self) -> None:
        """Disable and give up the claim."""
        ...

    def close(self) -> None:
        """Release and end; within 2 s."""
        ...

    def check_health(self, level: HealthLevel) -> HealthReport:
        """Judge from what the device last said; INTERNAL never prints.

        Raises:
            UnsupportedError: the level is not offered.
        """
        ...


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """Snapshot for the status strip; each None means unknown, never fine."""

    power_state: PowerState
    rec_empty: bool | None = None
    rec_near_end: bool | None = None
    cover_open: bool | None = None
    error: bool | None = None
    drawer_opened: bool | None = None


class POSPrinter(Device, Protocol):
    """Receipt station; output is asynchronous, named by ``output_id``."""

    @property
    def caps(self) -> PrinterCaps:
        """Capabilities of the configured profile."""
        ...

    @property
    def rec_empty(self) -> bool | None:
        """No paper."""
        ...

    @property
    def rec_near_end(self) -> bool | None:
        """Paper nearly used up."""
        ...

    @property
    def cover_open(self) -> bool | None:
        """Cover open."""
        ...

    def status(self) -> PrinterStatus:
        """All of it at one moment."""
        ...

    def print_job(self, job: PrintJob) -> None:
        """Queue a job durably and return; it prints when the device can.

        Raises:
            PrintJobError: ``duplicate_job``.
        """
        ...

    def wake(self) -> None:
        """Look at the queue: called after a commit that holds a job (and its electronic journal)."""
        ...

    def clear_output(self) -> None:
        """Cancel what has not been sent; a job already sent becomes UNCERTAIN."""
        ...


class CashDrawer(Device, Protocol):
    """The drawer; where it hangs on a printer it is a client of the printer's port thread."""

    @property
    def caps(self) -> DrawerCaps:
        """Whether there is a sensor."""
        ...

    @property
    def drawer_opened(self) -> bool | None:
        """Sensor, None without one or while unknown."""
        ...

    def open_drawer(self, reason: str) -> str:
        """Queue a pulse and return its ``output_id``; never later than `DRAWER_TTL_MS`.

        Args:
            reason: ``event_id`` of the sale or no-sale event that opens it, for the record.
        """
        ...

    def wait_for_drawer_close(self, timeout_s: float) -> bool:
        """Wait at most ``timeout_s`` seconds; False when still open or unknown."""
        ...


class Scanner(Device, Protocol):
    """Input is queued and delivered as `DataEvent` only while ``data_event_enabled``."""

    @property
    def data_event_enabled(self) -> bool:
        """Whether scans are delivered now."""
        ...

    def set_data_event_enabled(self, enabled: bool) -> None:
        """Switch delivery; switching on delivers what waited, in order."""
        ...

    @property
    def auto_disable(self) -> bool:
        """Whether delivery switches itself off after each scan."""
        ...

    @property
    def data_count(self) -> int:
        """Scans waiting."""
        ...

    def clear_input(self) -> None:
        """Drop what waits."""
        ...
