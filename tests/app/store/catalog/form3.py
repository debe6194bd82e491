"""The tables of ``catalog.db`` as form 3 had them, for the tests of what becomes of such a file."""

from __future__ import annotations

from typing import Final

TABLES: Final = (
    """CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE tax(code TEXT PRIMARY KEY, rate_milli INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE category(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT""",
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
    """CREATE TABLE stock(
       product_id INTEGER PRIMARY KEY REFERENCES product(id), quantity_milli INTEGER NOT NULL) STRICT""",
    """CREATE TABLE promotion(
       id TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE alias(
       kind TEXT NOT NULL CHECK(kind IN ('gtin', 'code', 'item')),
       code TEXT NOT NULL,
       product_id INTEGER NOT NULL REFERENCES product(id),
       PRIMARY KEY(kind, code)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE tab(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT""",
    """CREATE TABLE tile(
       tab_id INTEGER NOT NULL REFERENCES tab(id),
       position INTEGER NOT NULL,
       product_id INTEGER NOT NULL REFERENCES product(id),
       PRIMARY KEY(tab_id, position)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE customer(
       id INTEGER PRIMARY KEY,
       customer_id TEXT NOT NULL UNIQUE,
       document_mark BLOB,
       sealed BLOB NOT NULL) STRICT""",
    """CREATE TABLE customer_card(
       mark BLOB PRIMARY KEY,
       customer_id INTEGER NOT NULL REFERENCES customer(id)) STRICT, WITHOUT ROWID""",
    """CREATE VIEW sellable AS
       SELECT p.id, p.variant_id, p.sku, p.barcode, p.name, p.unit, p.measured, p.price_cents, p.tax_code,
       t.rate_milli, c.name AS category, p.statutory_class, p.price_list, p.open_price,
       (SELECT quantity_milli FROM stock WHERE product_id = p.id) AS stock_milli, p.category_id
       FROM product p JOIN tax t ON t.code = p.tax_code JOIN category c ON c.id = p.category_id""",
    """CREATE VIRTUAL TABLE product_fts USING fts5(name, enye, content='', contentless_delete=1,
       tokenize="unicode61 remove_diacritics 2", prefix='1 2 3 4 5')""",
    """CREATE VIRTUAL TABLE product_parts USING fts5(searched, content='', contentless_delete=1,
       tokenize='trigram', detail=none)""",
    """CREATE TABLE part(t TEXT PRIMARY KEY, cnt INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE term(t TEXT PRIMARY KEY, cnt INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE typo(d TEXT NOT NULL, t TEXT NOT NULL, PRIMARY KEY(d, t)) STRICT, WITHOUT ROWID""",
)
INDEXES: Final = (
    "CREATE UNIQUE INDEX product_variant ON product(variant_id)",
    "CREATE UNIQUE INDEX product_sku ON product(sku)",
    "CREATE UNIQUE INDEX product_gtin14 ON product(gtin14) WHERE gtin14 IS NOT NULL",
    "CREATE INDEX product_category ON product(category_id)",
    "CREATE INDEX customer_document ON customer(document_mark) WHERE document_mark IS NOT NULL",
)
