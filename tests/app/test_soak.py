"""Calls that return nothing and signals emitted from Python keep the counts of None and True.

PySide6 6.12.0 on Python below 3.12 loses one reference each time and ends the process after some thousands
(decision 2). A process of its own: were the fault back, it would end the whole suite.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

CALLS, EMITS = 20_000, 5_000
SLACK = 500
"""References that ordinary work makes and drops meanwhile."""

CHILD = f"""
import json, sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Sender(QObject):
    void = Signal()
    boolean = Signal(bool)
    anything = Signal(object)

app = QApplication(["soak"])
label, sender, heard = QLabel(), Sender(), []
sender.void.connect(label.update)
sender.boolean.connect(label.setEnabled)
sender.anything.connect(heard.append)
before = [sys.getrefcount(value) for value in (None, True, False)]
for number in range({CALLS}):
    label.setText("x")
    label.update()
for number in range({EMITS}):
    sender.void.emit()
    sender.boolean.emit(True)
    sender.boolean.emit(False)
    sender.anything.emit(number)
after = [sys.getrefcount(value) for value in (None, True, False)]
print(json.dumps({{"before": before, "after": after, "heard": len(heard), "enabled": label.isEnabled()}}))
"""


def test_void_calls_and_emits_leave_the_singletons_alone() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", CHILD],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["heard"], said["enabled"]) == (EMITS, False)
    lost = [before - after for before, after in zip(said["before"], said["after"], strict=True)]
    assert max(map(abs, lost)) < SLACK, said
