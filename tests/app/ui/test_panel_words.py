import string

import pytest

from app.presenters.panels import Say
from app.presenters.reasons import reason_words
from app.presenters.review_wording import V
from app.presenters.wording import W
from app.ui.i18n import Translator
from app.ui.panel_words import LONGEST, TABLE, is_data, say
from core.domain.receipt.words_es import SPANISH


def test_the_map_is_total() -> None:
    assert set(TABLE) == {*W, *V}


@pytest.mark.parametrize("words", [*W, *V])
def test_words_have_values_with_names_and_no_exclamation(words: W | V) -> None:
    fields = [name for _, name, _, _ in string.Formatter().parse(TABLE[words]) if name is not None]
    assert all(field.isidentifier() for field in fields)
    assert "!" not in TABLE[words]


def test_words_are_said_in_the_language_in_force(translator: Translator) -> None:
    assert say(Say(W.PANEL_BACK)) == "Volver"
    translator.switch("en")
    assert say(Say(W.PANEL_BACK)) == "Go back"


def test_a_reason_on_paper_is_the_reason_on_the_screen(translator: Translator) -> None:
    assert translator.language == "es"
    assert {code: say(reason_words(code)) for code in SPANISH.reasons} == dict(SPANISH.reasons)


def test_data_are_said_as_they_are_but_for_control_characters() -> None:
    assert say("Piña {x} <b>\x1b[2J\u202e") == "Piña {x} <b> [2J "
    assert len(say("x" * 500)) == LONGEST


def test_only_data_may_be_shortened() -> None:
    assert is_data("Ana Morales")
    assert is_data(Say(W.PANEL_BACK, {"name": "Ana"}))
    assert not is_data(Say(W.PANEL_BACK))
