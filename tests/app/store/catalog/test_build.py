from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.store.catalog import (
    CatalogReader,
    CatalogueConflictError,
    CatalogueDamagedError,
    CatalogueInUseError,
    CatalogueMissingError,
    CatalogueNewerError,
    CatalogueOutdatedError,
    CatalogueUnusableError,
    build_catalog,
)
from app.store.catalog.check import open_for_writing
from app.store.catalog.schema import APPLICATION_ID, CATALOG_WRITER, SCHEMA
from app.store.driver import connect_writer, dbapi2
from core.domain.catalog import Product
from tests.app.store.catalog.products import AS_OF, named, product


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalog.db"


def build(path: Path, *products: Product) -> None:
    build_catalog(path, products, {"prices": 1}, as_of=AS_OF)


def name_of(path: Path, sku: str) -> str | None:
    reader = CatalogReader(path)
    found = reader.by_code(sku)
    reader.close()
    return found.name if found else None


def test_only_the_catalogue_itself_is_left_on_the_disk(path: Path) -> None:
    build(path, *named("Sal", "Azúcar"))
    assert list(path.parent.iterdir()) == [path]


def test_a_new_catalogue_takes_the_place_of_the_old(path: Path) -> None:
    build(path, *named("Sal"))
    build(path, *named("Azúcar"))
    assert name_of(path, "S00001") == "Azúcar"


def test_what_a_writer_left_in_the_log_does_not_reach_the_new_catalogue(path: Path) -> None:
    build(path, *named("Sal"))
    db = connect_writer(path, CATALOG_WRITER)
    db.execute("UPDATE product SET name = 'Sal gruesa'")
    shutil.copy(path.with_name("catalog.db-wal"), path.with_name("kept"))
    db.close()
    path.with_name("kept").rename(path.with_name("catalog.db-wal"))
    build(path, *named("Azúcar"))
    assert name_of(path, "S00001") == "Azúcar"


def test_an_open_catalogue_is_not_replaced(path: Path) -> None:
    build(path, *named("Sal"))
    reader = CatalogReader(path)
    assert reader.search("sal")
    with pytest.raises(CatalogueInUseError):
        build(path, *named("Azúcar"))
    assert [hit.product.name for hit in reader.search("sal")] == ["Sal"]
    reader.close()
    assert name_of(path, "S00001") == "Sal"


def test_a_build_that_fails_leaves_the_old_catalogue(path: Path) -> None:
    build(path, *named("Sal"))

    def broken() -> Iterator[Product]:
        yield product(1, "Azúcar")
        raise RuntimeError("source")

    with pytest.raises(RuntimeError):
        build_catalog(path, broken(), {}, as_of=AS_OF)
    assert list(path.parent.iterdir()) == [path]
    assert name_of(path, "S00001") == "Sal"


def test_a_build_cut_short_by_a_crash_is_written_over(path: Path) -> None:
    path.with_name("catalog.db.new").write_bytes(b"half a file")
    build(path, *named("Sal"))
    assert name_of(path, "S00001") == "Sal"


@pytest.mark.parametrize(
    ("twin", "what"),
    [
        ({"variant_id": "00000000-0000-7000-8000-000000000001"}, "product.variant_id"),
        ({"sku": "S00001"}, "product.sku"),
        ({"barcode": "7501031311309"}, "product.gtin14"),
    ],
)
def test_two_products_with_one_code_are_refused(path: Path, twin: dict[str, Any], what: str) -> None:
    first = product(1, "Sal", barcode="07501031311309")
    with pytest.raises(CatalogueConflictError) as refused:
        build(path, first, replace(product(2, "Azúcar"), **twin))
    assert refused.value.values["what"] == what
    assert not path.exists()


def test_an_alias_may_not_shadow_a_products_own_code(path: Path) -> None:
    goods = [product(1, "Sal", barcode="7501031311309"), product(2, "Azúcar")]
    with pytest.raises(CatalogueConflictError):
        build_catalog(path, goods, {}, as_of=AS_OF, aliases=[("gtin", "07501031311309", goods[1].variant_id)])


def test_a_price_in_tenths_of_a_cent_is_refused(path: Path) -> None:
    with pytest.raises(ValueError, match="2 decimals"):
        build(path, product(1, "Sal", unit_price=Decimal("0.005")))


def test_a_naive_time_is_refused(path: Path) -> None:
    with pytest.raises(ValueError, match="aware"):
        build_catalog(path, [], {}, as_of=datetime(2026, 11, 24))  # noqa: DTZ001


def test_control_characters_in_a_name_are_taken_out(path: Path) -> None:
    build(path, product(1, "Sal\x1b[2J\n\u202egruesa\x00"))
    assert name_of(path, "S00001") == "Sal[2J gruesa"


def test_a_missing_catalogue_says_so_and_creates_nothing(path: Path) -> None:
    for opening in (CatalogReader, open_for_writing):
        with pytest.raises(CatalogueMissingError):
            opening(path)
    assert not path.exists()


@pytest.mark.parametrize("content", [b"", b"not a database" * 500, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_file_that_is_no_catalogue_is_refused_and_can_be_built_over(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(CatalogueDamagedError):
        CatalogReader(path)
    build(path, *named("Sal"))
    assert name_of(path, "S00001") == "Sal"


def test_another_programs_database_is_refused(path: Path) -> None:
    db = dbapi2.connect(str(path))
    db.executescript("PRAGMA journal_mode=wal; CREATE TABLE t(a); PRAGMA user_version=1")
    db.close()
    with pytest.raises(CatalogueDamagedError):
        CatalogReader(path)


@pytest.mark.parametrize(
    ("version", "error"), [(SCHEMA + 1, CatalogueNewerError), (SCHEMA - 1, CatalogueOutdatedError)]
)
def test_a_catalogue_of_another_version_is_refused(
    path: Path, version: int, error: type[CatalogueUnusableError]
) -> None:
    build(path, *named("Sal"))
    db = dbapi2.connect(str(path))
    db.execute(f"PRAGMA user_version={version}")
    db.close()
    for opening in (CatalogReader, open_for_writing):
        with pytest.raises(error):
            opening(path)


def read_all(path: Path) -> None:
    reader = CatalogReader(path)
    try:
        for number in range(1, 3000):
            reader.by_code(f"S{number:05d}")
        reader.search("arroz")
    finally:
        reader.close()


def test_damage_met_while_reading_is_typed(path: Path) -> None:
    build(path, *named(*(f"Arroz {n}" for n in range(3000))))
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xa5" * (size - 8192))
    with pytest.raises(CatalogueUnusableError):
        read_all(path)
    build(path, *named("Sal"))
    assert name_of(path, "S00001") == "Sal"


def test_the_file_names_itself_a_catalogue(path: Path) -> None:
    build(path, *named("Sal"))
    db = dbapi2.connect(str(path))
    assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in ("product_fts", "product_parts"):
        db.execute(f"INSERT INTO {table}({table}) VALUES('integrity-check')")
    db.close()
