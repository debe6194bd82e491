"""The pilot's steps and pictures: what cannot be done is said, and the window is afterwards as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton

from app.ui.pages import Screen
from app.ui.pilot_eyes import Seen
from app.ui.pilot_looks import take_looks
from app.ui.pilot_script import Script
from app.ui.theme.tokens import ThemeName
from app.ui.widgets.button import Button
from tests.app.ui.conftest import Till
from tests.screens import scenes


class Still:
    """Eyes that always see the same."""

    def look(self) -> Seen:
        return Seen(Screen.FLOOR, "sale", 3, "1.00", "", "", "", "online", 0, True, False, 0, ())

    def draw_receipts(self, folder: Path) -> list[Path]:
        raise AssertionError(folder)


def play(till: Till, *steps: tuple[str, Any]) -> None:
    """Play steps of which nothing has to be waited for."""
    for condition in Script(till.window, Still(), till.hand).play(steps):
        assert condition()


def test_keys_touches_and_typing_reach_the_window_in_order(till: Till) -> None:
    scenes.sale_normal(till.window)
    till.calls.clear()
    play(till, ("press", "F6"), ("press", "Shift+F7"), ("tap", "act.pay"), ("await", {"rows": 3}))
    assert [call[-1].value for call in till.calls] == ["discount", "parked_list", "pay"]  # type: ignore[attr-defined]


def test_what_is_not_there_is_dismissed_without_a_word_but_cannot_be_touched(till: Till) -> None:
    scenes.sale_normal(till.window)
    play(till, ("dismiss", "panel.nothing.button"))
    with pytest.raises(TypeError, match="no widget panel"):
        play(till, ("tap", "panel.nothing.button"))


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (("sing", "la"), "no verb"),
        (("press", ""), "no key"),
        (("await", {"weather": "fine"}), "nothing to see named weather"),
    ],
)
def test_a_step_that_cannot_be_done_says_so(till: Till, step: tuple[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        play(till, step)


def test_a_picture_in_each_look_and_then_everything_as_before(till: Till, tmp_path: Path) -> None:
    scenes.sale_normal(till.window)
    window = till.window
    before = (window.size(), window.theme.name, window.translator.language)
    looks = ("es/light/1024x768", "en/dark/1920x1080")
    taking = take_looks(window, tmp_path, "sale", looks)
    while (condition := next(taking, None)) is not None:
        assert condition()
    files = [tmp_path / look / "sale.png" for look in looks]
    assert sorted(tmp_path.rglob("*.png")) == sorted(files)
    sizes = [QImage(str(path)).size().toTuple() for path in files]
    assert sizes == [(1024, 768), (1920, 1080)]
    assert (window.size(), window.theme.name, window.translator.language) == before
    assert window.theme.name is ThemeName.LIGHT


def test_the_list_of_actions_names_the_theme_it_is_pictured_in(till: Till, tmp_path: Path) -> None:
    scenes.sale_normal(till.window)
    till.window.toggle_actions()
    line = till.window.findChild(QAbstractButton, "list.theme")
    assert isinstance(line, Button)
    looks = ("es/dark/1366x768", "es/contrast/1366x768")

    def seen() -> str:
        QCoreApplication.sendPostedEvents()  # one turn of the loop, in which the window hears of its looks
        return line.words

    said = [seen() for _ in take_looks(till.window, tmp_path, "list", looks)]
    assert said == ["Tema: oscuro", "Tema: alto contraste", "Tema: claro"]


def test_a_look_there_is_not_is_refused(till: Till, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="sepia"):
        next(take_looks(till.window, tmp_path, "sale", ("es/sepia/1024x768",)))
