"""The task that is none: a sale in PRÁCTICA, of which nothing may be left at the real till or the centre."""

from __future__ import annotations

from app.demo.task_kit import ENTER, EXACT, Kit, Noted, Task
from core.domain.journal.events import EventKind


def practice(kit: Kit) -> Task:
    """In, a sale inside the violet frame, out again; the journal knows of the visit and of no sale."""
    cashier = kit.staff[0]
    steps = (
        ("press", "F1"),
        ("tap", "list.practice"),
        ("await", {"screen": "open_shift"}),
        ENTER,
        ("await", {"screen": "floor"}),
        kit.scan("Arroz blanco 5 lb", "Leche entera 1 L"),
        ("look", "practice"),
        *EXACT,
        ("tap", "band.leave"),
        ("await", {"screen": "sign_in"}),
        ("type", str(cashier.number)),
        ("type", cashier.pin),
        ENTER,
        ("await", {"screen": "floor", "rows": 0}),
    )
    begun, ended = (Noted(EventKind.TRAINING_CHANGED, {"on": on}) for on in (True, False))
    return Task("practice", steps, noted=(begun, ended))
