"""What the smoke test asks of Qt: is text text, do icons draw, do words change with the language."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QWidget

from app.ui.theme.fonts import FAMILY, MONO
from app.ui.theme.theme import Theme
from resources import icons as icon_files

LETTERS: Final = "áéíóúüñÁÉÍÓÚÜÑ¿?¡!«»–—·…/0123456789"
"""What Spanish and amounts need beyond ASCII letters."""
_PX: Final = 32
_SIZE: Final = (320, 64)
_ICON_PX: Final = 24


def ink(text: str, font: QFont) -> int:
    """Number of dark pixels a text leaves."""
    image = QImage(*_SIZE, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setFont(font)
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return sum(1 for byte in bytes(image.constBits()) if byte < 128)


def fonts_of(theme: Theme) -> dict[str, QFont]:
    """The two families the program brings."""
    return {FAMILY: theme.fonts.font(_PX), MONO: theme.fonts.mono(_PX)}


def found_family(font: QFont) -> str:
    """The family Qt really draws with; another one when ours did not load."""
    return QFontInfo(font).family()


def missing_letters(font: QFont) -> str:
    """Letters this font draws as a box."""
    metrics = QFontMetrics(font)
    return "".join(char for char in LETTERS if not metrics.inFontUcs4(ord(char)))


def blank_icons(theme: Theme) -> list[str]:
    """Icons that draw nothing; needs ``theme.icons.load``."""
    return [name for name in icon_files.names() if _is_blank(theme, name)]


def translated(context: str, text: str) -> str:
    """A text of the program in the language in force."""
    return QCoreApplication.translate(context, text)


def picture(widget: QWidget, path: Path | None = None) -> bytes:
    """What a widget looks like now, as raw pixels; kept as PNG where a path is given.

    Raises:
        OSError: the file cannot be written.
    """
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    if path is not None and not image.save(str(path)):
        raise OSError(f"picture not written: {path}")
    return bytes(image.constBits())


def colours(pixels: bytes) -> int:
    """How many different colours a picture of `picture` has."""
    return len({pixels[at : at + 4] for at in range(0, len(pixels), 4)})


def platform_name() -> str:
    """The Qt platform in use."""
    return QGuiApplication.platformName()


def _is_blank(theme: Theme, name: str) -> bool:
    image = theme.icons.pixmap(name, _ICON_PX, QColor("black")).toImage()
    return not any(
        image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height())
    )
