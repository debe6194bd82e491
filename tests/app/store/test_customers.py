"""What the till's own journal knows of customers: those made here, and what each spent here."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

from app.usecases.customers_port import CustomerRecord, Spent
from app.usecases.ports import WriteUnit
from core.domain.document_data import sale_to_data
from core.domain.documents import SalePayment
from core.domain.journal.events import EventKind
from core.domain.journal.rows import unix_ms
from tests.fakes.store import START, context, enrol_customer, make_sale, open_till
from tests.strictness import ExpectedLogs

ANA = "0198f0c0-2222-7000-8000-000000000001"
LUIS = "0198f0c0-2222-7000-8000-000000000002"


def buy(unit: WriteUnit, customer_id: str, basket: int, points: int, credit: str, hours: int) -> None:
    series, number = unit.next_number("sale")
    sale = make_sale(number, f"0198f0c0-1111-7000-8000-{basket:012x}", series)
    payments = (
        SalePayment(1, "store_credit", Decimal(credit)),
        SalePayment(2, "cash", sale.total - Decimal(credit), received=sale.total),
    )
    sale = replace(sale, customer_id=customer_id, points_spent=points, payments=payments)
    at = replace(context(), occurred_at=START + timedelta(hours=hours))
    unit.append(EventKind.SALE_COMPLETED, sale_to_data(sale), at)


def test_customers_made_here_are_there_at_once_newest_first(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    reader = store.reader()
    for n, name in enumerate(("Ana Ríos", "Luis Pinto", "Marta Ríos"), start=1):
        store.runner.run(partial(enrol_customer, name=name, n=n))
    found = reader.customers_created(2)
    assert [record.name for record in found] == ["Marta Ríos", "Luis Pinto"]
    assert found[1] == CustomerRecord(
        LUIS, "Luis Pinto", "cedula", "8-442-2", phone="66123456", consent_at=START
    )
    reader.close()
    store.close()


def test_a_customer_comes_back_from_the_electronic_journal(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("rebuilding the database: missing")
    store = open_till(tmp_path)
    store.runner.run(enrol_customer)
    store.close()
    for name in ("till.db", "till.db-wal", "till.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    again = open_till(tmp_path, seed=2)
    reader = again.reader()
    assert [record.customer_id for record in reader.customers_created(5)] == [ANA]
    reader.close()
    again.close()


def test_what_a_customer_spent_counts_from_a_moment_on(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    spent = ((ANA, 1, 10, "0.50", 0), (ANA, 2, 5, "1.00", 1), (LUIS, 3, 7, "0.25", 2), (ANA, 4, 0, "0.10", 3))
    for customer, basket, points, credit, hours in spent:
        store.runner.run(
            partial(buy, customer_id=customer, basket=basket, points=points, credit=credit, hours=hours)
        )
    reader = store.reader()
    assert reader.spent_by(ANA, unix_ms(START)) == Spent(5, Decimal("1.10"))
    assert reader.spent_by(ANA, 0) == Spent(15, Decimal("1.60"))
    assert reader.spent_by(LUIS, 0) == Spent(7, Decimal("0.25"))
    assert reader.spent_by("nobody", 0) == Spent(0, Decimal("0.00"))
    reader.close()
    store.close()
