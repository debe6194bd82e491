"""The devices of a completed document: its drawer pulse and its paper, queued in its own transaction."""

from __future__ import annotations

from dataclasses import dataclass

from app.usecases.ports import NewPrintJob, WriteUnit


@dataclass(frozen=True, slots=True)
class PrinterSetup:
    """Which printer takes receipts and which drawer pin it pulses; None where the till has none."""

    printer: str | None = "receipt"
    drawer_pin: int | None = 2


def queue_paper(
    unit: WriteUnit, devices: PrinterSetup, event_id: str, document: str, drawer: int | None
) -> None:
    """Queue the pulse before the paper, so that the drawer opens while it prints.

    Without a printer the document is kept to be shown, and no drawer can be pulsed.
    """
    printer = devices.printer
    if printer is not None and drawer is not None:
        unit.add_print_job(NewPrintJob("drawer", event_id, printer, drawer_pin=drawer))
    unit.add_print_job(
        NewPrintJob("receipt", event_id, printer or "", document=document, kept_only=printer is None)
    )


def keep_paper(unit: WriteUnit, event_id: str, document: str) -> None:
    """Keep a document to be shown under an event whose paper is printed with another one's."""
    unit.add_print_job(NewPrintJob("receipt", event_id, "", document=document, kept_only=True))
