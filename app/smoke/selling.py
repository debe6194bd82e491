"""The smoke test's cashier: looks at the window, then signs in and sells by real key events."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.bridge.application import QtTicker
from app.smoke.first_paint import forbidden, foreign
from app.smoke.report import Report, must
from app.ui import self_check as qt
from hardware.virtual.machine import Machine
from hardware.virtual.printer import VirtualPrinter

if TYPE_CHECKING:
    from app.compose.running import RunningTill
    from app.compose.window import TillWindow
    from app.ui.autopilot import Autopilot

DEADLINE_S: Final = 60.0
LOOK_MS: Final = 20
LINES: Final = 3
MIN_COLOURS: Final = 8

Request = dict[str, Any]


class Selling:
    """One sale, watched from the first paint to the paper in the printer.

    Args:
        report: Gets the checks.
        printer: The receipt printer the till is set up with.
        trouble: Whether something was logged that should not be.
        shot: Where a picture of the first screen goes.
    """

    def __init__(
        self, report: Report, printer: VirtualPrinter, trouble: Callable[[], bool], shot: Path | None
    ) -> None:
        self._report = report
        self._printer = printer
        self._trouble = trouble
        self._shot = shot
        self._began = time.perf_counter()
        self._deadline = time.monotonic() + DEADLINE_S
        self._steps: list[Request] = []
        self._answers: dict[str, Request] = {}
        self._pilot: Autopilot | None = None
        self._running: RunningTill | None = None
        self._till: TillWindow | None = None
        self._ticker: QtTicker | None = None
        self.done = False

    def attach(self, till: TillWindow) -> None:
        """Watch this window."""
        self._till = till
        till.on_painted.append(self._painted)
        till.on_ready.append(self._ready)
        self._ticker = QtTicker(LOOK_MS)
        self._ticker.start(self._look)

    # ------------------------------------------------------------------ the window

    def _painted(self) -> None:
        modules = sorted(sys.modules)
        self._report.facts["first_paint_ms"] = self._elapsed()
        self._report.facts["foreign_modules_at_first_paint"] = len(foreign(modules))
        self._report.check("first_paint", partial(self._light, modules))

    @staticmethod
    def _light(modules: list[str]) -> str:
        heavy = forbidden(modules)
        must(not heavy, f"loaded before the first paint: {', '.join(heavy)}")
        return f"{len(foreign(modules))} foreign modules"

    def _ready(self, running: RunningTill) -> None:
        from app.compose.driven import DriverEyes
        from app.ui.autopilot import Autopilot
        from resources import demo

        till = self._window()
        self._running = running
        self._report.facts["ready_ms"] = self._elapsed()
        self._report.facts["platform"] = qt.platform_name()
        self._report.check("text", partial(text_is_text, till))
        self._report.check("icons", partial(icons_draw, till))
        self._report.check("languages", partial(words_change, till, self._shot))
        cashier, codes = demo.staff()[0], barcodes()
        self._steps = [
            {"do": "sign_in", "number": cashier.number, "pin": cashier.pin},
            {"do": "open_shift"},
            {"do": "sell", "codes": codes, "cash": "more"},
        ]
        self._pilot = Autopilot(till.window, DriverEyes(till, running), self._answered, partial(self._end))
        self._pilot.receive(self._steps[0])

    # ------------------------------------------------------------------ the sale

    def _answered(self, answer: Request) -> None:
        step = self._steps[len(self._answers)]
        name = str(step["do"])
        self._answers[name] = answer
        self._report.check(name, lambda: must(answer.get("ok"), answer.get("error")))
        if not answer.get("ok"):
            self._end()
        elif len(self._answers) < len(self._steps) and self._pilot is not None:
            # By post: the pilot is still inside its last act.
            self._window().mailbox.post(partial(self._pilot.receive, self._steps[len(self._answers)]))
        else:
            self._report.facts["sold_ms"] = self._elapsed()
            self._report.check("sale", self._sold)

    def _sold(self) -> str:
        answer = self._answers["sell"]
        cents = int(str(answer["due"]).replace(".", ""))
        found = self._open().reader.totals()
        must(found == (1, cents) and cents > 0, f"till holds {found}, the screen said {answer['due']}")
        must(answer["change"] not in {"", "0.00"}, f"change {answer['change']!r}")
        return f"{answer['number']}: {answer['due']}, change {answer['change']}"

    def _look(self) -> None:
        """Each moment: is the paper out, did something go wrong, is it too late?"""
        if self._trouble():
            self._end()
        elif time.monotonic() > self._deadline:
            self._report.fail("in_time", f"not done within {DEADLINE_S:g} s: {sorted(self._answers)}")
            self._end()
        elif len(self._answers) == len(self._steps) > 0 and self._paper_out():
            self._report.facts["printed_ms"] = self._elapsed()
            self._report.check("receipt_paper", self._paper)
            self.done = True
            self._end()

    def _paper_out(self) -> bool:
        number = str(self._answers["sell"].get("number"))
        with self._printer.machine() as machine:
            return machine.roll.copies()[number] > 0 and machine.drawer.kicks > 0 and _ends_cut(machine)

    def _paper(self) -> str:
        number = str(self._answers["sell"]["number"])
        with self._printer.machine() as machine:
            tickets = machine.roll.tickets()
            copies, kicks, unknown = machine.roll.copies()[number], machine.drawer.kicks, machine.unknown
            kinds = {line.kind for ticket in tickets for line in ticket}
            codes = [line.data for ticket in tickets for line in ticket if line.kind == "qr"]
            received = machine.received
        must(copies == 1 and len(tickets) == 1, f"{copies} copies on {len(tickets)} tickets")
        must(kicks == 1, f"{kicks} drawer pulses")
        must(not unknown, f"commands nobody knows: {unknown[:3]}")
        must("barcode" in kinds, f"no barcode among {sorted(kinds)}")
        must(len(codes) == 1, f"{len(codes)} signed codes")
        found = self._open().services.receipt_lookup.find(codes[0])
        must(found.number == number, f"the signed code is of {found.number}")
        return f"{received} bytes, one ticket, one pulse, its code holds"

    # ------------------------------------------------------------------ the end

    def _end(self) -> None:
        if self._ticker is not None:
            self._ticker.stop()
        self._window().application.leave(0)

    def _open(self) -> RunningTill:
        if self._running is None:
            raise RuntimeError("the till is not open")
        return self._running

    def _window(self) -> TillWindow:
        if self._till is None:
            raise RuntimeError("no window was attached")
        return self._till

    def _elapsed(self) -> float:
        return round((time.perf_counter() - self._began) * 1000, 1)


def barcodes() -> list[str]:
    """Barcodes of whole goods of the demo shop, each of another tax category."""
    from resources import demo

    found: dict[str, str] = {}
    for product in demo.load().products:
        if product.barcode and not product.measured:
            found.setdefault(product.tax_code, product.barcode)
    return list(found.values())[:LINES]


def text_is_text(till: TillWindow) -> str:
    """Our fonts loaded and letters differ; without fonts every letter is the same box."""
    found: list[str] = []
    for family, font in qt.fonts_of(till.window.theme).items():
        thin, wide = qt.ink("iiii", font), qt.ink("WWWW", font)
        must(qt.found_family(font) == family, f"{family} is drawn as {qt.found_family(font)}")
        must(thin > 0 and wide > thin, f"{family}: iiii {thin}, WWWW {wide}")
        must(not qt.missing_letters(font), f"{family} lacks {qt.missing_letters(font)}")
        found.append(f"{family} {thin}/{wide}")
    return ", ".join(found)


def icons_draw(till: TillWindow) -> str:
    """Every icon leaves ink."""
    till.window.theme.icons.load()
    blank = qt.blank_icons(till.window.theme)
    must(not blank, f"blank: {', '.join(blank)}")
    return "all"


def words_change(till: TillWindow, shot: Path | None) -> str:
    """The screen shows other words in each language, and goes back to the first."""
    before = till.window.translator.language
    words: dict[str, str] = {}
    pictures: dict[str, bytes] = {}
    for language in ("en", "es"):
        till.window.translator.switch(language)
        words[language] = qt.translated("Shift", "Open shift")
        pictures[language] = qt.picture(till.window, shot if language == "es" else None)
    till.window.translator.switch(before)
    must(words == {"en": "Open shift", "es": "Abrir turno"}, words)
    must(pictures["en"] != pictures["es"], "both languages look the same")
    must(qt.colours(pictures["es"]) >= MIN_COLOURS, "the window is blank")
    return words["es"]


def _ends_cut(machine: Machine) -> bool:
    return bool(machine.roll.lines) and machine.roll.lines[-1].kind == "cut"
