"""A floor to begin a scene with, and a receipt to show on one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.presenters.states import FloorMode
from app.ui.main_window import MainWindow
from app.ui.pages import Screen
from core.domain.receipt.document import (
    Align,
    Barcode,
    Block,
    Cut,
    Feed,
    ReceiptDocument,
    Rule,
    row,
    text_line,
)
from tests.fakes import presenters as fake


def show_strip(window: MainWindow, **changes: object) -> None:
    window.strip.show_strip(fake.strip(**changes))


def show_floor(window: MainWindow, lines: int = len(fake.GOODS), **strip: object) -> None:
    show_strip(window, **strip)
    floor = window.floor
    floor.show_acts(fake.ACTS)
    floor.show_tiles(fake.tiles())
    floor.reset_rows(fake.rows(lines))
    floor.show_totals(fake.totals(lines))
    floor.select_row(1 if lines else None)
    floor.show_mode(FloorMode.SALE)
    window.show_screen(Screen.FLOOR)


def sale_best(window: MainWindow) -> None:
    """Tiles of what the shop sells most, which the screen names."""
    show_floor(window)
    window.floor.side.to_tiles.click()
    state = fake.tiles()
    window.floor.show_tiles(replace(state, tabs=("", *state.tabs), best=True))


def receipt_document() -> str:
    """A receipt as the domain makes it."""
    blocks: list[Block] = [
        text_line("*** DEMOSTRACIÓN ***", Align.CENTER, bold=True),
        text_line("MINISÚPER LA ESQUINA", Align.CENTER, bold=True, wide=True),
        text_line("Calle 50, local 3, Ciudad de Panamá", Align.CENTER),
        text_line("RUC 155-1234-567890 DV 12", Align.CENTER),
        Feed(1),
        text_line("RECIBO", Align.CENTER, bold=True),
        text_line("Documento no fiscal", Align.CENTER, bold=True),
        row("N.º 0001-000123", "24/11/2026 10:02"),
        text_line("Caja 01 · Ana Morales"),
        Rule(),
    ]
    for name, quantity, unit, price, _tax, amount in fake.GOODS:
        blocks.append(text_line(name))
        blocks.append(row(f"  {quantity} {unit} x {price}".replace("  x", " x"), f"{amount} A"))
    total = sum(Decimal(good[5]) for good in fake.GOODS)
    blocks += [
        Rule(),
        row("TOTAL", f"B/. {total}", bold=True, wide=True, tall=True),
        Rule(),
        row("Efectivo (recibido)", "50.37"),
        row("Vuelto", "B/. 7.37", bold=True),
        Rule(),
        Barcode("0001-000123"),
        text_line("Gracias por su compra", Align.CENTER),
        Feed(2),
        Cut(),
    ]
    return ReceiptDocument(tuple(blocks)).to_json()
