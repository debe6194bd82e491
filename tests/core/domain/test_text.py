from __future__ import annotations

import unicodedata
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import DomainError
from core.domain.search import fold, fold_keep_n, search, words
from core.domain.text import is_clean, mask_tail, sanitise
from core.domain.time_window import TimeWindow

anything = st.text(st.characters(codec=None), max_size=40)
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("Coca\x1bp\x00\x19\x19Cola", "CocapCola"),
        ("  Arroz\t5\nlb\r\n", "Arroz 5 lb"),
        ("a\u202eb\u2066c", "abc"),
        ("pin\u0303a", "piña"),
        ("x\u200b\u200d\ufeffy", "xy"),
        ("a\u200d\u0301", "á"),
        ("no\u00a0break\u3000wide\u2028line", "no break wide line"),
        ("\ud83dcorazón", "corazón"),
        ("DEL\x7f C1\x9b", "DEL C1"),
        ("", ""),
        ("\u200b \u200b", ""),
    ],
)
def test_text_from_outside_becomes_one_clean_line(dirty: str, clean: str) -> None:
    assert sanitise(dirty) == clean


@given(anything)
def test_clean_text_is_visible_composed_and_stays_as_it_is(text: str) -> None:
    clean = sanitise(text)
    assert is_clean(clean)
    assert unicodedata.is_normalized("NFC", clean)
    assert clean == " ".join(clean.split())
    clean.encode("utf-8")
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char in BIDI for char in clean)


@given(anything, st.integers(1, 20))
def test_a_limit_is_a_limit(text: str, limit: int) -> None:
    assert len(sanitise(text, limit)) <= limit


def test_a_cut_says_so() -> None:
    assert sanitise("Refresco de naranja", 9) == "Refresco…"


@pytest.mark.parametrize(("text", "masked"), [("8-442-445", "*****-445"), ("445", "***"), ("", "")])
def test_documents_are_masked_but_for_their_tail(text: str, masked: str) -> None:
    assert mask_tail(text) == masked


@given(anything)
def test_folding_is_stable_and_keeps_only_the_enye(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(fold_keep_n(text)) == fold(text.replace("\ue000", ""))
    assert fold(text.upper()) == fold(text.upper().upper())


def test_decomposed_and_composed_queries_find_the_same() -> None:
    names = ["Piña en almíbar", "Pina colada"]
    assert search("pin\u0303a", names) == search("piña", names) == ["Piña en almíbar", "Pina colada"]
    assert search("PIÑA EN", names) == ["Piña en almíbar"]


def test_a_query_may_mix_words_with_and_without_its_enye() -> None:
    assert search("caña azucar", ["Cana azucar", "Azúcar de caña"]) == ["Azúcar de caña", "Cana azucar"]
    assert search("azucar cañ", ["Cana azucar", "Azúcar de caña"]) == ["Azúcar de caña", "Cana azucar"]


@pytest.mark.parametrize("query", ["", "  ", "\"'*()", "_", "—"])
def test_a_query_without_a_word_finds_nothing(query: str) -> None:
    assert search(query, ["Arroz", ""]) == []


@given(anything, st.lists(anything, max_size=5))
def test_hits_are_names_in_order_without_doubles(query: str, names: list[str]) -> None:
    hits = search(query, names)
    remaining = list(names)
    for hit in hits:
        remaining.remove(hit)
    if "ñ" not in fold_keep_n(query):
        assert hits == [name for name in names if name in hits]


@given(st.lists(st.text("abcñáé ", min_size=1, max_size=12), min_size=1, max_size=5), st.data())
def test_a_name_is_found_by_its_own_words(names: list[str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(names))
    if words(fold(name)):
        assert name in search(name, names)


def test_a_window_needs_days_and_moments_that_are_some() -> None:
    with pytest.raises(ValueError, match="unknown day"):
        TimeWindow.parse("10:00", "11:00", ["lunes"])
    with pytest.raises(ValueError, match="offset"):
        TimeWindow.parse("10:00", "11:00").active(datetime(2026, 11, 24))  # noqa: DTZ001  (what is refused)


def test_an_error_of_the_domain_is_a_code_with_values() -> None:
    error = DomainError("check_digit", text="750", line="2")
    assert str(error) == "check_digit line='2' text='750'"
    assert str(DomainError("scan_empty")) == "scan_empty"


@given(st.text(st.characters(max_codepoint=0x7F), max_size=20), st.none() | st.integers(0, 8))
def test_plain_text_takes_the_quick_way_to_the_same_result(text: str, limit: int | None) -> None:
    odd = f"{text}\u200b"  # a dropped character sends it the long way
    assert sanitise(text, limit) == sanitise(odd, limit)
