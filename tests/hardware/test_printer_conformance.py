"""Each driver and transport passes the suite of the port, over real sockets and files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.virtual.printer import VirtualPrinter
from tests.conformance.pos_printer import PosPrinterConformance
from tests.hardware.place import Place


class TestVirtualOverTcp(PosPrinterConformance):
    @pytest.fixture
    def place(self) -> Iterator[Place]:
        with VirtualPrinter() as printer:
            yield Place(printer.address, "virtual", printer)


class TestVirtualOverIpv6(PosPrinterConformance):
    @pytest.fixture
    def place(self) -> Iterator[Place]:
        try:
            printer = VirtualPrinter(host="::1")
            printer.start()
        except OSError:
            pytest.skip("this machine has no IPv6 loopback")
        yield Place(printer.address, "virtual", printer)
        printer.close()


class TestEpsonOverTcp(PosPrinterConformance):
    @pytest.fixture
    def place(self) -> Iterator[Place]:
        with VirtualPrinter() as printer:
            yield Place(printer.address, "epson-tm-t20iii", printer)


class TestOlderFenceWithoutPushesOverTcp(PosPrinterConformance):
    @pytest.fixture
    def place(self) -> Iterator[Place]:
        with VirtualPrinter() as printer:
            overrides = {"fence": "gs_r", "asb": False, "identify": False, "status": "basic"}
            overrides["drawer_sensor_open_level"] = None
            yield Place(printer.address, "virtual", printer, overrides=overrides)


class TestSharedPrinterOverTcp(PosPrinterConformance):
    @pytest.fixture
    def place(self) -> Iterator[Place]:
        with VirtualPrinter() as printer:
            overrides = {"drawer_sensor_open_level": None}
            yield Place(printer.address, "virtual", printer, overrides=overrides, per_job=True)


class TestGenericOverTcp(PosPrinterConformance):
    @pytest.fixture
    def place(self) -> Iterator[Place]:
        with VirtualPrinter() as printer:
            yield Place(printer.address, "generic", printer, talks=False)


class TestFile(PosPrinterConformance):
    @pytest.fixture
    def place(self, tmp_path: Path) -> Place:
        path = tmp_path / "paper with blanks.bin"
        return Place(path.as_uri(), "virtual", path=path, talks=False)
