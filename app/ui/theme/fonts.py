"""Fonts: the bundled Inter with tabular numerals, and Noto Sans Mono for codes and receipts."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from app.ui.theme.metrics import Type, Weight
from resources import fonts as files

FAMILY = "Inter"
MONO = "Noto Sans Mono"
TIGHT_FROM = 32
"""Letters from this size on stand 2.5 % closer."""


class Fonts:
    """Makes fonts of the type scale, at the user's scale, and keeps them."""

    def __init__(self, scale: int = 100) -> None:
        self._scale = scale
        self._cache: dict[tuple[int, int, bool], QFont] = {}
        self._mono_loaded = False

    def load(self) -> None:
        """Register the screen faces with Qt.

        Raises:
            FileNotFoundError: When a bundled face is missing or cannot be read.
        """
        for name in files.SCREEN_FACES:
            self._add(name)

    def px(self, size: int) -> int:
        """Return a size of letters in px at the user's scale."""
        return round(size * self._scale / 100)

    def font(self, size: Type | int, weight: Weight = Weight.REGULAR) -> QFont:
        """Return a screen font with tabular numerals."""
        key = (int(size), int(weight), False)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = self._make(FAMILY, self.px(size), weight)
        return found

    def mono(self, size: int, *, bold: bool = False) -> QFont:
        """Return the fixed-pitch font, not scaled: the print grid keeps its shape."""
        if not self._mono_loaded:
            self._add(files.RECEIPT_FACE)
            self._mono_loaded = True
        weight = Weight.BOLD if bold else Weight.REGULAR
        key = (size, int(weight), True)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = self._make(MONO, size, weight)
        return found

    @staticmethod
    def _make(family: str, px: int, weight: Weight) -> QFont:
        font = QFont(family)
        font.setPixelSize(px)
        font.setWeight(QFont.Weight(int(weight)))
        font.setFeature(QFont.Tag("tnum"), 1)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if px >= TIGHT_FROM:
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 97.5)
        return font

    @staticmethod
    def _add(name: str) -> None:
        if QFontDatabase.addApplicationFont(str(files.path(name))) < 0:
            raise FileNotFoundError(name)
