"""The checks in their order."""

from __future__ import annotations

import logging
import os
import tempfile
from functools import partial
from pathlib import Path
from typing import Final

from app.cli import Arguments
from app.smoke.report import Report, must
from app.smoke.selling import Selling
from app.smoke.shop import smoke_launch
from hardware.virtual.printer import VirtualPrinter

TELL: Final = 5


class Records(logging.Handler):
    """Keeps what was logged from WARNING up: a check that passes is silent."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one."""
        self.lines.append(self.format(record))

    def any(self) -> bool:
        """Whether anything was logged."""
        return bool(self.lines)


def run(arguments: Arguments) -> int:
    """Sell in a window nobody sees, then look at what is left; 0 when every check holds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    report, records = Report(), Records()
    logging.basicConfig(level=logging.WARNING, handlers=[records], force=True)
    with tempfile.TemporaryDirectory(prefix="cuadre-") as folder, VirtualPrinter() as printer:
        tempfile.tempdir = folder  # a library leaves a folder at every import; it goes with ours
        report.check("program", partial(_sell, report, records, printer, Path(folder), arguments.shot))
        _look_again(report, printer, Path(folder))
        tempfile.tempdir = None
    report.check("quiet", partial(_quiet, records))
    report.write(arguments.report)
    return 0 if report.ok else 1


def _sell(report: Report, records: Records, printer: VirtualPrinter, folder: Path, shot: Path | None) -> None:
    from app.compose.window import run_window

    selling = Selling(report, printer, records.any, shot)
    code = run_window(smoke_launch(folder, printer.address), attach=selling.attach)
    must(
        code == 0 and selling.done, f"exit code {code}, the sale {'ended' if selling.done else 'did not end'}"
    )


def _look_again(report: Report, printer: VirtualPrinter, folder: Path) -> None:
    from app.smoke.libraries import check_libraries, nothing_forbidden, resources_exist
    from app.smoke.paper import codes_print
    from app.smoke.store import check_library, check_store

    check_library(report)
    check_store(report, folder / "data")
    report.check("codes_on_paper", partial(codes_print, printer))
    check_libraries(report)
    report.check("resources", resources_exist)
    report.check("modules", nothing_forbidden)


def _quiet(records: Records) -> None:
    must(not records.lines, " | ".join(records.lines[:TELL]))
