"""Names, documents and phones of the customers, searchable in memory alone.

A search index on the disk would hold in clear what the rows hold sealed. It is made from the opened rows,
off the GUI thread, and goes with the program.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from app.store.catalog.search import MAX_TEXT, MAX_WORDS, query_words
from app.store.driver import Connection, connect_memory
from app.usecases.customers_port import CustomerRecord
from core.domain.search import fold, words

_TABLE: Final = """CREATE VIRTUAL TABLE person USING fts5(words, content='', columnsize=0,
  tokenize="unicode61 remove_diacritics 2", prefix='1 2 3 4')"""
_ADD: Final = "INSERT INTO person(rowid, words) VALUES(?1, ?2)"
_FIND: Final = "SELECT rowid FROM person WHERE person MATCH ?1 ORDER BY rowid LIMIT ?2"
_TAILS: Final = (8, 7, 4)
"""Last digits of a phone number people say instead of the whole: without the country, or just the end."""


class CustomerIndex:
    """An in-memory index; made in one thread, then read in another, one at a time."""

    def __init__(self, customers: Iterable[tuple[int, CustomerRecord]]) -> None:
        """Index customers by row number; of each only what is searched is kept meanwhile."""
        named = sorted(_entry(number, customer) for number, customer in customers)
        self._numbers = [number for _, number, _ in named]
        self._db: Connection = connect_memory()
        self._db.execute(_TABLE)
        self._db.execute("BEGIN")
        for place, (name, _, codes) in enumerate(named):
            self._db.execute(_ADD, (place, f"{name} {codes}"))
        self._db.execute("COMMIT")

    def __len__(self) -> int:
        """Customers in it."""
        return len(self._numbers)

    def find(self, text: str, limit: int) -> list[int]:
        """Row numbers of customers, in order of name.

        Each word typed is the beginning of something of theirs; what is joined by a dash stays together.
        """
        asked = [parts for typed in text[:MAX_TEXT].split() if (parts := query_words(typed))][:MAX_WORDS]
        if not asked or limit < 1:
            return []
        match = " AND ".join(f'"{" ".join(parts)}" *' for parts in asked)
        return [self._numbers[place] for (place,) in self._db.execute(_FIND, (match, limit)).fetchall()]

    def close(self) -> None:
        """Forget everything."""
        self._db.close()


def _entry(number: int, customer: CustomerRecord) -> tuple[str, int, str]:
    """Folded name, row number, and what else is searched."""
    return " ".join(words(fold(customer.name))), number, " ".join(_codes(customer))


def _codes(customer: CustomerRecord) -> list[str]:
    """Parts of document and phone, and each of them in one piece."""
    found: list[str] = []
    for code in (customer.document, customer.phone):
        parts = words(fold(code))
        found += [*parts, "".join(parts)]
    digits = "".join(char for char in customer.phone if char.isdigit())
    return [*found, *(digits[-tail:] for tail in _TAILS if len(digits) > tail)]
