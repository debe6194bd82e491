"""From before exec to the first painted window, against a bare Widgets window, each in a process of its own.

Both sides stamp the system-wide monotonic clock from the event loop right after their first paint event. The
till is the one people start (`app.main.run_till`), with its data and settings in folders of the benchmark.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic_ns
from typing import Any, Final

from app.store.driver import connect_writer
from app.store.paths import StorePaths
from tests.app.starting import ROOT, start_till
from tests.benchmarks.harness import BenchContext, Result, quantile, skipped
from tests.benchmarks.histories import history

WARM_UP: Final = 2
ROUNDS: Final = 15
COLD_ROUNDS: Final = 3
READY_ROUNDS: Final = 5
SALES: Final = 50_000
_READ_AT_START: Final = frozenset((".so", ".py", ".pyc", ".otf", ".qm"))
SETTINGS: Final = '[secrets]\nbackend = "machine-file"\n'
BARE: Final = """
import json, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QApplication, QLabel, QLineEdit, QPushButton, QTableWidget, QVBoxLayout, QWidget
)

class Window(QWidget):
    painted = False
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, self.report)
    def report(self):
        said = {"painted_ns": time.monotonic_ns(), "painted_modules": sorted(sys.modules)}
        with open("/proc/self/status", encoding="ascii") as status:
            said["painted_kib"] = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
        print(json.dumps(said), flush=True)
        QApplication.quit()

app = QApplication(["bare"])
window = Window()
window.resize(1366, 768)
layout = QVBoxLayout(window)
for part in (QLineEdit(), QTableWidget(20, 5), QPushButton("Cobrar"), QLabel("0.00")):
    layout.addWidget(part)
window.show()
sys.exit(app.exec())
"""

Said = dict[str, Any]


@dataclass
class Starts:
    """What one side did."""

    milliseconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    modules: int = 0

    def note(self, said: Said) -> None:
        """Keep one start."""
        self.milliseconds.append((said["painted_ns"] - said["began_ns"]) / 1e6)
        self.megabytes.append(said["painted_kib"] / 1024)
        self.modules = len(said["painted_modules"])


def bytecode(context: BenchContext) -> dict[str, str]:
    """Both sides read their modules compiled, as an installed program does; written in the warm-up rounds."""
    folder = (context.cache / "bytecode").absolute()
    return {"PYTHONPYCACHEPREFIX": str(folder), "PYTHONDONTWRITEBYTECODE": ""}


def start_bare(extra: dict[str, str]) -> Said:
    """One start of the bare window."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"} | extra
    began = monotonic_ns()
    done = subprocess.run(
        [sys.executable, "-c", BARE],
        cwd=ROOT,
        env={name: value for name, value in environment.items() if value},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    said: Said = json.loads(done.stdout)
    return said | {"began_ns": began}


def interleave(
    rounds: int, folder: Path, extra: dict[str, str], before: Callable[[], object] | None = None
) -> tuple[Starts, Starts]:
    """Bare window and till, one after the other."""
    bare, till = Starts(), Starts()
    for _ in range(rounds):
        for starts, start in (
            (bare, partial(start_bare, extra)),
            (till, partial(start_till, folder, extra=extra)),
        ):
            if before is not None:
                before()
            starts.note(start())
    return bare, till


def forget_files(folders: Iterable[Path]) -> None:
    """Ask the system to drop what it remembers of these files; pages that other processes hold stay."""
    os.sync()
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and (path.suffix in _READ_AT_START or ".so." in path.name):
                handle = os.open(path, os.O_RDONLY)
                try:
                    os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
                finally:
                    os.close(handle)


def run(context: BenchContext) -> Iterator[Result]:
    """First paint warm and cold, memory, ready to sell."""
    if not Path("/proc/self/status").exists():
        yield skipped("start.first_paint.p50", "ms", "needs Linux's /proc", "ratio<=1.5")
        return
    till_folder = context.work / "new"
    extra = bytecode(context)
    interleave(WARM_UP, till_folder, extra)
    bare, till = interleave(ROUNDS, till_folder, extra)
    limit = "bare Widgets window (line edit, table, button, label), p50"
    yield Result(
        "start.first_paint.p50",
        quantile(till.milliseconds, 0.5),
        "ms",
        limit=quantile(bare.milliseconds, 0.5),
        target="ratio<=1.5",
        n=ROUNDS,
        environment={"limit_is": limit, "modules": till.modules, "bare_modules": bare.modules},
    )
    yield Result("start.first_paint.max", max(till.milliseconds), "ms", n=ROUNDS)
    yield Result(
        "start.rss",
        quantile(till.megabytes, 0.5),
        "MB",
        limit=quantile(bare.megabytes, 0.5),
        target="value<=65",
        n=ROUNDS,
        environment={"limit_is": "bare Widgets window"},
    )
    yield _cold(till_folder, extra)
    yield from _ready(context)


def _cold(folder: Path, extra: dict[str, str]) -> Result:
    if not hasattr(os, "posix_fadvise"):
        return skipped("start.first_paint_cold.p50", "ms", "the system has no posix_fadvise")
    read = [Path(sysconfig.get_path("purelib")) / "PySide6", Path(sysconfig.get_path("stdlib"))]
    read += [ROOT / name for name in ("app", "core", "resources")]
    bare, till = interleave(COLD_ROUNDS, folder, extra, partial(forget_files, read))
    return Result(
        "start.first_paint_cold.p50",
        quantile(till.milliseconds, 0.5),
        "ms",
        limit=quantile(bare.milliseconds, 0.5),
        n=COLD_ROUNDS,
        environment={
            "limit_is": "bare window; files dropped from the page cache as far as nobody holds them"
        },
    )


def _ready(context: BenchContext) -> Iterator[Result]:
    """A till with 50,000 sales: sign-in on the screen, first without and then with SQLite's daily check."""
    home, extra = context.work / "old", bytecode(context)
    data = home / "data" / "cuadre"
    shutil.copytree(history(context.cache, SALES), data)
    (home / "config" / "cuadre").mkdir(parents=True)
    (home / "config" / "cuadre" / "cuadre.toml").write_text(SETTINGS, encoding="utf-8")
    os.sync()
    paths = StorePaths.of(data)
    around = {"sales": SALES, "database_mb": round(paths.database.stat().st_size / 1e6)}
    for name, due in (("start.ready.p50", False), ("start.ready_with_check.p50", True)):
        start_till(home, "ready", extra)
        times: list[float] = []
        memory: list[float] = []
        for _ in range(READY_ROUNDS):
            if due:
                _make_check_due(paths)
            said = start_till(home, "ready", extra)
            if said["screen"] != "sign_in":
                raise RuntimeError(f"the till came to {said['screen']!r}")
            times.append((said["ready_ns"] - said["began_ns"]) / 1e6)
            memory.append(said["ready_kib"] / 1024)
        yield Result(
            name,
            quantile(times, 0.5),
            "ms",
            target="value<=1000",
            n=READY_ROUNDS,
            environment=around | {"rss_mb": round(quantile(memory, 0.5), 1)},
        )


def _make_check_due(paths: StorePaths) -> None:
    writer = connect_writer(paths.database)
    try:
        writer.execute("UPDATE instance SET checked_at_ms=NULL")
    finally:
        writer.close()
