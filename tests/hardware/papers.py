"""Receipts for tests, and paper read back from bytes by the independent tokenizer."""

from __future__ import annotations

from core.domain.receipt.document import (
    Align,
    Barcode,
    Cut,
    Feed,
    Qr,
    ReceiptDocument,
    Row,
    Rule,
    Span,
    Text,
    row,
    text_line,
)
from hardware.virtual.machine import Machine
from hardware.virtual.roll import Line

NUMBER = "0001-000123"
NAMES = (
    "Arroz de primera 5 lb",
    "Refresco de naranja 2 L",
    "Cerveza six pack",
    "Queso blanco nacional por peso, extra fresco",
    "Ñame baboso",
    "Café molido 212 g",
    "Pan de molde",
    "Jabón azul 3 u",
    "Huevos ½ cartón",
    "Plátano maduro",
)


def ten_lines(number: str = NUMBER) -> ReceiptDocument:
    """A usual receipt: head, ten lines, totals, bar code and QR."""
    items = [row(name, f"{n}.{n:02d} A") for n, name in enumerate(NAMES, start=1)]
    return ReceiptDocument(
        (
            text_line("MINISÚPER EL CUADRE", Align.CENTER, bold=True, wide=True),
            text_line("Vía España, Ciudad de Panamá", Align.CENTER),
            row(f"N.º {number}", "24/11/2026 10:02"),
            Rule(),
            *items,
            Rule(),
            row("TOTAL", "B/. 60.60", bold=True, wide=True, tall=True),
            Text((Span("¿Dudas? "), Span("¡Gracias!", bold=True)), Align.CENTER),
            Barcode(number),
            Qr("https://dgi-fep.example/Consultas/FacturasPorQR?chFE=FE" + "0123456789" * 6),
            Feed(2),
            Cut(),
        )
    )


def small(number: str = NUMBER) -> ReceiptDocument:
    return ReceiptDocument((text_line(f"Recibo {number}"), row("TOTAL", "B/. 1.00"), Cut()))


def hostile(text: str) -> ReceiptDocument:
    """Outside text in every place where it may stand."""
    return ReceiptDocument(
        (
            text_line(text, Align.CENTER, bold=True, wide=True),
            Row((Span(text), Span(text, bold=True)), Span("1.00")),
            Rule(text[:1] or "-"),
            Qr(text),
            Barcode(text),
            Cut(),
        )
    )


def printed(data: bytes, columns: int = 48) -> Machine:
    """A fresh printer that received ``data`` and nothing else."""
    machine = Machine(columns=columns)
    machine.receive(data)
    return machine


def text_of(lines: list[Line]) -> str:
    return "".join(f"{line.text.rstrip()}\n" for line in lines if line.kind == "text")
