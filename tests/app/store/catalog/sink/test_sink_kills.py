"""kill -9 at any statement: the list in use is the old one or the new one whole, and it converges."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.store.catalog import CatalogReader, build_catalog
from app.store.catalog.customers import SealedCustomers
from tests.app.store.catalog.products import AS_OF
from tests.app.store.catalog.sink.kill_child import LAST_NAMES, NEW
from tests.app.store.catalog.sink.support import SEAL, variant
from tests.counts import COUNTED

KILLS = 24
FINISHED = 4
SWAPS = ("DROP VIEW", "ALTER TABLE", "CREATE VIEW", "DROP TABLE")


class Fetcher:
    """Talks to `tests.app.store.catalog.sink.kill_child`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.app.store.catalog.sink.kill_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def fetch(self, path: Path, kill_at: int | None) -> tuple[int, list[str]]:
        """Exit code of the child, and what it ran if it was not killed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"path": str(path), "kill_at": kill_at}) + "\n")
        self._process.stdin.flush()
        code, said = json.loads(self._process.stdout.readline())
        return int(code), json.loads(said) if said else []

    def close(self) -> None:
        """End it."""
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()
        self._process.wait(10)


@pytest.fixture(scope="module")
def fetcher() -> Iterator[Fetcher]:
    fetcher = Fetcher()
    yield fetcher
    fetcher.close()


def check(path: Path) -> set[str]:
    """The file is sound, and the goods are of one list; their names."""
    reader = CatalogReader(path)
    rows = reader._db.execute("PRAGMA quick_check").fetchall()
    assert rows == [("ok",)]
    names = {str(name) for (name,) in reader._db.execute("SELECT name FROM product").fetchall()}
    assert not {name.split()[0] for name in names} >= {"Viejo", "Nuevo"}
    for name in names:
        found = [hit.product.name for hit in reader.search(name, 50) if not hit.typo]
        priced = reader._db.execute("SELECT 1 FROM sellable WHERE name = ?1", (name,)).fetchone()
        assert (name in found) == (priced is not None)
    reader.close()
    return names


def check_end(path: Path) -> None:
    """Everything arrived."""
    assert check(path) == set(LAST_NAMES.values()) - {"Nuevo 7", "Nuevo 6"}
    reader = CatalogReader(path)
    assert {int(p.unit_price) for n in NEW if (p := reader.by_variant(variant(n)))} == {2}
    assert reader.by_variant(variant(1)) is None
    rows = reader._db.execute("SELECT name FROM sqlite_master WHERE name LIKE 'next%'").fetchall()
    assert rows == []
    assert reader._db.execute("SELECT count(*) FROM pulled").fetchone() == (0,)
    reader.close()
    customers = SealedCustomers(path, SEAL)
    assert customers.by_card("LE-3") is not None
    assert customers.by_card("LE-2") is None
    customers.close()


def test_killed_anywhere_it_is_old_or_new_and_ends_the_same(
    fetcher: Fetcher, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    path = tmp_path / "dry.db"
    build_catalog(path, [], {}, as_of=AS_OF)
    code, statements = fetcher.fetch(path, None)
    assert code == 0, statements
    check_end(path)
    swaps = [n for n, text in enumerate(statements) if text.startswith(SWAPS)]
    chance = random.Random(42)
    points = [*chance.sample(swaps, KILLS // 2), *chance.sample(range(len(statements)), KILLS // 2)]
    for number, point in enumerate(points):
        path = tmp_path / f"{number}.db"
        build_catalog(path, [], {}, as_of=AS_OF)
        code, said = fetcher.fetch(path, point)
        assert code == -signal.SIGKILL, said
        check(path)
        if number % FINISHED == 0:
            code, said = fetcher.fetch(path, None)
            assert code == 0, said
            check_end(path)
    record_property(f"{COUNTED}kills of till", len(points))
