"""Customers of a small shop, a directory over them, and the till's own journal in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

from app.usecases.customers_port import CustomerRecord, Spent
from core.domain.customer_data import customer_from_data
from core.domain.journal.events import EventKind
from core.domain.search import fold, words
from tests.fakes.till import MemoryStore

MORNING = datetime(2026, 11, 24, 14, 50, tzinfo=UTC)
"""09:50 on the shop's clock."""

ROSA = CustomerRecord(
    customer_id="0198f0c0-3333-7000-8000-000000000001",
    name="Rosa Núñez",
    kind="cedula",
    document="8-442-445",
    dv="08",
    phone="+50766123456",
    groups=("jubilado",),
    points=214,
    points_as_of=MORNING,
    credit_limit=Decimal("100.00"),
    credit_used=Decimal("40.00"),
    consent_at=MORNING,
    cards=("LC-000214",),
)
BAKERY = CustomerRecord(
    customer_id="0198f0c0-3333-7000-8000-000000000002",
    name="Panadería La Espiga, S. A.",
    kind="ruc",
    document="155610034-2-2015",
    groups=("mayorista",),
    discount_percent=Decimal("5.00"),
    points_as_of=MORNING,
)
DEBTOR = CustomerRecord(
    customer_id="0198f0c0-3333-7000-8000-000000000003",
    name="Rodrigo Nuñez",
    kind="pasaporte",
    document="AB123456",
    points=90,
    points_as_of=MORNING,
    blocked=True,
)


@dataclass
class SmallDirectory:
    """A `CustomerDirectory` over a list."""

    people: list[CustomerRecord] = field(default_factory=lambda: [BAKERY, DEBTOR, ROSA])

    def find(self, text: str, limit: int) -> Sequence[CustomerRecord]:
        asked = words(fold(text))
        digits = "".join(filter(str.isalnum, text)).upper()
        found = [
            person
            for person in self.people
            if all(any(name.startswith(word) for name in words(fold(person.name))) for word in asked)
            or person.document.replace("-", "").startswith(digits)
            or (digits.isdigit() and digits in person.phone)
        ]
        return found[:limit] if asked else []

    def by_id(self, customer_id: str) -> CustomerRecord | None:
        return self._first(lambda person: person.customer_id == customer_id)

    def by_document(self, document: str) -> CustomerRecord | None:
        return self._first(lambda person: person.document == document.strip().upper())

    def by_card(self, code: str) -> CustomerRecord | None:
        return self._first(lambda person: code in person.cards)

    def _first(self, fits: Callable[[CustomerRecord], bool]) -> CustomerRecord | None:
        return next((person for person in self.people if fits(person)), None)


@dataclass
class MemoryTillCustomers:
    """A `TillCustomers` over the events of a `MemoryStore`; what was spent, and when, is set by hand."""

    store: MemoryStore
    spent: dict[str, Spent] = field(default_factory=dict)
    spent_at_ms: int | None = None
    """When all of it was; None counts it from any moment on."""

    def customers_created(self, limit: int) -> Sequence[CustomerRecord]:
        made: list[CustomerRecord] = []
        for stored in reversed(self.store.events):
            if stored.event.kind == EventKind.CUSTOMER_CREATED:
                customer = customer_from_data(stored.event.data)
                document = customer.document
                made.append(
                    CustomerRecord(
                        customer.customer_id,
                        customer.name,
                        kind=document.kind.value if document else "none",
                        document=document.number if document else "",
                        dv=document.dv if document else "",
                        phone=customer.phone,
                        consent_at=customer.consent_at,
                    )
                )
        return made[:limit]

    def spent_by(self, customer_id: str, since_ms: int) -> Spent:
        if self.spent_at_ms is not None and self.spent_at_ms <= since_ms:
            return Spent()
        return self.spent.get(customer_id, Spent())
