"""A till started as people start it, in a process of its own, which says what it had loaded and when."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DEADLINE_S = 120

CHILD = """
import json, sys, time
from app.main import run_till

until = sys.argv[1]

def report(till):
    said = {"painted_ns": time.monotonic_ns(), "modules": sorted(sys.modules), "screen": ""}
    with open("/proc/self/status", encoding="ascii") as status:
        said["rss_kib"] = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    return said

def leave(till, said):
    said["ready_ns"] = time.monotonic_ns()
    said["ready_modules"] = sorted(sys.modules)
    said["screen"] = str(till.window.screen_now)
    print(json.dumps(said), flush=True)
    till.application.leave(0)

def attach(till):
    said = {}
    def painted():
        said.update(report(till))
        if until == "painted":
            leave(till, said)
    till.on_painted.append(painted)
    till.on_ready.append(lambda running: leave(till, said))

sys.exit(run_till(attach))
"""


def start_till(folder: Path, until: str = "painted") -> dict[str, Any]:
    """Start a till whose data and settings lie below ``folder``; offscreen.

    Args:
        folder: Empty, or with ``cuadre/`` folders an earlier start left.
        until: ``painted``, or ``ready`` for a till that is enrolled.

    Returns:
        What the child said, and ``began_ns``: the monotonic clock before it was started.
    """
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
    }
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
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    said: dict[str, Any] = json.loads(done.stdout)
    return said | {"began_ns": began}
