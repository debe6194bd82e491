"""What the store knows of tenders: transfers that paid before, those from before it kept them too."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from app.store.driver import connect_reader, dbapi2
from app.store.verify import verify_all
from app.usecases.ports import StoredEvent, WriteUnit
from core.domain.document_data import sale_to_data
from core.domain.documents import SalePayment, TenderDetails
from core.domain.journal.events import EventKind
from core.domain.payment import UNCONFIRMED
from core.domain.payment_outcome import Outcome, PaymentOutcome, outcome_to_data
from core.domain.transfer import transfer_details
from core.domain.yappy import yappy_details
from tests.fakes.store import context, identity, make_sale, open_till, original_of, sell, void

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
        "DROP TRIGGER payment_awaits",
        "DROP TRIGGER payment_told",
        "DROP TRIGGER payment_undone",
        "DROP TABLE payment_awaited",
        "DROP TABLE payment_outcome",
        "DROP TABLE change_correction",
        "DROP INDEX payment_reference",
        "ALTER TABLE payment DROP COLUMN bank",
        "ALTER TABLE payment DROP COLUMN reference",
        "ALTER TABLE terminal DROP COLUMN nonce_since",
        "DROP TABLE earlier_nonce",
        "DROP TABLE durable",
        "ALTER TABLE sync_state DROP COLUMN disabled_at_ms",
        "ALTER TABLE sync_state DROP COLUMN disabled_ms",
        *(f"DROP TABLE {name}" for name in ("stream_item", "stream", "staff_bundle")),
        "ALTER TABLE staff DROP COLUMN offline_grant_days",
        "ALTER TABLE sync_state DROP COLUMN server_at_ms",
        "UPDATE meta SET schema=6",
        "UPDATE alembic_version SET version_num='0006'",
    ):
        before.execute(statement)
    before.close()
    store = open_till(tmp_path, 2)
    found = store.reader()
    assert found.transfer_banks("ACH 0091") == ("Banco General",)
    assert [(one.number, one.reference) for one in found.payments_awaited(0, 9)] == [
        (1, "ACH 0091"),
        (2, "YP-8841TQ"),
    ]
    found.close()
    store.close()
    database = connect_reader(tmp_path / "till.db")
    assert verify_all(database, identity()) == ()
    database.close()


def told(unit: WriteUnit, sold: StoredEvent, outcome: Outcome) -> StoredEvent:
    """A person found out about the sale's payment."""
    reason = "not_in_account" if outcome is Outcome.REJECTED else None
    found = PaymentOutcome(original_of(sold), 1, "yappy", Decimal("2.14"), outcome, reason, "YP-8841TQ")
    return unit.append(EventKind.PAYMENT_CONFIRMED, outcome_to_data(found), context(), sold.event.event_id)


def test_what_nobody_confirmed_is_listed_oldest_first_until_it_is_told_or_undone(tmp_path: Path) -> None:
    store = open_till(tmp_path)
    sold = [
        store.runner.run(partial(sell_for, basket=basket(n), method=method, details=details))
        for n, (method, details) in enumerate(
            [("transfer", TRANSFER), ("yappy", YAPPY), ("yappy", yappy_details("YP-2"))], start=1
        )
    ]
    store.runner.run(partial(sell, basket=basket(4)))
    found = store.reader()
    first, *_ = listed = found.payments_awaited(0, 9)
    assert [(one.number, one.method, one.reference) for one in listed] == [
        (1, "transfer", "ACH 0091"),
        (2, "yappy", "YP-8841TQ"),
        (3, "yappy", "YP-2"),
    ]
    assert (first.bank, first.amount_cents, first.event_id) == ("Banco General", 214, sold[0].event.event_id)
    assert [one.number for one in found.payments_awaited(first.entry, 1)] == [2]
    store.runner.run(partial(told, sold=sold[0], outcome=Outcome.CONFIRMED))
    store.runner.run(partial(told, sold=sold[1], outcome=Outcome.REJECTED))
    store.runner.run(partial(void, sold=sold[2]))
    assert found.payments_awaited(0, 9) == ()
    found.close()
    store.close()
    database = connect_reader(tmp_path / "till.db")
    rows = database.execute("SELECT n, outcome, reason FROM payment_outcome ORDER BY entry").fetchall()
    assert rows == [(1, "confirmed", None), (1, "rejected", "not_in_account")]
    assert verify_all(database, identity()) == ()
    database.close()
