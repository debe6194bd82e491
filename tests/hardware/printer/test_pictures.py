"""A picture leaves nothing behind but its bytes: tried in a process of its own, where the library is new."""

from __future__ import annotations

import os
import pickle
import platform
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]
PROGRAM = """
import logging, os, sys
from hardware.printer.pictures import qr_picture
before = dict(os.environ)
first = qr_picture("https://dgi-fep.example/q?x=1", 4)
assert first == qr_picture("https://dgi-fep.example/q?x=1", 4)
assert first.startswith(b"\\x1dv0\\x00")
assert logging.getLogger().handlers == []
assert dict(os.environ) == before
"""


class Trap:
    """Unpickled, it ends the process."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (13,)


def draw(temporary: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=REPOSITORY,
        env={**os.environ, "TMPDIR": str(temporary), "TEMP": str(temporary), **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_picture_leaves_no_word_and_no_folder(tmp_path: Path) -> None:
    done = draw(tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_a_pickle_in_a_shared_folder_is_never_read(tmp_path: Path) -> None:
    shared, temporary = tmp_path / "shared", tmp_path / "temporary"
    shared.mkdir()
    temporary.mkdir()
    trap = shared / f"{platform.python_version()}.capabilities.pickle"
    trap.write_bytes(pickle.dumps(Trap()))
    far_ahead = 4_000_000_000  # newer than the library's own file, which would make it read this one
    os.utime(trap, (far_ahead, far_ahead))
    done = draw(temporary, ESCPOS_CAPABILITIES_PICKLE_DIR=str(shared))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(temporary.iterdir()) == []
    assert list(shared.iterdir()) == [trap]


@pytest.mark.parametrize("module", [2, 4])
def test_nothing_is_said_while_drawing(module: int, capfd: pytest.CaptureFixture[str]) -> None:
    from hardware.printer.pictures import qr_picture

    assert qr_picture("A1" * 70, module)
    assert capfd.readouterr() == ("", "")
