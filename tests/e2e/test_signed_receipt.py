"""A receipt printed at one till brings goods back at another without the centre (ADR 85)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.compose.devices import PRINTER_NAME, start_printer
from app.config import PrinterConfig
from app.demo.centre import DemoCentre
from app.demo.headless import HeadlessTill
from core.domain.errors import DomainError
from core.domain.returning import take_back
from hardware.virtual.machine import Machine
from hardware.virtual.printer import VirtualPrinter
from resources import demo


def printed_code(till: HeadlessTill, printer: VirtualPrinter, folder: Path) -> str:
    """Print what waits; what the QR code on the paper says, as the printer's own tokenizer reads it."""
    config = PrinterConfig("escpos", printer.address, "virtual", 2)
    store = till.opened.store
    devices = start_printer(config, folder, store.print_jobs, till.clock, till.ids, _nothing)
    assert devices is not None
    try:
        devices.printer.wake()
        assert printer.wait_for(_ends_cut)
    finally:
        devices.close()
    with printer.machine() as machine:
        assert machine.unknown == []
        codes = [line.data for line in machine.roll.lines if line.kind == "qr"]
    assert len(codes) == 1
    return codes[0]


def _ends_cut(machine: Machine) -> bool:
    return bool(machine.roll.lines) and machine.roll.lines[-1].kind == "cut"


def test_a_printed_receipt_brings_goods_back_at_another_till(centre: DemoCentre, tmp_path: Path) -> None:
    goods = [product.barcode for product in demo.load().products if product.barcode][:5]
    seller = HeadlessTill(tmp_path / "a", centre.url, centre.pairing_code("Caja 11"), printer=PRINTER_NAME)
    other = HeadlessTill(tmp_path / "b", centre.url, centre.pairing_code("Caja 12"))
    try:
        seller.sign_in()
        seller.open_shift()
        record = seller.sell([*goods, goods[0]], Decimal("200.00"))
        with VirtualPrinter() as printer:
            text = printed_code(seller, printer, tmp_path)
        found = other.services.receipt_lookup.find(text)
        own = seller.services.receipt_lookup.find(text)
        assert (found.number, found.till, found.foreign) == (own.number, "Caja 11", True)
        assert own.original.event_id == record.stored.event.event_id
        assert found.original.terminal_id == seller.opened.identity.terminal_id
        everything = {item.n: item.quantity for item in record.sale.items}
        assert take_back(found.lines, everything, price_includes_tax=True) == take_back(
            own.lines, everything, price_includes_tax=True
        )
        for place in (7, len(text) // 2, len(text) - 3):
            forged = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]
            with pytest.raises(DomainError, match="receipt_code_"):
                other.services.receipt_lookup.find(forged)
    finally:
        seller.close()
        other.close()


def _nothing(event: Any) -> None:
    """Nobody listens to the device."""
