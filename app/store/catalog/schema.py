"""Tables of ``catalog.db`` and the PRAGMAs of its connections.

``product.id`` is the popularity rank given at the snapshot and at once the row id of the search index, so
that FTS5 yields best sellers first and a LIMIT stops early (performance.md 2.2.1). It is a number inside
this file only: baskets and events hold ``variant_id``.
"""

from __future__ import annotations

from typing import Final

from app.store.driver import READER_PRAGMAS, WRITER_PRAGMAS, Pragmas

SCHEMA: Final = 3
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

CATALOG_WRITER: Final[Pragmas] = {**WRITER_PRAGMAS, "synchronous": 1, "wal_autocheckpoint": 50}
CATALOG_READER: Final[Pragmas] = {**READER_PRAGMAS, "synchronous": 1, "cache_size": -4000}
"""sync.md T2; never ``mmap_size`` (T1)."""

TABLES: Final = (
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    # percent in thousandths
    "CREATE TABLE tax(code TEXT PRIMARY KEY, rate_milli INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE category(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
    """CREATE TABLE product(
         id INTEGER PRIMARY KEY,
         variant_id TEXT NOT NULL,
         sku TEXT NOT NULL,
         barcode TEXT NOT NULL,
         gtin14 INTEGER,
         name TEXT NOT NULL,
         unit TEXT NOT NULL,
         measured INTEGER NOT NULL CHECK(measured IN (0, 1)),
         price_cents INTEGER NOT NULL CHECK(price_cents >= 0),
         tax_code TEXT NOT NULL REFERENCES tax(code),
         category_id INTEGER NOT NULL REFERENCES category(id),
         statutory_class TEXT NOT NULL,
         price_list TEXT NOT NULL,
         open_price INTEGER NOT NULL CHECK(open_price IN (0, 1)),
         searched TEXT NOT NULL) STRICT""",
    # What the centre last counted; not every product has a figure.
    """CREATE TABLE stock(
         product_id INTEGER PRIMARY KEY REFERENCES product(id), quantity_milli INTEGER NOT NULL) STRICT""",
    # Each body is one promotion as JSON text, read by the engine and by nothing here.
    """CREATE TABLE promotion(
         id TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    # Further codes of a product: kind 'gtin' (14 digits), 'code' (any exact text), 'item' (scale labels).
    """CREATE TABLE alias(
         kind TEXT NOT NULL CHECK(kind IN ('gtin', 'code', 'item')),
         code TEXT NOT NULL,
         product_id INTEGER NOT NULL REFERENCES product(id),
         PRIMARY KEY(kind, code)) STRICT, WITHOUT ROWID""",
    "CREATE TABLE tab(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
    """CREATE TABLE tile(
         tab_id INTEGER NOT NULL REFERENCES tab(id),
         position INTEGER NOT NULL,
         product_id INTEGER NOT NULL REFERENCES product(id),
         PRIMARY KEY(tab_id, position)) STRICT, WITHOUT ROWID""",
    # Sealed: no name, document, phone or card stands here readable (decision 81). `id` is the shop's order.
    """CREATE TABLE customer(
         id INTEGER PRIMARY KEY,
         customer_id TEXT NOT NULL UNIQUE,
         document_mark BLOB,
         sealed BLOB NOT NULL) STRICT""",
    """CREATE TABLE customer_card(
         mark BLOB PRIMARY KEY,
         customer_id INTEGER NOT NULL REFERENCES customer(id)) STRICT, WITHOUT ROWID""",
    # What a reader wants of a product; columns in the order of `rows.product_of`, then those of queries.
    """CREATE VIEW sellable AS
         SELECT p.id, p.variant_id, p.sku, p.barcode, p.name, p.unit, p.measured, p.price_cents, p.tax_code,
           t.rate_milli, c.name AS category, p.statutory_class, p.price_list, p.open_price,
           (SELECT quantity_milli FROM stock WHERE product_id = p.id) AS stock_milli, p.category_id
         FROM product p JOIN tax t ON t.code = p.tax_code JOIN category c ON c.id = p.category_id""",
    """CREATE VIRTUAL TABLE product_fts USING fts5(name, enye, content='', contentless_delete=1,
         tokenize="unicode61 remove_diacritics 2", prefix='1 2 3 4 5')""",
    # Parts of words: `searched` by its trigrams. A position list would only make it larger.
    """CREATE VIRTUAL TABLE product_parts USING fts5(searched, content='', contentless_delete=1,
         tokenize='trigram', detail=none)""",
    # How many names have each trigram, as of the snapshot: a query asks by its rarest.
    "CREATE TABLE part(t TEXT PRIMARY KEY, cnt INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    # Words of the names with the number of products that have each, and the deletion index of the longer.
    "CREATE TABLE term(t TEXT PRIMARY KEY, cnt INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE typo(d TEXT NOT NULL, t TEXT NOT NULL, PRIMARY KEY(d, t)) STRICT, WITHOUT ROWID",
)

INDEXES: Final = (
    "CREATE UNIQUE INDEX product_variant ON product(variant_id)",
    "CREATE UNIQUE INDEX product_sku ON product(sku)",
    "CREATE UNIQUE INDEX product_gtin14 ON product(gtin14) WHERE gtin14 IS NOT NULL",
    "CREATE INDEX product_category ON product(category_id)",
    "CREATE INDEX customer_document ON customer(document_mark) WHERE document_mark IS NOT NULL",
)
"""Made after the rows of a new catalogue, which is faster."""

_FTS: Final = ("product_fts", "product_parts")
FTS_SETTINGS: Final = tuple(
    f"INSERT INTO {table}({table}, rank) VALUES('{setting}', {value})"
    for table in _FTS
    for setting, value in (("automerge", 0), ("crisismerge", 64))
)
"""performance.md 2.9.3: merging happens in small steps after each chunk of a delta."""
FTS_OPTIMIZE: Final = tuple(f"INSERT INTO {table}({table}) VALUES('optimize')" for table in _FTS)
FTS_MERGE_STEP: Final = tuple(f"INSERT INTO {table}({table}, rank) VALUES('merge', 8)" for table in _FTS)

VOCABULARY: Final = (
    "CREATE VIRTUAL TABLE temp.term_vocabulary USING fts5vocab(main, product_fts, col)",
    "INSERT INTO term SELECT term, doc FROM term_vocabulary WHERE col = 'name'",
    "DROP TABLE temp.term_vocabulary",
    "CREATE VIRTUAL TABLE temp.part_vocabulary USING fts5vocab(main, product_parts, row)",
    "INSERT INTO part SELECT term, doc FROM part_vocabulary",
    "DROP TABLE temp.part_vocabulary",
)
"""Fills ``term`` and ``part`` from the finished indexes."""
