from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from app.secretstore.record_seal import RecordSeal
from app.store.catalog import CatalogReader, CatalogueConflictError, CatalogueDamagedError, build_catalog
from app.store.catalog import customers as module
from app.store.catalog.customers import HOT, SealedCustomers
from app.usecases.customers_port import CustomerDirectory, CustomerRecord
from tests.app.store.catalog.products import AS_OF
from tests.fakes.clock import SeededIds
from tests.strictness import ExpectedLogs

SEAL = RecordSeal(bytes(range(32)), SeededIds(1))
OTHER_KEY = RecordSeal(bytes(32), SeededIds(1))
ANA = CustomerRecord(
    customer_id="0198f0c0-0000-7000-8000-0000000000a1",
    name="Ana Ñúñez de Pérez",
    kind="cedula",
    document="8-442-445",
    dv="08",
    phone="+507 6000-1234",
    email="ana@example.com",
    groups=("jubilada", "vecina"),
    discount_percent=Decimal("2.5"),
    points=214,
    points_as_of=AS_OF,
    credit_limit=Decimal("60.00"),
    credit_used=Decimal("12.35"),
    blocked=True,
    consent_at=datetime(2026, 3, 1, 15, 0, tzinfo=UTC),
    cards=("LE-000214", "7450000000990"),
)
BETO = CustomerRecord(customer_id="0198f0c0-0000-7000-8000-0000000000b2", name="Beto Zúñiga")
SHOP = CustomerRecord(
    "0198f0c0-0000-7000-8000-0000000000c3", "Añil y Cía., S.A.", "ruc", "155999002-2-2026", phone="60005678"
)
Open = Callable[..., SealedCustomers]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "catalog.db"
    build_catalog(path, (), {}, as_of=AS_OF, customers=[ANA, BETO, SHOP], seal=SEAL)
    return path


@pytest.fixture
def directory(path: Path) -> Iterator[SealedCustomers]:
    directory = SealedCustomers(path, SEAL)
    yield directory
    directory.close()


@pytest.fixture
def searchable(directory: SealedCustomers) -> SealedCustomers:
    directory.use(directory.prepare())
    return directory


def names(found: list[CustomerRecord]) -> list[str]:
    return [customer.name for customer in found]


def test_it_is_the_use_cases_directory_and_gives_back_what_was_stored(directory: SealedCustomers) -> None:
    port: CustomerDirectory = directory
    for customer in (ANA, BETO, SHOP):
        assert port.by_id(customer.customer_id) == customer
    assert port.by_id("nobody") is None


def test_nothing_of_a_person_stands_readable_on_the_disk(path: Path, searchable: SealedCustomers) -> None:
    assert searchable.find("ana", 5)
    stored = b"".join(file.read_bytes() for file in path.parent.iterdir())
    for text in ("Ana", "Pérez", "442-445", "8-442", "6000", "example.com", "jubilada", "LE-000", "Zúñiga"):
        assert text.encode() not in stored, text
    assert ANA.customer_id.encode() in stored


def test_a_document_or_a_card_finds_its_customer_without_any_index(directory: SealedCustomers) -> None:
    assert directory.by_document(" 8-442-445 ") == ANA
    assert directory.by_document("8-44-2445") is None
    assert directory.by_document("") is directory.by_card("") is None
    assert directory.by_card("LE-000214") == directory.by_card("7450000000990") == ANA
    assert directory.by_card("8-442-445") is None
    assert directory.find("8-442-445", 5) == directory.find("LE-000214", 5) == [ANA]
    assert directory.find("ana", 5) == []


NAMES = ["ana", "NUÑEZ", "perez an", "nunez"]
CODES = ["8-442", "8-442-4", "8442445", "6000-1234", "60001234", "1234", "+507 6000", "LE-000214"]


@pytest.mark.parametrize("text", NAMES + CODES)
def test_a_customer_is_found_by_name_document_phone_and_card(searchable: SealedCustomers, text: str) -> None:
    assert searchable.find(text, 5) == [ANA]


@pytest.mark.parametrize("text", ["", "  ", "nada", '"', "ana beto", "-", "'", "*", "442-8-1", "\x00"])
def test_what_fits_nobody_finds_nobody(searchable: SealedCustomers, text: str) -> None:
    assert searchable.find(text, 5) == []


def test_several_come_in_order_of_name_up_to_the_limit(searchable: SealedCustomers) -> None:
    assert names(searchable.find("a", 5)) == ["Ana Ñúñez de Pérez", "Añil y Cía., S.A."]
    assert names(searchable.find("6000", 1)) == ["Ana Ñúñez de Pérez"]
    assert searchable.find("a", 0) == []


def test_an_exact_document_comes_before_names(tmp_path: Path) -> None:
    guest = CustomerRecord("0198f0c0-0000-7000-8000-0000000000d4", "Zoila", "pasaporte", "ABC1")
    path = tmp_path / "catalog.db"
    others = [replace(BETO, name="Abc1 Tienda"), guest]
    build_catalog(path, (), {}, as_of=AS_OF, customers=others, seal=SEAL)
    directory = SealedCustomers(path, SEAL)
    directory.use(directory.prepare())
    assert names(directory.find("abc1", 5)) == ["Zoila", "Abc1 Tienda"]
    directory.close()


def test_a_newer_index_takes_the_place_of_the_older(path: Path, searchable: SealedCustomers) -> None:
    assert len(searchable.prepare()) == 3
    searchable.use(searchable.prepare())
    assert searchable.find("beto", 5) == [BETO]


def test_the_index_is_bounded(
    path: Path, directory: SealedCustomers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "INDEXED", 1)
    directory.use(directory.prepare())
    assert directory.find("ana", 5) == [ANA]
    assert directory.find("añil", 5) == []
    assert directory.find(SHOP.document, 5) == [SHOP]


def test_another_key_opens_nobody_and_says_so(path: Path, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect(r"WARNING app\.store\.catalog\.customers: .*does not open: 3")
    directory = SealedCustomers(path, OTHER_KEY)
    assert directory.by_id(ANA.customer_id) is None
    assert directory.by_document("8-442-445") is None
    assert len(directory.prepare()) == 0
    directory.close()


def test_a_catalogue_names_the_key_of_its_customers(path: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.db"
    build_catalog(bare, (), {}, as_of=AS_OF, customers=[ANA])
    for file, key in ((path, SEAL.key_id), (bare, None)):
        reader = CatalogReader(file)
        assert reader.customer_key() == key
        reader.close()


def test_without_a_key_no_customer_is_written(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    build_catalog(path, (), {}, as_of=AS_OF, customers=[ANA])
    directory = SealedCustomers(path, SEAL)
    assert directory.by_id(ANA.customer_id) is None
    directory.close()


def test_two_customers_of_one_identity_or_card_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    for twin in (replace(BETO, customer_id=ANA.customer_id), replace(BETO, cards=("LE-000214",))):
        with pytest.raises(CatalogueConflictError):
            build_catalog(path, (), {}, as_of=AS_OF, customers=[ANA, twin], seal=SEAL)
    assert not path.exists()


def test_a_damaged_file_is_told(path: Path, directory: SealedCustomers) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (path.stat().st_size - 4096))
    with pytest.raises(CatalogueDamagedError):
        directory.prepare()


@pytest.mark.parametrize("name", sorted(HOT))
def test_lookups_go_through_an_index(directory: SealedCustomers, name: str) -> None:
    steps = [str(row[3]) for row in directory._db.execute("EXPLAIN QUERY PLAN " + HOT[name], (b"1",))]
    assert any("SEARCH customer USING" in step for step in steps), steps
    assert not any(step.startswith("SCAN") for step in steps), steps
