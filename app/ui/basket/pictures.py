"""Pictures of the rows drawn last: a row that looks as before is copied, not drawn again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

MOST: Final = 32
"""Rows of a tall screen and those that just left it."""


class RowPictures:
    """The last `MOST` pictures by what they show.

    A scan moves every row up by one, and but two of them look otherwise than before. They lie on a ground of
    one colour, so that words are drawn as on the widget itself.
    """

    def __init__(self) -> None:
        self._held: dict[Hashable, QPixmap] = {}

    def draw(
        self,
        painter: QPainter,
        rect: QRect,
        ground: QColor,
        shows: Hashable,
        draw: Callable[[QPainter, QRect], None],
    ) -> None:
        """Draw a row into ``rect``.

        Args:
            painter: On the widget.
            rect: Where.
            ground: Colour under the row.
            shows: All that the look of the row follows from, but for its size.
            draw: Draws the row; called when there is no picture of it.
        """
        ratio = painter.device().devicePixelRatio()
        if ratio != int(ratio):  # a copy would lie between the pixels
            draw(painter, rect)
            return
        key = (shows, rect.width(), rect.height(), ratio)
        picture = self._held.pop(key, None)
        if picture is None:
            picture = _picture(rect.size(), int(ratio), ground, draw)
        self._held[key] = picture  # the one used last stands last
        if len(self._held) > MOST:
            del self._held[next(iter(self._held))]
        painter.drawPixmap(rect.topLeft(), picture)


def _picture(size: QSize, ratio: int, ground: QColor, draw: Callable[[QPainter, QRect], None]) -> QPixmap:
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(ground)
    painter = QPainter(picture)
    draw(painter, QRect(0, 0, size.width(), size.height()))
    painter.end()
    return picture
