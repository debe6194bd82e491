"""Customers at the till: found, weighed by the age of their figures, chosen, made without a network."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from app.usecases.customers import Customers
from app.usecases.customers_port import CustomerRecord, Spent
from app.usecases.ports import StaffRecord
from app.usecases.state import TillState
from core.domain.basket_lines import Also
from core.domain.credit import OfflineLimits
from core.domain.customer import CustomerEntry
from core.domain.customer_data import customer_from_data
from core.domain.document_data import sale_from_data, sale_to_data
from core.domain.errors import DomainError
from core.domain.identity_document import Document, DocumentKind
from core.domain.journal.events import EventKind
from core.domain.journal.rows import unix_ms
from core.domain.sale import Sale
from core.domain.sale_state import Buyer
from tests.fakes.catalogue import RICE
from tests.fakes.clock import ManualClock, SeededIds
from tests.fakes.customers import BAKERY, DEBTOR, MORNING, ROSA, MemoryTillCustomers, SmallDirectory
from tests.fakes.till import IDENTITY, InstantRunner, MemoryStore

ANA = StaffRecord("ana", 1, "Ana Morales", "cashier", frozenset({"pos:create"}), active=True, pin=None)
ENTRY = CustomerEntry("Luz Marina Peñalba", DocumentKind.CEDULA, "8-700-1", "6999-0001", consented=True)


class Slot:
    """A sale's place for its buyer."""

    def __init__(self) -> None:
        self.buyers: list[Buyer | None] = []

    def set_buyer(self, buyer: Buyer | None) -> Also:
        self.buyers.append(buyer)
        return ()


class Desk:
    """The use case with what a test looks at."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.store = MemoryStore()
        self.runner = InstantRunner(self.store)
        self.state = TillState(IDENTITY, "boot", self.clock, 0.0)
        self.state.person = ANA
        self.directory = SmallDirectory()
        self.own = MemoryTillCustomers(self.store)
        self.limits = OfflineLimits(credit=Decimal("25.00"), points=100)
        self.slot = Slot()
        self.customers = self.opened(self.directory)
        self.made: list[CustomerRecord] = []
        self.errors: list[Exception] = []

    def opened(self, directory: SmallDirectory | None) -> Customers:
        return Customers(
            self.state,
            self.runner,
            SeededIds(),
            directory,
            self.own,
            self.slot,
            self.limits,
        )

    def at(self, age: timedelta) -> None:
        """The clock stands this long after the figures were read."""
        self.clock.wall = MORNING + age

    def create(self, entry: CustomerEntry = ENTRY) -> None:
        self.customers.create(entry, self.made.append, self.errors.append)

    def found(self, text: str) -> list[str]:
        return [record.name for record in self.customers.find(text, 20)]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.mark.parametrize("typed", ["", "   ", "--", "¿?"])
def test_nothing_typed_finds_nobody(desk: Desk, typed: str) -> None:
    assert desk.found(typed) == []


def test_a_customer_of_the_local_copy_is_found(desk: Desk) -> None:
    assert desk.found("núñez ro") == ["Rodrigo Nuñez", "Rosa Núñez"]
    assert desk.found("8-442") == ["Rosa Núñez"]
    assert desk.customers.by_card("LC-000214") == ROSA
    assert desk.customers.by_document("155610034-2-2015") == BAKERY


def test_a_new_customer_is_an_event_that_says_who_took_them_down(desk: Desk) -> None:
    desk.create()
    (stored,) = desk.store.events
    assert stored.event.kind == EventKind.CUSTOMER_CREATED
    assert stored.event.context.cashier_id == "ana"
    customer = customer_from_data(stored.event.data)
    assert (customer.name, customer.consent_at) == ("Luz Marina Peñalba", desk.clock.wall)
    assert [record.customer_id for record in desk.made] == [customer.customer_id]


@pytest.mark.parametrize(
    "typed", ["luz", "penalba mar", "8-700-1", "8700", "69990001", "9990001", "LUZ MARINA PEÑALBA"]
)
def test_a_new_customer_is_found_at_once_and_after_a_restart(desk: Desk, typed: str) -> None:
    desk.create()
    assert desk.found(typed) == ["Luz Marina Peñalba"]
    desk.customers = desk.opened(desk.directory)
    assert desk.found(typed) == ["Luz Marina Peñalba"]


@pytest.mark.parametrize("typed", ["luis", "marina x", "8-701", "001", "7001"])
def test_a_new_customer_is_not_found_by_what_is_not_theirs(desk: Desk, typed: str) -> None:
    desk.create()
    assert "Luz Marina Peñalba" not in desk.found(typed)


def test_a_new_customer_stands_before_those_of_the_copy(desk: Desk) -> None:
    desk.create(replace(ENTRY, name="Rosa Nueva"))
    assert desk.found("rosa") == ["Rosa Nueva", "Rosa Núñez"]
    assert len(desk.customers.find("rosa", 1)) == 1


def test_once_the_centre_tells_of_them_its_word_counts(desk: Desk) -> None:
    desk.create()
    (made,) = desk.made
    desk.directory.people.append(replace(made, points=30, points_as_of=MORNING))
    (found,) = desk.customers.find("luz", 20)
    assert found.points == 30


def test_a_document_says_whose_it_is(desk: Desk) -> None:
    desk.create()
    assert desk.customers.by_document("8 - 700 - 1") == desk.made[0]
    assert desk.customers.by_document("8-442-445") == ROSA
    assert desk.customers.by_document("9-9-9") is None
    assert desk.customers.by_document("8-7001") is None  # another person's
    assert desk.customers.by_document(" ") is None


def test_without_a_local_copy_the_till_has_its_own_customers(desk: Desk) -> None:
    desk.customers = desk.opened(None)
    desk.create()
    assert desk.found("luz") == ["Luz Marina Peñalba"]
    assert desk.customers.by_card("LC-000214") is None
    assert desk.customers.by_document("8-442-445") is None


@pytest.mark.parametrize(
    ("age", "points", "credit"),
    [
        (timedelta(minutes=-3), 0, "0.00"),
        (timedelta(seconds=-20), 204, "50.00"),
        (timedelta(minutes=5), 204, "50.00"),
        (timedelta(hours=1), 90, "15.00"),
        (timedelta(hours=24), 90, "15.00"),
        (timedelta(hours=24, seconds=1), 0, "0.00"),
    ],
)
def test_points_and_credit_shrink_as_their_figures_age(
    desk: Desk, age: timedelta, points: int, credit: str
) -> None:
    desk.own.spent[ROSA.customer_id] = Spent(10, Decimal("10.00"))
    desk.at(age)
    desk.customers.use(ROSA)
    buyer = Buyer(
        ROSA.customer_id,
        "Rosa Núñez",
        ("jubilado",),
        points,
        Decimal(credit),
        None,
        MORNING,
        214 - 10,
        document=Document(DocumentKind.CEDULA, "8-442-445", "08"),
    )
    assert desk.slot.buyers == [buyer]


@pytest.mark.parametrize(("age", "points"), [(-10, 204), (10, 204), (120, 214)])
def test_a_clock_behind_hides_nothing_that_was_spent_since_a_figure_told_just_now(
    desk: Desk, age: int, points: int
) -> None:
    desk.own.spent[ROSA.customer_id] = Spent(10, Decimal("10.00"))
    desk.own.spent_at_ms = unix_ms(MORNING) - 30_000
    desk.at(timedelta(seconds=age))
    assert desk.customers.buyer(ROSA).points == points


@pytest.mark.parametrize("record", [DEBTOR, replace(ROSA, points_as_of=None)])
def test_a_blocked_or_unknown_account_buys_without_points_and_credit(
    desk: Desk, record: CustomerRecord
) -> None:
    desk.at(timedelta(0))
    buyer = desk.customers.buyer(record)
    assert (buyer.points, buyer.credit) == (0, Decimal(0))


def test_the_walk_in_customer_comes_back(desk: Desk) -> None:
    desk.customers.clear()
    assert desk.slot.buyers == [None]


def test_nothing_is_stored_without_consent(desk: Desk) -> None:
    desk.create(replace(ENTRY, consented=False))
    assert [str(error) for error in desk.errors] == ["consent_missing"]
    assert desk.store.events == []
    assert desk.found("luz") == []


def test_nobody_is_made_while_nobody_is_signed_in(desk: Desk) -> None:
    desk.state.person = None
    desk.create()
    assert [error.code for error in desk.errors if isinstance(error, DomainError)] == ["nobody_signed_in"]


def test_a_customer_that_could_not_be_stored_is_not_found(desk: Desk) -> None:
    desk.store.fail_with = RuntimeError("disk")
    desk.create()
    assert desk.made == []
    assert desk.errors == [desk.store.fail_with]
    assert desk.found("luz") == []


def test_a_customer_being_stored_is_found_once_they_are(desk: Desk) -> None:
    desk.runner.held = True
    desk.create()
    assert desk.found("luz") == []
    desk.runner.release()
    assert desk.found("luz") == ["Luz Marina Peñalba"]


@pytest.mark.parametrize(
    ("document", "dv", "named"),
    [
        ("8-442-445 ", "08", Document(DocumentKind.CEDULA, "8-442-445", "08")),
        ("8-442 -445", "", Document(DocumentKind.CEDULA, "8-442-445")),
        ("8-442-445", "0\u200b8", Document(DocumentKind.CEDULA, "8-442-445", "08")),
        ("8-442-445", "no se sabe", Document(DocumentKind.CEDULA, "8-442-445")),
        ("8" * 80, "08", None),
        (" \u200b", "", None),
    ],
)
def test_a_sale_that_names_a_document_of_the_centre_can_be_read_again(
    document: str, dv: str, named: Document | None
) -> None:
    sale = Sale("0198f0c0-0000-7000-8000-00000000aaaa")
    sale.add(RICE)
    record = replace(ROSA, document=document, dv=dv)
    assert record.identity == named
    sale.set_buyer(Buyer(record.customer_id, record.name, document=record.identity), MORNING)
    done = sale.finish("0001", 1, unpaid=True)
    assert sale_from_data(sale_to_data(done)) == done
