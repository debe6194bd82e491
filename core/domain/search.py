"""Folding and the search rule (domain.md section 14), as pure functions; the index lives in the store."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
_KEPT_N: Final = "\ue000"
"""Private-use stand-in for ñ between NFC and NFKD."""


def fold(text: str) -> str:
    """Text without case, accents and compatibility forms: ``Leche ½ galón`` → ``leche 1/2 galon``."""
    return _open(unicodedata.normalize("NFC", text).casefold())


def fold_keep_n(text: str) -> str:
    """As `fold`, but ñ stays: ``Caña de azúcar`` → ``caña de azucar``."""
    composed = unicodedata.normalize("NFC", text).casefold().replace(_KEPT_N, "")
    return _open(composed.replace("ñ", _KEPT_N)).replace(_KEPT_N, "ñ")


def words(folded: str) -> list[str]:
    """Words of a folded text; punctuation and underscores separate."""
    return _WORD.findall(folded)


def matches(query_words: list[str], name_words: list[str]) -> bool:
    """Whether every word but the last occurs whole and the last begins a word; no words match nothing."""
    if not query_words:
        return False
    *whole, prefix = query_words
    return all(word in name_words for word in whole) and any(name.startswith(prefix) for name in name_words)


def search(query: str, names: Iterable[str]) -> list[str]:
    """Names that match, in catalogue order; a query with ñ lists those that have the ñ first."""
    folded = words(fold(query))
    kept = words(fold_keep_n(query))
    hits = [name for name in names if matches(folded, words(fold(name)))]
    if not any("ñ" in word for word in kept):
        return hits
    exact = {name for name in hits if _has_enye(kept, name)}
    return [name for name in hits if name in exact] + [name for name in hits if name not in exact]


def _has_enye(kept: list[str], name: str) -> bool:
    """Whether the words of a query that hold ñ match with their ñ; the others have matched folded."""
    name_words = words(fold_keep_n(name))
    *whole, prefix = kept
    return all(word in name_words for word in whole if "ñ" in word) and (
        "ñ" not in prefix or any(word.startswith(prefix) for word in name_words)
    )


def _open(text: str) -> str:
    opened = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(char for char in opened if not unicodedata.combining(char))
    return bare.replace("\u2044", "/")
