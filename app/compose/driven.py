"""A till driven from outside: requests on stdin, answers on stdout, acts through the real window."""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any, Final

from app.compose.running import RunningTill
from app.compose.window import TillWindow
from app.presenters.floor.after import RECEIPT_COLUMNS
from app.presenters.states import PrintShown
from app.ui.autopilot import Autopilot
from app.ui.paper.picture import save_receipt
from app.ui.pilot_eyes import Seen
from core.domain.documents import format_number
from core.domain.receipt.document import ReceiptDocument
from core.domain.receipt.text import render_text

PICTURES: Final = 6
ALL: Final = 1_000_000
_UNFINISHED: Final = frozenset({PrintShown.QUEUED, PrintShown.WAITING, PrintShown.SENT})

log = logging.getLogger(__name__)


class DriverEyes:
    """Reads what the presenters last showed."""

    def __init__(self, till: TillWindow, running: RunningTill) -> None:
        self._till = till
        self._running = running

    def look(self) -> Seen:
        """What stands on the screen now."""
        running = self._at_screen()
        strip = running.strip.shown
        change = running.after.change
        message = self._till.window.floor.notice.message
        return Seen(
            screen=self._till.window.screen_now,
            mode=str(running.floor.mode),
            rows=running.services.open_sale.sale.line_count,
            due=running.floor.due,
            saved=change.number if change else "",
            change=change.change if change else "",
            message=str(message.id) if message else "",
            link=str(strip.link) if strip else "",
            queued=self._running.sync.queued(),
            printed=change is None or change.printed not in _UNFINISHED,
            busy=self._busy(),
            panel=running.floor.desk.name,
            asking=running.authorising.is_open,
            sales=self._running.reader.totals()[0],
            reviews=strip.reviews if strip else 0,
            batches=self._running.sync.status.batch_sizes,
        )

    def _at_screen(self) -> RunningTill:
        """The till whose screens show: that of PRÁCTICA while somebody practises."""
        room = self._till.room
        if room is not None and room.practising and room.till is not None:
            return room.till
        return self._running

    def _busy(self) -> bool:
        return self._at_screen().work.waits() or self._till.window.holds_keys

    def draw_receipts(self, folder: Path) -> list[Path]:
        """The last receipts as pictures, and every one as text."""
        reader = self._running.reader
        files: list[Path] = []
        for place, sale in enumerate(reader.recent_sales(ALL)):
            document = reader.receipt_document(sale.event_id)
            if document is None:
                continue
            name = format_number(sale.series, sale.number)
            text = folder / f"{name}.txt"
            text.write_text(render_text(ReceiptDocument.from_json(document), RECEIPT_COLUMNS), "utf-8")
            files.append(text)
            if place < PICTURES:
                picture = folder / f"{name}.png"
                save_receipt(document, RECEIPT_COLUMNS, self._till.window.theme, picture)
                files.append(picture)
        return sorted(files)


def attach_autopilot(till: TillWindow) -> None:
    """Have the window obey stdin once its data are open; the end of stdin closes it in order."""
    began = time.monotonic()

    def ready(running: RunningTill) -> None:
        pilot = Autopilot(till.window, DriverEyes(till, running), _say, till.application.qt.quit)
        _say({"ok": True, "ready_s": round(time.monotonic() - began, 3)})
        reader = threading.Thread(target=_read, args=(till, pilot), name="director", daemon=True)
        reader.start()

    till.on_ready.append(ready)


def _read(till: TillWindow, pilot: Autopilot) -> None:
    for line in sys.stdin:
        try:
            request: dict[str, Any] = json.loads(line)
        except ValueError:
            log.error("not a request: %r", line[:80])
            continue
        till.mailbox.post(partial(pilot.receive, request))
    till.mailbox.post(partial(till.application.leave, 0))


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    sys.stdout.flush()
