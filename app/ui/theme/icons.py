"""Icons: SVG tinted by token. QtSvg is imported after the first paint; until then icons are empty."""

from __future__ import annotations

import importlib

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from resources import icons as files


class Icons:
    """Tinted icons, cached by name, size, colour and device pixel ratio.

    The first paint goes without them (performance.md 2.1: QtCore, QtGui and QtWidgets alone); `load` is
    called with the first screen that has any.
    """

    def __init__(self) -> None:
        self._ready = False
        self._cache: dict[tuple[str, int, int, float], QPixmap] = {}

    @property
    def ready(self) -> bool:
        """Whether icons are drawn yet."""
        return self._ready

    def load(self) -> None:
        """Import QtSvg and draw icons from now on; a second call does nothing."""
        importlib.import_module("PySide6.QtSvg")
        self._ready = True

    def pixmap(self, name: str, size: int, color: QColor, ratio: float = 1.0) -> QPixmap:
        """Return an icon.

        Args:
            name: File name without ending.
            size: Edge in logical px.
            color: Tint of every stroke.
            ratio: Device pixel ratio of the painter.

        Returns:
            The tinted icon, empty before `load` was called.
        """
        if not self._ready:
            return QPixmap()
        key = (name, size, color.rgba(), ratio)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = self._draw(name, size, color, ratio)
        return found

    @staticmethod
    def _draw(name: str, size: int, color: QColor, ratio: float) -> QPixmap:
        from PySide6.QtSvg import QSvgRenderer

        pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        QSvgRenderer(str(files.path(name))).render(painter)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(pixmap.rect(), color)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
