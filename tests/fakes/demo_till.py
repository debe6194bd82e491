"""A till of the demo shop that was enrolled before: copied, since enrolling one takes seconds."""

from __future__ import annotations

import os
import shutil
from functools import cache
from pathlib import Path

from app.compose.opening import Launch, open_till
from app.smoke.shop import smoke_launch
from app.system import SystemClock, SystemIds


@cache
def _enrolled() -> Path:
    """The till all others are copies of, in the run's own home, with which it goes."""
    folder = Path(os.environ["XDG_DATA_HOME"]) / "enrolled-till"
    open_till(smoke_launch(folder, ""), SystemClock(), SystemIds()).store.close()
    return folder


def enrolled_launch(folder: Path, printer: str = "") -> Launch:
    """As `app.smoke.shop.smoke_launch`, over data that are there already.

    Args:
        folder: For the till's data and settings; what it holds stays.
        printer: Address of its printer.
    """
    if not (folder / "data").exists():
        shutil.copytree(_enrolled(), folder, dirs_exist_ok=True)
    return smoke_launch(folder, printer)
