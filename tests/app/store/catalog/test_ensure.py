"""A till opens with whatever lies where its catalogue should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.store.catalog import CatalogReader, build_catalog
from app.store.catalog.ensure import UNUSABLE, ensure_catalogue, lift_catalogue
from app.store.catalog.errors import CatalogueDamagedError
from app.store.catalog.schema import APPLICATION_ID, SCHEMA
from app.store.catalog.upgrade import EARLIER
from app.store.driver import dbapi2
from tests.app.store.catalog.products import AS_OF, named
from tests.strictness import ExpectedLogs


def count(path: Path) -> int:
    reader = CatalogReader(path)
    try:
        return reader.count()
    finally:
        reader.close()


def damage(path: Path, table: str) -> None:
    """One page of a table holds nonsense; the rest of the file is well."""
    db = dbapi2.connect(str(path))
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    size = db.execute("PRAGMA page_size").fetchone()[0]
    db.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * 200)


@pytest.mark.parametrize("table", ["promotion", "stream", "meta"])
def test_a_damaged_page_of_what_a_till_opens_with_does_not_keep_it_from_opening(
    tmp_path: Path, table: str, expected_logs: ExpectedLogs
) -> None:
    path = tmp_path / "catalog.db"
    build_catalog(path, named("Sal"), {}, as_of=AS_OF)
    damage(path, table)
    expected_logs.expect("put aside and fetched anew")
    ensure_catalogue(path, {}, AS_OF)
    reader = CatalogReader(path)
    assert (reader.count(), list(reader.promotions())) == (0, [])
    reader.close()


def test_damage_met_while_selling_has_the_goods_fetched_anew_at_the_next_start(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    path = tmp_path / "catalog.db"
    build_catalog(path, named("Sal"), {}, as_of=AS_OF)
    damage(path, "product")
    ensure_catalogue(path, {}, AS_OF)
    reader = CatalogReader(path)
    with pytest.raises(CatalogueDamagedError):
        reader.by_variant("x")
    reader.close()
    expected_logs.expect("put aside and fetched anew")
    ensure_catalogue(path, {}, AS_OF)
    assert count(path) == 0
    ensure_catalogue(path, {}, AS_OF)
    assert count(path) == 0


def test_a_till_without_a_catalogue_gets_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    ensure_catalogue(path, {"prices": 3}, AS_OF)
    reader = CatalogReader(path)
    assert (reader.count(), reader.versions(), reader.as_of()) == (0, {"prices": 3}, AS_OF)
    reader.close()


def test_a_catalogue_that_can_be_read_stays(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    build_catalog(path, named("Sal", "Té"), {}, as_of=AS_OF)
    ensure_catalogue(path, {}, AS_OF)
    assert count(path) == 2
    assert not path.with_name(path.name + UNUSABLE).exists()


@pytest.mark.parametrize("kind", ["damaged", "newer"])
def test_one_that_cannot_be_read_is_put_aside_and_the_till_opens(
    tmp_path: Path, kind: str, expected_logs: ExpectedLogs
) -> None:
    path = tmp_path / "catalog.db"
    if kind == "damaged":
        path.write_bytes(b"not a database" * 500)
    else:
        build_catalog(path, named("Sal"), {}, as_of=AS_OF)
        db = dbapi2.connect(str(path))
        db.execute(f"PRAGMA user_version={SCHEMA + 1}")
        db.close()
    was = path.read_bytes()
    expected_logs.expect("put aside and fetched anew")
    ensure_catalogue(path, {}, AS_OF)
    assert count(path) == 0
    assert path.with_name(path.name + UNUSABLE).read_bytes() == was


def test_an_earlier_one_too_damaged_to_be_lifted_is_put_aside_like_any_other(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    path = tmp_path / "catalog.db"
    db = dbapi2.connect(str(path), isolation_level=None)
    db.execute(f"PRAGMA application_id={APPLICATION_ID}")
    db.execute(f"PRAGMA user_version={EARLIER}")
    db.execute("PRAGMA journal_mode=wal")
    db.close()
    expected_logs.expect("cannot be lifted")
    expected_logs.expect("put aside and fetched anew")
    lift_catalogue(path)
    ensure_catalogue(path, {}, AS_OF)
    assert count(path) == 0
