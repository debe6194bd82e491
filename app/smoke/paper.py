"""Codes on paper: a QR drawn by the printer and one drawn by us, sent over TCP to the virtual printer."""

from __future__ import annotations

import socket
from functools import partial
from typing import Final

from app.smoke.report import must
from core.domain.receipt.document import Barcode, Cut, Feed, Qr, ReceiptDocument, text_line
from hardware.printer.encoder import render
from hardware.printer.profile import load_profile
from hardware.virtual.machine import Machine
from hardware.virtual.printer import VirtualPrinter

WAIT_S: Final = 10.0
SAYS: Final = "https://example.test/consulta?n=1"
NUMBER: Final = "7450000000016"


def codes_print(printer: VirtualPrinter) -> str:
    """Native QR and barcode come back as said; a printer without QR gets a picture."""
    document = ReceiptDocument(
        (text_line("Piña, ñame y café: ¡listo!"), Qr(SAYS), Barcode(NUMBER), Feed(), Cut())
    )
    with printer.machine() as machine:
        machine.roll.lines.clear()
    sizes: list[int] = []
    for native in (True, False):
        data = render(document, load_profile("virtual", native_qr=native))
        sizes.append(len(data))
        with socket.create_connection(("127.0.0.1", printer.port), WAIT_S) as wire:
            wire.sendall(data)
            printed = printer.wait_for(partial(_cuts, 1 if native else 2), WAIT_S)
        must(printed, "not printed in time")
    with printer.machine() as machine:
        lines = list(machine.roll.lines)
    by_kind = {line.kind: line.data for line in lines}
    must(by_kind.get("qr") == SAYS, f"QR says {by_kind.get('qr')!r}")
    must(by_kind.get("barcode") == NUMBER, f"barcode says {by_kind.get('barcode')!r}")
    must("picture" in by_kind, "no QR picture for a printer that draws none")
    must(any("Piña, ñame y café" in line.text for line in lines), "accents were lost")
    return f"{sizes[0]} bytes native, {sizes[1]} as a picture"


def _cuts(count: int, machine: Machine) -> bool:
    return sum(line.kind == "cut" for line in machine.roll.lines) >= count
