from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from app.store.catalog import CatalogReader
from app.store.catalog.typos import is_near
from core.domain.barcode import gtin14
from core.domain.search import search as search_rule
from tests.benchmarks import catalogue


@pytest.mark.parametrize("size", ["10k", "100k"])
def test_the_generator_makes_the_pinned_rows(size: str) -> None:
    assert catalogue.digest(catalogue.rows(catalogue.SIZES[size])) == catalogue.PINNED[size]


def test_rows_look_like_goods() -> None:
    rows = list(catalogue.rows(10_000))
    assert len({row.barcode for row in rows}) == len({row.sku for row in rows}) == len(rows)
    assert all(gtin14(row.barcode) for row in rows)
    assert all(25 <= row.cents <= 9_999 for row in rows)
    text = " ".join(row.name for row in rows)
    assert all(part in text for part in ("ñ", "'s ", ".", "é", "Ñ"))


def test_keys_are_typed_letter_by_letter() -> None:
    keys = list(catalogue.keystrokes(10_000))
    assert 1_200 < len(keys) < 2_000
    assert keys == list(catalogue.keystrokes(10_000))
    assert all(len(key) == 1 or key[:-1] == before for before, key in zip(["", *keys], keys, strict=False))


def test_slips_are_one_edit_away_and_keep_the_first_letter() -> None:
    slips = catalogue.typos(10_000)
    assert len(slips) == 200
    assert slips == catalogue.typos(10_000)
    for typed, meant in slips:
        assert is_near(typed, meant), (typed, meant)
        assert typed[0] == meant[0]
        assert typed != meant


def test_a_changed_generator_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(catalogue.PINNED, "10k", "0" * 64)
    with pytest.raises(RuntimeError, match="not the pinned one"):
        catalogue.database("10k", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.no_cover
def test_ten_thousand_products_answer_as_the_rule_does(tmp_path: Path) -> None:
    path = catalogue.database("10k", tmp_path)
    assert catalogue.database("10k", tmp_path) == path
    rows = list(catalogue.rows(10_000))
    names = [row.name for row in rows]
    reader = CatalogReader(path)
    assert reader.count() == 10_000
    for row in rows[::97]:
        found = reader.by_gtin(row.barcode.zfill(14))
        assert found == catalogue.product(row)
    for text in islice(catalogue.keystrokes(10_000), 6, 600, 40):
        by_rule = search_rule(text, names)[:30]
        hits = [hit.product.name for hit in reader.search(text, 30)]
        assert hits[: len(by_rule)] == by_rule, text
    reader.close()
