"""Parts of words: what the trigram index holds, and how a query asks it (performance.md 2.2.4).

The index narrows to names that hold the rarest letters of each word, three at a time; ``instr`` over the
stored text settles it. Reading the lists of all trigrams of a long word took longer than everything else.
The words with ñ stand in that text twice, once with `ENG` in its place, so that ñ can be asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from app.store.catalog.search import ENG, index_row

SIZE: Final = 3
"""Letters the trigram index compares."""
ASKED: Final = 2
"""Trigrams of a word the index is asked for."""


def searched_text(name: str) -> str:
    """What is stored and indexed of a name; every word has a space before it."""
    return "".join(f" {column}" for column in index_row(name) if column)


def part_texts(words: Sequence[str]) -> list[str]:
    """What `searched_text` of a name must hold to have all these words as parts; nothing if none is long.

    A word of fewer than three letters has to begin one, with the space before it as its first letter: nearly
    every name holds any two letters somewhere.

    Args:
        words: Folded; of `kept_words` for a query with ñ.
    """
    if all(len(word) < SIZE for word in words):
        return []
    return list(dict.fromkeys(word if len(word) >= SIZE else f" {word}" for word in words))


def trigrams(text: str) -> set[str]:
    """Every three letters of a text; none of a shorter one."""
    return {text[at : at + SIZE] for at in range(len(text) - SIZE + 1)}


def part_match(texts: Sequence[str], counts: Mapping[str, int]) -> str:
    """FTS5 query that narrows to names which may hold the texts: the rarest trigrams of each.

    Args:
        texts: From `part_texts`.
        counts: Names that have a trigram, where known.
    """
    chosen = {
        part: None
        for text in texts
        for part in sorted(trigrams(text), key=lambda part: (counts.get(part, 0), part))[:ASKED]
    }
    return " AND ".join(f'"{part}"' for part in chosen)


def typed_stand_in(words: Sequence[str]) -> bool:
    """Whether someone typed the letter that stands for ñ in the index; it finds nothing there."""
    return any(ENG in word for word in words)
