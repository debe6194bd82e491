"""Every hot statement uses its index (performance.md section 3: counts are tests)."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.store.catalog import CatalogReader
from app.store.catalog.reader import HOT

USES = {
    "by_gtin": ["SEARCH product USING COVERING INDEX product_gtin14", "SEARCH alias USING PRIMARY KEY"],
    "by_code": ["SEARCH product USING COVERING INDEX product_sku", "SEARCH alias USING PRIMARY KEY"],
    "by_item": ["SEARCH alias USING PRIMARY KEY", "SEARCH product USING COVERING INDEX product_sku"],
    "by_variant": ["SEARCH p USING INDEX product_variant"],
    "words": ["SCAN f VIRTUAL TABLE INDEX", "SEARCH p USING INTEGER PRIMARY KEY"],
    "word_ids": ["SCAN product_fts VIRTUAL TABLE INDEX"],
    "counts": ["SEARCH p USING PRIMARY KEY"],
    "parts": ["SCAN product_parts VIRTUAL TABLE INDEX", "SEARCH p USING INTEGER PRIMARY KEY"],
    "of_ids": ["SCAN j VIRTUAL TABLE INDEX", "SEARCH p USING INTEGER PRIMARY KEY"],
    "is_term": ["SEARCH term USING PRIMARY KEY"],
    "begins_term": ["SEARCH term USING PRIMARY KEY"],
    "meant": ["SEARCH o USING PRIMARY KEY", "SEARCH t USING PRIMARY KEY"],
    "meta": ["SEARCH meta USING PRIMARY KEY"],
    "tiles": ["SEARCH tile USING PRIMARY KEY", "SEARCH p USING INDEX product_variant"],
    "best_of": ["SEARCH p USING INDEX product_category"],
}


def plan(reader: CatalogReader, sql: str) -> list[str]:
    values: tuple[str | int, ...] = ('"abc"', 200, '["abc"]', 20)
    values = values[: max(place for place in (1, 2, 3, 4) if f"?{place}" in sql)]
    return [str(row[3]) for row in reader._db.execute("EXPLAIN QUERY PLAN " + sql, values).fetchall()]


@pytest.mark.parametrize("name", sorted(HOT))
def test_a_hot_statement_goes_through_its_index(shop: CatalogReader, name: str) -> None:
    steps = plan(shop, HOT[name])
    for wanted in USES[name]:
        assert any(step.startswith(wanted) for step in steps), (wanted, steps)
    full_scans = [step for step in steps if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]
    assert full_scans in ([], ["SCAN CONSTANT ROW"], ["SCAN f"]), steps  # f: at most 200 ids of an index
    assert not any("TEMP B-TREE" in step or "AUTOMATIC" in step for step in steps), steps


def test_every_hot_statement_is_covered() -> None:
    assert set(USES) == set(HOT)


def test_plans_hold_without_statistics(tmp_path: Path) -> None:
    from app.store.catalog import build_catalog
    from tests.app.store.catalog.products import AS_OF

    build_catalog(tmp_path / "catalog.db", [], {}, as_of=AS_OF)
    reader = CatalogReader(tmp_path / "catalog.db")
    for name, sql in HOT.items():
        steps = plan(reader, sql)
        assert all(any(step.startswith(wanted) for step in steps) for wanted in USES[name]), (name, steps)
    reader.close()


def test_a_barcode_is_one_statement(shop: CatalogReader) -> None:
    run: list[str] = []
    shop._db.set_trace_callback(run.append)  # type: ignore[attr-defined]
    assert shop.by_gtin("00000000000000") is None
    shop._db.set_trace_callback(None)  # type: ignore[attr-defined]
    assert len(run) == 1
