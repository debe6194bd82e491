"""Shelf categories a product refers to, written when first met."""

from __future__ import annotations

from app.store.driver import Connection

_CATEGORY = "INSERT INTO category(name) VALUES(?1) ON CONFLICT(name) DO NOTHING"


class Categories:
    """Ids of categories; of one transaction, as one that rolls back takes them with it."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._ids: dict[str, int] = {}

    def id_of(self, name: str) -> int:
        """Id of the category of this name."""
        found = self._ids.get(name)
        if found is None:
            found = self._ids[name] = self._written(name)
        return found

    def _written(self, name: str) -> int:
        self._db.execute(_CATEGORY, (name,))
        row = self._db.execute("SELECT id FROM category WHERE name = ?1", (name,)).fetchone()
        if row is None:
            raise LookupError(name)
        return int(row[0])
