"""Which letters of a name a query matched, to be marked on the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from app.store.catalog.trigrams import SIZE
from core.domain.search import fold

Span = tuple[int, int]


def match_spans(name: str, folded: Sequence[str]) -> tuple[Span, ...]:
    """(start, end) of the letters of ``name`` that the query's words matched, in order, never overlapping.

    Args:
        name: As stored, composed (NFC).
        folded: Words from `query_words`: all but the last match whole, the last the beginning of a word.
    """
    if not folded:
        return ()
    *whole, prefix = folded
    return word_spans(name, whole, prefix)


def word_spans(name: str, whole: Iterable[str], prefix: str | None) -> tuple[Span, ...]:
    """As `match_spans`, for any of the whole words and for words that begin with ``prefix``."""
    text, places = _fold_places(name)
    found = [(at, at + len(word)) for word in whole for at in _starts(text, word, whole=True)]
    if prefix:
        found += [(at, at + len(prefix)) for at in _starts(text, prefix, whole=False)]
    return _placed(found, places)


def part_spans(name: str, folded: Iterable[str]) -> tuple[Span, ...]:
    """As `match_spans`, for words found anywhere inside the words of the name; short ones at a beginning."""
    text, places = _fold_places(name)
    found: list[Span] = []
    for part in folded:
        at_words = _starts(text, part, whole=False) if len(part) < SIZE else _finds(text, part)
        found += [(at, at + len(part)) for at in at_words]
    return _placed(found, places)


def _starts(text: str, word: str, *, whole: bool) -> list[int]:
    """Where ``word`` begins a word of ``text``; words are runs of letters and digits, as in the rule."""
    size = len(word)
    return [
        at
        for at in _finds(text, word)
        if not text[at - 1 : at].isalnum() and not (whole and text[at + size : at + size + 1].isalnum())
    ]


def _finds(text: str, part: str) -> list[int]:
    """Each place of ``part``; a list, as this runs for each word of each hit at each key."""
    found: list[int] = []
    at = text.find(part)
    while at >= 0:
        found.append(at)
        at = text.find(part, at + len(part))
    return found


def _placed(found: list[Span], places: Sequence[int]) -> tuple[Span, ...]:
    found.sort()
    if isinstance(places, range):  # one letter for one
        return _joined(found)
    return _joined([(places[start], places[end - 1] + 1) for start, end in found])


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Spans in order without overlap; the parts of one letter such as ½ become one."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


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
