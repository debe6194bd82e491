"""Tables of ``catalog.db`` and the PRAGMAs of its connections.

``product.id`` is the popularity rank given at the snapshot and at once the row id of the search index, so
that FTS5 yields best sellers first and a LIMIT stops early (performance.md 2.2.1). It is a number inside
this file only: baskets and events hold ``variant_id``, and so does everything here that must outlive a
snapshot of the products: prices, stock, tiles.

Each table of `SHADOWS` can be made a second time under `SHADOW`, filled aside and swapped (decision 114).
Nothing refers to them by a foreign key, which a renaming would bend; the view is made anew with each swap.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from app.store.driver import READER_PRAGMAS, WRITER_PRAGMAS, Pragmas

SCHEMA: Final = 4
APPLICATION_ID: Final = 0x43756163
"""ASCII ``Cuac``: tells a catalogue from any other SQLite file."""
VERSION_KEY: Final = "version."
"""Keys of ``meta`` with a data version for ``cites``, e.g. ``version.prices``."""
AS_OF: Final = "as_of"
"""Key of ``meta``: when the products and prices were read at their source."""
STOCK_AS_OF: Final = "stock_as_of"
"""Key of ``meta``: when the stock figures were; absent without any."""
CUSTOMER_KEY: Final = "customer_key"
"""Key of ``meta``: which key the customers are sealed with; absent without any."""
NEXT_KEY: Final = "customer_key_next"
"""Key of ``meta``: which key the customers of a list being fetched are sealed with."""
ROLLED_TO: Final = "rolled_to"
"""Key of ``meta``: Unix ms up to which prices and taxes in time are in force; absent: never looked at."""

CATALOG_WRITER: Final[Pragmas] = {**WRITER_PRAGMAS, "synchronous": 1, "wal_autocheckpoint": 50}
CATALOG_READER: Final[Pragmas] = {**READER_PRAGMAS, "synchronous": 1, "cache_size": -4000}
"""sync.md T2; never ``mmap_size`` (T1)."""

ALWAYS: Final = 0
"""``from_ms`` of what has no beginning."""
FOREVER: Final = 2**62
"""``to_ms`` of what has no end."""
SHADOW: Final = "next_"
OLD: Final = "old_"

_PLAIN: Final[Mapping[str, str]] = {
    "tax": "(code TEXT PRIMARY KEY, rate_milli INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "tax_item": """(
         id TEXT PRIMARY KEY,
         version INTEGER NOT NULL,
         code TEXT NOT NULL,
         rate_milli INTEGER NOT NULL,
         from_ms INTEGER NOT NULL,
         to_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    "product": """(
         id INTEGER PRIMARY KEY,
         variant_id TEXT NOT NULL,
         version INTEGER NOT NULL,
         sku TEXT NOT NULL,
         barcode TEXT NOT NULL,
         gtin14 INTEGER,
         name TEXT NOT NULL,
         unit TEXT NOT NULL,
         measured INTEGER NOT NULL CHECK(measured IN (0, 1)),
         tax_code TEXT NOT NULL,
         category_id INTEGER NOT NULL,
         statutory_class TEXT NOT NULL,
         open_price INTEGER NOT NULL CHECK(open_price IN (0, 1)),
         searched TEXT NOT NULL) STRICT""",
    "alias": """(
         kind TEXT NOT NULL CHECK(kind IN ('gtin', 'code', 'item')),
         code TEXT NOT NULL,
         product_id INTEGER NOT NULL,
         PRIMARY KEY(kind, code, product_id)) STRICT, WITHOUT ROWID""",
    "price": """(
         id TEXT PRIMARY KEY,
         version INTEGER NOT NULL,
         variant_id TEXT NOT NULL,
         price_cents INTEGER NOT NULL CHECK(price_cents >= 0),
         price_list TEXT NOT NULL,
         from_ms INTEGER NOT NULL,
         to_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    "price_now": """(
         variant_id TEXT PRIMARY KEY,
         price_cents INTEGER NOT NULL,
         price_list TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    "stock": """(
         variant_id TEXT PRIMARY KEY,
         version INTEGER NOT NULL,
         quantity_milli INTEGER NOT NULL,
         counted_epoch INTEGER,
         counted_seq INTEGER) STRICT, WITHOUT ROWID""",
    "promotion": """(
         id TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    "customer": """(
         id INTEGER PRIMARY KEY,
         customer_id TEXT NOT NULL,
         version INTEGER NOT NULL,
         rank INTEGER NOT NULL,
         document_mark BLOB,
         sealed BLOB NOT NULL) STRICT""",
    "customer_card": """(
         mark BLOB NOT NULL,
         customer_id INTEGER NOT NULL,
         PRIMARY KEY(mark, customer_id)) STRICT, WITHOUT ROWID""",
    "part": "(t TEXT PRIMARY KEY, cnt INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "term": "(t TEXT PRIMARY KEY, cnt INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "typo": "(d TEXT NOT NULL, t TEXT NOT NULL, PRIMARY KEY(d, t)) STRICT, WITHOUT ROWID",
}
"""``tax``: percent in thousandths in force now, ``tax_item`` each in its time; ``price_now`` too.
``alias``: further codes of a product: kind ``gtin`` (14 digits), ``code`` (any exact text), ``item`` (for
scale labels). ``stock``: what the centre last knew; ``counted``: this till's events in it (sync.md D7).
``promotion.body``: JSON text, read by the engine. ``customer``: sealed, no name, document, phone or card
stands readable (decision 81); in the order of ``rank``. ``term``, ``typo``: words of the names with the
number of products that have each, and the deletion index of the longer; ``part``: how many names have each
trigram. The last three as of the snapshot."""
_SEARCH: Final[Mapping[str, str]] = {
    "product_fts": """fts5(name, enye, content='', contentless_delete=1,
         tokenize="unicode61 remove_diacritics 2", prefix='1 2 3 4 5')""",
    # Parts of words: `searched` by its trigrams. A position list would only make it larger.
    "product_parts": """fts5(searched, content='', contentless_delete=1,
         tokenize='trigram', detail=none)""",
}
_INDEXES: Final[Mapping[str, tuple[str, str]]] = {
    "product_sku": ("product", "(sku)"),
    "product_gtin14": ("product", "(gtin14) WHERE gtin14 IS NOT NULL"),
    "product_category": ("product", "(category_id)"),
    "alias_product": ("alias", "(product_id)"),
    "price_variant": ("price", "(variant_id, from_ms)"),
    "price_from": ("price", "(from_ms) WHERE from_ms > 0"),
    "price_to": ("price", f"(to_ms) WHERE to_ms < {FOREVER}"),
    "customer_document": ("customer", "(document_mark, rank, id) WHERE document_mark IS NOT NULL"),
    "customer_rank": ("customer", "(rank, id)"),
    "card_customer": ("customer_card", "(customer_id)"),
}
"""SKU and barcode are not unique: while changes arrive in pieces two goods may have one for a moment, and a
mistake at the centre must not hold the stream up. The better seller answers then."""
_UNIQUE: Final[Mapping[str, tuple[str, str]]] = {
    "product_variant": ("product", "(variant_id)"),
    "customer_identity": ("customer", "(customer_id)"),
}


def make_table(name: str, prefix: str = "") -> str:
    """Statement that makes one of the tables that can be swapped."""
    if name in _SEARCH:
        return f"CREATE VIRTUAL TABLE {prefix}{name} USING {_SEARCH[name]}"
    return f"CREATE TABLE {prefix}{name}{_PLAIN[name]}"


def make_indexes(table: str, prefix: str = "", suffix: str = "") -> tuple[str, ...]:
    """Statements for its indexes; they keep their names when it is renamed, so a shadow's need a suffix."""
    return tuple(
        f"CREATE {kind} {name}{suffix} ON {prefix}{table}{columns}"
        for kind, indexes in (("UNIQUE INDEX", _UNIQUE), ("INDEX", _INDEXES))
        for name, (of, columns) in indexes.items()
        if of == table
    )


VIEW: Final = """CREATE VIEW sellable AS
         SELECT p.id, p.variant_id, p.sku, p.barcode, p.name, p.unit, p.measured, n.price_cents, p.tax_code,
           t.rate_milli, c.name AS category, p.statutory_class, n.price_list, p.open_price,
           s.quantity_milli AS stock_milli, s.counted_epoch, s.counted_seq, p.category_id
         FROM product p CROSS JOIN price_now n ON n.variant_id = p.variant_id
           CROSS JOIN tax t ON t.code = p.tax_code CROSS JOIN category c ON c.id = p.category_id
           LEFT JOIN stock s ON s.variant_id = p.variant_id"""
"""What a reader wants of a product; columns in the order of `rows.product_of`, then those of queries.
Without a price or the rate of its tax there is nothing to sell it for: it keeps its row and waits."""
DROP_VIEW: Final = "DROP VIEW sellable"

_KEPT: Final = (
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE category(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
    "CREATE TABLE tab(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
    """CREATE TABLE tile(
         tab_id INTEGER NOT NULL REFERENCES tab(id),
         position INTEGER NOT NULL,
         variant_id TEXT NOT NULL,
         PRIMARY KEY(tab_id, position)) STRICT, WITHOUT ROWID""",
    # What was taken away, with the version that did, so that an older upsert never revives it (sync.md D2).
    """CREATE TABLE tombstone(
         stream TEXT NOT NULL,
         id TEXT NOT NULL,
         version INTEGER NOT NULL,
         at_ms INTEGER NOT NULL,
         PRIMARY KEY(stream, id)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX tombstone_at ON tombstone(at_ms)",
    # How far each stream is; see `app.store.catalog.sink.place.Place`.
    """CREATE TABLE stream(
         name TEXT PRIMARY KEY,
         cursor TEXT,
         generation TEXT,
         fresh_at_ms INTEGER,
         snapshot INTEGER NOT NULL,
         since_ms INTEGER NOT NULL,
         rows INTEGER NOT NULL,
         pages INTEGER NOT NULL,
         digest BLOB NOT NULL,
         verdict TEXT NOT NULL CHECK(verdict IN ('open', 'held', 'taken')),
         note TEXT) STRICT, WITHOUT ROWID""",
    # Pages of a pull that is not whole yet, or that a person is asked about; those with persons are sealed.
    """CREATE TABLE pulled(
         stream TEXT NOT NULL,
         n INTEGER NOT NULL,
         page BLOB NOT NULL,
         PRIMARY KEY(stream, n)) STRICT, WITHOUT ROWID""",
)
SWAPPED: Final = (*_PLAIN, *_SEARCH)
"""Every table that may have a shadow."""
TABLES: Final = (*_KEPT, *(make_table(name) for name in SWAPPED), VIEW)
INDEXES: Final = tuple(statement for name in SWAPPED for statement in make_indexes(name))
"""Made after the rows of a new catalogue, which is faster."""

SEARCH_TABLES: Final = tuple(_SEARCH)


def fts_settings(prefix: str = "") -> tuple[str, ...]:
    """performance.md 2.9.3: merging happens in small steps after each chunk of a delta."""
    return tuple(
        f"INSERT INTO {prefix}{table}({prefix}{table}, rank) VALUES('{setting}', {value})"
        for table in SEARCH_TABLES
        for setting, value in (("automerge", 0), ("crisismerge", 64))
    )


def fts_merge(prefix: str = "", pages: int = 8) -> tuple[str, ...]:
    """A step of merging for each search table; a negative number of pages begins to make one segment."""
    return tuple(
        f"INSERT INTO {prefix}{table}({prefix}{table}, rank) VALUES('merge', {pages})"
        for table in SEARCH_TABLES
    )


FTS_OPTIMIZE: Final = tuple(f"INSERT INTO {table}({table}) VALUES('optimize')" for table in SEARCH_TABLES)

VOCABULARY: Final = (
    "CREATE VIRTUAL TABLE temp.term_vocabulary USING fts5vocab(main, product_fts, col)",
    "INSERT INTO term SELECT term, doc FROM term_vocabulary WHERE col = 'name'",
    "DROP TABLE temp.term_vocabulary",
    "CREATE VIRTUAL TABLE temp.part_vocabulary USING fts5vocab(main, product_parts, row)",
    "INSERT INTO part SELECT term, doc FROM part_vocabulary",
    "DROP TABLE temp.part_vocabulary",
)
"""Fills ``term`` and ``part`` from the finished indexes."""
