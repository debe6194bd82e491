"""Customers at the till: found, weighed by the age of their figures, chosen for the sale, newly made.

Nothing here waits for a network. Figures of points and credit are the centre's, as old as they are
(sync.md D8); a customer made here is found at once, from the till's own journal, until the centre tells of
them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from app.usecases.customers_port import CustomerDirectory, CustomerRecord, Spent, TillCustomers
from app.usecases.ports import StoreRunner, WriteUnit
from app.usecases.state import TillState
from core.domain.basket_lines import Also
from core.domain.credit import NO_LIMITS, SKEW, OfflineLimits, credit_available, points_available
from core.domain.customer import Customer, CustomerEntry, new_customer
from core.domain.customer_data import customer_to_data
from core.domain.discount import Discount
from core.domain.errors import DomainError
from core.domain.journal.events import EventKind
from core.domain.journal.rows import unix_ms
from core.domain.sale_state import Buyer
from core.domain.search import fold, words
from core.domain.tax_id import normalise
from core.ports.clock import IdSource

OWN_LIMIT: Final = 2_000
"""Newest customers made here that are searched; older ones came back with the centre's data long ago."""


class BuyerSlot(Protocol):
    """Where the buyer of the open sale is kept; `app.usecases.open_sale.OpenSale`."""

    def set_buyer(self, buyer: Buyer | None) -> Also:
        """Say who buys, None for the walk-in customer.

        Raises:
            DomainError: ``prices_frozen`` once money is being taken.
        """
        ...


class Customers:
    """The shop's customers, from the local copy and from this till's own journal.

    Args:
        directory: The local copy; None while there is none.
        own: The till's journal.
        sale: Where the buyer goes.
        limits: What the centre signed for tills whose data is not fresh.
    """

    def __init__(
        self,
        state: TillState,
        runner: StoreRunner,
        ids: IdSource,
        directory: CustomerDirectory | None,
        own: TillCustomers,
        sale: BuyerSlot,
        limits: OfflineLimits = NO_LIMITS,
    ) -> None:
        self._state = state
        self._runner = runner
        self._ids = ids
        self._directory = directory
        self._own = own
        self._sale = sale
        self._limits = limits
        self._made: list[_Made] | None = None

    def use_limits(self, limits: OfflineLimits) -> None:
        """What the centre has signed by now."""
        self._limits = limits

    def find(self, text: str, limit: int) -> tuple[CustomerRecord, ...]:
        """Customers whose name, document or phone fits what was typed; those made here come first."""
        asked = _Asked.of(text)
        if asked is None or limit < 1:
            return ()
        known = tuple(self._directory.find(text, limit)) if self._directory else ()
        own = [made.record for made in self._newest() if made.fits(asked)]
        return (*(record for record in own if not self._has(record)), *known)[:limit]

    def by_card(self, code: str) -> CustomerRecord | None:
        """The customer of a scanned loyalty card."""
        return self._directory.by_card(code) if self._directory else None

    def by_id(self, customer_id: str) -> CustomerRecord | None:
        """A customer as the local copy has them now, else as they were made here."""
        known = self._directory.by_id(customer_id) if self._directory else None
        own = (made.record for made in self._newest() if made.record.customer_id == customer_id)
        return known or next(own, None)

    def by_document(self, number: str) -> CustomerRecord | None:
        """Who has this document already, dashes and all; None for an empty number.

        Without its dashes a number stands for several persons: 8-442-445 and 8-44-2445 are two.
        """
        wanted = normalise(number)
        if not wanted:
            return None
        for made in self._newest():
            if made.record.document == wanted:
                return made.record
        return self._directory.by_document(number) if self._directory else None

    def buyer(self, record: CustomerRecord) -> Buyer:
        """A customer as a sale needs them, with what they may spend now.

        A blocked customer buys like anybody else, without points and credit.
        """
        as_of = record.points_as_of
        standing = Discount.of_customer(record.discount_percent)
        if record.blocked or as_of is None:
            return Buyer(
                record.customer_id,
                record.name,
                record.groups,
                discount=standing,
                earns=not record.blocked,
                document=record.identity,
            )
        age: timedelta = self._state.clock.now() - as_of
        spent = self._spent_since(record.customer_id, as_of, age)
        return Buyer(
            record.customer_id,
            record.name,
            record.groups,
            points_available(record.points, age, self._limits, spent.points),
            credit_available(record.credit_limit, record.credit_used, age, self._limits, spent.credit),
            standing,
            as_of,
            max(0, record.points + spent.gained - spent.points),
            document=record.identity,
        )

    def _spent_since(self, customer_id: str, as_of: datetime, age: timedelta) -> Spent:
        """What was spent here since; of a figure told just now also what a clock behind stamped before it."""
        spent = self._own.spent_by(customer_id, unix_ms(as_of))
        if age >= SKEW:
            return spent
        more = self._own.spent_by(customer_id, unix_ms(as_of - SKEW))
        return replace(spent, points=more.points, credit=more.credit)

    def use(self, record: CustomerRecord) -> Also:
        """Say that this customer buys; the lines whose promotions changed by that.

        Raises:
            DomainError: ``prices_frozen`` once money is being taken.
        """
        return self._sale.set_buyer(self.buyer(record))

    def clear(self) -> Also:
        """Back to the walk-in customer; as `use`."""
        return self._sale.set_buyer(None)

    def create(
        self,
        entry: CustomerEntry,
        done: Callable[[CustomerRecord], Any],
        failed: Callable[[Exception], Any],
    ) -> None:
        """Make a customer: event ``customer.created``, found at once, sent like every other event.

        Args:
            entry: What was typed.
            done: Receives the customer once both journals have them.
            failed: `DomainError` of `new_customer` or ``nobody_signed_in``, or an error of the store.
        """
        context = self._state.context()
        try:
            if self._state.person is None:
                raise DomainError("nobody_signed_in")
            customer = new_customer(self._ids.uuid7(), entry, context.occurred_at)
        except DomainError as error:
            failed(error)
            return
        data = customer_to_data(customer)

        def operation(unit: WriteUnit) -> None:
            unit.append(EventKind.CUSTOMER_CREATED, data, context)

        def stored(_: None) -> None:
            record = _record_of(customer)
            self._newest().insert(0, _Made.of(record))
            done(record)

        self._newest()  # read before the event is there, so that nobody is in the list twice
        self._runner.submit(operation, stored, failed)

    def _newest(self) -> list[_Made]:
        if self._made is None:
            self._made = [_Made.of(record) for record in self._own.customers_created(OWN_LIMIT)]
        return self._made

    def _has(self, record: CustomerRecord) -> bool:
        """Whether the local copy knows a customer made here by now; its word counts then."""
        return self._directory is not None and self._directory.by_id(record.customer_id) is not None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed, in the forms in which it is compared."""

    words: tuple[str, ...]
    document: str
    digits: str

    @classmethod
    def of(cls, text: str) -> _Asked | None:
        found = tuple(words(fold(text)))
        return cls(found, _document_key(text), "".join(filter(str.isdigit, text))) if found else None


@dataclass(frozen=True, slots=True)
class _Made:
    """A customer made here, ready to be compared."""

    record: CustomerRecord
    words: tuple[str, ...]
    document: str
    phone: str

    @classmethod
    def of(cls, record: CustomerRecord) -> _Made:
        phone = "".join(filter(str.isdigit, record.phone))
        return cls(record, tuple(words(fold(record.name))), _document_key(record.document), phone)

    def fits(self, asked: _Asked) -> bool:
        if all(any(name.startswith(word) for name in self.words) for word in asked.words):
            return True
        if self.document and self.document.startswith(asked.document):
            return True
        return len(asked.digits) >= _FEWEST_DIGITS and asked.digits in self.phone


_FEWEST_DIGITS: Final = 4
"""Digits of a telephone number that are enough to look for it."""


def _document_key(number: str) -> str:
    return "".join(filter(str.isalnum, normalise(number)))


def _record_of(customer: Customer) -> CustomerRecord:
    document = customer.document
    return CustomerRecord(
        customer_id=customer.customer_id,
        name=customer.name,
        kind="none" if document is None else document.kind.value,
        document="" if document is None else document.number,
        dv="" if document is None else document.dv,
        phone=customer.phone,
        email=customer.email,
        consent_at=customer.consent_at,
    )
