"""Spanish, light, 1366x768 of every screen runs with the tests; ``make screens`` draws all the rest."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.theme.tokens import LIGHT, Ink, ThemeName, ratio
from tests.screens.audit import audit, visible_buttons
from tests.screens.render import Studio
from tests.screens.run import main
from tests.screens.scenes import SCENES, Scene, sale_normal

SIZE = QSize(1366, 768)
SMALL = (QSize(1024, 768), QSize(768, 1024), QSize(1280, 720), QSize(1920, 1080))


@pytest.fixture(scope="module")
def studio(qapp: QApplication) -> Studio:
    return Studio(qapp)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_a_screen_is_drawn_without_fault(studio: Studio, scene: Scene) -> None:
    picture = studio.draw(scene, SIZE, ThemeName.LIGHT, "es")
    assert picture.faults == ()
    assert picture.image.size() == SIZE


@pytest.mark.parametrize("size", SMALL, ids=lambda size: f"{size.width()}x{size.height()}")
def test_the_sale_fits_every_size_in_high_contrast_and_english(studio: Studio, size: QSize) -> None:
    for scene in SCENES:
        if scene.screen == "03-sale":
            assert studio.draw(scene, size, ThemeName.CONTRAST, "en").faults == ()


def test_larger_letters_still_fit(qapp: QApplication) -> None:
    large = Studio(qapp, scale=115)
    for scene in SCENES:
        if scene.name in ("03-sale.normal", "05-pay.normal", "06-change.normal", "01-sign-in.normal"):
            picture = large.draw(scene, SIZE, ThemeName.LIGHT, "es")
            assert [fault for fault in picture.faults if "cut" not in fault] == []


def test_the_audit_sees_a_small_target_a_cut_word_and_a_grown_window(studio: Studio) -> None:
    from tests.screens.audit import Recorder

    window = studio.window(SIZE)
    sale_normal(window)
    window.floor.pay.resize(300, 40)
    window.floor.total.resize(120, 144)
    recorder = Recorder()
    studio.theme.probe = recorder
    window.grab()
    studio.theme.probe = None
    faults = " ".join(audit(window, recorder, QSize(1300, 768)))
    window.close()
    assert "act.pay is 300x40" in faults
    assert "cut:" in faults
    assert "window grew" in faults


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_everything_to_touch_has_a_name_and_a_role(studio: Studio, scene: Scene) -> None:
    window = studio.window(SIZE)
    scene.build(window)
    buttons = visible_buttons(window)
    for button in buttons:
        interface = QAccessible.queryAccessibleInterface(button)
        assert interface.text(QAccessible.Text.Name), button.objectName()
        assert interface.role() == QAccessible.Role.Button
    window.close()
    assert buttons or scene.name == "00-start.normal" or scene.screen == "22-display"


def test_the_colours_on_the_screen_are_those_of_the_table(studio: Studio) -> None:
    window = studio.window(SIZE)
    studio.theme.switch(studio.app, ThemeName.LIGHT)
    sale_normal(window)
    image = window.grab().toImage()
    pay = window.floor.pay
    ground = colour(image.pixelColor(pay.mapTo(window, pay.rect().topLeft()) + pay.rect().center() * 0.05))
    assert ground == LIGHT[Ink.ACCENT]
    darkest = _darkest(window.floor.total)
    assert ratio(darkest, LIGHT[Ink.CARD]) >= 7
    window.close()


def _darkest(widget: QWidget) -> str:
    image = widget.grab().toImage()
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(90, image.height()))
    return colour(min(pixels, key=QColor.lightness))


def colour(pixel: QColor) -> str:
    return pixel.name().upper()


def test_the_runner_writes_pictures_and_a_contact_sheet(tmp_path: Path) -> None:
    arguments = ["--out", str(tmp_path), "--only", "00-start.normal", "--sizes", "1280x720@1.5"]
    assert main([*arguments, "--themes", "dark", "--languages", "es", "en"]) == 0
    for language in ("es", "en"):
        picture = tmp_path / language / "dark" / "1280x720@1.5" / "00-start.normal.png"
        assert picture.stat().st_size > 1000
    page = (tmp_path / "index.html").read_text("utf-8")
    assert page.index("es/dark") < page.index("en/dark")


def test_a_run_without_a_picture_fails(tmp_path: Path) -> None:
    assert main(["--out", str(tmp_path), "--only", "no such screen", "--sizes", "1366x768"]) == 1
