"""Keeps the search indexes in step with the products: words, parts of words, terms and their typos.

An old name's terms may stay until the next snapshot (performance.md 2.9.5): they lead to no product, and a
misspelt word that means one of them finds nothing, as it would without.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from app.store.catalog.schema import FTS_OPTIMIZE, VOCABULARY, fts_settings
from app.store.catalog.search import index_row
from app.store.catalog.typos import typo_rows
from app.store.driver import Connection, Value

_WORDS: Final = "INSERT INTO {}product_fts(rowid, name, enye) VALUES(?1, ?2, ?3)"
_WORDS_CHANGED: Final = "UPDATE product_fts SET name = ?2, enye = ?3 WHERE rowid = ?1"
_ALL_PARTS: Final = "INSERT INTO product_parts(rowid, searched) SELECT id, searched FROM product ORDER BY id"
_PARTS: Final = "INSERT INTO product_parts(rowid, searched) SELECT id, searched FROM product WHERE id = ?1"
_PARTS_CHANGED: Final = (
    "UPDATE product_parts SET searched = (SELECT searched FROM product WHERE id = ?1) WHERE rowid = ?1"
)
_GONE: Final = ("DELETE FROM product_fts WHERE rowid = ?1", "DELETE FROM product_parts WHERE rowid = ?1")
_KNOWN: Final = "UPDATE term SET cnt = cnt + 1 WHERE t = ?1"
_TERM: Final = "INSERT INTO term VALUES(?1, 1)"
_TYPO: Final = "INSERT OR IGNORE INTO typo VALUES(?1, ?2)"


def index_words(db: Connection, names: Iterable[tuple[int, str]], prefix: str = "") -> None:
    """Words of a new catalogue's names, in ascending id; `finish_indexes` makes the rest."""
    run_many(db, _WORDS.format(prefix), ((number, *index_row(name)) for number, name in names))


def finish_indexes(db: Connection) -> None:
    """Parts, terms and typos of a new catalogue, once all its products are in."""
    for statement in (_ALL_PARTS, *FTS_OPTIMIZE, *fts_settings(), *VOCABULARY):
        db.execute(statement)
    terms = db.execute("SELECT t FROM term ORDER BY t").fetchall()
    run_many(db, _TYPO, sorted(row for (term,) in terms for row in typo_rows(term)))


def index_new(db: Connection, number: int, name: str) -> None:
    """A product that was added, after its row."""
    index_words(db, [(number, name)])
    db.execute(_PARTS, (number,))
    _add_terms(db, name)


def index_renamed(db: Connection, number: int, name: str) -> None:
    """A product whose name changed, after its row."""
    db.execute(_WORDS_CHANGED, (number, *index_row(name)))
    db.execute(_PARTS_CHANGED, (number,))
    _add_terms(db, name)


def index_gone(db: Connection, number: int) -> None:
    """A product that was taken away; its words go with the next snapshot."""
    for statement in _GONE:
        db.execute(statement, (number,))


def run_many(db: Connection, sql: str, rows: Iterable[Sequence[Value]]) -> None:
    """One statement for each row, without holding the rows."""
    for row in rows:
        db.execute(sql, row)


def _add_terms(db: Connection, name: str) -> None:
    words, _ = index_row(name)
    for term in sorted(set(words.split())):
        if db.execute(_KNOWN, (term,)).rowcount < 1:
            db.execute(_TERM, (term,))
            run_many(db, _TYPO, sorted(typo_rows(term)))
