"""What the search index holds, how a query asks it, and which letters of a name matched.

The rule is `core.domain.search` (domain.md section 14); this module says it in FTS5's words. Only quoted
words ever reach FTS5, so nothing a person types is syntax (performance.md 2.2.3).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from core.domain.search import fold, fold_keep_n, words

_ENG: Final = "ŋ"
"""Stands for ñ in column ``enye``: the tokenizer leaves it alone (performance.md 2.2.6)."""
MAX_TEXT: Final = 200
MAX_WORDS: Final = 16
"""No name is longer; a paste by mistake must not become a query of a thousand words."""

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
    *whole, prefix = folded
    found = [(at, at + len(word)) for word in whole for at in _starts(text, word, whole=True)]
    found += [(at, at + len(prefix)) for at in _starts(text, prefix, whole=False)]
    return _joined([(places[start], places[end - 1] + 1) for start, end in sorted(found)])


def _starts(text: str, word: str, *, whole: bool) -> Iterator[int]:
    """Where ``word`` begins a word of ``text``; words are runs of letters and digits, as in the rule."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not text[at - 1 : at].isalnum() and not (whole and text[end : end + 1].isalnum()):
            yield at
        at = text.find(word, end)


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Spans in order without overlap; the parts of one letter such as ½ become one."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def _has_enye(text: str) -> bool:
    return "ñ" in unicodedata.normalize("NFC", text).casefold()


def _enye_words(name: str) -> str:
    if not _has_enye(name):
        return ""
    return " ".join(word.replace("ñ", _ENG) for word in words(fold_keep_n(name)) if "ñ" in word)


def _fold_places(name: str) -> tuple[str, Sequence[int]]:
    """The folded name, and for each of its characters the place in ``name`` it comes from.

    A composed name folds letter by letter to what `fold` makes of the whole. In Latin-1 nothing vanishes,
    so equal length means one for one: the quick way for nearly every name.
    """
    if name.isascii():
        return name.lower(), range(len(name))
    folded = name.translate(_latin())
    if len(folded) == len(name) and _is_latin(name):
        return folded, range(len(name))
    parts = [_fold_char(char) for char in name]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


def _is_latin(name: str) -> bool:
    try:
        name.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=1)
def _latin() -> dict[int, str]:
    return {code: fold(chr(code)) for code in range(256)}


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    return fold(char)
