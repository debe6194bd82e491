"""What the store knows of tenders: transfers that paid before, those from before it kept them too."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from app.store.driver import connect_reader, dbapi2
from app.store.verify import verify_all
from app.usecases.ports import StoredEvent, WriteUnit
from core.domain.document_data import sale_to_data
from core.domain.documents import SalePayment, TenderDetails
from core.domain.journal.events import EventKind
from core.domain.payment import UNCONFIRMED
from core.domain.transfer import transfer_details
from core.domain.yappy import yappy_details
from tests.fakes.store import context, identity, make_sale, open_till

TRANSFER = transfer_details("Banco General", "ACH 0091")
YAPPY = yappy_details("YP-8841TQ")


def sell_for(unit: WriteUnit, basket: str, method: str, details: TenderDetails) -> StoredEvent:
    """A sale paid by something that a person typed."""
    series, number = unit.next_number("sale")
    sale = make_sale(number, basket, series)
    paid = (SalePayment(1, method, sale.total, None, UNCONFIRMED, details),)
    sale = replace(sale, payments=paid, change_due=sale.total - sale.total)
    return unit.append(EventKind.SALE_COMPLETED, sale_to_data(sale), context())


def basket(n: int) -> str:
    return f"0198f0c0-1111-7000-8000-{n:012x}"


def test_a_transfer_that_paid_is_found_by_its_reference(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    store.runner.run(partial(sell_for, basket=basket(1), method="transfer", details=TRANSFER))
    store.runner.run(partial(sell_for, basket=basket(2), method="yappy", details=YAPPY))
    found = store.reader()
    assert found.transfer_banks("ACH 0091") == ("Banco General",)
    assert found.transfer_banks("ACH 0092") == ()
    assert (found.code_used("yappy", "YP-8841TQ"), found.code_used("yappy", "YP-1")) == (True, False)
    found.close()
    store.close()


def test_transfers_from_before_are_filled_in_from_their_events(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    store.runner.run(partial(sell_for, basket=basket(1), method="transfer", details=TRANSFER))
    store.runner.run(partial(sell_for, basket=basket(2), method="yappy", details=YAPPY))
    store.close()
    before = dbapi2.connect(str(tmp_path / "till.db"), isolation_level=None)
    later = ("sale_day", "refund_number", "refund_total", "refund_day", "refund_customer")
    for statement in (
        *(f"DROP INDEX {name}" for name in (*later, "void_number", "void_total", "void_day")),
        "DROP INDEX payment_reference",
        "ALTER TABLE payment DROP COLUMN bank",
        "ALTER TABLE payment DROP COLUMN reference",
        "UPDATE meta SET schema=6",
        "UPDATE alembic_version SET version_num='0006'",
    ):
        before.execute(statement)
    before.close()
    store = open_till(tmp_path, 2)
    found = store.reader()
    assert found.transfer_banks("ACH 0091") == ("Banco General",)
    found.close()
    store.close()
    database = connect_reader(tmp_path / "till.db")
    assert verify_all(database, identity()) == ()
    database.close()
