"""Customers to sealed rows and back. Nothing of a person stands readable in ``catalog.db`` (sync.md X7)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple, Protocol

from app.store.catalog.errors import CatalogueConflictError
from app.store.driver import Connection
from app.usecases.customers_port import CustomerRecord
from core.domain.tax_id import normalise

DOCUMENT: Final = "document"
CARD: Final = "card"
LAST: Final = 2**62
"""Rank of a customer the shop's order does not name."""
_INSERT: Final = "INSERT INTO customer VALUES(?1, ?2, 0, ?1, ?3, ?4)"
_INSERT_CARD: Final = "INSERT INTO customer_card(mark, customer_id) VALUES(?1, ?2)"
_TWICE: Final = "SELECT 1 FROM customer_card GROUP BY mark HAVING count(*) > 1 LIMIT 1"


class CustomerSeal(Protocol):
    """What seals customers; the key is in the till's secret store."""

    @property
    def key_id(self) -> str:
        """Tells one key from another."""
        ...

    def seal(self, identity: str, plain: bytes) -> bytes:
        """The sealed form of a record with this identity."""
        ...

    def open(self, identity: str, sealed: bytes) -> bytes | None:
        """The record again, None when it does not open."""
        ...

    def mark(self, kind: str, value: str) -> bytes:
        """What stands in the file for a value that must be found exactly."""
        ...


def document_mark(seal: CustomerSeal, document: str) -> bytes:
    """Mark of a cédula, RUC or passport; case and blanks do not matter, its dashes do."""
    return seal.mark(DOCUMENT, normalise(document))


def card_mark(seal: CustomerSeal, code: str) -> bytes:
    """Mark of a loyalty card's code."""
    return seal.mark(CARD, code.strip())


def write_customers(db: Connection, customers: Iterable[CustomerRecord], seal: CustomerSeal) -> None:
    """Fill the empty tables of a new catalogue, in the order given.

    Raises:
        CatalogueConflictError: two have one card.
    """
    for number, customer in enumerate(customers, start=1):
        row = sealed_row(seal, customer)
        db.execute(_INSERT, (number, customer.customer_id, row.document_mark, row.sealed))
        for mark in row.cards:
            db.execute(_INSERT_CARD, (mark, number))
    if db.execute(_TWICE).fetchone() is not None:
        raise CatalogueConflictError("customer_card.mark")


class SealedRow(NamedTuple):
    """What of a customer is written."""

    document_mark: bytes | None
    sealed: bytes
    cards: tuple[bytes, ...]


def sealed_row(seal: CustomerSeal, customer: CustomerRecord) -> SealedRow:
    """Seal one customer."""
    mark = document_mark(seal, customer.document) if customer.document else None
    cards = tuple(sorted({card_mark(seal, code) for code in customer.cards}))
    return SealedRow(mark, seal.seal(customer.customer_id, _encoded(customer)), cards)


def opened(seal: CustomerSeal, customer_id: str, sealed: bytes) -> CustomerRecord | None:
    """The customer of a row; None when this till's key does not open it."""
    plain = seal.open(customer_id, sealed)
    return None if plain is None else _decoded(customer_id, json.loads(plain))


def _encoded(customer: CustomerRecord) -> bytes:
    credit = customer.credit_limit
    data = {
        "name": customer.name,
        "kind": customer.kind,
        "document": customer.document,
        "dv": customer.dv,
        "phone": customer.phone,
        "email": customer.email,
        "groups": list(customer.groups),
        "discount_percent": str(customer.discount_percent),
        "points": customer.points,
        "points_as_of": _written(customer.points_as_of),
        "credit_limit": None if credit is None else str(credit),
        "credit_used": str(customer.credit_used),
        "blocked": customer.blocked,
        "consent_at": _written(customer.consent_at),
        "cards": list(customer.cards),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _decoded(customer_id: str, data: dict[str, Any]) -> CustomerRecord:
    readers: dict[str, Callable[[Any], Any]] = {
        "groups": tuple,
        "cards": tuple,
        "discount_percent": Decimal,
        "credit_limit": _amount,
        "credit_used": Decimal,
        "points_as_of": _time,
        "consent_at": _time,
    }
    values = {name: readers[name](value) if name in readers else value for name, value in data.items()}
    return CustomerRecord(customer_id=customer_id, **values)


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
