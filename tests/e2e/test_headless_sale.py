"""The whole line without a screen: enrol, sign in, open a shift, sell, send, and find it at the centre."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from app.demo.centre import DemoCentre
from app.demo.headless import HeadlessTill
from app.demo.sides import listed_at_centre, sales_at_till, seen_at_centre
from app.store.driver import connect_reader
from app.store.paths import StorePaths
from app.usecases.proving import Verdict
from core.domain.customer import CustomerEntry
from core.domain.documents import format_number
from resources import demo


def test_a_sale_made_at_a_new_till_stands_once_at_the_centre(centre: DemoCentre, tmp_path: Path) -> None:
    codes = [product.barcode for product in demo.load().products if product.barcode][:5]
    till = HeadlessTill(tmp_path / "till", centre.url, centre.pairing_code("Caja 02"))
    try:
        assert till.sign_in().verdict is Verdict.OK
        till.open_shift()
        first = till.sell(codes, Decimal("100.00"))
        customer = till.enrol_customer(CustomerEntry("Luz Marina Peñalba", consented=True))
        assert till.services.customers.find("luz", 5) == (customer,)
        till.services.customers.use(customer)
        second = till.sell(codes[:1])
        till.send_all()
        till.send_all()
    finally:
        till.close()
    terminal = till.opened.identity.terminal_id
    held = seen_at_centre(listed_at_centre(centre.url, centre.manager_token(), terminal))
    made = sales_at_till(StorePaths.of(tmp_path / "till").database)
    assert sorted(held, key=lambda sale: sale.number) == sorted(made, key=lambda sale: sale.number)
    assert [record.sale.number for record in (first, second)] == [1, 2]
    assert [record.sale.customer_id for record in (first, second)] == [None, customer.customer_id]
    assert states(tmp_path / "till", "customer.created") == ["acked"]
    assert {sale.number for sale in made} == {
        format_number(record.sale.series, record.sale.number) for record in (first, second)
    }


def states(data: Path, kind: str) -> list[str]:
    """What the centre said of the events of a kind."""
    database = connect_reader(StorePaths.of(data).database)
    found = database.execute("SELECT state FROM journal WHERE kind=? ORDER BY pos", (kind,)).fetchall()
    database.close()
    return [state for (state,) in found]


def test_a_till_opened_again_goes_on_with_its_numbers_and_its_shift(
    centre: DemoCentre, tmp_path: Path
) -> None:
    code = next(product.barcode for product in demo.load().products if product.barcode)
    data = tmp_path / "till"
    numbers: list[int] = []
    pairing = centre.pairing_code("Caja 03")
    for _ in range(3):
        till = HeadlessTill(data, centre.url, pairing)
        pairing = ""
        till.sign_in()
        till.open_shift()
        numbers.append(till.sell([code]).sale.number)
        till.close()
    assert numbers == [1, 2, 3]
    till = HeadlessTill(data, centre.url, "")
    till.send_all()
    till.close()
    held = seen_at_centre(
        listed_at_centre(centre.url, centre.manager_token(), till.opened.identity.terminal_id)
    )
    assert len(held) == 3


def test_a_sale_the_database_lost_comes_back_with_its_receipt(centre: DemoCentre, tmp_path: Path) -> None:
    """An older copy of the database is put back: the electronic journal still knows the last sale."""
    code = next(product.barcode for product in demo.load().products if product.barcode)
    data = tmp_path / "till"
    till = HeadlessTill(data, centre.url, centre.pairing_code("Caja 04"))
    till.sign_in()
    till.open_shift()
    till.sell([code])
    till.close()
    older = (data / "till.db").read_bytes()
    till = HeadlessTill(data, centre.url, "")
    till.sign_in()
    till.open_shift()
    lost = till.sell([code, code])
    till.close()
    (data / "till.db").write_bytes(older)

    till = HeadlessTill(data, centre.url, "")
    try:
        assert till.opened.store.report.replayed > 0
        newest = till.reader.recent_sales(1)[0]
        assert (newest.event_id, newest.number) == (lost.stored.event.event_id, lost.sale.number)
        assert till.reader.receipt_document(newest.event_id) == lost.document
        till.send_all()
    finally:
        till.close()
    held = seen_at_centre(
        listed_at_centre(centre.url, centre.manager_token(), till.opened.identity.terminal_id)
    )
    assert sorted(sale.number[-6:] for sale in held) == ["000001", "000002"]
