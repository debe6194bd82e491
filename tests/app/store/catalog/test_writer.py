from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.store.catalog import CatalogReader, CatalogueConflictError, CatalogWriter, build_catalog
from tests.app.store.catalog.products import AS_OF, named, product


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "catalog.db"
    build_catalog(path, named("Arroz", "Sal", "Piña"), {"prices": 1, "taxes": 1}, as_of=AS_OF)
    return path


@pytest.fixture
def writer(path: Path) -> Iterator[CatalogWriter]:
    writer = CatalogWriter(path)
    yield writer
    writer.close()


@pytest.fixture
def reader(path: Path) -> Iterator[CatalogReader]:
    reader = CatalogReader(path)
    yield reader
    reader.close()


def names(reader: CatalogReader, text: str) -> list[str]:
    return [hit.product.name for hit in reader.search(text)]


def test_an_open_reader_sees_the_change(writer: CatalogWriter, reader: CatalogReader) -> None:
    dearer = product(1, "Arroz", unit_price=Decimal("1.40"))
    assert writer.upsert([dearer], {"prices": 2}) == 1
    assert reader.by_code("S00001") == dearer
    assert reader.versions() == {"prices": 2, "taxes": 1}


def test_a_new_name_is_found_and_the_old_one_is_not(writer: CatalogWriter, reader: CatalogReader) -> None:
    writer.upsert([product(3, "Papaya madura"), product(1, "Año nuevo")])
    assert names(reader, "piña") == []
    assert names(reader, "pap") == ["Papaya madura"]
    assert names(reader, "año") == ["Año nuevo"]
    assert names(reader, "arroz") == []


def test_a_new_name_is_found_by_its_parts_and_by_a_slip(writer: CatalogWriter, reader: CatalogReader) -> None:
    writer.upsert([product(3, "Papaya madura"), product(9, "Guineo verde")])
    assert names(reader, "apay") == ["Papaya madura"]
    assert names(reader, "papalla") == []
    assert names(reader, "papaia") == ["Papaya madura"]
    assert names(reader, "uine") == ["Guineo verde"]
    assert names(reader, "ginneo") == []
    assert names(reader, "giuneo") == ["Guineo verde"]


def test_a_word_no_name_has_any_more_leads_nowhere(writer: CatalogWriter, reader: CatalogReader) -> None:
    writer.upsert([product(3, "Papaya")])
    assert names(reader, "piñaa") == names(reader, "iña") == []


def test_new_products_go_last_and_known_ones_keep_their_place(
    writer: CatalogWriter, reader: CatalogReader
) -> None:
    writer.upsert([product(9, "Sal marina"), product(2, "Sal fina")])
    assert names(reader, "sal") == ["Sal fina", "Sal marina"]
    assert reader.count() == 4


def test_the_last_of_two_changes_to_one_product_counts(writer: CatalogWriter, reader: CatalogReader) -> None:
    assert writer.upsert([product(2, "Sal fina"), product(2, "Sal gruesa")]) == 1
    assert names(reader, "sal") == ["Sal gruesa"]


def test_a_conflict_writes_nothing(writer: CatalogWriter, reader: CatalogReader) -> None:
    with pytest.raises(CatalogueConflictError):
        writer.upsert([product(1, "Arroz integral"), replace(product(9, "Té"), sku="S00002")], {"prices": 9})
    assert names(reader, "arroz") == ["Arroz"]
    assert reader.versions()["prices"] == 1
    assert writer.upsert([product(1, "Arroz integral")]) == 1


def test_a_new_rate_and_a_new_category_arrive_with_the_product(
    writer: CatalogWriter, reader: CatalogReader
) -> None:
    changed = product(1, "Arroz", tax_rate=Decimal("7.5"), category="Granos")
    writer.upsert([changed])
    assert reader.by_code("S00001") == changed


def test_an_own_code_moves_with_its_product(writer: CatalogWriter, reader: CatalogReader) -> None:
    writer.upsert([product(1, "Arroz", barcode="A-1")])
    assert reader.by_code("A-1") is not None
    writer.upsert([product(1, "Arroz", barcode="A-2")])
    assert reader.by_code("A-1") is None
    assert reader.by_code("A-2") is not None


def test_the_time_of_the_copy_moves_with_the_data(writer: CatalogWriter, path: Path) -> None:
    later = AS_OF + timedelta(hours=1)
    writer.upsert([], as_of=later)
    reader = CatalogReader(path)
    assert reader.as_of() == later
    reader.close()


def test_many_small_changes_leave_a_sound_index(writer: CatalogWriter, reader: CatalogReader) -> None:
    for turn in range(40):
        writer.upsert([product(number, f"Turno {turn} {number}") for number in (3, 1, 2, 40 + turn)])
    assert len(names(reader, "turno 39")) == 4
    assert names(reader, "turno 5 45") == ["Turno 5 45"]
    assert names(reader, "urno 39") == names(reader, "turno 39")
    for table in ("product_fts", "product_parts"):
        segments = writer._db.execute(f"SELECT count(DISTINCT segid) FROM {table}_idx").fetchone()
        assert segments is not None
        assert int(segments[0]) < 64
