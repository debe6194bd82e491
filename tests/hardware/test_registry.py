"""Devices by configuration; a till without any is a till."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.ports.devices import ClaimedError, DeviceEvent
from core.ports.printing import PrintJobState
from hardware.claim import DeviceLock
from hardware.registry import DeviceConfigError, PrinterConfig, PrinterDevices, make_link, open_printer
from hardware.transports.file import FileLink
from hardware.transports.tcp import TcpLink
from hardware.virtual.printer import VirtualPrinter
from tests.fakes.clock import ManualClock, SeededIds
from tests.fakes.print_jobs import FakePrintJobs
from tests.strictness import ExpectedLogs


def made(config: PrinterConfig) -> PrinterDevices | None:
    events: list[DeviceEvent] = []
    return open_printer(
        config, jobs=FakePrintJobs(), clock=ManualClock(), ids=SeededIds(), sink=events.append
    )


def test_no_address_is_no_printer_and_no_error(tmp_path: Path) -> None:
    assert made(PrinterConfig("main", "", tmp_path)) is None


def test_opening_touches_nothing(tmp_path: Path) -> None:
    devices = made(PrinterConfig("main", "tcp://127.0.0.1:9", tmp_path / "locks"))
    assert devices is not None
    assert not devices.printer.device_enabled
    assert list(tmp_path.iterdir()) == []
    devices.close()


@pytest.mark.parametrize(
    "address",
    [
        "tcp://",
        "tcp://127.0.0.1:notaport",
        "tcp://127.0.0.1:99999",
        "http://127.0.0.1",
        "127.0.0.1:9100",
        "file://host/x",
        "file:",
        "tcp://127.0.0.1/x",
    ],
)
def test_a_bad_address_is_named(tmp_path: Path, address: str) -> None:
    with pytest.raises(DeviceConfigError) as refused:
        made(PrinterConfig("main", address, tmp_path))
    assert refused.value.code == "bad_address"


def test_a_bad_profile_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeviceConfigError) as refused:
        made(PrinterConfig("main", "tcp://127.0.0.1", tmp_path, "no-such-model"))
    assert refused.value.code == "bad_profile"


def test_addresses_name_their_transport(tmp_path: Path) -> None:
    tcp = make_link("tcp://127.0.0.1")
    assert isinstance(tcp, TcpLink)
    assert tcp.place == "tcp://127.0.0.1:9100"
    file = make_link((tmp_path / "a b").as_uri())
    assert isinstance(file, FileLink)
    assert file.place == (tmp_path / "a b").as_uri()


def test_a_device_is_claimed_by_one_object_at_a_time(tmp_path: Path) -> None:
    one, two = (made(PrinterConfig("main", "tcp://127.0.0.1:9", tmp_path)) for _ in range(2))
    assert one is not None
    assert two is not None
    one.printer.claim(0)
    with pytest.raises(ClaimedError):
        two.printer.claim(0.1)
    one.close()
    two.printer.claim(0)
    two.close()


def test_a_device_is_claimed_across_processes_and_freed_by_death(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib; from hardware.claim import DeviceLock;"
        "lock = DeviceLock(pathlib.Path(sys.argv[1]), 'tcp://x:1'); lock.acquire(0, print);"
        "print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert other.stdout is not None
    assert other.stdout.readline().strip() == "held"
    lock = DeviceLock(tmp_path, "tcp://x:1")
    waits: list[float] = []
    with pytest.raises(ClaimedError):
        lock.acquire(0.1, waits.append)
    assert sum(waits) == pytest.approx(0.1)
    other.kill()
    other.communicate(timeout=10)
    lock.acquire(0, waits.append)
    lock.release()
    lock.release()


def test_a_printer_that_is_away_is_said_once_and_closes_in_time(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("main is not reachable")
    with VirtualPrinter() as printer:
        printer.power(on=False)
        devices = made(PrinterConfig("main", printer.address, tmp_path, "virtual"))
        assert devices is not None
        devices.printer.claim(0)
        devices.printer.enable()
        assert wait(lambda: devices.printer.state == "error")
        devices.close()
        assert not devices.printer.device_enabled


def test_a_printer_that_comes_back_prints_what_waited(tmp_path: Path, expected_logs: ExpectedLogs) -> None:
    expected_logs.allow("main is not reachable")
    from tests.conformance.pos_printer import Till
    from tests.hardware.place import Place

    with VirtualPrinter() as printer:
        printer.power(on=False)
        till = Till(Place(printer.address, "virtual", printer), tmp_path)
        till.start()
        job = till.receipt("0001-000009")
        till.wait_state(job, PrintJobState.WAITING_DEVICE)
        printer.power(on=True)
        till.wait_state(job, PrintJobState.PRINTED)
        with printer.machine() as machine:
            assert machine.roll.copies() == {"0001-000009": 1}
        till.devices.close()


def wait(condition: Callable[[], bool]) -> bool:
    """Until ``condition`` holds, at most 5 s."""
    import threading

    pause = threading.Event()
    return any(condition() or pause.wait(0.01) for _ in range(500))
