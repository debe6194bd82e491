import re
import xml.etree.ElementTree as ET

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF

from app.presenters.states import Act
from app.ui.theme.metrics import Type, Weight
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import Ink, ThemeName
from app.ui.words import ACT_ICONS
from resources import fonts, icons
from tests.app.ui.conftest import theme

__all__ = ["theme"]


def test_numerals_are_as_wide_as_each_other_in_every_weight(theme: Theme) -> None:
    for weight in Weight:
        metrics = QFontMetricsF(theme.font(Type.TOTAL, weight))
        assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")


def test_the_bundled_faces_are_used(theme: Theme) -> None:
    assert QFontInfo(theme.font(Type.BODY)).family() == "Inter"
    mono = QFontMetricsF(theme.fonts.mono(13))
    assert mono.horizontalAdvance("i") == mono.horizontalAdvance("M")


def test_letters_follow_the_user_s_scale() -> None:
    assert Theme(ThemeName.LIGHT, scale=130).font(Type.BODY).pixelSize() == 21


def test_fonts_are_small_and_bring_their_licences() -> None:
    files = list(fonts.path("x").parent.glob("*.[ot]tf"))
    assert sum(file.stat().st_size for file in files) <= 1_500_000
    licences = list(fonts.path("x").parent.glob("OFL-*.txt"))
    assert len(licences) == 2
    assert all("SIL OPEN FONT LICENSE Version 1.1" in file.read_text("utf-8") for file in licences)


@pytest.mark.parametrize("name", icons.names())
def test_an_icon_is_drawn_on_the_grid_and_takes_the_tint(theme: Theme, name: str) -> None:
    root = ET.parse(icons.path(name)).getroot()
    assert root.get("viewBox") == "0 0 24 24"
    assert root.get("stroke-linecap") == "round"
    image = theme.icon(name, 24, Ink.ACCENT).toImage()
    inked = [
        image.pixelColor(x, y) for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 200
    ]
    assert inked
    accent = theme.color(Ink.ACCENT)
    assert all(abs(pixel.red() - accent.red()) <= 2 for pixel in inked)


def test_every_icon_named_in_the_screens_exists() -> None:
    from pathlib import Path

    import app.ui

    folder = Path(str(app.ui.__file__)).parent
    known = set(icons.names())
    assert set(ACT_ICONS) == set(Act)
    assert set(ACT_ICONS.values()) <= known
    for file in folder.rglob("*.py"):
        for name in re.findall(r'(?:icon=|canvas\.icon(?:_in)?\()"([a-z-]+)"', file.read_text("utf-8")):
            assert name in known, (file.name, name)
