from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.catalog.typos import LONGEST, deletions, is_near, lookup_keys, nearest, typo_rows

LETTERS = "abcñ"
WORD = st.text(LETTERS, min_size=1, max_size=7)


def distance(a: str, b: str) -> int:
    """Optimal string alignment, by its definition."""
    table = [[i + j if not i * j else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            table[i][j] = min(
                table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] != b[j - 1])
            )
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@given(WORD, WORD)
def test_near_is_an_alignment_distance_of_at_most_one(a: str, b: str) -> None:
    assert is_near(a, b) == (distance(a, b) <= 1)


@given(term=st.text(LETTERS, min_size=4, max_size=8), typed=st.text(LETTERS, min_size=3, max_size=9))
def test_a_word_one_edit_away_meets_its_term_in_the_index(term: str, typed: str) -> None:
    if not is_near(term, typed):
        return
    keys = lookup_keys(typed)
    assert keys is not None
    assert {key for key, _ in typo_rows(term)} & set(json.loads(keys))


def test_every_kind_of_slip_is_near() -> None:
    for typed in ("arros", "aroz", "arrzo", "arrroz", "arroz"):
        assert is_near(typed, "arroz"), typed
    assert not is_near("aros", "arroz")


@pytest.mark.parametrize("term", ["sal", "600", "r2d2", "a" * (LONGEST + 1), "", "2arroz"])
def test_short_overlong_and_mixed_terms_are_not_corrected_to(term: str) -> None:
    assert list(typo_rows(term)) == []


@pytest.mark.parametrize("typed", ["", "ca", "600", "a1b2", "a" * (LONGEST + 1)])
def test_what_is_no_word_is_not_looked_up(typed: str) -> None:
    assert lookup_keys(typed) is None


def test_a_deletion_index_holds_the_term_and_its_shorter_forms() -> None:
    assert {key for key, _ in typo_rows("cafe")} == {"cafe", "afe", "cfe", "cae", "caf"}
    assert {term for _, term in typo_rows("cafe")} == {"cafe"}
    assert deletions("cafe") == {"afe", "cfe", "cae", "caf"}


def test_the_five_most_frequent_terms_are_meant() -> None:
    found = [("cana", 3), ("cama", 9), ("casa", 9), ("caja", 1), ("capa", 2), ("cara", 4), ("cala", 5)]
    assert nearest("caxa", found * 2) == ("cama", "casa", "cala", "cara", "cana")
    assert nearest("casa", [("casa", 9), ("masa", 1), ("mesa", 7)]) == ("masa",)
