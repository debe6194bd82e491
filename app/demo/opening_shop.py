"""``make run``: the window at once, the centre coming up behind it."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.demo.centre import DemoCentre
from app.demo.children import ChildError
from app.demo.launch import demo_launch, first_day
from core.domain.errors import DomainError
from hardware.virtual.eft import VirtualEft
from hardware.virtual.printer import VirtualPrinter
from resources.demo.loader import identity

if TYPE_CHECKING:
    from app.compose.opening import FirstDay

START_S: Final = 90.0
PAYS_AFTER_S: Final = 8.0
"""Seconds after which the demo's customer pays a QR code: long enough to look at it."""

log = logging.getLogger(__name__)


class OpeningShop:
    """Owns the demo's centre, virtual printer and payment gateway for as long as its window is open."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._centre = DemoCentre(data / "centre", data / "centre.log")
        self._printer = VirtualPrinter()
        self._gateway = VirtualEft(pays_after_s=PAYS_AFTER_S)
        self._up = threading.Event()
        self._trouble: ChildError | None = None
        self._starter = threading.Thread(target=self._start_centre, name="demo-centre", daemon=True)

    def run(self) -> int:
        """Open the window and stay; the exit code."""
        from app.compose.window import run_window
        from app.ui.demo_panel import attach_panel

        self._starter.start()
        self._printer.start()
        self._gateway.start()
        launch = demo_launch(self._data / "till", self._printer.address, "", "", self._gateway.address)
        launch = replace(launch, first_day=self._first_day, centre_url=self._centre_url)
        return run_window(launch, attach=partial(attach_panel, self._printer))

    def close(self) -> None:
        """End centre, printer and gateway; what the till had not sent stays in the till."""
        self._up.wait(START_S)
        self._centre.stop()
        self._printer.close()
        self._gateway.close()

    def _start_centre(self) -> None:
        try:
            self._centre.start()
        except ChildError as error:
            log.warning("the demo's centre did not start: %s", error)
            self._trouble = error
        finally:
            self._up.set()

    def _first_day(self) -> FirstDay:
        self._up.wait(START_S)
        if self._trouble is not None:
            raise DomainError("enrolment_failed", reason="centre", detail=str(self._trouble))
        return first_day(self._centre.url, self._centre.pairing_code(identity().terminal_name))

    def _centre_url(self) -> str:
        """The address, empty when there is no centre: then the till sells and keeps everything."""
        self._up.wait(START_S)
        return self._centre.url if self._trouble is None else ""
