"""What the index of words holds and how a query asks it.

The rule is `core.domain.search` (domain.md section 14); this module says it in FTS5's words. Only quoted
words ever reach FTS5, so nothing a person types is syntax (performance.md 2.2.3).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from core.domain.search import fold, fold_keep_n, words

ENG: Final = "ŋ"
"""Stands for ñ in column ``enye``: the tokenizer leaves it alone (performance.md 2.2.6)."""
MAX_TEXT: Final = 200
MAX_WORDS: Final = 16
"""No name is longer; a paste by mistake must not become a query of a thousand words."""


def index_row(name: str) -> tuple[str, str]:
    """Columns ``name`` and ``enye`` of a product's index row: folded words, and the words with ñ."""
    return " ".join(words(fold(name))), _enye_words(name)


def query_words(text: str) -> list[str]:
    """Folded words of what was typed; empty when there is nothing to ask for."""
    return words(fold(text[:MAX_TEXT]))[:MAX_WORDS]


def match_text(folded: Sequence[str]) -> str:
    """FTS5 query for words that must all occur in ``name``, the last as a prefix."""
    *whole, last = folded
    return "name : (" + "".join(f'"{word}" AND ' for word in whole) + f'"{last}" *)'


def kept_words(text: str, folded: Sequence[str]) -> list[str] | None:
    """The query's words with `ENG` where a ñ was typed, None when none was.

    Args:
        text: As typed.
        folded: Its words from `query_words`.
    """
    if not _has_enye(text):
        return None
    kept = words(fold_keep_n(text[:MAX_TEXT]))[:MAX_WORDS]
    if len(kept) != len(folded) or not any("ñ" in word for word in kept):
        return None
    return [word.replace("ñ", ENG) for word in kept]


def enye_text(folded: Sequence[str], kept: Sequence[str]) -> str:
    """FTS5 query for the products that have the ñ where it was typed.

    Args:
        folded: Words from `query_words`.
        kept: The same words from `kept_words`.
    """
    last = len(kept) - 1
    asked = [
        f'enye : "{word}"{" *" if place == last else ""}' for place, word in enumerate(kept) if ENG in word
    ]
    return " AND ".join([match_text(folded), *asked])


def either_text(groups: Sequence[Sequence[str]], prefix: str | None) -> str:
    """FTS5 query for names with a word of each group.

    Args:
        groups: Whole words; the last group may be empty if there is a prefix.
        prefix: The beginning of a word, as good as the last group's words.
    """
    phrases = [[f'"{word}"' for word in group] for group in groups]
    if prefix is not None:
        phrases[-1].append(f'"{prefix}" *')
    return "name : (" + " AND ".join(f"({' OR '.join(group)})" for group in phrases) + ")"


def _has_enye(text: str) -> bool:
    return "ñ" in unicodedata.normalize("NFC", text).casefold()


def _enye_words(name: str) -> str:
    if not _has_enye(name):
        return ""
    return " ".join(word.replace("ñ", ENG) for word in words(fold_keep_n(name)) if "ñ" in word)
