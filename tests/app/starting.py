"""A till started as people start it, in a process of its own, which says what it had loaded and when."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DEADLINE_S = 120

CHILD = '''
import json, logging, sys, time
from app.main import run_till

until, said = sys.argv[1], {}

def note(moment, till):
    said[moment + "_ns"] = time.monotonic_ns()
    said[moment + "_modules"] = sorted(sys.modules)
    said["screen"] = str(till.window.screen_now)
    with open("/proc/self/status", encoding="ascii") as status:
        said[moment + "_kib"] = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    if moment == until:
        print(json.dumps(said), flush=True)
        till.application.leave(0)

class Refused(logging.Handler):
    """A till that does not open waits for a person; here there is none."""
    def emit(self, record):
        print(self.format(record), file=sys.stderr)
        self.till.mailbox.post(lambda: self.till.application.leave(4))

def attach(till):
    till.on_painted.append(lambda: note("painted", till))
    till.on_ready.append(lambda running: note("ready", till))
    if until == "ready":
        refused = Refused(logging.WARNING)
        refused.till = till
        logging.getLogger("app").addHandler(refused)

sys.exit(run_till(attach))
'''


def start_till(
    folder: Path, until: str = "painted", extra: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Start a till whose data and settings lie below ``folder``; offscreen.

    Args:
        folder: Empty, or with ``cuadre/`` folders an earlier start left.
        until: ``painted``, or ``ready`` for a till that is enrolled.
        extra: More environment variables; an empty one is taken away.

    Returns:
        What the child said, and ``began_ns``: the monotonic clock before it was started.
    """
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(folder.absolute() / "config"),
        "XDG_DATA_HOME": str(folder.absolute() / "data"),
    }
    environment = {name: value for name, value in (environment | dict(extra or {})).items() if value}
    began = time.monotonic_ns()
    done = subprocess.run(
        [sys.executable, "-c", CHILD, until],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )
    assert done.returncode == 0, f"exit code {done.returncode}: {done.stderr or done.stdout[:200]}"
    assert done.stderr == ""
    said: dict[str, Any] = json.loads(done.stdout)
    return said | {"began_ns": began}
