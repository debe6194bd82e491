"""``make guide``: the pictures the guide's pages show, anew from the last ``make demo``.

``python -m tests.guide.pictures --demo build/demo``; each is kept with the 256 colours it has most of, which
is a third of the bytes and looks the same. A picture that differs from the one kept by its clock and numbers
alone stays as it is, so that the repository does not grow; those no page shows any more are removed.
"""

from __future__ import annotations

import argparse
import os
import sys
from array import array
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from tests.guide.pages import INDEX, PICTURES, pages

LOOK: Final = "light/1024x768"
STRIP_ROWS: Final = 48
"""The strip with its clock, at the top."""
CLOCK_PIXELS: Final = 400
"""As many pixels below the strip as times and receipt numbers change from one demo to the next."""
LIGHTER: Final = 40
COLOURS: Final = 256
OPAQUE: Final = 0xFF000000


def main(arguments: Sequence[str] | None = None) -> int:
    """Copy what is shown; exit code 1 when the demo has no such picture."""
    parser = argparse.ArgumentParser(prog="python -m tests.guide.pictures", description=__doc__)
    parser.add_argument("--demo", type=Path, default=Path("build/demo"))
    demo: Path = parser.parse_args(arguments).demo
    missing: list[str] = []
    for language in INDEX:
        wanted = {name for page in pages(language) for _, name in page.pictures}
        folder = PICTURES / language
        folder.mkdir(parents=True, exist_ok=True)
        for name in sorted(wanted):
            source = demo / "tasks" / language / LOOK / f"{name}.png"
            if not keep(source, folder / source.name):
                missing.append(str(source))
        for old in folder.glob("*.png"):
            if old.stem not in wanted:
                old.unlink()
    print("\n".join(f"missing: {path}" for path in missing) or "the guide's pictures are those of the demo")
    return 1 if missing else 0


def keep(source: Path, target: Path) -> bool:
    """Write a picture with few colours; False when there is none."""
    image = QImage(str(source)).convertToFormat(QImage.Format.Format_RGB32)
    if image.isNull():
        return False
    pixels = array("I")
    pixels.frombytes(image.constBits())
    table = [colour | OPAQUE for colour, _ in Counter(pixels).most_common(COLOURS)]
    if not changed(image, QImage(str(target))):
        return True
    few = image.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither)
    return few.save(str(target), "PNG", 0)  # type: ignore[call-overload, no-any-return]


def greys(image: QImage) -> bytes:
    """A byte a pixel."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)  # must outlive its bits
    return bytes(grey.constBits())


def changed(new: QImage, kept: QImage) -> bool:
    """Whether more than clock and numbers differ."""
    if new.size() != kept.size():
        return True
    one, other = greys(new), greys(kept)
    begin = STRIP_ROWS * new.width()
    differ = sum(abs(a - b) > LIGHTER for a, b in zip(one[begin:], other[begin:], strict=True) if a != b)
    return differ > CLOCK_PIXELS


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
