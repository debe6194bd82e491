"""Parts of words: what the trigram index holds, and how a query asks it (performance.md 2.2.4).

The index narrows to names that hold every three letters of the query; ``instr`` over the stored text settles
it. The words with ñ stand in that text twice, once with `ENG` in its place, so that ñ can be asked for.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final, NamedTuple

from app.store.catalog.search import ENG, index_row

SIZE: Final = 3
"""Letters the trigram index compares."""


class PartQuery(NamedTuple):
    """The FTS5 query that narrows, and the JSON list of texts that a space and the name must all hold."""

    match: str
    words: str


def searched_text(name: str) -> str:
    """What is stored and indexed of a name."""
    return " ".join(column for column in index_row(name) if column)


def part_query(words: Sequence[str]) -> PartQuery | None:
    """The query for names that hold all these words as parts; None when no word has three letters.

    A shorter word has to begin one: nearly every name holds any two letters somewhere.

    Args:
        words: Folded; of `kept_words` for a query with ñ.
    """
    parts = dict.fromkeys(word[at : at + SIZE] for word in words for at in range(len(word) - SIZE + 1))
    if not parts:
        return None
    wanted = dict.fromkeys(word if len(word) >= SIZE else f" {word}" for word in words)
    return PartQuery(" AND ".join(f'"{part}"' for part in parts), json.dumps(list(wanted)))


def typed_stand_in(words: Sequence[str]) -> bool:
    """Whether someone typed the letter that stands for ñ in the index; it finds nothing there."""
    return any(ENG in word for word in words)
