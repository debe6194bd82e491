"""What the search index holds, how a query asks it, and which letters of a name matched.

The rule is `core.domain.search` (domain.md section 14); this module says it in FTS5's words. Only quoted
words ever reach FTS5, so nothing a person types is syntax (performance.md 2.2.3).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from core.domain.search import fold, fold_keep_n, words

_ENG: Final = "ŋ"
"""Stands for ñ in column ``enye``: the tokenizer leaves it alone (performance.md 2.2.6)."""
MAX_TEXT: Final = 200
MAX_WORDS: Final = 16
"""No name is longer; a paste by mistake must not become a query of a thousand words."""
_FIRST_COMBINING: Final = "\u0300"

Span = tuple[int, int]


def index_row(name: str) -> tuple[str, str]:
    """Columns ``name`` and ``enye`` of a product's index row: folded words, and the words with ñ."""
    return " ".join(words(fold(name))), _enye_words(name)


def query_words(text: str) -> list[str]:
    """Folded words of what was typed; empty when there is nothing to ask for."""
    return words(fold(text[:MAX_TEXT]))[:MAX_WORDS]


def match_text(folded: list[str]) -> str:
    """FTS5 query for words that must all occur in ``name``, the last as a prefix."""
    *whole, last = folded
    return "name : (" + "".join(f'"{word}" AND ' for word in whole) + f'"{last}" *)'


def enye_text(text: str, folded: list[str]) -> str | None:
    """FTS5 query for the products that have the ñ where it was typed, None when none was."""
    if not _has_enye(text):
        return None
    kept = words(fold_keep_n(text[:MAX_TEXT]))[:MAX_WORDS]
    if len(kept) != len(folded) or not any("ñ" in word for word in kept):
        return None
    last = len(kept) - 1
    asked = [
        f'enye : "{word.replace("ñ", _ENG)}"{" *" if place == last else ""}'
        for place, word in enumerate(kept)
        if "ñ" in word
    ]
    return " AND ".join([match_text(folded), *asked])


def match_spans(name: str, folded: list[str]) -> tuple[Span, ...]:
    """(start, end) of the letters of ``name`` that the query's words matched, in order, never overlapping.

    Args:
        name: As stored, composed (NFC).
        folded: Words from `query_words`.
    """
    if not folded:
        return ()
    text, places = _fold_places(name)
    whole, prefix = folded[:-1], folded[-1]
    spans: list[Span] = []
    position = 0
    for word in words(text):
        start = text.index(word, position)
        position = start + len(word)
        if word in whole:
            _add(spans, (places[start], places[position - 1] + 1))
        elif word.startswith(prefix):
            _add(spans, (places[start], places[start + len(prefix) - 1] + 1))
    return tuple(spans)


def _add(spans: list[Span], span: Span) -> None:
    """Append a span; the parts of one letter such as ½ become one."""
    if spans and span[0] < spans[-1][1]:
        spans[-1] = (spans[-1][0], max(spans[-1][1], span[1]))
    else:
        spans.append(span)


def _has_enye(text: str) -> bool:
    return "ñ" in unicodedata.normalize("NFC", text).casefold()


def _enye_words(name: str) -> str:
    if not _has_enye(name):
        return ""
    return " ".join(word.replace("ñ", _ENG) for word in words(fold_keep_n(name)) if "ñ" in word)


def _fold_places(name: str) -> tuple[str, Sequence[int]]:
    """The folded name, and for each of its characters the place in ``name`` it comes from.

    A composed name folds letter by letter to what `fold` makes of the whole.
    """
    if max(name, default="") < _FIRST_COMBINING:
        folded = name.translate(_latin())
        if len(folded) == len(name):  # nothing vanishes below U+0300, so one for one
            return folded, range(len(name))
    parts = [_fold_char(char) for char in name]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


@lru_cache(maxsize=1)
def _latin() -> dict[int, str]:
    return {code: fold(chr(code)) for code in range(ord(_FIRST_COMBINING)) if fold(chr(code)) != chr(code)}


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    return fold(char)
