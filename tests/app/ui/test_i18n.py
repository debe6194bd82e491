import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.i18n import Translator
from app.ui.widgets.button import Button
from resources import i18n
from tests.app.ui.conftest import Till
from tests.screens.scenes import SCENES, Scene, sale_normal

ROOT = Path(__file__).parents[3]
SAME = {"ITBMS incl.", "Total", "TOTAL", "Subtotal", "PIN", "PIN {pin}", "Español / English", "Yappy"}
"""Words that are alike in both languages."""


def tool(name: str) -> str:
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    assert found, f"{name} comes with the PySide6 wheel"
    return found


def source(language: str) -> Path:
    return i18n.path(language).with_suffix(".ts")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_lupdate_finds_nothing_new_and_nothing_unfinished(tmp_path: Path, language: str) -> None:
    copy = tmp_path / source(language).name
    shutil.copy(source(language), copy)
    subprocess.run(
        [
            tool("pyside6-lupdate"),
            "-silent",
            "-no-obsolete",
            "-locations",
            "none",
            "-extensions",
            "py",
            "app/ui",
            "-ts",
            str(copy),
        ],
        cwd=ROOT,
        check=True,
    )
    assert copy.read_text("utf-8") == source(language).read_text("utf-8")
    assert "unfinished" not in copy.read_text("utf-8")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_compiled_words_are_those_of_the_source(tmp_path: Path, language: str) -> None:
    fresh = tmp_path / "fresh.qm"
    command = [tool("pyside6-lrelease"), "-silent", str(source(language)), "-qm", str(fresh)]
    subprocess.run(command, check=True)
    assert fresh.read_bytes() == i18n.path(language).read_bytes()


def translations(language: str) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for context in ET.parse(source(language)).getroot().iter("context"):
        for message in context.iter("message"):
            translated = message.find("translation")
            assert translated is not None
            texts = [form.text or "" for form in translated.iter("numerusform")] or [translated.text or ""]
            found[(context.findtext("name", ""), message.findtext("source", ""))] = texts
    return found


def test_every_translation_keeps_the_values_of_its_source() -> None:
    for language in i18n.LANGUAGES:
        for (_, text), translated in translations(language).items():
            for form in translated:
                assert sorted(set(_fields(form))) == sorted(set(_fields(text))), (text, form)


def _fields(text: str) -> list[str]:
    return [part.partition("}")[0] for part in text.split("{")[1:]] + ["%n"] * ("%n" in text)


def test_plural_forms_are_chosen_by_the_number(translator: Translator) -> None:
    from app.ui.words import line_count, queue_words

    assert (line_count(1), line_count(8)) == ("1 renglón", "8 renglones")
    translator.switch("en")
    assert (line_count(1), line_count(8)) == ("1 line", "8 lines")
    assert queue_words(12) == "12 to send"


def test_an_unknown_language_becomes_the_default(translator: Translator) -> None:
    translator.switch("de")
    assert translator.language == "es"


def test_a_switch_of_language_leaves_the_basket_and_the_typed_text(till: Till) -> None:
    sale_normal(till.window)
    till.window.floor.set_command("caf")
    before = till.window.floor.basket.model.rowCount()
    till.switch("en")
    assert till.window.floor.pay.words == "PAY"
    assert till.window.floor.basket.model.rowCount() == before
    assert till.window.floor.command.text() == "caf"
    assert till.window.floor.basket.table.currentIndex().row() == 1


def shown_words(window: QWidget) -> set[str]:
    found: set[str] = set()
    for widget in window.findChildren(QWidget):
        found |= {widget.accessibleName(), widget.toolTip()}
        if isinstance(widget, Button):
            found.add(widget.words)
        if isinstance(widget, QLineEdit):
            found |= {widget.text(), widget.placeholderText()}
    return found - {""}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
@pytest.mark.parametrize(("language", "other"), [("es", "en"), ("en", "es")])
def test_no_widget_speaks_the_other_language(till: Till, scene: Scene, language: str, other: str) -> None:
    till.switch(other)
    scene.build(till.window)
    till.switch(language)
    own, foreign = translations(language), translations(other)
    banned = {text for key, texts in foreign.items() if key[1] not in SAME for text in texts} - {
        text for texts in own.values() for text in texts
    }
    shown = shown_words(till.window)
    assert shown & banned == set()
    for text in shown:
        assert "%n" not in text
        assert "{" not in text
        assert "<b>" not in text
