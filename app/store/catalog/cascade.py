"""The stages of a search, stopped at the first that fills the list (performance.md 2.2.4, 2.2.5).

Words by the index of words; fewer than asked for: parts of words by trigrams after them; nothing at all:
what a misspelt word may have meant. Each stage is one prepared statement in best-seller order.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final, NamedTuple

from app.store.catalog.marks import Span, match_spans, part_spans, word_spans
from app.store.catalog.rows import Row
from app.store.catalog.search import either_text, enye_text, kept_words, match_text, query_words
from app.store.catalog.trigrams import part_match, part_texts, trigrams, typed_stand_in
from app.store.catalog.typos import lookup_keys, nearest

WORDS: Final = (
    "SELECT s.* FROM product_fts f, sellable s"
    " WHERE product_fts MATCH ?1 AND s.id = f.rowid ORDER BY f.rowid LIMIT ?2"
)
WORD_IDS: Final = "SELECT rowid FROM product_fts WHERE product_fts MATCH ?1 ORDER BY rowid LIMIT ?2"
COUNTS: Final = "SELECT p.t, p.cnt FROM json_each(?1) j CROSS JOIN part p ON p.t = j.value"
PARTS: Final = (
    "SELECT p.id FROM"
    " (SELECT rowid AS id FROM product_parts WHERE product_parts MATCH ?1 ORDER BY rowid LIMIT ?2) f"
    " CROSS JOIN product p ON p.id = f.id"
    " WHERE NOT EXISTS (SELECT 1 FROM json_each(?3) w WHERE NOT instr(p.searched, w.value))"
    " ORDER BY f.id LIMIT ?4"
)
OF_IDS: Final = "SELECT s.* FROM json_each(?1) j CROSS JOIN sellable s ON s.id = j.value"
IS_TERM: Final = "SELECT 1 FROM term WHERE t = ?1"
BEGINS_TERM: Final = "SELECT 1 FROM term WHERE t >= ?1 AND t < ?2 LIMIT 1"
MEANT: Final = (
    "SELECT t.t, t.cnt FROM json_each(?1) j CROSS JOIN typo o ON o.d = j.value CROSS JOIN term t ON t.t = o.t"
)
HOT: Final[dict[str, str]] = {
    "words": WORDS,
    "word_ids": WORD_IDS,
    "counts": COUNTS,
    "parts": PARTS,
    "of_ids": OF_IDS,
    "is_term": IS_TERM,
    "begins_term": BEGINS_TERM,
    "meant": MEANT,
}
_LOOKED_AT: Final = 200
"""Names compared letter by letter in one search, best sellers first: what keeps a key under a millisecond
when one letter stands beside a frequent part."""
_LAST: Final = "\U0010ffff"

Ask = Callable[..., list[Row]]
"""Runs a statement with its values and fetches all rows."""


class Hit(NamedTuple):
    """A row of ``sellable``, the letters of its name that matched, and whether a word was corrected."""

    row: Row
    marks: tuple[Span, ...]
    typo: bool = False


def cascade(ask: Ask, text: str, limit: int) -> list[Hit]:
    """Names that match, best sellers first, at most ``limit``.

    Args:
        ask: The reader's door to its connection.
        text: As typed; any text is allowed.
        limit: At least 1.
    """
    folded = query_words(text)
    if not folded:
        return []
    kept = kept_words(text, folded)
    hits = _by_words(ask, folded, kept, limit)
    if len(hits) < limit:
        hits += _by_parts(ask, folded, kept, limit, {hit.row[0] for hit in hits})
    return hits or _by_meaning(ask, folded, limit)


def _by_words(ask: Ask, folded: list[str], kept: list[str] | None, limit: int) -> list[Hit]:
    if kept is None:
        rows = ask(WORDS, match_text(folded), limit)
    else:
        ids = _ids(ask(WORD_IDS, enye_text(folded, kept), limit))
        if len(ids) < limit:
            ids += _ids(ask(WORD_IDS, match_text(folded), limit + len(ids)))
        rows = _of_ids(ask, ids, limit)
    return [Hit(row, match_spans(row[4], folded)) for row in rows]


def _by_parts(ask: Ask, folded: list[str], kept: list[str] | None, limit: int, seen: set[int]) -> list[Hit]:
    """What is still missing, from the parts of words; with ñ where it was typed first."""
    if typed_stand_in(folded):
        return []
    plain = _part_ids(ask, folded, limit)
    if seen.issuperset(plain):
        return []
    first = [] if kept is None else _part_ids(ask, kept, limit)
    missing = [number for number in (*first, *plain) if number not in seen]
    rows = _of_ids(ask, missing, limit - len(seen))
    return [Hit(row, part_spans(row[4], folded)) for row in rows]


def _part_ids(ask: Ask, words: list[str], limit: int) -> list[int]:
    texts = part_texts(words)
    if not texts:
        return []
    parts = sorted(set[str]().union(*map(trigrams, texts)))
    match = part_match(texts, dict(ask(COUNTS, json.dumps(parts))))
    return _ids(ask(PARTS, match, _LOOKED_AT, json.dumps(texts), 2 * limit))


def _ids(rows: list[Row]) -> list[int]:
    return [number for (number,) in rows]


def _of_ids(ask: Ask, ids: list[int], limit: int) -> list[Row]:
    """Rows of the first ids, in their order."""
    wanted = list(dict.fromkeys(ids))[:limit]
    rows = {row[0]: row for row in ask(OF_IDS, json.dumps(wanted))}
    return [rows[number] for number in wanted if number in rows]


def _by_meaning(ask: Ask, folded: list[str], limit: int) -> list[Hit]:
    """Unknown words corrected; if that finds nothing, the known ones too."""
    last = len(folded) - 1
    known = [_is_known(ask, word, prefix=place == last) for place, word in enumerate(folded)]
    meant = [() if known[place] else _meant(ask, word) for place, word in enumerate(folded)]
    if any(not known[place] and not terms for place, terms in enumerate(meant)):
        return []
    hits = [] if all(known) else _by_terms(ask, folded, known, meant, limit)
    if hits or not any(known):
        return hits
    meant = [_meant(ask, word) if known[place] else meant[place] for place, word in enumerate(folded)]
    return _by_terms(ask, folded, known, meant, limit)


def _by_terms(
    ask: Ask, folded: list[str], known: list[bool], meant: list[tuple[str, ...]], limit: int
) -> list[Hit]:
    """Names with, for each word, one of its terms or the word itself where it is known."""
    prefix = folded[-1] if known[-1] else None
    groups = [
        [*terms, *([word] if is_known and place < len(folded) - 1 else [])]
        for place, (word, is_known, terms) in enumerate(zip(folded, known, meant, strict=True))
    ]
    rows = ask(WORDS, either_text(groups, prefix), limit)
    wanted = {word for group in groups for word in group}
    return [Hit(row, word_spans(row[4], wanted, prefix), typo=True) for row in rows]


def _is_known(ask: Ask, word: str, *, prefix: bool) -> bool:
    return bool(ask(BEGINS_TERM, word, word + _LAST) if prefix else ask(IS_TERM, word))


def _meant(ask: Ask, word: str) -> tuple[str, ...]:
    keys = lookup_keys(word)
    return () if keys is None else nearest(word, ask(MEANT, keys))
