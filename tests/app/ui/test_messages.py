import re
import string

import pytest

from app.presenters.messages import M, Message, Tone
from app.presenters.states import Act
from app.ui.i18n import Translator
from app.ui.messages import ROW_HINTS, TABLE, act_of, clean, row_words, words

VALUES = {
    "amount": "999,999.00",
    "change": "1.54",
    "code": "7501031311309",
    "minutes": "7",
    "as_of": "10:02",
    "query": "cafe",
    "name": "Duro",
    "text": "12a",
    "quantity": "1200",
    "unit": "kg",
    "lines": "8",
    "whole": "1234",
    "decimal": "1.23",
    "missing": "8.54",
    "received": "10.00",
    "due": "18.54",
    "number": "0001-000123",
    "before": "10:02",
    "hours": "71",
    "cash": "5.00",
    "total": "18.54",
    "after": "09:02",
    "layout": "21 IIIII WWWWW C",
    "prefix": "21",
    "copy": "1",
    "left": "2",
    "wait": "48 s",
    "count": "3",
    "version": "3.40.1",
    "reason": "",
    "key": "printer",
    "file": "0001-000123.pdf",
    "folder": "Documentos/Cuadre",
    "promotion": "4.35",
    "discount": "3.63",
    "date": "24/11/2026",
    "limit": "120",
    "authorization": "AUTH_123",
    "points": "214",
    "minimum": "50",
    "available": "120",
}
NEVER = (
    "sincronizar",
    "offline",
    "outbox",
    "token",
    "backend",
    "timeout",
    "error 500",
    "inválido",
    "fallo inesperado",
    "cambio",
)


def said(message_id: M) -> Message:
    return Message(message_id, Tone.INFO, VALUES)


def test_the_map_is_total() -> None:
    assert set(TABLE) == set(M)


@pytest.mark.parametrize("message_id", list(M))
def test_the_words_use_only_the_values_their_message_carries(message_id: M) -> None:
    fields = {name for text in TABLE[message_id] for _, name, _, _ in string.Formatter().parse(text) if name}
    assert fields <= set(VALUES)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("message_id", list(M))
def test_a_message_is_short_and_plain_in_both_languages(
    translator: Translator, language: str, message_id: M
) -> None:
    translator.switch(language)
    shown = words(said(message_id))
    assert 1 <= len(shown.title.split()) <= 6, shown.title
    assert len(shown.body) <= 140, shown.body
    for text in (shown.title, shown.body):
        assert text
        assert "{" not in text
        assert "!" not in text
    if language == "es":
        for word in NEVER:
            assert not re.search(rf"\b{word}\b", f"{shown.title} {shown.body}".lower()), word


@pytest.mark.parametrize("message_id", list(M))
def test_spanish_and_english_differ(translator: Translator, message_id: M) -> None:
    translator.switch("es")
    spanish = words(said(message_id))
    translator.switch("en")
    assert words(said(message_id)).body != spanish.body


def test_the_table_of_the_design_is_kept_to_the_letter(translator: Translator) -> None:
    missing = words(said(M.CASH_MISSING))
    assert missing.title == "Faltan B/. 8.54"
    assert missing.body.startswith("Recibió B/. 10.00 de B/. 18.54. Escriba el resto")
    unknown = words(said(M.UNKNOWN_CODE))
    assert unknown.title == "Código sin producto"
    assert unknown.body == "«7501031311309» no está en el catálogo de las 10:02; no se agregó nada."
    translator.switch("en")
    assert words(said(M.WRONG_PIN)).title == "Wrong PIN"


def test_raw_text_is_cleaned_and_cut() -> None:
    assert clean("a\x1b[2J\x07b\u202ec") == "a [2J b c"
    assert clean("x" * 60) == "x" * 39 + "…"
    raw = Message(M.BAD_SCAN, Tone.ERR, {"code": "\x1d" * 50})
    assert "\x1d" not in words(raw).body


def test_a_value_that_is_missing_leaves_an_ellipsis_and_no_crash() -> None:
    assert "…" in words(Message(M.LINE_REMOVED)).body


def test_the_button_is_the_action_s_own_name(translator: Translator) -> None:
    message = Message(M.LINE_REMOVED, values={"name": "Duro"}, action="undo")
    assert act_of(message) is Act.UNDO
    assert words(message).button == "Deshacer"
    assert words(Message(M.LINE_REMOVED, action="not an action")).button == ""


def test_an_error_row_says_what_happened_and_a_hint(translator: Translator) -> None:
    assert row_words(said(M.BAD_SCAN)) == ("Lectura incompleta", "escanee otra vez")
    assert set(ROW_HINTS) <= set(M)
