"""Reads of the sealed customers (ux.md screen 11); the directory of the use cases."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from app.store.catalog.check import DriverError, open_catalogue
from app.store.catalog.customer_index import CustomerIndex
from app.store.catalog.customer_rows import CustomerSeal, card_mark, document_mark, opened
from app.store.catalog.errors import CatalogueDamagedError
from app.store.catalog.rows import Row
from app.store.driver import Value
from app.usecases.customers_port import CustomerRecord

log = logging.getLogger(__name__)

INDEXED: Final = 20_000
"""Customers in the memory index, the first in the shop's order: 0.8 s of work and 13 MB (measured). Whoever
comes after them is found by document and card."""
BY_ID: Final = "SELECT customer_id, sealed FROM customer WHERE customer_id = ?1"
BY_NUMBER: Final = "SELECT customer_id, sealed FROM customer WHERE id = ?1"
BY_DOCUMENT: Final = (
    "SELECT customer_id, sealed FROM customer WHERE document_mark = ?1 ORDER BY rank, id LIMIT 1"
)
BY_CARD: Final = (
    "SELECT customer_id, sealed FROM customer"
    " WHERE id = (SELECT customer_id FROM customer_card WHERE mark = ?1 LIMIT 1)"
)
HOT: Final[dict[str, str]] = {
    "by_id": BY_ID,
    "by_number": BY_NUMBER,
    "by_document": BY_DOCUMENT,
    "by_card": BY_CARD,
}
_ALL: Final = "SELECT id, customer_id, sealed FROM customer ORDER BY rank, id LIMIT ?1"


class SealedCustomers:
    """Implements `app.usecases.customers_port.CustomerDirectory` over ``catalog.db``.

    Identity, document and card are found at once; names and phones once an index is in use. Of one thread,
    but for `prepare`. Every read may raise `CatalogueDamagedError`.
    """

    def __init__(self, path: Path, seal: CustomerSeal) -> None:
        """Open the catalogue a second time, for its customers.

        Raises:
            CatalogueUnusableError: as `app.store.catalog.reader.CatalogReader`.
        """
        self._path, self._seal = path, seal
        self._db = open_catalogue(path)
        self._index: CustomerIndex | None = None

    def close(self) -> None:
        """Let go of the file, and forget the index."""
        self._db.close()
        self.use(None)

    def prepare(self) -> CustomerIndex:
        """An index of the customers as they are now; on any thread, as a large shop takes a second.

        Raises:
            CatalogueUnusableError: the file cannot be read.
        """
        db = open_catalogue(self._path)
        sealed = 0

        def customers() -> Iterator[tuple[int, CustomerRecord]]:
            nonlocal sealed
            for number, customer_id, blob in db.execute(_ALL, (INDEXED,)):
                customer = opened(self._seal, customer_id, blob)
                if customer is None:
                    sealed += 1
                else:
                    yield number, customer

        try:
            index = CustomerIndex(customers())
        except DriverError as error:
            raise CatalogueDamagedError(str(error)) from error
        finally:
            db.close()
        if sealed:
            log.warning("customers that the key of this till does not open: %d", sealed)
        return index

    def use(self, index: CustomerIndex | None) -> None:
        """Search this index from now on, in place of an older one."""
        old, self._index = self._index, index
        if old is not None:
            old.close()

    def find(self, text: str, limit: int) -> list[CustomerRecord]:
        """Customers by the beginnings of words of name, document or phone, in order of name.

        An exact document or card comes first, and is all there is while no index is in use.
        """
        if limit < 1 or not text.strip():
            return []
        exact = self.by_document(text) or self.by_card(text)
        found = [] if exact is None else [exact]
        index = self._index
        if index is not None:
            hits = (self._one(BY_NUMBER, number) for number in index.find(text, limit + 1))
            found += [hit for hit in hits if hit is not None and hit not in found]
        return found[:limit]

    def by_id(self, customer_id: str) -> CustomerRecord | None:
        """Customer by identity."""
        return self._one(BY_ID, customer_id)

    def by_document(self, document: str) -> CustomerRecord | None:
        """Customer by document; the first in the shop's order if two have the same."""
        return self._one(BY_DOCUMENT, document_mark(self._seal, document))

    def by_card(self, code: str) -> CustomerRecord | None:
        """Customer by the code of a loyalty card."""
        return self._one(BY_CARD, card_mark(self._seal, code))

    def _one(self, sql: str, key: Value) -> CustomerRecord | None:
        try:
            row: Row | None = self._db.execute(sql, (key,)).fetchone()
        except DriverError as error:
            raise CatalogueDamagedError(str(error)) from error
        return None if row is None else opened(self._seal, row[0], row[1])
