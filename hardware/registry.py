"""Opens devices by configuration. A till without any is a till (hardware.md section 1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from core.domain.receipt.words import ReceiptWords
from core.domain.receipt.words_es import SPANISH
from core.ports.clock import Clock, IdSource
from core.ports.devices import EventSink
from core.ports.printing import Fence, PrintJobs
from hardware.claim import DeviceLock
from hardware.printer.device import EscPosPrinter
from hardware.printer.drawer import PrinterDrawer
from hardware.printer.port import PortSettings, PrinterPort
from hardware.printer.profile import ProfileError, load_profile
from hardware.transports.file import FileLink
from hardware.transports.link import Link
from hardware.transports.tcp import TcpLink

DEFAULT_PORT = 9100


class DeviceConfigError(ValueError):
    """A configured device cannot be meant: ``code`` is a message id, ``value`` what was written."""

    def __init__(self, code: str, value: str) -> None:
        super().__init__(f"{code} {value!r}")
        self.code = code
        self.value = value


def _no_overrides() -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class PrinterConfig:
    """One configured printer.

    Attributes:
        name: Name used in print jobs, e.g. ``main``.
        address: ``tcp://host[:port]`` or ``file:///path``; empty for no printer.
        profile: ``generic``, ``epson-tm-t20iii`` or ``virtual``.
        overrides: Profile fields the installer changed, e.g. ``{"columns": 42}``.
        per_job: Connect for each job (a printer shared by several tills).
        lock_dir: Private directory for the claim.
        words: Language of what the driver itself adds.
    """

    name: str
    address: str
    lock_dir: Path
    profile: str = "generic"
    overrides: Mapping[str, Any] = field(default_factory=_no_overrides)
    per_job: bool = False
    words: ReceiptWords = SPANISH


@dataclass(frozen=True, slots=True)
class PrinterDevices:
    """A printer and the drawer that hangs on it."""

    printer: EscPosPrinter
    drawer: PrinterDrawer

    def close(self) -> None:
        """Stop both, within 2 s."""
        self.printer.close()


def open_printer(
    config: PrinterConfig, *, jobs: PrintJobs, clock: Clock, ids: IdSource, sink: EventSink
) -> PrinterDevices | None:
    """Make a printer ready: opened, not yet claimed or enabled; touches no hardware.

    Call ``claim`` and ``enable`` on its printer after the first window; both may fail without harm to sales.

    Returns:
        The devices, None when no printer is configured.

    Raises:
        DeviceConfigError: ``bad_address`` or ``bad_profile``.
    """
    if not config.address:
        return None
    link = make_link(config.address)
    overrides = dict(config.overrides)
    if not link.two_way:
        overrides |= {"status": "none", "fence": Fence.NONE, "asb": False, "identify": False}
        overrides |= {"drawer_sensor_open_level": None}
    try:
        profile = load_profile(config.profile, **overrides)
    except ProfileError as error:
        raise DeviceConfigError("bad_profile", f"{config.profile}: {error}") from error
    settings = PortSettings(config.name, profile, per_job=config.per_job, words=config.words)

    def make_port() -> PrinterPort:
        return PrinterPort(settings, make_link(config.address), jobs, clock, ids, sink)

    printer = EscPosPrinter(settings, make_port, DeviceLock(config.lock_dir, link.place), jobs)
    printer.open()
    return PrinterDevices(printer, PrinterDrawer(printer, clock, ids, profile.drawer_pin))


def make_link(address: str) -> Link:
    """The transport of an address; nothing is opened.

    Raises:
        DeviceConfigError: ``bad_address``.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise DeviceConfigError("bad_address", address) from error
    if parts.scheme == "tcp" and parts.hostname and not parts.path.strip("/"):
        return TcpLink(parts.hostname, port or DEFAULT_PORT)
    if parts.scheme == "file" and parts.path and not parts.netloc:
        return FileLink(Path(url2pathname(unquote(parts.path))))
    raise DeviceConfigError("bad_address", address)
