"""One-edit misspellings: the deletion index of terms, and which terms a typed word may have meant.

A term and all its one-letter deletions are rows of ``typo``. A misspelt word and one of its own deletions
meet a term there whatever the single edit was: a letter too many, too few, another one, two swapped
(performance.md 2.2.5). Nothing is held in memory, and no vocabulary is scanned.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

SHORTEST_TERM: Final = 4
"""Letters of the shortest term that is worth correcting to."""
SHORTEST_TYPED: Final = SHORTEST_TERM - 1
LONGEST: Final = 32
"""No word of a shop is longer; keeps the deletions of a malformed name from filling the disk."""
BEST: Final = 5
"""Terms one misspelt word may stand for, the most frequent first."""


def deletions(word: str) -> set[str]:
    """The word without each of its letters in turn."""
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def typo_rows(term: str) -> Iterator[tuple[str, str]]:
    """Rows ``(d, t)`` of the deletion index; none for a short, overlong or not alphabetic term."""
    if not term.isalpha() or not SHORTEST_TERM <= len(term) <= LONGEST:
        return
    for key in {term, *deletions(term)}:
        yield key, term


def lookup_keys(word: str) -> str | None:
    """JSON list of the keys under which the meant term stands, None when the word is not corrected."""
    if not word.isalpha() or not SHORTEST_TYPED <= len(word) <= LONGEST:
        return None
    return json.dumps(sorted({word, *deletions(word)}))


def nearest(word: str, found: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """The `BEST` terms one edit away from ``word``, most frequent first; never the word itself.

    Args:
        word: Folded, as typed.
        found: (term, number of products), in any order, possibly repeated.
    """
    near = {term: count for term, count in found if term != word and is_near(word, term)}
    return tuple(sorted(near, key=lambda term: (-near[term], term))[:BEST])


def is_near(word: str, term: str) -> bool:
    """Whether the optimal string alignment distance is at most 1."""
    if len(word) > len(term):
        word, term = term, word
    at = next((i for i, (a, b) in enumerate(zip(word, term, strict=False)) if a != b), len(word))
    if len(term) == len(word) + 1:
        return word[at:] == term[at + 1 :]
    if len(term) != len(word):
        return False
    swapped = word[at : at + 2] == term[at : at + 2][::-1] and word[at + 2 :] == term[at + 2 :]
    return swapped or word[at + 1 :] == term[at + 1 :]
